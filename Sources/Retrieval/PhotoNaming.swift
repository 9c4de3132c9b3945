// Which product is on a photo? Every photo that shows one product alone is given the product, of all those asked for, that
// fits it best: by its title, and by its clean shot. The other way round than a search, and how new photos get filed.
import Evaluation

struct PhotoNaming {
    let gallery: EvaluationGallery
    let scores: GalleryScores
    let shots: [ShotOutcome]
    let hasInstances: Bool

    /// Best score and its query so far, by place in the gallery.
    private struct Best {
        var score: [Float]
        var query: [Int]

        init(_ pictures: Int) {
            score = [Float](repeating: -.infinity, count: pictures)
            query = [Int](repeating: -1, count: pictures)
        }

        /// Takes a query's scores in; of equal ones the first query stays.
        mutating func meet(_ scores: [Float], of query: Int) {
            for place in scores.indices where scores[place] > score[place] {
                (score[place], self.query[place]) = (scores[place], query)
            }
        }
    }

    /// nil where no photo shows a product of those asked for alone, or fewer than two products are asked for.
    func figures() throws -> EvaluationReport.PhotoNaming? {
        let alone = gallery.keys.indices.filter { gallery.productCounts[$0] == 1 }
        let keys = gallery.queries.map(\.key)
        let known = Set(keys)
        let asked = alone.filter { !known.isDisjoint(with: gallery.keys[$0]) }
        guard !asked.isEmpty, known.count > 1 else { return nil }
        func share(_ best: Best) -> EvaluationReport.PhotoNaming.Share? {
            let hits = asked.map { gallery.keys[$0].contains(keys[max(0, best.query[$0])]) ? 1.0 : 0 }
            return .init(accuracy: hits.reduce(0, +) / Double(hits.count), ci: Bootstrap.means([hits]).first)
        }
        let queries = Array(gallery.queries.indices)
        var report = EvaluationReport.PhotoNaming(photos: asked.count, products: known.count)
        report.byTitle.global = share(try best(scores.texts, queries) { $0.global })
        if hasInstances { report.byTitle.instance = share(try best(scores.texts, queries) { $0.instance }) }
        guard shots.count == queries.count else { return report }
        let photographed = shots.map(\.query)
        report.byShot.global = share(try best(shots.map(\.vectors.global), photographed) { $0.global })
        if hasInstances {
            report.byShot.instance = share(try best(shots.map(\.vectors.central), photographed) { $0.instance })
        }
        return report
    }

    private func best(
        _ vectors: [[Float]], _ queries: [Int], _ table: @Sendable (QueryScores) -> [Float]
    ) throws -> Best {
        var best = Best(gallery.pictures.count)
        for (query, found) in zip(queries, try scores.map(vectors, { table($1) })) { best.meet(found, of: query) }
        return best
    }
}
