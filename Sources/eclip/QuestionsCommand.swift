// A list of questions with what was judged about each: what is handed on after a check before a launch. One line a question, those
// that nobody judged among them; status 1 as long as one is wrong or open.
import ArgumentParser
import Catalog
import Domain
import Foundation
import Retrieval
import Sessions

enum QuestionsForm: String, ExpressibleByArgument, CaseIterable {
    case table, csv, json
}

struct QuestionsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "questions", abstract: "Say of every question of a list what a session judged about it.",
        discussion: """
            right: what stands first now was judged good; wrong: it was judged bad; partly: only other rows were judged. Status 1 \
            unless every question is right. Without --index it asks the index that the session was opened on.
            """)

    @Argument(help: ArgumentHelp("A question a line, as explore --queries reads them; - is stdin.", valueName: "file"))
    var questions: String

    @Option(name: .long, help: ArgumentHelp("Session with the verdicts.", valueName: "file"))
    var session: String

    @OptionGroup var files: ModelFiles
    @OptionGroup var scoring: ScoreFlags

    @Option(name: .long, help: "table, csv, or json (an object a line).")
    var format = QuestionsForm.table

    /// A question with what it finds and what was said about it.
    private struct Line {
        let question: QuerySubject
        let answer: SearchAnswer?
        let checked: CheckedQuestion
        var first: Match? { answer?.matches.first }
    }

    func run() throws {
        let asked = try QuestionList(path: questions).subjects
        let memory = try readSession(session).memory
        let engine = try SearchEngine(checkpoint: files.checkpointPath(), index: index(memory.opened))
        let names = PhotoNames(in: engine, from: memory.opened?.index)
        let verdicts = Dictionary(grouping: memory.verdicts.values.map { $0.moved(by: names.name(of:)) }, by: \.key.query)
        var seen: Set<String> = []
        let lines = asked.filter { seen.insert($0.key).inserted }.map { line($0, verdicts[$0.key] ?? [], engine) }
        try StandardOutput.write(text(lines), asData: format != .table)
        if asked.count > lines.count { StandardError.note("\(asked.count - lines.count) questions stand there twice") }
        StandardError.note(summary(lines))
        if lines.contains(where: { $0.checked.state != .right }) { throw Ending.no }
    }

    /// The index named, else the one that the session was opened on where it is still there, else the bundled one.
    private func index(_ opened: OpenedAct?) throws -> String {
        if let own = opened?.index, files.index == nil, FileManager.default.fileExists(atPath: own) { return own }
        return try files.indexPath()
    }

    /// A question that cannot be asked any more is a line all the same.
    private func line(_ question: QuerySubject, _ verdicts: [Verdict], _ engine: SearchEngine) -> Line {
        let answer = try? engine.search(SearchRequest(question, top: 2, score: scoring.score, blend: scoring.blend))
        let first = answer?.matches.first.map { ($0.image, $0.instance) }
        return Line(question: question, answer: answer, checked: CheckedQuestion(first: first, verdicts: verdicts))
    }

    private func summary(_ lines: [Line]) -> String {
        let counts = QuestionState.allCases.map { state in
            "\(lines.count { $0.checked.state == state }) \(state.rawValue)"
        }
        return "\(lines.count) questions: " + counts.joined(separator: ", ")
    }

    private static let columns = [
        "question", "state", "p", "first_image", "first_title", "missing_words", "unseen_words", "good", "bad", "reasons", "notes",
    ]

    private static func fields(_ line: Line) -> [String] {
        [
            line.question.typed, line.checked.state.rawValue, line.first?.probability.map { threeDecimals(Double($0)) } ?? "",
            line.first?.image ?? "", line.first?.product.title ?? "", (line.answer?.missingWords ?? []).joined(separator: " "),
            (line.answer?.reading.unseenWords ?? []).joined(separator: " "), String(line.checked.good), String(line.checked.bad),
            line.checked.reasons.map(\.rawValue).joined(separator: " "), line.checked.notes.joined(separator: " / "),
        ]
    }

    private func text(_ lines: [Line]) -> String {
        switch format {
        case .csv: return ([Self.columns] + lines.map(Self.fields)).map(CSVWriter.line).joined()
        case .json: return lines.map { Self.json($0) + "\n" }.joined()
        case .table: return lines.map(Self.row).page
        }
    }

    private static func json(_ line: Line) -> String {
        func words(_ words: [String]) -> JSON { .array(words.map(JSON.string)) }
        return JSON.object([
            ("question", .string(line.question.typed)), ("state", .string(line.checked.state.rawValue)),
            ("p", line.first?.probability.map { .number(Double($0)) } ?? .null),
            ("first_image", line.first.map { .string($0.image) } ?? .null),
            ("first_title", line.first.map { .string($0.product.title) } ?? .null),
            ("missing_words", words(line.answer?.missingWords ?? [])),
            ("unseen_words", words(line.answer?.reading.unseenWords ?? [])), ("good", .int(line.checked.good)),
            ("bad", .int(line.checked.bad)), ("reasons", words(line.checked.reasons.map(\.rawValue))),
            ("notes", words(line.checked.notes)),
        ]).text
    }

    private static func row(_ line: Line) -> String {
        let chance = line.first?.probability.map { "\(Int(($0 * 100).rounded()))%" } ?? "-"
        var text = line.checked.state.rawValue.padding(toLength: 9, withPad: " ", startingAt: 0)
        text += String(repeating: " ", count: max(0, 4 - chance.count)) + chance + "  " + line.question.typed
        text += "  first: " + (line.first?.product.name ?? "nothing")
        if let missing = line.answer?.missingWords, !missing.isEmpty { text += "  not in its titles: " + missing.joined(separator: ", ") }
        if let unseen = line.answer?.reading.unseenWords, !unseen.isEmpty {
            text += "  never seen in training: " + unseen.joined(separator: ", ")
        }
        if line.checked.good + line.checked.bad > 0 { text += "  +\(line.checked.good) x\(line.checked.bad)" }
        let said = line.checked.reasons.map { $0.rawValue.replacing("_", with: " ") } + line.checked.notes
        return text + (said.isEmpty ? "" : "  (" + said.joined(separator: "; ") + ")")
    }
}
