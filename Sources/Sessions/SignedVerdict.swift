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
        return memory.verdicts.values.sorted(by: Verdict.precedes).map {
            SignedVerdict($0, rater: authors[$0.key]?.rater, time: authors[$0.key]?.time)
        }
    }
}
