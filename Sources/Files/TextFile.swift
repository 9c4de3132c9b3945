// Text files: the one door through which they are read. UTF-8, with or without a byte-order mark, from a file, a pipe or
// standard input; any other encoding is refused with its likely name and the command that converts it.
import Domain
import Foundation

/// A text that was read.
package struct TextFile: Sendable {
    /// As faults name it: the path as it was given, `standard input` for `-`.
    package let name: String
    /// Without a byte-order mark.
    package let text: String

    /// Reads a file, or standard input for `-`. Throws `InputFault` where it cannot be read or is not UTF-8.
    /// - Parameter expected: what it should have been, for the fault; nil says nothing more.
    package init(_ path: String, expected: String? = nil) throws {
        let bytes: [UInt8]
        do {
            bytes = try Self.bytes(of: path)
        } catch var fault as InputFault {
            fault.expected = expected ?? fault.expected
            throw fault
        }
        try self.init(bytes: bytes, name: Self.name(of: path))
    }

    /// Throws `InputFault` for what is not UTF-8.
    package init(bytes: [UInt8], name: String) throws {
        self.name = name
        if let kind = FileKind.notText(bytes) { throw InputFault(name, "is \(kind.withArticle)", expected: "a text file") }
        if let other = OtherEncoding(of: bytes) { throw other.fault(name) }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw InputFault("\(name):\(Self.lineOfFirstFault(bytes))", "is not valid UTF-8", expected: "UTF-8")
        }
        self.text = text.withoutByteOrderMark
    }

    /// All lines, blank ones too.
    package var lines: [NumberedLine] { NumberedLine.all(of: text) }
    /// The lines that say something.
    package var filledLines: [NumberedLine] { NumberedLine.filled(of: text) }

    /// The bytes of a text that has a reader of its own (CSV, JSON), without a byte-order mark.
    package static func bytes(of path: String) throws -> [UInt8] {
        let bytes = [UInt8](try readBytes(at: path, .stream))
        return bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
    }

    /// How faults name what a path leads to.
    package static func name(of path: String) -> String { path == "-" ? "standard input" : path }

    /// The folder that relative paths inside the text are relative to: its own, the working one for a stream.
    package static func folder(of path: String) -> String {
        guard path != "-", isRegular(path) || !FileManager.default.fileExists(atPath: path) else { return "." }
        let folder = path.folderOfPath
        return folder.isEmpty ? "." : folder
    }

    private static func lineOfFirstFault(_ bytes: [UInt8]) -> Int {
        var lines = 1
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            if String(validating: line, as: UTF8.self) == nil { return lines }
            lines += 1
        }
        return lines
    }
}
