// The journal, read: one entry a line, in order. A session must open again after whatever happened to its file, so a
// torn end is dropped with a note and a damaged line is reported by its number and skipped.
import Domain
import Files
import Foundation

/// Something a journal lost.
package struct JournalNote: Equatable, Sendable {
    /// From 1.
    package let line: Int
    package let problem: String
    /// The line is the last one and has no end: the program was stopped while writing it.
    package let isTornEnd: Bool
}

/// A journal as read.
package struct JournalContents: Equatable, Sendable {
    package var entries: [SessionEntry]
    package var notes: [JournalNote] = []
    /// Bytes up to and including the last whole line; a writer goes on from here.
    package var wholeLength = 0
    /// The last line is whole but its line end is missing.
    package var endsWithoutNewline = false

    package init(entries: [SessionEntry] = []) { self.entries = entries }

    /// Where the session stands after its last entry.
    package var memory: SessionMemory {
        var memory = SessionMemory()
        for entry in entries { memory.apply(entry) }
        return memory
    }
}

/// Reading and writing one line.
package enum Journal {
    /// Reads a journal, also out of a pipe or standard input (`-`); a file that is not there is empty.
    ///
    /// Throws `InputFault` when the path cannot be read, or when none of its lines is an entry.
    package static func read(path: String) throws -> JournalContents {
        guard path == "-" || FileManager.default.fileExists(atPath: path) else { return JournalContents() }
        let bytes: Data
        do {
            bytes = try readBytes(at: path, .stream)
        } catch var fault as InputFault {
            fault.expected = "a session (JSON Lines)"
            throw fault
        }
        let contents = parse(bytes), name = TextFile.name(of: path)
        // Lines of ASCII pass for entries in any encoding, and the rest would be lost one by one. Single bytes that are damage pass
        // for Western ones: such lines are skipped. A character that was torn says nothing.
        let isTorn = contents.notes.last?.isTornEnd == true
        let whole = [UInt8](isTorn ? bytes.prefix(contents.wholeLength) : bytes)
        if let other = OtherEncoding(of: whole), !other.isGuess || contents.entries.isEmpty { throw other.fault(name) }
        if contents.entries.isEmpty, let first = contents.notes.first, !first.isTornEnd {
            throw InputFault("\(name):\(first.line)", first.problem, expected: "a session (JSON Lines)")
        }
        return contents
    }

    /// Reads entries from bytes; never fails.
    package static func parse(_ data: Data) -> JournalContents {
        var contents = JournalContents()
        let decoder = JSONDecoder(), bytes = [UInt8](data)
        // An editor may have put a byte-order mark in front, or line ends of another system.
        var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        var line = 0
        while start < bytes.count {
            line += 1
            let end = bytes[start...].firstIndex { $0 == lineFeed || $0 == carriageReturn }
            add(bytes[start..<(end ?? bytes.count)], line: line, isLast: end == nil, to: &contents, with: decoder)
            guard let end else { break }
            let isPair = bytes[end] == carriageReturn && end + 1 < bytes.count && bytes[end + 1] == lineFeed
            start = end + (isPair ? 2 : 1)
            contents.wholeLength = start
        }
        return contents
    }

    private static let lineFeed = UInt8(ascii: "\n"), carriageReturn = UInt8(ascii: "\r")

    private static func add(
        _ text: ArraySlice<UInt8>, line: Int, isLast: Bool, to contents: inout JournalContents, with decoder: JSONDecoder
    ) {
        if text.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { return }
        var isTorn = false
        do {
            contents.entries.append(try decoder.decode(WireEntry.self, from: Data(text)).entry)
        } catch {
            isTorn = isLast && isBegun(text, behindEntries: !contents.entries.isEmpty)
            contents.notes.append(JournalNote(line: line, problem: problem(of: error, in: Data(text)), isTornEnd: isTorn))
        }
        if isLast, !isTorn {
            contents.endsWithoutNewline = true
            contents.wholeLength += text.count
        }
    }

    /// Is a last line the beginning of an entry of ours? It is cut off before the next one is written, so anything else stays:
    /// somebody's letter of one line, a whole object that only a newer program understands.
    private static func isBegun(_ text: ArraySlice<UInt8>, behindEntries: Bool) -> Bool {
        if (try? JSONSerialization.jsonObject(with: Data(text), options: .fragmentsAllowed)) != nil { return false }
        return behindEntries || text.starts(with: entryStart) || entryStart.starts(with: text)
    }

    private static let entryStart = Array("{\"act\":\"".utf8)

    /// One entry as a line, its end included.
    package static func line(_ entry: SessionEntry) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(WireEntry(entry)) + Data([UInt8(ascii: "\n")])
    }

    /// RFC 3339 in UTC with milliseconds.
    package static func timestamp(_ date: Date) -> String {
        date.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }
}
