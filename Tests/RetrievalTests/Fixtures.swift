// A tiny random model and a catalog of eight drawn pictures, indexed: small enough to make anew for every test.
import Catalog
import Domain
import Foundation
import Images
import InstanceIndex
import Networks
import Preprocessing
import Retrieval

/// A folder that goes away with the test.
final class Folder: Sendable {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "eclip-retrieval-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path + "/photos", withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func file(_ name: String) -> String { path + "/" + name }
}

enum Small {
    static let titles = ["Red bag", "Blue bag", "Green shoe", "Yellow shoe"]

    static func configuration(queries: Int = 3) -> ModelConfiguration {
        var sizes = ModelConfiguration()
        sizes.imageSize = 24
        sizes.patchSize = 6
        sizes.stemPieces = 2
        sizes.stemChannels = 8
        sizes.channels = 16
        sizes.heads = 2
        sizes.imageBlocks = 2
        sizes.textBlocks = 1
        sizes.vocabulary = 512
        sizes.tokenLimit = 8
        sizes.embedding = 16
        sizes.queries = queries
        return sizes
    }

    static func checkpoint(queries: Int = 3, seed: UInt64 = 1) throws -> Checkpoint {
        var random = SeededGenerator(seed: seed)
        let tokenizer = try TokenizerTrainer.train(titles: titles, pieces: 512)
        var training = TrainingRecord()
        training.objective = queries > 0 ? "eclip" : "global"
        training.calibration = Calibration(bias: -2, scoreWeight: 4, gapWeight: 3)
        var checkpoint = Checkpoint(
            model: ECLIP(configuration(queries: queries), using: &random), tokenizerJSON: tokenizer.json,
            training: training)
        checkpoint.knownWords = KnownWords(titles: titles, languages: ["en"]).words
        return checkpoint
    }

    static func model(queries: Int = 3, seed: UInt64 = 1) throws -> LoadedModel {
        try LoadedModel(checkpoint(queries: queries, seed: seed), path: "small\(seed).safetensors")
    }

    /// Four studio shots and four scenes of two products each, in four colours.
    static func writeCatalog(in folder: Folder) throws {
        let inks: [(UInt8, UInt8, UInt8)] = [(220, 30, 30), (30, 60, 220), (30, 180, 60), (230, 210, 40)]
        var rows = "product_id,title,title_ja,image,source,split,category,color\n"
        for product in 0..<4 {
            let colour = inks[product]
            let other = inks[(product + 1) % 4]
            try write(picture(colour, colour), "photos/studio\(product).png", folder)
            try write(picture(colour, other), "photos/scene\(product).png", folder)
            for (image, source, shown) in [
                ("photos/studio\(product).png", "studio", [product]),
                ("photos/scene\(product).png", "scene", [product, (product + 1) % 4]),
            ] {
                for number in shown {
                    let category = number < 2 ? "bag" : "shoe"
                    rows += "p\(number),\(titles[number]),商品\(number),\(image),\(source),test,"
                    rows += "\(category),c\(number)\n"
                }
            }
        }
        try rows.write(toFile: folder.file("catalog.csv"), atomically: true, encoding: .utf8)
    }

    static func truth() -> [String: [TruthInstance]] {
        Dictionary(
            uniqueKeysWithValues: (0..<4).map { product in
                (
                    "photos/scene\(product).png",
                    [
                        TruthInstance(productID: "p\(product)", box: Box(x: 0.1, y: 0.2, width: 0.3, height: 0.6)),
                        TruthInstance(
                            productID: "p\((product + 1) % 4)", box: Box(x: 0.6, y: 0.2, width: 0.3, height: 0.6)),
                    ]
                )
            })
    }

    /// Two blocks of colour on grey.
    static func picture(_ left: (UInt8, UInt8, UInt8), _ right: (UInt8, UInt8, UInt8)) -> Raster {
        var raster = Raster(width: 40, height: 30, red: 200, green: 200, blue: 205)
        for y in 6..<24 {
            for (x0, colour) in [(4, left), (24, right)] {
                for x in x0..<x0 + 12 {
                    let at = (y * 40 + x) * 3
                    (raster.pixels[at], raster.pixels[at + 1], raster.pixels[at + 2]) = colour
                }
            }
        }
        return raster
    }

    static func write(_ raster: Raster, _ name: String, _ folder: Folder) throws {
        try Data(encodePNG(raster)).write(to: URL(fileURLWithPath: folder.file(name)))
    }

    /// The catalog, indexed and opened.
    static func engine(in folder: Folder, queries: Int = 3) throws -> SearchEngine {
        try writeCatalog(in: folder)
        let model = try model(queries: queries)
        try Indexer(
            model: model, catalog: CatalogFile.read(folder.file("catalog.csv")), output: folder.file("small.index")
        )
        .run()
        return SearchEngine(
            model: model, index: try IndexStore(at: folder.file("small.index"), expecting: model.identity))
    }
}
