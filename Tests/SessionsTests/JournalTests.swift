// The journal: every act goes through the file unchanged, whatever happens to the file's end or middle.
import Domain
import Foundation
import Sessions
import Testing

func temporaryPath(_ name: String = "session.jsonl") -> String {
    let folder = FileManager.default.temporaryDirectory.path + "/eclip-\(UUID().uuidString)"
    return folder + "/" + name
}

func verdict(_ query: String, image: String = "a b.png", grade: Grade = .good, reason: VerdictReason? = nil) -> Verdict
{
    let map = AttentionMap(rows: 1, columns: 2, axis: .picture, layer: 2, frame: .whole, weights: [0.25, 0.75])
    return Verdict(
        key: VerdictKey(query: query, image: image, instance: 2), grade: grade, reason: reason, note: "\"so, so\"\n靴",
        evidence: Evidence(
            modelSHA256: "m", indexSHA256: "i", rawQuery: query.uppercased(), rank: 3, score: 0.7512345,
            scoreKind: .instance, productID: "p1", recipe: "layer 2", map: map))
}

let everyAct: [SessionAct] = [
    .opened(OpenedAct(program: "eclip 1", modelSHA256: "m", index: "demo.index", pictures: 960)),
    .queried(QueriedAct(subject: .text("Ｒｅｄ 靴"), normalized: "red 靴", digest: "00ff00ff00ff00ff", total: 9)),
    .queried(
        QueriedAct(
            subject: .product("p1"), label: "赤い靴", normalized: "#p1", score: .blend, grouping: .product, origin: .jumped
        )),
    .queried(QueriedAct(subject: .picture("x/1.png", instance: nil), normalized: "x/1.png@?", origin: .back)),
    .looked(
        LookedAct(image: "x/1.png", rank: 4, instance: 2, view: .owners, outline: 0.8, language: .ja, pinned: "y.png")),
    .judged(JudgedAct(verdict: verdict("red 靴"), group: nil)),
    .judged(JudgedAct(verdict: verdict("red", grade: .bad, reason: .wrongRegion), group: 6)),
    .withdrawn(VerdictKey(query: "red", image: "a b.png", instance: 2)),
    .undone(8), .redone(8), .marked(MarkedAct(query: "red", images: ["a b.png", "靴.png"])),
    .marked(MarkedAct(query: "red", images: [], group: 6)),
    .queried(QueriedAct(subject: .text("mug + 0.75:x/1.png@2"), normalized: "mug", origin: .jumped, feedbackOf: .text("Mug"))),
    .opened(OpenedAct(program: "eclip", modelSHA256: "ab", index: "a.index", pictures: 3, catalog: "b/c.csv")),
]

func entries(_ acts: [SessionAct] = everyAct) -> [SessionEntry] {
    acts.enumerated().map {
        SessionEntry(sequence: $0.offset + 1, time: "2026-01-02T03:04:05.678Z", rater: "L 太郎", act: $0.element)
    }
}

@Suite struct JournalTests {
    @Test func everyActGoesThroughTheFileUnchanged() throws {
        let path = temporaryPath()
        do {
            let writer = try JournalWriter(path: path)
            for entry in entries() { try writer.append(entry) }
            try writer.sync()
        }
        let contents = try Journal.read(path: path)
        #expect(contents.entries == entries())
        #expect(contents.notes.isEmpty)
    }

