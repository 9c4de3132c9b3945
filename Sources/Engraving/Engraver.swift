// The views of one photo and one map, each a block of cells. One patch is one block of cells, never smoothed.
import Domain
import Screen

/// What there is to draw.
package struct BlockSubject: Equatable, Sendable {
    /// The decoded photo; nil while it is read or when its file is missing: its views then show the levels.
    package var raster: Raster?
    package var map: AttentionMap
    package var owners: OwnerMap?
    /// The part of the weight the outline holds, 0...1.
    package var outlineShare: Float

    package init(raster: Raster?, map: AttentionMap, owners: OwnerMap? = nil, outlineShare: Float = 0.6) {
        self.raster = raster
        self.map = map
        self.owners = owners
        self.outlineShare = outlineShare
    }
}

/// A drawn block and the facts its recipe line names.
package struct EngravedBlock: Equatable, Sendable {
    /// `size.cellColumns` by `size.cellRows` cells.
    package let grid: Grid
    package let outline: MassOutline
    /// Patches at or above `AttentionScale.clip` even shares, drawn as the top level and underlined.
    package let clipped: [Int]
}

/// Draws blocks for one terminal.
package struct Engraver: Equatable, Sendable {
    package let inks: Inks

    package init(inks: Inks) { self.inks = inks }

    /// One view as a block of `size`, which must have the map's rows and columns.
    package func block(_ view: MapView, of subject: BlockSubject, size: BlockSize) -> EngravedBlock {
        let map = subject.map
        precondition(
            map.rows == size.rows && map.columns == size.columns,
            "a \(map.rows)x\(map.columns) map in a \(size.rows)x\(size.columns) block")
        let outline = map.outline(holding: subject.outlineShare)
        let grid: Grid
        switch (view, subject.raster, subject.owners) {
        case (.photo, let raster?, _): grid = photo(raster, map: map, inside: nil, size: size)
        case (.spotlight, let raster?, _): grid = photo(raster, map: map, inside: outline.inside, size: size)
        case (.owners, _, let owners?): grid = owned(owners, size: size)
        case (.numbers, _, _): grid = numbers(map, outline: outline, size: size)
        default: grid = heat(map, size: size)
        }
        return EngravedBlock(grid: grid, outline: outline, clipped: AttentionScale.outliers(of: map))
    }

    /// The photo, whole (`inside` nil) or with the patches outside made faint. Few colours make no photo, so below 256
    /// of them it is tinted glyphs.
    private func photo(_ raster: Raster, map: AttentionMap, inside: [Bool]?, size: BlockSize) -> Grid {
        inks.rung == .ascii || inks.depth < .indexed
            ? asciiPhoto(raster, frame: map.frame, inside: inside, size: size)
            : colourBlocks(raster, frame: map.frame, inside: inside, size: size)
    }
}
