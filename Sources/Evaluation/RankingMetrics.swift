// Figures from one ranking and from many. Tied scores count with their expected rank, so that a model that gives every
// picture the same score gets what chance gives, whatever the order of the pictures in memory. A ranking is never
// sorted: a few answers among ten thousand pictures need only to know how many pictures stand above each.

/// What one query got from a gallery.
package struct RankingResult: Equatable, Sendable {
    /// Expected rank of the first relevant picture, from 1.
    package var firstRank: Double
    /// Average precision over all relevant pictures.
    package var averagePrecision: Double

    package init(firstRank: Double, averagePrecision: Double) {
        self.firstRank = firstRank
        self.averagePrecision = averagePrecision
    }

    /// The figures of this query alone, in the order of `RankingFigures.names`.
    package var values: [Double] {
        [firstRank <= 1 ? 1 : 0, firstRank <= 5 ? 1 : 0, firstRank <= 10 ? 1 : 0, averagePrecision]
    }
}

/// Figures over many queries.
package struct RankingFigures: Equatable, Sendable, Codable {
    /// Share of the queries with a relevant picture among the first 1, 5 and 10.
    package var r1, r5, r10: Double
    /// Mean average precision.
    package var map: Double
    /// 95 % intervals by name of the figure; nil where they were not asked for.
    package var ci: [String: Interval]?

    package static let names = ["r1", "r5", "r10", "map"]

    package init(r1: Double, r5: Double, r10: Double, map: Double, ci: [String: Interval]? = nil) {
        self.r1 = r1
        self.r5 = r5
        self.r10 = r10
        self.map = map
        self.ci = ci
    }

    /// Figures of results that have at least one relevant picture each; nil without any.
    package init?(_ results: [RankingResult]) {
        guard !results.isEmpty else { return nil }
        let count = Double(results.count)
        func recall(_ k: Double) -> Double { Double(results.count { $0.firstRank <= k }) / count }
        self.init(
            r1: recall(1), r5: recall(5), r10: recall(10),
            map: results.reduce(0) { $0 + $1.averagePrecision } / count)
    }

    /// The same with 95 % intervals over the queries.
    package init?(withIntervals results: [RankingResult]) {
        self.init(results)
        let rows = results.map(\.values)
        let intervals = Bootstrap.means(Self.names.indices.map { column in rows.map { $0[column] } })
        ci = Dictionary(uniqueKeysWithValues: zip(Self.names, intervals))
    }
}

/// What one scoring gains over another, query by query: mean differences with their 95 % intervals.
package struct RankingGain: Equatable, Sendable, Codable {
    package var r1, r5, r10, map: Double
    package var ci: [String: Interval]

    package init(r1: Double, r5: Double, r10: Double, map: Double, ci: [String: Interval]) {
        self.r1 = r1
        self.r5 = r5
        self.r10 = r10
        self.map = map
        self.ci = ci
    }
}

/// The result of one query.
/// - Parameters:
///   - scores: one per picture of the gallery, larger is better.
///   - relevant: one per picture.
/// - Returns: nil when nothing is relevant.
package func rankingResult(scores: [Float], relevant: [Bool]) -> RankingResult? {
    precondition(scores.count == relevant.count, "\(scores.count) scores for \(relevant.count) pictures")
    return rankingResult(scores: scores, answers: relevant.indices.filter { relevant[$0] })
}

/// The same, with the places of the relevant pictures.
package func rankingResult(scores: [Float], answers: [Int]) -> RankingResult? {
    guard !answers.isEmpty else { return nil }
    let ties = AnswerTies(scores: scores, answers: answers)
    var sum = 0.0
    var first: Double?
    var found = 0
    var before = 0
    for level in ties.levels.indices {
        before += ties.above[level]
        for hit in 0..<ties.hits[level] {
            let rank = expectedRank(of: hit, among: ties.hits[level], in: ties.equal[level], after: before)
            if first == nil { first = rank }
            sum += Double(found + hit + 1) / rank
        }
        found += ties.hits[level]
        before += ties.equal[level]
    }
    return RankingResult(firstRank: first ?? .infinity, averagePrecision: sum / Double(answers.count))
}

/// The scores that answers have, best first, and how many pictures stand between and on them.
private struct AnswerTies {
    let levels: [Float]
    /// Answers at each level.
    let hits: [Int]
    /// Pictures above each level and below the one before it; pictures exactly on it.
    private(set) var above, equal: [Int]

    init(scores: [Float], answers: [Int]) {
        let counts = Dictionary(grouping: answers) { scores[$0] }.mapValues(\.count)
        levels = counts.keys.sorted(by: >)
        hits = levels.map { counts[$0] ?? 0 }
        above = levels.map { _ in 0 }
        equal = above
        guard let lowest = levels.last else { return }
        for score in scores where score >= lowest {
            let level = firstLevel(notAbove: score)
            if levels[level] == score { equal[level] += 1 } else { above[level] += 1 }
        }
    }

    /// The first level at or below a score that is at least the lowest level.
    private func firstLevel(notAbove score: Float) -> Int {
        var low = 0
        var high = levels.count - 1
        while low < high {
            let middle = (low + high) / 2
            if levels[middle] > score { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// The places of the `count` largest scores, best first, ties by place.
package func bestPlaces(_ count: Int, of scores: [Float], where isAllowed: (Int) -> Bool = { _ in true }) -> [Int] {
    guard count > 0 else { return [] }
    var best: [Int] = []
    for place in scores.indices {
        if best.count == count, scores[place] <= scores[best[count - 1]] { continue }
        guard isAllowed(place) else { continue }
        var at = best.count
        while at > 0, scores[best[at - 1]] < scores[place] { at -= 1 }
        best.insert(place, at: at)
        if best.count > count { best.removeLast() }
    }
    return best
}

/// Where the `hit`th (from 0) of `hits` relevant pictures is expected when `size` pictures tie after `before` others:
/// the order statistic of a draw without replacement.
private func expectedRank(of hit: Int, among hits: Int, in size: Int, after before: Int) -> Double {
    Double(before) + Double(hit + 1) * Double(size + 1) / Double(hits + 1)
}

/// The chance that a random order of `gallery` pictures has one of `relevant` among the first `k`.
package func chanceOfRecall(at k: Int, relevant: Int, gallery: Int) -> Double {
    guard relevant > 0, gallery > 0 else { return 0 }
    guard k + relevant <= gallery else { return 1 }
    var missed = 1.0
    for draw in 0..<k { missed *= Double(gallery - relevant - draw) / Double(gallery - draw) }
    return 1 - missed
}

/// Half the width of the 95 % interval of a share measured on `count` queries (Wald), at least 1/count.
package func shareMargin(_ share: Double, count: Int) -> Double {
    guard count > 0 else { return 1 }
    return max(1 / Double(count), 1.96 * (share * (1 - share) / Double(count)).squareRoot())
}
