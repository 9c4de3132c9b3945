// How a cell looks. nil colours are the terminal's own default foreground and background, which the program never
// repaints: the user chose them.

/// Colours and emphasis of a cell.
package struct Style: Equatable, Hashable, Sendable {
    /// nil: the terminal's default.
    package var foreground: Colour?
    /// nil: the terminal's default.
    package var background: Colour?
    package var emphasis: Emphasis

    package init(foreground: Colour? = nil, background: Colour? = nil, emphasis: Emphasis = []) {
        self.foreground = foreground
        self.background = background
        self.emphasis = emphasis
    }

    /// Default colours, no emphasis.
    package static let plain = Style()
    package static let bold = Style(emphasis: .bold)
    package static let dim = Style(emphasis: .dim)
    package static let underline = Style(emphasis: .underline)
    package static let reverse = Style(emphasis: .reverse)

    /// The same style with more emphasis.
    package func with(_ more: Emphasis) -> Style {
        Style(foreground: foreground, background: background, emphasis: emphasis.union(more))
    }

    /// The same style with other colours where they are given.
    package func with(foreground: Colour? = nil, background: Colour? = nil) -> Style {
        Style(
            foreground: foreground ?? self.foreground, background: background ?? self.background, emphasis: emphasis)
    }

    /// The style as a terminal of that depth can show it.
    package func reduced(to depth: ColourDepth) -> Style {
        guard foreground != nil || background != nil, depth != .truecolor else { return self }
        return Style(
            foreground: foreground?.reduced(to: depth), background: background?.reduced(to: depth), emphasis: emphasis)
    }
}

/// Emphasis without colour.
package struct Emphasis: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let bold = Emphasis(rawValue: 1)
    package static let dim = Emphasis(rawValue: 2)
    package static let underline = Emphasis(rawValue: 4)
    package static let reverse = Emphasis(rawValue: 8)
}
