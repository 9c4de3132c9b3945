// An evaluation over a tiny catalog: what is asked, what counts, and the form of the figures.
import Catalog
import Domain
import Evaluation
import Foundation
import InstanceIndex
import Retrieval
import Testing

@Suite struct EvaluationRunTests {
    @Test func everyFigureIsThere() throws {
        let folder = try Folder()
        let engine = try Small.engine(in: folder)
        let report = try run(engine, folder, truth: Small.truth())
        #expect(report.products == 4 && report.pictures == 4 && report.cleanShots == 4)
        #expect(report.grounding.pairs == 8)
        for path in [
            "text_to_scene.instance.r1", "text_to_scene.global.r10", "text_to_scene.blend.map",
            "text_to_scene.refined.r5", "instance_to_scene.instance.r10", "instance_to_scene.global.map",
            "instance_to_scene.with_title.r10", "grounding.free.pointing", "grounding.free.mass_in_box",
            "grounding.text_conditioned.iou", "grounding.oracle_iou", "grounding.centred_box.iou",
            "grounding.whole_picture.mass_in_box", "grounding.patch_text.pointing", "controls.blank_picture_r10",
            "controls.shuffled_title_r10", "controls.chance_r10", "queries.dead_share", "queries.entropy",
            "calibration.error", "calibration.auroc_answerless", "calibration.auroc_ceiling",
            "calibration.auroc_kindless", "calibration.auroc_foreign", "controls.shuffled_chance_r10",
        ] {
            let value = try #require(report.value(at: path), "\(path)")
            #expect((0...1).contains(value), "\(path)")
        }
        // With a gallery of four, ten rows hold everything.
        #expect(report.value(at: "text_to_scene.instance.r10") == 1)
        #expect(report.byCategory.map(\.category) == ["bag", "shoe"] && report.byCategory[0].products == 2)
        #expect(report.value(at: "text_to_scene.nothing") == nil)
        #expect(report.value(at: "text_to_scene.instance.ci.r10.0") == 1)
        #expect(report.value(at: "text_to_scene.instance.ci.r10.2") == nil && report.value(at: "by_category.1.products") == 2)
    }

