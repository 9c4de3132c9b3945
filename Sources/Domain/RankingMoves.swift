// Two rankings side by side: what moved, what is new, what is gone, and one number for how alike they are.
import Foundation

/// How a document of the second ranking's or the first one's head came about.
package enum RankMove: Equatable, Sendable {
    case same
    /// Places up or down, from 1.
    case up(Int), down(Int)
    /// Only in the second head, only in the first.
    case new, gone
}

/// A document in one of two rankings' heads.
package struct MovedDocument: Equatable, Sendable {
    package let document: String
    /// Ranks from 1; nil beyond the rows known. A rank may lie beyond the head.
    package let left, right: Int?
    package let move: RankMove
}

/// The heads of two rankings, compared.
package struct RankingMoves: Equatable, Sendable {
    /// Those of the right head in its order, then those that only the left head has, in its order.
    package let documents: [MovedDocument]
    /// Documents in both heads.
    package let both: Int
    /// Rank-biased overlap of all rows known, 0...1 (Webber, Moffat and Zobel 2010, extrapolated, p = 0.9).
    package let overlap: Double

    /// - Parameters:
    ///   - left: documents, best first, each once; `right` likewise.
    ///   - top: rows of a head.
    package init(left: [String], right: [String], top: Int) {
        let leftRanks = Self.ranks(left), rightRanks = Self.ranks(right)
        let leftHead = left.prefix(top), rightHead = right.prefix(top)
        let inLeft = Set(leftHead), inRight = Set(rightHead)
        documents = rightHead.map { document in
            let (from, to) = (leftRanks[document], rightRanks[document])
            return MovedDocument(
                document: document, left: from, right: to,
                move: inLeft.contains(document) ? Self.move(from ?? 0, to ?? 0) : .new)
        } + leftHead.filter { !inRight.contains($0) }.map {
            MovedDocument(document: $0, left: leftRanks[$0], right: rightRanks[$0], move: .gone)
        }
        both = inLeft.intersection(inRight).count
        overlap = rankBiasedOverlap(left, right)
    }

    package var onlyLeft: [String] { documents.filter { $0.move == .gone }.map(\.document) }
    package var onlyRight: [String] { documents.filter { $0.move == .new }.map(\.document) }

    private static func ranks(_ documents: [String]) -> [String: Int] {
        Dictionary(documents.enumerated().map { ($1, $0 + 1) }, uniquingKeysWith: min)
    }

    private static func move(_ from: Int, _ to: Int) -> RankMove {
        from == to ? .same : from > to ? .up(from - to) : .down(to - from)
    }
}

/// Extrapolated rank-biased overlap of two rankings (Webber et al. 2010, equation 32), lists of any lengths.
/// - Parameter persistence: p, the chance that a reader goes on to the next row.
/// - Returns: 0...1; 1 for equal rankings and for two empty ones.
package func rankBiasedOverlap(_ one: [String], _ other: [String], persistence p: Double = 0.9) -> Double {
    let (short, long) = one.count <= other.count ? (one, other) : (other, one)
    guard !short.isEmpty else { return long.isEmpty ? 1 : 0 }
    var seenShort: Set<String> = [], seenLong: Set<String> = []
    var shared = 0.0, sharedAtShort = 0.0, sum = 0.0, weight = 1.0
    let s = Double(short.count), l = Double(long.count)
    for (place, document) in long.enumerated() {
        let depth = Double(place + 1)
        weight *= p
        seenLong.insert(document)
        if seenShort.contains(document) { shared += 1 }
        if place < short.count {
            seenShort.insert(short[place])
            if seenLong.contains(short[place]) { shared += 1 }
            sharedAtShort = shared
        }
        sum += shared / depth * weight
        if depth > s { sum += sharedAtShort * (depth - s) / (s * depth) * weight }
    }
    return (1 - p) / p * sum + ((shared - sharedAtShort) / l + sharedAtShort / s) * weight
}
