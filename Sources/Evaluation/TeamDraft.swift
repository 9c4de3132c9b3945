// Team-draft interleaving (Radlinski, Kurup and Joachims 2008): two rankings pick in turn, a coin says who picks first in
// each round, and a click counts for the one who picked what was clicked.
import Domain

/// Which of two rankings.
package enum Arm: String, Sendable, Codable, CaseIterable {
    case a = "A"
    case b = "B"
}

/// A row of an interleaved list.
package struct DraftedRow: Equatable, Sendable {
    package let document: String
    package let arm: Arm
}

/// The interleaved list of two rankings.
/// - Parameters:
///   - a: documents, best first, each once; `b` likewise.
///   - top: rows wanted.
///   - random: the coin.
package func teamDraft(_ a: [String], _ b: [String], top: Int, random: inout SeededGenerator) -> [DraftedRow] {
    var rows: [DraftedRow] = []
    var taken: Set<String> = []
    var next = [0, 0]
    let lists = [a, b]
    /// True when the ranking had something left to pick.
    func pick(_ list: Int) -> Bool {
        while next[list] < lists[list].count, taken.contains(lists[list][next[list]]) { next[list] += 1 }
        guard next[list] < lists[list].count else { return false }
        taken.insert(lists[list][next[list]])
        rows.append(DraftedRow(document: lists[list][next[list]], arm: Arm.allCases[list]))
        return true
    }
    while rows.count < top {
        let first = random.chance(0.5) ? 0 : 1
        let firstPicked = pick(first)
        let secondPicked = rows.count < top && pick(1 - first)
        if !firstPicked, !secondPicked { break }
    }
    return rows
}
