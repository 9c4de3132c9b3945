// From what ncurses reads to keys. Pure over its source, so that every sequence is tested without a terminal.
import CNcurses
import Screen

/// One thing ncurses read.
enum RawInput: Equatable {
    case character(UInt32)
    /// A GLASS_KEY value with modifiers.
    case key(Int)
    case mouse(Mouse)
}

/// Where raw input comes from.
protocol RawSource: AnyObject {
    /// The next input; nil when none comes within the patience.
    func read(patienceMilliseconds: Int32) -> RawInput?
}

/// What the decoder found.
enum Decoded: Equatable {
    case key(Key)
    /// A control sequence that is no key: a late answer, or something to forget.
    case sequence(ControlSequence)
    /// Nothing of interest.
    case nothing
}

struct KeyDecoder {
    /// Sequences arrive in one piece or nearly so; a lone Escape waits this long (ms).
    private static let patience: Int32 = 25
    private static let pastePatience: Int32 = 500
    private static let longestPaste = 100_000

    /// Decodes one input, reading more where it starts a sequence.
    static func decode(_ input: RawInput, from source: some RawSource) -> Decoded {
        switch input {
        case .mouse(let mouse): return .key(.mouse(mouse))
        case .character(27): return escape(source)
        case .character(let value): return character(value, []).map { .key($0) } ?? .nothing
        case .key(GLASS_KEY_PASTE_START): return .key(.paste(paste(source)))
        case .key(let value): return named(value).map { .key($0) } ?? .nothing
        }
    }

    private static func character(_ value: UInt32, _ modifiers: Modifiers) -> Key? {
        switch value {
        case 9: return .named(.tab, modifiers)
        case 10, 13: return .named(.enter, modifiers)
        case 8, 127: return .named(.backspace, modifiers)
        case 0: return .character(" ", modifiers.union(.control))
        case 1...26: return .character(letter(value + 96), modifiers.union(.control))
        case 27: return .named(.escape, modifiers)
        case 28...31: return .character(letter(value + 64), modifiers.union(.control))
        case 0x80...0x9F: return nil
        default: return Unicode.Scalar(value).map { .character(Character($0), modifiers) }
        }
    }

    private static func letter(_ value: UInt32) -> Character { Character(UnicodeScalar(UInt8(value))) }

    /// Escape alone, Alt with a key, or a sequence that terminfo did not name.
    private static func escape(_ source: some RawSource) -> Decoded {
        switch source.read(patienceMilliseconds: 0) {
        case nil: return .key(.named(.escape))
        case .character(UInt32(UInt8(ascii: "["))): return sequence(UInt8(ascii: "["), source)
        case .character(UInt32(UInt8(ascii: "]"))): return sequence(UInt8(ascii: "]"), source)
        case .character(let value): return character(value, .alt).map { .key($0) } ?? .nothing
        case .key(let value): return named(value | 2 * GLASS_MODIFIER).map { .key($0) } ?? .nothing
        case .mouse(let mouse): return .key(.mouse(mouse))
        }
    }

    private static func sequence(_ introducer: UInt8, _ source: some RawSource) -> Decoded {
        var bytes: [UInt8] = [27, introducer]
        while true {
            switch ControlSequence.parse(bytes[...]) {
            case .complete(let sequence, _): return .sequence(sequence)
            case .none: return .nothing
            case .incomplete: break
            }
            guard case .character(let value)? = source.read(patienceMilliseconds: patience) else {
                return bytes.count > 2 ? .nothing : .key(.character(Character(UnicodeScalar(introducer)), .alt))
            }
            bytes.append(UInt8(truncatingIfNeeded: min(value, 0x7F)))
        }
    }

    private static func paste(_ source: some RawSource) -> String {
        var text = String.UnicodeScalarView()
        while let input = source.read(patienceMilliseconds: pastePatience) {
            if input == .key(GLASS_KEY_PASTE_END) { break }
            guard case .character(let value) = input, let scalar = Unicode.Scalar(value) else { continue }
            if text.count < longestPaste { text.append(value == 13 ? "\n" : scalar) }
        }
        return String(text)
    }

    private static func named(_ value: Int) -> Key? {
        let modifiers = Modifiers(rawValue: UInt8(value / GLASS_MODIFIER & 7))
        let plain = value % GLASS_MODIFIER
        if plain > GLASS_KEY_FUNCTION {
            return function(plain - GLASS_KEY_FUNCTION, modifiers)
        }
        return names[plain].map { .named($0, modifiers) }
    }

    /// terminfo counts F13...F24 as shifted F1...F12, and so on.
    private static func function(_ number: Int, _ modifiers: Modifiers) -> Key {
        let kinds: [Modifiers] = [[], .shift, .control, [.shift, .control], .alt]
        let kind = kinds[min(kinds.count - 1, (number - 1) / 12)]
        return .named(.function((number - 1) % 12 + 1), modifiers.union(kind))
    }

    private static let names: [Int: NamedKey] = [
        GLASS_KEY_UP: .up, GLASS_KEY_DOWN: .down, GLASS_KEY_LEFT: .left,
        GLASS_KEY_RIGHT: .right, GLASS_KEY_HOME: .home, GLASS_KEY_END: .end,
        GLASS_KEY_INSERT: .insert, GLASS_KEY_DELETE: .delete,
        GLASS_KEY_PAGE_UP: .pageUp, GLASS_KEY_PAGE_DOWN: .pageDown,
        GLASS_KEY_BACKSPACE: .backspace, GLASS_KEY_ENTER: .enter,
        GLASS_KEY_BACK_TAB: .backTab,
    ]
}
