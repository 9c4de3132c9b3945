// A verdict with who gave it and when, as exports carry it: the journal keeps the name beside the act, a file of
// verdicts keeps it beside the verdict.
import Domain

/// A verdict and its author, where known.
package struct SignedVerdict: Equatable, Sendable, Codable {
    package var verdict: Verdict
    package var rater: String?
    /// RFC 3339, UTC.
    package var time: String?

    package init(_ verdict: Verdict, rater: String? = nil, time: String? = nil) {
        self.verdict = verdict
        self.rater = rater
        self.time = time
    }

    private enum CodingKeys: String, CodingKey {
        case rater, time
    }

    package init(from decoder: Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        verdict = try Verdict(from: decoder)
        rater = try fields.decodeIfPresent(String.self, forKey: .rater)
        time = try fields.decodeIfPresent(String.self, forKey: .time)
    }

    package func encode(to encoder: Encoder) throws {
        try verdict.encode(to: encoder)
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encodeIfPresent(rater, forKey: .rater)
        try fields.encodeIfPresent(time, forKey: .time)
    }
}

extension JournalContents {
    /// Everyone who acted, by name.
    package var raters: [String] { Set(entries.map(\.rater)).sorted() }

    /// Where the session stands after the acts of one rater alone.
    package func memory(of rater: String) -> SessionMemory {
        var memory = SessionMemory()
        for entry in entries where entry.rater == rater { memory.apply(entry) }
        return memory
    }

    /// The verdicts that count: the last act on a match decides. Where raters agree on its grade, the reason and the box that the
    /// last one did not give are the latest that another gave: who draws the region and who confirms the grade are two people.
    /// What settles a disagreement stands as it was decided.
    /// - Parameter rater: whose acts alone are looked at; nil for everyone's.
    package func verdicts(of rater: String? = nil) -> [VerdictKey: Verdict] {
        if let rater { return memory(of: rater).verdicts }
        let summed = memory.verdicts
        guard raters.count > 1 else { return summed }
        let opinions = self.opinions
        return summed.mapValues { verdict in
            let acts = opinions[verdict.key] ?? []
            if acts.last(where: { $0.verdict == verdict })?.settles != nil { return verdict }
            return verdict.completed(by: acts.map(\.verdict))
        }
    }

    /// What each rater says of a match now, in the order it was said.
    private var opinions: [VerdictKey: [JudgedAct]] {
        let own = Dictionary(uniqueKeysWithValues: raters.map { ($0, memory(of: $0).verdicts) })
        return entries.reduce(into: [:]) { opinions, entry in
            guard case .judged(let act) = entry.act, own[entry.rater]?[act.verdict.key] == act.verdict else { return }
            opinions[act.verdict.key, default: []].append(act)
        }
    }

    /// The verdicts that count, each with the author of its last change, in a stable order.
    /// - Parameter rater: whose acts alone are looked at; nil sums up everyone's, the last act on a match deciding.
    package func signedVerdicts(of rater: String? = nil) -> [SignedVerdict] {
        let memory = rater.map { self.memory(of: $0) } ?? self.memory
        var authors: [VerdictKey: SessionEntry] = [:]
        for entry in entries {
            if case .judged(let judged) = entry.act, memory.verdicts[judged.verdict.key] == judged.verdict,
                rater == nil || entry.rater == rater
            {
                authors[judged.verdict.key] = entry
            }
        }
        return verdicts(of: rater).values.sorted(by: Verdict.precedes).map {
            SignedVerdict($0, rater: authors[$0.key]?.rater, time: authors[$0.key]?.time)
        }
    }
}

extension Verdict {
    /// With the latest reason and box of those of the same grade, where it has none.
    fileprivate func completed(by others: [Verdict]) -> Verdict {
        let agreeing = others.filter { $0.grade == grade && $0.level == level }
        var whole = self
        whole.reason = reason ?? agreeing.last { $0.reason != nil }?.reason
        whole.box = box ?? agreeing.last { $0.box != nil }?.box
        return whole
    }
}
