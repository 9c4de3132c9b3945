// Figures against values worked out by hand; interleaving and click logs against what they promise.
import Domain
import Evaluation
import Foundation
import Testing

@Suite struct JudgedFiguresTests {
    @Test func figuresByHand() throws {
        // grades shown 0, 2, 1; ideal 2, 1
        let found = JudgedFigures(ranking: ["x", "a", "b"], grades: ["a": 2, "b": 1, "x": 0], top: 3, highest: 2)
        let figures = try #require(found)
        let second: Double = log2(3.0), gain: Double = 2.0 / second + 0.5, ideal: Double = 2.0 + 1.0 / second
        #expect(abs(figures.ndcg - gain / ideal) < 1e-12)
        #expect(figures.precision == 2.0 / 3 && figures.reciprocalRank == 0.5)
        // stops: 0, 3/4, 1/4: 0 + 3/4/2 + 1/4*1/4/3
        #expect(abs(figures.err - (0.375 + 1.0 / 48)) < 1e-12)
    }

    @Test func nothingRelevantIsNoFigureAndShortListsCountAsWrong() throws {
        #expect(JudgedFigures(ranking: ["a"], grades: ["a": 0], top: 10, highest: 1) == nil)
        let figures = try #require(JudgedFigures(ranking: ["a"], grades: ["a": 1], top: 10, highest: 1))
        #expect(figures.precision == 0.1 && figures.ndcg == 1 && figures.err == 0.5)
    }

    @Test func judgementsAreReadWithTheirLines() throws {
        let judgements = try Judgements(text: "red%20mug 0 a 2\nred%20mug 0 b -1\n", name: "qrels")
        #expect(judgements.grades == ["red mug": ["a": 2, "b": 0]] && judgements.highest == 2)
        let fault = #expect(throws: InputFault.self) { try Judgements(text: "q 0 a 1\nq 0 a x\n", name: "qrels") }
        #expect(fault?.place == "qrels:2")
    }

    @Test func worstFirstWithPairedDifferencesAndUnratedPairs() throws {
        let judgements = Judgements(grades: ["p": ["a": 1], "q": ["a": 1, "b": 0]])
        let comparison = RankingComparison(
            rankings: [("p", ["b", "a"], ["a", "b"]), ("q", ["a", "b"], ["b", "a"]), ("r", ["a"], ["c"])],
            judgements: judgements, top: 2)
        #expect(comparison.queries.map(\.id) == ["q", "p", "r"])
        #expect(comparison.unrated == 3)
        let ndcg = try #require(comparison.differences.first { $0.figure == "ndcg" })
        #expect(ndcg.queries == 2 && ndcg.difference == 0 && ndcg.verdict == .luck)
        #expect(comparison.differences.map(\.figure) == JudgedFigures.names)
    }
}

@Suite struct TeamDraftTests {
    @Test func everyRoundHasOneOfEachAndNothingComesTwice() {
        var random = SeededGenerator(seed: 4)
        let a = ["a", "b", "c", "d"], b = ["b", "e", "a", "f"]
        let rows = teamDraft(a, b, top: 10, random: &random)
        #expect(Set(rows.map(\.document)) == Set(a + b) && rows.count == 6)
        for round in stride(from: 0, to: 4, by: 2) { #expect(rows[round].arm != rows[round + 1].arm) }
        var again = SeededGenerator(seed: 4)
        #expect(teamDraft(a, b, top: 10, random: &again) == rows)
    }

    @Test func bothArmsComeFirstEquallyOften() {
        var random = SeededGenerator(seed: 1)
        let first = (0..<1_000).count { _ in teamDraft(["a"], ["b"], top: 1, random: &random)[0].arm == .a }
        #expect((440...560).contains(first), "\(first)")
    }
}

@Suite struct ArmTests {
    @Test func intervalsByTheBook() throws {
        // Newcombe 1998: 56/70 and 48/80; Wilson of 56/70 is 0.6925 to 0.8775, the difference 0.2 from 0.0524 to 0.3339
        let one = try #require(EventRate(56, of: 70)), other = try #require(EventRate(48, of: 80))
        let difference = one.minus(other)
        #expect(abs(difference.difference - 0.2) < 1e-12)
        #expect(abs(difference.ci.low - 0.0524) < 1e-4 && abs(difference.ci.high - 0.3339) < 1e-4)
        #expect(EventRate(0, of: 0) == nil && EventRate(0, of: 10)?.ci.low == 0)
    }

    @Test(arguments: [
        (150, 20, ArmDecision.takeB), (101, 10, .undecided), (50, 10, .keepA), (150, 1, .contradictory),
    ])
    func decisions(clicked: Int, converted: Int, decision: ArmDecision) {
        let rows = [
            ShownRow(query: "q", document: "a", arm: .a, shown: 1_000, clicked: 100, converted: 10),
            ShownRow(query: "q", document: "b", arm: .b, shown: 1_000, clicked: clicked, converted: converted),
        ]
        #expect(ArmComparison(rows).decision == decision)
        #expect(ArmComparison(rows.prefix(1)).clicks == nil)
    }
}
