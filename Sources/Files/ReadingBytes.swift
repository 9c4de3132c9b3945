// Files whole, as bytes: the one place that opens a file to read it. What is asked for by name may be a pipe or standard
// input (`-`, `<(...)`); what a folder or a catalog names must be a regular file, because a pipe there waits for ever.
import Domain
import Foundation
import Synchronization

/// What a path must lead to.
package enum FileSort: Sendable {
    /// A regular file: pictures, checkpoints, indexes, whatever a folder or catalog names.
    case regular
    /// Also a pipe, a device, or `-` for standard input: text that a person names.
    case stream
}

/// Larger files are refused unread (bytes): nothing that is read whole comes near it.
private let byteLimit = 1 << 30

/// A whole file. Throws `InputFault` with the system's reason: no such file, a folder, not a regular file, over 1 GiB.
package func readBytes(at path: String, _ sort: FileSort = .regular) throws -> Data {
    guard let descriptor = try opened(path, sort) else { return try streams.bytes(of: STDIN_FILENO, path) }
    defer { close(descriptor) }
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else { throw InputFault(path, "cannot be read: \(lastReason)") }
    if facts.isRegular {
        if facts.st_size > byteLimit { throw tooLarge(path, "is \(facts.st_size >> 20) MiB large") }
        let data = try whole(descriptor, path, Int(facts.st_size))
        let rest = try drained(descriptor, path)
        return rest.isEmpty ? data : data + rest
    }
    return try streams.bytes(of: descriptor, path)
}

/// The first bytes of a regular file; nil where there is none to read.
package func head(of path: String, _ count: Int) -> [UInt8]? {
    let file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var facts = stat()
    guard fstat(file, &facts) == 0, facts.isRegular else { return nil }
    return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
        while filled < count {
            let taken = read(file, buffer.baseAddress.map { $0 + filled }, count - filled)
            if taken < 0, errno == EINTR { continue }
            if taken <= 0 { break }
            filled += taken
        }
    }
}

/// nil for `-`.
private func opened(_ path: String, _ sort: FileSort) throws -> Int32? {
    if path == "-", sort == .stream { return nil }
    if path.utf8.contains(0) { throw InputFault(path, "holds a NUL byte", expected: "the name of a file") }
    var facts = stat()
    guard stat(path, &facts) == 0 else {
        throw InputFault(path, errno == ENOENT ? "no such file" : "cannot be read: \(lastReason)")
    }
    if facts.isFolder { throw InputFault(path, "is a folder", expected: "a file") }
    if sort == .regular, !facts.isRegular { throw InputFault(path, "is not a plain file", expected: "a file on a disk") }
    // A pipe may take the file's place between the look and the opening: what must be a file is not waited for.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | (sort == .regular ? O_NONBLOCK : 0))
    guard descriptor >= 0 else { throw InputFault(path, "cannot be read: \(lastReason)") }
    return descriptor
}

/// As many bytes as the file said it has, or fewer where it was cut meanwhile.
private func whole(_ descriptor: Int32, _ path: String, _ size: Int) throws -> Data {
    guard size > 0, let memory = malloc(size) else { return Data() }
    var filled = 0
    while filled < size {
        let taken = read(descriptor, memory + filled, size - filled)
        if taken < 0, errno == EINTR { continue }
        if taken < 0 {
            let reason = lastReason
            free(memory)
            throw InputFault(path, "cannot be read: \(reason)")
        }
        if taken == 0 { break }
        filled += taken
    }
    return Data(bytesNoCopy: memory, count: filled, deallocator: .free)
}

/// Everything up to the end: of a pipe, of what grew, of files that do not say their size.
private func drained(_ descriptor: Int32, _ path: String) throws -> Data {
    var data = Data()
    let block = 1 << 16
    var buffer = [UInt8](repeating: 0, count: block)
    while true {
        let taken = read(descriptor, &buffer, block)
        if taken < 0, errno == EINTR { continue }
        if taken < 0 { throw InputFault(path, "cannot be read: \(lastReason)") }
        if taken == 0 { return data }
        data.append(contentsOf: buffer[..<taken])
        if data.count > byteLimit { throw tooLarge(path, "does not end") }
    }
}

private func tooLarge(_ path: String, _ problem: String) -> InputFault {
    InputFault(path, problem, expected: "at most \(byteLimit >> 20) MiB")
}

/// Streams can be read once, and some files are looked at twice (what is it, then its rows): what came out of a pipe is kept.
private final class ReadStreams: Sendable {
    private let kept = Mutex<[String: Data]>([:])

    func bytes(of descriptor: Int32, _ path: String) throws -> Data {
        var facts = stat()
        guard fstat(descriptor, &facts) == 0 else { throw InputFault(path, "cannot be read: \(lastReason)") }
        if facts.isFolder { throw InputFault(path, "is a folder", expected: "a file") }
        // Standard input redirected from a file is at its end after the first reading, as a pipe is.
        let name = "\(facts.st_dev):\(facts.st_ino):\(facts.st_rdev)"
        if let data = kept.withLock({ $0[name] }) { return data }
        let data = try drained(descriptor, path)
        kept.withLock { $0[name] = data }
        return data
    }
}

private let streams = ReadStreams()

/// What the system says of the last call.
var lastReason: String { String(cString: strerror(errno)) }

extension stat {
    var isRegular: Bool { st_mode & S_IFMT == S_IFREG }
    var isFolder: Bool { st_mode & S_IFMT == S_IFDIR }
}

/// Is there a regular file, perhaps at the end of a link?
package func isRegular(_ path: String) -> Bool {
    var facts = stat()
    return stat(path, &facts) == 0 && facts.isRegular
}

/// Is there a folder, perhaps at the end of a link?
package func isFolder(_ path: String) -> Bool {
    var facts = stat()
    return stat(path, &facts) == 0 && facts.isFolder
}

/// Is it a pipe or a socket: something that is read once, by whoever is at its other end?
package func isPipe(_ path: String) -> Bool {
    var facts = stat()
    return stat(path, &facts) == 0 && [S_IFIFO, S_IFSOCK].contains(facts.st_mode & S_IFMT)
}

/// The size of a file in bytes; nil where there is none.
package func fileSize(_ path: String) -> Int? {
    var facts = stat()
    return stat(path, &facts) == 0 ? Int(facts.st_size) : nil
}
