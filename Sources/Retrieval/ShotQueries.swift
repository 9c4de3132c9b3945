// The queries that are not titles: clean shots.
import Catalog
import Domain
import Evaluation
import InstanceIndex

/// What a clean shot found of its product.
struct ShotOutcome: Sendable {
    /// The query it belongs to.
    let query: Int
    let vectors: ShotVectors
    /// By the central instance, by the global vector, by the instance that its title picks.
    var instance, global, withTitle: RankingResult?
}

/// What a shot asks with: each `[e]`, all instances `Q * e`; all but the first empty without instances.
struct ShotVectors: Sendable {
    let global: [Float]
    var instances: [Float] = []
    var central: [Float] = []
    var titled: [Float] = []
}

/// A clean shot finds the photos of its product.
struct ShotQueries: Sendable {
    let engine: SearchEngine
    let gallery: EvaluationGallery
    let scores: GalleryScores
    let catalog: CatalogFile

    /// Shots that cannot be read are left out and counted.
    func outcomes() throws -> (shots: [ShotOutcome], leftOut: LeftOut) {
        let all = gallery.queries.indices.filter { gallery.queries[$0].shot != nil }
        let read = try inParallel(all.count) { turn in try ifReadable { try vectors(all[turn]) } }
        let lost = zip(all, read).filter { $0.1 == nil }.compactMap { gallery.queries[$0.0].shot }.map(catalog.path)
        let found = try outcomes(
            zip(all, read).filter { $0.1 != nil }.map(\.0), read.compactMap { $0 })
        return (found, LeftOut(Dictionary(lost.map { ($0, 1) }, uniquingKeysWith: +)))
    }

    private func outcomes(_ asked: [Int], _ seen: [ShotVectors]) throws -> [ShotOutcome] {
        let global = try ranked(asked, seen.map(\.global)) { $0.global }
        guard engine.model.hasInstances else {
            return asked.indices.map { ShotOutcome(query: asked[$0], vectors: seen[$0], global: global[$0]) }
        }
        let central = try ranked(asked, seen.map(\.central)) { $0.instance }
        let titled = try ranked(asked, seen.map(\.titled)) { $0.instance }
        return asked.indices.map {
            ShotOutcome(
                query: asked[$0], vectors: seen[$0], instance: central[$0], global: global[$0], withTitle: titled[$0])
        }
    }

    private func vectors(_ query: Int) throws -> ShotVectors {
        guard let shot = gallery.queries[query].shot else { return ShotVectors(global: []) }
        let seen = try engine.model.view(at: catalog.path(of: shot))
        guard engine.model.hasInstances else { return ShotVectors(global: seen.global) }
        return ShotVectors(
            global: seen.global, instances: seen.instances,
            central: vector(seen, centralInstance(maps(seen), except: background)),
            titled: vector(seen, bestInstance(seen, scores.texts[query])))
    }

    private func ranked(
        _ asked: [Int], _ vectors: [[Float]], _ table: @Sendable (QueryScores) -> [Float]
    ) throws -> [RankingResult?] {
        try scores.map(vectors) { turn, found in
            rankingResult(scores: table(found), answers: gallery.answers(to: gallery.queries[asked[turn]]))
        }
    }

    private var background: Set<Int> { Set(engine.index.summary.shares.filter(\.isBackground).map(\.instance)) }

    private func maps(_ view: PictureView) -> [AttentionMap] {
        let patches = engine.model.configuration.patches
        return (0..<engine.model.queries).map {
            engine.model.map(
                Array(view.share[$0 * patches..<($0 + 1) * patches]), axis: .picture, layer: 1, frame: view.frame)
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

extension EvaluationReport.InstanceToScene {
    init(_ shots: [ShotOutcome]) {
        self.init(
            instance: RankingFigures(withIntervals: shots.compactMap(\.instance)),
            global: RankingFigures(withIntervals: shots.compactMap(\.global)),
            withTitle: RankingFigures(withIntervals: shots.compactMap(\.withTitle)),
            queries: shots.count { $0.global != nil })
    }
}