    @Test(arguments: [
        (#""act":"undone","target":1,"seq":9223372036854775807"#, "a value that cannot be at \"seq\""),
        (#""act":"undone","target":1,"seq":-1"#, "a value that cannot be at \"seq\""),
        (#""act":"looked","rank":1,"view":"spotlight","outline":1e300,"language":"en","seq":1"#, "a value that cannot be at \"outline\""),
        (#""act":"looked","rank":1,"view":"spotlight","outline":0.6,"language":"en","seq":1,"instance":-9223372036854775808"#, "a value that cannot be at \"instance\""),
        (#""act":"queried","subject":{"text":"a"},"normalized":"a","score":"blend","grouping":"none","origin":"typed","total":1,"blend":1e300,"seq":1"#, "a value that cannot be at \"blend\""),
    ])
    func numbersThatNoSessionHasAreNamedAndSkipped(fields: String, problem: String) throws {
        let line = #"{"time":"t","rater":"r",\#(fields)}"# + "\n"
        let contents = Journal.parse(Data(line.utf8) + (try Journal.line(entries()[0])))
        #expect(contents.entries == [entries()[0]])
        #expect(contents.notes.map(\.problem) == [problem])
        #expect(contents.memory.nextSequence == 2)
    }

    @Test func aMapMustFillItsGrid() throws {
        let line = String(decoding: try Journal.line(entries()[5]), as: UTF8.self)
        for (rows, columns) in [("2", "2"), ("0", "2"), ("4611686018427387904", "8"), ("-1", "-2")] {
            let changed = line.replacing("\"columns\":2", with: "\"columns\":\(columns)").replacing("\"rows\":1", with: "\"rows\":\(rows)")
            let contents = Journal.parse(Data(changed.utf8))
            #expect(contents.entries.isEmpty && contents.notes.map(\.problem).first?.contains("map.") == true, "\(contents.notes)")
        }
    }

    @Test func aLineReadsAsASentence() throws {
        let line = String(decoding: try Journal.line(entries()[1]), as: UTF8.self)
        #expect(line.hasPrefix("{\"act\":\"queried\""))
        #expect(line.contains("\"subject\":{\"text\":\"Ｒｅｄ 靴\"}"))
        #expect(line.hasSuffix("}\n"))
    }

    /// Cut after every byte: the whole lines survive, the torn one is dropped with a note and the file can be written
    /// on.
    @Test func aTornEndIsDroppedWhereverItIsTorn() throws {
        let lines = try entries(Array(everyAct.prefix(3))).map(Journal.line)
        let whole = lines.reduce(Data(), +)
        let starts = lines.indices.map { lines.prefix($0).reduce(0) { $0 + $1.count } } + [whole.count]
        for length in 0...whole.count {
            let contents = Journal.parse(whole.prefix(length))
            let complete = starts.dropFirst().count { $0 <= length || $0 == length + 1 }
            #expect(contents.entries.count == complete, "\(length) bytes")
            let torn = length < whole.count && !starts.contains(length) && !starts.contains(length + 1)
            #expect(contents.notes.map(\.isTornEnd) == (torn ? [true] : []), "\(length) bytes")
        }
    }

    @Test(arguments: [0, 1, 7, 40]) func writingGoesOnAfterATornEnd(torn: Int) throws {
        let path = temporaryPath()
        let lines = try entries().map(Journal.line)
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try (lines[0] + lines[1].prefix(torn)).write(to: URL(fileURLWithPath: path))
        do {
            let writer = try JournalWriter(path: path)
            #expect(writer.opened.entries.count == 1)
            try writer.append(entries()[1])
        }
        let contents = try Journal.read(path: path)
        #expect(contents.entries == Array(entries().prefix(2)))
        #expect(contents.notes.isEmpty)
    }

    @Test func damagedLinesAreReportedAndSurvived() throws {
        var lines = try entries().map { String(decoding: try Journal.line($0), as: UTF8.self) }
        lines[2] = "{\"act\":\"danced\",\"rater\":\"x\",\"seq\":3,\"time\":\"\"}\n"
        lines[4] = "\u{0}\u{0}\u{0}\n"
        lines[5] = "{\"act\":\"judged\",\"rater\":\"x\",\"seq\":6,\"time\":\"\"}\n"
        let contents = Journal.parse(Data(lines.joined().utf8))
        #expect(contents.notes.map(\.line) == [3, 5, 6])
        #expect(contents.notes[0].problem == "unknown act \"danced\"")
        #expect(contents.notes[2].problem == "no \"verdict\"")
        #expect(contents.entries.count == everyAct.count - 3)
    }

    @Test func somethingElseIsRefused() throws {
        let path = temporaryPath("photo.png")
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try Data("GIF89a\n\n\u{1}\n".utf8).write(to: URL(fileURLWithPath: path))
        #expect(throws: InputFault.self) { try Journal.read(path: path) }
        #expect(throws: InputFault.self) { try JournalWriter(path: path) }
    }

    @Test func twoWritersAreRefused() throws {
        let path = temporaryPath()
        let first = try JournalWriter(path: path)
        let fault = #expect(throws: InputFault.self) { try JournalWriter(path: path) }
        #expect(fault?.problem.hasPrefix("another eclip is writing this session") == true)
        #expect(fault?.problem.contains("process \(ProcessInfo.processInfo.processIdentifier)") == true)
        try first.append(entries()[0])
        #expect(try Journal.read(path: path).entries.count == 1)
    }

    @Test func aFullDiskIsAFactAndLosesNothing() throws {
        guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
        let writer = try JournalWriter(path: "/dev/full")
        let fault = #expect(throws: InputFault.self) { try writer.append(entries()[0]) }
        #expect(fault?.problem.contains("No space left") == true)
    }

    @Test func timesAreRFC3339() {
        #expect(Journal.timestamp(Date(timeIntervalSince1970: 0.25)) == "1970-01-01T00:00:00.250Z")
    }

    @Test func theDefaultPlaceIsTheFolderOfSessionsOrTheStateFolder() throws {
        func path(_ environment: [String: String], _ folders: Set<String>, home: String? = nil) throws -> String {
            try defaultSessionPath(workingDirectory: "/w", environment: environment, home: { home }) { folders.contains($0) }
        }
        #expect(try path([:], ["/w/Sessions"]) == "/w/Sessions/mine.jsonl")
        #expect(try path(["HOME": "/h"], []) == "/h/.local/state/eclip/mine.jsonl")
        #expect(try path(["XDG_STATE_HOME": "/s"], ["/w/sessions"]) == "/s/eclip/mine.jsonl")
        #expect(try path(["XDG_STATE_HOME": "relative", "HOME": "/h"], []) == "/h/.local/state/eclip/mine.jsonl")
        for broken in [[:], ["HOME": ""], ["HOME": "here"]] as [[String: String]] {
            #expect(try path(broken, [], home: "/p") == "/p/.local/state/eclip/mine.jsonl")
            let fault = #expect(throws: InputFault.self) { try path(broken, []) }
            #expect(fault?.expected?.contains("--session FILE") == true)
        }
    }

    @Test(arguments: [PersonalFolder.state, .cache, .configuration]) func noPersonalFolderIsRelative(folder: PersonalFolder) {
        for home in [nil, "", "here", "./here"] {
            var environment = [folder.variable: "there"]
            environment["HOME"] = home
            #expect(folder.path(environment, home: { nil }) == nil)
            #expect(folder.path(environment, home: { "/p" })?.hasPrefix("/p/.") == true)
            #expect(throws: InputFault.self) { try folder.needed(environment, home: { nil }) }
        }
        #expect(folder.path([folder.variable: "/x", "HOME": "/h"]) == "/x/eclip")
    }
}

@Suite struct MemoryTests {
    @Test func undoSurvivesARestart() throws {
        var acts: [SessionAct] = [.judged(JudgedAct(verdict: verdict("q"))), .judged(JudgedAct(verdict: verdict("r")))]
        acts += [.undone(2)]
        let text = try entries(acts).map(Journal.line).reduce(Data(), +)
        var memory = Journal.parse(text).memory
        #expect(memory.verdicts.count == 1)
        #expect(memory.undone.map(\.sequence) == [2])
        memory.apply(.redone(2))
        #expect(memory.verdicts.count == 2)
        #expect(memory.nextSequence == 5)
    }

    @Test func undoOfAChangeBringsTheOldVerdictBack() {
        var memory = SessionMemory()
        memory.apply(.judged(JudgedAct(verdict: verdict("q"))))
        memory.apply(.judged(JudgedAct(verdict: verdict("q", grade: .bad))))
        memory.apply(.undone(2))
        #expect(memory.verdicts.values.map(\.grade) == [.good])
        memory.apply(.undone(99))
        #expect(memory.done.count == 1)
    }
}

@Suite struct ExportTests {
    var memory: SessionMemory {
        var memory = SessionMemory()
        memory.apply(.judged(JudgedAct(verdict: verdict("red 靴"))))
        memory.apply(.judged(JudgedAct(verdict: verdict("blue mug", grade: .bad))))
        memory.apply(
            .judged(JudgedAct(verdict: verdict("blue mug", image: "c.png", grade: .bad, reason: .wrongRegion))))
        return memory
    }

    @Test func qrelsHaveFourFieldsALine() throws {
        let text = try export(memory, as: .qrels)
        #expect(text == "blue%20mug 0 a%20b.png 0\nblue%20mug 0 c.png 1\nred%20靴 0 a%20b.png 1\n")
    }

    @Test func csvIsQuotedAndMayHaveABOM() throws {
        let text = try export(memory, as: .csv, bom: true)
        #expect(text.hasPrefix("\u{FEFF}query,raw_query,"))
        #expect(text.contains("\"\"\"so, so\"\"\n靴\""))
        #expect(text.contains("right_product_wrong_region"))
        #expect(text.hasSuffix("\r\n"))
    }

    @Test func jsonLinesDecodeToTheVerdicts() throws {
        let lines = try export(memory, as: .jsonl).split(separator: "\n")
        let verdicts = try lines.map { try JSONDecoder().decode(Verdict.self, from: Data($0.utf8)) }
        #expect(Set(verdicts.map(\.key)) == Set(memory.verdicts.keys))
    }
}
