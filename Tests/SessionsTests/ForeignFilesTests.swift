// Files of other programs in the forms we read: what is used is read, what is not used may be anything. And files that are no
// session at all: they are left as they are.
import Catalog
import Domain
import Foundation
import Sessions
import Testing

private func read(_ text: String, _ format: ExportFormat) -> ImportedVerdicts {
    ImportedVerdicts(Array(text.utf8), name: "f", as: format) { bytes in
        try CSVReader.records(of: bytes, name: "f").map { TableRow(line: $0.line, fields: $0.fields, problem: $0.problem) }
    }
}

@Suite struct ForeignFormTests {
    private func coco(
        annotation: String, image: String = #"{"id": 1, "file_name": "a.png", "width": 100, "height": 50}"#,
        category: String = #"[{"id": 1, "name": "red mug"}]"#
    ) -> String {
        #"{"info": 5, "licenses": "none", "images": [\#(image)], "categories": \#(category), "annotations": [\#(annotation)]}"#
    }

    private static let plain = #"{"id": 1, "image_id": 1, "category_id": 1, "bbox": [10, 10, 50, 20]}"#

    @Test(arguments: [
        #""segmentation": {"size": [50, 100], "counts": "abc"}, "iscrowd": 1"#, #""segmentation": {"size": [50, 100], "counts": [1, 2, 3]}"#,
        #""segmentation": "none", "iscrowd": "no""#, #""segmentation": [[1, 2, 3.5]], "area": "large""#, #""area": null, "iscrowd": true, "score": 0.5"#,
        #""attributes": {"occluded": false, "grade": "A", "level": "high"}"#, #""attributes": "none""#, #""attributes": [1], "keypoints": [1, 2, 0]"#,
        #""ignore": {"deep": [null]}, "id": "first""#,
    ])
    func cocoOfOtherProgramsIsRead(extra: String) {
        let annotation = String(Self.plain.dropLast()) + ", " + extra + "}"
        let found = read(coco(annotation: annotation.replacingOccurrences(of: "\"id\": 1, ", with: extra.contains("\"id\"") ? "" : "\"id\": 1, ")), .coco)
        #expect(found.faults == [])
        #expect(found.verdicts.map(\.verdict.key.query) == ["red mug"])
        #expect(found.verdicts.first?.verdict.box == Box(x: 0.1, y: 0.2, width: 0.5, height: 0.4))
    }

