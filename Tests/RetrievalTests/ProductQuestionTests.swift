// What a product is asked with: by its title, by what its photos have in common, by the middle of its only photo; from some of very
// many photos; and the same in a question and in the list of products.
import Domain
import Foundation
import InstanceIndex
import Retrieval
import Testing

@Suite struct ProductQuestionTests {
    private static let queries = 3, embedding = 16

    /// Photos of one product: the vectors of their three instances, and which of these looks at the middle.
    private func engine(
        _ folder: Folder, title: String, titles: [String: String] = [:], source: String = "photo",
        photos: [(vectors: [[Float]], central: Int)]
    ) throws -> SearchEngine {
        let model = try Small.model(queries: Self.queries)
        let product = PlannedProduct(label: ProductLabel(productID: "one", title: title), titles: titles, vector: model.vector(of: title))
        let plan = IndexPlan(
            model: model.identity, catalog: "catalog.csv", catalogHash: "hash", products: [product],
            pictures: photos.indices.map {
                PlannedPicture(path: String(format: "photos/%05d.png", $0), source: source, split: nil, listings: [PlannedListing(product: 0)])
            })
        let builder = try IndexBuilder(at: folder.file("one.index"), plan: plan)
        try builder.add(photos.indices.map { encoded($0, photos[$0], patches: model.configuration.patches) })
        try builder.finish()
        return SearchEngine(model: model, index: try IndexStore(at: folder.file("one.index"), expecting: model.identity))
    }

    private func encoded(_ position: Int, _ photo: (vectors: [[Float]], central: Int), patches: Int) -> EncodedPicture {
        let side = Int(Double(patches).squareRoot())
        let share = (1...Self.queries).flatMap { instance -> [Float] in
            // Each owns a third of the patches, so that none is taken for the background; one looks at the middle most.
            let strongest = instance == photo.central ? side / 2 * side + side / 2 : 0
            let weights = (0..<patches).map { patch -> Float in (patch % Self.queries == instance - 1 ? 1 : 0.01) + (patch == strongest ? 3 : 0) }
            let total = weights.reduce(0, +)
            return weights.map { $0 / total }
        }
        return EncodedPicture(
            position: position, frame: .whole, instances: photo.vectors.flatMap { $0 }, global: photo.vectors[0],
            maps: StoredMaps(share: share, owned: share, queries: Self.queries, patches: patches),
            fits: [0, 0, 0], nearest: [0, 0, 0], nearestScores: [0, 0, 0])
    }

    private func noise(_ random: inout SeededGenerator) -> [Float] {
        let vector = (0..<Self.embedding).map { _ in Float.random(in: -1...1, using: &random) }
        let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return vector.map { $0 / length }
    }

    private func asked(_ engine: SearchEngine) throws -> AskedInstance {
        try #require(try engine.search(SearchRequest(.product("one"), top: 1)).reading.asked)
    }

    @Test func itsTitlePicksTheInstance() throws {
        var random = SeededGenerator(seed: 1)
        let named = try Small.model(queries: Self.queries).vector(of: "Red bag")
        let engine = try engine(try Folder(), title: "Red bag", photos: [([noise(&random), noise(&random), named], 1)])
        #expect(try asked(engine) == AskedInstance(image: "photos/00000.png", instance: 3))
    }

    /// Of the titles in all languages that which the model knows.
    @Test func aTitleThatTheModelKnowsPicks() throws {
        var random = SeededGenerator(seed: 2)
        let named = try Small.model(queries: Self.queries).vector(of: "Red bag")
        let photos = [([noise(&random), named, noise(&random)], 3)]
        #expect(try asked(engine(try Folder(), title: "zzyzx qwxv", titles: ["de": "Red bag"], photos: photos)).instance == 2)
        #expect(try asked(engine(try Folder(), title: "zzyzx qwxv", photos: photos)).instance == 3, "unknown words say nothing")
    }

    @Test(arguments: ["", "zzyzx qwxv"]) func withoutWordsItsPhotosAgree(title: String) throws {
        var random = SeededGenerator(seed: 3)
        let common = noise(&random)
        let photos = [
            ([common, noise(&random), noise(&random)], 2), ([noise(&random), common, noise(&random)], 3),
            ([noise(&random), noise(&random), common], 1),
        ]
        let engine = try engine(try Folder(), title: title, photos: photos)
        let asked = try asked(engine), place = try #require(asked.image.compactMap(\.wholeNumberValue).last)
        #expect(asked.instance == place + 1 && asked.photos == 3 && asked.all == 3)
        // All three are fused: each of the photos is found by its own instance that shows the product.
        let rows = try engine.search(SearchRequest(.product("one"), top: 0)).matches
        let found = rows.map { "\($0.image) \($0.instance) \($0.score)" }
        #expect(rows.count == 3 && rows.allSatisfy { $0.score > 0.999 && $0.image == "photos/0000\($0.instance - 1).png" }, "\(found)")
    }

    @Test func withoutWordsOneAlonePhotoIsAskedByItsMiddle() throws {
        var random = SeededGenerator(seed: 4)
        let photo = [([noise(&random), noise(&random), noise(&random)], 2)]
        #expect(try asked(engine(try Folder(), title: "", photos: photo)).instance == 2)
    }

    /// A clean shot is asked by its middle whatever its title is near to.
    @Test func aCleanShotIsAskedByItsMiddle() throws {
        var random = SeededGenerator(seed: 5)
        let named = try Small.model(queries: Self.queries).vector(of: "Red bag")
        let photos = [([named, noise(&random), noise(&random)], 2), ([named, noise(&random), noise(&random)], 3)]
        let engine = try engine(try Folder(), title: "Red bag", source: "studio", photos: photos)
        #expect(try asked(engine) == AskedInstance(image: "photos/00000.png", instance: 2, photos: 1, all: 2))
    }

    @Test func ofVeryManyPhotosSomeAreAskedWith() throws {
        var random = SeededGenerator(seed: 6)
        let named = try Small.model(queries: Self.queries).vector(of: "Red bag")
        let vectors = [noise(&random), named, noise(&random)]
        let engine = try engine(try Folder(), title: "Red bag", photos: .init(repeating: (vectors, 1), count: 20_000))
        let start = Date()
        let asked = try asked(engine)
        #expect(asked.instance == 2 && asked.photos == 32 && asked.all == 20_000)
        #expect(-start.timeIntervalSinceNow < 1, "\(-start.timeIntervalSinceNow) s")
    }

    /// The list of products and the question are one; a sum of one product is the product.
    @Test func theListShowsWhatIsAskedWith() throws {
        let folder = try Folder()
        let engine = try Small.engine(in: folder)
        for product in try engine.products() {
            let id = product.label.productID
            let read = try engine.read(product: id)
            let answers = try [QuerySubject.product(id), .text("#\(id)"), .text("2:#\(id)")].map {
                try engine.search(SearchRequest($0, top: 3))
            }
            #expect(read.productID == id && read.picture.image == read.asked.image)
            #expect(answers.allSatisfy { $0.reading.asked == read.asked })
            #expect(Set(answers.map { $0.matches.map(\.image) }).count == 1)
        }
        #expect(throws: InputFault.self) { try engine.read(product: "nobody") }
        let words = try engine.search(SearchRequest(.text("red bag"), top: 1))
        #expect(words.reading.asked == nil)
    }
}
