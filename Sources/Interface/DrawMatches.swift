// The ranked rows: rank, score, gap to the next row, chance, the winning query, what the photo is filed as, the
// verdict. A line is drawn from where on fewer than one row in five is right.
import Domain
import Explorer
import Screen

/// The columns of a row for a list of some width.
struct RowColumns: Equatable {
    let rank: Int
    let gap: Int
    let bar: Int
    let chance: Int
    let title: Int

    init(width: Int, rows: Int, isCalibrated: Bool) {
        rank = rows > 99 ? 3 : 2
        gap = width >= 47 ? 6 : 0
        bar = width >= 72 ? 7 : width >= 50 ? 6 : width >= 38 ? 5 : 0
        chance = isCalibrated ? 3 : 0
        // the cursor sign, the score, the query's letter, the verdict's sign with their blanks
        title = max(4, width - 1 - rank - 5 - gap - bar - chance - 3 - 2)
    }
}

extension Drawing {
    mutating func drawMatches(_ layout: Layout) {
        let matches = state.answer?.matches ?? []
        let columns = RowColumns(
            width: layout.list.columns, rows: matches.last?.rank ?? 0, isCalibrated: state.health.isCalibrated)
        drawHeading(columns, width: layout.list.columns)
        if matches.isEmpty { return drawNothing(layout) }
        let border = matches.firstUnlikely
        var row = layout.list.row
        let end = layout.list.row + layout.list.rows
        for index in firstShown(matches.count, border: border, rows: layout.list.rows)..<matches.count {
            if index == border, row < end {
                drawBorder(row: row, width: layout.list.columns)
                row += 1
            }
            guard row < end else { break }
            drawRow(
                matches[index], index: index, row: row, columns: columns, width: layout.list.columns,
                best: matches[0].score)
            row += 1
        }
    }

    /// The scroll position, moved on by one where the line of the unlikely would push the cursor off the screen.
    private func firstShown(_ count: Int, border: Int?, rows: Int) -> Int {
        let first = min(state.scroll, max(0, count - 1))
        guard let border, border >= first, border <= state.cursor, state.cursor - first + 2 > rows else { return first }
        return min(first + 1, state.cursor)
    }

    private mutating func drawHeading(_ columns: RowColumns, width: Int) {
        if drawQueryNotes(row: 2, width: width) { return }
        var column = 1 + columns.rank
        func place(_ words: String, _ size: Int) {
            grid.put(words, row: 2, column: column, width: size, style: theme.style(.quiet), alignment: .trailing)
            column += size
        }
        place(say(.score), 5)
        place(columns.gap > 0 ? say(.gap) : "", columns.gap)
        place("", columns.bar)
        place(columns.chance > 0 ? say(.chance) : "", columns.chance)
        place("q ", 3)
        let balance = state.score == .blend ? " \(Int((state.blend * 100).rounded()))%" : ""
        let how = state.score == .instance ? "" : language.comma + state.score.said(in: language) + balance
        let text = say(.filedAs) + how
        let end = grid.put(text, row: 2, column: column, style: theme.style(.quiet), limit: max(0, width - column))
        drawPosition(row: 2, from: end + 1, width: width)
    }

    /// Where the cursor is among the rows there are: "2/60".
    private mutating func drawPosition(row: Int, from column: Int, width: Int) {
        guard state.rowCount > 0 else { return }
        let text = "\(state.cursor + 1)/\(state.rowCount)"
        let start = width - 1 - text.utf8.count
        if start > column { grid.put(text, row: row, column: start, style: theme.style(.quiet)) }
    }

    private mutating func drawNothing(_ layout: Layout) {
        let fault = state.searchFault.map { fault in state.filterDoubt.map { say(.doubt($0)) } ?? faultWords(fault, in: language) }
        let text = fault ?? (state.isSearching ? say(.searching) : say(.nothingFound))
        for (offset, line) in widths.wrapped(text, to: layout.list.columns - 2).prefix(layout.list.rows).enumerated() {
            grid.put(line, row: layout.list.row + offset, column: 1, limit: layout.list.columns - 1)
        }
    }

    private mutating func drawBorder(row: Int, width: Int) {
        let long = say(.unlikelyBelow)
        let fits = widths.columns(of: long) + 8 <= width
        rule(fits ? long : say(.unlikelyBelowShort), row: row, column: 2, width: width - 2)
    }

