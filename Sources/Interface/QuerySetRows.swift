// The page of questions to be checked: chance of the best row, the question, what the best photo is filed as, what was
// judged, and a sign for those looked at.
import Domain
import Explorer

func querySetRows(_ state: ExplorerState) -> [OverlayRow] {
    let set = state.querySet
    let counts = state.verdictCounts
    return set.order.map { position in
        let question = set.questions[position]
        let glance = set.glances.indices.contains(position) ? set.glances[position] : nil
        let verdicts = counts[question.key].map { "  +\($0.good) x\($0.bad)" } ?? ""
        let unseen = glance.map { $0.unseenWords.isEmpty ? "" : "  " + Phrase.unseen($0.unseenWords).said(in: state.language) }
        return OverlayRow(
            lead: (state.wasAsked(question) ? "*" : " ") + (glance.map(chance) ?? ""), text: question.typed + verdicts,
            detail: (glance.map { Phrase.bestPhoto($0.title).said(in: state.language) } ?? "") + (unseen ?? ""),
            role: state.wasAsked(question) ? .quiet : .plain)
    }
}

private func chance(_ glance: QueryGlance) -> String {
    glance.probability.map { "\(Int(($0 * 100).rounded()))%" } ?? scoreText(glance.score)
}

func querySetTitle(_ state: ExplorerState) -> Phrase {
    let set = state.querySet
    return .queriesTitle(set.name, asked: set.questions.count(where: state.wasAsked), count: set.questions.count)
}
