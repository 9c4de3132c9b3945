// An evaluation over a tiny catalog: what is asked, what counts, and the form of the figures.
import Catalog
import Domain
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
            "calibration.error", "calibration.auroc_answerless",
        ] {
            let value = try #require(report.value(at: path), "\(path)")
            #expect((0...1).contains(value), "\(path)")
        }
        // With a gallery of four, ten rows hold everything.
        #expect(report.value(at: "text_to_scene.instance.r10") == 1)
        #expect(report.byCategory.map(\.category) == ["bag", "shoe"] && report.byCategory[0].products == 2)
        #expect(report.value(at: "text_to_scene.nothing") == nil)
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
        #expect(report.value(at: "text_to_scene.instance.map") != nil)
        let japanese = try EvaluationRun(
            engine: engine, catalog: CatalogFile.read(folder.file("catalog.csv")), language: "ja"
        ).run()
        #expect(japanese.value(at: "text_to_scene.instance.map") != nil && japanese.products == 4)
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

    private func run(_ engine: SearchEngine, _ folder: Folder, truth: [String: [TruthInstance]]?) throws
        -> EvaluationReport
    {
        try EvaluationRun(engine: engine, catalog: CatalogFile.read(folder.file("catalog.csv")), truth: truth).run()
    }
}
