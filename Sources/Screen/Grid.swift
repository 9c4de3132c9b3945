// The screen as a value: rows of cells, written by views, compared by tests, painted by Terminal. Nothing outside
// the edges is ever written, and no write leaves half a wide character behind.

/// A place on the grid, from 0 at the top left.
package struct Position: Equatable, Hashable, Sendable {
    package var row, column: Int

    package init(row: Int, column: Int) {
        self.row = row
        self.column = column
    }
}

/// A rectangle of cells.
package struct Region: Equatable, Hashable, Sendable {
    package var row, column, rows, columns: Int

    package init(row: Int, column: Int, rows: Int, columns: Int) {
        self.row = row
        self.column = column
        self.rows = max(0, rows)
        self.columns = max(0, columns)
    }

    package func contains(_ place: Position) -> Bool {
        place.row >= row && place.row < row + rows && place.column >= column && place.column < column + columns
    }
}

/// Rows of cells, blank at first.
package struct Grid: Equatable, Sendable {
    package let columns: Int
    package let rows: Int
    /// How wide text is on the terminal this grid is for.
    package let widths: TextWidth
    /// Where the terminal's real cursor belongs (the caret, or the selected row).
    package var caret: Position?
    private(set) var cells: [Cell]

    /// A blank grid of `columns` by `rows` cells.
    package init(columns: Int, rows: Int, widths: TextWidth = .standard) {
        self.columns = max(0, columns)
        self.rows = max(0, rows)
        self.widths = widths
        cells = [Cell](repeating: .blank, count: self.columns * self.rows)
    }

    package var region: Region { Region(row: 0, column: 0, rows: rows, columns: columns) }

    /// The cell at a place inside the grid.
    package subscript(row: Int, column: Int) -> Cell {
        precondition(row >= 0 && row < rows && column >= 0 && column < columns, "no cell \(row), \(column)")
        return cells[row * columns + column]
    }

    /// Writes a cell; outside the grid nothing happens. What is left of a wide character half covered becomes blank.
    package mutating func set(_ cell: Cell, row: Int, column: Int) {
        guard row >= 0, row < rows, column >= 0, column + max(1, cell.width) <= columns, cell.width > 0 else { return }
        let index = row * columns + column
        mend(index, at: column)
        cells[index] = cell
        if cell.width == 2 {
            mend(index + 1, at: column + 1)
            cells[index + 1] = .continuation(cell.style)
        }
    }

    /// Fills a region with one narrow cell.
    package mutating func fill(_ region: Region, with cell: Cell = .blank) {
        for row in max(0, region.row)..<max(0, min(rows, region.row + region.rows), region.row) {
            for column in max(0, region.column)..<max(0, min(columns, region.column + region.columns), region.column) {
                set(cell, row: row, column: column)
            }
        }
    }

    /// Changes the style of every cell of a region and leaves the text.
    package mutating func restyle(_ region: Region, _ change: (Style) -> Style) {
        for row in max(0, region.row)..<max(0, min(rows, region.row + region.rows), region.row) {
            for column in max(0, region.column)..<max(0, min(columns, region.column + region.columns), region.column) {
                let index = row * columns + column
                cells[index].style = change(cells[index].style)
            }
        }
    }

    /// Copies another grid onto this one with its top left at a place; what does not fit is cut off.
    package mutating func blit(_ other: Grid, row: Int, column: Int) {
        for line in 0..<other.rows {
            for place in 0..<other.columns {
                let cell = other[line, place]
                if cell.width > 0 { set(cell, row: row + line, column: column + place) }
            }
        }
    }

    /// A copy of a region (the part of it inside the grid).
    package func cropped(to region: Region) -> Grid {
        var part = Grid(columns: region.columns, rows: region.rows, widths: widths)
        for row in 0..<region.rows where region.row + row >= 0 && region.row + row < rows {
            for column in 0..<region.columns
            where region.column + column >= 0 && region.column + column < columns {
                part.set(self[region.row + row, region.column + column], row: row, column: column)
            }
        }
        return part
    }

    /// Blanks the other half of a wide character of which one half is about to be overwritten.
    private mutating func mend(_ index: Int, at column: Int) {
        if cells[index].width == 0, column > 0 { cells[index - 1] = Cell(" ", style: cells[index - 1].style) }
        if cells[index].width == 2, column + 1 < columns {
            cells[index + 1] = Cell(" ", style: cells[index + 1].style)
        }
    }
}
