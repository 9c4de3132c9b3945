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
    /// Reads a journal file; one that is not there is empty.
    ///
    /// Throws `InputFault` when the path cannot be read, or when none of its lines is an entry.
    package static func read(path: String) throws -> JournalContents {
        guard FileManager.default.fileExists(atPath: path) else { return JournalContents() }
        let bytes: Data
        do {
            bytes = try readBytes(at: path, .stream)
        } catch var fault as InputFault {
            fault.expected = "a session (JSON Lines)"
            throw fault
        }
        let contents = parse(bytes)
        if contents.entries.isEmpty, let first = contents.notes.first, !first.isTornEnd {
            if let other = OtherEncoding(of: [UInt8](bytes)) { throw other.fault(path) }
            throw InputFault("\(path):\(first.line)", first.problem, expected: "a session (JSON Lines)")
        }
        return contents
    }

    /// Reads entries from bytes; never fails.
    package static func parse(_ bytes: Data) -> JournalContents {
        var contents = JournalContents()
        let decoder = JSONDecoder()
        // An editor may have put a byte-order mark in front; line ends of Windows are white space to JSON.
        var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.startIndex + 3 : bytes.startIndex
        var line = 0
        while start < bytes.endIndex {
            line += 1
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n"))
            let text = bytes[start..<(end ?? bytes.endIndex)]
            add(text, line: line, isLast: end == nil, to: &contents, with: decoder)
            start = end.map { $0 + 1 } ?? bytes.endIndex
            if end != nil { contents.wholeLength = start - bytes.startIndex }
        }
        return contents
    }

    private static func add(
        _ text: Data, line: Int, isLast: Bool, to contents: inout JournalContents, with decoder: JSONDecoder
    ) {
        if text.allSatisfy({ $0 == 0x20 || $0 == 0x0d || $0 == 0x09 }) { return }
        do {
            contents.entries.append(try decoder.decode(WireEntry.self, from: text).entry)
            if isLast {
                contents.endsWithoutNewline = true
                contents.wholeLength += text.count
            }
        } catch {
            contents.notes.append(JournalNote(line: line, problem: problem(of: error), isTornEnd: isLast))
        }
    }

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
