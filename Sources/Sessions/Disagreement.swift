// Pairs that raters see differently: every version side by side, the decision where somebody made one.
import Domain

/// A pair and what everyone said about it.
package struct Disagreement: Sendable {
    package let key: VerdictKey
    /// By name of the rater; at least two, not all alike.
    package let verdicts: [(rater: String, verdict: Verdict)]

    package var versions: [JudgedVersion] { verdicts.map { JudgedVersion(rater: $0.rater, $0.verdict) } }

    /// Distance of the extreme grades.
    package var spread: Int {
        let grades = versions.map(\.chosenGrade)
        return (grades.max() ?? 0) - (grades.min() ?? 0)
    }

    /// The verdict that more than half of the raters agree on, the first of them by name; nil without one.
    package var majority: Verdict? {
        let groups = Dictionary(grouping: verdicts) { JudgedVersion(rater: "", $0.verdict).chosenGrade }
        return groups.values.first { $0.count * 2 > verdicts.count }?.first?.verdict
    }
}

extension JournalContents {
    /// Pairs with different grades, the widest apart first.
    /// - Parameter reasonsToo: also those with the same grade for different reasons.
    package func disagreements(reasonsToo: Bool = false) -> [Disagreement] {
        var found: [VerdictKey: [(rater: String, verdict: Verdict)]] = [:]
        for rater in raters {
            for (key, verdict) in memory(of: rater).verdicts { found[key, default: []].append((rater, verdict)) }
        }
        return found.filter { $0.value.count > 1 }.map { Disagreement(key: $0.key, verdicts: $0.value) }
            .filter { pair in
                pair.spread > 0 || (reasonsToo && Set(pair.versions.map { $0.reason?.rawValue ?? "" }).count > 1)
            }
            .sorted { one, other in
                (-one.spread, one.key.query, one.key.image, one.key.instance)
                    < (-other.spread, other.key.query, other.key.image, other.key.instance)
            }
    }
}
