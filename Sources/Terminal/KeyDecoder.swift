// From what ncurses reads to keys. Pure over its source, so that every sequence is tested without a terminal.
import Screen

/// One thing ncurses read.
package enum RawInput: Equatable, Sendable {
    /// A scalar's value, controls and Escape included.
    case character(UInt32)
    case named(NamedKey, Modifiers)
    case mouse(Mouse)
    case pasteStart, pasteEnd
}

/// Where raw input comes from.
package protocol RawSource: AnyObject {
    /// The next input; nil when none comes within the patience.
    func read(patienceMilliseconds: Int32) -> RawInput?
    /// The next bytes as they came, at most `chunkSize`, past every decoder; empty where none come within the patience. nil where
    /// decoded input may still stand before them: then `read` is the way.
    func bytes(patienceMilliseconds: Int32) -> [UInt8]?
    /// Gives bytes of the last chunk back, to be read before any others.
    func giveBack(_ bytes: [UInt8])
}

/// What the decoder found.
package enum Decoded: Equatable, Sendable {
    case key(Key)
    /// A control sequence that is no key: a late answer, or something to forget.
    case sequence(ControlSequence)
    /// Nothing of interest.
    case nothing
}

package enum KeyDecoder {
    /// Sequences arrive in one piece or nearly so; a lone Escape waits this long (ms).
    private static let patience: Int32 = 25

    /// Decodes one input, reading more where it starts a sequence.
    package static func decode(_ input: RawInput, from source: some RawSource) -> Decoded {
        switch input {
        case .mouse(let mouse): return .key(.mouse(mouse))
        case .character(27): return escape(source)
        case .character(let value): return character(value, []).map { .key($0) } ?? .nothing
        case .pasteStart: return .key(.paste(PasteReader.bracketed(from: source)))
        case .pasteEnd: return .nothing
        case .named(let key, let modifiers): return .key(.named(key, modifiers))
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
        case .character(UInt32(UInt8(ascii: "_"))): return sequence(UInt8(ascii: "_"), source)
        case .character(let value): return character(value, .alt).map { .key($0) } ?? .nothing
        case .named(let key, let modifiers): return .key(.named(key, modifiers.union(.alt)))
        case .mouse(let mouse): return .key(.mouse(mouse))
        case .pasteStart: return .key(.paste(PasteReader.bracketed(from: source)))
        case .pasteEnd: return .nothing
        }
    }

    private static func sequence(_ introducer: UInt8, _ source: some RawSource) -> Decoded {
        var bytes: [UInt8] = [27, introducer]
        while true {
            switch ControlSequence.parse(bytes[...]) {
            // On a slow line the marks of a paste arrive in pieces, and curses does not know them then.
            case .complete(.csi("200", "~"), _): return .key(.paste(PasteReader.bracketed(from: source)))
            case .complete(.csi("201", "~"), _): return .nothing
            case .complete(let sequence, _): return sequence.key.map { .key($0) } ?? .sequence(sequence)
            case .none: return .nothing
            case .incomplete: break
            }
            guard case .character(let value)? = source.read(patienceMilliseconds: patience) else {
                return bytes.count > 2 ? .nothing : .key(.character(Character(UnicodeScalar(introducer)), .alt))
            }
            bytes.append(UInt8(truncatingIfNeeded: min(value, 0x7F)))
        }
    }
}
