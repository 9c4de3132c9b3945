// Files a command is about to write: nothing there is lost, and what cannot work is said early.
import Domain
import Foundation

/// Checks what a file will be written to, so that it is said before the work, not after it. Throws `InputFault`.
/// - Parameters:
///   - kind: what will be written; nil for what is none of our kinds (an export, a list, a page).
///   - replacing: the file will be replaced whole by another one, which only a real file survives.
func checkWritable(_ path: String, as kind: FileKind? = nil, replacing: Bool = false) throws {
    try checkPlace(path, replacing: replacing)
    // What replaces a file whole says itself what it may replace.
    if !replacing { try checkKept(path, from: kind) }
}

/// Nobody can make a session, a checkpoint, an index, a queue or a catalog again from what would be written over it.
private func checkKept(_ path: String, from kind: FileKind?) throws {
    guard isRegular(path), let found = FileKind.certain(path), found != .log, found != kind else { return }
    throw InputFault(path, "is there already and is \(found.withArticle)", expected: "another file to write")
}

private func checkPlace(_ path: String, replacing: Bool) throws {
    let folder = (path as NSString).deletingLastPathComponent
    let place = folder.isEmpty ? "." : folder
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
        if isFolder.boolValue { throw InputFault(path, "is a folder", expected: "a file to write") }
        guard !replacing || isRegular(path) else { throw InputFault(path, "is a device", expected: "a file to write") }
    }
    guard FileManager.default.fileExists(atPath: place, isDirectory: &isFolder), isFolder.boolValue else {
        throw InputFault(path, "there is no folder \(place)")
    }
    guard access(place, W_OK) == 0 else { throw InputFault(path, "the folder \(place) cannot be written to") }
}

/// Writes a text: a file whole or not at all, a device as it comes. Throws `InputFault`, also where a file of another kind
/// than `kind` would be lost.
func writeOutput(_ text: String, to path: String, as kind: FileKind? = nil) throws {
    try checkWritable(path, as: kind)
    let isDevice = FileManager.default.fileExists(atPath: path) && !isRegular(path)
    do {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: isDevice ? [] : .atomic)
    } catch {
        throw InputFault(path, "cannot be written: \((error as NSError).localizedDescription)")
    }
}

func isRegular(_ path: String) -> Bool {
    let real = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    return (try? FileManager.default.attributesOfItem(atPath: real)[.type] as? FileAttributeType) == .typeRegular
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
