// A bare folder as a catalog that lies in the cache: written once, and again when what lies in the folder has changed.
import Catalog
import Domain
import Explorer
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
    }

    /// Pictures that cannot be read: how many of all, and what is wrong with the first ones.
    private struct LeftOut: Codable {
        var count: Int
        var all: Int
        var faults: [String]

        init(_ found: FolderCatalog) {
            (count, all) = (found.faults.count, found.rows.count + found.faults.count)
            faults = found.faults.prefix(20).map(\.description)
        }

        var warnings: [DataWarning] { count > 0 ? [.leftOut(count, of: all)] + faults.map { .fault($0) } : [] }
    }

    /// The folder's own catalog, the cached one where it still fits, else a new one.
    ///
    /// Throws `InputFault` where there is no picture, or the catalog cannot be written.
    func listed() throws -> Listed {
        let own = folder + "/catalog.csv"
        if FileManager.default.fileExists(atPath: own) { return Listed(catalog: own) }
        let catalog = cache + "/catalog.csv", mark = cache + "/listing", leftOut = cache + "/left-out.json"
        let listing = SHA256.hex(Array(contents.utf8))
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

    /// Names, sizes and times of everything in the folder.
    private var contents: String {
        guard let names = FileManager.default.enumerator(atPath: folder) else { return "" }
        var lines: [String] = []
        for case let name as String in names {
            let facts = names.fileAttributes
            let time = (facts?[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
            lines.append("\(name)\t\(facts?[.size] ?? 0)\t\(time)")
        }
        return lines.sorted().joined(separator: "\n")
    }
}
