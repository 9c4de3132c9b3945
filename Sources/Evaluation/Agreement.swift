// How far raters agree beyond luck. Units are things judged, categories are grades; a unit is kept as the number of
// raters per category, so that any number of raters may have judged any part.

/// How grades compare.
package enum AgreementScale: String, Sendable, CaseIterable {
    /// The same or not.
    case nominal
    /// Ranked: near grades disagree less.
    case ordinal
}

/// Ratings of many units in one table.
package struct RatingTable: Sendable {
    /// Rising grades.
    package let categories: [Int]
    /// `units x categories`: raters who chose it.
    package let counts: [[Double]]

    /// - Parameters:
    ///   - units: per unit the grades it got, in any order.
    ///   - categories: the scale; nil takes the grades that occur.
    package init(_ units: [[Int]], categories: [Int]? = nil) {
        let scale = Set(units.joined()).union(categories ?? []).sorted()
        self.categories = scale
        let places = Dictionary(uniqueKeysWithValues: scale.enumerated().map { ($1, $0) })
        counts = units.map { grades in
            var row = [Double](repeating: 0, count: scale.count)
            for grade in grades { if let place = places[grade] { row[place] += 1 } }
            return row
        }
    }

    private init(categories: [Int], counts: [[Double]]) {
        self.categories = categories
        self.counts = counts
    }

    /// The same scale with these units, which may repeat.
    package func units(_ rows: [Int]) -> RatingTable { RatingTable(categories: categories, counts: rows.map { counts[$0] }) }

    /// Units that at least two raters judged: only they can agree.
    package var shared: [[Double]] { counts.filter { $0.reduce(0, +) >= 2 } }
}

// MARK: Coefficients

extension RatingTable {
    /// The mean over shared units of the share of pairs of raters who chose the same. nil without a shared unit.
    package var percentAgreement: Double? { weightedAgreement { $0 == $1 ? 1 : 0 } }

    /// Krippendorff's alpha, 1 - observed over expected disagreement (Krippendorff 2011, "Computing Krippendorff's
    /// Alpha-Reliability"). nil where nothing varies or nothing is shared.
    package func alpha(_ scale: AgreementScale) -> Double? {
        let rows = shared
        let totals = categories.indices.map { place in rows.reduce(0) { $0 + $1[place] } }
        let all = totals.reduce(0, +)
        let distance = Self.distances(totals, scale)
        var observed = 0.0, expected = 0.0
        for one in categories.indices {
            for other in categories.indices where one != other {
                let pairs = rows.reduce(0) { $0 + $1[one] * $1[other] / ($1.reduce(0, +) - 1) }
                observed += pairs * distance[one][other]
                expected += totals[one] * totals[other] * distance[one][other]
            }
        }
        return expected > 0 ? 1 - (all - 1) * observed / expected : nil
    }

    /// Squared differences of the metric: 1 for nominal; for ordinal the values that lie between two grades, the ends
    /// counting half.
    private static func distances(_ totals: [Double], _ scale: AgreementScale) -> [[Double]] {
        totals.indices.map { one in
            totals.indices.map { other in
                guard one != other else { return 0 }
                guard scale == .ordinal else { return 1 }
                let between = totals[min(one, other)...max(one, other)].reduce(0, +)
                let steps = between - (totals[one] + totals[other]) / 2
                return steps * steps
            }
        }
    }

    /// Gwet's AC2 (Gwet 2014, "Handbook of Inter-Rater Reliability", 4th edition); with the nominal scale it is AC1. Steadier than
    /// alpha where nearly everything is judged the same. nil without a shared unit or with fewer than two categories.
    package func gwet(_ scale: AgreementScale) -> Double? {
        let size = categories.count
        guard size >= 2, let agreed = weightedAgreement({ Self.weight($0, $1, size, scale) }) else { return nil }
        let judged = counts.filter { $0.reduce(0, +) > 0 }
        let shares = categories.indices.map { place in
            judged.reduce(0) { $0 + $1[place] / $1.reduce(0, +) } / Double(judged.count)
        }
        let weights = (0..<size).reduce(0.0) { sum, one in
            sum + (0..<size).reduce(0) { $0 + Self.weight(one, $1, size, scale) }
        }
        let spread = shares.reduce(0) { $0 + $1 * (1 - $1) }
        let chance = weights / Double(size * (size - 1)) * spread
        return chance < 1 ? (agreed - chance) / (1 - chance) : nil
    }

    /// How much two grades agree, 0...1: by the number of pairs of grades from one to the other (Gwet's ordinal weights).
    private static func weight(_ one: Int, _ other: Int, _ size: Int, _ scale: AgreementScale) -> Double {
        if one == other { return 1 }
        guard scale == .ordinal else { return 0 }
        func pairs(_ count: Int) -> Double { Double(count * (count - 1)) / 2 }
        return 1 - pairs(abs(one - other) + 1) / pairs(size)
    }

    private func weightedAgreement(_ weight: (Int, Int) -> Double) -> Double? {
        let rows = shared
        guard !rows.isEmpty else { return nil }
        let sum = rows.reduce(0.0) { sum, row in
            let raters = row.reduce(0, +)
            let agreed = row.indices.reduce(0.0) { part, one in
                guard row[one] > 0 else { return part }
                let friends = row.indices.reduce(0.0) { $0 + weight(one, $1) * row[$1] }
                return part + row[one] * (friends - 1)
            }
            return sum + agreed / (raters * (raters - 1))
        }
        return sum / Double(rows.count)
    }
}

/// Cohen's kappa of two raters who judged the same things (Cohen 1960).
/// - Returns: nil without a pair, or where chance alone would always agree.
package func cohenKappa(_ pairs: [(one: Int, other: Int)]) -> Double? {
    guard !pairs.isEmpty else { return nil }
    let count = Double(pairs.count)
    let observed = Double(pairs.count { $0.one == $0.other }) / count
    let mine = Dictionary(pairs.map { ($0.one, 1.0) }, uniquingKeysWith: +)
    let theirs = Dictionary(pairs.map { ($0.other, 1.0) }, uniquingKeysWith: +)
    let chance = mine.reduce(0) { $0 + $1.value * (theirs[$1.key] ?? 0) } / (count * count)
    return chance < 1 ? (observed - chance) / (1 - chance) : nil
}
