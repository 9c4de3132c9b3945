// Paths of pictures as an index stores them: relative to the index, so that a folder with its index can be moved.
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

/// `path` as seen from a folder.
package func relativePath(_ path: String, from folder: String) -> String {
    let target = absolutePath(path).split(separator: "/")
    let base = absolutePath(folder).split(separator: "/")
    let shared = zip(target, base).prefix { $0 == $1 }.count
    let up = [Substring](repeating: "..", count: base.count - shared)
    return (up + target.dropFirst(shared)).joined(separator: "/")
}

/// The folder a file lies in, `.` for a bare name.
package func folder(of path: String) -> String {
    let folder = path.folderOfPath
    return folder.isEmpty ? "." : folder
}
