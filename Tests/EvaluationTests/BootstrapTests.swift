// Intervals that hold what they promise, and differences that know luck.
import Domain
import Evaluation
import Foundation
import Testing

@Suite struct BootstrapTests {
    @Test func nineteenOfTwentyIntervalsHoldTheTruth() {
        var draw = Draw(seed: 5)
        var held = 0
        for _ in 0..<200 {
            let sample = (0..<80).map { _ in draw.unit() < 0.3 ? 1.0 : 0.0 }
            if Bootstrap.means([sample])[0].contains(0.3) { held += 1 }
        }
        #expect((178...199).contains(held), "\(held) of 200")
    }

    @Test func anIntervalNarrowsWithTheRootOfTheQueries() {
        var draw = Draw(seed: 6)
        let many = (0..<1_600).map { _ in draw.unit() }
        let wide = Bootstrap.means([Array(many.prefix(100))])[0]
        let narrow = Bootstrap.means([many])[0]
        let ratio = (wide.high - wide.low) / (narrow.high - narrow.low)
        #expect((3...5).contains(ratio), "\(ratio)")
    }

    @Test func theSameEveryTimeAndNothingFromNothing() {
        let column = (0..<30).map { Double($0 % 3) }
        #expect(Bootstrap.means([column]) == Bootstrap.means([column]))
        #expect(Bootstrap.means([column, column])[1] == Bootstrap.means([column])[0])
        #expect(Bootstrap.means([[]]) == [])
        #expect(Bootstrap.means([[0.5, 0.5]])[0] == Interval(low: 0.5, high: 0.5))
    }

    @Test func aRatioIsDrawnTogether() throws {
        let clean = (0..<50).map { Double($0 % 2) }
        let same = try #require(Bootstrap.ratio(clean, over: clean))
        #expect(same == Interval(low: 1, high: 1))
        let half = try #require(Bootstrap.ratio(clean.map { $0 / 2 }, over: clean))
        #expect(abs(half.low - 0.5) < 1e-12 && abs(half.high - 0.5) < 1e-12)
        #expect(Bootstrap.ratio([1, 1], over: [0, 0]) == nil)
    }

    @Test func figuresCarryTheirIntervals() throws {
        let results = (1...40).map { RankingResult(firstRank: Double($0), averagePrecision: 1 / Double($0)) }
        let figures = try #require(RankingFigures(withIntervals: results))
        #expect(figures.ci?.count == 4)
        let r10 = try #require(figures.ci?["r10"])
        #expect(r10.contains(figures.r10) && r10.low < 0.25 && r10.high > 0.25)
        let json = String(decoding: try JSONEncoder().encode(figures), as: UTF8.self)
        #expect(json.contains("\"ci\":{") && json.contains("\"r10\":["))
    }
}

@Suite struct ComparisonTests {
    @Test func equalRunsDifferByNothing() {
        let records = self.records { Double($0 % 2) }
        let differences = pairedDifferences(this: records, other: records)
        #expect(differences.map(\.figure) == ["a.r1"])
        #expect(differences[0].difference == 0 && differences[0].ci == Interval(low: 0, high: 0))
        #expect(differences[0].verdict == .luck)
    }

    @Test func aSteadySmallGainIsNoLuckAlthoughQueriesDifferWidely() {
        var draw = Draw(seed: 8)
        let other = (0..<200).map { _ in draw.unit() }
        let this = other.map { $0 + 0.02 + 0.01 * draw.unit() }
        let better = pairedDifference(figure: "x", this: this, other: other)
        #expect(better?.verdict == .better && (better?.ci.low ?? 0) > 0.02)
        #expect(pairedDifference(figure: "x", this: other, other: this)?.verdict == .worse)
        #expect(pairedDifference(figure: "x", this: [], other: []) == nil)
    }

    @Test func noiseIsCalledLuck() {
        var draw = Draw(seed: 9)
        var luck = 0
        for _ in 0..<60 {
            let one = (0..<60).map { _ in draw.unit() }
            let other = (0..<60).map { _ in draw.unit() }
            if pairedDifference(figure: "x", this: one, other: other)?.verdict == .luck { luck += 1 }
        }
        #expect(luck >= 51, "\(luck) of 60")
    }

    @Test func queriesArePairedById() {
        let this = records { Double($0) }
        let differences = pairedDifferences(this: this, other: this.reversed())
        #expect(differences[0].difference == 0 && differences[0].ci.high == 0)
        #expect(pairedDifferences(this: this, other: []).isEmpty)
    }

    private func records(_ value: (Int) -> Double) -> [QueryRecord] {
        (0..<20).map { QueryRecord(id: "p\($0)", results: ["a": ["r1": value($0)]]) }
    }
}