    @Test func theJSONIsOneObjectOnOneLine() throws {
        let folder = try Folder()
        let engine = try Small.engine(in: folder)
        let json = try run(engine, folder, truth: Small.truth()).json
        #expect(!json.contains("\n"))
        let object = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        for key in [
            "text_to_scene", "instance_to_scene", "grounding", "controls", "queries", "by_category", "products",
            "pictures",
        ] { #expect(object[key] != nil, "\(key)") }
    }

    @Test func withoutTruthTheRowsCount() throws {
        let folder = try Folder()
        let engine = try Small.engine(in: folder)
        let report = try run(engine, folder, truth: nil)
        #expect(report.grounding.pairs == 0 && report.grounding.free == nil)
        #expect(report.strata.boxArea.isEmpty && report.strata.edge.isEmpty)
        #expect(report.strata.productsPerPhoto.map(\.pairs) == [8])
        #expect(report.value(at: "text_to_scene.instance.map") != nil)
        // Every photo shows two products: none can be named.
        #expect(report.photoNaming == nil)
        let japanese = try EvaluationRun(
            engine: engine, catalog: CatalogFile.read(folder.file("catalog.csv")), language: "ja"
        ).run()
        #expect(japanese.value(at: "text_to_scene.instance.map") != nil && japanese.products == 4)
    }

    @Test func everyFigureHasItsInterval() throws {
        let folder = try Folder()
        let report = try run(Small.engine(in: folder), folder, truth: Small.truth())
        let figures = try #require(report.textToScene.instance)
        for name in RankingFigures.names { #expect(figures.ci?[name] != nil, "\(name)") }
        #expect(report.grounding.free?.ci?["mass_in_box"] != nil)
        #expect(report.textToScene.gain?.ci["r10"] != nil && report.byCategory[0].gain?.ci["r1"] != nil)
        #expect(report.json.contains("\"mass_in_box\":["))
    }

    @Test func aSavedRunComparesWithItselfAndWithNoOther() throws {
        let folder = try Folder()
        let engine = try Small.engine(in: folder)
        let catalog = try CatalogFile.read(folder.file("catalog.csv"))
        let measured = try EvaluationRun(engine: engine, catalog: catalog, truth: Small.truth()).measured()
        try measured.json.write(toFile: folder.file("saved.json"), atomically: true, encoding: .utf8)
        #expect(try SavedEvaluation.isSaved(folder.file("saved.json")))
        #expect(try !SavedEvaluation.isSaved(folder.file("small.index")))
        let saved = try SavedEvaluation.read(folder.file("saved.json"))
        let differences = try measured.compared(with: saved, named: "saved.json")
        #expect(differences.contains { $0.figure == "text_to_scene.instance.r10" && $0.queries == 4 })
        #expect(differences.contains { $0.figure == "grounding.free.mass_in_box" && $0.queries == 8 })
        #expect(differences.allSatisfy { $0.difference == 0 && $0.verdict == .luck })
        // Without truth the scenes hold the same products, but Japanese is another question.
        let japanese = try EvaluationRun(engine: engine, catalog: catalog, truth: Small.truth(), language: "ja").measured()
        #expect(throws: InputFault.self) { try japanese.compared(with: saved, named: "saved.json") }
        let studio = try EvaluationRun(engine: engine, catalog: catalog, truth: Small.truth(), querySource: "scene").measured()
        #expect(throws: InputFault.self) { try studio.compared(with: saved, named: "saved.json") }
    }

    @Test func theFurtherFiguresAreThere() throws {
        let folder = try Folder()
        let report = try run(Small.engine(in: folder), folder, truth: Small.truth())
        for path in [
            "robustness.dropped_word.r10", "robustness.promotion_words.share_of_clean", "robustness.shuffled_words.map",
            "robustness.dropped_word.ceiling_r10", "robustness.dropped_word.matching_r10", "blend_curve.best", "zero_shot.global", "zero_shot.instance", "zero_shot.majority",
            "similar_products.global.ndcg10", "similar_products.instance.ndcg10",
        ] {
            let value = try #require(report.value(at: path), "\(path)")
            #expect((0...1).contains(value), "\(path)")
        }
        #expect(report.robustness?.typo?.ceilingR10 == nil && report.blendCurve?.r10.count == 11)
        // The maps of a random model cover the picture: there is no place elsewhere to blank.
        #expect(report.faithfulness == nil)
        #expect(report.blendCurve?.map.first == report.textToScene.instance?.map)
        #expect(report.strata.productsPerPhoto.map(\.stratum) == ["2"] && report.strata.productsPerPhoto[0].pairs == 8)
        #expect(report.strata.boxArea.map(\.stratum) == ["10 to 25 %"] && report.strata.edge.count == 1)
        #expect(report.strata.frequency.isEmpty)
        #expect(report.zeroShot?.classes == 2 && report.zeroShot?.products == 4 && report.zeroShot?.majority == 0.5)
        #expect((report.cost?.queryMs ?? 0) > 0 && (report.cost?.indexBytesPerPicture ?? 0) > 100)
    }

    @Test func classesMayBeChosen() throws {
        let folder = try Folder()
        let engine = try Small.engine(in: folder)
        let catalog = try CatalogFile.read(folder.file("catalog.csv"))
        func classified(_ text: String) throws -> EvaluationReport? {
            var run = EvaluationRun(engine: engine, catalog: catalog)
            run.classes = ClassChoice(text)
            return try run.run()
        }
        #expect(try classified("shoe, Bag,hat")?.zeroShot?.classes == 3)
        #expect(try classified("column:color")?.zeroShot?.classes == 4)
        #expect(try classified("column:color:2")?.zeroShot?.products == 2)
        #expect(throws: InputFault.self) { try classified("column:weight") }
        #expect(throws: InputFault.self) { try classified("saw,plane") }
        for bad in ["", "a", "a,A", "column:", "column:color:x", "column:color:-1", "column:a:1:2"] {
            #expect(ClassChoice(bad) == nil, "\(bad)")
        }
    }

    @Test func aBlankPictureKeepsNothingOfTheTitle() throws {
        let folder = try Folder()
        let engine = try Small.engine(in: folder)
        let size = engine.model.configuration.imageSize
        let blank = engine.model.views([([UInt8](repeating: 140, count: size * size * 3), .whole)])[0]
        let found = try #require(
            engine.model.conditionedVectors(blank, texts: engine.model.vectors(of: ["Red bag", "Green shoe"])))
        #expect(found.count == 2)
    }

    @Test func aGlobalOnlyModelHasNoInstanceFigures() throws {
        let folder = try Folder()
        let engine = try Small.engine(in: folder, queries: 0)
        let report = try run(engine, folder, truth: Small.truth())
        #expect(report.textToScene.instance == nil && report.textToScene.refined == nil)
        #expect(report.textToScene.global != nil && report.grounding.free == nil)
        #expect(report.grounding.patchText != nil && report.controls?.blankPictureR10 == nil)
        #expect(report.faithfulness == nil && report.blendCurve == nil && report.textToScene.gain == nil)
        #expect(report.robustness?.droppedWord != nil && report.zeroShot?.instance == nil)
        #expect(report.json.contains("\"instance\":null") && report.json.contains("\"blank_picture_r10\":null"))
    }

    @Test func aSourceMayBeChosenForTheQueries() throws {
        let folder = try Folder()
        let engine = try Small.engine(in: folder)
        let report = try EvaluationRun(
            engine: engine, catalog: CatalogFile.read(folder.file("catalog.csv")), querySource: "scene"
        ).run()
        #expect(report.pictures == 4 && report.cleanShots == 4 && report.products == 4)
    }

    /// Every figure of a real report, and no made-up one, is known before a run.
    @Test func figuresAreKnownByName() throws {
        let folder = try Folder()
        let report = try run(Small.engine(in: folder), folder, truth: Small.truth())
        let object = try JSONSerialization.jsonObject(with: Data(report.json.utf8))
        let paths = Self.paths(of: object, "")
        #expect(paths.count > 150)
        for path in paths { #expect(EvaluationReport.isFigure(path), "\(path)") }
        for path in [
            "text_to_scene.nothing", "text_to_scene", "", "by_category.x.r10", "by_category.0", "zero_shot.column", "r10",
            "text_to_scene.instance.ci", "text_to_scene.instance.r10.0",
        ] { #expect(!EvaluationReport.isFigure(path), "\(path)") }
        for path in [
            "faithfulness.loss.outline", "photo_naming.by_shot.global.ci.0", "by_category.41.gain.r1", "comparison.queries",
        ] { #expect(EvaluationReport.isFigure(path), "\(path)") }
    }

    private static func paths(of value: Any, _ path: String) -> [String] {
        func under(_ key: String) -> String { path.isEmpty ? key : path + "." + key }
        if let object = value as? [String: Any] { return object.flatMap { paths(of: $0.value, under($0.key)) } }
        if let list = value as? [Any] { return list.enumerated().flatMap { paths(of: $0.element, under("\($0.offset)")) } }
        return value is NSNumber ? [path] : []
    }

    /// A catalog that asks for more than the gallery shows: what is shown counts, the rest is said.
    @Test func onlyWhatIsShownIsCounted() throws {
        let folder = try Folder()
        let engine = try Small.engine(in: folder)
        let more = ["p8,White hat,帽子", "p9,Black bag,かばん"].map { "\($0),photos/studio0.png,studio,test,bag,c9" }
        try add(more, to: folder)
        var notes: [String] = []
        let catalog = try CatalogFile.read(folder.file("catalog.csv"))
        let report = try EvaluationRun(engine: engine, catalog: catalog, truth: Small.truth()).run { notes.append($0) }
        #expect(report.products == 4 && report.withoutPhoto == 2)
        #expect(report.byCategory.map(\.products) == [2, 2] && report.instanceToScene.queries == 4)
        #expect(report.json.contains("\"without_photo\":2"))
        #expect(notes[0] == "4 products, 4 pictures; 2 more products have no picture there and count nowhere")
    }

    @Test func aCatalogOfOtherThingsIsRefused() throws {
        let folder = try Folder()
        let engine = try Small.engine(in: folder)
        let rows = [CatalogRow(line: 2, productID: "x1", title: "Brass lamp", image: "photos/studio0.png", source: "studio")]
        let catalog = CatalogFile(path: "lamps.csv", directory: folder.path, hash: "", rows: rows)
        for run in [{ try $0.run().products }, { try $0.audited().products }] as [(EvaluationRun) throws -> Int] {
            let fault = #expect(throws: InputFault.self) { try run(EvaluationRun(engine: engine, catalog: catalog)) }
            #expect("\(try #require(fault))".contains("shows no product that lamps.csv asks for"))
        }
    }

    @Test func aSourceOrLanguageThatNoRowHasIsRefused() throws {
        let folder = try Folder()
        let engine = try Small.engine(in: folder)
        let catalog = try CatalogFile.read(folder.file("catalog.csv"))
        let typo = #expect(throws: InputFault.self) {
            try EvaluationRun(engine: engine, catalog: catalog, querySource: "stdio").run()
        }
        let words = "\(try #require(typo))"
        #expect(words.contains("stdio") && words.contains("scene, studio"))
        var rows = catalog.rows
        for place in rows.indices { rows[place].titles = [:] }
        let plain = CatalogFile(path: "plain.csv", directory: folder.path, hash: "", rows: rows)
        let fault = #expect(throws: InputFault.self) { try EvaluationRun(engine: engine, catalog: plain, language: "ja").run() }
        #expect("\(try #require(fault))".contains("title_ja"))
        #expect(try EvaluationRun(engine: engine, catalog: plain, language: "en").run().products == 4)
        // A title in Japanese letters is one, whatever its column is called.
        for place in rows.indices where rows[place].productID != "p3" { rows[place].title = "商品\(rows[place].productID)" }
        var notes: [String] = []
        let some = CatalogFile(path: "some.csv", directory: folder.path, hash: "", rows: rows)
        _ = try EvaluationRun(engine: engine, catalog: some, language: "ja").run { notes.append($0) }
        #expect(notes.contains("1 of 4 products have no title_ja and are asked for by their title"), "\(notes)")
    }

    /// The index still knows the photo: finding goes on, what looks into the file does without.
    @Test func aVanishedPhotoCostsItsPairsAndNotTheRun() throws {
        let folder = try Folder()
        let engine = try Small.engine(in: folder)
        let whole = try run(engine, folder, truth: Small.truth())
        #expect(whole.leftOut == nil)
        for photo in ["photos/scene1.png", "photos/studio2.png"] { try FileManager.default.removeItem(atPath: folder.file(photo)) }
        var notes: [String] = []
        let catalog = try CatalogFile.read(folder.file("catalog.csv"), keepsMissing: true)
        let report = try EvaluationRun(engine: engine, catalog: catalog, truth: Small.truth()).run { notes.append($0) }
        #expect(report.textToScene.instance == whole.textToScene.instance && report.products == 4 && report.pictures == 4)
        #expect(report.grounding.pairs == 6 && report.instanceToScene.queries == 3 && report.textToScene.refined != nil)
        // Four questions look at the scene again, and one shot is not asked; blanking may meet the scene once more.
        #expect(report.leftOut?.photos == 2 && (report.leftOut?.pairs ?? 0) >= 5)
        let note = try #require(notes.first { $0.contains("cannot be read") })
        #expect(note.contains("2 photos") && note.contains("pairs") && note.contains("eclip index"))
        #expect(try EvaluationRun(engine: engine, catalog: catalog, truth: Small.truth()).audited().products == 4)
    }

    private func add(_ rows: [String], to folder: Folder) throws {
        let text = try String(contentsOfFile: folder.file("catalog.csv"), encoding: .utf8) + rows.map { $0 + "\n" }.joined()
        try text.write(toFile: folder.file("catalog.csv"), atomically: true, encoding: .utf8)
    }

    private func run(_ engine: SearchEngine, _ folder: Folder, truth: [String: [TruthInstance]]?) throws
        -> EvaluationReport
    {
        try EvaluationRun(engine: engine, catalog: CatalogFile.read(folder.file("catalog.csv")), truth: truth).run()
    }
}
