// Figures from rankings: worked by hand, and properties that hold for every ranking.
import Domain
import Evaluation
import Testing

@Suite struct RankingMetricsTests {
    @Test func aRankingWorkedByHand() throws {
        // Order by score: c(right) a(wrong) d(right) b(wrong).
        let result = try #require(
            rankingResult(scores: [0.8, 0.1, 0.9, 0.5], relevant: [false, false, true, true]))
        #expect(result.firstRank == 1)
        #expect(abs(result.averagePrecision - (1.0 + 2.0 / 3.0) / 2) < 1e-12)
    }

    @Test func nothingRelevantHasNoResult() {
        #expect(rankingResult(scores: [1, 2], relevant: [false, false]) == nil)
    }

    @Test func tiesCountWithTheirExpectedRank() throws {
        // One relevant among 9 equal scores is expected in the middle, two of them at a third and two thirds.
        let one = try #require(rankingResult(scores: .init(repeating: 1, count: 9), relevant: relevant([4], of: 9)))
        #expect(one.firstRank == 5)
        #expect(abs(one.averagePrecision - 1.0 / 5) < 1e-12)
        let two = try #require(rankingResult(scores: .init(repeating: 1, count: 8), relevant: relevant([0, 1], of: 8)))
        #expect(two.firstRank == 3)
        #expect(abs(two.averagePrecision - (1.0 / 3 + 2.0 / 6) / 2) < 1e-12)
    }

    @Test func theOrderOfTiedPicturesDoesNotMatter() throws {
        var generator = Draw(seed: 3)
        for _ in 0..<200 {
            let count = 1 + generator.below(12)
            let scores = (0..<count).map { _ in Float(generator.below(4)) }
            let right = (0..<count).map { _ in generator.below(3) == 0 }
            let order = Array(0..<count).sorted { _, _ in generator.below(2) == 0 }
            let one = rankingResult(scores: scores, relevant: right)
            let other = rankingResult(scores: order.map { scores[$0] }, relevant: order.map { right[$0] })
            #expect(one == other)
            if let one { #expect(one.firstRank >= 1 && one.averagePrecision > 0 && one.averagePrecision <= 1) }
        }
    }

    @Test func countingGivesWhatSortingWould() {
        var draw = Draw(seed: 4)
        for _ in 0..<300 {
            let count = 1 + draw.below(15)
            let scores = (0..<count).map { _ in Float(draw.below(6)) }
            let right = (0..<count).map { _ in draw.below(3) == 0 }
            #expect(rankingResult(scores: scores, relevant: right) == sorted(scores, right))
            let places = bestPlaces(4, of: scores) { right[$0] }
            let order = scores.indices.filter { right[$0] }.sorted { (scores[$1], $0) < (scores[$0], $1) }
            #expect(places == Array(order.prefix(4)))
        }
        #expect(bestPlaces(0, of: [1, 2]) == [])
    }

    /// The plain way: sort, walk down tie by tie.
    private func sorted(_ scores: [Float], _ relevant: [Bool]) -> RankingResult? {
        let wanted = relevant.count { $0 }
        guard wanted > 0 else { return nil }
        var result = RankingResult(firstRank: 0, averagePrecision: 0)
        var before = 0
        var found = 0
        for level in Set(scores).sorted(by: >) {
            let tie = scores.indices.filter { scores[$0] == level }
            let hits = tie.count { relevant[$0] }
            for hit in 0..<hits {
                let rank = Double(before) + Double(hit + 1) * Double(tie.count + 1) / Double(hits + 1)
                if result.firstRank == 0 { result.firstRank = rank }
                result.averagePrecision += Double(found + hit + 1) / rank
            }
            found += hits
            before += tie.count
        }
        result.averagePrecision /= Double(wanted)
        return result
    }

    @Test func figuresAreSharesOfTheQueries() throws {
        let results = [1.0, 4, 6, 20].map { RankingResult(firstRank: $0, averagePrecision: 1 / $0) }
        let figures = try #require(RankingFigures(results))
        #expect(figures.r1 == 0.25 && figures.r5 == 0.5 && figures.r10 == 0.75)
        #expect(RankingFigures([]) == nil)
    }

    @Test func chanceOfRecallIsTheHypergeometricOne() {
        #expect(abs(chanceOfRecall(at: 10, relevant: 1, gallery: 100) - 0.1) < 1e-12)
        #expect(abs(chanceOfRecall(at: 1, relevant: 3, gallery: 12) - 0.25) < 1e-12)
        #expect(abs(chanceOfRecall(at: 2, relevant: 2, gallery: 4) - 5.0 / 6) < 1e-12)
        #expect(chanceOfRecall(at: 10, relevant: 1, gallery: 10) == 1)
        #expect(chanceOfRecall(at: 10, relevant: 0, gallery: 10) == 0)
    }

    @Test func aShareHasAMargin() {
        #expect(abs(shareMargin(0.5, count: 100) - 0.098) < 1e-3)
        #expect(shareMargin(0, count: 50) == 0.02)
    }

    private func relevant(_ right: Set<Int>, of count: Int) -> [Bool] { (0..<count).map(right.contains) }
}

/// A small deterministic source of numbers.
struct Draw {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

    mutating func below(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(bound))
    }

    mutating func unit() -> Double { Double(below(1 << 24)) / Double(1 << 24) }
}
