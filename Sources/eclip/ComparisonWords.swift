// A comparison for people and as JSON.
import Domain
import Evaluation
import Foundation

/// "0.512", "-0.081".
func threeDecimals(_ value: Double) -> String { String(format: "%.3f", value) }

struct ComparisonWords {
    private let comparison: RankingComparison
    private let names: [String]
    private let top: Int
    private let isASCII: Bool
    /// Queries listed for a person; JSON has them all.
    private static let shown = 20
    /// Below this many queries a bootstrap interval is too narrow.
    private static let few = 20

    init(_ comparison: RankingComparison, names: [String], top: Int, isASCII: Bool) {
        (self.comparison, self.names, self.top, self.isASCII) = (comparison, names, top, isASCII)
    }

    // MARK: Words

    var text: String {
        let head = ["left   \(names[0])", "right  \(names[1])"]
        let body = comparison.queries.count == 1 ? comparison.queries.flatMap(moves) : list
        return (head + figures + body).page
    }

    private var figures: [String] {
        guard !comparison.differences.isEmpty else { return [] }
        let rows = comparison.differences.map { row in
            let name = "\(Self.names[row.figure] ?? row.figure)@\(top)".padding(toLength: 9, withPad: " ", startingAt: 0)
            return "\(name) \(threeDecimals(row.other)) -> \(threeDecimals(row.this))  "
                + "\(signed(row.difference)) \(row.ci.words)  \(row.verdict == .luck ? "no more than luck" : row.verdict.rawValue)"
        }
        let count = comparison.differences[0].queries
        return ["", "over \(count) of \(comparison.queries.count) queries with a relevant document"] + rows
            + (count < Self.few ? ["fewer than \(Self.few) queries: intervals from so few promise too much"] : [])
            + ["\(comparison.unrated) pairs of query and document unrated"]
    }

    private static let names = ["ndcg": "nDCG", "p": "P", "mrr": "MRR", "err": "ERR"]

    private var list: [String] {
        let rows = comparison.queries.prefix(Self.shown).map { query in
            let gain = query.gain.map(signed) ?? "     -"
            return "\(gain)   \(threeDecimals(query.moves.overlap))  \(padded(query.moves.both, 4))  "
                + "\(padded(query.unrated, 7))  \(query.id)"
        }
        let more = comparison.queries.count - rows.count
        return ["", "worst first", "  nDCG  overlap  both  unrated  query"] + rows
            + (more > 0 ? ["and \(more) more (--json has all)"] : [])
    }

    private func moves(_ query: ComparedQuery) -> [String] {
        let moves = query.moves
        let summary = "overlap \(threeDecimals(moves.overlap)), \(moves.both) in both, "
            + "\(moves.onlyLeft.count) only left, \(moves.onlyRight.count) only right"
        return ["", summary, "rank  was  move  document"] + moves.documents.map { row in
            let rank = row.move == .gone ? row.right.map { "(\($0))" } ?? "-" : row.right.map(String.init) ?? "-"
            let was = row.left.map(String.init) ?? "-"
            let sign = mark(row.move)
            let blanks = String(repeating: " ", count: max(0, 4 - sign.count))
            return "\(padded(rank, 4)) \(padded(was, 4))  \(sign)\(blanks)  \(row.document)"
        }
    }

    private func mark(_ move: RankMove) -> String {
        switch move {
        case .same: "="
        case .up(let places): (isASCII ? "^" : "↑") + String(places)
        case .down(let places): (isASCII ? "v" : "↓") + String(places)
        case .new: "new"
        case .gone: "gone"
        }
    }

    private func signed(_ value: Double) -> String { (value < 0 ? "" : "+") + threeDecimals(value) }

    private func padded(_ value: some CustomStringConvertible, _ width: Int) -> String {
        let text = value.description
        return String(repeating: " ", count: max(0, width - text.count)) + text
    }

    // MARK: JSON

    var json: JSON {
        .object([
            ("left", .string(names[0])), ("right", .string(names[1])), ("top", .int(top)),
            ("overlap", .number(comparison.overlap)), ("unrated", .int(comparison.unrated)),
            ("gain", .string("linear")),
            ("figures", .array(comparison.differences.map(Self.json))),
            ("queries", .array(comparison.queries.map(Self.json))),
        ])
    }

    private static func json(_ row: PairedDifference) -> JSON {
        .object([
            ("figure", .string(row.figure)), ("left", .number(row.other)), ("right", .number(row.this)),
            ("difference", .number(row.difference)), ("ci", row.ci.json), ("verdict", .string(row.verdict.rawValue)),
            ("queries", .int(row.queries)),
        ])
    }

    private static func json(_ query: ComparedQuery) -> JSON {
        .object([
            ("id", .string(query.id)), ("overlap", .number(query.moves.overlap)), ("both", .int(query.moves.both)),
            ("only_left", .strings(query.moves.onlyLeft)), ("only_right", .strings(query.moves.onlyRight)),
            ("gain", .optional(query.gain)), ("unrated", .int(query.unrated)), ("left", json(query.left)),
            ("right", json(query.right)), ("documents", .array(query.moves.documents.map(json))),
        ])
    }

    private static func json(_ figures: JudgedFigures?) -> JSON {
        guard let figures else { return .null }
        return .object(zip(JudgedFigures.names, figures.values).map { ($0, .number($1)) })
    }

    private static func json(_ row: MovedDocument) -> JSON {
        let places: Int? =
            switch row.move {
            case .same: 0
            case .up(let places): places
            case .down(let places): -places
            case .new, .gone: nil
            }
        let name: String =
            switch row.move {
            case .same: "same"
            case .up: "up"
            case .down: "down"
            case .new: "new"
            case .gone: "gone"
            }
        return .object([
            ("document", .string(row.document)), ("left", .optional(row.left)), ("right", .optional(row.right)),
            ("move", .string(name)), ("places", .optional(places)),
        ])
    }
}

extension Interval {
    /// `[low, high]`
    var json: JSON { .array([.number(low), .number(high)]) }
}
