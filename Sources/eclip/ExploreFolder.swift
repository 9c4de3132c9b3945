// A bare folder as a catalog that lies in the cache: written once, and again when what lies in the folder has changed.
import Catalog
import Domain
import Explorer
import Files
import Foundation

struct ExploreFolder {
    let folder: String
    /// Where the catalog is kept.
    let cache: String
    let post: @Sendable (Event) -> Void

    /// The catalog to index, and what could not go into it.
    struct Listed {
        var catalog: String
        var warnings: [DataWarning] = []
        /// Written by somebody else: its columns may have other names.
        var isOwn = false
    }

    /// What of the folder is in no catalog: pictures that cannot be read, how many of all, and what is wrong with the first ones;
    /// and what nobody could look at.
    private struct LeftOut: Codable {
        var count: Int
        var all: Int
        var faults: [String]
        var unseen: Int
        var entries: [LeftOutEntry]
        var encoding: String?
        var renaming: String?

        init(_ found: FolderCatalog) {
            (count, all) = (found.faults.count, found.rows.count + found.faults.count)
            faults = found.faults.prefix(20).map(\.description)
            let lost = found.leftOut.filter(\.isLoss)
            (unseen, entries) = (lost.count, Array(lost.prefix(20)))
            (encoding, renaming) = (found.likelyEncoding?.name, found.likelyEncoding?.renaming(found.directory))
        }

        var warnings: [DataWarning] {
            var warnings: [DataWarning] = count > 0 ? [.leftOut(count, of: all)] + faults.map { .fault($0) } : []
            if unseen > 0 { warnings += [.unseen(unseen)] + entries.map { .unseenEntry($0) } }
            if let encoding, let renaming { warnings.append(.foreignNames(encoding: encoding, command: renaming)) }
            return warnings
        }
    }

    /// The folder's own catalog, the cached one where it still fits, else a new one.
    ///
    /// Throws `InputFault` where there is no picture, or the catalog cannot be written.
    func listed() throws -> Listed {
        let own = folder + "/catalog.csv"
        if isRegular(own) { return Listed(catalog: own, isOwn: true) }
        let catalog = cache + "/catalog.csv", mark = cache + "/listing", leftOut = cache + "/left-out.json"
        let listing = SHA256.hex(Array(try contents().utf8))
        let isCurrent = (try? String(contentsOfFile: mark, encoding: .utf8)) == listing
        if isCurrent, FileManager.default.fileExists(atPath: catalog) {
            let kept = FileManager.default.contents(atPath: leftOut).flatMap { try? JSONDecoder().decode(LeftOut.self, from: $0) }
            return Listed(catalog: catalog, warnings: kept?.warnings ?? [])
        }
        let found = try FolderCatalog.scan(folder) { [post] done, total in
            post(.progress(Progress(task: .catalog, done: done, total: total)))
        }
        try found.write(to: catalog)
        let kept = LeftOut(found)
        try? JSONEncoder().encode(kept).write(to: URL(fileURLWithPath: leftOut), options: .atomic)
        try? listing.write(toFile: mark, atomically: true, encoding: .utf8)
        return Listed(catalog: catalog, warnings: kept.warnings)
    }

    /// Names, sizes and times of everything in the folder, and what could not be looked at.
    ///
    /// Throws `InputFault` where the folder cannot be read.
    private func contents() throws -> String {
        let walk = try FolderWalk(folder)
        return (walk.files.map { "\($0.path)\t\($0.stamp.size)\t\($0.stamp.modified)" } + walk.leftOut.map { "\($0.path)\t\($0.reason.words)" })
            .joined(separator: "\n")
    }
}
