// Builds an index in batches, each one transaction, in `F.building`; the finished file takes its final name in one
// step. So an old index stays valid until the new one is complete, and an interrupted build goes on where it stopped.
import CKernels
import Domain
import Files
import Foundation
import GRDB

package final class IndexBuilder {
    package let plan: IndexPlan
    /// Where the index will stand.
    package let path: String
    /// Pictures that an earlier, interrupted build had already encoded.
    package let resumed: Int
    let queue: DatabaseQueue
    var workPath: String { Self.workPath(for: path) }

    /// Where an index is while it is being built.
    package static func workPath(for path: String) -> String { path + ".building" }

    /// Opens an interrupted build of the same plan, or starts one.
    /// - Throws: `InputFault` when the place cannot be written or holds a file that is not an index.
    package init(at path: String, plan: IndexPlan) throws {
        self.path = path
        self.plan = plan
        let work = Self.workPath(for: path)
        try Self.checkPlace(path)
        try Self.checkWork(work)
        queue = try readingIndex(path) { try Self.openOrStart(work, plan: plan) }
        resumed = try readingIndex(path) { [queue] in
            try queue.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM vectors") ?? 0 }
        }
    }

    /// Positions of the pictures that are neither encoded nor skipped yet.
    package func missing() throws -> [Int] {
        try readingIndex(path) {
            let done = try queue.read { db in
                try Set(Int.fetchAll(db, sql: "SELECT picture FROM vectors UNION SELECT picture FROM skipped"))
            }
            return plan.pictures.indices.filter { !done.contains($0) }
        }
    }

    /// Counts what an interrupted build skipped among the missing again: the files may have been mended since.
    package func forgetSkipped() throws {
        try readingIndex(path) { try queue.write { try $0.execute(sql: "DELETE FROM skipped") } }
    }

    /// Adds a batch; it is on disk when this returns.
    /// - Parameters:
    ///   - skipping: by position, why a picture has no vectors.
    ///   - noting: by position, what is to be said of a picture that has.
    /// - Throws: `InputFault` for a full or unwritable disk; what was added before is kept.
    package func add(
        _ pictures: [EncodedPicture], skipping: [Int: String] = [:], noting: [Int: String] = [:]
    ) throws {
        try readingIndex(path) {
            try queue.write { db in
                for picture in pictures { try insert(picture, db) }
                for (picture, reason) in skipping {
                    try db.execute(
                        sql: "INSERT OR REPLACE INTO skipped VALUES (?, ?)", arguments: [picture, reason])
                }
                for (picture, words) in noting { try db.setNote(words, of: plan.pictures[picture].path) }
            }
        }
    }

    private func insert(_ picture: EncodedPicture, _ db: Database) throws {
        let model = plan.model
        precondition(
            picture.instances.count == model.queries * model.embedding && picture.global.count == model.embedding,
            "a picture with \(picture.instances.count) numbers for \(model.queries)x\(model.embedding)")
        try db.cachedStatement(sql: "INSERT INTO vectors VALUES (?, ?, ?, ?)").execute(arguments: [
            picture.position, Data(bytesOf(picture.instances)), Data(bytesOf(picture.global)),
            Data(bytesOf(picture.fits)),
        ])
        let nearest = bytesOf(picture.nearest) + bytesOf(picture.nearestScores)
        try db.cachedStatement(sql: "INSERT INTO maps VALUES (?, ?, ?, ?)").execute(arguments: [
            picture.position, try jsonText(picture.frame), Data(picture.maps.blob), Data(nearest),
        ])
    }

    /// Reads back what is encoded, some pictures at a time, so that a large index needs no more memory than a small one.
    package func readBack(_ count: Int = 512, _ body: ([EncodedInstances]) throws -> Void) throws {
        let size = plan.model.queries * plan.model.embedding
        try readingIndex(path) {
            try queue.read { db in
                let cursor = try Row.fetchCursor(db, sql: "SELECT picture, instances, fits FROM vectors ORDER BY picture")
                var read: [EncodedInstances] = []
                while let row = try cursor.next() {
                    let found = EncodedInstances(
                        position: try row.number(0), instances: numbers(in: try row.bytes(1), as: Float.self),
                        fits: numbers(in: try row.bytes(2), as: Int32.self))
                    guard found.instances.count == size, found.fits.count == plan.model.queries else { continue }
                    read.append(found)
                    if read.count == count {
                        try body(read)
                        read.removeAll(keepingCapacity: true)
                    }
                }
                if !read.isEmpty { try body(read) }
            }
        }
    }

    /// Measures the queries, seals the index and gives it its name.
    /// - Parameter calibration: the chance of a row as this gallery has it; nil leaves it to the checkpoint.
    /// - Throws: `InputFault` when pictures are missing or the disk refuses.
    @discardableResult
    package func finish(calibration: Calibration? = nil) throws -> IndexSummary {
        let missing = try missing().count
        guard missing == 0 else { throw InputFault(path, "\(missing) pictures are not encoded yet") }
        let summary = try readingIndex(path) {
            try queue.write { db in
                if let calibration { try db.setMetadata(.calibration, try jsonText(calibration)) }
                return try seal(db)
            }
        }
        try readingIndex(path) { try queue.close() }
        try Self.settle(workPath)
        guard rename(workPath, path) == 0 else {
            throw InputFault(path, "cannot be written: \(String(cString: strerror(errno)))")
        }
        return summary
    }

    /// While an index is being built, batches are not forced to the disk one by one (a killed program loses none of
    /// them); the finished file is, before it gets its name.
    private static func settle(_ path: String) throws {
        guard let handle = FileHandle(forUpdatingAtPath: path) else { throw InputFault(path, "cannot be opened") }
        defer { try? handle.close() }
        do { try handle.synchronize() } catch { throw InputFault(path, "cannot be written to the disk: \(error)") }
    }

    /// Writes what is encoded so far as an index of its own; the build goes on.
    /// - Parameter path: a new file beside the index, so that the paths of its pictures hold.
    /// - Throws: `InputFault` when the disk refuses.
    package func snapshot(to path: String) throws {
        try readingIndex(path) {
            let copy = try Self.open(path)
            try queue.backup(to: copy)
            _ = try copy.write(seal)
            try copy.close()
        }
    }

    /// Measures the queries and drops what has no vectors.
    private func seal(_ db: Database) throws -> IndexSummary {
        let skipped = try Self.skipped(db)
        for table in ["listings", "facets"] {
            try db.execute(sql: "DELETE FROM \(table) WHERE picture NOT IN (SELECT picture FROM vectors)")
        }
        let shares = try QueryMeasure(plan: plan).measure(db)
        let digest = try db.contentDigest(model: plan.model.sha256)
        try db.execute(sql: "DELETE FROM skipped")
        try db.execute(sql: "DELETE FROM pictures WHERE id NOT IN (SELECT picture FROM vectors)")
        try db.setMetadata(.shares, try jsonText(shares))
        try db.setMetadata(.skipped, try jsonText(skipped))
        try db.setMetadata(.digest, digest)
        try db.setMetadata(.complete, "1")
        return try IndexStore.summary(db, path: path)
    }

    private static func skipped(_ db: Database) throws -> [String: String] {
        let rows = try Row.fetchAll(db, sql: "SELECT path, reason FROM skipped JOIN pictures ON id = picture")
        return Dictionary(try rows.map { (try $0.text(0), try $0.text(1)) }, uniquingKeysWith: { first, _ in first })
    }
}

