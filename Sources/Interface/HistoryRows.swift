// The page of history: every change that undo can reach, the latest first, and above them those that were undone.
import Domain
import Explorer

func historyRows(_ filter: String, _ state: ExplorerState) -> [OverlayRow] {
    let undone = state.memory.undoneHere.map { ($0, true) }
    let done = state.memory.doneHere.reversed().map { ($0, false) }
    // Marks come and go with their verdicts.
    let rows = (undone + done).filter { $0.0.marking == nil }.map { change, isUndone in
        OverlayRow(
            lead: "\(change.sequence)", text: text(of: change, state.language),
            detail: isUndone ? Phrase.isUndone.said(in: state.language) : "", role: isUndone ? .disabledKey : .plain)
    }
    if rows.isEmpty { return [OverlayRow(lead: "", text: Phrase.emptyHistory.said(in: state.language))] }
    return fuzzyOrder(filter, candidates: rows.map { [$0.text.folded] }).map { rows[$0] }
}

private func text(of change: VerdictChange, _ language: Language) -> String {
    if let naming = change.naming { return "\(naming.name) = \(naming.after?.filters ?? "-")" }
    let verdict = change.after, aside = change.asideAfter
    let reason = verdict?.reason.map { language.comma + $0.said(in: language) } ?? ""
    let note = (verdict?.note ?? aside?.note).map { " (\($0))" } ?? ""
    let row = "\(change.key.query)  \(shortPath(change.key.image)) \(InstanceReading.letter(change.key.instance))"
    return "\(sign(of: change)) \(row)" + reason + note
}

/// What the change made of its row, in one character.
private func sign(of change: VerdictChange) -> String {
    if let verdict = change.after { return verdict.grade == .good ? "+" : "x" }
    guard let aside = change.asideAfter else { return "-" }
    if let state = aside.state { return state == .skipped ? "~" : "?" }
    return aside.isFlagged ? "!" : aside.note?.isEmpty == false ? "\"" : "-"
}

/// A path's last folder and name.
func shortPath(_ path: String) -> String { path.split(separator: "/").suffix(2).joined(separator: "/") }
