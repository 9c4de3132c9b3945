// A small random index, made anew for each test in a folder of its own.
import Domain
import Foundation
import InstanceIndex

/// A small deterministic source of numbers.
struct Draw {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

    mutating func below(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(bound))
    }

    mutating func float() -> Float { Float(below(1 << 20)) / Float(1 << 19) - 1 }

    mutating func unitVector(_ size: Int) -> [Float] {
        let vector = (0..<size).map { _ in float() + float() }
        let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return length > 0 ? vector.map { $0 / length } : unitVector(size)
    }
}

/// A folder that goes away with the test.
final class Folder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "eclip-index-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String) -> String { path + "/" + name }
    var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted() }
}

let smallModel = ModelIdentity(
    sha256: String(repeating: "ab", count: 32), name: "small.safetensors", embedding: 12, queries: 3, rows: 2,
    columns: 4, layers: 2)

func smallPlan(pictures: Int = 10, products: Int = 4, split: String? = nil, model: ModelIdentity = smallModel)
    -> IndexPlan
{
    var draw = Draw(seed: 5)
    let bank = (0..<products).map { number in
        PlannedProduct(
            label: ProductLabel(productID: "p\(number)", title: "Product \(number)"), titles: ["ja": "商品\(number)"],
            category: number % 2 == 0 ? "bag" : "shoe", vector: draw.unitVector(model.embedding))
    }
    let photos = (0..<pictures).map { number in
        let listings = Set([number % products, number * 3 % products]).sorted().map {
            PlannedListing(product: $0, facets: ["color": $0 < 2 ? "red" : "blue"])
        }
        return PlannedPicture(
            path: "scenes/\(number).webp", source: number < products ? "studio" : "scene", split: split,
            listings: listings)
    }
    return IndexPlan(
        model: model, catalog: "catalog.csv", catalogHash: "hash", split: split, products: bank, pictures: photos)
}

func encoded(_ position: Int, _ plan: IndexPlan) -> EncodedPicture {
    var draw = Draw(seed: UInt64(1000 + position))
    let model = plan.model
    let instances = (0..<model.queries).flatMap { _ in draw.unitVector(model.embedding) }
    var owned = (0..<model.queries * model.patches).map { _ in 0.05 + Float(draw.below(1000)) / 1000 }
    for patch in 0..<model.patches {
        let total = (0..<model.queries).reduce(Float(0)) { $0 + owned[$1 * model.patches + patch] }
        for query in 0..<model.queries { owned[query * model.patches + patch] /= total }
    }
    let share = (0..<model.queries).flatMap { query -> [Float] in
        let row = owned[query * model.patches..<(query + 1) * model.patches]
        let total = row.reduce(0, +)
        return row.map { $0 / total }
    }
    let first = Int32(plan.pictures[position].listings[0].product)
    return EncodedPicture(
        position: position, frame: Box(x: 0, y: 0.125, width: 1, height: 0.75), instances: instances,
        global: draw.unitVector(model.embedding),
        maps: StoredMaps(share: share, owned: owned, queries: model.queries, patches: model.patches),
        fits: .init(repeating: first, count: model.queries), nearest: (0..<model.queries).map { Int32($0 % 4) },
        nearestScores: (0..<model.queries).map { Float($0) / 10 })
}

@discardableResult
func buildSmallIndex(at path: String, plan: IndexPlan = smallPlan()) throws -> IndexSummary {
    let builder = try IndexBuilder(at: path, plan: plan)
    try builder.add(builder.missing().map { encoded($0, plan) })
    return try builder.finish()
}
