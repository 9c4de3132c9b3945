// A catalog becomes an index: each picture once, bad pictures reported, an interrupted run goes on.
import Catalog
import Domain
import Files
import Foundation
import InstanceIndex
import Retrieval
import Testing

@Suite struct IndexerTests {
    @Test func everyPictureIsIndexedOnce() throws {
        let folder = try Folder()
        let engine = try Small.engine(in: folder)
        #expect(engine.index.summary.pictures == 8 && engine.index.summary.products == 4)
        #expect(engine.index.summary.instances == 24)
        let scene = try #require(try engine.index.position(of: "photos/scene1.png"))
        let picture = try engine.index.pictures([scene])[0]
        #expect(picture.listings.map(\.label.productID) == ["p1", "p2"])
        #expect(picture.listings.map { $0.facets["color"] } == ["c1", "c2"])
    }

    @Test func vectorsOfTheIndexAreThoseOfTheModel() throws {
        let folder = try Folder()
        let engine = try Small.engine(in: folder)
        let view = try engine.model.view(at: folder.file("photos/scene2.png"))
        let position = try #require(try engine.index.position(of: "photos/scene2.png"))
        let stored = engine.index.instances.vectors(of: position)
        for (one, other) in zip(stored, view.instances) { #expect(abs(one - other) < 1e-5) }
        let maps = try engine.index.maps(of: position)
        #expect(maps.frame == view.frame && view.frame.height < 1)
        for patch in 0..<16 { #expect(abs(maps.maps.share(1)[patch] - view.share[patch]) < 0.005) }
    }

    @Test func nearestAndFittingTitlesAreTheBestByScore() throws {
        let folder = try Folder()
        let engine = try Small.engine(in: folder)
        let bank = try engine.index.titleBank()
        for position in 0..<8 {
            let maps = try engine.index.maps(of: position)
            let listed = try engine.index.pictures([position])[0].listings.map(\.product)
            for instance in 1...3 {
                let vector = engine.index.instances.vector(of: position, instance: instance)
                let scores = bank.map { dotProduct($0.vector, vector) }
                #expect(abs((maps.nearest[instance - 1]?.score ?? -9) - (scores.max() ?? 0)) < 1e-5)
                let fit = try #require(engine.index.product(of: position, instance: instance))
                #expect(listed.allSatisfy { scores[$0] <= scores[fit] + 1e-5 } && listed.contains(fit))
            }
        }
    }

    @Test func badPicturesAreReportedAndCounted() throws {
        let folder = try Folder()
        try Small.writeCatalog(in: folder)
        try "text".write(toFile: folder.file("photos/scene3.png"), atomically: true, encoding: .utf8)
        let catalog = try CatalogFile.read(folder.file("catalog.csv"))
        let model = try Small.model()
        let output = folder.file("small.index")
        let strict = Indexer(model: model, catalog: catalog, output: output)
        let fault = #expect(throws: InputFault.self) { try strict.run() }
        #expect(fault?.problem.contains("1 of 8 pictures cannot be read") == true)
        #expect(fault?.problem.contains("catalog.csv:12: image photos/scene3.png: ") == true)
        let report = try Indexer(model: model, catalog: catalog, output: output, skipBadRows: true).run()
        #expect(report.summary.pictures == 7 && report.resumed == 7)
        #expect(report.summary.skipped.keys.sorted() == ["photos/scene3.png"])
        #expect(try IndexStore(at: output).allPictures().count == 7)
    }

    /// The same command again says the same again, until the file is mended; then it is read.
    @Test func aPictureThatWasMendedIsReadByTheNextRun() throws {
        let folder = try Folder()
        try Small.writeCatalog(in: folder)
        let path = folder.file("photos/scene3.png"), whole = try Data(contentsOf: URL(fileURLWithPath: path))
        try "text".write(toFile: path, atomically: true, encoding: .utf8)
        let catalog = try CatalogFile.read(folder.file("catalog.csv"))
        let indexer = Indexer(model: try Small.model(), catalog: catalog, output: folder.file("small.index"))
        for _ in 0..<2 {
            let fault = #expect(throws: InputFault.self) { try indexer.run() }
            #expect(fault?.problem.contains("1 of 8 pictures cannot be read") == true)
        }
        try whole.write(to: URL(fileURLWithPath: path))
        let report = try indexer.run()
        #expect(report.summary.pictures == 8 && report.summary.skipped.isEmpty && report.encoded == 1 && report.resumed == 7)
    }

    @Test func anIndexOfNothingIsNotMade() throws {
        let folder = try Folder()
        try Small.writeCatalog(in: folder)
        for number in 0..<4 {
            for name in ["scene", "studio"] {
                try "text".write(toFile: folder.file("photos/\(name)\(number).png"), atomically: true, encoding: .utf8)
            }
        }
        let catalog = try CatalogFile.read(folder.file("catalog.csv"))
        let indexer = Indexer(model: try Small.model(), catalog: catalog, output: folder.file("small.index"), skipBadRows: true)
        for _ in 0..<2 {
            let fault = #expect(throws: InputFault.self) { try indexer.run() }
            #expect(fault?.problem.contains("8 of 8 pictures cannot be read") == true)
            #expect(fault?.expected == "pictures that can be read")
        }
        #expect(!FileManager.default.fileExists(atPath: folder.file("small.index")))
    }

    /// The note stays in the index: whoever opens it later hears of it too.
    @Test func picturesThatEndEarlyAreIndexedAndNoted() throws {
        let folder = try Folder()
        try Small.writeCatalog(in: folder)
        let path = folder.file("photos/scene3.png")
        try Data(contentsOf: URL(fileURLWithPath: path)).dropLast(12).write(to: URL(fileURLWithPath: path))
        let catalog = try CatalogFile.read(folder.file("catalog.csv"))
        let report = try Indexer(model: try Small.model(), catalog: catalog, output: folder.file("small.index")).run()
        #expect(report.faults.isEmpty && report.summary.pictures == 8)
        #expect(report.notes.map(\.description) == [
            "\(folder.file("catalog.csv")):12: image photos/scene3.png: the PNG data end early; every row is there"
        ])
        let store = try IndexStore(at: folder.file("small.index"))
        #expect(store.summary.noted == ["photos/scene3.png": "the PNG data end early; every row is there"])
        let health = try SearchEngine(model: try Small.model(), index: store).health()
        #expect(health.warnings.contains(.cutShort(1)))
        #expect(health.warnings.contains(.fault("photos/scene3.png: the PNG data end early; every row is there")))
    }

