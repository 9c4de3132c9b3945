// A knock-out re-ranks the list on the screen: the photo stands where it would without a part of it. The list is put back
// by Esc and before anything is judged, asked or shared by it, so that no evidence is taken from a blanked photo.
import Domain

/// The list as it was, and what was taken out of it.
struct KnockedOut: Equatable, Sendable {
    var original: SearchAnswer
    var report: KnockOutReport
}

extension ExplorerState {
    /// What the list shows now was ranked without a part of a photo.
    package var knockOutShown: KnockOutReport? { knockedOut?.report }

    /// Patches of the shown photo that are blanked, or will be when the machine has answered.
    package var blankedPatches: Set<Int> {
        if case .knockOut(.patches(let patches), let image, _)? = probe.asked[.knockOut], image == shownImage { return patches }
        if let report = knockedOut?.report, case .patches(let patches) = report.knockOut, report.image == shownImage {
            return patches
        }
        return []
    }

    /// How far a row's photo was moved by the knock-out; nil for every other row.
    package func knockOutMove(of match: Match) -> RankMove? {
        guard let report = knockedOut?.report, report.image == match.image else { return nil }
        let (before, after) = (report.before.rank, report.after.rank)
        return after == before ? .same : after > before ? .down(after - before) : .up(before - after)
    }
}

extension SearchAnswer {
    /// The same rows with the photo of a report at its new place; behind the last row it keeps its true rank.
    func reranked(by report: KnockOutReport) -> SearchAnswer {
        guard let old = matches.firstIndex(where: { $0.image == report.image }) else { return self }
        var changed = self
        var match = changed.matches.remove(at: old)
        (match.score, match.instance, match.map, match.probability) =
            (report.after.score, report.after.instance, report.map, nil)
        match.box = report.map.box()
        if request.score == .instance { match.scores.instance = report.after.score }
        let place = changed.matches.firstIndex { $0.score < match.score } ?? changed.matches.count
        changed.matches.insert(match, at: place)
        for row in changed.matches.indices {
            let next = row + 1 < changed.matches.count ? changed.matches[row + 1].score : nil
            changed.matches[row].rank = row + 1
            changed.matches[row].gap = next.map { changed.matches[row].score - $0 }
        }
        if place == matches.count - 1 { changed.matches[place].rank = max(place + 1, report.after.rank) }
        return changed
    }
}

extension Turn {
    /// Shows the list as it would be; the cursor stays with the photo.
    mutating func showKnockOut(_ report: KnockOutReport) {
        guard report.image == state.shownImage else { return }
        state.notice = .knockedOut(report)
        settle()
        guard let original = state.knockedOut?.original ?? state.answer, state.answerIsCurrent else { return }
        state.knockedOut = KnockedOut(original: original, report: report)
        replaceRows(with: original.reranked(by: report))
    }

    mutating func putBack() {
        // What is still on its way would blank the photo again.
        state.probe.asked[.knockOut] = nil
        guard let knockedOut = state.knockedOut else { return }
        state.knockedOut = nil
        replaceRows(with: knockedOut.original)
    }

    private mutating func replaceRows(with answer: SearchAnswer) {
        let image = state.match?.image
        state.answer = answer
        if let row = answer.matches.firstIndex(where: { $0.image == image }) { state.cursor = row }
        keepCursorVisible()
    }
}

extension Event {
    /// Leaves a list that a knock-out re-ranked as it is: looking around, and writing a line of a page, such as the name of the
    /// file that the view is shared in.
    func keepsKnockOut(onPage isOnPage: Bool) -> Bool {
        switch self {
        case .run(let action):
            switch action {
            case .down, .up, .pageDown, .pageUp, .first, .last, .nextView, .previousView, .outline, .nextInstance,
                .previousInstance, .winner, .knockPatch, .knockOutline, .knockQuery, .patchCursor, .redraw, .suspend, .help,
                .palette, .health, .history, .language, .share, .zoom, .mouse, .spot:
                true
            default: false
            }
        case .patch, .point, .instance, .overlay, .refused, .noKey: true
        case .type, .edit: isOnPage
        default: !isFromThePerson
        }
    }
}
