// Every query's score of every picture of the gallery, and the figures that come from them alone.
import Domain
import Evaluation
import InstanceIndex

struct GalleryScores {
    let engine: SearchEngine
    let gallery: EvaluationGallery
    /// Per query and picture of the gallery.
    private(set) var instance: [[Float]] = []
    private(set) var global: [[Float]] = []
    /// The winning instance, from 1.
    private(set) var winners: [[Int]] = []
    let relevant: [[Bool]]

    /// Weight of the global vector in the blend, as `search` has it by default.
    static let blend: Float = 0.5

    init(engine: SearchEngine, gallery: EvaluationGallery, texts: [[Float]]) throws {
        self.engine = engine
        self.gallery = gallery
        relevant = gallery.queries.map(gallery.relevant)
        for text in texts {
            let scored = try VectorSearch(engine.index.instances).scores(for: text)
            instance.append(gallery.pictures.map { scored.scores[$0] })
            winners.append(gallery.pictures.map { Int(scored.winners[$0]) + 1 })
            let whole = try VectorSearch(engine.index.globals).scores(for: text)
            global.append(gallery.pictures.map { whole.scores[$0] })
        }
    }

    /// Figures of one kind of score over the queries that have an answer.
    func figures(_ scores: [[Float]]) -> RankingFigures? {
        RankingFigures(zip(scores, relevant).compactMap { rankingResult(scores: $0, relevant: $1) })
    }

    func textToScene(hasInstances: Bool) -> EvaluationReport.TextToScene {
        var result = EvaluationReport.TextToScene()
        result.global = figures(global)
        guard hasInstances else { return result }
        result.instance = figures(instance)
        result.blend = figures(zip(instance, global).map { instance, global in
            zip(instance, global).map { blended($0, $1, weight: Self.blend) }
        })
        return result
    }

    /// The places (in the gallery) of the rows a refined search looks at again.
    func head(of query: Int) -> [Int] {
        let scores = instance[query]
        return Array(scores.indices.sorted { (scores[$1], $0) < (scores[$0], $1) }.prefix(Ranking.refined))
    }

    /// Figures after re-ranking the head.
    /// - Parameter conditioned: per query, by place in the gallery; empty without a decoder.
    func refined(_ conditioned: [[Int: Float]]) -> RankingFigures? {
        guard !conditioned.isEmpty else { return nil }
        return figures(instance.indices.map { query in
            // The head stays before the rest, whatever its new scores.
            var scores = instance[query].map { $0 - 10 }
            for (place, score) in conditioned[query] {
                scores[place] = refinedScore(first: instance[query][place], conditioned: score)
            }
            return scores
        })
    }

    /// Mean spread of the map that wins each query's first row.
    func entropy() throws -> Double {
        let spreads = try instance.indices.map { query -> Double in
            guard let first = head(of: query).first else { return 0 }
            let stored = try engine.index.maps(of: gallery.pictures[first])
            return spread(of: stored.maps.share(winners[query][first]))
        }
        return spreads.reduce(0, +) / Double(max(1, spreads.count))
    }

    func queryFigures(_ entropy: Double) -> EvaluationReport.Queries {
        let shares = engine.index.summary.shares
        return EvaluationReport.Queries(
            deadShare: Double(shares.count { $0.wins < 0.005 }) / Double(max(1, shares.count)), entropy: entropy,
            background: shares.filter(\.isBackground).map(\.instance))
    }

    /// How far to believe the chances a search prints; nil without a calibration.
    func calibration() -> EvaluationReport.Calibrated? {
        guard let calibration = engine.model.checkpoint.training.calibration else { return nil }
        let rows = instance.indices.flatMap { judgedRows(scores: instance[$0], relevant: relevant[$0], depth: 10) }
        func firstChance(_ scores: [Float], _ relevant: [Bool]) -> Float? {
            judgedRows(scores: scores, relevant: relevant, depth: 1).first
                .map { calibration.probability(score: $0.score, gap: $0.gap) }
        }
        let answered = instance.indices.filter { relevant[$0].contains(true) }
        let with = answered.compactMap { firstChance(instance[$0], relevant[$0]) }
        let without = answered.compactMap { query -> Float? in
            let rest = instance[query].indices.filter { !relevant[query][$0] }
            return firstChance(rest.map { instance[query][$0] }, rest.map { _ in false })
        }
        return EvaluationReport.Calibrated(
            error: calibrationError(
                probabilities: rows.map { calibration.probability(score: $0.score, gap: $0.gap) },
                right: rows.map(\.right)),
            rows: rows.count, aurocAnswerless: areaUnderCurve(positives: with, negatives: without))
    }

    /// Recall and pointing by category, in alphabetical order.
    /// - Parameter pointing: per query, whether each of its free maps points right.
    func categories(_ pointing: [[Bool]]) -> [EvaluationReport.Category] {
        let scores = engine.model.hasInstances ? instance : global
        let groups = Dictionary(grouping: gallery.queries.indices) { gallery.queries[$0].category }
        return groups.compactMap { category, members in
            let results = members.compactMap { rankingResult(scores: scores[$0], relevant: relevant[$0]) }
            guard let category, let figures = RankingFigures(results) else { return nil }
            let points = members.flatMap { pointing.indices.contains($0) ? pointing[$0] : [] }
            return EvaluationReport.Category(
                category: category, products: members.count, r10: figures.r10,
                pointing: points.isEmpty ? nil : Double(points.count { $0 }) / Double(points.count))
        }.sorted { $0.category < $1.category }
    }
}
