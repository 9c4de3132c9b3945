// The kinds of files eclip makes and reads, told by their first bytes. What `info` asks is what a file may be, so that reading it
// says what is wrong with it; what a command asks before it writes is what a file surely is.
import Catalog
import Domain
import Foundation

/// The kinds of files eclip makes and reads.
enum FileKind: String {
    case checkpoint, index, session, queue, catalog, log

    /// As a sentence says it.
    var withArticle: String { (self == .index ? "an " : "a ") + rawValue }

    /// What a file is or would be. Throws `InputFault` for a file that is missing, empty, a folder or unreadable.
    static func of(_ path: String) throws -> FileKind {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw InputFault(path, "no such file")
        }
        guard !isFolder.boolValue, let head = head(of: path) else {
            throw InputFault(path, isFolder.boolValue ? "is a folder" : "cannot be read", expected: "a file")
        }
        guard !head.isEmpty else { throw InputFault(path, "is empty", expected: "a checkpoint, index, session or catalog") }
        return kind(of: head) ?? likely(head, path: path)
    }

    /// What a file surely is; nil for one that is not there and for any other: a letter, an export, an empty file.
    static func certain(_ path: String) -> FileKind? { head(of: path).flatMap { kind(of: $0) } }

    /// Enough for a first line with a map in it.
    private static let headBytes = 1 << 20

    private static func head(of path: String) -> [UInt8]? {
        guard let handle = FileHandle(forReadingAtPath: path) else { return nil }
        defer { try? handle.close() }
        do { return [UInt8](try handle.read(upToCount: headBytes) ?? Data()) } catch { return nil }
    }

    private static func kind(of head: [UInt8]) -> FileKind? {
        if head.starts(with: Array("SQLite format 3".utf8)) { return .index }
        if head.count > 8, head[8] == UInt8(ascii: "{"), head[7] == 0 { return .checkpoint }
        // The first lines may be damaged; what stands behind them still counts.
        let lines = head.split(separator: UInt8(ascii: "\n"), maxSplits: 20).prefix(20)
        if let kind = lines.lazy.compactMap({ kind(ofLine: $0) }).first { return kind }
        guard let first = lines.first, isHeader(first) else { return nil }
        return .catalog
    }

    /// What the name or the first letter says where the bytes alone say nothing.
    private static func likely(_ head: [UInt8], path: String) -> FileKind {
        if path.hasSuffix(".safetensors") { return .checkpoint }
        if path.hasSuffix(".index") { return .index }
        let first = head.first { !" \t\r\n".utf8.contains($0) }
        return first == UInt8(ascii: "{") || path.hasSuffix(".jsonl") ? .session : .catalog
    }

    /// An act of a session, a pair or the project of a queue, or a step of a training log.
    private static func kind(ofLine line: ArraySlice<UInt8>) -> FileKind? {
        guard line.first == UInt8(ascii: "{"),
            let object = (try? JSONSerialization.jsonObject(with: Data(line))) as? [String: Any]
        else { return nil }
        if object["act"] is String, object["seq"] is Int { return .session }
        if object["queue"] is [String: Any] { return .queue }
        if object["query"] is String, object["image"] is String, object["grade"] == nil { return .queue }
        return object["step"] is Int ? .log : nil
    }

    private static func isHeader(_ line: ArraySlice<UInt8>) -> Bool {
        let text = String(decoding: line, as: UTF8.self).trimmingPrefix("\u{FEFF}")
        let around = CharacterSet.whitespaces.union(CharacterSet(charactersIn: "\"\r"))
        let columns = Set(text.split(separator: ",").map { $0.trimmingCharacters(in: around) })
        return columns.isSuperset(of: CatalogFile.requiredColumns)
    }
}
