// What the verdicts of a session would change about a question, as the explorer's page R shows it: the question and the judged
// instances as a sum, its rows, and where each stands now.
import Domain
import Evaluation
import Explorer
import Retrieval
import Sessions

struct FeedbackSearch {
    private let sum: String
    private let good, bad: Int
    private let rows: [Row]

    private struct Row {
        let match: Match
        /// Rank among the rows of the question itself; nil below them.
        let before: Int?
        let verdict: Grade?
    }

    /// Throws `InputFault` where the session cannot be read or judges nothing of the question, and what a search throws.
    init(engine: SearchEngine, session: String, request: SearchRequest) throws {
        let memory = try readSession(session).memory
        let judged = { (grade: Grade) in
            Rocchio.judged(grade, on: request.subject.key, in: memory.done, of: memory).map { Self.here($0, engine) }
        }
        let good = judged(.good), bad = judged(.bad)
        guard !good.isEmpty || !bad.isEmpty else { throw Self.nothing(request.subject, memory, session) }
        (self.good, self.bad) = (good.count, bad.count)
        sum = Rocchio.words(request.subject, good: good, bad: bad)
        var asked = request
        asked.subject = .text(sum)
        // The screen has sixty rows: what comes from further down is new to it.
        var shown = request
        shown.top = request.top == 0 ? 0 : max(request.top, 60)
        let before = try engine.search(shown).matches
        let ranks = Dictionary(before.map { ($0.image, $0.rank) }, uniquingKeysWith: min)
        let grades = Dictionary(good.map { ($0, Grade.good) } + bad.map { ($0, .bad) }, uniquingKeysWith: { first, _ in first })
        rows = try engine.search(asked).matches.map { match in
            let key = VerdictKey(query: request.subject.key, image: match.image, instance: match.instance)
            return Row(match: match, before: ranks[match.image], verdict: grades[key])
        }
    }

    /// The same instance as this index names its photo.
    private static func here(_ key: VerdictKey, _ engine: SearchEngine) -> VerdictKey {
        VerdictKey(query: key.query, image: engine.image(called: key.image), instance: key.instance)
    }

    private static func nothing(_ subject: QuerySubject, _ memory: SessionMemory, _ session: String) -> InputFault {
        let judged = Set(memory.verdicts.keys.map(\.query)).sorted()
        let named = judged.prefix(5).joined(separator: ", ") + (judged.count > 5 ? ", …" : "")
        return InputFault(
            session, "no verdict on \(subject.key)", expected: judged.isEmpty ? "a session with verdicts" : "one of its questions: \(named)")
    }

    // MARK: Words and JSON

    /// Two lines about the sum and a row a photo: rank, move, verdict, query, what it is filed as, the photo.
    var text: String {
        let counts = [good > 0 ? "more like \(good) good" : nil, bad > 0 ? "less like \(bad) bad" : nil].compactMap { $0 }
        let lines = rows.map { row in
            let rank = String(row.match.rank), move = Self.move(row.before, row.match.rank)
            let sign = row.verdict.map { $0 == .good ? "+" : "x" } ?? " "
            return [
                String(repeating: " ", count: max(0, 4 - rank.count)) + rank, Self.padded(move, 5), sign,
                String(InstanceReading.letter(row.match.instance)), row.match.product.name, row.match.image,
            ].joined(separator: "  ")
        }
        return ([counts.joined(separator: ", "), sum, ""] + lines).joined(separator: "\n") + "\n"
    }

    private static func move(_ before: Int?, _ after: Int) -> String {
        guard let before else { return "new" }
        return before == after ? "=" : before > after ? "+\(before - after)" : "-\(after - before)"
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    var json: JSON {
        .object([
            ("sum", .string(sum)), ("good", .int(good)), ("bad", .int(bad)),
            ("rows", .array(rows.map { row in
                .object([
                    ("rank", .int(row.match.rank)), ("rank_before", .optional(row.before)),
                    ("verdict", .optional(row.verdict?.rawValue)), ("image", .string(row.match.image)),
                    ("instance", .int(row.match.instance)), ("product_id", .string(row.match.product.productID)),
                    ("title", .string(row.match.product.name)),
                ])
            })),
        ])
    }
}