// MARK: starting

extension IndexBuilder {
    /// Never overwrite what is not an index.
    private static func checkPlace(_ path: String) throws {
        let folder = path.folderOfPath
        var isDirectory: ObjCBool = false
        if !folder.isEmpty {
            let exists = FileManager.default.fileExists(atPath: folder, isDirectory: &isDirectory)
            guard exists, isDirectory.boolValue else { throw InputFault(folder, "no such folder") }
        }
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else { return }
        guard !isDirectory.boolValue else { throw InputFault(path, "a folder", expected: "a file name") }
        guard head(of: path, 1)?.isEmpty == true || FileKind.certain(path) == .index else {
            throw InputFault(path, "exists and is not an index; it is left alone", expected: "another --output")
        }
    }

    /// What stands where the index is built is removed, unless it is one that was begun. Throws `InputFault`.
    private static func checkWork(_ work: String) throws {
        guard FileManager.default.fileExists(atPath: work), head(of: work, 1)?.isEmpty != true else { return }
        // One that was killed at its very beginning is a database without a name yet.
        guard let kind = FileKind.certain(work), [.index, .database].contains(kind) else {
            throw InputFault(work, "is in the way of the index and is no begun one; it is left alone", expected: "another --output")
        }
    }

    private static func openOrStart(_ work: String, plan: IndexPlan) throws -> DatabaseQueue {
        if FileManager.default.fileExists(atPath: work), let queue = try unfinished(work, plan: plan) { return queue }
        for suffix in ["", "-journal"] { try? FileManager.default.removeItem(atPath: work + suffix) }
        let queue = try open(work)
        try IndexSchema.migrator.migrate(queue)
        try queue.write { db in
            try db.execute(sql: IndexStamps.table)
            try lay(plan, db)
        }
        return queue
    }

