// A photo as large as a screen of cells allows: cells of any number to a patch, so that a coarse grid does not decide the
// size. A cell outside the outline is faint as in the pane; it belongs to the patch of its middle.
import Domain
import Screen

extension Engraver {
    /// The photo in at most `inColumns` by `inRows` cells, in its own shape.
    /// - Parameter inside: the outline's patches; nil shows the whole photo at full strength.
    package func enlarged(
        _ raster: Raster, map: AttentionMap, inside: [Bool]?, inColumns columns: Int, inRows rows: Int
    ) -> Grid {
        let frame = map.frame
        // A cell is twice as high as wide; the square around the photo takes 2 side x side cells.
        let side = max(1, Int(min(Double(rows) / frame.height, Double(columns) / 2 / frame.width)))
        let size = BlockSize(rows: 1, columns: 1, scale: side)
        var grid = square(raster, frame: frame, isLit: true, size: size)
        if let inside { fade(&grid, square(raster, frame: frame, isLit: false, size: size), map: map, inside: inside) }
        let top = Int(frame.y * Double(side))
        let left = Int(frame.x * Double(2 * side))
        return grid.cropped(
            to: Region(
                row: top, column: left, rows: min(rows, Int((frame.height * Double(side)).rounded(.up))),
                columns: min(columns, Int((frame.width * Double(2 * side)).rounded(.up)))))
    }

    private func square(_ raster: Raster, frame: Box, isLit: Bool, size: BlockSize) -> Grid {
        inks.rung == .ascii || inks.depth < .indexed
            ? asciiPhoto(raster, frame: frame, inside: [isLit], size: size)
            : colourBlocks(raster, frame: frame, inside: [isLit], size: size)
    }

    private func fade(_ grid: inout Grid, _ faint: Grid, map: AttentionMap, inside: [Bool]) {
        for row in 0..<grid.rows {
            for column in 0..<grid.columns {
                let patchRow = (2 * row + 1) * map.rows / (2 * grid.rows)
                let patchColumn = (2 * column + 1) * map.columns / (2 * grid.columns)
                if !inside[patchRow * map.columns + patchColumn] {
                    grid.set(faint[row, column], row: row, column: column)
                }
            }
        }
    }
}
