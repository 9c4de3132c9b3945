// Two engines over many queries: per query what moved and what it is worth, worst first, and over all queries the
// difference with its paired interval.
import Domain

/// One query under two rankings.
package struct ComparedQuery: Equatable, Sendable {
    package let id: String
    package let moves: RankingMoves
    /// nil where nothing is known to be relevant.
    package let left, right: JudgedFigures?
    /// Documents of the two heads that nobody judged.
    package let unrated: Int

    /// What the change is worth: nDCG of the right side minus the left's.
    package var gain: Double? { left.flatMap { left in right.map { $0.ndcg - left.ndcg } } }
}

/// Two rankings of every query of a list.
package struct RankingComparison: Equatable, Sendable {
    /// Worst first: by gain, then, without one, the least alike first.
    package let queries: [ComparedQuery]
    /// Right minus left per figure, over the queries with a relevant document.
    package let differences: [PairedDifference]

    /// Pairs of query and document in the heads that nobody judged.
    package var unrated: Int { queries.reduce(0) { $0 + $1.unrated } }
    /// Mean rank-biased overlap.
    package var overlap: Double { queries.isEmpty ? 1 : queries.reduce(0) { $0 + $1.moves.overlap } / Double(queries.count) }

    /// - Parameters:
    ///   - rankings: per query its id and documents, best first.
    ///   - judgements: nil where there are none; then there are no figures.
    package init(rankings: [(id: String, left: [String], right: [String])], judgements: Judgements?, top: Int) {
        let highest = judgements?.highest ?? 1
        let compared = rankings.map { ranking in
            let grades = judgements?.grades[ranking.id] ?? [:]
            func figures(_ documents: [String]) -> JudgedFigures? {
                JudgedFigures(ranking: documents, grades: grades, top: top, highest: highest)
            }
            let moves = RankingMoves(left: ranking.left, right: ranking.right, top: top)
            let unrated = judgements?.isComplete ?? true ? 0 : moves.documents.count { grades[$0.document] == nil }
            return ComparedQuery(
                id: ranking.id, moves: moves, left: figures(ranking.left), right: figures(ranking.right),
                unrated: unrated)
        }
        queries = compared.sorted { Self.isWorse($0, $1) }
        let rated = compared.compactMap { query in
            query.left.flatMap { left in query.right.map { (left: left.values, right: $0.values) } }
        }
        differences = JudgedFigures.names.indices.compactMap { column in
            pairedDifference(
                figure: JudgedFigures.names[column], this: rated.map { $0.right[column] },
                other: rated.map { $0.left[column] })
        }
    }

    private static func isWorse(_ one: ComparedQuery, _ other: ComparedQuery) -> Bool {
        switch (one.gain, other.gain) {
        case (let gain?, let otherGain?): (gain, one.moves.overlap, one.id) < (otherGain, other.moves.overlap, other.id)
        case (nil, nil): (one.moves.overlap, one.id) < (other.moves.overlap, other.id)
        case (_?, nil): true
        case (nil, _?): false
        }
    }
}
