// RFC 4180 as people really write it, read by ourselves: packages at hand swallow unclosed quotes, pad ragged rows
// and know no line numbers. Bytes in, records with the line they began at out; nothing is guessed silently.
import Domain
import Files
import Foundation

/// One record of a CSV file.
package struct CSVRecord: Equatable, Sendable {
    /// The line it began at, from 1.
    package let line: Int
    package let fields: [String]
    /// What is wrong with it (a NUL byte, invalid UTF-8, text behind a closing quote), or nil.
    package let problem: String?

    package init(line: Int, fields: [String], problem: String? = nil) {
        self.line = line
        self.fields = fields
        self.problem = problem
    }
}

package enum CSVReader {
    /// All records. Lines end with LF, CRLF or CR; blank lines are skipped; a byte order mark is accepted. Throws
    /// `InputFault` (`name:LINE`) for a quote that is never closed, and for a file in another encoding than UTF-8.
    package static func records(of bytes: [UInt8], name: String, separator: UInt8 = comma) throws -> [CSVRecord] {
        if let other = OtherEncoding(of: bytes), !isDamage(bytes, other) { throw other.fault(name) }
        return try bytes.withUnsafeBufferPointer { buffer in
            let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
            var parser = CSVParser(bytes: buffer, place: start, separator: separator)
            var records: [CSVRecord] = []
            while let record = try parser.next(name: name) { records.append(record) }
            return records
        }
    }

    package static let comma = UInt8(ascii: ",")

    /// Bytes that could be any Western encoding, in few lines: those rows are bad, the file is not.
    private static func isDamage(_ bytes: [UInt8], _ encoding: OtherEncoding) -> Bool {
        guard encoding.isGuess else { return false }
        let lines = bytes.split { $0 == newline || $0 == carriageReturn }
        return lines.count { String(validating: $0, as: UTF8.self) == nil } * 20 <= lines.count
    }
}

private let quote = UInt8(ascii: "\"")
private let newline: UInt8 = 0x0A
private let carriageReturn: UInt8 = 0x0D

/// The parser's place in the file.
private struct CSVParser {
    let bytes: UnsafeBufferPointer<UInt8>
    var place: Int
    var line = 1
    private let separator: UInt8
    private var fields: [String] = []
    private var problem: String?

    init(bytes: UnsafeBufferPointer<UInt8>, place: Int, separator: UInt8) {
        self.bytes = bytes
        self.place = place
        self.separator = separator
    }

    private var current: UInt8? { place < bytes.count ? bytes[place] : nil }

    mutating func next(name: String) throws -> CSVRecord? {
        while takeLineEnd() {}
        guard current != nil else { return nil }
        let start = line
        fields.removeAll(keepingCapacity: true)
        problem = nil
        repeat {
            try current == quote ? takeQuoted(name: name) : takePlain()
        } while takeSeparator()
        _ = takeLineEnd()
        return CSVRecord(line: start, fields: fields, problem: problem)
    }

    /// Everything up to the separator or the end of the line; quotes in the middle are text.
    private mutating func takePlain() {
        let start = place
        while let byte = current, byte != separator, byte != newline, byte != carriageReturn { place += 1 }
        finish(bytes[start..<place])
    }

    /// From an opening quote; doubled quotes are one, line ends are text.
    private mutating func takeQuoted(name: String) throws {
        let opened = line
        var content: [UInt8] = []
        place += 1
        while true {
            guard let byte = current else {
                throw InputFault(
                    "\(name):\(opened)", "a quote that opens here is never closed", expected: "a closing quote")
            }
            if byte == quote {
                place += 1
                guard current == quote else { break }
                content.append(quote)
                place += 1
            } else {
                let before = place
                if !takeLineEnd() { place += 1 }
                content.append(contentsOf: bytes[before..<place])
            }
        }
        finish(content)
        skipRest()
    }

    /// After a closing quote only a separator or the end of the line may follow, and blanks before it.
    private mutating func skipRest() {
        let start = place
        while let byte = current, byte != separator, byte != newline, byte != carriageReturn { place += 1 }
        if bytes[start..<place].contains(where: { $0 != UInt8(ascii: " ") }) { problem = problem ?? "text follows the closing quote of column \(fields.count)" }
    }

    private mutating func finish(_ content: some Collection<UInt8>) {
        let number = fields.count + 1
        if content.contains(0) { problem = problem ?? "column \(number) holds a NUL byte" }
        if let text = String(validating: content, as: UTF8.self) {
            fields.append(text)
        } else {
            problem = problem ?? "column \(number) is not valid UTF-8"
            fields.append(String(decoding: content, as: UTF8.self))
        }
    }

    private mutating func takeSeparator() -> Bool {
        guard current == separator else { return false }
        place += 1
        return true
    }

    private mutating func takeLineEnd() -> Bool {
        guard let byte = current, byte == newline || byte == carriageReturn else { return false }
        place += 1
        if byte == carriageReturn, current == newline { place += 1 }
        line += 1
        return true
    }
}
