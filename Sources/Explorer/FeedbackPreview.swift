// Feedback from verdicts (Rocchio 1971): the question and the mean of the good instances, less a share of the bad ones.
// It is written as a sum in the box, so that it can be read, changed, kept and asked again elsewhere; and it is shown as
// moves of rows before it replaces the list.
import Domain

/// A question made from verdicts and what it would find.
package struct FeedbackPreview: Equatable, Sendable {
    /// The sum as it will stand in the box.
    package internal(set) var words: String
    /// What the person asked.
    package internal(set) var question: QuerySubject
    package internal(set) var good: Int
    package internal(set) var bad: Int
    package internal(set) var answer: SearchAnswer?
    package internal(set) var problem: String?
    var generation: Int
}

/// Where a row of the preview stands now.
package struct FeedbackMove: Equatable, Sendable {
    package var match: Match
    /// Rank in the list on the screen; nil for a row that is not in it.
    package var before: Int?
}

/// A question and how many verdicts of each kind were added to it.
package struct FeedbackSum: Equatable, Sendable {
    package var question: QuerySubject
    package var good, bad: Int
}

package enum Rocchio {
    /// Weights of all good instances together and of all bad ones together beside the question's 1 (Manning, Raghavan and
    /// Schuetze, Introduction to Information Retrieval, section 9.1.1, with the bad ones' weight raised from 0.15).
    static let (good, bad) = (0.75, 0.25)
    /// Instances of each kind that are used, the latest.
    static let most = 6

    /// The latest instances of a grade, by the question that their verdicts are filed under, whose picture can be a term: a path
    /// without blanks.
    package static func judged(
        _ grade: Grade, on question: String, in changes: [VerdictChange], of memory: SessionMemory
    ) -> [VerdictKey] {
        var seen: Set<VerdictKey> = []
        let latest = changes.reversed().filter(\.isOfRow).map(\.key).filter { $0.query == question && seen.insert($0).inserted }
        let usable = latest.filter { memory.verdicts[$0]?.grade == grade && !$0.image.contains(where: \.isWhitespace) }
        return Array(usable.prefix(most))
    }

    /// The question as a sum.
    package static func words(_ subject: QuerySubject, good: [VerdictKey], bad: [VerdictKey]) -> String {
        subject.typed + terms(good, weight: Self.good, sign: "+") + terms(bad, weight: Self.bad, sign: "-")
    }

    private static func terms(_ keys: [VerdictKey], weight: Double, sign: String) -> String {
        let hundredths = Int((weight * 100 / Double(max(1, keys.count))).rounded())
        let digits = hundredths < 10 ? "0.0\(hundredths)" : "0.\(hundredths)"
        return keys.map { " \(sign) \(digits):" + QuerySubject.picture($0.image, instance: $0.instance).typed }.joined()
    }
}

extension ExplorerState {
    /// What verdicts on a question's rows are filed under: what the person asked, where verdicts made a sum of it. The filters
    /// in the box stay part of it.
    func filed(_ subject: QuerySubject) -> QuerySubject {
        if memory.feedbackOf.isEmpty { return subject }
        if let question = memory.feedbackOf[subject.key] { return question }
        guard case .text(let text) = subject, !QueryParts(text).filters.isEmpty else { return subject }
        let sum = Self.withoutFilters(text).folded
        guard let question = memory.feedbackOf.first(where: { Self.withoutFilters($0.key).folded == sum })?.value else { return subject }
        let filters = QueryParts(text).filters.map(\.typed)
        return .text(([Self.withoutFilters(question.typed)] + filters).joined(separator: " "))
    }

    /// A sum that verdicts made, as a person would say it; nil for any other question.
    package func feedback(in text: String) -> FeedbackSum? {
        guard let question = memory.feedbackOf[QuerySubject.text(text).key] else { return nil }
        let own = QueryParts(question.typed).terms.count
        let weights = QueryParts(text).terms.dropFirst(own).map(\.weight)
        return FeedbackSum(question: question, good: weights.count { $0 > 0 }, bad: weights.count { $0 < 0 })
    }

    private static func withoutFilters(_ text: String) -> String { QueryParts.removing(from: text, where: { _ in true }) }

    /// The latest verdicts of a grade on the question on the screen.
    func judgedInstances(_ grade: Grade) -> [VerdictKey] {
        guard let key = (answer?.request.subject).map(filed)?.key else { return [] }
        return Rocchio.judged(grade, on: key, in: memory.doneHere, of: memory)
    }

    package var hasFeedback: Bool { !judgedInstances(.good).isEmpty || !judgedInstances(.bad).isEmpty }

    /// The rows of the preview with their places in the list on the screen.
    package var feedbackMoves: [FeedbackMove] {
        guard let matches = feedback?.answer?.matches else { return [] }
        let before = Dictionary((answer?.matches ?? []).map { ($0.image, $0.rank) }, uniquingKeysWith: min)
        return matches.map { FeedbackMove(match: $0, before: before[$0.image]) }
    }
}

extension Turn {
    /// Shows what the verdicts would change.
    mutating func previewFeedback() {
        guard let subject = (state.answer?.request.subject).map(state.filed) else { return }
        settle()
        let good = state.judgedInstances(.good)
        let bad = state.judgedInstances(.bad)
        let words = Rocchio.words(subject, good: good, bad: bad)
        let generation = (state.feedback?.generation ?? 0) + 1
        state.feedback = FeedbackPreview(words: words, question: subject, good: good.count, bad: bad.count, generation: generation)
        state.overlay = .feedback(ListPage())
        effects.append(.preview(request(.text(words)), generation: generation))
    }

    mutating func receivePreview(_ answer: SearchAnswer, _ generation: Int) {
        if state.feedback?.generation == generation { state.feedback?.answer = answer }
    }

    mutating func failPreview(_ problem: String, _ generation: Int) {
        if state.feedback?.generation == generation { state.feedback?.problem = problem }
    }

    /// Asks the previewed question; the way back leads to the one before.
    mutating func acceptFeedback() {
        guard let words = state.feedback?.words, state.feedback?.answer != nil else { return }
        settle()
        state.unrecordedFeedback = state.feedback?.question
        show(.text(words))
        state.marked = []
        state.focus = .rows
        state.unrecordedQuery = .jumped
        ask(keeping: nil)
        shine()
    }
}
