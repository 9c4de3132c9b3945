// The demo as `interfaces.md` promises it: its products, splits, titles and files; the same for a seed on any number of
// threads; and boxes around what is drawn. Pictures here are tiny, since the promises do not depend on their size.
import Catalog
import Domain
import Files
import Foundation
import Images
import Testing

@Suite struct DemoProductTests {
    @Test func theProductsAreAllCombinations() {
        #expect(demoProducts.count == 1_344)
        #expect(demoProducts.map(\.id) == (1...1_344).map { "p\($0)" })
        for group in Dictionary(grouping: demoProducts, by: { "\($0.category)\($0.color)" }).values {
            #expect(group.map(\.pattern) == [.plain, .striped, .striped, .dotted, .dotted, .checked, .checked])
            for product in group {
                #expect(product.accent != product.color && (product.accent == nil) == (product.pattern == .plain))
            }
            #expect(Set(group.map { "\($0.pattern)\($0.accent as Any)" }).count == 7)
        }
    }

    @Test func tenOfEachCategoryAreHeldOut() {
        let test = demoProducts.filter(\.isTest)
        #expect(test.count == 160)
        for category in DemoCategory.allCases { #expect(test.count { $0.category == category } == 10) }
        #expect(Set(test.map(\.color)).count == 12 && Set(test.map(\.pattern)).count == 4)
        // Written down: indexes and judgements of the demo depend on the ids.
        #expect(test.prefix(4).map(\.id) == ["p16", "p17", "p21", "p28"])
    }

    @Test func cleanTitlesAreUniqueAndNatural() throws {
        #expect(Set(demoProducts.map(\.englishTitle)).count == 1_344)
        #expect(Set(demoProducts.map(\.japaneseTitle)).count == 1_344)
        let bag = try #require(
            demoProducts.first {
                $0.category == .handbag && $0.color == .red && $0.pattern == .striped && $0.accent == .white
            }
                ?? demoProducts.first { $0.category == .handbag && $0.color == .red && $0.pattern == .striped })
        let accent = try #require(bag.accent)
        #expect(bag.englishTitle == "red handbag with \(accent.rawValue) stripes")
        #expect(bag.japaneseTitle.hasSuffix("ストライプの赤いハンドバッグ"))
    }

    @Test func noisyTitlesVaryAndStayTitles() {
        var random = SeededGenerator(seed: 3)
        let titles = (0..<400).map { _ in demoProducts[40].noisyEnglishTitle(&random) }
        let japanese = (0..<400).map { _ in demoProducts[40].noisyJapaneseTitle(&random) }
        for found in [titles, japanese] {
            #expect(Set(found).count > 150)
            #expect(found.allSatisfy { !$0.isEmpty && !$0.contains("  ") && !$0.hasPrefix(" ") && !$0.hasSuffix(" ") })
        }
        #expect(titles.contains { $0 == $0.uppercased() })
        #expect(japanese.contains { $0.contains("【") })
    }
}

@Suite struct DemoCatalogTests {
    /// Three promises of the files, on one drawing of them.
    @Test func filesKeepTheirPromises() throws {
        let folder = try TemporaryFolder()
        let demo = try DemoCatalog(scenes: 1, size: 64, seed: 4)
        try demo.write(to: folder.path)
        let catalog = try CatalogFile.read(folder.path + "/catalog.csv")
        let truth = try TruthFile.read(folder.path + "/truth.jsonl")
        #expect(catalog.faults.isEmpty && truth.count == demo.plannedSize.pictures)
        checkSplits(of: catalog, truth)
        try checkTitles(of: catalog)
        try checkBoxes(truth, in: folder.path)
    }

    private func checkSplits(of catalog: CatalogFile, _ truth: [String: [TruthInstance]]) {
        let test = Set(demoProducts.filter(\.isTest).map(\.id))
        let pictures = Dictionary(grouping: catalog.rows, by: \.image)
        #expect(Set(pictures.keys) == Set(truth.keys))
        #expect(pictures.values.count { $0[0].source == "studio" } == 1_344)
        #expect(pictures.values.count { $0[0].source == "scene" && $0[0].split == "test" } == 960)
        #expect(
            pictures.values.count { $0[0].split == "test" && $0.allSatisfy { !test.contains($0.productID) } } == 480)
        #expect(pictures.values.count { $0[0].source == "scene" && $0[0].split == "train" } == 1_184)
        for (image, rows) in pictures {
            let shown = truth[image] ?? []
            #expect(rows.map(\.productID) == shown.map(\.productID) && Set(rows.map(\.productID)).count == rows.count)
            #expect(shown.allSatisfy { $0.box.area > 0 })
            if rows[0].split == "train" { #expect(rows.allSatisfy { !test.contains($0.productID) }) }
        }
    }

