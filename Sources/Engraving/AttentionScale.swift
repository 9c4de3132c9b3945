// One meaning in every photo, grid and checkpoint: levels count doublings of the even share, glyphs and colours only
// show the levels. The glyphs' ink grows in every monospace font tried; the colours run from dark blue to yellow with
// even steps of lightness (a polyline of our own, in the manner of cividis), so that neither a red-green nor a
// blue-yellow weakness, nor a grey print, changes the order.
import Domain
import Screen

/// The levels of a map as glyphs and colours.
package enum AttentionScale {
    /// Levels 0...5: under 1/2 of the even share, under 1, 2, 4, 8, and 8 or more.
    package static let glyphs: [Character] = [" ", ".", ":", "+", "#", "@"]

    /// Even shares from which a patch is an outlier: it is drawn as the top level, marked and counted.
    package static let clip: Float = 16

    /// Levels 1...5 on a dark and on a light background, at each depth that has a ramp of its own.
    private struct Ramp {
        let dark, light: [Colour]
    }

    private static let direct = Ramp(
        dark: [.rgb(20, 48, 108), .rgb(70, 84, 116), .rgb(122, 122, 116), .rgb(186, 172, 96), .rgb(254, 230, 76)],
        light: [.rgb(236, 230, 184), .rgb(202, 190, 120), .rgb(136, 136, 118), .rgb(74, 86, 116), .rgb(18, 42, 100)])
    /// The cube has few dark colours, so its nearest to the ramp above would be greys.
    private static let indexed = Ramp(dark: palette([18, 24, 66, 143, 227]), light: palette([229, 179, 102, 24, 17]))
    /// Blue, magenta, cyan, yellow, white by brightness, and grey, cyan, magenta, blue, black.
    private static let sixteen = Ramp(dark: palette([4, 5, 6, 3, 15]), light: palette([7, 6, 5, 4, 0]))

    private static func palette(_ indices: [UInt8]) -> [Colour] { indices.map { .palette($0) } }

    /// The colour of a level on a terminal: nil (default background) for level 0. On a light terminal more weight is
    /// darker, on a dark one it is lighter.
    package static func colour(ofLevel level: Int, inks: Inks) -> Colour? {
        guard level > 0, inks.depth != .mono else { return nil }
        let ramp = inks.depth == .truecolor ? direct : inks.depth == .indexed ? indexed : sixteen
        return (inks.isLight ? ramp.light : ramp.dark)[level - 1].reduced(to: inks.depth)
    }

    /// Black or white, whichever is easier to read on a colour.
    static func contrast(on colour: Colour?, inks: Inks) -> Colour? {
        guard let colour else { return nil }
        return .palette(colour.look.brightness > 110 ? 0 : 15)
    }

    /// Patches at or above the clip.
    package static func outliers(of map: AttentionMap) -> [Int] {
        map.weights.indices.filter { map.evenShares($0) >= clip }
    }
}
