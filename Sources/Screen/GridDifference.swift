// What changed between two grids, as runs of cells: the painter touches nothing else.

/// Neighbouring cells of one row that differ.
package struct CellRun: Equatable, Sendable {
    package let row: Int
    package let column: Int
    package let cells: [Cell]
}

extension Grid {
    /// The runs that turn `old` into this grid; everything when the sizes differ. A run never starts or ends inside
    /// a wide character.
    package func difference(from old: Grid?) -> [CellRun] {
        guard let old, old.columns == columns, old.rows == rows else {
            return (0..<rows).map {
                CellRun(row: $0, column: 0, cells: Array(cells[$0 * columns..<($0 + 1) * columns]))
            }
        }
        return (0..<rows).flatMap { runs(ofRow: $0, from: old) }
    }

    private func runs(ofRow row: Int, from old: Grid) -> [CellRun] {
        let start = row * columns
        var runs: [CellRun] = []
        var column = 0
        while column < columns {
            guard cells[start + column] != old.cells[start + column] else {
                column += 1
                continue
            }
            var first = column
            while first > 0 && cells[start + first].isContinuation { first -= 1 }
            column += 1
            while column < columns,
                cells[start + column] != old.cells[start + column] || cells[start + column].isContinuation
            {
                column += 1
            }
            runs.append(CellRun(row: row, column: first, cells: Array(cells[start + first..<start + column])))
        }
        return runs
    }
}
