// Figures from one ranking and from many. Tied scores count with their expected rank, so that a model that gives every
// picture the same score gets what chance gives, whatever the order of the pictures in memory.

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
}

/// Figures over many queries.
package struct RankingFigures: Equatable, Sendable, Codable {
    /// Share of the queries with a relevant picture among the first 1, 5 and 10.
    package var r1, r5, r10: Double
    /// Mean average precision.
    package var map: Double

    package init(r1: Double, r5: Double, r10: Double, map: Double) {
        self.r1 = r1
        self.r5 = r5
        self.r10 = r10
        self.map = map
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
}

/// The result of one query.
/// - Parameters:
///   - scores: one per picture of the gallery, larger is better.
///   - relevant: one per picture.
/// - Returns: nil when nothing is relevant.
package func rankingResult(scores: [Float], relevant: [Bool]) -> RankingResult? {
    precondition(scores.count == relevant.count, "\(scores.count) scores for \(relevant.count) pictures")
    let wanted = relevant.count { $0 }
    guard wanted > 0 else { return nil }
    let order = scores.indices.sorted { scores[$0] > scores[$1] }
    var sum = 0.0
    var first: Double?
    var found = 0
    var start = 0
    while start < order.count, found < wanted {
        let end = endOfTie(from: start, order: order, scores: scores)
        let hits = order[start..<end].count { relevant[$0] }
        for hit in 0..<hits {
            let rank = expectedRank(of: hit, among: hits, in: end - start, after: start)
            if first == nil { first = rank }
            sum += Double(found + hit + 1) / rank
        }
        found += hits
        start = end
    }
    return RankingResult(firstRank: first ?? .infinity, averagePrecision: sum / Double(wanted))
}

/// The first place after `start` whose score differs.
private func endOfTie(from start: Int, order: [Int], scores: [Float]) -> Int {
    var end = start + 1
    while end < order.count, scores[order[end]] == scores[order[start]] { end += 1 }
    return end
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
