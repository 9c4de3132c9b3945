// Pages over the main screen: a title, a line that filters, rows with the cursor on one.
import Domain
import Explorer
import Screen

extension Drawing {
    mutating func drawOverlay() {
        guard let overlay = state.overlay else { return }
        var content = OverlayContent(overlay, state, keys: surroundings.keys)
        if drawsPlain { content.drawArrowsPlain() }
        let title = fittedTitle(content.title)
        grid.put([Span(" " + title, .heading)], row: 1, column: 0, limit: grid.columns, theme: theme)
        if let line = overlay.line {
            grid.put([Span(" > ", .boxSign)], row: 2, column: 0, limit: 3, theme: theme)
            drawLine(line, row: 2, column: 3, room: grid.columns - 5, hasCaret: true)
        }
        drawRows(content.rows, cursor: overlay.cursor, hasLine: overlay.line != nil)
        drawInquiryMaps(content.rows.count)
        if let notice = state.notice {
            let text = widths.cut(text(of: notice), to: grid.columns - 2, ellipsis: ellipsis)
            grid.fill(Region(row: grid.rows - 2, column: 0, rows: 1, columns: grid.columns))
            grid.put([Span(" " + text, role(of: notice))], row: grid.rows - 2, column: 0, limit: grid.columns, theme: theme)
        }
    }

    /// What the selected row has no room for, in full above the keys.
    private mutating func drawWhole(_ lines: [String], _ item: OverlayRow) {
        guard !lines.isEmpty else { return }
        let top = grid.rows - 1 - lines.count
        let region = Region(row: top, column: 0, rows: lines.count, columns: grid.columns)
        grid.fill(region)
        clickable(.nothing, region)
        for (offset, line) in lines.enumerated() {
            grid.put(line, row: top + offset, column: 2, style: theme.style(item.role), limit: grid.columns - 2)
        }
    }

    /// The text of a row and what stands behind it, as far as the row cuts them.
    private func whole(_ item: OverlayRow, lead: Int) -> [String] {
        let room = grid.columns - lead - 3
        let (text, detail) = (widths.columns(of: item.text), widths.columns(of: item.detail))
        func wrapped(_ text: String) -> ArraySlice<String> { widths.wrapped(text, to: grid.columns - 3).prefix(3) }
        let isDetailCut = detail > 0 && detail > room - 3 - text
        return Array((text > room ? wrapped(item.text) : []) + (isDetailCut ? wrapped(item.detail) : []))
    }

    private mutating func drawRows(_ rows: [OverlayRow], cursor: Int, hasLine: Bool) {
        let top = 4
        let room = max(1, grid.rows - top - 2 - inquiryMapRows)
        let lead = min(16, max(4, (rows.map { widths.columns(of: $0.lead) }.max() ?? 0) + 1))
        let lines = rows.indices.contains(cursor) ? whole(rows[cursor], lead: lead) : []
        // Lines above the keys must not cover the row they belong to.
        let hidden = max(0, lines.count - 1)
        let first = max(0, min(cursor - room / 2, rows.count - room), cursor - (room - hidden) + 1)
        for (offset, item) in rows.dropFirst(first).prefix(room).enumerated() {
            let isSelected = first + offset == cursor
            drawRow(item, row: top + offset, lead: lead, isSelected: isSelected)
            clickable(.pageRow(first + offset, count: rows.count), row: top + offset, columns: grid.columns)
            if isSelected, !hasLine { grid.caret = Position(row: top + offset, column: 0) }
        }
        if rows.indices.contains(cursor) { drawWhole(lines, rows[cursor]) }
    }

    private mutating func drawRow(_ item: OverlayRow, row: Int, lead: Int, isSelected: Bool) {
        let style = theme.style(item.role)
        let start = 2 + lead
        grid.put(isSelected ? ">" : " ", row: row, column: 0)
        grid.put(item.lead, row: row, column: 2, width: lead - 1, style: theme.style(.key), ellipsis: ellipsis)
        let end = grid.put(
            widths.cut(item.text, to: grid.columns - start - 1, ellipsis: ellipsis), row: row, column: start,
            style: style,
            limit: grid.columns - start)
        let room = grid.columns - end - 4
        if room > 6, !item.detail.isEmpty {
            let detail = widths.cut(item.detail, to: room, ellipsis: ellipsis)
            grid.put(detail, row: row, column: end + 3, style: theme.style(.quiet))
        }
        if isSelected {
            let selected = theme.style(.selected)
            grid.restyle(Region(row: row, column: 0, rows: 1, columns: grid.columns - 1)) { _ in selected }
        }
    }
}
