// Catalogs of composed scenes, on a dozen drawn studio photos: what is written, from which products, and what is refused.
import Catalog
import Domain
import Files
import Foundation
import Images
import Testing

@Suite struct ComposedCatalogTests {
    /// Twelve products, the even ones in split test; one has no plain background, one only a scene.
    private func catalog(in folder: TemporaryFolder) throws -> CatalogFile {
        var lines = ["product_id,title,title_ja,image,source,split,category,colour"]
        var random = SeededGenerator(seed: 3)
        for number in 0..<12 {
            var canvas = Canvas(width: 40, height: 50, ink: Ink(255, 255, 255))
            canvas.fill(.rectangle(Edges(8, 10, 32, 20 + Double(number) * 2)), Ink(UInt8(number * 20), 60, 120))
            var raster = canvas.raster()
            if number == 4 { for i in raster.pixels.indices { raster.pixels[i] = UInt8(random.integer(in: 0...255)) } }
            try folder.write(try encodePNG(raster), to: "in/p\(number).png")
            let source = number == 6 ? "scene" : number % 4 == 0 ? "studio" : ""
            lines.append("p\(number),thing \(number),物\(number),p\(number).png,\(source),\(number % 2 == 0 ? "test" : "train"),c\(number % 3),blue")
        }
        return try CatalogFile.read(folder.write(lines.joined(separator: "\n"), to: "in/catalog.csv"))
    }

    @Test func scenesShowTheSplitsProductsAndTruthKnowsWhere() throws {
        let folder = try TemporaryFolder()
        let source = try catalog(in: folder)
        let report = try ComposedCatalog(source, split: "test", scenes: 3, size: 64).write(to: folder.path + "/out")
        #expect(report == ComposedReport(products: 4, scenes: 12, refused: [.ground: 1]))
        let made = try CatalogFile.read(folder.path + "/out/catalog.csv")
        let truth = try TruthFile.read(folder.path + "/out/truth.jsonl")
        #expect(made.faults.isEmpty && made.columns == source.columns)
        #expect(Set(made.rows.map(\.productID)) == ["p0", "p2", "p8", "p10"])
        #expect(made.rows.allSatisfy { $0.split == "test" && $0.facets == ["colour": "blue"] && $0.titles["ja"] != nil })
        let scenes = Dictionary(grouping: made.rows.filter { $0.source == "scene" }, by: \.image)
        #expect(scenes.count == 12 && Set(scenes.keys) == Set(truth.keys))
        #expect(made.rows.count { $0.source == "studio" } == 4)
        for (image, rows) in scenes {
            #expect(rows.map(\.productID) == truth[image]?.map(\.productID))
            #expect(Set(rows.map(\.productID)).count == rows.count && rows.count <= 4)
            #expect(try decodePicture(at: made.path(of: image)).width == 64)
        }
        #expect(scenes.values.contains { $0.count > 1 })
        let studio = try #require(made.rows.first { $0.productID == "p2" && $0.source == "studio" })
        #expect(try readBytes(at: made.path(of: studio.image)) == readBytes(at: folder.path + "/in/p2.png"))
    }

    @Test func photosThatEndEarlyAreUsedAndNoted() throws {
        let folder = try TemporaryFolder()
        let source = try catalog(in: folder)
        let cut = [UInt8](try readBytes(at: folder.path + "/in/p2.png").dropLast(12))
        try folder.write(cut, to: "in/p2.png")
        let report = try ComposedCatalog(source, split: "test", scenes: 1, size: 64).write(to: folder.path + "/out")
        #expect(report.products == 4 && report.unreadable.isEmpty)
        #expect(report.notes.map(\.place) == [source.path(of: "p2.png")])
    }

    /// A scene of one pixel, and scenes a thousand times longer than high, stand behind products like any other.
    @Test func scenesOfAnyShapeAreBackgrounds() throws {
        var random = SeededGenerator(seed: 4)
        for (width, height) in [(1, 1), (2, 1), (1, 3), (20_000, 1), (1, 20_000), (30, 20)] {
            let photo = Raster(width: width, height: height, red: 200, green: 90, blue: 10)
            let seen = SceneProps.photoBackground(photo, side: 32, using: &random)
            #expect(seen.count == 48 * 48 * 3 && Set(seen) == [200, 90, 10], "\(width)x\(height)")
        }
    }

    @Test func theSeedDecidesAndThreadsDoNot() throws {
        let folder = try TemporaryFolder()
        let source = try catalog(in: folder)
        let files = { (name: String, seed: UInt64, threads: Int) throws -> [Data] in
            let plan = try ComposedCatalog(source, scenes: 1, products: 5, size: 32, format: .png, seed: seed)
            _ = try plan.write(to: "\(folder.path)/\(name)", threads: threads)
            return try ["scenes/1.png", "scenes/5.png", "truth.jsonl", "catalog.csv"].map { try readBytes(at: "\(folder.path)/\(name)/\($0)") }
        }
        let (one, three, other) = (try files("one", 1, 1), try files("three", 1, 3), try files("other", 2, 2))
        #expect(one == three)
        #expect(one[0] != other[0] && one[2] != other[2])
    }

    @Test func badOrdersAreFaults() throws {
        let folder = try TemporaryFolder()
        let source = try catalog(in: folder)
        #expect(throws: InputFault.self) { try ComposedCatalog(source, scenes: 0) }
        #expect(throws: InputFault.self) { try ComposedCatalog(source, size: 8) }
        #expect(throws: InputFault.self) { try ComposedCatalog(source, products: 0) }
        #expect(throws: InputFault.self) { try ComposedCatalog(source, split: "nosuch") }
        // A catalog of its own lies there.
        #expect(throws: InputFault.self) { try ComposedCatalog(source).write(to: folder.path + "/in") }
        try folder.write("product_id,title,image\n", to: "mine/catalog.csv")
        #expect(throws: InputFault.self) { try ComposedCatalog(source).write(to: folder.path + "/mine") }
        #expect(throws: InputFault.self) { try ComposedCatalog(source).write(to: folder.path + "/in/p1.png/x") }
        let text = "product_id,title,image\np4,busy,p4.png\n"
        let busy = try CatalogFile.read(folder.write(text, to: "in/busy.csv"))
        #expect(throws: InputFault.self) { try ComposedCatalog(busy).write(to: folder.path + "/none") }
    }
}
