// Which files an index was made of: a photo that was replaced under its old name is read again, one that is the same is not.
// The table stands beside the numbered ones, so that older indexes still open; they know nothing of this.
import Domain
import GRDB

/// What an earlier run read of a photo.
package struct StoredPicture: Sendable {
    package var frame: Box
    package var instances: [Float]
    package var global: [Float]
    package var maps: StoredMaps

    package init(frame: Box, instances: [Float], global: [Float], maps: StoredMaps) {
        (self.frame, self.instances, self.global, self.maps) = (frame, instances, global, maps)
    }
}

enum IndexStamps {
    /// By path, because pictures that could not be read have no row of their own in the end.
    static let table = """
        CREATE TABLE stamps (path TEXT PRIMARY KEY, size INTEGER NOT NULL, modified TEXT NOT NULL) WITHOUT ROWID
        """

    /// How pictures become vectors; another number where the same file gives other ones.
    static let reader = "1"

    static func lay(_ picture: PlannedPicture, _ db: Database) throws {
        guard let stamp = picture.stamp else { return }
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO stamps VALUES (?, ?, ?)").execute(
            arguments: [picture.path, stamp.size, stamp.modified])
    }

    static func stamp(of path: String, _ db: Database) throws -> FileStamp? {
        let statement = try db.cachedStatement(sql: "SELECT size, modified FROM stamps WHERE path = ?")
        return try Row.fetchOne(statement, arguments: [path]).map { FileStamp(size: try $0.number(0), modified: try $0.text(1)) }
    }

    /// Forgets what an interrupted build read of photos that were changed since.
    static func forgetChanged(_ plan: IndexPlan, _ db: Database) throws {
        for (id, picture) in plan.pictures.enumerated() where try stamp(of: picture.path, db) != picture.stamp {
            for table in ["vectors", "maps", "skipped"] {
                try db.execute(sql: "DELETE FROM \(table) WHERE picture = ?", arguments: [id])
            }
            try db.execute(sql: "DELETE FROM stamps WHERE path = ?", arguments: [picture.path])
            try lay(picture, db)
        }
    }
}

extension IndexStore {
    /// Every photo that was read or tried, with its file as it was; nil in an older index.
    package func stamps() throws -> [(path: String, stamp: FileStamp)]? {
        guard hasStamps else { return nil }
        return try read { db in
            try Row.fetchAll(db, sql: "SELECT path, size, modified FROM stamps ORDER BY path").map {
                (try $0.text(0), FileStamp(size: try $0.number(1), modified: try $0.text(2)))
            }
        }
    }

    func stamp(of path: String, _ db: Database) throws -> FileStamp? {
        hasStamps ? try IndexStamps.stamp(of: path, db) : nil
    }

    /// Was it made by the same way from picture to vectors?
    package var isOfThisReader: Bool { ((try? read { try $0.metadata(.reader) }) ?? nil) == IndexStamps.reader }

    /// What was read of a photo that is still the same file; nil for any other.
    package func stored(_ path: String, _ stamp: FileStamp) throws -> StoredPicture? {
        guard let known = try read({ try self.stamp(of: path, $0) }), known == stamp, let position = try position(of: path),
            let framed = try framedMaps(of: [position]).first
        else { return nil }
        let vectors = (1...summary.model.queries).flatMap { Array(instances.vector(of: position, instance: $0)) }
        return StoredPicture(
            frame: framed.frame, instances: vectors, global: Array(globals.vectors(of: position)), maps: framed.maps)
    }
}