    /// An earlier build of the same plan; nil where what lies there is something else or broken.
    /// - Throws: SQLite's error when another program is at work on it.
    private static func unfinished(_ work: String, plan: IndexPlan) throws -> DatabaseQueue? {
        do {
            let queue = try open(work)
            if try queue.read({ try isSame(plan, $0) }) {
                try queue.write { try IndexStamps.forgetChanged(plan, $0) }
                return queue
            }
            try queue.close()
        } catch let error as DatabaseError {
            if error.resultCode == .SQLITE_BUSY { throw error }
        }
        return nil
    }

    private static func open(_ path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.label = "index builder"
        configuration.prepareDatabase { db in
            try db.execute(sql: "PRAGMA page_size = 32768; PRAGMA locking_mode = EXCLUSIVE; PRAGMA synchronous = OFF")
        }
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    private static func isSame(_ plan: IndexPlan, _ db: Database) throws -> Bool {
        try db.metadata(.model) == jsonText(plan.model) && db.metadata(.catalogHash) == plan.catalogHash
            && (db.metadata(.split) ?? "") == plan.split ?? "" && db.metadata(.reader) == IndexStamps.reader
            && String.fetchAll(db, sql: "SELECT path FROM pictures ORDER BY id").map(DiskPath.init)
                == plan.pictures.map { DiskPath($0.path) }
    }

    private static func lay(_ plan: IndexPlan, _ db: Database) throws {
        try db.execute(sql: "PRAGMA application_id = \(IndexSchema.applicationID)")
        try db.setMetadata(.model, try jsonText(plan.model))
        try db.setMetadata(.catalog, plan.catalog)
        try db.setMetadata(.catalogHash, plan.catalogHash)
        try db.setMetadata(.reader, IndexStamps.reader)
        if let split = plan.split { try db.setMetadata(.split, split) }
        for (id, product) in plan.products.enumerated() { try lay(product, id, db) }
        for (id, picture) in plan.pictures.enumerated() { try lay(picture, id, db) }
    }

    private static func lay(_ product: PlannedProduct, _ id: Int, _ db: Database) throws {
        try db.cachedStatement(sql: "INSERT INTO products VALUES (?, ?, ?, ?, ?, ?)").execute(arguments: [
            id, product.label.productID, product.label.title, try jsonText(product.titles), product.category,
            Data(bytesOf(product.vector)),
        ])
    }

    private static func lay(_ picture: PlannedPicture, _ id: Int, _ db: Database) throws {
        try db.cachedStatement(sql: "INSERT INTO pictures VALUES (?, ?, ?, ?)").execute(
            arguments: [id, picture.path, picture.source, picture.split])
        try IndexStamps.lay(picture, db)
        for (place, listing) in picture.listings.enumerated() {
            try db.cachedStatement(sql: "INSERT OR IGNORE INTO listings VALUES (?, ?, ?)").execute(
                arguments: [id, listing.product, place])
            for (name, value) in listing.facets where !value.isEmpty {
                try db.cachedStatement(sql: "INSERT OR IGNORE INTO facets VALUES (?, ?, ?, ?)").execute(
                    arguments: [id, listing.product, name, value])
            }
        }
    }
}

/// A value as JSON text with sorted keys, so that equal values give equal text.
func jsonText(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
}

/// Reads what `jsonText` wrote; nil for anything else.
func fromJSON<Value: Decodable>(_ text: String?, as type: Value.Type = Value.self) -> Value? {
    text.flatMap { try? JSONDecoder().decode(Value.self, from: Data($0.utf8)) }
}
