// Colour for glyphs: their ink already shows light and dark, so only the hue of the photo is taken, at a brightness
// that can be read on the terminal's background. A yellow pepper is yellow even where sixteen colours are all there is.
import Screen

struct Tint {
    /// Difference of the largest and smallest channel from which a colour is told from grey (0...255).
    private static let leastChroma = 40
    /// The six hues of the terminal's own colours: red, yellow, green, cyan, blue, magenta.
    private static let hues: [UInt8] = [1, 3, 2, 6, 4, 5]

    let inks: Inks

    /// The foreground of a glyph's cell; nil (the default) for greys, for the padding and without colours.
    func colour(of plate: Plate, row: Int, column: Int) -> Colour? {
        guard inks.depth > .mono else { return nil }
        let mean = Self.mean(of: plate, row: row, column: column)
        let largest = mean.max() ?? 0
        guard largest - (mean.min() ?? 0) >= Self.leastChroma else { return nil }
        if inks.depth <= .sixteen {
            let hue = Self.hues[Self.hue(mean)]
            return Colour.palette(inks.isLight ? hue : hue + 8).reduced(to: inks.depth)
        }
        let target = inks.isLight ? 130 : 235
        func scaled(_ value: Int) -> UInt8 { UInt8(value * target / largest) }
        return inks.ink(RGB(scaled(mean[0]), scaled(mean[1]), scaled(mean[2])))
    }

    /// Mean red, green and blue of a glyph's cell.
    private static func mean(of plate: Plate, row: Int, column: Int) -> [Int] {
        var sums = [0, 0, 0]
        for part in 0..<GlyphMatcher.parts {
            let sample =
                (row * GlyphMatcher.rows + part / GlyphMatcher.columns) * plate.columns
                + column * GlyphMatcher.columns + part % GlyphMatcher.columns
            sums[0] += Int(plate.colours[sample].red)
            sums[1] += Int(plate.colours[sample].green)
            sums[2] += Int(plate.colours[sample].blue)
        }
        return sums.map { $0 / GlyphMatcher.parts }
    }

    /// The nearest of six hues, 0 red, 1 yellow … 5 magenta.
    static func hue(_ colour: [Int]) -> Int {
        let largest = colour.max() ?? 0
        let chroma = max(1, largest - (colour.min() ?? 0))
        let (red, green, blue) = (colour[0], colour[1], colour[2])
        let sixths: Double
        if largest == red {
            sixths = Double(green - blue) / Double(chroma) + 6
        } else if largest == green {
            sixths = Double(blue - red) / Double(chroma) + 2
        } else {
            sixths = Double(red - green) / Double(chroma) + 4
        }
        return Int(sixths.rounded()) % 6
    }
}
