// How many colours to use: what the person asked for, then what the environment says, then what terminfo knows.
import Screen

/// What `--color` says.
package enum ColourPreference: String, Sendable, CaseIterable {
    case auto, never
    case sixteen = "16"
    case indexed = "256"
    case truecolor
}

/// Pure rules, so that every combination can be tested.
package enum ColourDecision {
    /// Colours inside the screen. `colours` is terminfo's number, `hasDirectEntry` whether terminfo has a direct-colour
    /// entry of this terminal. A flag beats NO_COLOR; nothing beats what terminfo can paint.
    package static func depth(
        _ preference: ColourPreference, environment: [String: String], colours: Int, hasDirectEntry: Bool
    ) -> ColourDepth {
        let able: ColourDepth =
            hasDirectEntry
            ? .truecolor : colours >= 256 ? .indexed : colours >= 16 ? .sixteen : colours >= 8 ? .eight : .mono
        return min(able, wish(preference, environment: environment, otherwise: hasDirectEntry ? .indexed : able))
    }

    /// Colours of lines written to a pipe or a plain terminal, where terminfo is not asked.
    package static func plainDepth(
        _ preference: ColourPreference, environment: [String: String], isTerminal: Bool
    ) -> ColourDepth {
        let name = environment["TERM"] ?? ""
        let able: ColourDepth =
            !isTerminal || name.isEmpty || name == "dumb"
            ? .mono : name.contains("256") || name.contains("kitty") ? .indexed : name == "linux" ? .eight : .sixteen
        return wish(preference, environment: environment, otherwise: able)
    }

    /// Is a 24-bit entry worth looking for?
    package static func wantsDirect(_ preference: ColourPreference, environment: [String: String]) -> Bool {
        wish(preference, environment: environment, otherwise: .indexed) == .truecolor
    }

    private static func wish(
        _ preference: ColourPreference, environment: [String: String], otherwise: ColourDepth
    ) -> ColourDepth {
        switch preference {
        case .never: return .mono
        case .sixteen: return .sixteen
        case .indexed: return .indexed
        case .truecolor: return .truecolor
        case .auto:
            if !(environment["NO_COLOR"] ?? "").isEmpty { return .mono }
            let promise = environment["COLORTERM"] ?? ""
            return otherwise >= .indexed && (promise == "truecolor" || promise == "24bit") ? .truecolor : otherwise
        }
    }

    /// The terminfo names to try, best first: a direct-colour form where wanted, TERM itself, a common relative.
    package static func names(for term: String, direct: Bool) -> [String] {
        let stem = term.hasSuffix("-256color") ? String(term.dropLast(9)) : term
        var names = direct && !term.hasSuffix("-direct") ? [stem + "-direct"] : []
        names.append(term)
        let kin = ["xterm", "kitty", "ghostty", "alacritty", "foot", "wezterm", "contour", "konsole", "rxvt"]
        if kin.contains(where: term.contains) { names.append("xterm-256color") }
        if term.hasPrefix("tmux") || term.hasPrefix("screen") { names += ["screen-256color", "screen"] }
        return names
    }

    /// The background that COLORFGBG names ("15;0"), where the terminal did not answer.
    package static func background(environment: [String: String]) -> RGB? {
        guard let last = environment["COLORFGBG"]?.split(separator: ";").last, let index = UInt8(last), index < 16
        else { return nil }
        return Colour.palette(index).look
    }
}
