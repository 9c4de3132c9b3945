// An audit of a tiny catalog: the facts are counted right, with and without truth.
import Catalog
import Domain
import Foundation
import InstanceIndex
import Retrieval
import Testing

@Suite struct AuditTests {
    @Test func photosAndTitlesAreCounted() throws {
        let folder = try Folder()
        let audit = try audit(Small.engine(in: folder), folder, truth: Small.truth())
        #expect(audit.categories.map(\.category) == ["bag", "shoe"] && audit.hasTruth)
        let bags = audit.categories[0]
        #expect(bags.products == 2 && bags.photos == 3 && bags.severalProducts == 1)
        #expect(bags.cutOff == 0 && bags.tiny == 0 && bags.weightOutside != nil)
        #expect(Set(audit.rollout) == ["bag", "shoe"])
        #expect(audit.titles.empty == 0 && audit.titles.misspelt.isEmpty && audit.titles.unseen.isEmpty)
        // Four photos: every one is among the first ten.
        #expect(audit.worstPhotos.isEmpty)
        #expect(audit.json.hasPrefix("{") && !audit.json.contains("\n") && audit.json.contains("\"rollout\":["))
    }

    @Test func withoutTruthWhatNeedsBoxesIsLeftOut() throws {
        let folder = try Folder()
        let audit = try audit(Small.engine(in: folder), folder, truth: nil)
        #expect(!audit.hasTruth && audit.categories[0].cutOff == nil && audit.categories[0].weightOutside == nil)
        #expect(audit.categories[0].severalProducts == 1)
    }

    @Test func emptyAndMisspeltTitlesAreFound() throws {
        let folder = try Folder()
        let engine = try Small.engine(in: folder)
        var rows = try CatalogFile.read(folder.file("catalog.csv")).rows
        rows += [("p8", "Red bga"), ("p9", ""), ("p10", "Yelow zeppelin")].enumerated().map { line, product in
            CatalogRow(line: 100 + line, productID: product.0, title: product.1, image: "photos/studio0.png", category: "bag")
        }
        let catalog = CatalogFile(
            path: folder.file("catalog.csv"), directory: folder.path, hash: "", rows: rows, columns: ["category"])
        let audit = try EvaluationRun(engine: engine, catalog: catalog, truth: Small.truth()).audited()
        #expect(audit.titles.empty == 1 && audit.titles.emptyProducts == ["p9"])
        #expect(audit.titles.misspelt.map(\.word) == ["yelow"] && audit.titles.misspelt[0].suggestion == "yellow")
        #expect(audit.titles.misspelt[0].productID == "p10")
        // Three letters are too few to guess from.
        #expect(audit.titles.unseen == ["bga": 1, "zeppelin": 1])
        #expect(audit.categories[0].emptyTitles == 1 && audit.categories[0].misspeltTitles == 1)
    }

    @Test func aGlobalOnlyModelHasNothingToAudit() throws {
        let folder = try Folder()
        let engine = try Small.engine(in: folder, queries: 0)
        #expect(throws: InputFault.self) { try audit(engine, folder, truth: nil) }
    }

    private func audit(_ engine: SearchEngine, _ folder: Folder, truth: [String: [TruthInstance]]?) throws -> AuditReport {
        try EvaluationRun(engine: engine, catalog: CatalogFile.read(folder.file("catalog.csv")), truth: truth).audited()
    }
}
