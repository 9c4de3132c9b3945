// Numbers that flags take. Every number from outside is checked against a range here, before anything is reckoned with it:
// arithmetic on an unchecked one traps where it overflows, and NaN passes for any size.
import ArgumentParser
import Domain

/// The most rows, steps or scenes that a flag asks for: more than any gallery holds, small enough to be added and multiplied.
let manyThings = 1_000_000_000

/// A whole number within a range. Throws `ValidationError` for any other text.
func whole(_ range: ClosedRange<Int>) -> @Sendable (String) throws -> Int {
    { text in
        guard let number = Int(text), range.contains(number) else {
            throw ValidationError("\(text.onOneLine) (expected a whole number from \(range.lowerBound) to \(range.upperBound))")
        }
        return number
    }
}

/// A number within a range, its ends included; no NaN. Throws `ValidationError` for any other text.
func number(_ range: ClosedRange<Double>) -> @Sendable (String) throws -> Double {
    { text in
        guard let number = Double(text), range.contains(number) else {
            throw ValidationError("\(text.onOneLine) (expected a number from \(range.lowerBound) to \(range.upperBound))")
        }
        return number
    }
}

/// The same for a number of single precision. Throws `ValidationError`.
func single(_ range: ClosedRange<Float>) -> @Sendable (String) throws -> Float {
    { text in
        guard let number = Float(text), range.contains(number) else {
            throw ValidationError("\(text.onOneLine) (expected a number from \(range.lowerBound) to \(range.upperBound))")
        }
        return number
    }
}

/// Any seed: a whole number from 0. Throws `ValidationError`.
@Sendable func seedNumber(_ text: String) throws -> UInt64 {
    guard let number = UInt64(text) else {
        throw ValidationError("\(text.onOneLine) (expected a whole number from 0 to \(UInt64.max))")
    }
    return number
}
