// Maps as cells: levels, owners, percents. Glyph first, colour second: without colours a patch's glyph fills its
// cells, with them it stands once on a coloured field.
import Domain
import Screen

extension Engraver {
    /// The level of every patch.
    func heat(_ map: AttentionMap, size: BlockSize) -> Grid {
        var grid = Grid(columns: size.cellColumns, rows: size.cellRows, widths: inks.widths)
        for patch in 0..<size.patchCount {
            let level = map.level(patch)
            let colour = AttentionScale.colour(ofLevel: level, inks: inks)
            var style = Style(foreground: AttentionScale.contrast(on: colour, inks: inks), background: colour)
            let isClipped = map.evenShares(patch) >= AttentionScale.clip
            if isClipped { style.emphasis = .underline }
            fill(&grid, patch: patch, with: AttentionScale.glyphs[level], style: style, size: size)
            // A sign of its own, so that a text without attributes keeps it; a patch has two columns at least.
            let place = size.glyphPlace(of: patch)
            if isClipped { grid.set(Cell("!", style: style), row: place.row, column: place.column + 1) }
        }
        return grid
    }

    /// The letter of every patch's owner.
    func owned(_ owners: OwnerMap, size: BlockSize) -> Grid {
        var grid = Grid(columns: size.cellColumns, rows: size.cellRows, widths: inks.widths)
        for (patch, owner) in owners.owners.enumerated() {
            let colour = OwnerMap.colour(of: owner, inks: inks)
            let style = Style(foreground: AttentionScale.contrast(on: colour, inks: inks), background: colour)
            let place = size.glyphPlace(of: patch)
            if owner.instance == nil {
                grid.set(Cell(".", style: .dim), row: place.row, column: place.column)
            } else {
                fill(&grid, patch: patch, with: owner.glyph, style: style, size: size)
            }
        }
        return grid
    }

    /// Percent of the weight on every patch; bold inside the outline.
    func numbers(_ map: AttentionMap, outline: MassOutline, size: BlockSize) -> Grid {
        var grid = Grid(columns: size.cellColumns, rows: size.cellRows, widths: inks.widths)
        for patch in 0..<size.patchCount {
            let colour = AttentionScale.colour(ofLevel: map.level(patch), inks: inks)
            var style = Style(foreground: AttentionScale.contrast(on: colour, inks: inks), background: colour)
            if outline.inside[patch] { style.emphasis = .bold }
            let region = size.region(of: patch)
            let place = size.glyphPlace(of: patch)
            grid.fill(region, with: Cell(" ", style: style))
            grid.put(
                Self.percent(map.weights[patch], width: region.columns), row: place.row, column: region.column,
                width: min(region.columns, size.scale + 2), style: style, alignment: .trailing)
        }
        return grid
    }

    /// A whole percentage, `.` for less than half a percent; in two columns, where two digits would touch the number before
    /// them, a letter for the tens: A for 10 to 19, B for 20 to 29, and J for 100.
    package static func percent(_ weight: Float, width: Int) -> String {
        let percent = Int((weight * 100).rounded())
        if percent == 0 { return "." }
        guard percent > 9, width < 3 else { return String(percent) }
        return String(UnicodeScalar(UInt8(ascii: "A") + UInt8(min(10, percent / 10) - 1)))
    }

    /// A field of one colour with its glyph: everywhere without colours, once with them.
    private func fill(_ grid: inout Grid, patch: Int, with glyph: Character, style: Style, size: BlockSize) {
        if style.background == nil {
            grid.fill(size.region(of: patch), with: Cell(String(glyph), style: style))
        } else {
            grid.fill(size.region(of: patch), with: Cell(" ", style: Style(background: style.background)))
            let place = size.glyphPlace(of: patch)
            grid.set(Cell(String(glyph), style: style), row: place.row, column: place.column)
        }
    }
}
