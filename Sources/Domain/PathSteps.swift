// Paths of photos as people read them.

extension String {
    /// A path without the `../` that it starts with: how far up an index lies is of no interest to who reads a photo's name.
    package var withoutSteps: String {
        var rest = self[...]
        while rest.hasPrefix("../") { rest = rest.dropFirst(3) }
        return String(rest)
    }

    /// Does a file's name end as those of pictures do that can be read (PNG, JPEG, WebP)?
    package var isNamedAsPicture: Bool {
        guard let dot = lastIndex(of: "."), dot != startIndex else { return false }
        return ["png", "jpg", "jpeg", "webp"].contains(self[index(after: dot)...].lowercased())
    }
}
