// Whether the terminal draws pixels, and how: what the person asked for, then what the environment names, then what the
// terminal answers. Inside tmux and screen nothing is guessed: what the terminal around them can do is hidden there.
import Screen

/// What `--zoom` says.
package enum PixelPreference: String, Sendable, CaseIterable {
    case auto, kitty, iterm2, sixel, blocks
}

/// Pure rules, so that every combination can be tested.
package enum PixelDecision: Equatable, Sendable {
    case use(PixelProtocol)
    case blocks
    /// Only the terminal knows.
    case ask

    /// What is known without asking. NO_COLOR and its kin mean blocks unless pixels were asked for by name.
    package static func known(
        _ preference: PixelPreference, environment: [String: String], depth: ColourDepth
    ) -> PixelDecision {
        if let named = PixelProtocol(rawValue: preference.rawValue) { return .use(named) }
        let term = environment["TERM"] ?? ""
        let hides =
            environment["TMUX"] != nil || environment["STY"] != nil || term.hasPrefix("tmux")
            || term.hasPrefix("screen")
        let isPlain = term.isEmpty || term == "dumb" || term == "linux" || term.hasPrefix("vt")
        if preference == .blocks || depth == .mono || hides || isPlain { return .blocks }
        let program = environment["TERM_PROGRAM"] ?? ""
        if term == "xterm-kitty" || environment["KITTY_WINDOW_ID"] != nil || term == "xterm-ghostty"
            || program == "ghostty"
        {
            return .use(.kitty)
        }
        if ["iTerm.app", "WezTerm"].contains(program) || environment["LC_TERMINAL"] == "iTerm2" {
            return .use(.iterm2)
        }
        return .ask
    }

    /// What the terminal's answers say.
    package static func answered(_ answers: TerminalAnswers) -> PixelProtocol? {
        answers.knowsKitty ? .kitty : answers.attributes.contains(4) ? .sixel : nil
    }

    /// The question: kitty's own, the size of a cell in pixels, and the fence, whose answer names sixel.
    package static let questions = KittyGraphics.question + "\u{1B}[16t\u{1B}[c"
}
