// The published forms, byte by byte against committed files, and back: what a form can carry comes back as it went.
// `check_exports.py` beside the files reads them with the tools they are meant for.
import Catalog
import Domain
import Foundation
import Sessions
import Support
import Testing

private func table(_ bytes: [UInt8]) throws -> [TableRow] {
    try CSVReader.records(of: bytes, name: "t").map { TableRow(line: $0.line, fields: $0.fields, problem: $0.problem) }
}

private func read(_ text: String, _ format: ExportFormat, name: String = "f") -> ImportedVerdicts {
    ImportedVerdicts(Array(text.utf8), name: name, as: format, table: table)
}

private func size(_ image: String) -> PictureSize { image.hasSuffix(".png") ? (640, 480) : (1_000, 333) }

/// Two raters, two scales, boxes, a note over two lines, a product, and a photo judged twice.
let judgedEntries: [SessionEntry] = {
    var shoes = verdict("red 靴", image: "shop/a b.png", grade: .bad, reason: .wrongRegion)
    shoes.box = Box(x: 0.1, y: 0.25, width: 0.3, height: 1.0 / 3)
    var mug = verdict("blue mug", image: "100%.jpg")
    mug.level = 3
    mug.note = nil
    mug.box = Box(x: 0, y: 0, width: 1, height: 1)
    var bag = verdict("blue mug", image: "bag, \"big\".png", grade: .bad, reason: .wrongProduct)
    bag.level = 0
    var other = bag
    other.key = VerdictKey(query: "blue mug", image: bag.key.image, instance: 5)
    other.level = 1
    var product = verdict("#P1", image: "shop/a b.png")
    product.note = nil
    let acts = [shoes, mug, bag, other, product].map { SessionAct.judged(JudgedAct(verdict: $0)) }
    return acts.enumerated().map { number, act in
        SessionEntry(
            sequence: number + 1, time: "2026-01-02T03:04:0\(number).678Z", rater: number == 1 ? "Ann" : "L 太郎", act: act)
    }
}()

private let signed = JournalContents(entries: judgedEntries).signedVerdicts()

@Suite struct ExportFormTests {
    @Test(arguments: ExportFormat.allCases) func theFormIsTheCommittedOne(_ format: ExportFormat) throws {
        let text = try export(signed, as: format, pictureSize: size)
        let path = goldenPath("exports/verdicts." + format.rawValue)
        if isRecordingGolden {
            try text.write(toFile: path, atomically: true, encoding: .utf8)
            Issue.record("recorded \(path)")
        }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
    }

    @Test(arguments: [ExportFormat.jsonl]) func aWholeFormGivesTheSameVerdictsBack(_ format: ExportFormat) throws {
        let back = read(try export(signed, as: format), format)
        #expect(back.faults == [])
        #expect(back.verdicts == signed)
    }

    /// CSV has no column for maps; everything else comes back.
    @Test func csvLosesOnlyTheMaps() throws {
        let back = read(try export(signed, as: .csv, bom: true), .csv)
        #expect(back.faults == [])
        #expect(back.verdicts == signed.map { signed in
            var signed = signed
            signed.verdict.evidence.map = nil
            return signed
        })
    }

    /// What carries grades of photos gives the same grades of photos back.
    @Test(arguments: [ExportFormat.qrels, .quepid, .rre]) func gradesComeBack(_ format: ExportFormat) throws {
        let text = try export(signed, as: format)
        let back = read(text, format)
        #expect(back.faults == [])
        #expect(PhotoLabel.labels(of: back.verdicts.map(\.verdict)) == PhotoLabel.labels(of: signed.map(\.verdict)))
        #expect(try export(back.verdicts, as: format) == text)
    }

    /// Boxes come back as fractions, with the judgement they came with.
    @Test func boxesComeBack() throws {
        let back = read(try export(signed, as: .coco, pictureSize: size), .coco)
        let boxed = signed.map(\.verdict).filter { $0.box != nil }
        #expect(back.faults == [])
        #expect(back.verdicts.count == boxed.count && boxed.count == 2)
        for verdict in boxed { #expect(back.verdicts.contains { $0.verdict.says(verdict) }, "\(verdict.key)") }
    }

    /// A session that gave a file learns nothing from it, and its rich verdicts stay.
    @Test(arguments: ExportFormat.allCases) func whatASessionGaveIsNoNewsToIt(_ format: ExportFormat) throws {
        let back = read(try export(signed, as: format, pictureSize: size), format)
        #expect(!back.verdicts.isEmpty)
        #expect(JournalContents(entries: judgedEntries).memory.news(back.verdicts).isEmpty)
        #expect(SessionMemory().news(back.verdicts).count == back.verdicts.count)
    }

    @Test func oneRaterCanBeExportedAlone() {
        let contents = JournalContents(entries: judgedEntries)
        #expect(contents.raters == ["Ann", "L 太郎"])
        #expect(contents.signedVerdicts(of: "Ann").map(\.verdict.key.query) == ["blue mug"])
        #expect(contents.signedVerdicts().map(\.rater) == ["L 太郎", "Ann", "L 太郎", "L 太郎", "L 太郎"])
    }
}

