// What the terminal can print with. Every drawing asks this and nothing else about the terminal.
import Screen

/// How a picture is put into cells, poorest first. A rung can always be asked for by name (`--glyphs`).
package enum GlyphRung: String, Sendable, CaseIterable, Comparable {
    /// Glyphs of printable ASCII whose ink follows the picture (tinted where there are colours).
    case ascii
    /// Coloured blanks: one colour a cell (below 256 colours only for maps: photos stay tinted glyphs).
    case spaces
    /// Half blocks: two colours above each other in a cell.
    case halves
    /// Quadrants: two colours in the four quarters of a cell, for fonts that have them; only when asked for.
    case quadrants

    package static func < (left: GlyphRung, right: GlyphRung) -> Bool {
        left.step < right.step
    }

    private var step: Int {
        switch self {
        case .ascii: return 0
        case .spaces: return 1
        case .halves: return 2
        case .quadrants: return 3
        }
    }

    /// The best rung for a terminal: block elements need Unicode and one column each, photos need 256 colours.
    package static func best(depth: ColourDepth, unicode: Bool, widths: TextWidth) -> GlyphRung {
        switch depth {
        case .mono: return .ascii
        case .eight, .sixteen: return .spaces
        case .indexed, .truecolor: return unicode && !widths.ambiguousIsWide ? .halves : .spaces
        }
    }
}

/// The terminal as the engraver sees it.
package struct Inks: Equatable, Hashable, Sendable {
    package var rung: GlyphRung
    package var depth: ColourDepth
    /// The terminal's background, as asked (OSC 11) or assumed.
    package var background: RGB
    package var widths: TextWidth

    /// What stands where a line is cut.
    package var ellipsis: String { rung == .ascii || widths.ambiguousIsWide ? "~" : "…" }

    package init(
        rung: GlyphRung, depth: ColourDepth, background: RGB = RGB(0, 0, 0), widths: TextWidth = .standard
    ) {
        self.rung = depth == .mono ? .ascii : rung
        self.depth = depth
        self.background = background
        self.widths = widths
    }

    /// Printable ASCII on a dark terminal without colours.
    package static let plain = Inks(rung: .ascii, depth: .mono)

    /// Dark ink on a light background?
    package var isLight: Bool { background.brightness > 127 }

    /// A colour as this terminal has it; nil is the terminal's default.
    package func ink(_ colour: RGB) -> Colour? { Colour.rgb(colour).reduced(to: depth) }
}
