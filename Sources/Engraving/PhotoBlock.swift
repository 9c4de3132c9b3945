// Photos as matched glyphs.
import Domain
import Screen

extension Engraver {
    /// Mean ink up to which a glyph counts as light: what stands outside the spotlight on a terminal without colours.
    static let lightInk: Float = 0.075

    func asciiPhoto(_ raster: Raster, frame: Box, inside: [Bool]?, size: BlockSize) -> Grid {
        let plate = Plate(
            raster, frame: frame, columns: size.cellColumns * GlyphMatcher.columns,
            rows: size.cellRows * GlyphMatcher.rows)
        let light = UnsharpMask(columns: plate.columns, rows: plate.rows)
            .applied(to: inks.isLight ? plate.luminance.map { 1 - $0 } : plate.luminance, inside: plate.inside)
        var grid = Grid(columns: size.cellColumns, rows: size.cellRows, widths: inks.widths)
        for row in 0..<size.cellRows {
            for column in 0..<size.cellColumns {
                let isLit = inside?[size.patch(row: row, column: column)] ?? true
                let values = isLit ? light.full : light.faint
                let glyph = Self.glyph(of: plate, values, row: row, column: column, isLit: isLit)
                let tint = isLit ? Tint(inks: inks).colour(of: plate, row: row, column: column) : nil
                grid.set(Cell(glyph, style: isLit ? Style(foreground: tint) : .dim), row: row, column: column)
            }
        }
        return grid
    }

    /// The glyph of one cell; outside the spotlight a light one.
    private static func glyph(of plate: Plate, _ light: [Float], row: Int, column: Int, isLit: Bool) -> String {
        withUnsafeTemporaryAllocation(of: Float.self, capacity: GlyphMatcher.parts) { cell in
            for part in 0..<GlyphMatcher.parts {
                let sample =
                    (row * GlyphMatcher.rows + part / GlyphMatcher.columns) * plate.columns
                    + column * GlyphMatcher.columns + part % GlyphMatcher.columns
                cell[part] = plate.inside[sample] ? light[sample] : 0
            }
            guard let start = UnsafePointer(cell.baseAddress) else { return " " }
            let glyph = GlyphMatcher.shared.nearest(to: start, heaviest: isLit ? 1 : lightInk)
            return String(UnicodeScalar(UInt8(32 + glyph)))
        }
    }
}
