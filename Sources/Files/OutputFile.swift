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
    /// A file that is open already: `-`, `/dev/stdout`, what a shell puts in place of `>(...)`.
    private let descriptor: Int32?

    /// Checks the place. Throws `InputFault`: a folder, no folder to write into, a file that is read, or one of another kind.
    /// - Parameters:
    ///   - path: `-` is standard output.
    ///   - kind: what will be written.
    ///   - inputs: every file the command reads, `-` for standard input; nil is none.
    ///   - force: a file of another kind may be replaced, but no photo; one that is read still not.
    package init(_ path: String, as kind: FileKind, reading inputs: [String?], force: Bool = false) throws {
        (self.path, self.kind, isForced) = (path, kind, force)
        self.inputs = inputs.compactMap { $0 }
        descriptor = openDescriptor(path)
        try check()
    }

    /// Writes a text. Throws `InputFault` with the system's reason.
    package func write(_ text: String) throws { try write(Data(text.utf8)) }

    /// Writes bytes. Throws `InputFault` with the system's reason.
    package func write(_ data: Data) throws {
        try check()
        isReplaceable ? try replaceFile(path, with: data) : try pour(data)
    }

    /// For a file that is added to as time goes by, whose place other rules decide. Throws `InputFault` where it is read.
    package static func check(_ path: String, isNoneOf inputs: [String?]) throws {
        guard let input = inputs.compactMap({ $0 }).first(where: { isSameFile($0, path) }) else { return }
        throw readFault(path, input)
    }

    private static func readFault(_ path: String, _ input: String) -> InputFault {
        InputFault(
            path, "is read by this command (\(TextFile.name(of: input))) and would be lost", expected: "another file to write")
    }

    /// For files that another part writes and puts in place whole: only a real file can be replaced. Throws `InputFault`.
    package func checkReplaceable() throws {
        guard isReplaceable else { throw InputFault(path, "is a device", expected: "a file to write") }
    }

    /// Opens it to go on behind what it holds, for a log. Throws `InputFault`.
    package func openedForAppending() throws -> FileHandle {
        try check()
        let file = descriptor.map { dup($0) } ?? open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw InputFault(path, "cannot be written: \(lastReason)") }
        return FileHandle(fileDescriptor: file, closeOnDealloc: true)
    }

    /// Throws where the place is none or no longer is.
    private func check() throws {
        if path.isEmpty { throw InputFault("the output", "has no name", expected: "a file to write") }
        if path.utf8.contains(0) { throw InputFault(path, "holds a NUL byte", expected: "the name of a file") }
        try checkInputs()
        if descriptor != nil { return }
        if isFolder(path) || path.hasSuffix("/") { throw InputFault(path, "is a folder", expected: "a file to write") }
        try checkFolder()
        guard isRegular(path), let (words, isPhoto) = Self.foreign(path, kind), isPhoto || !isForced else { return }
        // A command reads photos that nobody names one by one, so that none of them can be told from an input.
        throw InputFault(
            path, "is there already and is \(words)",
            expected: isPhoto
                ? "another file to write: photos are not written over" : "another file to write" + (kind.isForcible ? ", or --force" : ""))
    }

    private func checkInputs() throws {
        guard let input = inputs.first(where: isOutput) else { return }
        throw Self.readFault(path, input)
    }

    private func isOutput(_ input: String) -> Bool {
        guard let descriptor else { return isSameFile(input, path) }
        var own = stat()
        guard fstat(descriptor, &own) == 0, own.isRegular, let read = facts(ofInput: input) else { return false }
        return read.isRegular && read.identity == own.identity
    }

    private func checkFolder() throws {
        let folder = Self.folder(of: linkedFile(path))
        guard isFolder(folder) else { throw InputFault(path, "there is no folder \(folder)") }
        guard access(folder, W_OK) == 0 || !isReplaceable else {
            throw InputFault(path, "the folder \(folder) cannot be written to")
        }
    }

    /// What a file is that is not of this kind; nil for an empty one.
    private static func foreign(_ path: String, _ kind: FileKind) -> (words: String, isPhoto: Bool)? {
        guard let bytes = head(of: path, 1) else { return ("not readable", false) }
        let found = FileKind.certain(path)
        guard !bytes.isEmpty, found != kind else { return nil }
        return (found?.withArticle ?? "not \(kind.withArticle)", found == .picture)
    }

    /// A regular file, or nothing yet: what is no device or pipe.
    package var isReplaceable: Bool { descriptor == nil && isReplaceableFile(path) }

    private func pour(_ data: Data) throws {
        let file = descriptor.map { dup($0) } ?? open(path, O_WRONLY | O_CLOEXEC)
        guard file >= 0 else { throw InputFault(path, "cannot be written: \(lastReason)") }
        defer { close(file) }
        try writeAll(data, to: file, path)
    }

    private static func folder(of path: String) -> String {
        let folder = path.folderOfPath
        return folder.isEmpty ? "." : folder
    }
}

