// A folder looked through: the one door for it. Regular files only, linked folders followed once, and whatever is left out
// is kept with its reason, so that no photo vanishes without a word.
import Domain
import Foundation

/// A regular file below a folder.
package struct WalkedFile: Equatable, Sendable {
    /// Relative to the folder walked.
    package let path: String
    package let stamp: FileStamp
}

/// What lies below a folder.
package struct FolderWalk: Sendable {
    /// Sorted by path.
    package private(set) var files: [WalkedFile] = []
    /// Sorted by path.
    package private(set) var leftOut: [LeftOutEntry] = []
    /// What the names that are not UTF-8 look like; nil without such names.
    package private(set) var likelyEncoding: OtherEncoding?
    private var seen: Set<[UInt64]> = []
    private var linkedFolders: [String] = []
    private var foreignNames: [UInt8] = []

    /// Looks through a folder; hidden files and folders (a dot first), and `__MACOSX`, which macOS puts into zips, are passed over.
    /// Throws `InputFault` where there is no such folder or it cannot be read.
    package init(_ folder: String) throws {
        var facts = stat()
        guard stat(folder, &facts) == 0 else {
            throw InputFault(folder, errno == ENOENT ? "no such folder" : "cannot be read: \(lastReason)")
        }
        guard facts.isFolder else { throw InputFault(folder, "is not a folder", expected: "a folder") }
        if let problem = walk(folder, below: "", facts) { throw InputFault(folder, "cannot be read: \(problem)") }
        // Folders that are really here come first, so that a link to one of them is the one left out.
        while let next = linkedFolders.min(by: Self.precedes) {
            linkedFolders.removeAll { $0.utf8.elementsEqual(next.utf8) }
            follow(next, in: folder)
        }
        files.sort { Self.precedes($0.path, $1.path) }
        leftOut.sort { Self.precedes($0.path, $1.path) }
        likelyEncoding = OtherEncoding(of: foreignNames)
    }

    /// By bytes: names that differ in their Unicode form alone are two files, and the order of a disk is none.
    private static func precedes(_ one: String, _ other: String) -> Bool { one.utf8.lexicographicallyPrecedes(other.utf8) }

    private mutating func follow(_ path: String, in folder: String) {
        var facts = stat()
        guard stat(folder + "/" + path, &facts) == 0 else { return leaveOut(path, .danglingLink) }
        guard !seen.contains(facts.identity) else { return leaveOut(path, .walkedBefore) }
        if let problem = walk(folder + "/" + path, below: path + "/", facts) { leaveOut(path, .unreadable(problem)) }
    }

    /// - Parameter below: the path of `folder` relative to the one walked, with its slash.
    /// - Returns: the system's reason where the folder cannot be read.
    private mutating func walk(_ folder: String, below: String, _ facts: stat) -> String? {
        guard seen.insert(facts.identity).inserted else { return nil }
        guard let handle = opendir(folder) else { return lastReason }
        defer { closedir(handle) }
        errno = 0
        while let entry = readdir(handle) {
            defer { errno = 0 }
            let bytes = withUnsafePointer(to: &entry.pointee.d_name) { name in
                name.withMemoryRebound(to: UInt8.self, capacity: 256) { start in
                    Array(UnsafeBufferPointer(start: start, count: strnlen(UnsafeRawPointer(start).assumingMemoryBound(to: CChar.self), 256)))
                }
            }
            guard bytes.first != UInt8(ascii: "."), bytes != Self.resourceForks else { continue }
            guard let name = String(validating: bytes, as: UTF8.self) else {
                let isFolder = entry.pointee.d_type == UInt8(DT_DIR)
                foreignNames += bytes + [UInt8(ascii: "\n")]
                leaveOut(below + Self.readable(bytes) + (isFolder ? "/" : ""), .nameNotUTF8)
                continue
            }
            take(name, in: folder, below: below)
        }
        // Nothing at the end of a folder, a reason where the disk stopped in the middle of it.
        return errno == 0 ? nil : lastReason
    }

    private mutating func take(_ name: String, in folder: String, below: String) {
        let path = folder + "/" + name, shown = below + name
        var facts = stat(), own = stat()
        guard lstat(path, &own) == 0, stat(path, &facts) == 0 else {
            let isDangling = own.isLink && (errno == ENOENT || errno == ELOOP)
            return leaveOut(shown, isDangling ? .danglingLink : .unreadable(lastReason))
        }
        if facts.isFolder {
            if own.isLink { return linkedFolders.append(shown) }
            if let problem = walk(path, below: shown + "/", facts) { leaveOut(shown, .unreadable(problem)) }
        } else if facts.isRegular {
            files.append(WalkedFile(path: shown, stamp: FileStamp(facts)))
        } else {
            leaveOut(shown, .notRegular)
        }
    }

    private mutating func leaveOut(_ path: String, _ reason: LeftOutReason) {
        leftOut.append(LeftOutEntry(path: path, reason: reason))
    }

    private static let resourceForks = Array("__MACOSX".utf8)

    private static func readable(_ bytes: [UInt8]) -> String {
        bytes.map { byte in
            byte >= 0x20 && byte < 0x7F ? String(UnicodeScalar(byte)) : "\\x" + String(byte, radix: 16, uppercase: true)
        }.joined()
    }
}

extension stat {
    /// The same for every path that leads to one file.
    var identity: [UInt64] { [UInt64(st_dev), UInt64(st_ino)] }
    var isLink: Bool { st_mode & S_IFMT == S_IFLNK }
}

extension FileStamp {
    init(_ facts: stat) {
        self.init(size: Int(facts.st_size), modified: "\(facts.st_mtim.tv_sec).\(facts.st_mtim.tv_nsec)")
    }

    /// That of a regular file; nil where there is none.
    package init?(of path: String) {
        var facts = stat()
        guard stat(path, &facts) == 0, facts.isRegular else { return nil }
        self.init(facts)
    }
}