@Suite struct ImportFaultTests {
    @Test func faultsNameTheirLine() {
        let qrels = read("q 0 a.png 1\nq 0 a.png\n\nq 0 b.png x\nq 0 a.png 0\n", .qrels)
        #expect(qrels.faults.map(\.place) == ["f:2", "f:4", "f:5"])
        #expect(qrels.faults.map(\.problem).last == "says something else about the photo than f:1")
        let lines = read("{}\nnot json\n", .jsonl)
        #expect(lines.faults.map(\.description) == ["f:1: no \"key\"", "f:2: not a JSON object"])
        let quepid = read("query,docid,rating\nq,a,1\nq,b\nq,\"c\nd\",1.5\nq,e,\n", .quepid)
        #expect(quepid.faults.map(\.place) == ["f:3", "f:4"])
        #expect(quepid.verdicts.count == 1)
        let csv = read("query,image,grade,reason,box\nq,a,good,,1 2\nq,b,fine,,\nq,c,bad,ugly,\nq,d,good,,0 0 2 1\n", .csv)
        #expect(csv.faults.map(\.place) == ["f:2", "f:3", "f:4", "f:5"])
        #expect(read("query,docid\n", .quepid).faults.map(\.problem) == ["no column rating"])
        #expect(read("query,docid,rating\nq,\"a,1\n", .quepid).faults.map(\.place) == ["t:2"])
    }

    @Test func aFileThatRepeatsItselfIsReadInOneGo() {
        let once = (0..<20_000).map { "q\($0) 0 a.png 1\n" }.joined()
        let start = ContinuousClock.now
        let found = read(once + once, .qrels)
        // Looking through all verdicts at each repetition it was half a minute.
        #expect(ContinuousClock.now - start < .seconds(8))
        #expect(found.verdicts.count == 20_000 && found.faults.isEmpty)
    }

    @Test func placesInDocumentsAreNamed() {
        let groups = #"{"query_groups":[{"queries":[{"placeholders":{"$query":"q"}}],"relevant_documents":{"a":{"gain":1.5}}},{"queries":[],"relevant_documents":{}}]}"#
        #expect(read(groups, .rre).faults.map(\.place) == ["f: query_groups[0]", "f: query_groups[1]"])
        #expect(read("{}", .rre).faults.map(\.problem) == ["no \"query_groups\""])
        #expect(read("[1", .coco).faults.map(\.problem) == ["not a JSON object"])
        let boxes = #"{"images":[{"id":1,"file_name":"a","width":10,"height":10}],"categories":[{"id":1,"name":"q"}],"annotations":[{"id":1,"image_id":1,"category_id":1,"bbox":[0,0,11,1]},{"id":2,"image_id":2,"category_id":1,"bbox":[0,0,1,1]}]}"#
        #expect(read(boxes, .coco).faults.map(\.place) == ["f: annotations[0]", "f: annotations[1]"])
    }

    /// Quepid's older RRE form lists documents under their grade; topics hold groups of their own.
    @Test func theOlderRatingsFormIsReadToo() {
        let text = #"{"topics":[{"query_groups":[{"name":"q","queries":[],"relevant_documents":{"3.0":["a","b"],"0":["c"]}}]}]}"#
        let back = read(text, .rre)
        #expect(back.faults == [])
        #expect(PhotoLabel.labels(of: back.verdicts.map(\.verdict)).map(\.grade) == [3, 3, 0])
    }

    /// Words of other programs are folded as typed ones are; ids and places are not.
    @Test func wordsAreFolded() {
        let text = "Red%20%20ＢＡＧ 0 a.png 1\n#P1 0 a.png 2\nShop/X.png@3 0 b.png -1\n"
        #expect(Set(read(text, .qrels).verdicts.map(\.verdict.key.query)) == ["red bag", "#P1", "Shop/X.png@3"])
    }
}
