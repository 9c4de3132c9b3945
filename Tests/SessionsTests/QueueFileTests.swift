// Queue files: what is written is read back, what is wrong is named with its line, and old journals stay readable.
import Domain
import Foundation
import Sessions
import Testing

@Suite struct QueueFileTests {
    private func reading(_ text: String) throws -> JudgeQueue {
        let path = NSTemporaryDirectory() + UUID().uuidString + ".jsonl"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return try QueueFile.read(path: path)
    }

    @Test func whatIsWrittenIsReadBack() throws {
        let items = [
            QueueItem(query: "red mug", image: "a b.png", instance: 3, productID: "p1", title: "赤い", rank: 2, score: 0.5),
            QueueItem(query: "靴", image: "c.png"),
        ]
        let scale = try #require(JudgeScale("no, partly, yes"))
        let queue = JudgeQueue(scale: scale, guidelines: "one\ntwo", items: items)
        #expect(try reading(QueueFile.text(queue, scale: "no, partly, yes")) == queue)
    }

    @Test(arguments: [
        ("{\"query\": \"a\"}", ":1", "image"), ("{\"query\": \"a\", \"image\": \"b\"}\n[]", ":2", "JSON"),
        ("{\"queue\": {\"scale\": \"0-0\"}}", ":1", "scale"), ("\n\n", ".jsonl", "no pair"),
        ("{\"query\": \"a\", \"image\": \"b\", \"instance\": -1}", ":1", "instance"),
    ])
    func whatIsWrongIsNamed(text: String, place: String, problem: String) throws {
        let fault = #expect(throws: InputFault.self) { try reading(text) }
        #expect(fault?.description.contains(place) == true && fault?.description.contains(problem) == true)
    }

    @Test func whatStandsBesideAVerdictSurvivesTheJournal() throws {
        let key = VerdictKey(query: "a", image: "b", instance: 1)
        let aside = Aside(state: .cannotTell, isFlagged: true, note: "x", box: Box(x: 0, y: 0.5, width: 1, height: 0.5), draft: "y")
        let entries = [aside, Aside()].enumerated().map {
            SessionEntry(sequence: $0.offset + 1, time: "t", rater: "r", act: .setAside(key, $0.element))
        }
        let contents = Journal.parse(try entries.map(Journal.line).reduce(Data(), +))
        #expect(contents.entries == entries && contents.notes.isEmpty)
        #expect(contents.memory.asides.isEmpty, "an empty one makes the pair pending again")
    }
}
