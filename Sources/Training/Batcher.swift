// Draws the batch of a step: products by weight, two photos and two titles each. A step's randomness comes from the seed
// and the step's number alone, so a resumed run draws exactly what the unbroken run would have drawn.
import Domain
import Foundation
import Networks
import Preprocessing

/// One photo and title of a batch.
package struct View: Sendable {
    package let product: Int
    package let picture: Int
    let augmentation: PictureAugmentation
    /// Composed around the picture's cut-out; nil for the picture itself.
    package let scene: ComposedScene?
    /// Piece ids, the start token first.
    let ids: [Int]
    /// Of the title.
    package let language: String
    /// Where the one product of a clean shot is, in fractions of the view; nil where its instance is chosen by its title.
    let middle: Box?
    /// The title is the category's word alone: every product of the category answers it.
    package let asksForCategory: Bool
}

/// A batch in shards; within a shard first the A views of its products, then their B views in the same order.
package struct Batch: Sendable {
    package let shards: [[View]]

    package var views: [View] { shards.flatMap { $0 } }

    /// Within a shard, the place of each view's partner.
    static func partners(in shard: [View]) -> [Int] {
        let half = shard.count / 2
        return shard.indices.map { $0 < half ? $0 + half : $0 - half }
    }
}

package struct Batcher: Sendable {
    let set: TrainingSet
    let tokenizer: Tokenizer
    let options: TrainingOptions
    let tokenLimit: Int
    private let bad: Set<Int>
    /// Products that cannot be drawn have no weight.
    private let weights: [Double]
    /// With `--compose`: where scenes come from.
    let composition: Composition?

    private static let shardCount = 2
    private let noise: TitleNoise

    /// - Parameter bad: pictures that cannot be drawn, by their place in the cache.
    package init(
        _ set: TrainingSet, tokenizer: Tokenizer, options: TrainingOptions, tokenLimit: Int, bad: Set<Int>,
        composition: Composition? = nil
    ) {
        weights = set.products.indices.map { PhotoPairs.canDraw(set.products[$0], bad: bad) ? set.weights[$0] : 0 }
        self.set = set
        self.tokenizer = tokenizer
        self.options = options
        self.tokenLimit = tokenLimit
        self.bad = bad
        self.composition = composition
        noise = TitleNoise(dropped: options.droppedWords ?? TitleNoise.recommendedDrop)
    }

    /// Steps that see clean shots only: with thousands of products scenes alone never leave chance (model.md).
    var cleanSteps: Int {
        if let chosen = options.cleanSteps { return chosen }
        let withClean = set.products.count { !$0.clean.isEmpty }
        return set.products.count >= 4000 && withClean * 2 > set.products.count ? 500 : 0
    }

    package func batch(_ step: Int) -> Batch {
        var random = SeededGenerator.derived(from: options.seed, stream: UInt64(step))
        let chosen = products(&random)
        let perShard = chosen.count / Self.shardCount
        var shards: [[View]] = []
        for shard in 0..<Self.shardCount {
            let part = chosen[shard * perShard..<(shard == Self.shardCount - 1 ? chosen.count : (shard + 1) * perShard)]
            let pairs = part.map { views(of: $0, step: step, &random) }
            shards.append(pairs.map(\.0) + pairs.map(\.1))
        }
        return Batch(shards: shards)
    }

    /// Products without repetition while there are enough, each kept with its weight (Efraimidis and Spirakis 2006).
    private func products(_ random: inout SeededGenerator) -> [Int] {
        var chosen: [Int] = []
        while chosen.count < options.products {
            let keyed = weights.indices.map { (key: -log(max(1e-12, random.unit())) / weights[$0], place: $0) }
                .filter { $0.key.isFinite }
            let wanted = min(options.products - chosen.count, keyed.count)
            chosen += keyed.sorted { ($0.key, $0.place) < ($1.key, $1.place) }.prefix(wanted).map(\.place)
        }
        return random.shuffled(chosen)
    }

    private func views(of place: Int, step: Int, _ random: inout SeededGenerator) -> (View, View) {
        if step >= cleanSteps, let pair = composedViews(of: place, &random) { return pair }
        let product = set.products[place]
        let pairs = PhotoPairs(bad: bad, cleanShare: cleanShare)
        let (first, second) = pairs.pair(of: product, cleanOnly: step < cleanSteps, &random)
        return (view(place, first, nil, &random), view(place, second, nil, &random))
    }

    /// A composed scene with a clean shot or another such scene; half the time where the product has real scenes.
    private func composedViews(of place: Int, _ random: inout SeededGenerator) -> (View, View)? {
        guard let composition else { return nil }
        let product = set.products[place]
        let clean = product.clean.filter { !bad.contains($0.picture) }
        let photos = composition.usable(clean)
        let hasScenes = product.scenes.contains { !bad.contains($0.picture) }
        guard !photos.isEmpty, !hasScenes || random.chance(0.5) else { return nil }
        func composed(_ random: inout SeededGenerator) -> View {
            let photo = random.pick(photos)
            return view(place, photo, composition.scene(of: place, photo: photo, &random), &random)
        }
        let first = random.chance(cleanShare) ? view(place, random.pick(clean), nil, &random) : composed(&random)
        return (first, composed(&random))
    }

    /// After a clean-only start the clean shot stays the first view more often.
    private var cleanShare: Double { cleanSteps > 0 ? 0.7 : 0.5 }

    private func view(
        _ place: Int, _ photo: Photo, _ scene: ComposedScene?, _ random: inout SeededGenerator
    ) -> View {
        let product = set.products[place]
        let augmentation = PictureAugmentation(clean: scene == nil && photo.isClean, using: &random)
        let language = random.pick(product.titles.keys.sorted())
        // Where titles do not say what a thing is ("Golden Delicious"), the category's word must be learned by itself.
        let word = random.chance(Self.categoryShare) ? set.unsaidCategory[place] : nil
        let text = word ?? title(product, photo, language, &random)
        let isPlaced = options.choosesByPlace == true && scene == nil && photo.isClean
        return View(
            product: place, picture: photo.picture, augmentation: augmentation, scene: scene,
            ids: tokenizer.encode(text, limit: tokenLimit).ids, language: language,
            middle: isPlaced ? augmentation.place(of: Box(x: 0.25, y: 0.25, width: 0.5, height: 0.5)) : nil, asksForCategory: word != nil)
    }

    private static let categoryShare = 0.15

    /// A third of the time the title this photo was filed under, as it stands; else the product's title, noised.
    private func title(
        _ product: TrainingProduct, _ photo: Photo, _ language: String, _ random: inout SeededGenerator
    ) -> String {
        if random.chance(0.33), let filed = photo.titles[language] { return filed }
        return noise.noised(
            product.titles[language] ?? "", language: language, category: product.category, using: &random)
    }

    /// Is the picture of view a no negative for the title of view b?
    package func conflict(_ a: View, _ b: View) -> Bool {
        if let scene = a.scene { return scene.shown.contains { isAnswered(b, by: $0) } }
        if a.product == b.product || set.shown[a.picture].contains(b.product) { return true }
        if b.asksForCategory, let category = set.products[b.product].category {
            return set.products[a.product].category == category || set.titleKeys.shows(a.picture, category: category)
        }
        return set.titleKeys.areEqual(a.product, b.product, language: b.language)
            || set.titleKeys.answers(a.picture, product: b.product, language: b.language)
    }

    /// Does a product that stands in a scene answer a title?
    private func isAnswered(_ title: View, by product: Int) -> Bool {
        if product == title.product { return true }
        if title.asksForCategory, let category = set.products[title.product].category {
            return set.products[product].category == category
        }
        return set.titleKeys.areEqual(product, title.product, language: title.language)
    }
}