    private mutating func drawRow(
        _ match: Match, index: Int, row: Int, columns: RowColumns, width: Int, best: Float
    ) {
        let isSelected = index == state.cursor
        let verdict = state.verdict(of: match)
        let sign = isSelected ? ">" : state.marked.contains(match.image) ? "*" : " "
        grid.put(sign, row: row, column: 0)
        var column = 1
        func put(_ text: String, _ size: Int, _ alignment: TextAlignment = .leading) {
            grid.put(text, row: row, column: column, width: size, alignment: alignment, ellipsis: ellipsis)
            column += size
        }
        put(String(match.rank), columns.rank, .trailing)
        put(" " + scoreText(match.score), 5)
        if columns.gap > 0 { put(" " + (match.gap.map(gapText) ?? ""), columns.gap) }
        if columns.bar > 0 { put(" " + bar(match.score, best: best, width: columns.bar - 1), columns.bar) }
        if columns.chance > 0 { put(chanceText(match.probability), columns.chance, .trailing) }
        put(" " + String(InstanceReading.letter(match.instance)) + " ", 3)
        let marks = (match.folded > 1 ? " " + say(.folded(match.folded)) : "") + asideMark(match) + knockOutMark(match)
        // "x4" and the sign of a bad verdict must not be read as one.
        let fold = marks + (marks.isEmpty && verdict == nil ? "" : " ")
        let foldWidth = widths.columns(of: fold)
        put(match.product.name, columns.title - foldWidth)
        put(fold, foldWidth)
        clickable(.row(index), row: row, columns: width)
        styleRow(row, width: width, isSelected: isSelected, match: match)
        drawVerdict(verdict, row: row, column: width - 2, isSelected: isSelected)
        if isSelected, state.focus == .rows { grid.caret = Position(row: row, column: 0) }
    }

    /// " !" behind a row with a flag, a quotation mark behind one with a note and no verdict.
    private func asideMark(_ match: Match) -> String {
        guard let aside = state.aside(of: match) else { return "" }
        return (aside.isFlagged ? " !" : "") + (aside.note?.isEmpty == false ? " \"" : "")
    }

    /// " ↓12" behind the photo that a knock-out moved.
    private func knockOutMark(_ match: Match) -> String {
        guard let move = state.knockOutMove(of: match) else { return "" }
        let text = move.said(in: language)
        return " " + (drawsPlain ? plainArrows(text) : text)
    }

    private mutating func styleRow(_ row: Int, width: Int, isSelected: Bool, match: Match) {
        let role: Role =
            isSelected
            ? .selected
            : state.marked.contains(match.image) ? .marked : (match.probability ?? 1) < 0.2 ? .unlikely : .plain
        let style = theme.style(role)
        if role != .plain { grid.restyle(Region(row: row, column: 0, rows: 1, columns: width - 1)) { _ in style } }
    }

    private mutating func drawVerdict(_ verdict: Verdict?, row: Int, column: Int, isSelected: Bool) {
        guard let verdict else { return }
        let style = theme.style(verdict.grade == .good ? .good : .bad)
        grid.put(
            verdict.grade == .good ? "+" : "x", row: row, column: column,
            style: isSelected ? style.with(.reverse) : style)
    }

    private func chanceText(_ probability: Float?) -> String {
        probability.map { " \(Int((min($0, 0.99) * 100).rounded()))" } ?? ""
    }

    /// The gap is how far the next row lies below this one: "-.014".
    private func gapText(_ gap: Float) -> String { gap > 0 ? "-" + scoreText(gap) : " " + scoreText(0) }

    private func bar(_ score: Float, best: Float, width: Int) -> String {
        // Halves of cells: a short bar still tells neighbours apart.
        let halves = best > 0 ? min(2 * width, Int((max(0, score) / best * Float(2 * width)).rounded())) : 0
        let (whole, half) = drawsPlain ? ("=", "-") : ("━", "╸")
        return String(repeating: whole, count: halves / 2) + (halves % 2 == 1 ? half : "")
    }
}

extension [Match] {
    /// The row from which on every chance is under 1 in 5; nil without chances, or when there is none.
    var firstUnlikely: Int? {
        guard allSatisfy({ $0.probability != nil }) else { return nil }
        let likely = lastIndex { ($0.probability ?? 0) >= 0.2 }
        let first = likely.map { $0 + 1 } ?? 0
        return first < count ? first : nil
    }
}
