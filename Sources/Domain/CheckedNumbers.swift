// Numbers out of a file of JSON, held against their range while they are decoded. A number nobody checks traps later, where
// one is added to it or a picture's width multiplies it; here the fault still knows its line.

/// The ranges that whole numbers of sessions, queues and exports lie in: far beyond what people write, far from overflow.
package enum NumberRange {
    /// From 1; 0 is the photo as a whole.
    package static let instances = 0...1_000_000
    /// Grades on somebody's own scale.
    package static let levels = -1_000...1_000
    /// Places in a ranking and counts of pictures.
    package static let ranks = 0...1_000_000_000
    /// Entries of a journal.
    package static let sequences = 0...(1 << 53)
}

extension KeyedDecodingContainer {
    /// A whole number of a range. Throws `DecodingError` for any other, with its key.
    package func whole(_ range: ClosedRange<Int>, forKey key: Key) throws -> Int {
        try checked(try decode(Int.self, forKey: key), range, key)
    }

    /// The same where it may be missing or null.
    package func wholeIfPresent(_ range: ClosedRange<Int>, forKey key: Key) throws -> Int? {
        try decodeIfPresent(Int.self, forKey: key).map { try checked($0, range, key) }
    }

    /// A number of a range. Throws `DecodingError` for any other, with its key.
    package func number(_ range: ClosedRange<Double>, forKey key: Key) throws -> Double {
        try checked(try decode(Double.self, forKey: key), range, key)
    }

    /// The same where it may be missing or null.
    package func numberIfPresent(_ range: ClosedRange<Double>, forKey key: Key) throws -> Double? {
        try decodeIfPresent(Double.self, forKey: key).map { try checked($0, range, key) }
    }

    private func checked<Number: Comparable>(_ number: Number, _ range: ClosedRange<Number>, _ key: Key) throws -> Number {
        guard range.contains(number) else {
            throw DecodingError.dataCorruptedError(forKey: key, in: self, debugDescription: "\(number) is not in \(range)")
        }
        return number
    }
}
