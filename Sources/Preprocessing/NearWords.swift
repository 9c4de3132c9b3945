// Which known word was probably meant: one letter left out, doubled, wrong, or exchanged with its neighbour. Words are
// found by what is left of them when a letter is taken out, so that a catalog of ten thousand words takes milliseconds
// (the symmetric delete idea of W. Garbe).

/// Words that a mistyped one may stand for.
package struct NearWords: Sendable {
    /// Words by themselves and by each of their forms with one letter less.
    private let forms: [String: [String]]
    private let words: Set<String>

    /// Shorter words are too near to each other to guess.
    package static let shortest = 4

    /// - Parameter words: folded; the more frequent first, since ties go to the first.
    package init(_ words: [String]) {
        self.words = Set(words)
        var forms: [String: [String]] = [:]
        for word in words where Self.isGuessable(word) {
            for form in Self.shortened(word) { forms[form, default: []].append(word) }
        }
        self.forms = forms
    }

    /// The word within one mistake; nil for a known word, one too short to guess, or one with nothing near it.
    package func nearest(to word: String) -> String? {
        guard Self.isGuessable(word), !words.contains(word) else { return nil }
        for form in Self.shortened(word) {
            if let found = forms[form]?.first(where: { Self.isOneMistake(Array(word), Array($0)) }) { return found }
        }
        return nil
    }

    private static func isGuessable(_ word: String) -> Bool {
        word.count >= shortest && word.allSatisfy(\.isLetter)
    }

    private static func shortened(_ word: String) -> [String] {
        let letters = Array(word)
        return [word] + letters.indices.map { String(letters[..<$0] + letters[($0 + 1)...]) }
    }

    /// One letter more, less or other, or two neighbours exchanged.
    private static func isOneMistake(_ one: [Character], _ other: [Character]) -> Bool {
        let start = zip(one, other).prefix { $0 == $1 }.count
        let (left, right) = (one[start...], other[start...])
        switch left.count - right.count {
        case 1: return Array(left.dropFirst()) == Array(right)
        case -1: return Array(left) == Array(right.dropFirst())
        case 0:
            if Array(left.dropFirst()) == Array(right.dropFirst()) { return true }
            let swapped = Array(right.dropFirst().prefix(1)) + Array(right.prefix(1)) + Array(right.dropFirst(2))
            return Array(left) == swapped
        default: return false
        }
    }
}
