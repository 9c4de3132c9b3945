// From what each query got to the figures of the report.
import Domain
import Evaluation
import InstanceIndex

struct EvaluationFigures {
    let engine: SearchEngine
    let gallery: EvaluationGallery
    let scores: GalleryScores
    let outcomes: [QueryOutcome]

    /// - Parameter conditioned: per query, text-conditioned scores of its head by place; empty without a decoder.
    func textToScene(_ conditioned: [[Int: Float]]) throws -> EvaluationReport.TextToScene {
        var result = EvaluationReport.TextToScene()
        result.global = RankingFigures(outcomes.compactMap(\.global))
        guard engine.model.hasInstances else { return result }
        result.instance = RankingFigures(outcomes.compactMap(\.instance))
        result.blend = RankingFigures(outcomes.compactMap(\.blend))
        result.refined = RankingFigures(try conditioned.indices.compactMap { try refined($0, conditioned[$0]) })
        return result
    }

    /// The head re-ranked; it stays before the rest, whatever its new scores.
    private func refined(_ query: Int, _ conditioned: [Int: Float]) throws -> RankingResult? {
        let first = try scores.scores(query).instance
        var again = first.map { $0 - 10 }
        for (place, score) in conditioned { again[place] = refinedScore(first: first[place], conditioned: score) }
        return rankingResult(scores: again, relevant: gallery.relevant(to: gallery.queries[query]))
    }

    func queryFigures() -> EvaluationReport.Queries {
        let shares = engine.index.summary.shares
        return EvaluationReport.Queries(
            deadShare: Double(shares.count { $0.wins < 0.005 }) / Double(max(1, shares.count)),
            entropy: mean(outcomes.map(\.spread)), background: shares.filter(\.isBackground).map(\.instance))
    }

    /// How far to believe the chances a search prints; nil without a calibration.
    func calibration() -> EvaluationReport.Calibrated? {
        guard let calibration = engine.model.checkpoint.training.calibration else { return nil }
        let rows = outcomes.flatMap(\.judged)
        return EvaluationReport.Calibrated(
            error: calibrationError(
                probabilities: rows.map { calibration.probability(score: $0.score, gap: $0.gap) },
                right: rows.map(\.right)),
            rows: rows.count,
            aurocAnswerless: areaUnderCurve(
                positives: outcomes.compactMap(\.chance), negatives: outcomes.compactMap(\.chanceWithout)))
    }

    /// Recall and pointing by category, in alphabetical order.
    /// - Parameter pointing: per query, whether each of its free maps points right.
    func categories(_ pointing: [[Bool]]) -> [EvaluationReport.Category] {
        let groups = Dictionary(grouping: gallery.queries.indices) { gallery.queries[$0].category }
        return groups.compactMap { category, members in
            let results = members.compactMap { engine.model.hasInstances ? outcomes[$0].instance : outcomes[$0].global }
            guard let category, let figures = RankingFigures(results) else { return nil }
            let points = members.flatMap { pointing[$0] }
            return EvaluationReport.Category(
                category: category, products: members.count, r10: figures.r10,
                pointing: points.isEmpty ? nil : Double(points.count { $0 }) / Double(points.count))
        }.sorted { $0.category < $1.category }
    }

    // MARK: controls

    /// Queries that know nothing and must find nothing.
    func controls() throws -> EvaluationReport.Controls {
        let chance = mean(
            outcomes.filter { $0.relevant > 0 }.map {
                chanceOfRecall(at: 10, relevant: $0.relevant, gallery: gallery.pictures.count)
            })
        let shuffled = RankingFigures(outcomes.compactMap(\.shuffled))?.r10 ?? 0
        let blank = RankingFigures(try blankResults())?.r10
        return EvaluationReport.Controls(
            blankPictureR10: blank, shuffledTitleR10: shuffled, chanceR10: chance,
            blankPictureAtChance: blank.map { isAtChance($0, chance) },
            shuffledTitleAtChance: isAtChance(shuffled, chance))
    }

    /// What the decoder makes of an empty picture and a title, asked as a query: nothing of the title may be in it.
    private func blankResults() throws -> [RankingResult] {
        let size = engine.model.configuration.imageSize
        let grey = [UInt8](repeating: 140, count: size * size * 3)
        let view = engine.model.views([(grey, .whole)])[0]
        let found = engine.model.conditionedVectors(view, texts: scores.texts) ?? []
        return try found.indices.compactMap { query in
            rankingResult(
                scores: try scores.scores(of: found[query].vector).instance,
                relevant: gallery.relevant(to: gallery.queries[query]))
        }
    }

    private func isAtChance(_ share: Double, _ chance: Double) -> Bool {
        // The wider of both intervals: a share of exactly 0 or 1 has none of its own.
        let count = outcomes.count
        return abs(share - chance) <= max(shareMargin(share, count: count), shareMargin(chance, count: count))
    }

    private func mean(_ values: [Double]) -> Double {
        values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
    }
}
