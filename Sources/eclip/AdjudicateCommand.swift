// Where raters disagree, somebody decides: all versions are shown, the decision is an act in a session of its own.
import ArgumentParser
import Domain
import Files
import Foundation
import Sessions

struct AdjudicateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "adjudicate", abstract: "Settle what raters disagree on.",
        discussion: """
            Opens judge mode on the pairs with different grades, the widest apart first, with every rater's version under the \
            photo. Decisions are saved in --output with the versions they settle; 'eclip merge' it last. With --list nothing \
            is opened, and the exit status is 1 while a pair is unsettled.
            """)

    @OptionGroup var raters: RaterSessions
    @OptionGroup var files: ModelFiles
    @OptionGroup var drawing: DrawingFlags

    @Option(name: .long, help: ArgumentHelp("Session for the decisions; made where there is none.", valueName: "file"))
    var output: String

    @Option(name: .long, help: "Who decides.")
    var rater = "adjudicator"

    @Flag(name: .long, help: "Also pairs with the same grade for different reasons.")
    var reasons = false

    @Flag(name: .long, help: "First settle what more than half of a pair's raters agree on.")
    var majority = false

    @Flag(name: .long, help: "Only list the pairs, their versions and decisions.")
    var list = false

    @Flag(name: .long, help: "Print the list as JSON.")
    var json = false

    @Option(name: .long, help: "Grades: binary, 0-3, or names between commas, worst first; as many as occur where nothing is said.")
    var scale: String?

    @Option(name: .long, help: "Language of the screen: en or ja.")
    var lang: Language?

    func validate() throws {
        if let scale, JudgeScale(scale) == nil {
            throw ValidationError("--scale: \(scale) (expected binary, 0-3, or names between commas, worst first)")
        }
        if json, !list { throw ValidationError("--json: without --list") }
    }

    func run() throws {
        if !list || majority { _ = try OutputFile(output, as: .session, reading: raters.sessions + files.named) }
        var merge = try SessionMerge()
        try raters.add(to: &merge)
        let pairs = merge.merged().disagreements(reasonsToo: reasons)
        if majority { try settleByMajority(pairs) }
        let decided = try Journal.read(path: output).memory.verdicts
        if list { return try say(pairs, decided) }
        guard !pairs.isEmpty else { return StandardError.note("the raters agree on every pair") }
        try open(pairs)
    }

    /// Writes one group, so that one undo takes it back; pairs that are decided already stay.
    private func settleByMajority(_ pairs: [Disagreement]) throws {
        let writer = try sessionWriter(output)
        let memory = writer.opened.memory
        let open = pairs.filter { memory.verdicts[$0.key] == nil && $0.majority != nil }
        for (number, pair) in open.enumerated() {
            guard let verdict = pair.majority else { continue }
            let act = JudgedAct(
                verdict: verdict, group: number == 0 ? nil : memory.nextSequence, settles: pair.versions)
            try writer.append(
                SessionEntry(
                    sequence: memory.nextSequence + number, time: Journal.timestamp(Date()), rater: rater, act: .judged(act)))
        }
        try writer.sync()
        StandardError.note("\(open.count) pairs settled by majority")
    }

    private func say(_ pairs: [Disagreement], _ decided: [VerdictKey: Verdict]) throws {
        let unsettled = pairs.count { decided[$0.key] == nil }
        let words = DisagreementWords(pairs: pairs, decided: decided)
        try StandardOutput.write(json ? words.json + "\n" : words.text, asData: json)
        if unsettled > 0 { throw Ending.no }
    }

    /// Judge mode on a queue made for the occasion.
    private func open(_ pairs: [Disagreement]) throws {
        let highest = pairs.flatMap(\.versions).map(\.chosenGrade).max() ?? 1
        let words = scale ?? (highest > 1 ? "0-\(min(9, highest))" : "binary")
        var queue = JudgeQueue(scale: JudgeScale(words) ?? .binary, items: pairs.map(Self.item), keepsOrder: true)
        for pair in pairs { queue.versions[Self.item(pair).key] = pair.versions }
        let path = NSTemporaryDirectory() + "eclip-adjudicate-\(UUID().uuidString).jsonl"
        try OutputFile(path, as: .queue, reading: []).write(try QueueFile.text(queue, scale: words))
        defer { try? FileManager.default.removeItem(atPath: path) }
        var arguments = ["--judge", path, "--session", output, "--rater", rater, "--color", drawing.color.rawValue]
        if let checkpoint = files.checkpoint { arguments += ["--checkpoint", checkpoint] }
        if let index = files.index { arguments += ["--index", index] }
        if let lang { arguments += ["--lang", lang.rawValue] }
        if let glyphs = drawing.rung { arguments += ["--glyphs", glyphs.rawValue] }
        try ExploreCommand.parse(arguments).run()
    }

    private static func item(_ pair: Disagreement) -> QueueItem {
        let evidence = pair.verdicts[0].verdict.evidence
        let words = evidence.rawQuery.folded == pair.key.query ? evidence.rawQuery : pair.key.query
        var item = QueueItem(
            query: words, image: pair.key.image, instance: pair.key.instance, productID: evidence.productID)
        (item.rank, item.score, item.scoreKind) = (evidence.rank, evidence.score, evidence.scoreKind)
        return item
    }
}

/// The list as JSON and as a page.
struct DisagreementWords {
    let pairs: [Disagreement]
    let decided: [VerdictKey: Verdict]

    var json: String {
        JSON.object([
            ("pairs", .int(pairs.count)), ("unsettled", .int(pairs.count { decided[$0.key] == nil })),
            ("disagreements", .array(pairs.map(json))),
        ]).text
    }

    private func json(_ pair: Disagreement) -> JSON {
        let decision = decided[pair.key].map { JSON.int($0.level ?? ($0.grade == .good ? 1 : 0)) } ?? .null
        return .object([
            ("query", .string(pair.key.query)), ("image", .string(pair.key.image)), ("instance", .int(pair.key.instance)),
            ("spread", .int(pair.spread)), ("decision", decision),
            ("versions", .array(pair.versions.map { version in
                .object([
                    ("rater", .string(version.rater)), ("grade", .int(version.chosenGrade)),
                    ("reason", .optional(version.reason?.rawValue)), ("note", .optional(version.note)),
                ])
            })),
        ])
    }

    var text: String {
        guard !pairs.isEmpty else { return "the raters agree on every pair\n" }
        let lines = pairs.flatMap { pair -> [String] in
            let decision = decided[pair.key].map { "settled: \($0.level ?? ($0.grade == .good ? 1 : 0))" } ?? "unsettled"
            return ["\(pair.key.query)  \(pair.key.image)  \(pair.key.region): \(decision)"]
                + pair.versions.map { version in
                    let reason = version.reason.map { ", " + $0.rawValue } ?? ""
                    return "  \(version.rater): \(version.chosenGrade)\(reason)" + (version.note.map { " (\($0))" } ?? "")
                }
        }
        return lines.page
    }
}
