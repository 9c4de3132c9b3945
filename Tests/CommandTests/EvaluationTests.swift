// `eval` with the real program: saving, comparing, and what goes to which stream.
import Foundation
import ProgramDriver
import Testing

private let good = "eval --checkpoint good.safetensors --index good.index --catalog good.csv"

@Suite(.serialized) struct Evaluations {
    @Test func aSavedRunIsComparedQueryByQuery() throws {
        let workshop = try Workshop.made.get()
        let first = try workshop.eclip("\(good) --json --save run.json")
        #expect(first.status == 0, "\(first.errors)")
        #expect(try object(first.output)["comparison"] == nil)
        let again = try workshop.eclip("\(good) --json --compare run.json --fail-under text_to_scene.instance.r10=0")
        #expect(again.status == 0, "\(again.errors)")
        let comparison = try #require(try object(again.output)["comparison"] as? [String: Any])
        let differences = try #require(comparison["differences"] as? [[String: Any]])
        #expect(!differences.isEmpty && comparison["with"] as? String == "good.safetensors")
        #expect(differences.allSatisfy { $0["difference"] as? Double == 0 && $0["verdict"] as? String == "luck" })
    }

    @Test func anotherCheckpointIsMeasuredAndCompared() throws {
        let workshop = try Workshop.made.get()
        let index = try workshop.eclip("index --checkpoint other.safetensors --catalog good.csv --output compared.index")
        #expect(index.status == 0, "\(index.errors)")
        let run = try workshop.eclip("\(good) --compare other.safetensors --compare-index compared.index")
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.contains("against other.safetensors") && run.output.contains("text_to_scene.own.r10"))
        #expect(run.output.contains("in brackets the 95 % interval"))
    }

    @Test func anotherGalleryIsRefused() throws {
        let workshop = try Workshop.made.get()
        #expect(try workshop.eclip("\(good) --save run2.json").status == 0)
        let saved = String(decoding: try workshop.bytes("run2.json"), as: UTF8.self)
        let start = try #require(saved.range(of: "\"gallery\":\""))
        try workshop.write(saved.replacingCharacters(in: start.upperBound..<saved.index(after: start.upperBound), with: "?"), to: "run3.json")
        let run = try workshop.eclip("\(good) --compare run3.json")
        #expect(run.status == 2 && run.errors.contains("run3.json: searched another gallery"), "\(run.errors)")
        #expect(run.output == "")
    }

    @Test func anAuditIsAPageInBothLanguages() throws {
        let workshop = try Workshop.made.get()
        let audit = good.replacingOccurrences(of: "eval ", with: "audit ")
        let page = try workshop.eclip(audit)
        #expect(page.status == 0, "\(page.errors)")
        #expect(page.output.hasPrefix("# Instance search"))
        for words in ["## By category", "| fruit |", "## The order to switch it on", "## The ten worst photos", "## Titles", "Without truth"] {
            #expect(page.output.contains(words), "\(words)")
        }
        let written = try workshop.eclip("\(audit) --page-lang ja --output audit.md")
        #expect(written.status == 0 && written.output == "", "\(written.errors)")
        let japanese = String(decoding: try workshop.bytes("audit.md"), as: UTF8.self)
        #expect(japanese.hasPrefix("# 物ごとの検索") && japanese.contains("## 導入の順序") && !japanese.contains("## By"))
        let facts = try object(try workshop.eclip("\(audit) --json").output)
        #expect((facts["categories"] as? [Any])?.count == 2 && facts["has_truth"] as? Bool == false)
    }

    /// What cannot be meant is said before the long work, and nothing is measured.
    @Test(arguments: [
        ("--fail-under no.such.figure=1", "no figure no.such.figure"), ("--classes column:weight", "no column weight"),
        ("--classes yes,no", "no product"), ("--lang ja", "title_ja"), ("--query-source stdio", "stdio"),
    ]) func mistakesAreSaidFirst(arguments: String, says: String) throws {
        let run = try Workshop.made.get().eclip("\(good) \(arguments)")
        #expect(run.status == 2 && run.output.isEmpty && run.errors.contains(says), "\(run.errors)")
        #expect(!run.errors.contains("clean shots"), "\(run.errors)")
    }

    /// Where no catalog is named the bundled one is taken, which has nothing to do with the index.
    @Test func aForgottenCatalogIsRefused() throws {
        let workshop = try Workshop.made.get()
        let model = "--checkpoint good.safetensors --index good.index"
        let (figures, page) = (try workshop.eclip("eval \(model)"), try workshop.eclip("audit \(model)"))
        #expect(figures.status == 2 && figures.output.isEmpty && figures.errors.contains("--catalog"), "\(figures.errors)")
        #expect(page.status == 2 && page.errors == figures.errors)
    }

    @Test func aVanishedPhotoIsNamed() throws {
        let workshop = try Workshop.made.get()
        // Of its own: other tests read the photos meanwhile.
        let folder = workshop.folder + "/vanishing"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try FileManager.default.copyItem(atPath: workshop.folder + "/photos", toPath: folder + "/photos")
        try FileManager.default.copyItem(atPath: workshop.folder + "/good.csv", toPath: folder + "/list.csv")
        let files = "--checkpoint good.safetensors --catalog vanishing/list.csv"
        #expect(try workshop.eclip("index \(files) --output vanishing/list.index").status == 0)
        try FileManager.default.removeItem(atPath: folder + "/photos/tool/black saw 2.png")
        for command in ["eval", "audit"] {
            let run = try workshop.eclip("\(command) \(files) --index vanishing/list.index")
            #expect(run.status == 0 && !run.output.isEmpty, "\(run.errors)")
            #expect(run.errors.contains("black saw 2.png") && run.errors.contains("left out") && run.errors.contains("eclip index"))
        }
    }

    /// On a model that learned something: far below what it reaches, far above what chance or a broken figure gives.
    @Test func theBundledDemoIsWorthItsFigures() throws {
        let floors = [
            "text_to_scene.instance.r10=0.8", "text_to_scene.gain.ci.r10.0=0.05", "grounding.free.pointing=0.8",
            "faithfulness.above=0.85", "faithfulness.ratio=4", "robustness.typo.share_of_clean=0.6",
            "robustness.promotion_words.share_of_clean=0.8", "calibration.auroc_foreign=0.75", "zero_shot.instance=0.1",
        ]
        let run = try Workshop.made.get().eclip("eval --json " + floors.map { "--fail-under " + $0 }.joined(separator: " "))
        #expect(run.status == 0, "\(run.errors)")
        let controls = try #require(try object(run.output)["controls"] as? [String: Any])
        #expect(controls["shuffled_title_at_chance"] as? Bool == true)
    }

    private func object(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }
}
