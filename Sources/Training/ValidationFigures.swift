// What a measurement on the held-out part says: how well titles find photos, in all and by category, and what the
// instance queries do.
import Domain
import Evaluation
import Networks
import Tensors

/// How well held-out titles find held-out scenes.
package struct ValidationFigures: Sendable, Equatable, Codable {
    package var queries: Int
    package var gallery: Int
    /// By instances (by the global vector in a global-only model).
    package var instance: RankingFigures
    package var global: RankingFigures
    /// Held-out products asked for.
    package var products = 0
    /// What each instance query does; empty in a global-only model.
    package var uses: [QueryUse] = []
    /// Mean entropy of the winning queries' maps, 0 (one patch) ... 1 (all alike); nil in a global-only model.
    package var mapSpread: Double?
    /// In alphabetical order.
    package var categories: [Category] = []

    package init(queries: Int, gallery: Int, instance: RankingFigures, global: RankingFigures) {
        (self.queries, self.gallery, self.instance, self.global) = (queries, gallery, instance, global)
    }

    /// From 1.
    package var deadQueries: [Int] { uses.indices.filter { uses[$0].isDead(among: uses.count) }.map { $0 + 1 } }
    /// From 1.
    package var backgroundQueries: [Int] { uses.indices.filter { uses[$0].isBackground(among: uses.count) }.map { $0 + 1 } }

    /// One category of the held-out products.
    package struct Category: Sendable, Equatable, Codable {
        package var name: String
        package var queries: Int
        /// By instances.
        package var r10: Double

        static func all(_ asked: [(category: String?, result: RankingResult)]) -> [Category] {
            let named = asked.compactMap { category, result in category.map { ($0, result) } }
            return Dictionary(grouping: named, by: \.0).compactMap { name, members in
                RankingFigures(members.map(\.1)).map { Category(name: name, queries: members.count, r10: $0.r10) }
            }.sorted { $0.name < $1.name }
        }
    }

    /// The categories found worst, the worst first, of those asked for at least `least` times.
    package func worstCategories(_ count: Int, askedAtLeast least: Int = 3) -> [Category] {
        let known = categories.filter { $0.queries >= least }
        return Array(known.sorted { ($0.r10, $0.name) < ($1.r10, $1.name) }.prefix(count))
    }
}

/// Figures, and the average precision of each held-out product for comparing two models.
package struct Measurement: Sendable {
    package var figures: ValidationFigures
    package var precisions: [Float]

    package init(figures: ValidationFigures, precisions: [Float]) {
        self.figures = figures
        self.precisions = precisions
    }
}

/// What the instance queries did over some pictures.
struct QueryCounts: Sendable {
    private var owned: [Int] = []
    private var wins: [Int] = []
    private var spread = 0.0
    private var answers = 0

    /// - Parameters:
    ///   - answers: for each picture and title that belong together, the picture's place in the batch and the query that won.
    mutating func count(_ found: PictureEncoding, answers: [(picture: Int, query: Int)]) {
        let (pictures, queries, patches) = (found.owned.shape[0], found.owned.shape[1], found.owned.shape[2])
        var one = QueryCounts()
        one.owned = [Int](repeating: 0, count: queries)
        one.wins = one.owned
        for owner in Self.owners(found.owned.values, pictures, queries, patches) { one.owned[owner] += 1 }
        let share = found.share.values
        for (picture, query) in answers {
            one.wins[query] += 1
            let start = (picture * queries + query) * patches
            one.spread += Evaluation.spread(of: Array(share[start..<start + patches]))
        }
        one.answers = answers.count
        add(one)
    }

    /// The query that owns each patch: the one with the largest share.
    private static func owners(_ owned: [Float], _ pictures: Int, _ queries: Int, _ patches: Int) -> [Int] {
        (0..<pictures * patches).map { place in
            let start = place / patches * queries * patches + place % patches
            return (0..<queries).max { owned[start + $0 * patches] < owned[start + $1 * patches] } ?? 0
        }
    }

    mutating func add(_ other: QueryCounts) {
        if owned.isEmpty {
            self = other
            return
        }
        for query in other.owned.indices {
            owned[query] += other.owned[query]
            wins[query] += other.wins[query]
        }
        spread += other.spread
        answers += other.answers
    }

    /// Empty where nothing was counted.
    var uses: [QueryUse] {
        let patches = Double(max(1, owned.reduce(0, +)))
        guard answers > 0 else { return [] }
        return zip(owned, wins).map { QueryUse(owned: Double($0) / patches, wins: Double($1) / Double(answers)) }
    }

    var meanSpread: Double? { answers > 0 ? spread / Double(answers) : nil }
}
