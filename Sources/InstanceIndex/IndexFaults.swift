// From SQLite's errors and a file's first bytes to facts a person can act on.
import Domain
import Files
import Foundation
import GRDB

/// Runs work on an index file; SQLite's errors come out as an `InputFault` that names the file.
func readingIndex<Result>(_ path: String, _ work: () throws -> Result) throws -> Result {
    do { return try work() } catch let error as DatabaseError {
        throw indexFault(path, error)
    } catch let error as DamagedValue {
        throw InputFault(path, "the index is damaged (column \(error.column)); build it again")
    } catch is RowDecodingError {
        throw InputFault(path, "the index is damaged (a value of another kind); build it again")
    }
}

func indexFault(_ path: String, _ error: DatabaseError) -> InputFault {
    switch error.resultCode {
    case .SQLITE_NOTADB: return InputFault(path, "not an index", expected: "a file that `eclip index` wrote")
    case .SQLITE_CORRUPT:
        return InputFault(path, "the index is damaged (\(error.message ?? "malformed")); build it again")
    case .SQLITE_FULL: return InputFault(path, "the disk is full; what is built so far is kept")
    case .SQLITE_BUSY: return InputFault(path, "another program is writing this index")
    case .SQLITE_CANTOPEN, .SQLITE_PERM, .SQLITE_READONLY, .SQLITE_AUTH:
        return InputFault(path, "cannot be opened (\(error.message ?? "no permission"))")
    default: return InputFault(path, "the index cannot be read (\(error.message ?? "SQLite \(error.resultCode)"))")
    }
}

/// Looks at a file before SQLite does: SQLite takes an empty file for an empty database and notices a missing tail only
/// when it reads there.
/// - Throws: `InputFault` for a missing, foreign or truncated file.
func checkIndexFile(_ path: String) throws {
    guard FileManager.default.fileExists(atPath: path) else {
        throw InputFault(path, "no such file", expected: "an index made by `eclip index`")
    }
    guard !isFolder(path) else { throw InputFault(path, "a folder", expected: "an index") }
    guard isRegular(path) else { throw InputFault(path, "is not a plain file", expected: "an index, a file on a disk") }
    guard let header = head(of: path, 100), let size = fileSize(path) else {
        throw InputFault(path, "cannot be read", expected: "an index")
    }
    guard header.count == 100, header.starts(with: Array("SQLite format 3".utf8)) else {
        let found = header.isEmpty ? "empty" : "not an index"
        throw InputFault(path, found, expected: "a file that `eclip index` wrote")
    }
    let pageSize = header[16] == 0 && header[17] == 1 ? 65_536 : Int(header[16]) << 8 | Int(header[17])
    let pages = header[28..<32].reduce(0) { $0 << 8 | Int($1) }
    guard size >= pages * pageSize else {
        throw InputFault(path, "truncated: \(size) bytes", expected: "\(pages * pageSize) bytes; build it again")
    }
}
