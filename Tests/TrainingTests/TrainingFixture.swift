// A catalog of twelve plain-coloured products, drawn into a temporary folder: small enough to train on in a second.
import Catalog
import Domain
import Foundation
import Images
import Networks
import Training

struct TrainingFixture {
    let directory: String
    let catalog: CatalogFile

    var output: String { directory + "/model.safetensors" }

    init(products: Int = 12, photos: Int = 3) throws {
        directory = NSTemporaryDirectory() + "eclip-training-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        var lines = ["product_id,title,title_ja,image,source,category"]
        var random = SeededGenerator(seed: 5)
        for product in 0..<products {
            for photo in 0..<photos {
                let name = "p\(product)-\(photo).png"
                var raster = Raster(
                    width: 24, height: 24, red: UInt8(product * 240 / products), green: UInt8(255 - product * 240 / products), blue: UInt8(photo * 180 / photos))
                for i in stride(from: 0, to: raster.pixels.count, by: 7) { raster.pixels[i] = UInt8(random.integer(in: 0...255)) }
                try Data(encodePNG(raster)).write(to: URL(fileURLWithPath: directory + "/" + name))
                lines.append("p\(product),thing number \(product),物\(product),\(name),\(photo == 0 ? "studio" : "scene"),c\(product % 3)")
            }
        }
        try lines.joined(separator: "\n").write(toFile: directory + "/catalog.csv", atomically: true, encoding: .utf8)
        catalog = try CatalogFile.read(directory + "/catalog.csv")
    }

    func remove() { try? FileManager.default.removeItem(atPath: directory) }

    /// Options for a model of a few hundred parameters.
    static var options: TrainingOptions {
        var options = TrainingOptions()
        var sizes = ModelConfiguration()
        sizes.imageSize = 24
        sizes.patchSize = 6
        sizes.stemChannels = 6
        sizes.channels = 12
        sizes.heads = 2
        sizes.embedding = 10
        sizes.queries = 3
        options.configuration = sizes
        options.products = 6
        options.steps = 6
        options.pieces = 512
        options.threads = 1
        return options
    }

    func trainer(_ options: TrainingOptions = TrainingFixture.options, output: String? = nil) throws -> Trainer {
        try Trainer(catalog, name: "catalog.csv", output: output ?? self.output, options: options, start: nil)
    }
}
