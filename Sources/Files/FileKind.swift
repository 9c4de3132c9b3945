// The kinds of files eclip makes and reads, told by their first bytes. What `info` asks is what a file may be, so that reading it
// says what is wrong with it; what a command asks before it writes is what a file surely is.
import Domain
import Foundation

/// The kinds of files eclip makes and reads.
package enum FileKind: String, Sendable, CaseIterable {
    case checkpoint, index, session, queue, catalog, log
    /// Which product is where in a photo (JSON Lines).
    case truth
    /// Verdicts in the forms that `export` writes.
    case qrels, verdicts, verdictTable, quepid, ratings, coco
    /// A ranking (TREC), a mixed list for an A/B test, an evaluation saved, an audit as a page or as JSON.
    case run, interleaved, evaluation, audit, auditFigures
    case picture
    /// Where a training run goes on.
    case trainingState
    /// Other programs' tensors and tables.
    case tensors, database
    /// A screen as text, ANSI, HTML or SVG.
    case view

    /// As a sentence says it.
    package var withArticle: String {
        switch self {
        case .index: "an index"
        case .truth: "a file of true boxes"
        case .qrels: "a list of judgements (qrels)"
        case .verdicts: "an export of verdicts (JSON Lines)"
        case .verdictTable: "an export of verdicts (CSV)"
        case .quepid: "a Quepid export"
        case .ratings: "a ratings file (RRE)"
        case .coco: "a COCO file"
        case .run: "a ranking (TREC run)"
        case .interleaved: "a mixed list (CSV)"
        case .evaluation: "a saved evaluation"
        case .audit: "an audit"
        case .auditFigures: "an audit (JSON)"
        case .log: "a training log"
        case .view: "a screen"
        case .trainingState: "the state of a training run"
        case .tensors: "a safetensors file of another program"
        case .database: "a database of another program (SQLite)"
        default: "a " + rawValue
        }
    }

    /// Work of hours or days: no flag of a command replaces another file by it.
    var isForcible: Bool { ![.session, .checkpoint, .index, .log, .picture, .view].contains(self) }
    /// The kinds that `info` knows more about than their name.
    package static let described: [FileKind] = [.checkpoint, .index, .session, .queue, .catalog, .log]
    /// The columns without which a table is no catalog.
    package static let catalogColumns = ["product_id", "title", "image"]
    /// The columns of a mixed list, but for `product_id` or `picture` in third place.
    package static let interleavedColumns = ["query", "position", "arm"]

    /// What a file is or would be. Throws `InputFault` for a file that is missing, empty, a folder or unreadable.
    package static func of(_ path: String) throws -> FileKind {
        let head = isRegular(path) ? Files.head(of: path, headBytes) ?? [] : [UInt8](try readBytes(at: path, .stream))
        if head.isEmpty {
            _ = try readBytes(at: path, .stream)
            throw InputFault(path, "is empty", expected: "a checkpoint, index, session or catalog")
        }
        if let kind = kind(of: head), described.contains(kind) { return kind }
        if !isDatabase(head), !isTensors(head), !isPicture(head), let other = OtherEncoding(of: head),
            // The end of the head may have cut a character in two.
            !other.isGuess || head.count < headBytes
        {
            throw other.fault(TextFile.name(of: path))
        }
        return likely(head, path: path)
    }

    /// What a file surely is; nil for one that is not there and for any other: a letter, an empty file.
    package static func certain(_ path: String) -> FileKind? { Files.head(of: path, headBytes).flatMap { kind(of: $0) } }

    /// Enough for a first line with a map in it.
    private static let headBytes = 1 << 20

    private static func kind(of head: [UInt8]) -> FileKind? {
        if isDatabase(head) { return head.dropFirst(68).starts(with: indexMark) ? .index : .database }
        if isTensors(head) { return tensors(head) }
        if isPicture(head) { return .picture }
        // The last line of the head may be cut.
        let lines = NumberedLine.filled(of: String(decoding: head, as: UTF8.self)).prefix(20).map(\.text)
        // The first lines may be damaged; what stands behind them still counts.
        if let kind = lines.lazy.compactMap({ kind(ofLine: $0) }).first { return kind }
        guard let first = lines.first else { return nil }
        if first.hasPrefix("{") { return kind(ofDocument: lines.joined(separator: "\n")) }
        return kind(ofHeader: first) ?? kind(ofFields: Array(lines)) ?? (isAuditTitle(first) ? .audit : nil)
    }

    /// What the name or the first letter says where the bytes alone say nothing.
    private static func likely(_ head: [UInt8], path: String) -> FileKind {
        if path.hasSuffix(".safetensors") || isTensors(head) { return .checkpoint }
        if path.hasSuffix(".index") || isDatabase(head) { return .index }
        let first = head.first { !" \t\r\n".utf8.contains($0) }
        return first == UInt8(ascii: "{") || path.hasSuffix(".jsonl") ? .session : .catalog
    }

    /// The kind of a file that holds no text; nil for one that may.
    static func notText(_ bytes: [UInt8]) -> FileKind? {
        if isPicture(bytes) { return .picture }
        return isDatabase(bytes) ? .index : isTensors(bytes) ? .checkpoint : nil
    }

    private static func isDatabase(_ head: [UInt8]) -> Bool { head.starts(with: Array("SQLite format 3\0".utf8)) }
    /// SQLite's application id of an index, as its file holds it from byte 68 on: "ECLI".
    private static let indexMark = Array("ECLI".utf8)

    private static func isTensors(_ head: [UInt8]) -> Bool { head.count > 8 && head[8] == UInt8(ascii: "{") && head[7] == 0 }

    /// The header names the format, near its beginning: metadata stand before the tensors.
    private static func tensors(_ head: [UInt8]) -> FileKind {
        let header = String(decoding: head.dropFirst(8).prefix(1 << 16), as: UTF8.self)
        guard let format = header.firstMatch(of: #/"format":\s*"([^"]*)"/#)?.1 else { return .tensors }
        return format == "eclip" ? .checkpoint : format == "eclip-training" ? .trainingState : .tensors
    }

    private static func isPicture(_ head: [UInt8]) -> Bool {
        head.starts(with: [0x89, 0x50, 0x4E, 0x47]) || head.starts(with: [0xFF, 0xD8, 0xFF])
            || head.starts(with: Array("RIFF".utf8)) && head.dropFirst(8).starts(with: Array("WEBP".utf8))
    }

    /// An act of a session, a pair or the project of a queue, a step of a training log, a verdict, a truth.
    private static func kind(ofLine line: Substring) -> FileKind? {
        guard line.hasPrefix("{"), let object = (try? JSONSerialization.jsonObject(with: Data(line.utf8))) as? [String: Any]
        else { return nil }
        if object["act"] is String, object["seq"] is Int { return .session }
        if object["queue"] is [String: Any] { return .queue }
        if let key = object["key"] as? [String: Any], key["query"] is String, object["grade"] is String { return .verdicts }
        if object["query"] is String, object["image"] is String { return object["grade"] == nil ? .queue : .verdicts }
        if object["image"] is String, object["instances"] is [Any] { return .truth }
        return object["step"] is Int ? .log : nil
    }

    /// JSON over several lines, or one line too long to be read here: told by the names it holds.
    private static func kind(ofDocument text: String) -> FileKind? {
        func holds(_ names: String...) -> Bool { names.allSatisfy { text.contains("\"\($0)\"") } }
        if text.hasPrefix("{\"figures\"") { return .evaluation }
        // A session whose first entry was torn off.
        if text.hasPrefix(entryStart) || entryStart.hasPrefix(text) { return .session }
        if holds("annotations", "categories") { return .coco }
        if holds("query_groups") { return .ratings }
        if text.hasPrefix("{\"a\":"), holds("b", "queries") { return .interleaved }
        return text.hasPrefix("{\"catalog\":") && holds("categories", "cut_off") ? .auditFigures : nil
    }

    private static let entryStart = "{\"act\":\""

    private static func kind(ofHeader line: Substring) -> FileKind? {
        let around = CharacterSet.whitespaces.union(CharacterSet(charactersIn: "\""))
        let columns = line.split(separator: ",").map { $0.trimmingCharacters(in: around) }
        let names = Set(columns)
        if names.isSuperset(of: catalogColumns) { return .catalog }
        if columns == ["query", "docid", "rating"] { return .quepid }
        if columns.count == 4, names.isSuperset(of: interleavedColumns) { return .interleaved }
        return names.isSuperset(of: ["query", "raw_query", "image", "grade"]) ? .verdictTable : nil
    }

    /// TREC's forms have no header: every line must fit.
    private static func kind(ofFields lines: [Substring]) -> FileKind? {
        let rows = lines.enumerated().map { NumberedLine(number: $0, text: $1).fields }
        if rows.allSatisfy({ $0.count == 4 && $0[1] == "0" && Int($0[3]) != nil }) { return .qrels }
        return rows.allSatisfy { $0.count == 6 && $0[1] == "Q0" && Int($0[3]) != nil } ? .run : nil
    }

    private static func isAuditTitle(_ line: Substring) -> Bool { auditTitles.contains { line.hasPrefix($0) } }
    /// How the page of an audit begins, in both languages.
    package static let auditTitles = ["# Instance search: ", "# 物ごとの検索："]
}
