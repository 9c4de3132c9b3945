// What tells whether a file is still the one that was read, without reading it: a photo replaced under its old name has another
// size or another time.

/// Size and time of a file.
package struct FileStamp: Equatable, Hashable, Sendable {
    /// Bytes.
    package let size: Int
    /// Seconds and nanoseconds of the last change of its content.
    package let modified: String

    package init(size: Int, modified: String) {
        self.size = size
        self.modified = modified
    }
}
