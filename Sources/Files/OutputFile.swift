// Files a command writes: the one door. It is opened before the work, so that what cannot be written is said early; it never
// stands over a file that the command reads, nor over an existing file of another kind unless that is forced; what is
// written replaces the file whole or not at all, and a device or pipe gets it as it comes.
import Domain
import Foundation

/// Where a result goes.
package struct OutputFile: Sendable {
    package let path: String
    package let kind: FileKind
    private let inputs: [String]
    private let isForced: Bool

    /// Checks the place. Throws `InputFault`: a folder, no folder to write into, a file that is read, or one of another kind.
    /// - Parameters:
    ///   - kind: what will be written.
    ///   - inputs: every file the command reads; nil and `-` are none.
    ///   - force: a file of another kind may be replaced; one that is read still not.
    package init(_ path: String, as kind: FileKind, reading inputs: [String?], force: Bool = false) throws {
        (self.path, self.kind, isForced) = (path, kind, force)
        self.inputs = inputs.compactMap { $0 }
        try check()
    }

    /// Writes a text. Throws `InputFault` with the system's reason.
    package func write(_ text: String) throws { try write(Data(text.utf8)) }

    /// Writes bytes. Throws `InputFault` with the system's reason.
    package func write(_ data: Data) throws {
        try check()
        isReplaceable ? try replace(with: data) : try pour(data)
    }

    /// For files that another part writes and puts in place whole: only a real file can be replaced. Throws `InputFault`.
    package func checkReplaceable() throws {
        guard isReplaceable else { throw InputFault(path, "is a device", expected: "a file to write") }
    }

    /// Opens it to go on behind what it holds, for a log. Throws `InputFault`.
    package func openedForAppending() throws -> FileHandle {
        try check()
        let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw InputFault(path, "cannot be written: \(lastReason)") }
        return FileHandle(fileDescriptor: file, closeOnDealloc: true)
    }

    /// Throws where the place is none or no longer is.
    private func check() throws {
        if path.isEmpty { throw InputFault("the output", "has no name", expected: "a file to write") }
        if isFolder(path) { throw InputFault(path, "is a folder", expected: "a file to write") }
        let folder = Self.folder(of: target)
        guard isFolder(folder) else { throw InputFault(path, "there is no folder \(folder)") }
        guard access(folder, W_OK) == 0 || !isReplaceable else {
            throw InputFault(path, "the folder \(folder) cannot be written to")
        }
        if let input = inputs.first(where: { isSameFile($0, path) }) {
            throw InputFault(path, "is read by this command (\(input)) and would be lost", expected: "another file to write")
        }
        guard !isForced, isRegular(path), let found = Self.foreign(path, kind) else { return }
        throw InputFault(path, "is there already and is \(found)", expected: "another file to write, or --force")
    }

    /// What a file is that is not of this kind; nil for an empty one.
    private static func foreign(_ path: String, _ kind: FileKind) -> String? {
        guard let bytes = head(of: path, 1), !bytes.isEmpty else { return nil }
        let found = FileKind.certain(path)
        return found == kind ? nil : found?.withArticle ?? "not \(kind.withArticle)"
    }

    /// A regular file, or nothing yet: what is no device or pipe.
    private var isReplaceable: Bool { isRegular(path) || !FileManager.default.fileExists(atPath: path) }

    /// The file itself where the path is a link to it.
    private var target: String {
        var facts = stat()
        guard lstat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFLNK else { return path }
        return URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    }

    private func replace(with data: Data) throws {
        let part = target + ".part-\(getpid())"
        var old = stat()
        let mode = stat(target, &old) == 0 ? old.st_mode & 0o7777 : 0o644
        let file = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
        guard file >= 0 else { throw InputFault(path, "cannot be written: \(lastReason)") }
        do {
            defer { close(file) }
            try Self.writeAll(data, to: file, path)
            guard fsync(file) == 0 else { throw InputFault(path, "cannot be written: \(lastReason)") }
        } catch {
            unlink(part)
            throw error
        }
        guard rename(part, target) == 0 else {
            let reason = lastReason
            unlink(part)
            throw InputFault(path, "cannot be written: \(reason)")
        }
    }

    private func pour(_ data: Data) throws {
        let file = open(path, O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { throw InputFault(path, "cannot be written: \(lastReason)") }
        defer { close(file) }
        try Self.writeAll(data, to: file, path)
    }

    private static func writeAll(_ data: Data, to file: Int32, _ path: String) throws {
        try data.withUnsafeBytes { bytes in
            var written = 0
            while written < bytes.count {
                let count = Foundation.write(file, bytes.baseAddress.map { $0 + written }, bytes.count - written)
                if count >= 0 { written += count; continue }
                if errno != EINTR { throw InputFault(path, "cannot be written: \(lastReason)") }
            }
        }
    }

    private static func folder(of path: String) -> String {
        let folder = path.folderOfPath
        return folder.isEmpty ? "." : folder
    }
}

/// Do two paths lead to one file? Files that are not there yet are compared by their place.
package func isSameFile(_ one: String, _ other: String) -> Bool {
    var first = stat(), second = stat()
    if stat(one, &first) == 0, stat(other, &second) == 0 {
        return first.isRegular && first.identity == second.identity
    }
    let place = { (path: String) in URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().path }
    return place(one) == place(other)
}
