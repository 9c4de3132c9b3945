// Photos as coloured cells: one colour a cell, two colours above each other, or two colours in the four quarters of a
// cell, split where the quarters differ most.
import Domain
import Screen

extension Engraver {
    /// How far colours outside the spotlight move towards the terminal's background.
    static let faint: Float = 0.65

    /// The photo by the rung of these inks: `.spaces`, `.halves` or `.quadrants`.
    func colourBlocks(_ raster: Raster, frame: Box, inside: [Bool]?, size: BlockSize) -> Grid {
        let across = inks.rung == .quadrants ? 2 : 1
        let down = inks.rung == .spaces ? 1 : 2
        let plate = Plate(raster, frame: frame, columns: size.cellColumns * across, rows: size.cellRows * down)
        var grid = Grid(columns: size.cellColumns, rows: size.cellRows, widths: inks.widths)
        for row in 0..<size.cellRows {
            for column in 0..<size.cellColumns {
                let isLit = inside?[size.patch(row: row, column: column)] ?? true
                let samples = (0..<across * down).map { part in
                    let sample = (row * down + part / across) * plate.columns + column * across + part % across
                    return colour(of: plate, sample, isLit: isLit)
                }
                grid.set(cell(of: samples), row: row, column: column)
            }
        }
        return grid
    }

    /// A sample's colour; nil in the padding.
    private func colour(of plate: Plate, _ sample: Int, isLit: Bool) -> RGB? {
        guard plate.inside[sample] else { return nil }
        let colour = plate.colours[sample]
        return isLit ? colour : colour.mixed(with: inks.background, share: Self.faint)
    }

    /// One, two or four samples in one cell, from the upper left.
    private func cell(of samples: [RGB?]) -> Cell {
        switch samples.count {
        case 1: return Self.halves(samples[0].flatMap(inks.ink), samples[0].flatMap(inks.ink))
        case 2: return Self.halves(samples[0].flatMap(inks.ink), samples[1].flatMap(inks.ink))
        default: return quadrants(samples)
        }
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

    /// The quarters a glyph fills: 1 upper left, 2 upper right, 4 lower left, 8 lower right.
    private static let quarters = ["", "▘", "▝", "▀", "▖", "▌", "▞", "▛", "▗", "▚", "▐", "▜", "▄", "▙", "▟", "█"]

    /// Four samples with two colours: the split in two groups that leaves the smallest sum of squares. Where some lie
    /// in the padding, the split is theirs.
    private func quadrants(_ samples: [RGB?]) -> Cell {
        let present = samples.indices.reduce(0) { $0 | (samples[$1] == nil ? 0 : 1 << $1) }
        if present == 0 { return .blank }
        let colours = samples.map { $0 ?? inks.background }
        let filled = present < 15 ? present : (1...7).min { Self.rest(colours, $0) < Self.rest(colours, $1) } ?? 3
        let fore = inks.ink(Self.mean(colours, filled))
        let back = present < 15 ? nil : inks.ink(Self.mean(colours, 15 - filled))
        if fore == back { return Self.halves(fore, back) }
        return Cell(Self.quarters[filled], style: Style(foreground: fore, background: back))
    }

    private static func mean(_ colours: [RGB], _ filled: Int) -> RGB {
        let group = colours.indices.filter { filled >> $0 & 1 == 1 }.map { colours[$0] }
        func mean(_ channel: (RGB) -> UInt8) -> UInt8 {
            UInt8(group.reduce(0) { $0 + Int(channel($1)) } / max(1, group.count))
        }
        return RGB(mean(\.red), mean(\.green), mean(\.blue))
    }

    /// What a split leaves: the squared distances of all samples from their group's mean.
    private static func rest(_ colours: [RGB], _ filled: Int) -> Int {
        let fore = mean(colours, filled)
        let back = mean(colours, 15 - filled)
        return colours.indices.reduce(0) { $0 + colours[$1].distance(to: filled >> $1 & 1 == 1 ? fore : back) }
    }
}
