// Queues from rankings: the first rows of every query under one or several checkpoints in one pool (as TREC pools runs),
// and a sample of it by category, so that rare kinds of product are judged too. A pair is words and a photo; the region
// shown is that of the first checkpoint, because a judge looks at one index.
import Domain

/// Where a pair stood under the rankings that were pooled.
package struct PooledPair: Sendable {
    package var item: QueueItem
    /// By ranking, from 1; nil where it was not among the rows.
    package var ranks: [Int?]
    /// Chance that the row is right, as the first ranking that has it says; nil without a calibration.
    package var probability: Float?
    package var category: String?

    /// How far the rankings part: 0 where all agree, 1 where one has it first and another not at all.
    package var disagreement: Double? {
        guard ranks.count > 1 else { return nil }
        let gains = ranks.map { $0.map { 1 / Double($0) } ?? 0 }
        return (gains.max() ?? 0) - (gains.min() ?? 0)
    }
}

/// Pairs gathered from rankings.
package struct QueuePool: Sendable {
    private struct Place: Hashable {
        let query: String
        let image: String
        /// nil where a photo is there once for its words, whatever its instance.
        var instance: Int?
    }

    private var places: [Place: Int] = [:]
    /// Rankings pooled so far.
    private var rankings = 0
    /// In the order they were found.
    package var pairs: [PooledPair] = []

    package init() {}

    package var items: [QueueItem] { pairs.map(\.item) }

    /// Begins the next ranking.
    package mutating func nextRanking() {
        rankings += 1
        for place in pairs.indices { pairs[place].ranks.append(nil) }
    }

    /// Adds an answer's rows to the current ranking; a photo that an earlier one put here keeps that one's instance.
    /// - Parameter category: of a product, by its id; nil where the catalog has none.
    package mutating func add(_ answer: SearchAnswer, query: String, category: (String) -> String?) {
        if rankings == 0 { nextRanking() }
        for match in answer.matches {
            let place = Place(query: query.folded, image: match.image)
            if let known = places[place] {
                pairs[known].ranks[rankings - 1] = match.rank
                continue
            }
            let item = QueueItem(
                query: query, image: match.image, instance: match.instance, productID: match.product.productID,
                title: match.product.title, rank: match.rank, score: match.score, scoreKind: answer.request.score)
            insert(item, probability: match.probability, category: category(item.productID))
            pairs[pairs.count - 1].ranks[rankings - 1] = match.rank
        }
    }

    /// Adds a pair that no ranking put here, once.
    /// - Parameter byInstance: another instance of the same photo is another pair.
    package mutating func insert(
        _ item: QueueItem, probability: Float? = nil, byInstance: Bool = false, category: String?
    ) {
        let place = Place(query: item.query.folded, image: item.image, instance: byInstance ? item.instance : nil)
        guard places[place] == nil else { return }
        places[place] = pairs.count
        let ranks = [Int?](repeating: nil, count: rankings)
        pairs.append(PooledPair(item: item, ranks: ranks, probability: probability, category: category))
    }

    /// At most `count` pairs of each category, drawn with a seed; the order stays.
    package func sampled(perCategory count: Int, seed: UInt64) -> [PooledPair] {
        var generator = SeededGenerator(seed: seed)
        let groups = Dictionary(grouping: pairs.indices) { pairs[$0].category ?? "" }
        let kept = groups.sorted { $0.key < $1.key }.flatMap { $0.value.shuffled(using: &generator).prefix(count) }
        return kept.sorted().map { pairs[$0] }
    }
}
