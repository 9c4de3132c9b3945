// Photos of one product named by title, against searches asked one by one.
import Catalog
import Domain
import Retrieval
import Testing

@Suite struct PhotoNamingTests {
    /// The studio shots are the gallery, the scenes ask.
    @Test func everyPhotoGetsTheTitleThatFindsItBest() throws {
        let folder = try Folder()
        let engine = try Small.engine(in: folder)
        let report = try EvaluationRun(
            engine: engine, catalog: CatalogFile.read(folder.file("catalog.csv")), querySource: "scene"
        ).run()
        let naming = try #require(report.photoNaming)
        #expect(naming.photos == 4 && naming.products == 4)
        for (kind, share) in [(ScoreKind.instance, naming.byTitle.instance), (.global, naming.byTitle.global)] {
            var best: [String: (score: Float, product: String)] = [:]
            for title in Small.titles {
                let answer = try engine.search(SearchRequest(.text(title), top: 0, score: kind)) { false }
                for match in answer.matches where match.source == "studio" && match.score > best[match.image]?.score ?? -9 {
                    best[match.image] = (match.score, title)
                }
            }
            #expect(best.count == 4)
            let hits = best.count { image, found in image == "photos/studio\(Small.titles.firstIndex(of: found.product) ?? 9).png" }
            #expect(share?.accuracy == Double(hits) / 4)
        }
        let byShot = try #require(naming.byShot.instance)
        #expect((0...1).contains(byShot.accuracy) && byShot.ci != nil)
    }

    @Test func aModelWithoutInstancesNamesByItsGlobalVector() throws {
        let folder = try Folder()
        let engine = try Small.engine(in: folder, queries: 0)
        let report = try EvaluationRun(
            engine: engine, catalog: CatalogFile.read(folder.file("catalog.csv")), querySource: "scene"
        ).run()
        let naming = try #require(report.photoNaming)
        #expect(naming.byTitle.instance == nil && naming.byTitle.global != nil)
    }
}
