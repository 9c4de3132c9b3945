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
            if reason != nil, let last = state.reasonless { return judgeAll([last], grade, reason) }
            judgeAll([match], grade, reason)
            let key = state.key(of: match)
            stand(on: state.cursor + 1)
            state.justJudged = key
        } else {
            judgeAll(chosen, grade, reason)
            state.marked = []
        }
    }

    private mutating func judgeAll(_ matches: [Match], _ grade: Grade, _ reason: VerdictReason?) {
        settle()
        var group: Int?
        for match in matches {
            let old = state.verdict(of: match)
            // The same verdict again takes back no reason that was given.
            let reason = reason ?? (old?.grade == grade ? old?.reason : nil)
            if old?.grade == grade && old?.reason == reason { continue }
            let verdict = Verdict(
                key: state.key(of: match), grade: grade, level: old?.grade == grade ? old?.level : nil, reason: reason,
                note: old?.note, box: old?.box, evidence: evidence(for: match))
            let sequence = record(.judged(JudgedAct(verdict: verdict, group: group)))
            if matches.count > 1 { group = group ?? sequence }
        }
        let kept = state.verdict(of: matches[0])?.reason
        state.notice = .judged(count: matches.count, rank: matches[0].rank, grade: grade, reason: reason ?? (matches.count == 1 ? kept : nil))
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

    mutating func setNote(_ text: String) {
        if let key = state.notedVerdict?.key { state.noteDrafts[key] = nil }
        guard var verdict = state.notedVerdict, verdict.note ?? "" != text else { return }
        settle()
        verdict.note = text.isEmpty ? nil : text
        record(.judged(JudgedAct(verdict: verdict)))
        state.notice = .noteKept
    }

    mutating func mark() {
        guard let match = state.match else { return }
        if state.marked.remove(match.image) == nil { state.marked.insert(match.image) }
        stand(on: state.cursor + 1)
    }

    mutating func undo() {
        settle()
        guard let last = state.memory.lastDone else { return }
        var count = 0
        while let change = state.memory.lastDone, change.group == last.group {
            record(.undone(change.sequence))
            count += 1
        }
        state.notice = .undone(count: count, last)
    }

    mutating func redo() {
        settle()
        guard let last = state.memory.lastUndone else { return }
        var count = 0
        while let change = state.memory.lastUndone, change.group == last.group {
            record(.redone(change.sequence))
            count += 1
        }
        state.notice = .redone(count: count, last)
    }
}
