// The tables of an index file. Numbered migrations only ever get appended; an index is never migrated in place when it
// is opened for searching (that is read-only), it is built again.
import GRDB

enum IndexSchema {
    /// "ECLI", so that another SQLite file is told apart at once.
    static let applicationID: Int32 = 0x4543_4c49
    static let version = 1

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1: pictures, products, vectors, maps") { db in
            try db.execute(sql: tables)
        }
        return migrator
    }

    // Vectors stand apart from maps: a search reads all of the first and none of the second. Numbers in blobs are
    // little-endian: vectors and fits Float32 and Int32, maps as in StoredMaps.
    private static let tables = """
        CREATE TABLE metadata (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE pictures (
            id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, source TEXT NOT NULL, split TEXT);
        CREATE TABLE products (
            id INTEGER PRIMARY KEY, product_id TEXT NOT NULL UNIQUE, title TEXT NOT NULL, titles TEXT NOT NULL,
            category TEXT, vector BLOB NOT NULL);
        CREATE TABLE listings (
            picture INTEGER NOT NULL REFERENCES pictures(id), product INTEGER NOT NULL REFERENCES products(id),
            place INTEGER NOT NULL, PRIMARY KEY (picture, product)) WITHOUT ROWID;
        CREATE INDEX listings_by_product ON listings (product);
        CREATE TABLE facets (
            picture INTEGER NOT NULL, product INTEGER NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL,
            PRIMARY KEY (picture, product, name)) WITHOUT ROWID;
        CREATE INDEX facets_by_value ON facets (name, value, picture);
        CREATE TABLE vectors (
            picture INTEGER PRIMARY KEY REFERENCES pictures(id), instances BLOB NOT NULL, global BLOB NOT NULL,
            fits BLOB NOT NULL);
        CREATE TABLE maps (
            picture INTEGER PRIMARY KEY REFERENCES pictures(id), frame TEXT NOT NULL, weights BLOB NOT NULL,
            nearest BLOB NOT NULL);
        CREATE TABLE skipped (picture INTEGER PRIMARY KEY REFERENCES pictures(id), reason TEXT NOT NULL);
        """
}

/// Keys of the metadata table.
enum MetadataKey: String {
    case model, catalog
    case catalogHash = "catalog_sha256"
    case split, complete, shares, digest, skipped, calibration, reader
}

extension Database {
    func metadata(_ key: MetadataKey) throws -> String? {
        try String.fetchOne(self, sql: "SELECT value FROM metadata WHERE key = ?", arguments: [key.rawValue])
    }

    func setMetadata(_ key: MetadataKey, _ value: String) throws {
        try execute(sql: "INSERT OR REPLACE INTO metadata VALUES (?, ?)", arguments: [key.rawValue, value])
    }

    /// What is to be said of a picture, under a key of its own, so that a long list is not written again for each one more.
    func setNote(_ words: String, of path: String) throws {
        try execute(sql: "INSERT OR REPLACE INTO metadata VALUES (?, ?)", arguments: [Self.notePrefix + path, words])
    }

    /// All that is to be said of pictures, by their paths.
    func notes() throws -> [String: String] {
        let rows = try Row.fetchAll(
            self, sql: "SELECT key, value FROM metadata WHERE key >= ? AND key < ?", arguments: [Self.notePrefix, "noted;"])
        return Dictionary(
            try rows.map { (String(try $0.text(0).dropFirst(Self.notePrefix.count)), try $0.text(1)) },
            uniquingKeysWith: { first, _ in first })
    }

    private static let notePrefix = "noted:"
}
