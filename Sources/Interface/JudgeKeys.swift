// The keys of judge mode. Nearest keys for what is done most: g x on a scale of two, digits on a longer one; the next
// key after a negative verdict may be its reason, and need not.
import Domain
import Explorer
import Screen

enum JudgeKeys {
    private static let letters: [Character: JudgeMove] = [
        "c": .cannotTell, "s": .skip, "k": .previous, "j": .next, "n": .nextOpen, "f": .flag, "d": .withdraw,
        "u": .undo, "U": .redo, "e": .note, "i": .guidelines, "?": .help, "r": .reasons, "b": .box, "m": .view,
        "L": .language, "v": .mark, "V": .markQuery, "y": .history,
    ]
    /// Bad, and why, with one key: product, where, attribute, otherwise filed, twin, photo spoilt.
    static let because: [(key: Character, reason: VerdictReason)] = [
        ("p", .wrongProduct), ("w", .wrongRegion), ("a", .wrongAttribute), ("o", .filedElsewhere), ("t", .duplicate),
        ("z", .badPhoto),
    ]

    private static let named: [NamedKey: JudgeMove] = [
        .backspace: .previous, .left: .previous, .up: .previous, .right: .next, .down: .next, .function(1): .help,
        .function(7): .undo, .function(12): .language, .escape: .unmark, .enter: .nextOpen,
    ]

    static func event(for key: Key, in state: ExplorerState) -> Event? {
        switch key {
        case .control("c"), .control("q"), .named(.function(10), _): return .run(.quit)
        case .control("z"): return .run(.suspend)
        case .control("l"): return .run(.redraw)
        default: break
        }
        if let page = state.judge?.page { return (onPage(key, page) ?? unknown(key)).map(Event.judge) }
        let key = KeyMap.narrowed(key)
        if key == .character("q") { return .run(.quit) }
        return (move(key, state.judge?.queue.scale ?? .binary) ?? unknown(key)).map(Event.judge)
    }

    private static func unknown(_ key: Key) -> JudgeMove? {
        if case .character(let character, []) = key { .unknown(String(character)) } else { nil }
    }

    private static func move(_ key: Key, _ scale: JudgeScale) -> JudgeMove? {
        switch key {
        case .control("r"): return .redo
        case .named(let name, []): return named[name]
        case .character(let character, .alt): return reason(character)
        case .character("g", []) where scale.isBinary: return .grade(1)
        case .character("x", []): return .grade(0)
        case .character(let character, []):
            if let reason = because.first(where: { $0.key == character })?.reason { return .bad(reason) }
            guard let digit = character.wholeNumberValue, character.isASCII else { return letters[character] }
            if !scale.isBinary { return scale.names.indices.contains(digit) ? .grade(digit) : nil }
            return reason(character)
        default: return nil
        }
    }

    private static func reason(_ character: Character) -> JudgeMove? {
        guard let digit = character.wholeNumberValue, VerdictReason.allCases.indices.contains(digit - 1) else {
            return nil
        }
        return .reason(VerdictReason.allCases[digit - 1])
    }

    // MARK: Pages

    private static func onPage(_ key: Key, _ page: JudgePage) -> JudgeMove? {
        if case .named(.escape, _) = key { return .close }
        switch page {
        case .note:
            if case .named(.enter, _) = key { return .accept }
            if let edit = KeyMap.editing[key] { return .edited(edit) }
            if case .paste(let text) = key { return .typed(text) }
            guard case .character(let character, []) = key else { return nil }
            return .typed(String(character))
        case .box: return inBox(KeyMap.narrowed(key))
        case .reasons:
            guard case .character(let character, []) = KeyMap.narrowed(key) else { return nil }
            return reason(character)
        case .history: return inHistory(KeyMap.narrowed(key))
        case .guidelines, .help: return .close
        }
    }

