// Parts of file paths, and paths as people read them. Plain text operations of our own: on this platform Foundation's
// `deletingLastPathComponent` traps on a name of one character (`--output q`).

extension String {
    /// The folder of a path: what stands before its last slash, `/` for what lies in the root, empty for a bare name.
    package var folderOfPath: String {
        let path = withoutSlashesAtEnd
        guard let slash = path.unicodeScalars.lastIndex(of: "/") else { return path == "/" ? "/" : "" }
        let folder = String(path[..<slash]).withoutSlashesAtEnd
        return folder.isEmpty ? "/" : folder
    }

    /// The name at the end of a path: what stands behind its last slash; a slash at the very end does not count.
    package var nameOfPath: String {
        let path = withoutSlashesAtEnd
        guard path != "/", let slash = path.unicodeScalars.lastIndex(of: "/") else { return path }
        return String(path.unicodeScalars[path.unicodeScalars.index(after: slash)...])
    }

    /// What stands behind the last dot of the name: `jpg`. Empty for a name without one, and for `.hidden`.
    package var endingOfPath: String {
        let name = nameOfPath
        guard let dot = name.unicodeScalars.lastIndex(of: "."), dot != name.startIndex else { return "" }
        return String(name.unicodeScalars[name.unicodeScalars.index(after: dot)...])
    }

    /// The same path without its ending and the dot.
    package var withoutEnding: String {
        let ending = endingOfPath
        guard nameOfPath.hasSuffix("." + ending) else { return self }
        return String(withoutSlashesAtEnd.unicodeScalars.dropLast(ending.unicodeScalars.count + 1))
    }

    /// A path below this folder; absolute ones stay as they are, and nothing is put before one below no folder.
    package func path(to name: String) -> String {
        if name.hasPrefix("/") || isEmpty { return name }
        return hasSuffix("/") ? self + name : self + "/" + name
    }

    /// `/` alone keeps its slash.
    private var withoutSlashesAtEnd: String {
        var path = unicodeScalars[...]
        while path.last == "/", path.dropLast().last != nil { path = path.dropLast() }
        return String(path)
    }

    /// A path without the `../` that it starts with: how far up an index lies is of no interest to who reads a photo's name.
    package var withoutSteps: String {
        var rest = self[...]
        while rest.hasPrefix("../") { rest = rest.dropFirst(3) }
        return String(rest)
    }

    /// Does a file's name end as those of pictures do that can be read (PNG, JPEG, WebP)?
    package var isNamedAsPicture: Bool { ["png", "jpg", "jpeg", "webp"].contains(endingOfPath.lowercased()) }
}
