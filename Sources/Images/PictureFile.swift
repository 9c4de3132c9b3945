// Files opened as pictures: plain ones only, and without ever waiting. A pipe named `p.jpg` has a writer perhaps never, and a
// device can be anything. What is no picture by its first bytes is not read any further.
import Domain
import Foundation

/// The bytes of a picture file. Throws `InputFault` naming the path: no such file, a folder, no plain file, too large, no
/// picture by its first bytes, or the system's own reason.
package func pictureBytes(at path: String) throws -> [UInt8] {
    let file = try openPlain(path)
    defer { close(file.descriptor) }
    guard file.bytes <= PictureLimits.fileBytes else {
        throw InputFault(
            path, "is \(file.bytes >> 20) MB large", expected: "at most \(PictureLimits.fileBytes >> 20) MB")
    }
    let head = try read(file.descriptor, from: 0, count: min(headBytes, file.bytes), path: path)
    _ = try head.withUnsafeBytes { try pictureKind(of: $0, name: path) }
    if head.count == file.bytes { return head }
    return try read(file.descriptor, from: 0, count: file.bytes, path: path)
}

/// Whether a plain file begins like a PNG, JPEG or WebP picture. False also when it cannot be read.
package func isPictureFile(at path: String) -> Bool {
    guard let file = try? openPlain(path) else { return false }
    defer { close(file.descriptor) }
    let start = try? read(file.descriptor, from: 0, count: min(16, file.bytes), path: path)
    return start?.withUnsafeBytes { PictureKind.of($0) != nil } ?? false
}

/// Enough to tell a picture from a text.
private let headBytes = 512

private func openPlain(_ path: String) throws -> (descriptor: Int32, bytes: Int) {
    var facts = stat()
    // Looked at before it is opened, since opening a device may do something.
    guard stat(path, &facts) == 0 else { throw unreadable(path, errno) }
    try checkPlain(facts, path)
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
    guard descriptor >= 0 else { throw unreadable(path, errno) }
    do {
        // And once more: what is there now is what was opened.
        guard fstat(descriptor, &facts) == 0 else { throw unreadable(path, errno) }
        try checkPlain(facts, path)
    } catch {
        close(descriptor)
        throw error
    }
    return (descriptor, Int(facts.st_size))
}

private func checkPlain(_ facts: stat, _ path: String) throws {
    switch facts.st_mode & S_IFMT {
    case S_IFREG: return
    case S_IFDIR: throw InputFault(path, "is a folder", expected: "a file")
    default: throw InputFault(path, "is not a plain file")
    }
}

private func unreadable(_ path: String, _ number: Int32) -> InputFault {
    if number == ENOENT || number == ENOTDIR { return InputFault(path, "no such file") }
    return InputFault(path, "cannot be read: \(String(cString: strerror(number)))")
}

/// Bytes from a place on: fewer where the file has become shorter since.
private func read(_ descriptor: Int32, from start: Int, count: Int, path: String) throws -> [UInt8] {
    var number: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
        while filled < count, let base = buffer.baseAddress {
            let got = pread(descriptor, base + filled, count - filled, off_t(start + filled))
            if got < 0, errno == EINTR { continue }
            if got < 0 { number = errno }
            guard got > 0 else { return }
            filled += got
        }
    }
    guard number == 0 else { throw unreadable(path, number) }
    return bytes
}