    /// The fixed order of a batch: a note found before an interruption is in the index that is finished later.
    @Test func notesOutliveAnInterruption() throws {
        let folder = try Folder()
        try Small.writeCatalog(in: folder)
        let path = folder.file("photos/scene0.png")
        try Data(contentsOf: URL(fileURLWithPath: path)).dropLast(12).write(to: URL(fileURLWithPath: path))
        let catalog = try CatalogFile.read(folder.file("catalog.csv"))
        let indexer = Indexer(
            model: try Small.model(), catalog: catalog, output: folder.file("small.index"), threads: 1, batchSize: 3)
        var done = 0
        #expect(throws: CancellationError.self) { try indexer.run(isCancelled: { done >= 3 }, progress: { done = $0.done }) }
        let report = try indexer.run()
        #expect(report.resumed >= 3 && report.resumed + report.encoded == 8)
        #expect(report.summary.noted.keys.sorted() == ["photos/scene0.png"])
    }

    @Test func aCancelledRunGoesOn() throws {
        let folder = try Folder()
        try Small.writeCatalog(in: folder)
        let catalog = try CatalogFile.read(folder.file("catalog.csv"))
        let model = try Small.model()
        let indexer = Indexer(model: model, catalog: catalog, output: folder.file("small.index"))
        #expect(throws: CancellationError.self) { try indexer.run(isCancelled: { true }) }
        var last: IndexingProgress?
        let report = try indexer.run(progress: { last = $0 })
        #expect(last?.done == 8 && last?.total == 8)
        #expect(report.resumed + report.encoded == 8)
    }

