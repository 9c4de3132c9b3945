// The punctuation of the two languages, so that a line never mixes them, and its stand-ins where only ASCII is drawn.
import Domain

extension Language {
    /// Between two parts of a line.
    package var comma: String { self == .en ? ", " : "、" }

    /// Between two sentences of a line that itself ends without a stop.
    package var stop: String { self == .en ? "; " : "。" }

    package func quoted(_ text: some StringProtocol) -> String { self == .en ? "“\(text)”" : "「\(text)」" }
}

/// That a question was too long, for a line of its own.
package func cutOffSentence(_ words: String, in language: Language) -> String { Phrase.cutOff(words).said(in: language) }

/// That a ranking's first photo is filed under none of these words, for a line of its own.
package func missingSentence(_ words: [String], in language: Language) -> String {
    Phrase.missingInFirst(words).said(in: language)
}

/// Arrows, quotes and dots of a sentence in ASCII.
package func plainSigns(_ text: String) -> String {
    guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text }
    let signs: [(String, String)] = [("→", "->"), ("−", "-"), ("“", "\""), ("”", "\""), ("…", "...")]
    return plainArrows(signs.reduce(text) { $0.replacing($1.0, with: $1.1) })
}
