// The geometry of a block: a patch is 2k by k cells, k whole, so that patches are square on the screen and a cell
// never belongs to two of them.
import Screen

/// How many cells a map's patches take.
package struct BlockSize: Equatable, Hashable, Sendable {
    /// Patches down and across.
    package let rows, columns: Int
    /// k: a patch is 2k columns by k rows of cells.
    package let scale: Int

    package init(rows: Int, columns: Int, scale: Int) {
        precondition(rows > 0 && columns > 0 && scale > 0, "a block of \(rows)x\(columns) patches at scale \(scale)")
        self.rows = rows
        self.columns = columns
        self.scale = scale
    }

    /// The largest block of `rows` by `columns` patches in a space given in cells; nil when even k = 1 is too large.
    package static func fitting(rows: Int, columns: Int, inColumns width: Int, inRows height: Int) -> BlockSize? {
        guard rows > 0, columns > 0 else { return nil }
        let scale = min(width / (2 * columns), height / rows)
        return scale > 0 ? BlockSize(rows: rows, columns: columns, scale: scale) : nil
    }

    package var cellColumns: Int { columns * 2 * scale }
    package var cellRows: Int { rows * scale }
    package var patchCount: Int { rows * columns }

    /// A photo in fewer than about 28 x 14 cells is not recognisable.
    package var showsPhotos: Bool { cellColumns >= 28 && cellRows >= 14 }

    /// The cells of a patch, from the block's top left.
    package func region(of patch: Int) -> Region {
        Region(
            row: patch / columns * scale, column: patch % columns * 2 * scale, rows: scale, columns: 2 * scale)
    }

    /// The patch a cell of the block belongs to.
    package func patch(row: Int, column: Int) -> Int { row / scale * columns + column / (2 * scale) }

    /// The cell that carries a patch's glyph in every rung: left of the middle.
    package func glyphPlace(of patch: Int) -> Position {
        let region = region(of: patch)
        return Position(row: region.row + (scale - 1) / 2, column: region.column + scale - 1)
    }

    /// Reads a heat block back from the text of a screen: the level 0...5 of every patch, nil where the glyph is none
    /// of the scale's. `row` and `column` are the block's top left.
    package func levels(in lines: [String], row: Int = 0, column: Int = 0) -> [Int?] {
        let screen = lines.map { Array($0) }
        return (0..<patchCount).map { patch in
            let place = glyphPlace(of: patch)
            let y = row + place.row
            let x = column + place.column
            let glyph = y < screen.count && x < screen[y].count ? screen[y][x] : " "
            return AttentionScale.glyphs.firstIndex(of: glyph)
        }
    }
}