/// Puts a file in place whole or not at all, at the end of a link where the path is one. Throws `InputFault` with the system's
/// reason; what stood there stands then.
/// - Parameter isSettled: it must outlive a power cut; thousands of pictures that are drawn again in a minute need not.
package func replaceFile(_ path: String, with data: Data, isSettled: Bool = true) throws {
    guard isReplaceableFile(path) else { throw InputFault(path, "is a device", expected: "a file to write") }
    let target = linkedFile(path), part = target + ".part-\(getpid())"
    var old = stat()
    let mode = stat(target, &old) == 0 ? old.st_mode & 0o7777 : 0o644
    // What a killed program of the same number left goes; a new file is nobody else's.
    unlink(part)
    let file = open(part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode)
    guard file >= 0 else { throw InputFault(path, "cannot be written: \(lastReason)") }
    // The rights of a file that was there stay as they were, whatever the mask of new ones.
    if stat(target, &old) == 0 { fchmod(file, mode) }
    do {
        defer { close(file) }
        try writeAll(data, to: file, path)
        // File systems that know no syncing say so.
        guard !isSettled || fsync(file) == 0 || errno == EINVAL || errno == EROFS else {
            throw InputFault(path, "cannot be written: \(lastReason)")
        }
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

/// A regular file, or nothing yet.
private func isReplaceableFile(_ path: String) -> Bool { isRegular(path) || !FileManager.default.fileExists(atPath: path) }

/// The file itself where a path is a link to it.
private func linkedFile(_ path: String) -> String {
    var facts = stat()
    guard lstat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFLNK else { return path }
    return URL(fileURLWithPath: path).resolvingSymlinksInPath().path
}

private func writeAll(_ data: Data, to file: Int32, _ path: String) throws {
    try data.withUnsafeBytes { bytes in
        var written = 0
        while written < bytes.count {
            let count = write(file, bytes.baseAddress.map { $0 + written }, bytes.count - written)
            if count > 0 { written += count; continue }
            if count == 0 || errno != EINTR { throw InputFault(path, "cannot be written: \(lastReason)") }
        }
    }
}

/// The descriptor that a name stands for; nil for a file by its own name.
private func openDescriptor(_ path: String) -> Int32? {
    switch path {
    case "-", "/dev/stdout": return STDOUT_FILENO
    case "/dev/stderr": return STDERR_FILENO
    default: break
    }
    for folder in ["/dev/fd/", "/proc/self/fd/"] where path.hasPrefix(folder) {
        if let number = Int32(path.dropFirst(folder.count)), number >= 0 { return number }
    }
    return nil
}

/// Do two paths lead to one file? Files that are not there yet are compared by their place; `-` is standard input.
package func isSameFile(_ one: String, _ other: String) -> Bool {
    if let first = facts(ofInput: one), let second = facts(ofInput: other) {
        return first.isRegular && first.identity == second.identity
    }
    let place = { (path: String) in URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().path }
    return one != "-" && other != "-" && place(one) == place(other)
}

/// What the system knows of a file that is read; nil where there is none.
private func facts(ofInput path: String) -> stat? {
    var facts = stat()
    return (path == "-" ? fstat(STDIN_FILENO, &facts) : stat(path, &facts)) == 0 ? facts : nil
}
