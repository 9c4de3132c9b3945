// Titles as shops write them: words dropped, shuffled and exchanged, promotion words around them, typing mistakes,
// capitals, the category added. Two photos of a product meet differently noised titles, so that the model learns
// the words that describe and not the wording of one catalog. Rates are those of the reference recipe.
// Japanese writes no blanks: its titles are cut at changes of script, and the noise works on those cuts.
import Domain

/// Draws noised copies of titles.
package struct TitleNoise: Sendable {
    /// The share of words that are left out of a varied title, 0...1; the thing's name stays.
    private let dropped: Double

    package static let recommendedDrop = 0.12
    /// How often a word with synonyms is exchanged for one.
    static let synonymShare = 0.4

    package init(dropped: Double = recommendedDrop) { self.dropped = dropped }

    /// A title as some shop might write it.
    /// - Parameters:
    ///   - language: `en`, `ja`; other languages get no synonyms and promotion words.
    ///   - category: added in three of ten titles that do not contain it.
    /// - Returns: never without a word, unless `title` is without one: then `title`.
    package func noised(
        _ title: String, language: String, category: String?, using generator: inout some RandomNumberGenerator
    ) -> String {
        var phrase = TitlePhrase(title, language: language)
        guard !phrase.words.isEmpty else { return title }
        if !chance(0.25, &generator) { vary(&phrase, &generator) }
        if let category, chance(0.3, &generator) { phrase.add(category, atEnd: chance(0.5, &generator)) }
        mistype(&phrase, &generator)
        promote(&phrase, &generator)
        let text = phrase.text(spaced: chance(0.5, &generator))
        return chance(0.05, &generator) ? text.uppercased() : text
    }

    private func chance(_ share: Double, _ generator: inout some RandomNumberGenerator) -> Bool {
        Double.random(in: 0..<1, using: &generator) < share
    }

    /// Synonyms, then dropped words, then another order.
    private func vary(_ phrase: inout TitlePhrase, _ generator: inout some RandomNumberGenerator) {
        phrase.exchange { group in chance(Self.synonymShare, &generator) ? group.randomElement(using: &generator) : nil }
        phrase.drop { word in !word.isThing && !word.opensPart && chance(dropped, &generator) }
        if chance(0.3, &generator) {
            phrase.shuffle(using: &generator)
        } else {
            phrase.drop { word in word.opensPart && chance(0.3, &generator) }
        }
    }

    /// In one of seven titles one word is typed wrong, seldom a second one. A word counts where a mistake leaves it
    /// recognisable.
    func mistype(_ phrase: inout TitlePhrase, _ generator: inout some RandomNumberGenerator) {
        var rate = 0.15
        for place in phrase.words.indices.shuffled(using: &generator) {
            guard let typed = Mistyping.mistyped(phrase.words[place].text, using: &generator) else { continue }
            guard chance(rate, &generator) else { return }
            phrase.words[place].text = typed
            rate = 0.1
        }
    }

    private func promote(_ phrase: inout TitlePhrase, _ generator: inout some RandomNumberGenerator) {
        let promotions = NoiseWords.of(phrase.language).promotions
        for _ in 0..<([0, 0, 1, 1, 2, 3].randomElement(using: &generator) ?? 0) {
            guard let words = promotions.randomElement(using: &generator) else { return }
            phrase.add(words, atEnd: chance(0.5, &generator))
        }
    }
}

// MARK: - A title in parts

/// A title cut into the parts that noise may move. Words that belong together stay together (`white stripes` of "red
/// handbag with white stripes"): a title whose colours changed places would name another product.
struct TitlePhrase {
    struct Word: Equatable {
        var text: String
        /// A blank stood before it.
        var opens: Bool
        /// Number of the part it belongs to, from the left.
        var part = 0
        /// It names the thing for sale.
        var isThing = false
        /// `with`, `for`: it says that another part begins.
        var opensPart = false
    }

    var words: [Word]
    let language: String
    /// The words left their order, so that glue between them makes no sense any more.
    var isShuffled = false

    init(_ title: String, language: String) {
        self.language = language
        words = language == "ja" ? Self.japaneseWords(title) : Self.spacedWords(title)
    }

    private static func spacedWords(_ title: String) -> [Word] {
        var part = 0
        return title.split(whereSeparator: \.isWhitespace).map { text in
            let opensPart = openers.contains(text.lowercased())
            if opensPart { part += 1 }
            return Word(text: String(text), opens: true, part: part, opensPart: opensPart)
        }
    }

