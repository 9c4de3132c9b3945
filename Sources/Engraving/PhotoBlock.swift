// Photos as cells: matched glyphs, or half blocks with two colours a cell.
import Domain
import Screen

extension Engraver {
    /// Mean ink up to which a glyph counts as light: what stands outside the spotlight on a terminal without colours.
    static let lightInk: Float = 0.075
    /// How far colours outside the spotlight move towards the terminal's background.
    static let faint: Float = 0.65

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

    func halfBlocks(_ raster: Raster, frame: Box, inside: [Bool]?, size: BlockSize) -> Grid {
        let plate = Plate(raster, frame: frame, columns: size.cellColumns, rows: size.cellRows * 2)
        var grid = Grid(columns: size.cellColumns, rows: size.cellRows, widths: inks.widths)
        for row in 0..<size.cellRows {
            for column in 0..<size.cellColumns {
                let isLit = inside?[size.patch(row: row, column: column)] ?? true
                let upper = ink(of: plate, row: row * 2, column: column, isLit: isLit)
                let lower = ink(of: plate, row: row * 2 + 1, column: column, isLit: isLit)
                grid.set(Self.halves(upper, lower), row: row, column: column)
            }
        }
        return grid
    }

    /// The cell that shows one colour above another, with as few colours named as can be.
    static func halves(_ upper: Colour?, _ lower: Colour?) -> Cell {
        switch (upper, lower) {
        case (nil, nil): return .blank
        case (let both?, let same) where both == same: return Cell(" ", style: Style(background: both))
        case (nil, let lower?): return Cell("▄", style: Style(foreground: lower))
        case (let upper?, let lower): return Cell("▀", style: Style(foreground: upper, background: lower))
        }
    }

    private func ink(of plate: Plate, row: Int, column: Int, isLit: Bool) -> Colour? {
        let sample = row * plate.columns + column
        guard plate.inside[sample] else { return nil }
        let colour = plate.colours[sample]
        return inks.ink(isLit ? colour : colour.mixed(with: inks.background, share: Self.faint))
    }
}
