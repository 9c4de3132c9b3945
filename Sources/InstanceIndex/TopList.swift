// The best k of a stream, ordered by score and, for equal scores, by position. A sorted array with insertion: k is a
// screenful, and nearly every picture fails the first comparison.

/// A picture with its best instance.
package struct PictureHit: Equatable, Sendable {
    /// Position in the index (pictures are in the order of their paths).
    package var picture: Int
    /// The winning instance query, from 1.
    package var instance: Int
    package var score: Float

    package init(picture: Int, instance: Int, score: Float) {
        self.picture = picture
        self.instance = instance
        self.score = score
    }

    /// Larger scores first; ties by image path, that is by position.
    package static func ranksBefore(_ one: PictureHit, _ other: PictureHit) -> Bool {
        one.score != other.score ? one.score > other.score : one.picture < other.picture
    }
}

/// The best `capacity` hits so far.
struct TopList {
    let capacity: Int
    private(set) var hits: [PictureHit] = []

    init(capacity: Int) {
        self.capacity = capacity
        hits.reserveCapacity(min(capacity, 4096) + 1)
    }

    /// The score a hit has to reach to matter; minus infinity while there is room.
    var floor: Float { hits.count < capacity ? -.infinity : hits[hits.count - 1].score }

    mutating func offer(_ hit: PictureHit) {
        guard hits.count < capacity || PictureHit.ranksBefore(hit, hits[hits.count - 1]) else { return }
        var low = 0
        var high = hits.count
        while low < high {
            let middle = (low + high) / 2
            if PictureHit.ranksBefore(hits[middle], hit) { low = middle + 1 } else { high = middle }
        }
        hits.insert(hit, at: low)
        if hits.count > capacity { hits.removeLast() }
    }
}

/// The `capacity` largest values of a stream: a floor that rises.
struct RisingFloor {
    let capacity: Int
    private var values: [Float] = []

    init(capacity: Int) { self.capacity = capacity }

    /// The `capacity`th largest value so far; minus infinity before there are that many.
    var floor: Float { values.count < capacity ? -.infinity : values[0] }

    mutating func offer(_ value: Float) {
        guard values.count == capacity else {
            values.append(value)
            if values.count == capacity { values.sort() }
            return
        }
        guard value > values[0] else { return }
        var low = 1
        var high = values.count
        while low < high {
            let middle = (low + high) / 2
            if values[middle] < value { low = middle + 1 } else { high = middle }
        }
        values.remove(at: 0)
        values.insert(value, at: low - 1)
    }

    var largest: [Float] { values }
}
