// An index of a million instances for the screen: the demo's pictures many times over, every vector moved a little, so that no two
// score alike. The files behind it are the demo's own, reached by links, so that pictures are really read and decoded.
import Domain
import Foundation
import InstanceIndex

struct CrowdedIndex {
    /// Holds `crowd.index` and a link to the demo for every copy.
    let folder: String
    var path: String { folder + "/crowd.index" }

    /// How far a vector of length 1 is moved.
    private static let shift = 0.2
    private static let batch = 512

    private let store: IndexStore
    private let pictures: [IndexedPicture]
    private let copies: Int

    /// - Parameters:
    ///   - demo: folder of `demo.index` and its pictures.
    ///   - instances: at least so many.
    init(of demo: String, index: String, instances: Int) throws {
        folder = NSTemporaryDirectory() + "/eclip-bench-crowd-\(getpid())"
        store = try IndexStore(at: index)
        pictures = try store.allPictures()
        let each = pictures.count * store.summary.model.queries
        copies = (instances + each - 1) / each
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let target = URL(fileURLWithPath: demo).standardizedFileURL.path
        for copy in 0..<copies {
            try FileManager.default.createSymbolicLink(atPath: folder + "/" + Self.name(copy), withDestinationPath: target)
        }
    }

    var instances: Int { copies * pictures.count * store.summary.model.queries }

    func remove() { try? FileManager.default.removeItem(atPath: folder) }

    private static func name(_ copy: Int) -> String { String(copy + 10_000) }

    func build() throws {
        let bank = try store.titleBank()
        let listed = Dictionary(pictures.flatMap(\.listings).map { ($0.product, $0) }, uniquingKeysWith: { first, _ in first })
        let products = (0..<copies).flatMap { copy in bank.map { Self.product($0.label, $0.vector, listed[$0.product], copy) } }
        let places = Dictionary(uniqueKeysWithValues: bank.enumerated().map { ($1.product, $0) })
        let plan = IndexPlan(
            model: store.summary.model, catalog: store.summary.catalog, catalogHash: "crowd", products: products,
            pictures: (0..<copies).flatMap { copy in pictures.map { planned($0, copy, places, bank.count) } })
        let builder = try IndexBuilder(at: path, plan: plan)
        let maps = try store.framedMaps(of: Array(pictures.indices))
        // Paths begin with the copy's name, so a picture of the plan is its copy's, in the demo's order.
        for start in stride(from: 0, to: plan.pictures.count, by: Self.batch) {
            let range = start..<min(plan.pictures.count, start + Self.batch)
            try builder.add(range.map { encoded($0, maps[$0 % pictures.count], places, bank.count) })
        }
        try builder.finish()
    }

    private static func product(
        _ label: ProductLabel, _ vector: [Float], _ listing: IndexedListing?, _ copy: Int
    ) -> PlannedProduct {
        PlannedProduct(
            label: ProductLabel(productID: "\(label.productID)-\(copy)", title: label.title), titles: listing?.titles ?? [:],
            category: listing?.category, vector: vector)
    }

    private func planned(_ picture: IndexedPicture, _ copy: Int, _ places: [Int: Int], _ products: Int) -> PlannedPicture {
        PlannedPicture(
            path: Self.name(copy) + "/" + picture.path, source: picture.source, split: picture.split,
            listings: picture.listings.map { listing in
                PlannedListing(product: copy * products + (places[listing.product] ?? 0), facets: listing.facets)
            })
    }

    private func encoded(_ position: Int, _ maps: FramedMaps, _ places: [Int: Int], _ products: Int) -> EncodedPicture {
        let (copy, original) = position.quotientAndRemainder(dividingBy: pictures.count)
        let queries = store.summary.model.queries
        var random = SeededGenerator.derived(from: 1, stream: UInt64(position))
        let fits = (1...queries).map { instance in
            store.product(of: original, instance: instance).flatMap { places[$0] }.map { Int32(copy * products + $0) } ?? -1
        }
        return EncodedPicture(
            position: position, frame: maps.frame, instances: moved(store.instances.vectors(of: original), &random),
            global: moved(store.globals.vectors(of: original), &random), maps: maps.maps, fits: fits, nearest: fits,
            nearestScores: fits.map { _ in 0.5 })
    }

    /// Unit vectors, each a little beside its original.
    private func moved(_ vectors: [Float], _ random: inout SeededGenerator) -> [Float] {
        let size = store.summary.model.embedding, reach = Self.shift * (3 / Double(size)).squareRoot()
        return stride(from: 0, to: vectors.count, by: size).flatMap { start -> [Float] in
            let vector = vectors[start..<start + size].map { $0 + Float(random.uniform(-reach, reach)) }
            let length = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
            return vector.map { $0 / length }
        }
    }
}