    /// Cuts at changes of script; the inflected ending of a word in Han stays with it (赤い), a particle does not.
    private static func japaneseWords(_ title: String) -> [Word] {
        var words: [Word] = []
        var isOpenHan = false
        var part = 0
        for run in ScriptRun.runs(of: title.precomposedStringWithCompatibilityMapping.unicodeScalars) {
            let isEnding = run.script == .hiragana && !particles.contains(run.string)
            if isEnding && isOpenHan && !run.opensWord {
                words[words.count - 1].text += run.string
                isOpenHan = false
            } else {
                if run.opensWord { part += 1 }
                words.append(Word(text: run.string, opens: run.opensWord, part: part))
                isOpenHan = run.script == .han
                if particles.contains(run.string) { part += 1 }
            }
        }
        return words
    }

    static let openers: Set<String> = ["with", "for", "by", "in", "from", "of", "and", "without"]
    static let particles: Set<String> = ["の", "と", "な", "で", "に", "は", "が", "を", "も", "や", "へ", "付き"]

    /// The part that names the thing: where a known thing stands, else the first part (the last in Japanese).
    var head: Int {
        words.first(where: \.isThing)?.part ?? (language == "ja" ? words.last?.part : words.first?.part) ?? 0
    }

    /// Moves whole parts, and the words of the part that names the thing. In Japanese that part keeps its order: the
    /// particle that would tell its colour from the next part's is gone.
    mutating func shuffle(using generator: inout some RandomNumberGenerator) {
        let head = head
        var parts = Dictionary(grouping: words, by: \.part).sorted { $0.key < $1.key }.map(\.value)
        for part in parts.indices where parts[part][0].part == head && (language != "ja" || parts.count == 1) {
            parts[part].shuffle(using: &generator)
        }
        parts.shuffle(using: &generator)
        words = Array(parts.joined())
        isShuffled = true
    }

    /// The words as one text.
    /// - Parameter spaced: Japanese only: blanks between all words, as shops like it; otherwise only where they were.
    func text(spaced: Bool) -> String {
        guard language == "ja" else { return words.map(\.text).joined(separator: " ") }
        let shown = isShuffled ? words.filter { !Self.particles.contains($0.text) } : words
        let blanks = spaced || isShuffled
        return (shown.isEmpty ? words : shown).enumerated().map { place, word in
            (place > 0 && (blanks || word.opens) ? " " : "") + word.text
        }.joined()
    }

    mutating func add(_ words: String, atEnd: Bool) {
        let folded = words.folded
        guard !folded.isEmpty, !text(spaced: false).folded.contains(folded) else { return }
        if !atEnd { self.words[0].opens = true }
        self.words.insert(Word(text: words, opens: true), at: atEnd ? self.words.count : 0)
    }

    /// Drops the words that `isDropped` picks, but never all of them. A part beside the head goes whole when its last
    /// word goes: "with white" without its stripes would say something else.
    mutating func drop(where isDropped: (Word) -> Bool) {
        let head = head
        var doomed = words.map(isDropped)
        for (place, word) in words.enumerated() where word.part != head {
            let last = words.lastIndex { $0.part == word.part && !Self.particles.contains($0.text) }
            if let last, doomed[last] { doomed[place] = true }
        }
        let kept = zip(words, doomed).filter { !$0.1 }.map(\.0)
        if kept.contains(where: { !Self.particles.contains($0.text) }) { words = kept }
    }

    /// Loses one word that says something, never one that is known to name the thing, and not the only one there is.
    /// - Returns: the word, or nil where nothing could go.
    @discardableResult
    mutating func loseWord(using generator: inout some RandomNumberGenerator) -> Word? {
        let doubtful = words.indices.filter { !words[$0].isThing && !isGlue($0) }
        let isOnlyThing = doubtful.count == words.count
        guard doubtful.count > (isOnlyThing ? 1 : 0), let place = doubtful.randomElement(using: &generator) else { return nil }
        return words.remove(at: place)
    }

    /// Offers every phrase that has synonyms its group, and puts what `choose` returns in its place.
    mutating func exchange(choose: ([String]) -> String?) {
        let lists = NoiseWords.of(language)
        for (groups, isThing) in [(lists.things, true), (lists.qualities, false)] {
            for group in groups {
                guard let place = firstPlace(ofAny: group) else { continue }
                words[place.lowerBound].isThing = isThing
                guard let choice = choose(group) else {
                    for word in place { words[word].isThing = isThing }
                    continue
                }
                var whole = words[place.lowerBound]
                whole.text = choice
                words.replaceSubrange(place, with: [whole])
            }
        }
    }

    /// Where the longest phrase of a group stands in the title, case put aside.
    private func firstPlace(ofAny group: [String]) -> Range<Int>? {
        let shown = words.map(\.text.folded)
        let phrases = group.map { $0.split(separator: " ").map(String.init) }.sorted { $0.count > $1.count }
        for phrase in phrases where phrase.count <= shown.count {
            for start in 0...shown.count - phrase.count where Array(shown[start..<start + phrase.count]) == phrase {
                return start..<start + phrase.count
            }
        }
        return nil
    }
}
