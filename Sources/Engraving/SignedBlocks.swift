// A signed map as cells: the sign and the level, so that a terminal without colours loses nothing; with colours what is
// more is warm and what is less is cold.
import Domain
import Screen

extension Engraver {
    /// "+3" where the first map has more, "-3" where it has less; nothing under half an even share.
    package func signed(_ map: ContrastMap, size: BlockSize) -> Grid {
        var grid = Grid(columns: size.cellColumns, rows: size.cellRows, widths: inks.widths)
        for patch in 0..<size.patchCount {
            let level = map.level(patch)
            guard level != 0 else { continue }
            let colour = Self.colour(ofSigned: level, inks: inks)
            let style = Style(foreground: AttentionScale.contrast(on: colour, inks: inks), background: colour)
            let region = size.region(of: patch)
            grid.fill(region, with: Cell(" ", style: style))
            let text = (level > 0 ? "+" : "-") + String(abs(level))
            grid.put(
                text, row: size.glyphPlace(of: patch).row, column: region.column, width: region.columns, style: style,
                alignment: .trailing)
        }
        return grid
    }

    private static func colour(ofSigned level: Int, inks: Inks) -> Colour? {
        guard inks.depth != .mono else { return nil }
        let strength = UInt8(80 + 35 * abs(level))
        let colour: Colour = level > 0 ? .rgb(strength, 70, 30) : .rgb(30, 70, strength)
        return colour.reduced(to: inks.depth)
    }
}
