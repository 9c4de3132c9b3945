// Finding by some letters in order, for the product picker, the palette and help. Japanese and English alike: both
// sides are NFKC-folded, a match at a word's start or in a run scores more.
import Domain

/// A needle folded once for many haystacks.
package struct FuzzyNeedle: Sendable {
    private let letters: [Character]
    /// The same letters as bytes, to turn most candidates away quickly.
    private let bytes: [UInt8]

    package init(_ text: String) {
        letters = text.folded.filter { !$0.isWhitespace }
        bytes = letters.flatMap { Array(String($0).utf8) }
    }

    package var isEmpty: Bool { letters.isEmpty }

    /// Higher is better; nil when the letters do not occur in this order. `folded` must be folded already.
    package func score(folded: String) -> Int? {
        guard !letters.isEmpty else { return 0 }
        guard mayOccur(in: folded) else { return nil }
        let hay = Array(folded)
        guard let start = anchor(in: hay) else { return nil }
        return rank(hay, from: start)
    }

    /// Do the bytes occur in this order? Necessary, not sufficient.
    private func mayOccur(in folded: String) -> Bool {
        var next = 0
        for byte in folded.utf8 where byte == bytes[next] {
            next += 1
            if next == bytes.count { return true }
        }
        return false
    }

    /// Where a run of the whole needle starts, or else its first letter.
    private func anchor(in hay: [Character]) -> Int? {
        guard hay.count >= letters.count else { return nil }
        var first: Int?
        for position in hay.indices where hay[position] == letters[0] {
            first = first ?? position
            let end = position + letters.count
            if end <= hay.count, Array(hay[position..<end]) == letters { return position }
        }
        return first
    }

    private func rank(_ hay: [Character], from start: Int) -> Int? {
        var total = 0
        var next = 0
        var previous = -2
        for position in start..<hay.count where next < letters.count && hay[position] == letters[next] {
            let startsWord = position == 0 || !hay[position - 1].isLetter && !hay[position - 1].isNumber
            total += 1 + (position == previous + 1 ? 4 : 0) + (startsWord ? 3 : 0)
            previous = position
            next += 1
        }
        guard next == letters.count else { return nil }
        return total * 4 - min(start, 20) - min(hay.count, 80) / 8
    }
}

/// Positions of the candidates that match, best first, equal ones in their order. An empty needle keeps all.
package func fuzzyOrder(_ needle: String, candidates: [[String]]) -> [Int] {
    let needle = FuzzyNeedle(needle)
    guard !needle.isEmpty else { return Array(candidates.indices) }
    var scored: [(score: Int, position: Int)] = []
    for (position, forms) in candidates.enumerated() {
        if let best = forms.compactMap({ needle.score(folded: $0) }).max() { scored.append((best, position)) }
    }
    return scored.sorted { ($1.score, $0.position) < ($0.score, $1.position) }.map(\.position)
}
