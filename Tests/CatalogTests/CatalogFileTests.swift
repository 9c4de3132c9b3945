// What a catalog may hold, and what is said of the rest.
import Catalog
import Domain
import Images
import Testing

@Suite struct CatalogFileTests {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        for name in ["a.png", "b.png"] { try folder.write("not looked into", to: name) }
    }

    private func read(_ text: String, skipBadRows: Bool = false) throws -> CatalogFile {
        try CatalogFile.read(try folder.write(text, to: "catalog.csv"), skipBadRows: skipBadRows)
    }

    private func fault(_ text: String) -> InputFault? {
        do {
            _ = try read(text)
            return nil
        } catch {
            return error as? InputFault
        }
    }

    private func firstRowFault(_ rows: String, header: String = "product_id,title,image,split") throws -> String {
        let catalog = try read("\(header)\n\(rows)1,t,a.png,\n", skipBadRows: true)
        let fault = try #require(catalog.faults.first)
        return String(fault.description.dropFirst(folder.path.count + 1))
    }

    @Test func everyColumnHasItsPlace() throws {
        let catalog = try read(
            "\u{FEFF}image,product_id,title,title_ja,source,split,category,color,size\r\n"
                + "a.png,1,Red shoe,赤い靴,studio,train,shoe,red,\r\nb.png,2,,,,,,,9\r\n")
        let first = CatalogRow(
            line: 2, productID: "1", title: "Red shoe", titles: ["ja": "赤い靴"], image: "a.png", source: "studio",
            split: "train", category: "shoe", facets: ["color": "red"])
        let second = CatalogRow(line: 3, productID: "2", title: "", image: "b.png", facets: ["size": "9"])
        #expect(catalog.rows == [first, second] && catalog.faults.isEmpty)
        #expect(catalog.path(of: "a.png") == folder.path + "/a.png" && catalog.path(of: "/x/a.png") == "/x/a.png")
        #expect(catalog.hash.count == 64)
        #expect(catalog.rows[0].title(in: "ja") == "赤い靴" && catalog.rows[0].title(in: "fr") == "Red shoe")
    }

    @Test func badRowsSayWhatAndWhere() throws {
        #expect(try firstRowFault("1,t\n") == "catalog.csv:2: the row has 2 fields (expected 4, as the header)")
        #expect(try firstRowFault(",t,a.png,\n") == "catalog.csv:2: product_id is empty")
        #expect(try firstRowFault("1,t,,\n") == "catalog.csv:2: image is empty")
        #expect(try firstRowFault("1,t,c.png,\n") == "catalog.csv:2: image c.png: no such file")
        #expect(try firstRowFault("1,t,.,\n") == "catalog.csv:2: image .: is a folder")
        #expect(try firstRowFault("1,t,a.png,valid\n").contains("split is \"valid\""))
        #expect(try firstRowFault("1,\"t\"x,a.png,\n").contains("text follows the closing quote of column 2"))
        #expect(try firstRowFault("2,t,a.png,\n3,t,a.png,test\n").contains("catalog.csv:3: a.png is in split test"))
    }

    @Test func oneBadRowInTwentyIsTolerated() throws {
        let good = String(repeating: "1,t,a.png\n", count: 19)
        #expect(try read("product_id,title,image\n" + good + "1,t\n").faults.count == 1)
        let found = fault("product_id,title,image\n" + good.dropLast(10) + "1,t\n")
        #expect(found?.problem.contains("1 of 19 rows are bad; the first:") == true)
        #expect(found?.expected?.contains("--skip-bad-rows") == true)
    }

    @Test func aHeaderOfVeryManyColumnsIsReadInOneGo() throws {
        let names = (0..<30_000).map { "c\($0)" }, values = [String](repeating: "v", count: names.count)
        let start = ContinuousClock.now
        let catalog = try read("product_id,title,image," + names.joined(separator: ",") + "\n1,t,a.png," + values.joined(separator: ",") + "\n")
        // Comparing each name with each it was a minute.
        #expect(ContinuousClock.now - start < .seconds(8))
        #expect(catalog.rows.first?.facets.count == 30_000)
    }

    @Test func whatIsNoCatalogIsRefused() {
        #expect(fault("")?.problem == "the file is empty")
        #expect(fault("\n\n")?.problem == "has no header")
        #expect(fault("product_id,title,image\n")?.problem == "has a header but no rows")
        #expect(fault("product_id,title\n1,2\n")?.problem == "the header has no column image")
        #expect(fault("product_id,title,image,title\n1,2,a.png,3\n")?.problem.contains("two columns title") == true)
        #expect(fault("product_id,title,image\n1,2,none.png\n")?.problem.contains("none of its 1 rows") == true)
        #expect(throws: InputFault.self) { try CatalogFile.read(folder.path + "/missing.csv") }
        #expect(throws: InputFault.self) { try CatalogFile.read(folder.path) }
    }
}

@Suite struct TruthFileTests {
    @Test func whatIsWrittenIsRead() throws {
        let folder = try TemporaryFolder()
        let instances = [TruthInstance(productID: "p\"1\"", box: Box(x: 0.25, y: 0.5, width: 0.125, height: 0.5))]
        let text =
            TruthFile.line(image: "scenes/7.webp", instances: instances) + "\n"
            + TruthFile.line(image: "é.webp", instances: [])
        let found = try TruthFile.read(try folder.write(text, to: "truth.jsonl"))
        #expect(found == ["scenes/7.webp": instances, "é.webp": []])
    }

    @Test(arguments: [
        "{\"image\": 3}", "nonsense",
        "{\"image\": \"a\", \"instances\": [{\"product_id\": \"p\", \"box\": [0, 0, 1]}]}",
        "{\"image\": \"a\", \"instances\": [{\"product_id\": \"p\", \"box\": [0.5, 0, 0.6, 1]}]}",
    ])
    func aBadLineIsNamed(line: String) throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(TruthFile.line(image: "a", instances: []) + line + "\n", to: "truth.jsonl")
        do {
            _ = try TruthFile.read(path)
            Issue.record("accepted \(line)")
        } catch let fault as InputFault {
            #expect(fault.place == path + ":2")
        }
    }
}
