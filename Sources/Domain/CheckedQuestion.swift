// What verdicts say about a question as a whole: whoever checks a list before a launch hands on questions, not rows.

/// A question after somebody looked at what it finds.
package enum QuestionState: String, Sendable, CaseIterable, Codable {
    /// What now stands first was judged good.
    case right
    /// What now stands first was judged bad.
    case wrong
    /// Rows were judged, but not the one that stands first now.
    case partly
    case unjudged
}

package struct CheckedQuestion: Equatable, Sendable {
    package let state: QuestionState
    package let good, bad: Int
    /// Of the bad verdicts, the most frequent first, each once.
    package let reasons: [VerdictReason]
    /// In the order of the photos' names.
    package let notes: [String]

    /// - Parameters:
    ///   - first: the photo and the instance that stand first now; nil where nothing was found.
    ///   - verdicts: those of this question.
    package init(first: (image: String, instance: Int)?, verdicts: [Verdict]) {
        good = verdicts.count { $0.grade == .good }
        bad = verdicts.count - good
        let counts = Dictionary(grouping: verdicts.filter { $0.grade == .bad }.compactMap(\.reason)) { $0 }
        reasons = counts.sorted { ($1.value.count, $0.key.rawValue) < ($0.value.count, $1.key.rawValue) }.map(\.key)
        notes = verdicts.sorted { $0.key.image < $1.key.image }.compactMap(\.note).filter { !$0.isEmpty }
        let onFirst = first.flatMap { first in
            verdicts.first { $0.key.image == first.image && $0.key.instance == first.instance }
                ?? verdicts.first { $0.key.image == first.image }
        }
        state =
            switch onFirst?.grade {
            case .good: .right
            case .bad: .wrong
            case nil: verdicts.isEmpty ? .unjudged : .partly
            }
    }
}
