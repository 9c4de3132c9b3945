// Files a command is about to write: what cannot work is said before the work, not after it.
import Domain
import Foundation

/// An output that cannot be written is said before the work, not after it. Throws `InputFault`.
func checkWritable(_ path: String) throws {
    let folder = (path as NSString).deletingLastPathComponent
    let place = folder.isEmpty ? "." : folder
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
        throw InputFault(path, "is a folder", expected: "a file to write")
    }
    guard FileManager.default.fileExists(atPath: place, isDirectory: &isFolder), isFolder.boolValue else {
        throw InputFault(path, "there is no folder \(place)")
    }
    guard access(place, W_OK) == 0 else { throw InputFault(path, "the folder \(place) cannot be written to") }
}

/// A file of another kind is not written over. Throws `InputFault`.
/// - Parameters:
///   - start: the bytes files of this kind hold at `offset`.
func checkOverwritable(_ path: String, start: [UInt8], at offset: Int = 0, kind: String) throws {
    guard let handle = FileHandle(forReadingAtPath: path) else { return }
    defer { try? handle.close() }
    guard let head = try? handle.read(upToCount: offset + start.count), !head.isEmpty else { return }
    guard Array(head.dropFirst(offset)) == start else {
        throw InputFault(path, "is there already and is not \(kind)", expected: "another --output")
    }
}
