// Paths as seen from a folder: an index and a catalog name photos so, so that a folder with its index can be moved.
import Domain
import Foundation

/// An absolute path without `.` and `..`; symbolic links are left as they are.
package func absolutePath(_ path: String) -> String {
    let whole = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
    var parts: [Substring] = []
    for part in whole.split(separator: "/") where part != "." {
        if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
}

/// `path` as seen from a folder. Steps upward start from where a linked folder really lies, so where the plain way would end at
/// another file, links are followed first.
package func relativePath(_ path: String, from folder: String) -> String {
    let plain = steps(to: absolutePath(path), from: absolutePath(folder))
    guard plain.hasPrefix("../") || path.contains("../") || plain == "..", whatLies(at: path) != nil,
        !isSamePlace(folder + "/" + plain, path)
    else { return plain }
    let real = followed(Files.folder(of: path)).path(to: path.nameOfPath)
    return steps(to: whatLies(at: path) == .folder ? followed(path) : real, from: followed(folder))
}

/// The folder a file lies in, `.` for a bare name.
package func folder(of path: String) -> String {
    let folder = path.folderOfPath
    return folder.isEmpty ? "." : folder
}

private func steps(to path: String, from folder: String) -> String {
    let target = path.split(separator: "/")
    let base = folder.split(separator: "/")
    let shared = zip(target, base).prefix { $0.utf8.elementsEqual($1.utf8) }.count
    let up = [Substring](repeating: "..", count: base.count - shared)
    return (up + target.dropFirst(shared)).joined(separator: "/")
}

/// Where a path really leads.
private func followed(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return absolutePath(path) }
    defer { free(real) }
    return String(cString: real)
}

private func isSamePlace(_ one: String, _ other: String) -> Bool {
    var first = stat(), second = stat()
    return stat(one, &first) == 0 && stat(other, &second) == 0 && first.identity == second.identity
}
