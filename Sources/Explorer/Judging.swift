// Verdicts: one key judges and moves on, a marked set is judged together, every change can be undone.
import Domain

extension Turn {
    mutating func judge(_ grade: Grade, reason: VerdictReason?) {
        state.overlay = nil
        if state.role == .reader {
            state.notice = .refused(grade == .good ? .good : .bad, .readOnly)
            return
        }
        guard let answer = state.answer, !state.isPicking else { return }
        let chosen = answer.matches.filter { state.marked.contains($0.image) }
        if chosen.isEmpty {
            guard let match = state.match else { return }
            if reason != nil, let last = state.reasonless {
                judgeAll([last], grade, reason)
                return
            }
            judgeAll([match], grade, reason)
            let key = state.key(of: match)
            stand(on: state.cursor + 1)
            state.justJudged = key
        } else {
            let first = judgeAll(chosen, grade, reason)
            state.marked = []
            keepMarks(usedBy: first)
        }
    }

    /// - Returns: the number of the first entry; nil where nothing changed.
    @discardableResult
    private mutating func judgeAll(_ matches: [Match], _ grade: Grade, _ reason: VerdictReason?) -> Int? {
        settle()
        var group: Int?, first: Int?
        for match in matches {
            let old = state.verdict(of: match)
            // The same verdict again takes back no reason that was given.
            let reason = reason ?? (old?.grade == grade ? old?.reason : nil)
            if old?.grade == grade && old?.reason == reason { continue }
            let aside = state.aside(of: match)
            let verdict = Verdict(
                key: state.key(of: match), grade: grade, level: old?.grade == grade ? old?.level : nil, reason: reason,
                note: old?.note ?? aside?.note, box: old?.box ?? aside?.box, evidence: evidence(for: match))
            let sequence = record(.judged(JudgedAct(verdict: verdict, group: group)))
            first = first ?? sequence
            if matches.count > 1 { group = group ?? sequence }
        }
        let kept = state.verdict(of: matches[0])?.reason
        state.notice = .judged(count: matches.count, rank: matches[0].rank, grade: grade, reason: reason ?? (matches.count == 1 ? kept : nil))
        return first
    }

    /// What the person saw when judging.
    private func evidence(for match: Match) -> Evidence {
        let reading = state.reading?.image == match.image ? state.reading : nil
        let map = reading?.instances.first { $0.instance == match.instance }?.map ?? match.map
        return Evidence(
            modelSHA256: state.health.modelSHA256, indexSHA256: state.health.indexSHA256,
            rawQuery: state.answer?.reading.raw ?? "", rank: match.rank, score: match.score,
            scoreKind: state.answer?.request.score ?? .instance, productID: match.product.productID,
            recipe: map?.recipe(layers: reading?.layers ?? map?.layer ?? 0) ?? "", map: map)
    }

    mutating func withdraw() {
        guard let verdict = state.verdictUnderCursor else { return }
        settle()
        record(.withdrawn(verdict.key))
        state.notice = .withdrawn
    }

    /// Keeps a note with the verdict it is about, or with the row where there is none.
    mutating func setNote(_ text: String) {
        guard let key = state.notedKey else { return }
        let old = state.keptNote ?? ""
        state.noteDrafts[key] = nil
        guard old != text else { return }
        settle()
        let note = text.isEmpty ? nil : text
        if var verdict = state.memory.verdicts[key] {
            verdict.note = note
            record(.judged(JudgedAct(verdict: verdict)))
            state.notice = .noteKept
        } else {
            var aside = state.memory.asides[key] ?? Aside()
            (aside.note, aside.draft) = (note, nil)
            record(.setAside(key, aside))
            state.notice = .rowNoted
        }
    }

    /// Puts a flag on the row under the cursor, or takes it away: something to come back to, with or without a verdict.
    mutating func flag() {
        guard let match = state.match else { return }
        settle()
        var aside = state.aside(of: match) ?? Aside()
        aside.isFlagged.toggle()
        record(.setAside(state.key(of: match), aside))
        state.notice = .flagged(rank: match.rank, aside.isFlagged)
    }

    // MARK: Marks

    mutating func mark() {
        guard let match = state.match else { return }
        settle()
        if state.marked.remove(match.image) == nil { state.marked.insert(match.image) }
        keepMarks()
        stand(on: state.cursor + 1)
    }

    mutating func unmark() {
        state.marked = []
        keepMarks()
    }

    /// Puts the marks into the journal where it has others.
    /// - Parameter verdict: the entry that used them up.
    mutating func keepMarks(usedBy verdict: Int? = nil) {
        let images = state.marked.sorted()
        guard state.isOpen, state.judge == nil, images != state.memory.marked else { return }
        record(.marked(MarkedAct(query: state.filedKey, images: images, group: verdict)))
    }

    // MARK: Undo

    mutating func undo() {
        settle()
        guard let last = state.memory.lastDone else { return }
        var changes: [VerdictChange] = []
        while let change = state.memory.lastDone, change.group == last.group {
            record(.undone(change.sequence))
            changes.append(change)
        }
        takeMarks(changes)
        let rows = changes.filter(\.isOfRow)
        state.notice = .undone(count: rows.count, rows.first ?? last)
    }

    mutating func redo() {
        settle()
        guard let last = state.memory.lastUndone else { return }
        var changes: [VerdictChange] = []
        while let change = state.memory.lastUndone, change.group == last.group {
            record(.redone(change.sequence))
            changes.append(change)
        }
        takeMarks(changes)
        let rows = changes.filter(\.isOfRow)
        state.notice = .redone(count: rows.count, rows.first ?? last)
    }

    /// The marks that undo brought back or redo used up, where their question is still the one on the screen.
    private mutating func takeMarks(_ changes: [VerdictChange]) {
        guard let change = changes.first(where: { $0.marking != nil }) else { return }
        if change.key.query == state.filedKey { state.marked = Set(state.memory.marked) }
        keepMarks()
    }
}

extension ExplorerState {
    /// What verdicts on the rows are filed under.
    var filedKey: String { filed(answer?.request.subject ?? .text("")).key }
}
