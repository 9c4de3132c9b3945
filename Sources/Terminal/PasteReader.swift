// Pastes of any size in linear time: the beginning is kept, the rest is read in chunks past every decoder and dropped, so that
// the key after it is answered at once. A terminal without bracketed paste is recognised by how much waits at a letter.
import Screen

package enum PasteReader {
    /// Bytes read at once. A key behind the paste is in the last chunk, and so many can be given back.
    package static let chunkSize = 96
    /// Bytes that wait behind a letter when it is pasted: nobody types so far ahead.
    package static let flood = 128
    /// Bytes kept: more than any line holds.
    private static let longest = 64_000
    /// The end of a bracketed paste may be slow to come (ms), the next piece of a flood is not.
    private static let patience: Int32 = 500
    private static let floodPatience: Int32 = 30

    private static let end = Array("\u{1B}[201~".utf8)
    private static let quits: [UInt8] = [3, 17]

    /// The text of a bracketed paste whose start was read, its beginning at least; line ends as "\n".
    package static func bracketed(from source: some RawSource) -> String {
        var paste = Paste()
        while true {
            guard let chunk = source.bytes(patienceMilliseconds: patience) else {
                guard let input = source.read(patienceMilliseconds: patience), input != .pasteEnd else { return paste.text }
                // Where curses did not know the mark because it came in pieces, it stands in the text.
                if case .character(let value) = input, paste.add(value, until: end) { return paste.text }
                continue
            }
            // A key that asks for the end, alone after a pause: the paste has lost its own.
            if chunk.isEmpty || chunk.count == 1 && quits.contains(chunk[0]) {
                source.giveBack(chunk)
                return paste.text
            }
            if let rest = paste.add(chunk, until: end) {
                source.giveBack(rest)
                return paste.text
            }
        }
    }

    /// The text of a paste without brackets that began with a letter: up to the next control character that is no blank.
    package static func flood(after letter: Character, from source: some RawSource) -> String {
        var paste = Paste()
        paste.add(Array(String(letter).utf8))
        while let chunk = source.bytes(patienceMilliseconds: floodPatience), !chunk.isEmpty {
            guard let stop = chunk.firstIndex(where: isControl) else {
                paste.add(chunk)
                continue
            }
            paste.add(Array(chunk[..<stop]))
            source.giveBack(Array(chunk[stop...]))
            break
        }
        return paste.text
    }

    private static func isControl(_ byte: UInt8) -> Bool { byte < 32 && ![9, 10, 13].contains(byte) || byte == 127 }

    /// What was kept of a paste.
    private struct Paste {
        private var kept: [UInt8] = []
        /// The last bytes read, which may be the beginning of the end.
        private var tail: [UInt8] = []

        /// A character that the limit cut in two is left out.
        var text: String {
            var bytes = (kept + tail.prefix(longest - kept.count)).map { $0 == 13 ? 10 : $0 }
            let isCut = bytes.count >= longest
            for _ in 0..<3 where isCut && String(validating: bytes, as: UTF8.self) == nil { bytes.removeLast() }
            return String(decoding: bytes, as: UTF8.self)
        }

        mutating func add(_ bytes: [UInt8]) { kept += bytes.prefix(longest - kept.count) }

        /// Adds one scalar. Returns true where it ends the mark.
        mutating func add(_ value: UInt32, until mark: [UInt8]) -> Bool {
            guard let scalar = Unicode.Scalar(value) else { return false }
            return add(Array(String(scalar).utf8), until: mark) != nil
        }

        /// Adds bytes up to a mark that may lie across two chunks.
        /// - Returns: what stands behind the mark; nil while it has not come.
        mutating func add(_ bytes: [UInt8], until mark: [UInt8]) -> [UInt8]? {
            let all = tail + bytes
            let places = all.count >= mark.count ? all.indices.dropLast(mark.count - 1) : all.indices.prefix(0)
            if let place = places.first(where: { all[$0...].starts(with: mark) }) {
                add(Array(all[..<place]))
                tail = []
                return Array(all[(place + mark.count)...])
            }
            let safe = max(0, all.count - mark.count + 1)
            add(Array(all[..<safe]))
            tail = Array(all[safe...])
            return nil
        }
    }
}
