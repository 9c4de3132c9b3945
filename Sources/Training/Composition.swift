// Scenes made while training: a product's cut-out among other products of the training set on a background. What a scene
// is to show is drawn with the batch (a few numbers); it is painted later, on the shard that needs it.
import Catalog
import Domain
import Images
import Preprocessing

/// A scene to be painted.
package struct ComposedScene: Sendable {
    /// The cut-outs' pictures, the main product's first.
    package let pictures: [Int]
    /// Every product (by its place in the set's products) that is seen, or may be seen in the background.
    package let shown: [Int]
    let background: Int
    /// Everything else about the scene.
    let random: SeededGenerator
}

package struct Composition: Sendable {
    private let cutOuts: CutOutCache
    private let composer: SceneComposer
    /// Training pictures that may stand beside a product, with the product they show.
    private let pool: [(product: Int, picture: Int)]
    /// For each photo background the training products of its photo.
    private let backgroundProducts: [[Int]]

    private static let photoBackgrounds = 64

    /// - Parameters:
    ///   - set: as `TrainingSet.composing` gives it.
    ///   - cache: the training pictures, for backgrounds.
    package init(_ set: TrainingSet, cutOuts: CutOutCache, cache: PixelCache, seed: UInt64) {
        self.cutOuts = cutOuts
        pool = set.products.enumerated().flatMap { place, product in
            product.clean.filter { cutOuts.has($0.picture) }.map { (place, $0.picture) }
        }
        var random = SeededGenerator.derived(from: seed, stream: 1 << 41)
        let others = set.products.flatMap(\.scenes).map(\.picture).filter { cache.faults[$0] == nil }
        let chosen = random.shuffled(Array(Set(others)).sorted()).prefix(Self.photoBackgrounds)
        let photos = chosen.map { picture in
            let raster = Raster(width: cache.size, height: cache.size, pixels: cache.withPicture(picture) { Array($0) })
            return SceneProps.photoBackground(raster, side: cache.size, using: &random)
        }
        composer = SceneComposer(props: SceneProps(side: cache.size, seed: random.next(), photos: photos))
        backgroundProducts = chosen.map { set.shown[$0].sorted() }
    }

    /// Is there anything to compose with?
    var isEmpty: Bool { pool.isEmpty }

    /// The photos that a product can be cut from.
    func usable(_ photos: [Photo]) -> [Photo] { photos.filter { cutOuts.has($0.picture) } }

    /// Draws what a scene of a training product shows.
    func scene(of product: Int, photo: Photo, _ random: inout SeededGenerator) -> ComposedScene {
        scene(photo.picture, product: product, beside: pool, &random)
    }

    /// - Parameter beside: who may stand beside it: products by number, with their pictures.
    private func scene(
        _ picture: Int, product: Int, beside pool: [(product: Int, picture: Int)], _ random: inout SeededGenerator
    ) -> ComposedScene {
        let count = SceneComposer.productCount(using: &random)
        var members = [(product: product, picture: picture)]
        // A few tries each, so that a pool of one product ends too.
        for _ in 0..<count * 4 where members.count < count {
            let other = random.pick(pool)
            if !members.contains(where: { $0.product == other.product }) { members.append(other) }
        }
        let background = composer.props.pickBackground(using: &random)
        let behind = composer.props.photo(of: background).map { backgroundProducts[$0] } ?? []
        return ComposedScene(
            pictures: members.map(\.picture), shown: members.map(\.product) + behind, background: background,
            random: SeededGenerator(seed: random.next()))
    }

    /// Scenes of held-out products among themselves, for validation: which of them each shows, and its pixels.
    func gallery(of products: [TrainingProduct], scenes: Int, _ random: inout SeededGenerator) -> [(shown: Set<Int>, pixels: [UInt8])] {
        let pool = products.enumerated().flatMap { place, product in
            usable(product.clean).map { (product: place, picture: $0.picture) }
        }
        var result: [(shown: Set<Int>, pixels: [UInt8])] = []
        for (place, product) in products.enumerated() where product.scenes.isEmpty {
            guard let photo = usable(product.clean).first else { continue }
            for _ in 0..<scenes {
                let scene = scene(photo.picture, product: place, beside: pool, &random)
                // Products behind are training products: numbers of another list.
                let shown = Set(scene.shown.prefix(scene.pictures.count))
                result.append((shown, withPixels(of: scene) { Array($0) }))
            }
        }
        return result
    }

    /// Paints a scene; the pointer must not leave the closure.
    func withPixels<Value>(of scene: ComposedScene, _ body: (UnsafeBufferPointer<UInt8>) -> Value) -> Value {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: composer.byteCount) { pixels in
            var random = scene.random
            composer.compose(
                scene.pictures.map(cutOuts.pixels), background: scene.background, using: &random, into: pixels)
            return body(UnsafeBufferPointer(pixels))
        }
    }
}

extension View {
    /// Writes the view as model input `[S, S, 3]`: its picture from the cache, or its scene painted.
    func write(from cache: PixelCache, _ composition: Composition?, into slot: UnsafeMutableBufferPointer<Float>) {
        if let scene, let composition {
            composition.withPixels(of: scene) { augmentation.apply(to: $0, size: cache.size, into: slot) }
        } else {
            cache.withPicture(picture) { augmentation.apply(to: $0, size: cache.size, into: slot) }
        }
    }
}
