// Figures of one ranking by judgements, against numbers worked out by hand with trec_eval's definitions.
import Evaluation
import Foundation
import Testing

private func isNear(_ value: Double?, _ expected: Double) -> Bool { value.map { abs($0 - expected) < 1e-9 } ?? false }

@Suite struct JudgedReportTests {
    private let judgements = Judgements(grades: ["q": ["a": 2, "b": 0, "c": 1, "e": 1], "r": ["x": 1], "none": ["y": 0]])

    @Test func figuresAreThoseOfTrecEval() {
        let query = JudgedQuery(
            id: "q", ranking: ["b", "a", "d", "c"], grades: judgements.grades["q"] ?? [:], top: 3, highest: 2)
        let best = 2 + 1 / log2(3.0) + 1 / 2
        #expect(isNear(query.figures?.ndcg, (2 / log2(3)) / best))
        #expect(isNear(query.figures?.precision, 1.0 / 3))
        #expect(isNear(query.reciprocalRank, 0.5))
        #expect(isNear(query.averagePrecision, (1.0 / 2 + 2.0 / 4) / 3), "what is not ranked counts 0")
        #expect(query.unrated == 1 && query.rows == 3)
    }

    @Test func meansLeaveOutQueriesWithoutAnAnswer() {
        let report = JudgedReport(
            rankings: [("q", ["a", "c", "e"]), ("r", ["z", "x"]), ("none", ["y"])], judgements: judgements, top: 10)
        #expect(report.rated == 2 && report.queries.map(\.id) == ["r", "q", "none"], "worst first, no answer last")
        #expect(isNear(report.value("mrr"), 0.75) && isNear(report.value("map"), 0.75))
        #expect(isNear(report.value("ndcg"), (1 + 1 / log2(3.0)) / 2))
        #expect(isNear(report.value("rated_share"), 5.0 / 6))
        #expect(report.value("nothing") == nil)
    }

    @Test func nothingRelevantIsNoFigure() {
        let report = JudgedReport(rankings: [("none", ["y"])], judgements: judgements, top: 10)
        #expect(report.means.isEmpty && report.value("ndcg") == nil && report.queries[0].values.isEmpty)
    }
}
