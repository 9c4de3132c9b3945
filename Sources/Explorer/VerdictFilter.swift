// `verdict:good`, `-verdict:any`: filters over what was judged in this session. The machine knows no verdicts, so these
// filters leave the words before they are asked and go along as a choice of pictures; verdicts stay filed under the words.
import Domain

extension QueryFilter {
    package static let verdictName = "verdict"

    package var isVerdict: Bool { name == Self.verdictName }
}

/// What can be said about a picture in an answer, as a filter's value.
enum VerdictKind: String, CaseIterable {
    case good, bad, any, noted, flagged

    func holds(_ verdict: Verdict) -> Bool {
        switch self {
        case .good: verdict.grade == .good
        case .bad: verdict.grade == .bad
        case .any: true
        case .noted: verdict.note?.isEmpty == false
        case .flagged: false
        }
    }

    /// The same of what stands beside a pair, with a verdict or without.
    func holds(_ aside: Aside) -> Bool {
        switch self {
        case .good, .bad, .any: false
        case .noted: aside.note?.isEmpty == false
        case .flagged: aside.isFlagged
        }
    }
}

extension ExplorerState {
    /// Pictures by what was said about them, for the words of a question; for a question of filters alone, whatever the
    /// words were.
    private func judged(words: String) -> [VerdictKind: Set<String>] {
        var pictures: [VerdictKind: Set<String>] = [:]
        func add(_ key: VerdictKey, _ holds: (VerdictKind) -> Bool) {
            guard words.isEmpty || isAbout(words, key.query) else { return }
            for kind in VerdictKind.allCases where holds(kind) { pictures[kind, default: []].insert(key.image) }
        }
        for (key, verdict) in memory.verdicts { add(key) { $0.holds(verdict) } }
        for (key, aside) in memory.asides { add(key) { $0.holds(aside) } }
        return pictures
    }

    /// Only a key with a colon can hold filters.
    private func isAbout(_ words: String, _ key: String) -> Bool {
        key == words || key.contains(":") && plainWords(key) == words
    }

    private func plainWords(_ text: String) -> String { QueryParts.removing(from: text, where: { _ in true }).folded }

    /// The words that verdicts on a question's rows are filed under, filters aside.
    private func plainWords(text: String) -> String { plainWords(filed(.text(text)).typed) }

    /// The verdicts of the question in the box as a column of values.
    package var verdictColumn: FacetColumn {
        let words: String = if case .text(let text) = subject { plainWords(text: text) } else { subject?.key ?? "" }
        let judged = judged(words: words)
        let counts = VerdictKind.allCases.map { FacetCount(value: $0.rawValue, pictures: judged[$0]?.count ?? 0) }
        return FacetColumn(name: QueryFilter.verdictName, counts: counts)
    }

    /// A question without its filters over verdicts, and the pictures they leave. A value that is no verdict leaves none.
    func withoutVerdicts(_ subject: QuerySubject) -> (subject: QuerySubject, choices: [PictureChoice]) {
        guard case .text(let text) = subject else { return (subject, []) }
        let filters = QueryParts(text).filters.filter(\.isVerdict)
        guard !filters.isEmpty else { return (subject, []) }
        let judged = judged(words: plainWords(text: text))
        let choices = filters.map { filter in
            let kind = VerdictKind(rawValue: filter.value.folded)
            return PictureChoice(kind.flatMap { judged[$0] } ?? [], isExcluded: filter.isNegated)
        }
        return (.text(QueryParts.removing(from: text, where: \.isVerdict)), choices)
    }
}
