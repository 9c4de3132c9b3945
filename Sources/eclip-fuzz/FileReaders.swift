// Checkpoint and index. Random bytes would seldom come behind their first check, so most inputs are changes to a small valid
// file: the first byte says of what kind, the rest what stands there instead.
import Domain
import Foundation
import InstanceIndex
import Networks
import Tensors

extension Reader {
    static let files = [
        Reader("checkpoint") { bytes in
            _ = try Checkpoint.read(try Scratch.write(SmallCheckpoint.changed(by: bytes), as: "small.safetensors")).lineage
        },
        Reader("index") { bytes in
            let store = try IndexStore(at: try Scratch.write(SmallIndex.changed(by: bytes), as: "small.index"))
            // Half of it at a time: a run is a few dozen questions to SQLite.
            try bytes.count % 2 == 0 ? SmallIndex.useFacets(store) : SmallIndex.usePictures(store)
        },
    ]
}

enum SmallCheckpoint {
    private static let model: ECLIP = {
        var sizes = ModelConfiguration()
        (sizes.imageSize, sizes.patchSize, sizes.stemPieces, sizes.stemChannels) = (4, 2, 1, 1)
        (sizes.channels, sizes.heads, sizes.imageBlocks, sizes.textBlocks) = (2, 1, 1, 1)
        (sizes.vocabulary, sizes.tokenLimit, sizes.embedding, sizes.queries, sizes.decoderLayers) = (3, 2, 2, 1, 1)
        var random = SeededGenerator(seed: 1)
        return ECLIP(sizes, using: &random)
    }()

    /// Written once, so that its parts are what the program writes.
    private static let whole: [UInt8] = {
        let path = Scratch.path("whole.safetensors")
        try? Checkpoint(model: model, tokenizerJSON: "{}", training: TrainingRecord()).write(to: path)
        return FileManager.default.contents(atPath: path).map { [UInt8]($0) } ?? []
    }()

    private static let headerEnd = 8 + whole.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    private static let metadata = (try? TensorFile.read(Scratch.path("whole.safetensors")).metadata) ?? [:]
    /// The header behind its metadata.
    private static let entries: Substring = {
        let header = String(decoding: whole[8..<headerEnd], as: UTF8.self)
        return header.range(of: "\"},").map { header[$0.upperBound...] } ?? ""
    }()
    private static let anchors = Patches.anchors(of: whole, texts: ["__metadata__", "config", "data_offsets", "decoder.", "scale.global"])
    private static let keys = ["config", "config", "training", "words", "pictures", "model_sha256"]

    static func changed(by input: [UInt8]) -> [UInt8] {
        guard let kind = input.first, !whole.isEmpty else { return [] }
        let rest = input.dropFirst()
        switch kind % 10 {
        case 0: return Array(rest)
        case 1: return assembled(Array(rest))
        case 2, 3:
            var file = whole
            Patches.apply(rest, to: &file, anchors: anchors)
            return file
        default:
            var values = metadata
            values[keys[Int(kind % 10) - 4]] = String(decoding: rest, as: UTF8.self)
            let text = (try? JSONEncoder().encode(values)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
            return assembled(Array("{\"__metadata__\":\(text),\(entries)".utf8))
        }
    }

    private static func assembled(_ header: [UInt8]) -> [UInt8] {
        withUnsafeBytes(of: UInt64(header.count).littleEndian) { Array($0) } + header + whole[headerEnd...]
    }
}

enum SmallIndex {
    private static let model = ModelIdentity(
        sha256: String(repeating: "ab", count: 32), name: String(repeating: "small ", count: 60), embedding: 4, queries: 2,
        rows: 2, columns: 2, layers: 1)

    private static let whole: [UInt8] = {
        let path = Scratch.path("whole.index")
        do { try build(at: path) } catch { preconditionFailure("\(error)") }
        return FileManager.default.contents(atPath: path).map { [UInt8]($0) } ?? []
    }()

    private static let modelPlace = Data(whole).range(of: Data("{\"columns\"".utf8))?.lowerBound ?? 0
    private static let modelLength = (try? JSONEncoder().encode(model).count) ?? 0
    private static let anchors = Patches.anchors(
        of: whole, texts: ["{\"columns\"", "WITHOUT ROWID", "catalog.csv", "[0,0", "scenes/1.webp", "Product 1", "complete"])

    private static func build(at path: String) throws {
        let products = (0..<2).map { number in
            PlannedProduct(
                label: ProductLabel(productID: "p\(number)", title: "Product \(number)"), titles: ["ja": "商品"],
                category: "bag", vector: [1, 0, 0, 0])
        }
        let pictures = (0..<3).map { number in
            PlannedPicture(
                path: "scenes/\(number).webp", source: "scene", listings: [PlannedListing(product: number % 2, facets: ["color": "red"])])
        }
        let plan = IndexPlan(model: model, catalog: "catalog.csv", catalogHash: "hash", products: products, pictures: pictures)
        let builder = try IndexBuilder(at: path, plan: plan)
        try builder.add(builder.missing().map(encoded))
        try builder.finish()
    }

    private static func encoded(_ position: Int) -> EncodedPicture {
        let even = [Float](repeating: 0.5, count: 8)
        return EncodedPicture(
            position: position, frame: Box(x: 0, y: 0.125, width: 1, height: 0.75), instances: even, global: [0, 1, 0, 0],
            maps: StoredMaps(share: even.map { $0 / 2 }, owned: even, queries: 2, patches: 4), fits: [0, 1], nearest: [1, 0],
            nearestScores: [0.5, 0.25])
    }

    static func changed(by input: [UInt8]) -> [UInt8] {
        guard let kind = input.first else { return [] }
        let rest = input.dropFirst()
        if kind % 8 == 0 { return Array(rest) }
        var file = whole
        if kind % 8 < 3 {
            let text = rest.prefix(modelLength) + [UInt8](repeating: 0x20, count: max(0, modelLength - rest.count))
            file.replaceSubrange(modelPlace..<modelPlace + modelLength, with: text)
        } else {
            Patches.apply(rest, to: &file, anchors: anchors)
        }
        return file
    }

    static func usePictures(_ store: IndexStore) throws {
        _ = try (store.products(), store.titleBank(), store.paths(), store.allPictures())
        for position in 0..<store.pictureCount {
            let maps = try store.maps(of: position).maps
            for instance in 1...store.summary.model.queries {
                _ = (maps.share(instance), maps.owned(instance), store.product(of: position, instance: instance))
            }
            _ = maps.owners
        }
    }

    static func useFacets(_ store: IndexStore) throws {
        let filters = [
            QueryFilter(name: "color", value: "red"), QueryFilter(name: "source", value: "x", isNegated: true),
            QueryFilter(name: "title", value: "1"),
        ]
        let gallery = try Facets(store).gallery(meeting: filters)
        _ = try (Facets(store).counts("color", among: gallery?.pictures), Facets(store).pictures(where: "color", is: "red"))
        _ = try (store.product(id: "p1"), store.positions(ofProduct: "p1"), store.position(of: "scenes/1.webp"))
        try store.checkWhole()
    }
}
