// What a product is asked with. A clean shot shows it alone, in the middle. A photo of several products does not say which of its
// instances is the one meant: the product's title says so, and so do its other photos, which show the same thing beside other things.
import Domain
import InstanceIndex
import Tensors

/// The instances that show a product, one a photo, the surest first.
struct ProductQuestion: Sendable {
    struct Pick: Equatable, Sendable {
        let picture: Int
        /// From 1.
        let instance: Int
    }

    let picks: [Pick]
    /// Photos of the product in the index.
    let photos: Int

    /// Photos that are looked at: more would hardly move their mean, and a product with thousands is asked as fast as any other.
    static let limit = 32

    /// - Throws: `InputFault` for a product that no photo of the index lists.
    init(_ engine: SearchEngine, product id: String) throws {
        let index = engine.index
        guard let product = try index.product(id: id), let cover = try index.position(of: product.cover) else {
            throw InputFault("product \(id)", "not in \(index.path)", expected: "a product_id of the index")
        }
        photos = product.pictures
        if isCleanShot(source: try index.heading(of: cover).source) {
            picks = [Pick(picture: cover, instance: try engine.centralInstance(of: cover))]
            return
        }
        let all = try index.positions(ofProduct: id), count = min(all.count, Self.limit)
        let looked = (0..<count).map { all[$0 * all.count / count] }
        picks = try ProductInstances(engine, looked, title: Self.title(of: product, engine.model)).picks
    }

    /// The title that the model knows most words of, and how many of them: 0...1. nil where there is none.
    private static func title(of product: Product, _ model: LoadedModel) -> (vector: [Float], known: Float)? {
        let titles = ([product.label.title] + product.titles.sorted { $0.key < $1.key }.map(\.value)).filter { !$0.isEmpty }
        let known = titles.map { 1 - model.unseenShare(of: $0) }
        guard let best = known.indices.max(by: { (known[$0], $1) < (known[$1], $0) }), known[best] > 0 else { return nil }
        return (model.vector(of: titles[best]), known[best])
    }
}

/// Every instance of some photos of a product, and how well each fits the title, the other photos and the middle.
private struct ProductInstances {
    /// Candidates in the order of their photos, as many of each.
    private let candidates: [ProductQuestion.Pick]
    private let perPhoto: Int
    /// How well a candidate fits by itself.
    private let own: [Float]
    /// `[candidate * candidates + other]`: cosines.
    private let likeness: [Float]

    /// What decides where neither a title nor another photo does.
    private static let middle: Float = 0.1

    init(_ engine: SearchEngine, _ photos: [Int], title: (vector: [Float], known: Float)?) throws {
        let instances = engine.foreground, index = engine.index
        let shares = try zip(photos, index.framedMaps(of: photos)).map { engine.centralShares($0.1, of: instances) }
        let vectors = photos.flatMap { photo in instances.map { index.instances.vector(of: photo, instance: $0) } }
        let candidates = photos.flatMap { photo in instances.map { ProductQuestion.Pick(picture: photo, instance: $0) } }
        let rows = Tensor(shape: [vectors.count, index.instances.dimension], values: vectors.flatMap { $0 })
        own = zip(vectors, shares.joined()).map { vector, share in
            (title.map { $0.known * dotProduct($0.vector, vector) } ?? 0) + Self.middle * share
        }
        likeness = Matrix.linear(rows, weight: rows, bias: nil).values
        (self.candidates, perPhoto) = (candidates, instances.count)
    }

    /// The candidate that fits best and is found again in most other photos; then, of each other photo, what is most like it.
    var picks: [ProductQuestion.Pick] {
        let first = best(of: Array(candidates.indices)) { own[$0] + support($0) }
        let others = places.filter { !$0.contains(first) }.map { photo in
            best(of: Array(photo)) { own[$0] + likeness[first * candidates.count + $0] }
        }
        return ([first] + others).map { candidates[$0] }
    }

    /// Candidates by photo.
    private var places: [Range<Int>] {
        stride(from: 0, to: candidates.count, by: perPhoto).map { $0..<$0 + perPhoto }
    }

    /// How like the best of every other photo is to this candidate, on average; 0 where there is no other photo.
    private func support(_ candidate: Int) -> Float {
        let others = places.filter { !$0.contains(candidate) }
        let best = others.map { photo in photo.reduce(-Float.infinity) { max($0, likeness[candidate * candidates.count + $1]) } }
        return best.isEmpty ? 0 : best.reduce(0, +) / Float(best.count)
    }

    /// The first of the best.
    private func best(of places: [Int], _ score: (Int) -> Float) -> Int {
        let scores = places.map(score)
        return places[scores.indices.max { (scores[$0], $1) < (scores[$1], $0) } ?? 0]
    }
}

extension SearchEngine {
    /// A product by the photo that it is asked with: what the list of products shows is what a question for it looks for.
    /// - Throws: `InputFault` for a product that no photo of the index lists.
    package func read(product id: String, language: String = "en") throws -> ProductReading {
        guard let asked = try vectors(of: .product(id)).reading.asked else {
            throw InputFault("product \(id)", "no photo to ask with")
        }
        return ProductReading(
            productID: id, asked: asked,
            picture: try read(image: asked.image, subject: nil, conditioned: false, language: language))
    }
}
