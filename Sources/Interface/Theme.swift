// How the screen's parts look on one terminal. Glyphs and words carry every meaning; colour and emphasis only repeat
// it, in Okabe and Ito's colours, on the user's own foreground and background.
import Engraving
import Explorer
import Screen

/// A part of the screen that has a look of its own.
package enum Role: Sendable, CaseIterable {
    case plain, quiet, heading, programName
    case boxSign, box, chip, token, unseen
    case selected, marked, unlikely, rule
    case good, bad, winner
    case key, keyLabel, disabledKey
    case notice, problem
}

/// The looks of one terminal.
package struct Theme: Equatable, Sendable {
    package let inks: Inks

    package init(inks: Inks) {
        self.inks = inks
    }

    /// Without colours, on a dark background, ASCII only.
    package static let plain = Theme(inks: .plain)

    package func style(_ role: Role) -> Style {
        switch role {
        case .plain, .box, .keyLabel, .heading: .plain
        case .quiet, .unlikely, .rule, .disabledKey, .token: .dim
        case .programName, .boxSign, .key, .winner: .bold
        case .chip: Style(emphasis: [.bold, .underline])
        case .selected: .reverse
        case .marked: .bold
        case .unseen: tinted(vermillion, .underline)
        case .good: tinted(blue, .bold)
        case .bad: tinted(vermillion, .bold)
        case .notice: .bold
        case .problem: tinted(vermillion, .bold)
        }
    }

    private var blue: RGB { inks.isLight ? RGB(0, 90, 160) : RGB(86, 180, 233) }
    private var vermillion: RGB { inks.isLight ? RGB(176, 70, 0) : RGB(230, 120, 40) }

    private func tinted(_ colour: RGB, _ emphasis: Emphasis) -> Style {
        Style(foreground: inks.ink(colour), emphasis: emphasis)
    }
}

/// The terminal the screen is drawn for.
package struct Surroundings: Equatable, Sendable {
    package var columns: Int
    package var rows: Int
    package var theme: Theme
    package var keys: KeyMap

    package init(columns: Int, rows: Int, theme: Theme = .plain, keys: KeyMap = .standard) {
        self.keys = keys
        self.columns = columns
        self.rows = rows
        self.theme = theme
    }

    package var widths: TextWidth { theme.inks.widths }
    package var engraver: Engraver { Engraver(inks: theme.inks) }
}

/// Text with a look.
struct Span: Equatable {
    var text: String
    var role: Role
    /// What a click does, where it does something.
    var event: Event?

    init(_ text: String, _ role: Role = .plain, click event: Event? = nil) {
        self.text = text
        self.role = role
        self.event = event
    }
}

extension Grid {
    /// Puts spans one behind the other, as many columns as there are up to `limit`.
    /// - Returns: the column behind the last one written.
    @discardableResult
    mutating func put(_ spans: [Span], row: Int, column: Int, limit: Int, theme: Theme) -> Int {
        var place = column
        for span in spans {
            place = put(
                span.text, row: row, column: place, style: theme.style(span.role), limit: column + limit - place)
        }
        return place
    }
}
