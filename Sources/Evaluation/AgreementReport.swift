// Agreement over a session of several raters: the whole, each query, each category, each rater and each pair, with
// bootstrap intervals over the things judged, and where they disagree.
import Domain

/// One thing judged and what everyone said.
package struct RatedMatch: Equatable, Sendable {
    package var key: VerdictKey
    /// Grade by rater.
    package var grades: [String: Int]

    package init(key: VerdictKey, grades: [String: Int]) {
        self.key = key
        self.grades = grades
    }

    /// Distance of the extreme grades.
    package var spread: Int { (grades.values.max() ?? 0) - (grades.values.min() ?? 0) }
}

extension Verdict {
    /// What the rater chose: the level, else good 1 and bad 0.
    package var chosenGrade: Int { level ?? (grade == .good ? 1 : 0) }
}

/// A coefficient and how far luck of the sample may have moved it.
package struct Coefficient: Equatable, Sendable {
    /// nil where it is not defined.
    package var value: Double?
    package var interval: Interval?
}

/// Agreement on a set of things.
package struct AgreementFigures: Equatable, Sendable {
    /// What it is about: a query, a category, a rater; nil for everything.
    package var name: String?
    /// Things judged, and those that at least two raters judged.
    package var matches, shared: Int
    package var percent, alpha, gwet: Coefficient

    /// - Parameters:
    ///   - categories: the whole scale, so that a part of the matches is measured like the whole.
    ///   - rater: only this rater's agreement with each of the others counts, not theirs among themselves.
    init(_ name: String?, _ matches: [RatedMatch], _ scale: AgreementScale, categories: [Int], rater: String? = nil) {
        self.name = name
        let judged = matches.map { Self.units(of: $0, rater) }
        let table = RatingTable(judged.flatMap { $0 }, categories: categories)
        var rows: [[Int]] = [], next = 0
        for units in judged {
            rows.append(Array(next..<next + units.count))
            next += units.count
        }
        self.matches = matches.count
        let joint = zip(matches, rows).filter { $0.0.grades.count > 1 }.map(\.1)
        shared = joint.count
        func figure(_ of: (RatingTable) -> Double?) -> Coefficient {
            // Matches are drawn, whatever number of units each has: what one photo says is not said twice.
            Coefficient(
                value: of(table),
                interval: Bootstrap.interval(of: joint.count) { drawn in of(table.units(drawn.flatMap { joint[$0] })) })
        }
        percent = figure(\.percentAgreement)
        alpha = figure { $0.alpha(scale) }
        gwet = figure { $0.gwet(scale) }
    }

    /// All grades of a match as one unit; for one rater, a unit with each of the others.
    private static func units(of match: RatedMatch, _ rater: String?) -> [[Int]] {
        guard let rater, let own = match.grades[rater] else { return [Array(match.grades.values)] }
        return match.grades.filter { $0.key != rater }.map { [own, $0.value] }
    }
}

/// Two raters side by side.
package struct RaterPair: Equatable, Sendable {
    package var one, other: String
    /// Things both judged.
    package var shared: Int
    package var percent, kappa: Coefficient
}

/// Everything `eclip agree` says.
package struct AgreementReport: Equatable, Sendable {
    package var raters: [String]
    package var scale: AgreementScale
    /// Rising grades of the scale.
    package var grades: [Int]
    package var all: AgreementFigures
    package var byQuery: [AgreementFigures]
    package var byCategory: [AgreementFigures]
    /// A rater against the others: the things that rater and at least one other judged.
    package var byRater: [AgreementFigures]
    package var pairs: [RaterPair]
    /// Widest first.
    package var disagreements: [RatedMatch]

    /// - Parameters:
    ///   - scale: nil is ordinal where there are more than two grades.
    ///   - category: of a thing judged, where known.
    package init(_ matches: [RatedMatch], scale: AgreementScale? = nil, category: (VerdictKey) -> String? = { _ in nil }) {
        let found = Set(matches.flatMap(\.grades.values)).union([0, 1]).sorted()
        let scale = scale ?? (found.count > 2 ? .ordinal : .nominal)
        func figures(_ name: String?, _ part: [RatedMatch]) -> AgreementFigures {
            AgreementFigures(name, part, scale, categories: found)
        }
        func groups(_ name: (RatedMatch) -> String?) -> [AgreementFigures] {
            let parts = Dictionary(grouping: matches.filter { name($0) != nil }) { name($0) ?? "" }
            return parts.sorted { $0.key < $1.key }.map { figures($0.key, $0.value) }
        }
        let names = Set(matches.flatMap(\.grades.keys)).sorted()
        raters = names
        self.scale = scale
        grades = found
        all = figures(nil, matches)
        byQuery = groups(\.key.query)
        byCategory = groups { category($0.key) }
        byRater = names.map { name in
            AgreementFigures(
                name, matches.filter { $0.grades[name] != nil && $0.grades.count > 1 }, scale, categories: found, rater: name)
        }
        pairs = names.indices.flatMap { one in
            names[(one + 1)...].map { Self.pair(names[one], $0, matches) }
        }
        disagreements = matches.filter { $0.spread > 0 }.sorted(by: Self.isWider)
    }

    private static func isWider(_ one: RatedMatch, _ other: RatedMatch) -> Bool {
        (-one.spread, one.key.query, one.key.image, one.key.instance)
            < (-other.spread, other.key.query, other.key.image, other.key.instance)
    }

    private static func pair(_ one: String, _ other: String, _ matches: [RatedMatch]) -> RaterPair {
        let both = matches.compactMap { match -> (one: Int, other: Int)? in
            guard let mine = match.grades[one], let theirs = match.grades[other] else { return nil }
            return (mine, theirs)
        }
        func figure(_ of: ([(one: Int, other: Int)]) -> Double?) -> Coefficient {
            Coefficient(
                value: of(both), interval: Bootstrap.interval(of: both.count) { rows in of(rows.map { both[$0] }) })
        }
        let percent = figure { $0.isEmpty ? nil : Double($0.count { $0.one == $0.other }) / Double($0.count) }
        return RaterPair(one: one, other: other, shared: both.count, percent: percent, kappa: figure(cohenKappa))
    }
}
