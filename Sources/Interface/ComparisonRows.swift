// The compare page: the other ranking in its order with what moved, then what only the ranking on the screen has.
import Domain
import Explorer

extension RankMove {
    /// "↑3", "↓2", "=", new, gone. A terminal that cannot draw arrows gets `^` and `v`.
    func said(in language: Language) -> String {
        switch (self, language) {
        case (.same, _): "="
        case (.up(let places), _): "↑\(places)"
        case (.down(let places), _): "↓\(places)"
        case (.new, .en): "new"
        case (.gone, .en): "gone"
        case (.new, .ja): "新規"
        case (.gone, .ja): "消滅"
        }
    }
}

extension CompareSide {
    /// "by global vector", or the name of the other ranking.
    func said(_ state: ExplorerState) -> String {
        switch self {
        case .score(let kind): kind.said(in: state.language)
        case .words(let words): state.language.quoted(state.asSaid(words))
        case .other: state.health.comparedWith ?? ""
        }
    }
}

extension ExplorerState {
    /// Words of the way here; a sum that verdicts made as its question and their number, as the box has it.
    fileprivate func asSaid(_ words: String) -> String {
        guard let sum = feedback(in: words) else { return words }
        return Phrase.feedbackSum(sum.question.typed, good: sum.good, bad: sum.bad).said(in: language)
    }
}

extension Drawing {
    /// A page's title; of a comparison the names of both sides give way, since what they share is what one looks for.
    func fittedTitle(_ title: Phrase) -> String {
        let (whole, room) = (say(title), grid.columns - 2)
        guard case .compareTitle(let own, let other, let moves) = title, widths.columns(of: whole) > room else {
            return widths.cut(whole, to: room, ellipsis: ellipsis)
        }
        let close = other.last.flatMap { "”」".contains($0) ? String($0) : nil } ?? ""
        let left = widths.columns(of: other) - (widths.columns(of: whole) - room) - widths.columns(of: close)
        let short = widths.cut(String(other.dropLast(close.count)), to: max(4, left), ellipsis: ellipsis) + close
        return widths.cut(say(.compareTitle(own, short, moves)), to: room, ellipsis: ellipsis)
    }
}

func comparisonRows(_ state: ExplorerState) -> [OverlayRow] {
    let page = state.comparison
    if let problem = page.problem { return [OverlayRow(lead: "", text: faultWords(problem, in: state.language), role: .problem)] }
    guard let moves = page.moves else { return [OverlayRow(lead: "", text: Phrase.searching.said(in: state.language))] }
    return moves.documents.map { row in
        let isGone = row.move == .gone
        let rank = (isGone ? row.left : row.right).map(String.init) ?? ""
        let title = page.titles[row.document] ?? ""
        let was = isGone ? row.right : row.left
        return OverlayRow(
            lead: ranked(rank, of: moves.documents.count) + " " + row.move.said(in: state.language), text: title.isEmpty ? row.document : title,
            detail: elsewhere(was, isGone: isGone, page.places[row.document]).said(in: state.language) + "  " + row.document,
            role: isGone ? .disabledKey : .plain)
    }
}

/// Where a photo stands in the other ranking, or that it cannot stand there.
private func elsewhere(_ rank: Int?, isGone: Bool, _ place: ComparedRow.Place?) -> Phrase {
    switch place {
    case .onlyThere where rank == nil: .news(.notHere)
    case .onlyHere where rank == nil: .news(.notThere)
    default: .rankElsewhere(rank, isGone: isGone)
    }
}

/// A rank flush right, so that what follows stays in its column from 9 to 10.
func ranked(_ rank: String, of count: Int) -> String {
    String(repeating: " ", count: max(0, String(count).count - rank.count)) + rank
}

func comparisonTitle(_ state: ExplorerState) -> Phrase {
    .compareTitle(
        state.score.said(in: state.language), state.comparison.side.said(state), state.comparison.moves)
}

extension OverlayContent {
    /// `^3` and `v2` where arrows cannot be drawn.
    mutating func drawArrowsPlain() {
        for row in rows.indices {
            rows[row].lead = plainArrows(rows[row].lead)
        }
    }
}

/// `^3` for `↑3`.
func plainArrows(_ text: String) -> String { text.replacing("↑", with: "^").replacing("↓", with: "v") }

/// A share as "0.34".
func shareText(_ share: Double) -> String {
    let value = Int((share * 100).rounded())
    return "\(value / 100)." + (value % 100 < 10 ? "0" : "") + "\(value % 100)"
}