    private static func inHistory(_ key: Key) -> JudgeMove? {
        switch key {
        case .named(.up, _), .character("k", []): .line(-1)
        case .named(.down, _), .character("j", []): .line(1)
        case .named(.pageUp, _): .line(-10)
        case .named(.pageDown, _): .line(10)
        case .named(.enter, _): .accept
        case .character("u", []): .undo
        case .character("U", []), .control("r"): .redo
        case .character("y", []), .character("q", []): .close
        default: nil
        }
    }

    private static let steps: [NamedKey: (Int, Int)] = [
        .up: (-1, 0), .down: (1, 0), .left: (0, -1), .right: (0, 1),
    ]

    private static func inBox(_ key: Key) -> JudgeMove? {
        switch key {
        case .named(.enter, _): return .accept
        case .character(" ", []): return .boxAnchor
        case .named(let name, let held):
            return steps[name].map { .boxStep(rows: $0.0, columns: $0.1, extends: held.contains(.shift)) }
        default: return nil
        }
    }

    /// A key and what it does.
    struct Hint {
        let key: String
        let words: JudgePhrase
        /// Shown on a narrow screen too.
        var staysLong = false
    }

    /// The keys of a page over the pair; the verdict keys mean nothing there, or are text.
    static func hints(on page: JudgePage) -> [Hint] {
        switch page {
        case .note: [Hint(key: "Enter", words: .keyKeep), Hint(key: "Esc", words: .keyDraft)]
        case .reasons: [Hint(key: "1-6", words: .keyReason), Hint(key: "Esc", words: .keyClose)]
        case .history:
            [
                Hint(key: "Enter", words: .keyGoThere), Hint(key: "u", words: .keyUndo), Hint(key: "U", words: .keyRedo),
                Hint(key: "Esc", words: .keyClose),
            ]
        case .guidelines, .help: [Hint(key: "Esc", words: .keyAnyKey)]
        case .box: []
        }
    }

    /// The key that a hint names; `1-6` stands for the page of reasons.
    static func key(of hint: String) -> Key? {
        switch hint {
        case "Bksp": .named(.backspace)
        case "Esc": .named(.escape)
        case "Enter": .named(.enter)
        case "1-6": .character("r")
        default: hint.count == 1 ? hint.first.map { .character($0) } : nil
        }
    }

    /// Keys and words for help and the key bar, the most used first.
    static func table(_ scale: JudgeScale) -> [Hint] {
        let reasons = because.map { ("\($0.key)", JudgePhrase.because($0.reason)) }
        return (grades(scale) + [scale.isBinary ? ("1-6", .keyReason) : ("r", .keyReason)] + [
            ("c", .keyCannotTell), ("s", .keySkip), ("Bksp", .keyBack), ("u", .keyUndo), ("v", .keyMark), ("b", .keyBox),
            ("i", .keyGuidelines), ("e", .keyNote), ("f", .keyFlag), ("V", .keyMarkQuery), ("Esc", .keyUnmark),
            ("y", .keyHistory), ("U", .keyRedo), ("n", .keyNextOpen), ("j", .keyNext), ("d", .keyWithdraw),
            ("m", .keyView), ("L", .keyLanguage), ("?", .keyHelp), ("q", .keyQuit),
        ] + reasons).map { Hint(key: $0.0, words: $0.1, staysLong: ["g", "x", "Bksp", "u"].contains($0.0) || isGrade($0.0)) }
    }

    /// A scale without names is one hint: "grade 0" behind the key 0 says nothing.
    private static func grades(_ scale: JudgeScale) -> [(String, JudgePhrase)] {
        if scale.isBinary { return [("g", .level(1, scale)), ("x", .level(0, scale))] }
        if scale.names.allSatisfy(\.isEmpty) { return [("0-\(scale.names.count - 1)", .keyGrade)] }
        return scale.names.indices.map { ("\($0)", .level($0, scale)) }
    }

    private static func isGrade(_ key: String) -> Bool { key.hasPrefix("0-") || Int(key) != nil }
}
