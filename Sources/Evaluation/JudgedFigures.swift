// Figures of a ranking against judgements, the ones search teams compare engines by, and the judgements themselves.
import Domain
import Foundation

/// Which documents were judged for which queries, and how good they are: 0 is not relevant.
package struct Judgements: Equatable, Sendable {
    package private(set) var grades: [String: [String: Int]] = [:]

    /// Everything that is not listed was judged too, and is not relevant: a catalog says so, raters do not.
    package private(set) var isComplete = false

    package init(grades: [String: [String: Int]] = [:], isComplete: Bool = false) {
        self.grades = grades
        self.isComplete = isComplete
    }

    /// The highest grade given, at least 1: what ERR measures a grade by.
    package var highest: Int { max(1, grades.values.flatMap(\.values).max() ?? 1) }

    /// The same under the first name of each query, for whatever of its names they are filed under: an id, else the words, folded
    /// where no name fits as it stands. What is asked nowhere keeps its name, because its grades set the scale.
    /// - Parameter names: per query its id, then what else it may be called.
    package func renamed(_ names: [[String]]) -> Judgements {
        let folded = Dictionary(grades.keys.sorted().map { ($0.folded, $0) }, uniquingKeysWith: { first, _ in first })
        var renamed = self
        for names in names {
            guard let id = names.first else { continue }
            let filed = names.first { grades[$0] != nil } ?? names.lazy.compactMap { folded[$0.folded] }.first
            if let filed { renamed.grades[id] = grades[filed] }
        }
        return renamed
    }

    /// Reads the text of a TREC judgements file, `query 0 document grade`; the session export writes it. Throws
    /// `InputFault` at `name:LINE`.
    package init(text: String, name: String) throws {
        for line in NumberedLine.filled(of: text) {
            let fields = line.fields, place = "\(name):\(line.number)"
            guard fields.count == 4 else {
                throw InputFault(place, "\(fields.count) fields", expected: "TREC judgements: query 0 document grade")
            }
            guard let grade = Int(fields[3]), (-100...100).contains(grade) else {
                throw InputFault(place, "grade \(fields[3])", expected: "a whole number, 100 at most")
            }
            grades[fields[0].withBlanks, default: [:]][fields[2].withBlanks] = max(0, grade)
        }
        guard !grades.isEmpty else { throw InputFault(name, "holds no judgement", expected: "query 0 document grade") }
    }
}

/// What one query's ranking is worth in its first rows.
package struct JudgedFigures: Equatable, Sendable, Codable {
    /// nDCG with linear gain (Järvelin and Kekäläinen 2002), as trec_eval computes it.
    package var ndcg: Double
    /// Share of relevant rows among the first k, missing rows counting as not relevant.
    package var precision: Double
    /// 1 over the rank of the first relevant row; 0 without one among the first k.
    package var reciprocalRank: Double
    /// Expected reciprocal rank (Chapelle et al. 2009): a reader stops at a row with the chance (2^grade - 1) / 2^highest.
    package var err: Double

    /// Their names in reports, in order.
    package static let names = ["ndcg", "p", "mrr", "err"]
    package var values: [Double] { [ndcg, precision, reciprocalRank, err] }

    /// - Parameters:
    ///   - ranking: documents, best first.
    ///   - grades: of this query's judged documents.
    ///   - highest: the highest grade of the judgements.
    /// - Returns: nil where nothing is relevant: no ranking could be better than another.
    package init?(ranking: [String], grades: [String: Int], top: Int, highest: Int) {
        let found = ranking.prefix(top).map { Double(grades[$0] ?? 0) }
        guard let gain = discountedGain(of: found, among: grades.values.map(Double.init), depth: top) else { return nil }
        ndcg = gain
        precision = Double(found.count { $0 > 0 }) / Double(top)
        reciprocalRank = found.firstIndex { $0 > 0 }.map { 1 / Double($0 + 1) } ?? 0
        err = Self.expectedReciprocalRank(found, highest: Double(highest))
    }

    private static func expectedReciprocalRank(_ grades: [Double], highest: Double) -> Double {
        var goesOn = 1.0
        var sum = 0.0
        for (place, grade) in grades.enumerated() {
            let stops = (exp2(grade) - 1) / exp2(highest)
            sum += goesOn * stops / Double(place + 1)
            goesOn *= 1 - stops
        }
        return sum
    }
}
