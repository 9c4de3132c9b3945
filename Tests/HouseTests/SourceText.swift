// A source file as the house rules read it: lines as written, and the same lines with their comments blanked out, so
// that a rule about code does not stumble over prose.
import Foundation

struct SourceText {
    /// Path from the repository's root: `Sources/Tensors/Tensor.swift`.
    let path: String
    /// Lines as written.
    let lines: [String]
    /// The same lines with comments replaced by blanks.
    let code: [String]

    init(path: String, text: String) {
        self.path = path
        lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        code = Self.withoutComments(text).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// `Tensors` for `Sources/Tensors/Kernels/Softmax.swift`, nil outside `Sources`.
    var room: String? {
        let parts = path.split(separator: "/")
        return parts.count > 2 && parts[0] == "Sources" ? String(parts[1]) : nil
    }

    var isSwift: Bool { path.hasSuffix(".swift") }

    /// Every Swift and C file under `folders` of the repository, in a stable order.
    static func all(under folders: [String], of root: URL) throws -> [SourceText] {
        try folders.flatMap { folder -> [SourceText] in
            let found = FileManager.default.enumerator(atPath: root.appendingPathComponent(folder).path)
            let names = (found?.compactMap { $0 as? String } ?? []).filter { name in
                [".swift", ".c", ".h"].contains { name.hasSuffix($0) }
            }
            return try names.sorted().map { name in
                let path = folder + "/" + name
                return SourceText(path: path, text: try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8))
            }
        }
    }

    private enum Mode { case code, string, longString, lineComment, blockComment }

    /// Comments blanked, line breaks and strings kept. Quotes inside an interpolation pair up, so they need no care.
    private static func withoutComments(_ text: String) -> String {
        let bytes = Array(text.utf8)
        var result = bytes, mode = Mode.code, position = 0
        func starts(with word: String) -> Bool { bytes[position...].starts(with: word.utf8) }
        while position < bytes.count {
            let byte = bytes[position]
            var step = 1
            switch mode {
            case .code:
                if starts(with: "//") { mode = .lineComment }
                else if starts(with: "/*") { mode = .blockComment }
                else if starts(with: "\"\"\"") { (mode, step) = (.longString, 3) }
                else if byte == UInt8(ascii: "\"") { mode = .string }
            case .string:
                if byte == UInt8(ascii: "\\") { step = 2 }
                else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\n") { mode = .code }
            case .longString:
                if byte == UInt8(ascii: "\\") { step = 2 }
                else if starts(with: "\"\"\"") { (mode, step) = (.code, 3) }
            case .lineComment:
                if byte == UInt8(ascii: "\n") { mode = .code }
            case .blockComment:
                if starts(with: "*/") { (mode, step) = (.code, 2) }
                if step == 2 { result[position] = UInt8(ascii: " "); result[position + 1] = UInt8(ascii: " ") }
            }
            let inComment = mode == .lineComment || mode == .blockComment
            if inComment, byte != UInt8(ascii: "\n") { result[position] = UInt8(ascii: " ") }
            position += step
        }
        return String(decoding: result, as: UTF8.self)
    }
}

/// What a rule found, as a compiler would say it.
struct Finding: Equatable, CustomStringConvertible {
    let path: String
    /// From 1.
    let line: Int
    let problem: String

    var description: String { "\(path):\(line): \(problem)" }
}
