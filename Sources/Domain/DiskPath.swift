// A path as a disk compares it: byte by byte. Swift's own comparison takes composed and decomposed letters for the same, and
// two files may differ in nothing else.

package struct DiskPath: Hashable, Sendable {
    package let text: String

    package init(_ text: String) { self.text = text }

    package static func == (one: DiskPath, other: DiskPath) -> Bool { one.text.utf8.elementsEqual(other.text.utf8) }

    package func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
    }
}
