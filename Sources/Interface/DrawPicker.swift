// The products to pick from: words to try first, then the catalog.
import Domain
import Explorer
import Screen

extension Drawing {
    mutating func drawPicker(_ layout: Layout) {
        let width = layout.list.columns
        grid.put(say(.pickTitle), row: 2, column: 1, style: theme.style(.quiet), limit: width - 2)
        if state.pickerRows.isEmpty {
            let text = state.catalog.products.isEmpty ? state.progress.map(said) ?? say(.opening) : say(.nothingFound)
            grid.put(text, row: layout.list.row, column: 1, limit: width - 2)
            if let progress = state.progress {
                drawProgress(progress, row: layout.list.row + 1, width: min(width - 4, 40))
            }
        }
        let shown = state.pickerRows.indices.dropFirst(state.pickerScroll).prefix(layout.list.rows)
        for index in shown {
            let row = layout.list.row + index - state.pickerScroll
            let isSelected = index == state.pickerCursor
            grid.put(isSelected ? ">" : " ", row: row, column: 0)
            drawPickerRow(state.pickerRows[index], row: row, width: width)
            clickable(.row(index), row: row, columns: width)
            if isSelected {
                let style = theme.style(.selected)
                grid.restyle(Region(row: row, column: 0, rows: 1, columns: width - 1)) { _ in style }
                if state.focus == .rows { grid.caret = Position(row: row, column: 0) }
            }
        }
    }

    private mutating func drawProgress(_ progress: Progress, row: Int, width: Int) {
        guard progress.total > 0 else { return }
        let filled = min(width, progress.done * width / progress.total)
        let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: width - filled)
        grid.put("[" + bar + "]", row: row, column: 1, limit: width + 2)
    }

    private mutating func drawWords(_ words: String, _ lead: String, row: Int, width: Int) {
        grid.put(lead, row: row, column: 2, width: 5, style: theme.style(.quiet))
        grid.put(words, row: row, column: 8, width: width - 10, ellipsis: ellipsis)
    }

    private mutating func drawPickerRow(_ item: PickerRow, row: Int, width: Int) {
        switch item {
        case .words(let words): drawWords(words, say(.suggestion), row: row, width: width)
        case .recent(let words): drawWords(feedbackName(words) ?? words, say(.recent), row: row, width: width)
        case .product(let product):
            let count = say(.photos(product.pictures))
            let countWidth = widths.columns(of: count)
            grid.put(
                "#" + product.label.productID, row: row, column: 2, width: 6, style: theme.style(.quiet),
                ellipsis: ellipsis)
            grid.put(
                product.title(in: language.rawValue), row: row, column: 9, width: max(4, width - 12 - countWidth),
                ellipsis: ellipsis)
            grid.put(count, row: row, column: width - 2 - countWidth, style: theme.style(.quiet), limit: countWidth)
        }
    }
}
