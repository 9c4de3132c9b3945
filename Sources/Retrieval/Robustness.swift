// What one mistake in a title costs.
import Domain
import Evaluation
import Preprocessing

struct Robustness: Sendable {
    let engine: SearchEngine
    let gallery: EvaluationGallery
    let scores: GalleryScores
    let outcomes: [QueryOutcome]
    let language: String

    /// A title with a mistake.
    private struct Attempt: Sendable {
        let query: Int
        let title: String
    }

    /// What it found: the answers of the title as it should be, and anything it still describes.
    private struct Found: Sendable {
        var result: RankingResult?
        var ceiling = 0.0
        var matches = false
    }

    func figures() throws -> EvaluationReport.Robustness {
        let kinds = try TitleMistake.allCases.map { try kind($0) }
        return .init(typo: kinds[0], droppedWord: kinds[1], shuffledWords: kinds[2], promotionWords: kinds[3])
    }

    private func kind(_ mistake: TitleMistake) throws -> EvaluationReport.Robustness.Kind? {
        let attempts = attempts(mistake)
        let isShortened = mistake == .droppedWord
        let found = try scores.map(engine.model.vectors(of: attempts.map(\.title))) { turn, scores in
            judged(attempts[turn], self.scores.own(scores), isShortened: isShortened)
        }
        guard let figures = RankingFigures(withIntervals: found.compactMap(\.result)) else { return nil }
        let clean = attempts.map { outcomes[$0.query].own?.values[2] ?? 0 }
        let noisy = found.map { $0.result?.values[2] ?? 0 }
        var ci = (figures.ci ?? [:]).filter { $0.key != "r5" }
        ci["share_of_clean"] = Bootstrap.ratio(noisy, over: clean)
        let sum = clean.reduce(0, +)
        let count = Double(found.count)
        return .init(
            queries: attempts.count, r1: figures.r1, r10: figures.r10, map: figures.map,
            shareOfClean: sum > 0 ? noisy.reduce(0, +) / sum : nil,
            ceilingR10: isShortened ? found.reduce(0) { $0 + $1.ceiling } / count : nil,
            matchingR10: isShortened ? Double(found.count { $0.matches }) / count : nil, ci: ci,
            example: attempts[attempts.count / 2].title)
    }

    private func attempts(_ mistake: TitleMistake) -> [Attempt] {
        gallery.queries.indices.compactMap { query in
            var random = SeededGenerator.derived(from: Bootstrap.seed &+ 7, stream: UInt64(query))
            guard outcomes[query].own != nil else { return nil }
            return mistake.made(in: gallery.queries[query].title, language: language, using: &random)
                .map { Attempt(query: query, title: $0) }
        }
    }

    private func judged(_ attempt: Attempt, _ scores: [Float], isShortened: Bool) -> Found {
        let answers = gallery.answers(to: gallery.queries[attempt.query])
        var found = Found(result: rankingResult(scores: scores, answers: answers))
        guard isShortened else { return found }
        let matches = Set(gallery.described(by: attempt.title, language: language)).union(answers).sorted()
        found.ceiling = chanceOfRecall(at: 10, relevant: answers.count, gallery: matches.count)
        found.matches = rankingResult(scores: scores, answers: matches).map { $0.firstRank <= 10 } ?? false
        return found
    }
}
