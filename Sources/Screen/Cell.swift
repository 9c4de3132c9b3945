// One cell of the screen. A wide character lives in its left cell; the cell to its right is its continuation and
// holds no text, so that column numbers and array indices stay the same thing.

/// What stands in one cell.
package struct Cell: Equatable, Hashable, Sendable {
    /// One spacing scalar and the marks that combine with it; empty in a continuation.
    package let text: String
    /// Columns taken: 1 or 2; 0 for the right half of a wide character.
    package let width: Int
    package var style: Style

    /// A cell with text of a known width (`TextWidth.pieces` cuts text into such pieces).
    package init(_ text: String = " ", width: Int = 1, style: Style = .plain) {
        self.text = text
        self.width = width
        self.style = style
    }

    package static let blank = Cell()

    package var isContinuation: Bool { width == 0 }

    static func continuation(_ style: Style) -> Cell { Cell("", width: 0, style: style) }
}
