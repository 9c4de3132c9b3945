// The words that training met. A query word outside them has an encoding all the same (by pieces and bytes), but the
// reader must be told that the model never learned it.
import Domain

/// The words of a checkpoint's training titles, folded; Japanese is cut at changes of script.
package struct KnownWords: Equatable, Sendable {
    /// Sorted.
    package let words: [String]
    private let set: Set<String>

    /// From a stored list (`TrainingRecord.knownWords`).
    package init(words: [String]) {
        set = Set(words)
        self.words = set.sorted()
    }

    /// The words of titles, and those that title noise adds to them in these languages: its promotion words, and the
    /// synonyms of words that occur.
    package init(titles: [String], languages: [String]) {
        var seen: Set<String> = []
        for title in titles { seen.formUnion(Self.words(of: title)) }
        for language in languages {
            let lists = NoiseWords.of(language)
            for promotion in lists.promotions { seen.formUnion(Self.words(of: promotion)) }
            for group in lists.things + lists.qualities {
                let words = group.map(Self.words)
                if words.contains(where: { seen.isSuperset(of: $0) }) { seen.formUnion(words.joined()) }
            }
        }
        self.init(words: Array(seen))
    }

    /// The words of a text that training never met, each once, in the order of the text.
    package func unseen(in text: String) -> [String] {
        var told: Set<String> = []
        return Self.words(of: text).filter { !set.contains($0) && told.insert($0).inserted }
    }

    /// The share of a text's different words that training never met, 0...1; 0 for a text without words.
    package func unseenShare(of text: String) -> Float {
        let words = Set(Self.words(of: text))
        return words.isEmpty ? 0 : Float(words.count { !set.contains($0) }) / Float(words.count)
    }

    /// A text's words: folded, marks left out, digits kept with the letters they stand beside.
    package static func words(of text: String) -> [String] {
        var words: [String] = []
        var canGrow = false
        for run in ScriptRun.runs(of: text.folded.unicodeScalars) {
            let isLatin = run.script == .other || run.script == .digit
            if isLatin && canGrow && !run.opensWord {
                words[words.count - 1] += run.string
            } else if run.script != .mark {
                words.append(run.string)
            }
            canGrow = isLatin
        }
        return words
    }
}

extension String {
    /// A folded English word without the ending of its plural, for comparing: `handbags` and `handbag`, `watches` and `watch` are
    /// the same. Too eager for a dictionary, good enough to tell that a title holds a word.
    package var singular: String {
        guard count > 3, hasSuffix("s"), !hasSuffix("ss"), utf8.count == count else { return self }
        if hasSuffix("ies") { return String(dropLast(3)) + "y" }
        let isHissed = ["sses", "ches", "shes", "xes", "zes"].contains { hasSuffix($0) }
        return String(dropLast(isHissed ? 2 : 1))
    }
}
