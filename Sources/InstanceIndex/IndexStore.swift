// An index opened for searching: read-only, vectors in memory, everything else read when asked for. Leaves nothing
// behind beside the file.
import Domain
import Foundation
import GRDB
import Synchronization

package final class IndexStore: Sendable {
    package let path: String
    package let summary: IndexSummary
    /// Instance vectors; positions count the pictures in the order of their paths.
    package let instances: VectorTable
    /// Global vectors, one per picture.
    package let globals: VectorTable
    /// Per picture and instance (from 0): number of the listed product whose title fits best, -1 for none.
    private let fits: [Int32]
    /// Picture ids by position.
    let ids: [Int64]
    let queue: DatabaseQueue
    /// Does it know the files it was made of?
    let hasStamps: Bool
    /// Products that rows have asked for: the same few come again and again.
    let knownProducts = Mutex<[Int: KnownProduct]>([:])
    /// What products are filed under, for the chances of rows.
    let knownFilings = Mutex<[Int: Filing]>([:])

    /// - Parameters:
    ///   - expecting: the model that will ask; nil takes any (for `info`).
    /// - Throws: `InputFault` for a file that is missing, foreign, truncated, damaged, half built, of another format or
    ///   built with another model (both are named).
    package init(at path: String, expecting model: ModelIdentity? = nil) throws {
        self.path = path
        try Self.checkBuilt(path)
        queue = try readingIndex(path) { try Self.openReadOnly(path) }
        var found = try readingIndex(path) { [queue] in
            try queue.read { db in
                try Self.checkFormat(db, path: path)
                return try Self.summary(db, path: path)
            }
        }
        if let model {
            try Self.check(found.model, against: model, path: path)
            // An older index does not say it; its model does.
            found.model.mapPower = found.model.mapPower ?? model.mapPower
        }
        summary = found
        let loaded = try readingIndex(path) { [queue, summary] in
            try queue.read { db in
                defer { try? db.execute(sql: "PRAGMA mmap_size = 0") }
                return try VectorLoader(path: path, summary: summary).load(db)
            }
        }
        hasStamps = try readingIndex(path) { [queue] in try queue.read { try $0.tableExists("stamps") } }
        (ids, instances, globals, fits) = (loaded.ids, loaded.instances, loaded.globals, loaded.fits)
    }

    /// The summary of an index without loading its vectors.
    package static func summary(at path: String) throws -> IndexSummary {
        try checkBuilt(path)
        return try readingIndex(path) {
            try openReadOnly(path).read { db in
                try checkFormat(db, path: path)
                return try summary(db, path: path)
            }
        }
    }

    package var pictureCount: Int { ids.count }

    /// Number of the listed product that an instance (from 1) of a picture shows; nil for none.
    package func product(of picture: Int, instance: Int) -> Int? {
        let product = Int(fits[picture * summary.model.queries + instance - 1])
        return product >= 0 ? product : nil
    }

    /// Runs a read; damage found on the way is an `InputFault`.
    func read<Result>(_ work: (Database) throws -> Result) throws -> Result {
        try readingIndex(path) { try queue.read(work) }
    }
}

// MARK: opening

extension IndexStore {
    private static func checkBuilt(_ path: String) throws {
        let work = IndexBuilder.workPath(for: path)
        let manager = FileManager.default
        if !manager.fileExists(atPath: path), manager.fileExists(atPath: work) {
            throw InputFault(path, "half built\(progress(of: work)); run the same `eclip index` again to finish it")
        }
        try checkIndexFile(path)
    }

    private static func progress(of work: String) -> String {
        let counts = try? openReadOnly(work).read { db in
            let done = try Int.fetchOne(db, sql: "SELECT count(*) FROM vectors") ?? 0
            return (done, try Int.fetchOne(db, sql: "SELECT count(*) FROM pictures") ?? 0)
        }
        return counts.map { " (\($0.0) of \($0.1) pictures)" } ?? ""
    }

    /// A map of the file saves a copy of every page while the vectors are read; after that it is let go, because a file
    /// that somebody cuts short under a map takes the program down.
    private static let mappedBytes = 1 << 31

    private static func openReadOnly(_ path: String) throws -> DatabaseQueue {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.label = "index"
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA mmap_size = \(mappedBytes)") }
        return try DatabaseQueue(path: path, configuration: configuration)
    }

    private static func checkFormat(_ db: Database, path: String) throws {
        let id = try Int32.fetchOne(db, sql: "PRAGMA application_id") ?? 0
        guard id == IndexSchema.applicationID else {
            throw InputFault(path, "an SQLite file, but not an index", expected: "a file that `eclip index` wrote")
        }
        guard try !IndexSchema.migrator.hasBeenSuperseded(db) else {
            throw InputFault(path, "written by a newer eclip", expected: "index format \(IndexSchema.version)")
        }
        guard try IndexSchema.migrator.hasCompletedMigrations(db) else {
            throw InputFault(path, "an index of an older format; build it again")
        }
        guard try db.metadata(.complete) == "1" else {
            let done = try Int.fetchOne(db, sql: "SELECT count(*) FROM vectors") ?? 0
            let all = try Int.fetchOne(db, sql: "SELECT count(*) FROM pictures") ?? 0
            throw InputFault(path, "half built (\(done) of \(all) pictures); run the same `eclip index` again")
        }
    }

    static func summary(_ db: Database, path: String) throws -> IndexSummary {
        guard let model = fromJSON(try db.metadata(.model), as: ModelIdentity.self),
            model.isSound
        else { throw InputFault(path, "the index is damaged: it does not name its model, or sizes that no model has") }
        return IndexSummary(
            formatVersion: IndexSchema.version, model: model, catalog: try db.metadata(.catalog) ?? "",
            catalogHash: try db.metadata(.catalogHash) ?? "", split: try db.metadata(.split),
            pictures: try Int.fetchOne(db, sql: "SELECT count(*) FROM vectors") ?? 0,
            products: try Int.fetchOne(db, sql: "SELECT count(DISTINCT product) FROM listings") ?? 0,
            skipped: fromJSON(try db.metadata(.skipped)) ?? [:], noted: try db.notes(),
            shares: fromJSON(try db.metadata(.shares)) ?? [], digest: try db.metadata(.digest) ?? "",
            calibration: fromJSON(try db.metadata(.calibration)))
    }

    private static func check(_ built: ModelIdentity, against model: ModelIdentity, path: String) throws {
        guard built.sha256 != model.sha256 else { return }
        throw InputFault(
            path, "built with checkpoint \(built.label), opened with \(model.label)",
            expected: "the same checkpoint; or index again with this one")
    }
}
