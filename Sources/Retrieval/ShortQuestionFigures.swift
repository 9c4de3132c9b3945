// Questions as shoppers type them, made of the catalog's own titles: the thing's name alone, and with one word more. Every photo
// of a product whose title says so is right: a red mug, not a grey one with red dots.
import Domain
import Evaluation
import Preprocessing

struct ShortQuestionFigures: Sendable {
    let engine: SearchEngine
    let gallery: EvaluationGallery
    let scores: GalleryScores
    let language: String

    private static let rows = 10

    func figures() throws -> EvaluationReport.ShortQuestions {
        let names = ThingNames(titles: gallery.titles, categories: Set(gallery.queries.compactMap(\.category)), language: language)
        let made = gallery.queries.compactMap { ShortQuestion.questions(of: $0.title, language: language, names: names) }
        return .init(thing: try kind(made.map(\.thing)), thingAndWord: try kind(made.flatMap(\.two)))
    }

    /// Each question once; those that more than half of the gallery answers ask for nothing.
    private func kind(_ questions: [ShortQuestion]) throws -> EvaluationReport.ShortQuestions.Kind? {
        let once = Dictionary(questions.map { ($0.text.folded, $0) }, uniquingKeysWith: { first, _ in first })
        let asked = once.sorted { $0.key < $1.key }.map { ($0.key, Set(gallery.matches(of: $0.value, language: language))) }
            .filter { !$0.1.isEmpty && $0.1.count * 2 <= gallery.pictures.count }
        guard !asked.isEmpty else { return nil }
        let found = try scores.map(engine.model.vectors(of: asked.map(\.0))) { turn, scores in
            let own = self.scores.own(scores), right = asked[turn].1
            let first = bestPlaces(min(Self.rows, own.count), of: own)
            return Double(first.count(where: right.contains)) / Double(min(Self.rows, right.count))
        }
        let count = Double(asked.count)
        let worst = zip(asked, found).sorted { ($0.1, $0.0.0) < ($1.1, $1.0.0) }.prefix(5).map { $0.0.0 }
        return .init(
            questions: asked.count, p10: found.reduce(0, +) / count,
            chance: asked.reduce(0) { total, question in
                let right = Double(question.1.count), all = Double(gallery.pictures.count)
                return total + right / all * Double(Self.rows) / min(Double(Self.rows), right)
            } / count,
            ci: ["p10": Bootstrap.means([found])[0]], worst: Array(worst))
    }
}
