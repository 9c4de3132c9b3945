// What a person does at the keyboard and mouse, and what the window does, in words every view understands.

/// Keys held together with another.
package struct Modifiers: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) { self.rawValue = rawValue }

    package static let shift = Modifiers(rawValue: 1)
    package static let alt = Modifiers(rawValue: 2)
    package static let control = Modifiers(rawValue: 4)
}

/// Keys that are not characters.
package enum NamedKey: Hashable, Sendable {
    case enter, escape, tab, backTab, backspace, delete, insert
    case up, down, left, right, home, end, pageUp, pageDown
    /// F1...F12.
    case function(Int)
}

/// A mouse report. Rows and columns count from 0 at the top left.
package struct Mouse: Hashable, Sendable {
    package enum Action: Hashable, Sendable {
        case press, release, wheelUp, wheelDown
    }

    package var action: Action
    /// 1 left, 2 middle, 3 right; 0 for the wheel.
    package var button: Int
    package var row: Int
    package var column: Int
    package var modifiers: Modifiers

    package init(_ action: Action, button: Int = 1, row: Int, column: Int, modifiers: Modifiers = []) {
        self.action = action
        self.button = button
        self.row = row
        self.column = column
        self.modifiers = modifiers
    }
}

/// One input.
package enum Key: Hashable, Sendable {
    /// A typed character. Control keys arrive as the small letter with `.control` (`^A` is "a"); full-width letters
    /// arrive as they were typed.
    case character(Character, Modifiers = [])
    case named(NamedKey, Modifiers = [])
    case mouse(Mouse)
    /// Bracketed paste: the whole text at once, line ends as "\n".
    case paste(String)
    /// The window has this many cells now.
    case resize(columns: Int, rows: Int)

    /// A control key: `.control("c")`.
    package static func control(_ letter: Character) -> Key { .character(letter, .control) }
}
