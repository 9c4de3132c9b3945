// Which words of a catalog's titles name things. The last word of a title's head mostly does; where shops end a title with a model
// number, a year, a colour or a brand's own word, it does not, and nobody types it to find such a thing.
import Domain

package struct ThingNames: Sendable {
    /// Folded words that name a category, without the ending of a plural.
    private let categories: Set<String>
    /// By the word that stands where a thing is named.
    private let uses: [String: Use]
    private let language: String

    /// What a catalog does with a word that may name a thing.
    private struct Use {
        /// Titles that name their thing by it, and titles that hold it anywhere.
        var naming = 0, all = 0
        /// The titles that name by it, by the two words that follow, where any do: a brand goes on the same way (`Gini and Jony`).
        var followers: [String: Int] = [:]

        /// A word of one title may be anything; one that mostly stands elsewhere says what a thing is like; one that is always
        /// followed by the same words belongs to them.
        var isName: Bool {
            let followed = followers.values.max() ?? 0
            return naming >= 2 && naming * 2 >= all && (naming < 5 || followed * 5 <= naming * 4)
        }
    }

    /// - Parameters:
    ///   - titles: of the whole catalog, each once.
    ///   - categories: what the catalog files its products under; empty where it does not.
    package init(titles: [String], categories: some Sequence<String>, language: String) {
        self.language = language
        self.categories = Set(categories.flatMap(KnownWords.words).map(\.singular))
        var uses: [String: Use] = [:]
        for title in titles {
            let phrase = TitlePhrase(title, language: language)
            for word in Set(phrase.words.map(\.text.folded.singular)) { uses[word, default: Use()].all += 1 }
            guard let thing = phrase.thing else { continue }
            let behind = phrase.words[(thing + 1)...].prefix(2).map(\.text.folded).joined(separator: " ")
            uses[phrase.words[thing].text.folded.singular]?.naming += 1
            if !behind.isEmpty { uses[phrase.words[thing].text.folded.singular]?.followers[behind, default: 0] += 1 }
        }
        self.uses = uses.filter { $0.value.naming > 0 }
    }

    /// Does a word, the thing of a title as far as its form says, name what is for sale?
    package func holds(_ thing: String, of title: String) -> Bool {
        let word = thing.folded.singular
        if KnownWords.words(of: word).contains(where: { categories.contains($0.singular) }) { return true }
        // An orange is an orange where the whole title says so.
        if KnownWords.words(of: title).count == 1, !TitlePhrase.hasDigit(title) { return true }
        guard TitlePhrase.mayNameThing(thing, language: language) else { return false }
        if NoiseWords.of(language).things.joined().contains(where: { $0.folded.singular == word }) { return true }
        return uses[word]?.isName == true
    }
}

extension TitlePhrase {
    /// By its form alone: no model number, no year, no single letter or sign, no colour.
    static func mayNameThing(_ word: String, language: String) -> Bool {
        let folded = word.folded, scalars = folded.unicodeScalars
        let isWord = scalars.allSatisfy { $0.properties.isAlphabetic || "-'’・".unicodeScalars.contains($0) }
        let letters = scalars.count(where: \.properties.isAlphabetic)
        guard isWord, letters > 1 || (letters == 1 && !folded.utf8.allSatisfy { $0 < 0x80 }) else { return false }
        return !NoiseWords.of(language).colours.contains(folded)
    }

    static func hasDigit(_ text: String) -> Bool { text.unicodeScalars.contains { $0.properties.numericType == .decimal } }

    /// Neither a sign nor part of a model number.
    func isWord(_ place: Int) -> Bool { !isCode(place) && words[place].text.unicodeScalars.contains(where: \.properties.isAlphabetic) }

    /// Part of a model number: Japanese cuts N73 into N and 73.
    func isCode(_ place: Int) -> Bool {
        func isLatin(_ place: Int) -> Bool { words[place].text.unicodeScalars.allSatisfy { $0.value < 0x80 } }
        guard isLatin(place) else { return Self.hasDigit(words[place].text) }
        var first = place, last = place
        while first > 0, !words[first].opens, isLatin(first - 1) { first -= 1 }
        while last + 1 < words.count, !words[last + 1].opens, isLatin(last + 1) { last += 1 }
        return (first...last).contains { Self.hasDigit(words[$0].text) }
    }
}
