// Which words of a question the titles of a photo do not say, by the catalog's word and not the model's: short forms count as the
// same word, synonyms too, and words that say nothing alone are not asked for.
import Domain

package struct HeldWords: Sendable {
    /// Folded, without the ending of an English plural.
    private let words: Set<String>
    /// Characters of the longest of them: no piece of a question that is longer can be one.
    private let longest: Int

    package init(titles: [String]) {
        words = Set(titles.flatMap { KnownWords.words(of: $0).map(\.singular) })
        longest = words.map(\.count).max() ?? 0
    }

    /// The words of a question that no title holds, as they are compared, in the order of the question.
    package func missing(from question: String) -> [String] {
        let asked = KnownWords.words(of: question)
        let spared = sparedBySynonyms(Set(asked.map(\.singular)))
        return asked.filter { !Self.saysNothing($0) && !holds($0.singular) && !spared.contains($0.singular) }
    }

    /// Japanese writes no blanks: 白靴下 is 白 and 靴下 of 白い靴下.
    private func holds(_ word: String) -> Bool {
        if words.contains(word) { return true }
        guard Self.isWithoutBlanks(word), word.count > 1 else { return false }
        let characters = Array(word)
        var reached = [true] + [Bool](repeating: false, count: characters.count)
        for end in 1...characters.count {
            reached[end] = (max(0, end - longest)..<end).contains { reached[$0] && words.contains(String(characters[$0..<end])) }
        }
        return reached[characters.count]
    }

    /// Asked words whose phrase means the same as one that a title holds: `tote bag` where it says `handbag`.
    private func sparedBySynonyms(_ asked: Set<String>) -> Set<String> {
        var spared: Set<String> = []
        for lists in [NoiseWords.english, .japanese] {
            for group in lists.things + lists.qualities {
                let phrases = group.map { Set(KnownWords.words(of: $0).map(\.singular)) }
                guard phrases.contains(where: { $0.allSatisfy(holds) }) else { continue }
                for phrase in phrases where asked.isSuperset(of: phrase) { spared.formUnion(phrase) }
            }
        }
        return spared
    }

    /// The "t" of a T-shirt, the い of 赤い, `with` and の.
    private static func saysNothing(_ word: String) -> Bool {
        if word.count == 1, word.utf8.count == 1 || word.unicodeScalars.allSatisfy({ ScriptClass.of($0) == .hiragana }) { return true }
        return TitlePhrase.openers.contains(word) || TitlePhrase.particles.contains(word) || articles.contains(word)
    }

    private static let articles: Set<String> = ["the", "an"]

    private static func isWithoutBlanks(_ word: String) -> Bool {
        word.unicodeScalars.allSatisfy { [.hiragana, .katakana, .han].contains(ScriptClass.of($0)) }
    }
}