    private func checkTitles(of catalog: CatalogFile) throws {
        for row in catalog.rows where row.source == "studio" {
            let product = try #require(Int(row.productID.dropFirst()).map { demoProducts[$0 - 1] })
            #expect(row.title == product.englishTitle && row.titles["ja"] == product.japaneseTitle)
            #expect(row.split == (product.isTest ? "test" : "train") && row.category == product.category.rawValue)
            #expect(row.facets["color"] == product.color.rawValue && row.facets["accent"] == product.accent?.rawValue)
        }
    }

    private func checkBoxes(_ truth: [String: [TruthInstance]], in folder: String) throws {
        for product in demoProducts where product.isTest && ![.white, .yellow, .grey].contains(product.color) {
            let box = try #require(truth["studio/\(product.id).webp"]?.first?.box)
            let seen = coloured(try decodePicture(at: "\(folder)/studio/\(product.id).webp"))
            // Strong colour lies inside the box, and the box is not much larger than what is drawn.
            #expect(box.x <= seen.x + 0.04 && box.y <= seen.y + 0.04)
            #expect(
                box.x + box.width >= seen.x + seen.width - 0.05 && box.y + box.height >= seen.y + seen.height - 0.05)
            #expect(seen.overlap(with: box) > 0.3, "\(product.englishTitle)")
        }
    }

    @Test func theSeedDecidesAndNothingElse() throws {
        let folder = try TemporaryFolder()
        let files = { (name: String) throws -> [Data] in
            try ["studio/p16.webp", "scenes/1.webp", "scenes/777.webp", "truth.jsonl", "catalog.csv"].map { file in
                try readBytes(at: "\(folder.path)/\(name)/\(file)")
            }
        }
        try DemoCatalog(size: 32, seed: 4, onlyTest: true).write(to: folder.path + "/one", threads: 1)
        try DemoCatalog(scenes: 0, size: 32, seed: 4).write(to: folder.path + "/three", threads: 3)
        try DemoCatalog(size: 32, seed: 5, onlyTest: true).write(to: folder.path + "/other")
        let one = try files("one")
        let three = try files("three")
        let other = try files("other")
        #expect(one[..<3] == three[..<3])
        // The test split comes first, whatever follows.
        #expect(three[3].starts(with: one[3]) && three[4].starts(with: one[4]))
        #expect(zip(one, other).allSatisfy { $0 != $1 })
    }

    /// The bounds of pixels that are not nearly grey, or that are dark.
    private func coloured(_ picture: Raster) -> Box {
        let side = picture.width
        let places = (0..<side * side).filter { pixel in
            let channels = picture.pixels[pixel * 3..<pixel * 3 + 3].map(Int.init)
            return (channels.max() ?? 0) - (channels.min() ?? 0) > 70 || (channels.max() ?? 0) < 70
        }
        let columns = places.map { $0 % side }
        let rows = places.map { $0 / side }
        let left = columns.min() ?? 0
        let top = rows.min() ?? 0
        let unit = 1 / Double(side)
        return Box(
            x: Double(left) * unit, y: Double(top) * unit, width: Double((columns.max() ?? 0) - left + 1) * unit,
            height: Double((rows.max() ?? 0) - top + 1) * unit)
    }

    @Test func theSizeIsKnownBeforehand() throws {
        #expect(try DemoCatalog().plannedSize.pictures == 25_984)
        #expect(try DemoCatalog(onlyTest: true).plannedSize.pictures == 1_120)
    }

    @Test func badOrdersAreFaults() throws {
        #expect(throws: InputFault.self) { try DemoCatalog(scenes: -1) }
        #expect(throws: InputFault.self) { try DemoCatalog(size: 5) }
        let folder = try TemporaryFolder()
        try folder.write("product_id,title,image\n1,mine,a.png\n", to: "catalog.csv")
        #expect(throws: InputFault.self) { try DemoCatalog(size: 32, onlyTest: true).write(to: folder.path) }
        #expect(throws: InputFault.self) {
            try DemoCatalog(size: 32, onlyTest: true).write(to: folder.path + "/catalog.csv/x")
        }
    }
}
