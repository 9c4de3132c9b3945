// The page of questions to be checked: a sign for what was judged or looked at, the chance of the best row, the question with its
// verdicts and reasons, what the best photo is filed as and which words its titles lack.
import Domain
import Explorer

/// Rows before and behind the cursor that are written out: more than any step of a key and any screen.
private let writtenOut = 200

/// - Parameter cursor: the rows around it are written out, others of a long list are there to be counted; nil writes all.
func querySetRows(_ state: ExplorerState, around cursor: Int?) -> [OverlayRow] {
    let set = state.querySet
    let checked = state.checkedQuestions
    return set.order.enumerated().map { place, position in
        if let cursor, abs(place - cursor) > writtenOut { return OverlayRow(lead: "", text: "…") }
        let question = set.questions[position]
        let glance = set.glances.indices.contains(position) ? set.glances[position] : nil
        let judged = checked[set.keys[position]], wasAsked = state.wasAsked(position)
        let lead = judged.map { sign(of: $0.state) } ?? (wasAsked ? "*" : " ")
        return OverlayRow(
            lead: lead + " " + (glance.map(chance) ?? ""), text: question.typed + (judged.map { said($0, state.language) } ?? ""),
            detail: glance.map { detail(of: $0, state) } ?? "", role: wasAsked ? .quiet : .plain)
    }
}

/// What stands first was judged good or bad, or only other rows were.
private func sign(of state: QuestionState) -> String {
    switch state {
    case .right: "+"
    case .wrong: "x"
    case .partly, .unjudged: "*"
    }
}

private func said(_ checked: CheckedQuestion, _ language: Language) -> String {
    let words = checked.reasons.map { $0.said(in: language) } + checked.notes
    return "  +\(checked.good) x\(checked.bad)" + (words.isEmpty ? "" : " (" + words.joined(separator: "; ") + ")")
}

private func detail(of glance: QueryGlance, _ state: ExplorerState) -> String {
    let language = state.language
    // Asked in another language, it is shown in this one.
    let title = glance.productID.flatMap { state.catalog.title(of: $0, language: language) } ?? glance.title
    let missing = SearchAnswer.known(glance.missingWords, unseen: glance.unseenWords)
    var parts = [Phrase.bestPhoto(title).said(in: language)]
    if !missing.isEmpty { parts.append(Phrase.missing(missing).said(in: language)) }
    if !glance.unseenWords.isEmpty { parts.append(Phrase.unseen(glance.unseenWords).said(in: language)) }
    return parts.joined(separator: "  ")
}

private func chance(_ glance: QueryGlance) -> String {
    glance.probability.map { "\(Int(($0 * 100).rounded()))%" } ?? "-"
}

func querySetTitle(_ state: ExplorerState) -> Phrase {
    let set = state.querySet
    return .queriesTitle(set.name, asked: state.askedOfSet, count: set.questions.count)
}
