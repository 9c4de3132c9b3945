// The preview of a question made from verdicts: its rows with where each one stands in the list now.
import Domain
import Explorer

func feedbackRows(_ state: ExplorerState) -> [OverlayRow] {
    let language = state.language
    guard let preview = state.feedback else { return [] }
    if let problem = preview.problem { return [OverlayRow(lead: "", text: faultWords(problem, in: state.language), role: .problem)] }
    guard preview.answer != nil else { return [OverlayRow(lead: "", text: Phrase.searching.said(in: language))] }
    return state.feedbackMoves.map { move in
        let rank = move.match.rank
        let change = rankMove(from: move.before, to: rank)
        let letter = String(InstanceReading.letter(move.match.instance))
        return OverlayRow(
            lead: ranked("\(rank)", of: state.feedbackMoves.count) + " " + change.said(in: language), text: judged(move.match, preview, state) + "\(move.match.product.name)  \(letter)",
            detail: Phrase.rankElsewhere(move.before, isGone: false).said(in: language) + "  " + move.match.image,
            role: change == .same ? .quiet : .plain)
    }
}

/// "+ " and "x " before rows that have a verdict on the question.
private func judged(_ match: Match, _ preview: FeedbackPreview, _ state: ExplorerState) -> String {
    let key = VerdictKey(query: preview.question.key, image: match.image, instance: match.instance)
    return state.memory.verdicts[key].map { $0.grade == .good ? "+ " : "x " } ?? "  "
}

private func rankMove(from before: Int?, to after: Int) -> RankMove {
    guard let before else { return .new }
    return before == after ? .same : before > after ? .up(before - after) : .down(after - before)
}
