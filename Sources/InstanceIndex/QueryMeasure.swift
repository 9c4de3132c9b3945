// Which instance queries model the background: they own many patches and hardly ever answer a listed title. Measured
// once over all pictures when an index is sealed.
import CKernels
import Domain
import Foundation
import GRDB

struct QueryMeasure {
    let plan: IndexPlan

    func measure(_ db: Database) throws -> [QueryShare] {
        let queries = plan.model.queries
        var owned = [Int](repeating: 0, count: queries)
        var wins = owned
        let rows = try Row.fetchCursor(
            db, sql: "SELECT vectors.picture, instances, weights FROM vectors JOIN maps USING (picture)")
        while let row = try rows.next() {
            let picture = try row.number(0)
            let vectors = numbers(in: try row.bytes(1), as: Float.self)
            for winner in winners(of: vectors, picture: picture) { wins[winner] += 1 }
            for owner in StoredMaps(
                blob: try row.bytes(2), queries: queries, patches: plan.model.patches, power: plan.model.mapPower ?? 1)?
                .owners ?? []
            { owned[owner] += 1 }
        }
        return shares(owned: owned, wins: wins)
    }

    /// The best instance (from 0) for each listed title of a picture.
    private func winners(of vectors: [Float], picture: Int) -> [Int] {
        guard plan.pictures.indices.contains(picture) else { return [] }
        return plan.pictures[picture].listings.compactMap { listing in
            let product = plan.products[listing.product]
            guard !product.label.title.isEmpty else { return nil }
            var best: Float = 0
            var winner: UInt8 = 0
            eclip_best_dots(
                vectors, 1, Int32(plan.model.queries), Int32(plan.model.embedding), product.vector, &best, &winner)
            return Int(winner)
        }
    }

    private func shares(owned: [Int], wins: [Int]) -> [QueryShare] {
        let patches = max(1, owned.reduce(0, +))
        let titles = wins.reduce(0, +)
        return owned.indices.map { query in
            QueryShare(
                instance: query + 1, owned: Double(owned[query]) / Double(patches),
                // Without a title nothing is known, and no query is called background.
                wins: titles > 0 ? Double(wins[query]) / Double(titles) : 1, queries: owned.count)
        }
    }
}
