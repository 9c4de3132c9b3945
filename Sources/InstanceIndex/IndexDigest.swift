// What an index answers with, as one hash: written when the index is sealed, computed again by whoever asks whether it is whole.
import Domain
import GRDB

extension Database {
    /// SHA-256 of the model's identity, then of every picture's path and vectors, in the order of the paths.
    func contentDigest(model: String) throws -> String {
        var hash = SHA256()
        hash.update(Array(model.utf8))
        let rows = try Row.fetchCursor(
            self, sql: "SELECT path, instances, global FROM vectors JOIN pictures ON id = picture ORDER BY id")
        while let row = try rows.next() {
            let path = try row.text(0)
            hash.update(Array(path.utf8))
            for column in 1...2 { hash.update(try row.bytes(column)) }
        }
        return hash.hex
    }
}

extension IndexStore {
    /// Reads the whole file: SQLite's own check of its pages, then paths and vectors against the hash they were written with.
    /// Seconds for a million instances.
    /// - Throws: `InputFault` for a file that is not what `eclip index` wrote.
    package func checkWhole() throws {
        let expected = summary.digest, model = summary.model.sha256
        let (fault, digest) = try read { db in
            let found = try String.fetchOne(db, sql: "PRAGMA quick_check(1)") ?? "ok"
            return (found, found == "ok" ? try db.contentDigest(model: model) : "")
        }
        guard fault == "ok" else { throw InputFault(path, "the index is damaged (\(fault)); build it again") }
        guard expected.isEmpty || digest == expected else {
            throw InputFault(
                path, "the index is damaged: paths or vectors are not those it was written with; build it again",
                expected: "sha256 \(expected.prefix(12))…, not \(digest.prefix(12))…")
        }
    }
}
