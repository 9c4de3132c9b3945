// Text into cells: cut and padded by columns, whole graphemes only.

extension Grid {
    /// Puts text from a place to the right, at most `limit` columns and never past the edge. Graphemes that do not
    /// fit whole are left out, and everything behind them.
    /// - Returns: the column behind the last one written.
    @discardableResult
    package mutating func put(
        _ text: String, row: Int, column: Int, style: Style = .plain, limit: Int = .max
    ) -> Int {
        let end = limit > columns - column ? columns : column + max(0, limit)
        var place = column
        for character in text {
            let pieces = widths.pieces(of: character)
            let width = pieces.reduce(0) { $0 + $1.columns }
            if place + width > end { break }
            for piece in pieces {
                set(Cell(piece.text, width: piece.columns, style: style), row: row, column: place)
                place += piece.columns
            }
        }
        return place
    }

    /// Puts text into exactly `width` columns: cut (with an ellipsis where one is given) or padded with blanks of the
    /// same style.
    package mutating func put(
        _ text: String, row: Int, column: Int, width: Int, style: Style = .plain,
        alignment: TextAlignment = .leading, ellipsis: String = ""
    ) {
        let field = widths.padded(text, to: width, alignment: alignment, ellipsis: ellipsis)
        put(field, row: row, column: column, style: style, limit: max(0, width))
    }

    /// Puts a grid's worth of plain lines.
    package mutating func put(lines: [String], row: Int, column: Int, style: Style = .plain, limit: Int = .max) {
        for (offset, line) in lines.enumerated() {
            put(line, row: row + offset, column: column, style: style, limit: limit)
        }
    }

    /// The text of a row, one column a column (a wide character's second column adds nothing).
    package func text(row: Int) -> String {
        (0..<columns).reduce(into: "") { $0 += self[row, $1].text }
    }

    /// The text of all rows without the blanks at their ends.
    package var lines: [String] {
        (0..<rows).map { row in
            var line = text(row: row)
            while line.last == " " { line.removeLast() }
            return line
        }
    }

    /// The whole text, a line a row.
    package var text: String { lines.joined(separator: "\n") }
}
