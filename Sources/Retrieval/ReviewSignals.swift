// Which pairs a person should look at first: what the maps, the rankings and earlier verdicts say against a row. Each signal
// is 0 (nothing to see) to 1 (look at this); an order by several takes the mean of a pair's places under each.
import Domain
import Evaluation
import Foundation

/// What a review order may go by.
package enum ReviewOrder: String, Sendable, CaseIterable {
    /// All signals that a pair has.
    case attention
    /// How evenly the region's weight lies over the picture.
    case spread
    /// Share of the weight on the patches at the picture's edge.
    case edge
    /// Share of the weight on patches that background queries own.
    case background
    /// Share of the weight on patches that other queries own.
    case owner
    /// How far the chance of being right lies from what was judged.
    case verdict
    /// How far the pooled checkpoints part.
    case checkpoints
}

extension SearchEngine {
    /// Signals of a pair by the index's maps; empty where the picture has none.
    /// - Throws: `InputFault` for a picture that is not in the index.
    package func mapSignals(of item: QueueItem) throws -> [ReviewOrder: Double] {
        let reading = try read(image: item.image, subject: nil, conditioned: false)
        guard let mine = reading.instances.first(where: { $0.instance == item.instance }) else { return [:] }
        let ring = mine.map.ring
        let total = max(1e-12, Double(mine.map.weights.reduce(0, +)))
        func share(_ part: (Int) -> Double) -> Double {
            mine.map.weights.indices.reduce(0) { $0 + Double(mine.map.weights[$1]) * part($1) } / total
        }
        let grounds = reading.instances.filter { $0.instance != item.instance && $0.isBackground }
        return [
            .spread: mine.map.evenness,
            .edge: share { ring[$0] ? 1 : 0 },
            .background: min(1, share { patch in grounds.reduce(0) { $0 + Double($1.owned[patch]) } }),
            .owner: share { 1 - Double(mine.owned[$0]) },
        ]
    }
}

extension PooledPair {
    /// How far the chance, or without one the rank, lies from an earlier verdict (0...1).
    /// - Parameter depth: rows of a ranking.
    package func contradiction(of verdict: Verdict, depth: Int) -> Double {
        let belief = probability.map(Double.init) ?? (item.rank > 0 ? 1 - Double(item.rank - 1) / Double(max(1, depth)) : 0)
        return abs(belief - (verdict.photoGrade > 0 ? 1 : 0))
    }
}

/// Pairs with their signals, what calls loudest first. Ties stay as they were.
package func reviewed(_ items: [QueueItem], by order: ReviewOrder) -> [QueueItem] {
    let loudness: [Double]
    if order == .attention {
        let names = Set(items.flatMap(\.signals.keys)).sorted()
        let places = names.map { name in placesAmongAll(items.map { $0.signals[name] }) }
        loudness = items.indices.map { item in
            let known = places.compactMap { $0[item] }
            return known.isEmpty ? 0 : known.reduce(0, +) / Double(known.count)
        }
    } else {
        loudness = items.map { $0.signals[order.rawValue] ?? -1 }
    }
    return items.indices.sorted { (loudness[$1], $0) < (loudness[$0], $1) }.map { items[$0] }
}

/// Where each value lies among all, 0 (lowest) to 1; equal values share a place.
private func placesAmongAll(_ values: [Double?]) -> [Double?] {
    let sorted = values.compactMap { $0 }.sorted()
    guard sorted.count > 1 else { return values.map { $0.map { _ in 0.5 } } }
    var place: [Double: Double] = [:]
    for (number, value) in sorted.enumerated() where place[value] == nil {
        place[value] = Double(number) / Double(sorted.count - 1)
    }
    return values.map { $0.flatMap { place[$0] } }
}
