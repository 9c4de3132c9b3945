// Which pictures a search may return: one bit each, so that a filter over a large index costs the scan nothing.

/// A set of pictures by their position in the index.
package struct PictureSet: Equatable, Sendable {
    private var words: [UInt64]
    /// Pictures of the index.
    package let capacity: Int

    /// An empty set.
    package init(capacity: Int) {
        self.capacity = capacity
        words = [UInt64](repeating: 0, count: (capacity + 63) / 64)
    }

    /// A set of some positions, each in `0..<capacity`.
    package init(_ pictures: some Sequence<Int>, capacity: Int) {
        self.init(capacity: capacity)
        for picture in pictures { insert(picture) }
    }

    package mutating func insert(_ picture: Int) { words[picture >> 6] |= 1 << UInt64(picture & 63) }

    package func contains(_ picture: Int) -> Bool { words[picture >> 6] >> UInt64(picture & 63) & 1 == 1 }

    package var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    package func intersection(_ other: PictureSet) -> PictureSet {
        var result = self
        for word in words.indices { result.words[word] &= other.words[word] }
        return result
    }

    package func union(_ other: PictureSet) -> PictureSet {
        var result = self
        for word in words.indices { result.words[word] |= other.words[word] }
        return result
    }
}
