// Completion in the box: Tab writes the name of a column, then its values, the next Tab the next one.
import Domain

/// What Tab put into the box last, so that the next Tab puts the next one.
struct CompletionCycle: Equatable, Sendable {
    /// The box after it.
    var text: String
    /// The word that was completed.
    var stem: String
    var choice: Int
}

/// A word that Tab would complete, with the photos that have it; nil for a column's name.
package struct Completion: Equatable, Sendable {
    package var word: String
    package var pictures: Int?
}

extension ExplorerState {
    /// What Tab offers for the word at the caret, the next one first.
    package var completions: [Completion] {
        let (_, choices, next) = completing
        return Array(choices[next...] + choices[..<next])
    }

    /// The stem at the caret, its choices, and the one that comes next.
    var completing: (stem: String, choices: [Completion], next: Int) {
        guard focus == .box, chip == nil, !boxIsSelected else { return ("", [], 0) }
        if let cycle = facets.cycle, cycle.text == box.text, !box.text.hasSuffix(":") {
            let choices = choices(for: cycle.stem)
            return choices.count > 1 ? (cycle.stem, choices, (cycle.choice + 1) % choices.count) : ("", [], 0)
        }
        let stem = QueryParts.lastWord(of: box.beforeCaret)
        return (stem, choices(for: stem), 0)
    }

    private func choices(for stem: String) -> [Completion] {
        let folded = stem.folded
        let sign = folded.hasPrefix("-") ? "-" : ""
        let word = folded.dropFirst(sign.count)
        guard let colon = word.firstIndex(of: ":") else { return names(word, sign: sign) }
        let name = String(word[..<colon])
        let start = word[word.index(after: colon)...].drop { $0 == "\"" }
        return values(of: name).filter { $0.value.folded.hasPrefix(start) && $0.value.folded != start }.map { count in
            let filter = QueryFilter(name: name, value: count.value, isNegated: !sign.isEmpty)
            return Completion(word: filter.typed, pictures: count.pictures)
        }
    }

    private func names(_ start: Substring, sign: String) -> [Completion] {
        guard start.count >= 2 else { return [] }
        let names = facets.all.map(\.name.folded) + ["title", "id", QueryFilter.verdictName]
        return names.filter { $0.hasPrefix(start) }.map { Completion(word: sign + $0 + ":") }
    }

    private func values(of name: String) -> [FacetCount] {
        if name == QueryFilter.verdictName { return verdictColumn.counts }
        return facets.all.first { $0.name.folded == name }?.counts ?? []
    }
}

extension Turn {
    /// Completes the word at the caret.
    mutating func complete() {
        let (stem, choices, next) = state.completing
        guard choices.indices.contains(next) else { return }
        let isCycling = state.facets.cycle?.text == state.box.text && !state.box.text.hasSuffix(":")
        let old = isCycling ? QueryParts.lastWord(of: state.box.beforeCaret) : stem
        for _ in old { state.box.apply(.backspace) }
        state.box.insert(choices[next].word)
        state.facets.cycle = CompletionCycle(text: state.box.text, stem: stem, choice: next)
        boxChanged()
    }
}
