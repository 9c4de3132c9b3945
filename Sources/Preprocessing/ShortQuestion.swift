// Questions as shoppers type them: one word or two of a title ("mug", "red mug") where the catalog writes five. A model that
// only ever met whole titles ranks such a question by accident.
import Domain

/// A few words of a title.
package struct ShortQuestion: Equatable, Sendable {
    /// As somebody types it, perhaps with a synonym or a slip.
    package var text: String
    /// The title's own words that it stands for: what it asks of a title.
    package var asked: TitleParts
    /// The word that the title lost, folded, where it lost just one.
    package var lost: String?

    /// The word of a title that names the thing, and its other words that say something; nil for a title without words.
    package static func parts(of title: String, language: String) -> (thing: String, others: [String])? {
        let phrase = TitlePhrase(title, language: language)
        guard let thing = phrase.thing else { return nil }
        let others = phrase.words.indices.filter { $0 != thing && !phrase.isGlue($0) }
        return (phrase.words[thing].text, others.map { phrase.words[$0].text })
    }
}

extension ShortQuestion {
    /// The question that is a title's thing alone, and every one of two words: the thing after one that says of it what the title
    /// says. nil for a title that does not name its thing.
    package static func questions(
        of title: String, language: String, names: ThingNames
    ) -> (thing: ShortQuestion, two: [ShortQuestion])? {
        let phrase = TitlePhrase(title, language: language)
        guard let thing = phrase.thing, !phrase.isCode(thing), names.holds(phrase.words[thing].text, of: title) else { return nil }
        func question(_ places: [Int]) -> ShortQuestion {
            var kept = phrase
            kept.keep(places)
            return ShortQuestion(text: places.map { phrase.words[$0].text }.joined(separator: " "), asked: TitleParts(kept))
        }
        return (question([thing]), phrase.tellingWords.filter { $0 != thing && phrase.isWord($0) }.map { question([$0, thing]) })
    }
}

extension TitleNoise {
    /// What a question is made of: the thing's name with so many further words, or one further word alone.
    private enum Shape: CaseIterable {
        case thing, thingAndOne, thingAndTwo, oneAlone

        /// Shares of 20.
        var weight: Int {
            switch self {
            case .thing: 7
            case .thingAndOne: 8
            case .thingAndTwo: 3
            case .oneAlone: 2
            }
        }
    }

    /// A question that a title answers.
    /// - Returns: nil for a title without words.
    package func question(
        from title: String, language: String, using generator: inout some RandomNumberGenerator
    ) -> ShortQuestion? {
        var phrase = TitlePhrase(title, language: language)
        guard let thing = phrase.thing else { return nil }
        let others = phrase.tellingWords.filter { $0 != thing }.shuffled(using: &generator)
        let shapes = Shape.allCases.flatMap { Array(repeating: $0, count: $0.weight) }
        let chosen: [Int] =
            switch shapes.randomElement(using: &generator) ?? .thing {
            case .thing: [thing]
            case .thingAndOne: Array(others.prefix(1)) + [thing]
            case .thingAndTwo: Array(others.prefix(2)) + [thing]
            case .oneAlone: others.isEmpty ? [thing] : [others[0]]
            }
        phrase.keep(chosen)
        let asked = TitleParts(phrase)
        slip(&phrase, &generator)
        return ShortQuestion(text: phrase.text(spaced: Bool.random(using: &generator)), asked: asked)
    }

    /// A title from which one word is missing, as somebody types it who does not remember or does not care; what says the thing's
    /// name stays. Unlike dropped words (`noised`), nothing but this word goes: "yellow shoe with black" lost its stripes.
    /// - Returns: nil for a title without a word to lose.
    package func lessOneWord(
        _ title: String, language: String, using generator: inout some RandomNumberGenerator
    ) -> ShortQuestion? {
        var phrase = TitlePhrase(title, language: language)
        guard !phrase.words.isEmpty else { return nil }
        phrase.exchange { _ in nil }
        guard let lost = phrase.loseWord(using: &generator) else { return nil }
        let asked = TitleParts(phrase)
        slip(&phrase, &generator)
        return ShortQuestion(text: phrase.text(spaced: Bool.random(using: &generator)), asked: asked, lost: lost.text.folded)
    }

    /// Synonyms and slips of a question.
    private func slip(_ phrase: inout TitlePhrase, _ generator: inout some RandomNumberGenerator) {
        phrase.exchange { group in
            Double.random(in: 0..<1, using: &generator) < Self.synonymShare ? group.randomElement(using: &generator) : nil
        }
        mistype(&phrase, &generator)
    }
}

extension TitlePhrase {
    /// Place of the word that names the thing: the last of the head's words, which is where English and Japanese put it, but for
    /// what cannot be a name (model numbers, years, colours) as long as there is another. nil for a phrase without words.
    var thing: Int? {
        let said = words.indices.filter { !isGlue($0) }
        let named = said.filter { words[$0].part == head }
        func mayBe(_ place: Int) -> Bool { !isCode(place) && Self.mayNameThing(words[place].text, language: language) }
        return named.last(where: mayBe) ?? said.last(where: mayBe) ?? named.last ?? said.last
    }

    /// Places of the words that say beside the thing's name what they say in the title: those that stand with it, and of every
    /// other part the last. ("White handbag" is no question for a red handbag with white stripes; "handbag stripes" is.)
    var tellingWords: [Int] {
        let place = thing.map { words[$0].part }
        let said = words.indices.filter { !isGlue($0) }
        let last = Dictionary(said.map { (words[$0].part, $0) }, uniquingKeysWith: { $1 })
        return said.filter { words[$0].part == place || last[words[$0].part] == $0 }
    }

    /// `with` and の say nothing alone.
    func isGlue(_ place: Int) -> Bool { words[place].opensPart || Self.particles.contains(words[place].text) }

    /// Keeps the words at some places, in their order.
    mutating func keep(_ places: [Int]) {
        let kept = places.sorted()
        isShuffled = kept.count > 1 && kept.last.map { $0 - kept[0] != kept.count - 1 } ?? false
        words = kept.map { words[$0] }
        words[0].opens = true
    }
}
