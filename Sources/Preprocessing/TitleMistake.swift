// One single mistake in a title, for measuring how much of a search it costs. Training noise draws many at once; here
// each is made alone and always, from the same parts.
import Domain

/// What a shopper or a shop may do to a title.
package enum TitleMistake: String, CaseIterable, Sendable {
    /// One word typed wrong, as hands do (`Mistyping`).
    case typo
    /// One word left out, never the one that names the thing (without it nobody knows what is wanted).
    case droppedWord
    /// The words in another order; those that belong together stay together.
    case shuffledWords
    /// One promotion phrase before the title and one behind it.
    case promotionWords

    /// The title with this mistake; nil where it cannot be made (one word can be neither dropped nor shuffled).
    package func made(
        in title: String, language: String, using generator: inout some RandomNumberGenerator
    ) -> String? {
        var phrase = TitlePhrase(title, language: language)
        guard !phrase.words.isEmpty else { return nil }
        phrase.exchange { _ in nil }
        switch self {
        case .typo: mistype(&phrase, &generator)
        case .droppedWord: phrase.loseWord(using: &generator)
        case .shuffledWords: shuffle(&phrase, &generator)
        case .promotionWords: promote(&phrase, &generator)
        }
        let text = phrase.text(spaced: false)
        return text.folded == title.folded ? nil : text
    }

    /// In a random one of the words that a typing mistake leaves recognisable.
    private func mistype(_ phrase: inout TitlePhrase, _ generator: inout some RandomNumberGenerator) {
        for place in phrase.words.indices.shuffled(using: &generator) {
            guard let typed = Mistyping.mistyped(phrase.words[place].text, using: &generator) else { continue }
            phrase.words[place].text = typed
            return
        }
    }

    private func shuffle(_ phrase: inout TitlePhrase, _ generator: inout some RandomNumberGenerator) {
        let words = phrase.words
        for _ in 0..<20 where phrase.words.map(\.text) == words.map(\.text) { phrase.shuffle(using: &generator) }
    }

    private func promote(_ phrase: inout TitlePhrase, _ generator: inout some RandomNumberGenerator) {
        var promotions = NoiseWords.of(phrase.language).promotions
        promotions.shuffle(using: &generator)
        for (words, atEnd) in zip(promotions.prefix(2), [false, true]) { phrase.add(words, atEnd: atEnd) }
    }
}
