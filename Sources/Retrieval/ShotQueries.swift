// The queries that are not titles: clean shots.
import Catalog
import Domain
import Evaluation
import InstanceIndex

/// A clean shot finds the photos of its product.
struct ShotQueries {
    let engine: SearchEngine
    let gallery: EvaluationGallery
    let texts: [[Float]]
    let catalog: CatalogFile

    /// - Throws: `InputFault` when a shot cannot be read.
    func figures() throws -> EvaluationReport.InstanceToScene {
        let asked = gallery.queries.indices.filter { gallery.queries[$0].shot != nil }
        guard !asked.isEmpty else { return .init() }
        var central: [RankingResult] = []
        var global = central
        var titled = central
        for query in asked {
            guard let shot = gallery.queries[query].shot else { continue }
            let seen = try engine.model.view(at: catalog.path(of: shot))
            let relevant = gallery.relevant(to: gallery.queries[query])
            try add(engine.index.globals, seen.global, relevant, to: &global)
            guard engine.model.hasInstances else { continue }
            try add(
                engine.index.instances, vector(seen, centralInstance(maps(seen), except: background)), relevant,
                to: &central)
            try add(engine.index.instances, vector(seen, bestInstance(seen, texts[query])), relevant, to: &titled)
        }
        return .init(
            instance: RankingFigures(central), global: RankingFigures(global), withTitle: RankingFigures(titled))
    }

    private func add(_ table: VectorTable, _ vector: [Float], _ relevant: [Bool], to results: inout [RankingResult])
        throws
    {
        let scored = try VectorSearch(table).scores(for: vector)
        let scores = gallery.pictures.map { scored.scores[$0] }
        if let result = rankingResult(scores: scores, relevant: relevant) { results.append(result) }
    }

    private var background: Set<Int> { Set(engine.index.summary.shares.filter(\.isBackground).map(\.instance)) }

    private func maps(_ view: PictureView) -> [AttentionMap] {
        let patches = engine.model.configuration.patches
        return (0..<engine.model.queries).map {
            engine.model.map(
                Array(view.owned[$0 * patches..<($0 + 1) * patches]), axis: .owners, layer: 1, frame: view.frame)
        }
    }

    private func vector(_ view: PictureView, _ instance: Int) -> [Float] {
        let size = engine.model.configuration.embedding
        return Array(view.instances[(instance - 1) * size..<instance * size])
    }

    private func bestInstance(_ view: PictureView, _ text: [Float]) -> Int {
        let scores = (1...engine.model.queries).map { dotProduct(vector(view, $0), text) }
        return (scores.indices.max { (scores[$0], $1) < (scores[$1], $0) } ?? 0) + 1
    }
}
