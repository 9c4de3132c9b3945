// Maps beside the photo: the strip's tiles (two patch rows in one row of cells) and the tables of the side panel.
import Domain
import Screen

extension Engraver {
    /// One query of the strip: a column a patch, a row for two patch rows (8 x 4 cells for 8 x 8 patches). Glyphs show
    /// the larger level of the two; half blocks show both.
    package func tile(_ map: AttentionMap) -> Grid {
        var grid = Grid(columns: map.columns, rows: (map.rows + 1) / 2, widths: inks.widths)
        for row in 0..<grid.rows {
            for column in 0..<map.columns {
                let upper = map.level(row * 2 * map.columns + column)
                let lower = row * 2 + 1 < map.rows ? map.level((row * 2 + 1) * map.columns + column) : 0
                grid.set(tileCell(upper, lower), row: row, column: column)
            }
        }
        return grid
    }

    private func tileCell(_ upper: Int, _ lower: Int) -> Cell {
        if inks.rung >= .halves {
            return Self.halves(
                AttentionScale.colour(ofLevel: upper, inks: inks), AttentionScale.colour(ofLevel: lower, inks: inks))
        }
        let level = max(upper, lower)
        let colour = AttentionScale.colour(ofLevel: level, inks: inks)
        return Cell(
            String(AttentionScale.glyphs[level]),
            style: Style(foreground: AttentionScale.contrast(on: colour, inks: inks), background: colour))
    }

    /// Percents in a table, a row a patch row, `width` columns a patch.
    package func percentTable(_ map: AttentionMap, width: Int = 3) -> Grid {
        var grid = Grid(columns: map.columns * width, rows: map.rows, widths: inks.widths)
        for patch in 0..<map.patchCount {
            grid.put(
                Self.percent(map.weights[patch], width: width), row: patch / map.columns,
                column: patch % map.columns * width, width: width, alignment: .trailing)
        }
        return grid
    }

    /// Owners in a table, a row a patch row, `width` columns a patch.
    package func ownerTable(_ owners: OwnerMap, width: Int = 2) -> Grid {
        var grid = Grid(columns: owners.columns * width, rows: owners.rows, widths: inks.widths)
        for (patch, owner) in owners.owners.enumerated() {
            let colour = owner.instance.flatMap { OwnerMap.colour(of: $0, inks: inks) }
            grid.put(
                String(owner.glyph), row: patch / owners.columns, column: patch % owners.columns * width, width: width,
                style: Style(foreground: colour), alignment: .trailing)
        }
        return grid
    }
}
