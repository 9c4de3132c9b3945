// Every session in Sessions/Examples is a test: its acts are played again on the fixture's engine. Questions must get
// the same answers, verdicts must carry the same evidence, and the explorer must reopen where the session ended.
import Domain
import Explorer
import Foundation
import Sessions
import Support
import Testing

private let examples: [String] = {
    let folder = examplesFolder
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".jsonl") }.sorted()
}()

private var examplesFolder: String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Sessions/Examples").path
}

@Suite struct ReplayTests {
    @Test func thereAreExamples() {
        #expect(examples.count >= 3)
    }

    @Test(arguments: examples) func replays(name: String) throws {
        let contents = try Journal.read(path: examplesFolder + "/" + name)
        #expect(contents.notes.isEmpty)
        #expect(contents.entries.map(\.sequence) == Array(1...contents.entries.count))
        var stage = Stage()
        for entry in contents.entries { try stage.play(entry) }
        try stage.reopen(contents.memory)
    }
}

/// The engine's answers to the questions of a session.
private struct Stage {
    let engine = FixtureEngine()
    var answer: SearchAnswer?
    var normalized = ""

    mutating func play(_ entry: SessionEntry) throws {
        switch entry.act {
        case .opened(let opened):
            let health = try engine.health()
            #expect(opened.modelSHA256 == health.modelSHA256 && opened.index == health.index)
        case .queried(let queried): try ask(queried, entry.sequence)
        case .looked(let looked): check(looked, entry.sequence)
        case .judged(let judged): check(judged.verdict, entry.sequence)
        case .withdrawn, .setAside, .undone, .redone, .named, .marked: break
        }
    }

    private mutating func ask(_ queried: QueriedAct, _ sequence: Int) throws {
        let request = SearchRequest(
            queried.subject, top: 100, score: queried.score, grouping: queried.grouping, maps: true)
        let answer = try engine.search(request) { false }
        #expect(answer.digest == queried.digest, "entry \(sequence)")
        #expect(answer.total == queried.total, "entry \(sequence)")
        #expect(answer.reading.normalized == queried.normalized, "entry \(sequence)")
        self.answer = answer
    }

    private func check(_ looked: LookedAct, _ sequence: Int) {
        guard let image = looked.image else { return }
        #expect(answer?.matches.first { $0.rank == looked.rank }?.image == image, "entry \(sequence)")
    }

    private func check(_ verdict: Verdict, _ sequence: Int) {
        guard let match = answer?.matches.first(where: { $0.image == verdict.key.image }) else {
            Issue.record("entry \(sequence): no row for \(verdict.key.image)")
            return
        }
        let evidence = verdict.evidence
        #expect(verdict.key.instance == match.instance, "entry \(sequence)")
        #expect(evidence.rank == match.rank && evidence.productID == match.product.productID, "entry \(sequence)")
        #expect(abs(evidence.score - match.score) < 1e-5, "entry \(sequence)")
        #expect(evidence.map?.peak == match.map?.peak, "entry \(sequence)")
    }

    /// The explorer opened on this session stands where it ended.
    func reopen(_ memory: SessionMemory) throws {
        let state = try Rehearsal(engine: engine, opening: .restored(memory, note: nil)).state
        #expect(state.memory.verdicts == memory.verdicts)
        guard let place = memory.place else { return }
        #expect(state.subject == place.subject)
        if let image = memory.look.image { #expect(state.match?.image == image) }
        #expect(state.view == memory.look.view)
        #expect(state.trail == memory.trail)
    }
}

/// Writes the examples anew: `ECLIP_RECORD_EXAMPLES=1`. The run fails, so that recording is never taken for passing.
@Suite struct ExampleRecorder {
    static let isRecording = ProcessInfo.processInfo.environment["ECLIP_RECORD_EXAMPLES"] == "1"

    @Test(.enabled(if: isRecording)) func record() throws {
        try Self.write("judging.jsonl") { explorer in
            explorer.send(.type("red mug"), .idle)
            explorer.run(.down, .good, .good, .bad)
            explorer.run(.reason)
            explorer.send(.reason(.wrongRegion))
            explorer.run(.up, .note)
            explorer.send(.type("the mug is the other one"), .overlay(.accept))
            explorer.run(.undo, .undo, .redo, .mark, .mark, .bad, .first)
        }
        try Self.write("likeness.jsonl") { explorer in
            explorer.send(.type("yellow bell pepper"), .idle)
            explorer.run(.down, .down, .nextView, .enter, .down, .good, .enter, .down, .down)
            explorer.send(.idle)
            explorer.run(.back)
            explorer.send(.type("#p7"))
            explorer.run(.enter, .fold, .down)
        }
        try Self.write("japanese.jsonl", language: .ja) { explorer in
            explorer.send(.type("ｒｅｄ　ｓｈｏｅ"), .idle)
            explorer.run(.down, .down, .pin)
            explorer.send(.edit(.deleteToStart), .type("靴"), .idle)
            explorer.run(.focusRows, .bad, .nextView, .nextView)
        }
        Issue.record("the examples were recorded; look at them, then run without ECLIP_RECORD_EXAMPLES")
    }

    private static func write(
        _ name: String, language: Language = .en, _ play: (inout Rehearsal) throws -> Void
    ) throws {
        var explorer = try Rehearsal(engine: FixtureEngine(), language: language)
        try play(&explorer)
        explorer.send(.idle)
        var text = Data()
        for (position, act) in explorer.acts.enumerated() {
            let seconds = Date(timeIntervalSince1970: 1_767_225_600 + Double(position) * 2.5)
            text += try Journal.line(
                SessionEntry(sequence: position + 1, time: Journal.timestamp(seconds), rater: "example", act: act))
        }
        try text.write(to: URL(fileURLWithPath: examplesFolder + "/" + name))
    }
}
