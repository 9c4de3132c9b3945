// Colours as a terminal has them: its own sixteen (whose look belongs to the user), the fixed palette of 256, and
// 24 bits. A colour knows its nearest neighbour one rung down, so that views paint in full colour and the writer of
// a poorer terminal asks for less.

/// Red, green and blue, 0...255 each (sRGB).
package struct RGB: Equatable, Hashable, Sendable {
    package var red, green, blue: UInt8

    package init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// This colour moved towards `other` by `share` (0 stays, 1 arrives).
    package func mixed(with other: RGB, share: Float) -> RGB {
        func mix(_ from: UInt8, _ to: UInt8) -> UInt8 {
            UInt8(max(0, min(255, (Float(from) + (Float(to) - Float(from)) * share).rounded())))
        }
        return RGB(mix(red, other.red), mix(green, other.green), mix(blue, other.blue))
    }

    /// Perceived brightness, 0...255 (Rec. 601 weights on sRGB values).
    package var brightness: Float { 0.299 * Float(red) + 0.587 * Float(green) + 0.114 * Float(blue) }

    /// Squared distance with the channels weighted as the eye weighs them.
    package func distance(to other: RGB) -> Int {
        let r = Int(red) - Int(other.red)
        let g = Int(green) - Int(other.green)
        let b = Int(blue) - Int(other.blue)
        return 3 * r * r + 6 * g * g + 2 * b * b
    }
}

/// How many colours a terminal shows, poorest first.
package enum ColourDepth: Int, Sendable, Comparable, CaseIterable {
    /// No colour at all: bold, dim, underline and reverse only.
    case mono
    case eight
    case sixteen
    /// The palette of 256.
    case indexed
    /// 24 bits.
    case truecolor

    package static func < (left: ColourDepth, right: ColourDepth) -> Bool { left.rawValue < right.rawValue }
}

/// One colour of a cell.
package enum Colour: Equatable, Hashable, Sendable {
    /// 0...7 the terminal's own, 8...15 their bright forms, 16...231 the 6x6x6 cube, 232...255 greys.
    case palette(UInt8)
    case rgb(RGB)

    /// A 24-bit colour.
    package static func rgb(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Colour { .rgb(RGB(red, green, blue)) }

    /// How the colour looks (for the terminal's own sixteen: as xterm has them).
    package var look: RGB {
        switch self {
        case .rgb(let value): return value
        case .palette(let index): return Palette.look(of: index)
        }
    }

    /// The nearest colour a terminal of that depth has; nil where it has none.
    package func reduced(to depth: ColourDepth) -> Colour? {
        switch (depth, self) {
        case (.mono, _): return nil
        case (.truecolor, _): return self
        case (.indexed, .palette): return self
        case (.indexed, .rgb(let value)): return .palette(Palette.nearestFixed(to: value))
        case (.sixteen, .palette(0...15)): return self
        case (.sixteen, _): return .palette(Palette.nearestOfSixteen(to: look))
        case (.eight, .palette(let index)) where index < 16: return .palette(index & 7)
        case (.eight, _): return .palette(Palette.nearestOfSixteen(to: look) & 7)
        }
    }
}

/// The palette of 256 as every terminal since xterm has it.
enum Palette {
    private static let own: [RGB] = [
        RGB(0, 0, 0), RGB(205, 0, 0), RGB(0, 205, 0), RGB(205, 205, 0), RGB(0, 0, 238), RGB(205, 0, 205),
        RGB(0, 205, 205), RGB(229, 229, 229), RGB(127, 127, 127), RGB(255, 0, 0), RGB(0, 255, 0), RGB(255, 255, 0),
        RGB(92, 92, 255), RGB(255, 0, 255), RGB(0, 255, 255), RGB(255, 255, 255),
    ]
    private static let steps: [UInt8] = [0, 95, 135, 175, 215, 255]

    static func look(of index: UInt8) -> RGB {
        switch index {
        case ..<16: return own[Int(index)]
        case 232...:
            let grey = 8 + (index - 232) * 10
            return RGB(grey, grey, grey)
        default:
            let cube = Int(index) - 16
            return RGB(steps[cube / 36], steps[cube / 6 % 6], steps[cube % 6])
        }
    }

    /// The nearest of 16...255: the cube's nearest in each channel, or the grey nearest to the weighted mean.
    static func nearestFixed(to colour: RGB) -> UInt8 {
        let (r, g, b) = (step(colour.red), step(colour.green), step(colour.blue))
        let cube = UInt8(16 + 36 * r + 6 * g + b)
        let mean = (3 * Int(colour.red) + 6 * Int(colour.green) + 2 * Int(colour.blue)) / 11
        let grey = UInt8(232 + max(0, min(23, (mean - 3) / 10)))
        return colour.distance(to: look(of: grey)) < colour.distance(to: look(of: cube)) ? grey : cube
    }

    static func nearestOfSixteen(to colour: RGB) -> UInt8 {
        var best = 0
        for index in own.indices where colour.distance(to: own[index]) < colour.distance(to: own[best]) {
            best = index
        }
        return UInt8(best)
    }

    private static func step(_ value: UInt8) -> Int {
        value < 48 ? 0 : value < 115 ? 1 : (Int(value) - 35) / 40
    }
}
