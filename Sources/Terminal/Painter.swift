// The last painter: only the cells that changed since the last frame reach curses, and curses sends only what the
// terminal does not show already.
import CNcurses
import Screen

/// Paints grids on the open terminal.
package struct Painter {
    private let depth: ColourDepth
    private let isDirect: Bool
    private var shown: Grid?
    /// Counting costs a read of /proc each frame, so it is off unless a benchmark asks.
    package var countsBytes = false
    /// Bytes the last frame took on the wire; nil when they are not counted.
    package private(set) var lastFrameBytes: Int?

    init(depth: ColourDepth, isDirect: Bool) {
        self.depth = depth
        self.isDirect = isDirect
    }

    /// Everything is sent again with the next frame.
    mutating func forget() {
        shown = nil
        glass_forget()
    }

    /// Shows a grid, with the real cursor at its caret (hidden where it has none).
    mutating func paint(_ grid: Grid) {
        let before = countsBytes ? glass_bytes_written() : -1
        // U+FFFD is itself of ambiguous width.
        let standIn: Unicode.Scalar = grid.widths.ambiguousIsWide ? "?" : "\u{FFFD}"
        for run in grid.difference(from: shown) {
            var column = run.column
            for cell in run.cells {
                if cell.width > 0 { put(cell, row: run.row, column: column, standIn: standIn) }
                column += 1
            }
        }
        glass_flush(Int32(grid.caret?.row ?? -1), Int32(grid.caret?.column ?? 0))
        lastFrameBytes = before >= 0 ? Int(glass_bytes_written() - before) : nil
        shown = grid
    }

    private func put(_ cell: Cell, row: Int, column: Int, standIn: Unicode.Scalar) {
        let style = cell.style.reduced(to: depth)
        let scalars = cell.text.unicodeScalars
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 8) { buffer in
            var count = 0
            for scalar in scalars where count < 8 {
                buffer[count] = scalar.value
                count += 1
            }
            glass_put(
                Int32(row), Int32(column), buffer.baseAddress, Int32(count), Int32(cell.width),
                standIn.value, UInt32(style.emphasis.rawValue), number(style.foreground), number(style.background))
        }
    }

    /// A colour as curses counts it. In direct mode 0...7 are the terminal's own, so the darkest blues make way.
    private func number(_ colour: Colour?) -> Int32 {
        switch colour {
        case nil: return -1
        case .palette(let index) where !isDirect || index < 8: return Int32(index)
        case let other?:
            let look = other.look
            let value = Int32(look.red) << 16 | Int32(look.green) << 8 | Int32(look.blue)
            return value < 8 ? 8 : value
        }
    }
}

/// What curses measures text with, for comparing our own tables with it.
package enum CursesWidth {
    /// Columns of a scalar in UTF-8; nil where the C library knows none (the painter then shows U+FFFD).
    package static func columns(of scalar: Unicode.Scalar) -> Int? {
        let columns = Int(glass_columns(scalar.value))
        return columns < 0 ? nil : columns
    }
}
