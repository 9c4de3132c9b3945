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

    private static let ramp = [
        RGB(20, 48, 108), RGB(70, 84, 116), RGB(122, 122, 116), RGB(186, 172, 96), RGB(254, 230, 76),
    ]
    /// The same order of brightness in the sixteen colours: blue, magenta, cyan, yellow, white on dark terminals, grey,
    /// cyan, magenta, blue, black on light ones.
    private static let poor: [UInt8] = [4, 5, 6, 3, 15]
    private static let poorOnLight: [UInt8] = [7, 6, 5, 4, 0]

    /// The colour of a level on a terminal: nil (default background) for level 0. On a light terminal more weight is
    /// darker, on a dark one it is lighter.
    package static func colour(ofLevel level: Int, inks: Inks) -> Colour? {
        guard level > 0, inks.depth != .mono else { return nil }
        if inks.depth > .sixteen { return inks.ink(ramp[inks.isLight ? ramp.count - level : level - 1]) }
        return Colour.palette((inks.isLight ? poorOnLight : poor)[level - 1]).reduced(to: inks.depth)
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
