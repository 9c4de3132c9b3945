// Random numbers that are the same on every machine and for every number of threads: SplitMix64 (Steele, Lea and
// Flood 2014), whose state is one word, so that it can be written into a checkpoint, and whose streams are cheap,
// so that every picture or batch has its own.
import Foundation

/// A seeded generator. Same seed, same numbers, everywhere.
package struct SeededGenerator: RandomNumberGenerator, Sendable, Codable, Equatable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    /// The generator of stream `stream` of a seed: independent of how many numbers other streams drew.
    package static func derived(from seed: UInt64, stream: UInt64) -> SeededGenerator {
        var outer = SeededGenerator(seed: seed)
        var inner = SeededGenerator(seed: outer.next() ^ (stream &* 0xD1B5_4A32_D192_ED03))
        return SeededGenerator(seed: inner.next())
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    /// A number in `0..<1`.
    package mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// A number in `low..<high`.
    package mutating func uniform(_ low: Double, _ high: Double) -> Double { low + (high - low) * unit() }

    /// A whole number in `range`.
    package mutating func integer(in range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(next() % UInt64(range.upperBound - range.lowerBound + 1))
    }

    /// True with probability `probability`.
    package mutating func chance(_ probability: Double) -> Bool { unit() < probability }

    /// One of the choices, which are not empty.
    package mutating func pick<Choices: RandomAccessCollection>(_ choices: Choices) -> Choices.Element {
        precondition(!choices.isEmpty, "nothing to pick from")
        return choices[choices.index(choices.startIndex, offsetBy: integer(in: 0...choices.count - 1))]
    }

    /// A normally distributed number.
    package mutating func normal(mean: Double = 0, deviation: Double = 1) -> Double {
        let radius = (-2 * log(1 - unit())).squareRoot()
        return mean + deviation * radius * cos(2 * .pi * unit())
    }

    /// The elements in random order (Fisher and Yates).
    package mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
        var result = elements
        guard result.count > 1 else { return result }
        for index in stride(from: result.count - 1, to: 0, by: -1) {
            result.swapAt(index, integer(in: 0...index))
        }
        return result
    }

    /// A well-mixed number from bytes (FNV-1a, then one SplitMix step): the same in every run, unlike `Hasher`.
    package static func stableHash(_ text: String) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        var mixer = SeededGenerator(seed: hash)
        return mixer.next()
    }
}
