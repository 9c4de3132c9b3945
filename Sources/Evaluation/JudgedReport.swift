// One ranking scored by judgements, as trec_eval scores it: per query, worst first, and the means with their intervals. What
// nobody judged is counted beside the figures, because a figure over unrated rows says little.
import Domain

/// One query's ranking under its judgements.
package struct JudgedQuery: Equatable, Sendable {
    package let id: String
    /// Of the first rows; nil where no document is relevant.
    package let figures: JudgedFigures?
    /// Precision averaged over all relevant documents; those not ranked count 0. nil where no document is relevant.
    package let averagePrecision: Double?
    /// 1 over the rank of the first relevant row, however deep; nil where no document is relevant.
    package let reciprocalRank: Double?
    /// Rows of the head that nobody judged, and rows of the head.
    package let unrated, rows: Int

    /// nDCG@k, P@k, reciprocal rank, average precision, ERR@k; empty where no document is relevant.
    package var values: [Double] {
        guard let figures, let averagePrecision, let reciprocalRank else { return [] }
        return [figures.ndcg, figures.precision, reciprocalRank, averagePrecision, figures.err]
    }

    /// - Parameters:
    ///   - ranking: documents, best first, as deep as average precision shall look.
    ///   - grades: of this query's judged documents.
    ///   - highest: the highest grade of all judgements.
    package init(id: String, ranking: [String], grades: [String: Int], top: Int, highest: Int) {
        self.id = id
        figures = JudgedFigures(ranking: ranking, grades: grades, top: top, highest: highest)
        let head = ranking.prefix(top)
        (unrated, rows) = (head.count { grades[$0] == nil }, head.count)
        let relevant = grades.values.count { $0 > 0 }
        let places = ranking.indices.filter { grades[ranking[$0]] ?? 0 > 0 }
        guard relevant > 0 else {
            (averagePrecision, reciprocalRank) = (nil, nil)
            return
        }
        averagePrecision = places.enumerated().reduce(0) { $0 + Double($1.offset + 1) / Double($1.element + 1) } / Double(relevant)
        reciprocalRank = places.first.map { 1 / Double($0 + 1) } ?? 0
    }
}

/// A figure averaged over queries.
package struct JudgedMean: Equatable, Sendable {
    package let name: String
    package let mean: Double
    package let ci: Interval
}

/// A ranking of many queries.
package struct JudgedReport: Equatable, Sendable {
    package static let names = ["ndcg", "p", "mrr", "map", "err"]

    /// Worst first by nDCG; queries without a relevant document last.
    package let queries: [JudgedQuery]
    /// Empty where no query has a relevant document.
    package let means: [JudgedMean]
    package let top: Int

    /// Queries that the means are of.
    package var rated: Int { queries.count { $0.figures != nil } }
    package var unrated: Int { queries.reduce(0) { $0 + $1.unrated } }
    package var rows: Int { queries.reduce(0) { $0 + $1.rows } }

    package init(rankings: [(id: String, documents: [String])], judgements: Judgements, top: Int) {
        let highest = judgements.highest
        // By name, so that the same rows are drawn whatever order the queries come in.
        let judged = rankings.sorted { $0.id < $1.id }.map {
            JudgedQuery(
                id: $0.id, ranking: $0.documents, grades: judgements.grades[$0.id] ?? [:], top: top, highest: highest)
        }
        self.top = top
        queries = judged.sorted { one, other in
            (one.figures?.ndcg ?? 2, one.id) < (other.figures?.ndcg ?? 2, other.id)
        }
        let table = judged.map(\.values).filter { !$0.isEmpty }
        let columns = Self.names.indices.map { column in table.map { $0[column] } }
        let intervals = Bootstrap.means(columns)
        means = zip(zip(Self.names, columns), intervals).map { column, interval in
            JudgedMean(name: column.0, mean: column.1.reduce(0, +) / Double(column.1.count), ci: interval)
        }
    }

    /// A figure by its name, or `rated_share`, the judged part of the heads; nil for a name that is none.
    package func value(_ name: String) -> Double? {
        if name == "rated_share" { return rows > 0 ? 1 - Double(unrated) / Double(rows) : 0 }
        return means.first { $0.name == name }?.mean
    }
}
