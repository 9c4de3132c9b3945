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

    /// Many photos of few products: whatever stands first, the reason says what it shows.
    @Test func theReasonFitsThePhotoThatStandsFirst() throws {
        let folder = try Folder()
        var rows: [CatalogRow] = []
        for number in 0..<40 {
            let image = "photos/many\(number).png"
            let ink = (UInt8(number * 6), UInt8(250 - number * 5), UInt8(number * 37 % 256))
            try Small.write(Small.picture(ink, (ink.2, ink.0, ink.1)), image, folder)
            // Twenty photos of one product, ten each of two that share a title.
            let product = [0, 1, 2, 1][number % 4]
            rows.append(CatalogRow(
                line: number + 2, productID: "q\(product)", title: Small.titles[product % 2], image: image, category: "bag"))
        }
        let catalog = CatalogFile(path: folder.file("many.csv"), directory: folder.path, hash: "", rows: rows)
        let model = try Small.model()
        try Indexer(model: model, catalog: catalog, output: folder.file("many.index")).run()
        let engine = SearchEngine(model: model, index: try IndexStore(at: folder.file("many.index"), expecting: model.identity))
        let audit = try EvaluationRun(engine: engine, catalog: catalog).audited()
        #expect(!audit.worstPhotos.isEmpty)
        for photo in audit.worstPhotos {
            let first = try #require(try engine.search(SearchRequest(.text(photo.title), top: 1)).matches.first)
            let shown = first.product.productID
            #expect(catalog.rows.first { $0.image == photo.image }?.productID == photo.productID)
            let title = catalog.rows.first { $0.productID == shown }?.title
            let reason: AuditReport.Reason =
                shown == photo.productID ? .sameProductFirst : title == photo.title ? .sameTitleFirst : .lookAlike
            #expect(photo.reasons == [reason] && photo.firstInstead == title, "\(photo) \(shown)")
        }
        let reasons = Set(audit.worstPhotos.flatMap(\.reasons).map { "\($0)" })
        #expect(reasons.isSuperset(of: ["sameProductFirst", "sameTitleFirst"]), "\(reasons)")
    }

    private func audit(_ engine: SearchEngine, _ folder: Folder, truth: [String: [TruthInstance]]?) throws -> AuditReport {
        try EvaluationRun(engine: engine, catalog: CatalogFile.read(folder.file("catalog.csv")), truth: truth).audited()
    }
}
