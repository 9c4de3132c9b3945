// What a file is: a checkpoint, an index, a session or a catalog, told by its first bytes, with its sizes and its health.
import ArgumentParser
import Domain
import Foundation

struct InfoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "info", abstract: "Say what a file is: checkpoint, index, session, catalog or log of a training run.")

    @Argument(help: ArgumentHelp("The file.", valueName: "file"))
    var file: String

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    func run() throws {
        let kind = try FileKind.of(file)
        let facts = try kind.facts(file)
        let curves = kind == .log && !json ? try plot() : ""
        try StandardOutput.write(json ? JSON.object(facts).text + "\n" : Self.lines(facts) + curves)
    }

    /// The curves of a log; in a pipe plain ASCII.
    private func plot() throws -> String {
        let braille = StandardOutput.isTerminal && TrainingWords.speaksUnicode
        let lines = RunPictures.lines(try RunCurves(log: file), columns: StandardOutput.columns, braille: braille)
        return lines.map { $0 + "\n" }.joined()
    }

    /// `key: value`, a line each; what is long is left to `--json`.
    private static func lines(_ facts: [(String, JSON)]) -> String {
        facts.map { key, value in
            let label = key.replacingOccurrences(of: "_", with: " ")
            return label + String(repeating: " ", count: max(1, 18 - label.count)) + words(value) + "\n"
        }.joined()
    }

    private static func words(_ value: JSON) -> String {
        switch value {
        case .string(let text): text
        case .null: "-"
        case .bool(let isTrue): isTrue ? "yes" : "no"
        case .array(let values) where values.isEmpty: "none"
        case .array(let values): values.prefix(12).map(words).joined(separator: ", ") + (values.count > 12 ? ", …" : "")
        case .object(let members) where members.isEmpty: "none"
        case .object(let members): members.map { "\($0.0) \(words($0.1))" }.joined(separator: ", ")
        default: value.text
        }
    }
}

/// The kinds of files eclip makes and reads.
enum FileKind: String {
    case checkpoint, index, session, catalog, log

    /// By the first bytes. Throws `InputFault` for a file that is missing, empty, a folder or unreadable.
    static func of(_ path: String) throws -> FileKind {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw InputFault(path, "no such file")
        }
        guard !isFolder.boolValue, let handle = FileHandle(forReadingAtPath: path) else {
            throw InputFault(path, isFolder.boolValue ? "is a folder" : "cannot be read", expected: "a file")
        }
        defer { try? handle.close() }
        guard let head = try? handle.read(upToCount: 4_096), !head.isEmpty else {
            throw InputFault(path, "is empty", expected: "a checkpoint, index, session or catalog")
        }
        return kind(of: [UInt8](head), path: path)
    }

    private static func kind(of head: [UInt8], path: String) -> FileKind {
        if head.starts(with: Array("SQLite format 3".utf8)) { return .index }
        if path.hasSuffix(".safetensors") || (head.count > 8 && head[8] == UInt8(ascii: "{") && head[7] == 0) {
            return .checkpoint
        }
        if path.hasSuffix(".index") { return .index }
        if isLog(head) { return .log }
        let first = head.first { !" \t\r\n".utf8.contains($0) }
        return first == UInt8(ascii: "{") || path.hasSuffix(".jsonl") ? .session : .catalog
    }

    /// The first line of a training log is an object with a step, and no act of a session.
    private static func isLog(_ head: [UInt8]) -> Bool {
        let line = Data(head.prefix { $0 != UInt8(ascii: "\n") })
        let object = (try? JSONSerialization.jsonObject(with: line)) as? [String: Any]
        return object?["step"] is Int && object?["act"] == nil
    }
}
