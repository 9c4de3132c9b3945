// An index that is searched while it is built: copies of what is read so far, the first one soon, each later one twice as
// large, so that all of them together cost less than a few per cent of the build.
import Files
import Foundation
import InstanceIndex

/// Who wants such copies.
package struct IndexSnapshots {
    /// What their paths begin with; beside the index, so that the paths of its pictures hold.
    package var stem: String
    /// Hears of each on the thread that builds. The file goes when the next one comes, and at the end: whoever opened it keeps it.
    package var receive: (String) -> Void

    let pace: SnapshotPace

    package init(stem: String, pace: SnapshotPace = SnapshotPace(), receive: @escaping (String) -> Void) {
        self.stem = stem
        self.pace = pace
        self.receive = receive
    }

    /// Each under a name of its own: SQLite would take the journal of a new file for that of an old one still open. A copy that
    /// fails, for want of room above all, is no reason to end the build.
    func take(of builder: IndexBuilder, pictures: Int) {
        let path = "\(stem)-\(pictures)"
        guard (try? builder.snapshot(to: path)) != nil else { return removeAll() }
        receive(path)
        removeAll(but: path)
    }

    /// Also those that a killed build left.
    func removeAll(but kept: String? = nil) {
        let (folder, name) = (folder(of: stem), stem.nameOfPath + "-")
        for file in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where file.hasPrefix(name) {
            let path = folder + "/" + file
            if path != kept { try? FileManager.default.removeItem(atPath: path) }
        }
    }
}

/// When the next copy is due.
package struct SnapshotPace {
    private let first: (pictures: Int, seconds: Double)
    private var last = (pictures: 0, seconds: 0.0)

    /// - Parameters:
    ///   - pictures: of the first copy; fewer say little about a catalog.
    ///   - seconds: before the first copy and between two; a catalog that is read sooner needs none.
    package init(pictures: Int = 64, seconds: Double = 1.5) { first = (pictures, seconds) }

    /// - Parameters:
    ///   - pictures: done so far.
    ///   - seconds: since the build began.
    package func isDue(_ pictures: Int, at seconds: Double) -> Bool {
        pictures >= max(first.pictures, 2 * last.pictures) && seconds - last.seconds >= first.seconds
    }

    package mutating func taken(_ pictures: Int, at seconds: Double) { last = (pictures, seconds) }
}