    @Test func cocosNamesMayBeWordsAndItsSizesFractions() {
        let text = coco(
            annotation: #"{"image_id": "img-1", "category_id": "c", "bbox": [10.0, 10.0, 50.0, 20.0]}"#,
            image: #"{"id": "img-1", "file_name": "a.png", "width": 100.0, "height": 50.0, "license": {"x": 1}}"#,
            category: #"[{"id": "c", "name": "red mug", "supercategory": 7, "keypoints": ["a"]}]"#)
        #expect(read(text, .coco).faults == [] && read(text, .coco).verdicts.count == 1)
    }

    @Test func aQueryInTheAttributesNeedsNoCategory() {
        let annotation = #"{"image_id": 1, "bbox": [10, 10, 50, 20], "attributes": {"query": "red mug", "grade": "bad", "instance": 3}}"#
        let text = #"{"images": [{"id": 1, "file_name": "a.png", "width": 100, "height": 50}], "annotations": [\#(annotation)]}"#
        let verdict = read(text, .coco).verdicts.first?.verdict
        #expect(verdict?.key == VerdictKey(query: "red mug", image: "a.png", instance: 3) && verdict?.grade == .bad)
    }

    @Test(arguments: [
        (#"{"image_id": 9, "category_id": 1, "bbox": [1, 1, 1, 1]}"#, "no image 9"), (#"{"image_id": 1, "category_id": "x", "bbox": [1, 1, 1, 1]}"#, "no category x"),
        (#"{"image_id": 1, "category_id": 1}"#, "a box of 0 numbers"), (#"{"image_id": 1, "category_id": 1, "bbox": [1, 1, 1]}"#, "a box of 3 numbers"),
        (#"{"image_id": 1, "category_id": 1, "bbox": [90, 1, 50, 1]}"#, "not on the picture"), (#"{"category_id": 1, "bbox": [1, 1, 1, 1]}"#, "image_id"),
        (#"{"image_id": 1, "category_id": 1, "bbox": [1, 1, 1, 1], "attributes": {"query": "q", "grade": "so so"}}"#, "grade"),
    ])
    func whatIsUsedIsNamed(annotation: String, words: String) {
        let found = read(coco(annotation: annotation), .coco)
        #expect(found.verdicts.isEmpty)
        #expect(found.faults.first?.description.contains(words) == true, "\(found.faults)")
    }

    @Test func ratingsOfOtherProgramsAreRead() {
        let text = """
            {"id_field": ["x"], "index": 5, "tags": {}, "topics": [{"description": {"long": 1}, "query_groups": [{"name": 7,
             "queries": [{"template": 5, "placeholders": {"$query": "red mug", "$rows": 10, "$deep": {"a": []}}}],
             "relevant_documents": {"a.png": {"gain": 2, "by": null}}, "weight": "high"}]}]}
            """
        let found = read(text, .rre)
        #expect(found.faults == [])
        #expect(found.verdicts.map(\.verdict.key.query) == ["red mug"] && found.verdicts.first?.verdict.level == 2)
    }

    /// Fields that we do not know, of every kind, in every form of lines.
    @Test func unknownFieldsRefuseNoLine() throws {
        let extra = #","zzz":{"a":[1,null,"x"]},"yyy":1e300,"xxx":[[]]}"#
        let entry = String(decoding: try Journal.line(judgedEntries[0]), as: UTF8.self).dropLast(2) + extra + "\n"
        #expect(Journal.parse(Data(String(entry).utf8)).entries == [judgedEntries[0]])
        let line = try export([SignedVerdict(try #require(judgedVerdict))], as: .jsonl).dropLast(2) + extra
        #expect(read(String(line), .jsonl).faults == [] && read(String(line), .jsonl).verdicts.count == 1)
        let path = temporaryPath("q")
        try FileManager.default.createDirectory(atPath: path.folderOfPath, withIntermediateDirectories: true)
        try #"{"queue":{"scale":"0-3","by":[1]},"x":1}\#n{"query":"a","image":"b","x":{"y":null},"versions":null}\#n"#
            .write(toFile: path, atomically: true, encoding: .utf8)
        #expect(try QueueFile.read(path: path).items.count == 1)
    }

    private var judgedVerdict: Verdict? {
        if case .judged(let act) = judgedEntries[0].act { act.verdict } else { nil }
    }
}

@Suite struct ForeignSessionTests {
    /// Opened for writing it is refused and as it was.
    @Test(arguments: [
        "a letter of one line without an end", "Dear reader,\nthis is a letter", "{\"name\": \"package\", \"version\": 1}",
        "{\"act\":\"sung\",\"rater\":\"x\",\"seq\":1,\"time\":\"\"}", "{\"query\": \"a\", \"image\": \"b\"}", "product_id,title,image\na,b,c", "5", "null", "[",
    ])
    func whatIsNoSessionStands(text: String) throws {
        let path = temporaryPath("letter.txt")
        try FileManager.default.createDirectory(atPath: path.folderOfPath, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        #expect(throws: InputFault.self) { try JournalWriter(path: path) }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
    }

    /// What begins as an entry of ours does, wherever it was torn, is a session, also alone.
    @Test func aTornFirstEntryIsTaken() throws {
        let line = try Journal.line(entries()[0])
        for length in 0..<line.count - 1 {
            let path = temporaryPath()
            try FileManager.default.createDirectory(atPath: path.folderOfPath, withIntermediateDirectories: true)
            try line.prefix(length).write(to: URL(fileURLWithPath: path))
            let writer = try JournalWriter(path: path)
            #expect(writer.opened.entries.isEmpty, "\(length) bytes")
            try writer.append(entries()[0])
            #expect(try Journal.read(path: path).entries == [entries()[0]], "\(length) bytes")
        }
    }

    /// A whole object at the end that only a newer program understands is skipped and stays.
    @Test func aNewerLastLineWithoutAnEndIsKept() throws {
        let path = temporaryPath()
        try FileManager.default.createDirectory(atPath: path.folderOfPath, withIntermediateDirectories: true)
        let newer = #"{"act":"sung","rater":"x","seq":2,"time":""}"#
        try (Journal.line(entries()[0]) + Data(newer.utf8)).write(to: URL(fileURLWithPath: path))
        let writer = try JournalWriter(path: path)
        #expect(writer.opened.notes.map(\.isTornEnd) == [false])
        try writer.append(entries()[2])
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(text.contains(newer + "\n"))
        #expect(try Journal.read(path: path).entries == [entries()[0], entries()[2]])
    }

    @Test(arguments: ["\n", "\r\n", "\r"], ["", "\u{FEFF}"]) func lineEndsOfOtherSystemsAreRead(end: String, mark: String) throws {
        let lines = try entries().map { String(decoding: try Journal.line($0).dropLast(), as: UTF8.self) }
        let text = mark + lines.joined(separator: end)
        for whole in [text, text + end] {
            let contents = Journal.parse(Data(whole.utf8))
            #expect(contents.entries == entries() && contents.notes.isEmpty)
            #expect(contents.wholeLength == whole.utf8.count)
        }
    }
}