    @Test func whatIsReadSoFarCanBeSearchedWhileTheRestIsRead() throws {
        let folder = try Folder()
        try Small.writeCatalog(in: folder)
        let catalog = try CatalogFile.read(folder.file("catalog.csv"))
        let model = try Small.model()
        let output = folder.file("small.index")
        try "left".write(toFile: output + ".sofar-5", atomically: true, encoding: .utf8)
        var searched: [SearchAnswer] = []
        let snapshots = IndexSnapshots(stem: output + ".sofar", pace: SnapshotPace(pictures: 1, seconds: 0)) { copy in
            guard let store = try? IndexStore(at: copy, expecting: model.identity) else { return }
            let engine = SearchEngine(model: model, index: store)
            if let answer = try? engine.search(SearchRequest(.text("red bag"), top: 0)) { searched.append(answer) }
        }
        // One thread: of two the smaller last batch may be done before the second one.
        let report = try Indexer(model: model, catalog: catalog, output: output, threads: 1, batchSize: 3).run(snapshots: snapshots)
        #expect(searched.map(\.total) == [3, 6])
        let whole = SearchEngine(model: model, index: try IndexStore(at: output, expecting: model.identity))
        let scores = try whole.search(SearchRequest(.text("red bag"), top: 0)).matches.map { ($0.image, $0.score) }
        let all = Dictionary(uniqueKeysWithValues: scores)
        for match in searched.flatMap(\.matches) { #expect(abs((all[match.image] ?? 9) - match.score) < 1e-6) }
        // Read in a mixed order; nothing is left behind.
        #expect(searched[0].matches.map(\.image).sorted() != Array(all.keys.sorted().prefix(3)))
        #expect(report.summary.pictures == 8 && report.summary.products == 4)
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        #expect(!files.contains { $0.contains("sofar") || $0.contains("building") })
    }

    @Test func aCopyThatCannotBeWrittenEndsNothing() throws {
        let folder = try Folder()
        try Small.writeCatalog(in: folder)
        let catalog = try CatalogFile.read(folder.file("catalog.csv"))
        var received = 0
        let snapshots = IndexSnapshots(stem: folder.file("none/small"), pace: SnapshotPace(pictures: 1, seconds: 0)) { _ in
            received += 1
        }
        let indexer = Indexer(model: try Small.model(), catalog: catalog, output: folder.file("small.index"), batchSize: 3)
        #expect(try indexer.run(snapshots: snapshots).summary.pictures == 8 && received == 0)
    }

    @Test func copiesWaitUntilThereIsTwiceAsMuch() {
        var pace = SnapshotPace()
        #expect(!pace.isDue(63, at: 9) && !pace.isDue(64, at: 1.4) && pace.isDue(64, at: 1.5))
        pace.taken(100, at: 2)
        #expect(!pace.isDue(199, at: 9) && !pace.isDue(200, at: 3.4) && pace.isDue(200, at: 3.5))
    }

    @Test func aCleanShotNamesItsProduct() throws {
        let folder = try Folder()
        try Small.writeCatalog(in: folder)
        let noisy =
            "product_id,title,image,source,split\n"
            + "p0,SALE bag,photos/scene0.png,scene,test\np0,Red bag,photos/studio0.png,studio,train\n"
        try noisy.write(toFile: folder.file("catalog.csv"), atomically: true, encoding: .utf8)
        let model = try Small.model()
        let output = folder.file("small.index")
        try Indexer(model: model, catalog: CatalogFile.read(folder.file("catalog.csv")), output: output, split: "test")
            .run()
        #expect(try IndexStore(at: output).products().map(\.label.title) == ["Red bag"])
    }

    @Test func aSplitWithoutRowsIsAFault() throws {
        let folder = try Folder()
        try Small.writeCatalog(in: folder)
        let catalog = try CatalogFile.read(folder.file("catalog.csv"))
        let indexer = Indexer(
            model: try Small.model(), catalog: catalog, output: folder.file("small.index"), split: "train")
        #expect(throws: InputFault.self) { try indexer.run() }
    }

    @Test func pathsAreRelativeToTheIndex() {
        #expect(relativePath("/a/b/c.png", from: "/a/b") == "c.png")
        #expect(relativePath("/a/x/c.png", from: "/a/b/d") == "../../x/c.png")
        #expect(relativePath("/a/./b/../c.png", from: "/a") == "c.png")
        #expect(folder(of: "c.index") == "." && folder(of: "/a/c.index") == "/a")
    }
}
