// From what each query got to the figures of the report.
import Domain
import Evaluation
import InstanceIndex
import Preprocessing

struct EvaluationFigures {
    let engine: SearchEngine
    let gallery: EvaluationGallery
    let scores: GalleryScores
    let outcomes: [QueryOutcome]
    /// Per query; empty without a decoder.
    let refined: [RankingResult?]

    func textToScene() -> EvaluationReport.TextToScene {
        var result = EvaluationReport.TextToScene()
        result.global = RankingFigures(withIntervals: outcomes.compactMap(\.global))
        guard engine.model.hasInstances else { return result }
        result.instance = RankingFigures(withIntervals: outcomes.compactMap(\.instance))
        result.blend = RankingFigures(withIntervals: outcomes.compactMap(\.blend))
        result.refined = RankingFigures(withIntervals: refined.compactMap { $0 })
        result.gain = RankingGain(outcomes)
        return result
    }

    func queryFigures() -> EvaluationReport.Queries {
        let shares = engine.index.summary.shares
        return EvaluationReport.Queries(
            deadShare: Double(shares.count { $0.wins < 0.005 }) / Double(max(1, shares.count)),
            entropy: mean(outcomes.map(\.spread)), background: shares.filter(\.isBackground).map(\.instance))
    }

    /// How far to believe the chances a search prints; nil without a calibration.
    func calibration(language: String?) throws -> EvaluationReport.Calibrated? {
        guard let calibration = engine.calibration else { return nil }
        let rows = outcomes.flatMap(\.judged)
        let answered = outcomes.compactMap(\.chance)
        let foreign = foreignTitles(language)
        let right = outcomes.filter { $0.chance != nil }.count { $0.isFirstRight }
        return EvaluationReport.Calibrated(
            error: calibrationError(
                probabilities: rows.map { calibration.probability(score: $0.score, gap: $0.gap, unseen: $0.unseen, photos: $0.photos) },
                right: rows.map(\.right)),
            rows: rows.count,
            aurocAnswerless: areaUnderCurve(positives: answered, negatives: outcomes.compactMap(\.chanceWithout)),
            aurocCeiling: answered.isEmpty ? nil : 0.5 + Double(right) / Double(answered.count) / 2,
            aurocKindless: areaUnderCurve(positives: answered, negatives: outcomes.compactMap(\.chanceKindless)),
            aurocForeign: areaUnderCurve(positives: answered, negatives: try scores.foreignChances(foreign)),
            foreignTitles: foreign.count)
    }

    /// Titles without a word that the gallery's catalog uses.
    private func foreignTitles(_ language: String?) -> [String] {
        let known = Set(gallery.titles.flatMap(KnownWords.words))
        return ForeignTitles.unknown(to: known, language: language, half: .judge, words: KnownWords.words)
    }

    /// Recall, gain and pointing by category, in alphabetical order.
    func categories(_ pairs: [PairOutcome]) -> [EvaluationReport.Category] {
        let pointing = Dictionary(grouping: pairs, by: \.query).mapValues { $0.compactMap(\.free?.pointing) }
        let groups = Dictionary(grouping: gallery.queries.indices) { gallery.queries[$0].category }
        return groups.compactMap { category, members in
            let found = members.map { outcomes[$0] }
            guard let category, let figures = RankingFigures(withIntervals: found.compactMap(\.own)) else { return nil }
            let points = members.flatMap { pointing[$0] ?? [] }
            return EvaluationReport.Category(
                category: category, products: members.count { outcomes[$0].own != nil }, r10: figures.r10,
                pointing: points.isEmpty ? nil : Double(points.count { $0 }) / Double(points.count), r1: figures.r1,
                globalR10: RankingFigures(found.compactMap(\.global))?.r10,
                gain: engine.model.hasInstances ? RankingGain(found) : nil,
                bestBlend: EvaluationReport.BlendCurve(found)?.best, ci: figures.ci ?? [:])
        }.sorted { $0.category < $1.category }
    }

    // MARK: controls

    /// Queries that know nothing and must find nothing.
    func controls() throws -> EvaluationReport.Controls {
        let chance = mean(
            outcomes.filter { $0.relevant > 0 }.map {
                chanceOfRecall(at: 10, relevant: $0.relevant, gallery: gallery.pictures.count)
            })
        let blank = try blankResults()
        let asked = outcomes.filter { $0.shuffled != nil }
        let shuffled = asked.compactMap(\.shuffled)
        let shuffledChance = mean(asked.map(\.shuffledChance))
        let interval = Bootstrap.means([shuffled]).first
        return EvaluationReport.Controls(
            blankPictureR10: RankingFigures(blank)?.r10, shuffledTitleR10: mean(shuffled), chanceR10: chance,
            blankPictureAtChance: RankingFigures(blank).map { isAtChance($0.r10, chance, count: blank.count) },
            shuffledTitleAtChance: isAtChance(mean(shuffled), shuffledChance, count: asked.count)
                || interval?.contains(shuffledChance) ?? true,
            shuffledChanceR10: shuffledChance, ci: interval.map { ["shuffled_title_r10": $0] } ?? [:])
    }

    /// What the decoder makes of an empty picture and a title, asked as a query: nothing of the title may be in it.
    private func blankResults() throws -> [RankingResult] {
        let size = engine.model.configuration.imageSize
        let grey = [UInt8](repeating: 140, count: size * size * 3)
        let view = engine.model.views([(grey, .whole)])[0]
        let found = engine.model.conditionedVectors(view, texts: scores.texts) ?? []
        return try scores.map(found.map(\.vector)) { query, scores in
            rankingResult(scores: scores.instance, answers: gallery.answers(to: gallery.queries[query]))
        }.compactMap { $0 }
    }

    private func isAtChance(_ share: Double, _ chance: Double, count: Int) -> Bool {
        // The wider of both intervals: a share of exactly 0 or 1 has none of its own.
        abs(share - chance) <= max(shareMargin(share, count: count), shareMargin(chance, count: count))
    }

    private func mean(_ values: [Double]) -> Double {
        values.isEmpty ? 0 : values.reduce(0, +) / Double(values.count)
    }
}

extension GalleryScores {
    /// The head re-ranked; it stays before the rest, whatever its new scores. A picture of it that could not be read again keeps
    /// its first score.
    /// - Parameter conditioned: per query, text-conditioned scores of its head by place; empty without a decoder.
    func refined(_ conditioned: [[Int: Float]], heads: [[Int]]) throws -> [RankingResult?] {
        guard !conditioned.isEmpty else { return [] }
        return try map(texts) { query, scores in
            var again = scores.instance.map { $0 - 10 }
            for place in heads[query] {
                let first = scores.instance[place]
                again[place] = conditioned[query][place].map { refinedScore(first: first, conditioned: $0) } ?? first
            }
            return rankingResult(scores: again, answers: gallery.answers(to: gallery.queries[query]))
        }
    }
}

extension RankingGain {
    /// What the instances gain over the same model's global vector, query by query; nil without a query.
    init?(_ outcomes: [QueryOutcome]) {
        let both = outcomes.compactMap { outcome in
            outcome.instance.flatMap { one in outcome.global.map { (one.values, $0.values) } }
        }
        guard !both.isEmpty else { return nil }
        let columns = RankingFigures.names.indices.map { column in both.map { $0.0[column] - $0.1[column] } }
        let means = columns.map { $0.reduce(0, +) / Double(both.count) }
        self.init(
            r1: means[0], r5: means[1], r10: means[2], map: means[3],
            ci: Dictionary(uniqueKeysWithValues: zip(RankingFigures.names, Bootstrap.means(columns))))
    }
}
