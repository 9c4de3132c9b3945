// Judge mode's line of news and its list of what was done; and the plate a judged photo is drawn on.
import Domain
import Engraving
import Explorer
import Screen

/// The grid a judged photo is drawn on. The region is drawn patch by patch, but the grid need not be the patches': on a small
/// screen a photo of twelve cells is too small to judge, so a finer grid repeats a patch over the cells nearest to it.
struct JudgePlate {
    let size: BlockSize
    /// 1 inside the region, 0 outside, on the grid of `size`.
    let map: AttentionMap
    private let patches: (rows: Int, columns: Int)

    /// How much of the room the patches' own grid must fill to be taken.
    private static let enough = 0.85

    /// nil where there is no room.
    init?(map source: AttentionMap?, health: HealthReport, rows: Int, columns: Int) {
        patches = (
            rows: source?.rows ?? max(1, health.patchRows), columns: source?.columns ?? max(1, health.patchColumns)
        )
        let aspect = Double(patches.columns) / Double(patches.rows)
        let across = min(columns / 2, Int(Double(rows) * aspect))
        let down = min(rows, Int(Double(columns / 2) / aspect))
        guard across > 0, down > 0 else { return nil }
        let own = BlockSize.fitting(rows: patches.rows, columns: patches.columns, inColumns: columns, inRows: rows)
        let isOwnLarge = own.map { Double($0.cellRows) >= Self.enough * Double(down) } ?? false
        size = isOwnLarge ? own ?? BlockSize(rows: down, columns: across, scale: 1) : BlockSize(rows: down, columns: across, scale: 1)
        let inside = source?.outline(holding: 0.6).inside
        let (size, patches) = (size, patches)
        let weights = (0..<size.patchCount).map { cell -> Float in
            let place = Self.patch(of: cell, size, patches)
            return inside.map { $0[place.row * patches.columns + place.column] ? 1 : 0 } ?? 1
        }
        map = AttentionMap(
            rows: size.rows, columns: size.columns, axis: .picture, layer: 1, frame: source?.frame ?? .whole, weights: weights)
    }

    /// The patch that a cell of the grid shows.
    func patch(of cell: Int) -> (row: Int, column: Int) { Self.patch(of: cell, size, patches) }

    private static func patch(
        of cell: Int, _ size: BlockSize, _ patches: (rows: Int, columns: Int)
    ) -> (row: Int, column: Int) {
        (cell / size.columns * patches.rows / size.rows, cell % size.columns * patches.columns / size.columns)
    }
}

extension Drawing {
    /// The line of the cursor in the middle where the list is long.
    mutating func drawJudgeHistory(_ row: Int, _ judge: JudgeState) {
        grid.put([Span(" " + tell(.historyTitle), .heading)], row: 1, column: 0, limit: grid.columns, theme: theme)
        let changes = state.judgeChanges
        let room = max(1, grid.rows - 4)
        let first = max(0, min(row - room / 2, changes.count - room))
        grid.caret = Position(row: 3 + row - first, column: 1)
        if changes.isEmpty { grid.put(tell(.emptyHistory), row: 3, column: 2, limit: grid.columns - 3) }
        for (place, entry) in changes.enumerated().dropFirst(first).prefix(room) {
            let sign = place == row ? ">" : " "
            let title = title(of: entry.change, judge)
            let mark = entry.isUndone ? "  " + tell(.undoneMark) : ""
            let text = "\(sign) \(entry.change.sequence)  \(entry.change.key.query)  \(title): \(words(of: entry.change, judge))\(mark)"
            let role: Role = place == row ? .selected : entry.isUndone ? .quiet : .plain
            grid.put(fitted([Span(text, role)], to: grid.columns - 2), row: 3 + place - first, column: 1, limit: grid.columns - 2, theme: theme)
        }
    }

    private func title(of change: VerdictChange, _ judge: JudgeState) -> String {
        guard let item = judge.queue.items.first(where: { $0.key == change.key }) else { return "" }
        return state.catalog.title(of: item.productID, language: language) ?? item.title
    }

    /// A line of the list for lines: "red mug, thing 1: bad, undone".
    func sentence(of entry: (change: VerdictChange, isUndone: Bool), _ judge: JudgeState) -> String {
        let pair = [entry.change.key.query, title(of: entry.change, judge)].filter { !$0.isEmpty }.joined(separator: language.comma)
        return pair + ": " + words(of: entry.change, judge) + (entry.isUndone ? language.comma + tell(.undoneMark) : "")
    }

    private func words(of change: VerdictChange, _ judge: JudgeState) -> String {
        var words: [String] = []
        if let verdict = change.after {
            words.append(tell(.level(verdict.level ?? (verdict.grade == .good ? 1 : 0), judge.queue.scale)))
            if let reason = verdict.reason { words.append(reason.said(in: language)) }
        }
        switch change.asideAfter?.state {
        case .skipped: words.append(tell(.skippedState))
        case .cannotTell: words.append(tell(.cannotTellState))
        case nil: break
        }
        if change.asideAfter?.isFlagged == true { words.append(tell(.flagged)) }
        if let note = change.after?.note ?? change.asideAfter?.note, !note.isEmpty { words.append(tell(.noted(note))) }
        if change.after?.box ?? change.asideAfter?.box != nil { words.append(tell(.hasBox)) }
        return words.isEmpty ? tell(.news(.withdrawn, judge.queue.scale)) : words.joined(separator: language.comma)
    }

    /// The level of the verdict that the news is about.
    private func level(of news: JudgeNews?) -> Int? {
        switch news {
        case .judged(_, let level), .judgedSet(_, let level): level
        default: nil
        }
    }

    // MARK: News

    mutating func drawJudgeNews(_ judge: JudgeState) {
        let row = grid.rows - 2
        if case .note(let line) = judge.page {
            var title = tell(.noteTitle)
            if let news = judge.news, case .noteCut = news { title += " (" + tell(.news(news, judge.queue.scale)) + ")" }
            let start = widths.columns(of: title) + 3
            grid.put([Span(" " + title + "> ", .boxSign)], row: row, column: 0, limit: start, theme: theme)
            drawLine(line, row: row, column: start, room: grid.columns - start - 2, hasCaret: true)
            return
        }
        var spans: [Span] = []
        if let problem = state.notice?.problem(in: state.language) { spans.append(Span(problem + "  ", .problem)) }
        var news = judge.news.map { tell(.news($0, judge.queue.scale)) } ?? ""
        if let level = level(of: judge.news), !judge.lastNegatives.isEmpty {
            // The verdict and the reasons come first: on a narrow screen the words of the last pair may be cut, they may not.
            let lead = judge.queue.scale.isBinary ? "" : "Alt-"
            let reasons = VerdictReason.allCases.enumerated()
                .map { "\($0.offset == 0 ? lead : "")\($0.offset + 1) \(tell(.shortReason($0.element)))" }.joined(separator: "  ")
            let given = widths.cut(tell(.level(level, judge.queue.scale)), to: grid.columns / 4, ellipsis: ellipsis)
            if case .judged(let query, _)? = judge.news { news = query }
            spans += [Span(given + ": ", .notice), Span(reasons + "  ", .quiet)]
        }
        spans.append(Span(news, .notice))
        grid.put(fitted(spans, to: grid.columns - 2), row: row, column: 1, limit: grid.columns - 2, theme: theme)
    }
}
