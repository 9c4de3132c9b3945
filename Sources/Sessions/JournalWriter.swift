// The journal, written: one `write` per entry on a file opened for appending, locked so that a second program cannot
// mix its lines in. Syncing is a call of its own, because it may take long and must not happen on the screen's
// thread.
import Domain
import Files
import Foundation
import Synchronization

/// Appends entries to a journal file. Calls may come from any thread, one at a time is served.
package final class JournalWriter: Sendable {
    package let path: String
    /// What the file held when it was opened.
    package let opened: JournalContents
    private let file: Mutex<Int32>

    /// Opens (or makes) the file, locks it, and cuts a torn end off.
    ///
    /// Throws `InputFault` when the folder or file cannot be made, another program writes this session, or the file is
    /// something else; that is left as it is.
    package init(path: String) throws {
        self.path = path
        try Self.check(path)
        try Self.makeFolder(of: path)
        let descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw InputFault(path, "cannot be opened for writing: \(Self.reason)") }
        do {
            try Self.lock(descriptor, path)
            opened = isRegular(path) ? try Journal.read(path: path) : JournalContents()
            try Self.mend(descriptor, opened, path)
        } catch {
            close(descriptor)
            throw error
        }
        file = Mutex(descriptor)
    }

    deinit {
        file.withLock { _ = close($0) }
    }

    /// Writes one entry with a single `write`. On a short write (a full disk) the half line is taken back.
    ///
    /// Throws `InputFault` with the system's reason; the entry may be tried again.
    package func append(_ entry: SessionEntry) throws {
        let line = try Journal.line(entry)
        try file.withLock { descriptor in
            let end = lseek(descriptor, 0, SEEK_END)
            let written = line.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
            guard written == line.count else {
                let reason = written < 0 ? Self.reason : "only \(written) of \(line.count) bytes were written"
                if end >= 0, written > 0 { _ = ftruncate(descriptor, end) }
                throw InputFault(path, "the session cannot be saved: \(reason)")
            }
        }
    }

    /// Waits until what was appended is on the disk.
    ///
    /// Throws `InputFault` with the system's reason.
    package func sync() throws {
        let result = file.withLock { fdatasync($0) }
        // A pipe or a special file cannot be synced, and need not be.
        if result != 0, errno != EINVAL { throw InputFault(path, "the session cannot be synced: \(Self.reason)") }
    }

    private static var reason: String { String(cString: strerror(errno)) }

    /// What surely is something else is not opened for writing; what is a session only perhaps is read first. Throws `InputFault`.
    private static func check(_ path: String) throws {
        if isFolder(path) { throw InputFault(path, "is a folder", expected: "a session (JSON Lines)") }
        if isPipe(path) { throw InputFault(path, "is a pipe, and a session is read again", expected: "a session (JSON Lines)") }
        if let kind = FileKind.certain(path), kind != .session {
            throw InputFault(path, "is there already and is \(kind.withArticle)", expected: "a session (JSON Lines)")
        }
    }

    private static func makeFolder(of path: String) throws {
        let folder = path.folderOfPath
        guard !folder.isEmpty, !FileManager.default.fileExists(atPath: folder) else { return }
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw InputFault(folder, "the folder for the session cannot be made")
        }
    }

    private static func lock(_ descriptor: Int32, _ path: String) throws {
        // A program that is just ending, or starting another one, holds the lock for a moment longer.
        for _ in 0..<10 {
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return }
            guard errno == EWOULDBLOCK else { break }
            usleep(10_000)
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) != 0 else { return }
        if errno == EWOULDBLOCK {
            let holder = lockHolder(of: descriptor).map { " (\($0))" } ?? ""
            throw InputFault(
                path, "another eclip is writing this session" + holder, expected: "--session with another file")
        }
        throw InputFault(path, "cannot be locked: \(reason)")
    }

    private static func mend(_ descriptor: Int32, _ contents: JournalContents, _ path: String) throws {
        if contents.notes.contains(where: \.isTornEnd), ftruncate(descriptor, off_t(contents.wholeLength)) != 0 {
            throw InputFault(path, "the torn last line cannot be cut off: \(reason)")
        }
        if contents.endsWithoutNewline, write(descriptor, "\n", 1) != 1 {
            throw InputFault(path, "cannot be written: \(reason)")
        }
    }
}

/// Where sessions live when nothing is said: `Sessions/mine.jsonl` of the checkout one stands in, else the user's state
/// folder.
package func defaultSessionPath(
    workingDirectory: String, environment: [String: String], fileExists: (String) -> Bool
) -> String {
    if fileExists(workingDirectory + "/Package.swift"), fileExists(workingDirectory + "/Sessions/README.md") {
        return workingDirectory + "/Sessions/mine.jsonl"
    }
    let home = environment["HOME"] ?? "."
    let state = environment["XDG_STATE_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? home + "/.local/state"
    return state + "/eclip/mine.jsonl"
}
