// What a terminal sends: its answers, and keys as they come out of curses.
import Screen
import Terminal

/// Bytes as curses would give them, one at a time; marks of a paste and named keys stand for themselves.
private final class Tape: RawSource {
    private var bytes: ArraySlice<UInt8>

    init(_ bytes: [UInt8]) { self.bytes = bytes[...] }

    func bytes(patienceMilliseconds: Int32) -> [UInt8]? {
        let chunk = Array(bytes.prefix(PasteReader.chunkSize))
        bytes = bytes.dropFirst(chunk.count)
        return chunk
    }

    func giveBack(_ given: [UInt8]) { bytes = (given + bytes)[...] }

    func read(patienceMilliseconds: Int32) -> RawInput? {
        guard let byte = bytes.popFirst() else { return nil }
        switch byte {
        case 0xF0: return .pasteStart
        case 0xF1: return .pasteEnd
        case 0xF2: return .named(.up, .control)
        case 0xF3: return .mouse(Mouse(.press, button: 1, row: 0, column: 0, modifiers: []))
        case 0xF4...0xFF: return .character(UInt32(byte) << 16 | UInt32(bytes.popFirst() ?? 0) << 8)
        default: return .character(UInt32(byte))
        }
    }
}

extension Reader {
    static let terminal = [
        Reader("decoder") { bytes in
            let tape = Tape(bytes)
            while let input = tape.read(patienceMilliseconds: 0) {
                guard case .key(.paste(let text)) = KeyDecoder.decode(input, from: tape) else { continue }
                _ = text.count
            }
        },
        Reader("answers") { bytes in
            var answers = TerminalAnswers()
            let sifted = answers.sift(bytes)
            _ = answers.sift(sifted.rest + sifted.typed)
        },
    ]
}
