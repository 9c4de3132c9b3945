// Which titles a question describes. Words that belong together count together: "handbag with black checks" describes a red
// handbag with black checks and not a black handbag with blue checks, although that title holds all of its words.
import Domain

/// The words of a title or of a question, those that belong together in one set. Words that say nothing alone (`with`, の) are
/// left out.
package struct TitleParts: Equatable, Sendable {
    /// Folded words, from the left; no part is empty.
    package let parts: [Set<String>]

    /// - Parameter language: `ja` is cut at changes of script and particles, all others at blanks and words like `with`.
    package init(_ title: String, language: String) { self.init(TitlePhrase(title, language: language)) }

    init(_ phrase: TitlePhrase) {
        let said = phrase.words.indices.filter { !phrase.isGlue($0) }.map { phrase.words[$0] }
        parts = Dictionary(grouping: said, by: \.part).sorted { $0.key < $1.key }
            .map { Set($0.value.map(\.text.folded)) }
    }

    /// Every word, in the order of the alphabet.
    package var words: [String] { parts.reduce(into: Set()) { $0.formUnion($1) }.sorted() }

    /// Does something with this title answer a question? Each of its parts must lie within one part of the title.
    package func answer(_ question: TitleParts) -> Bool {
        question.parts.allSatisfy { asked in parts.contains { $0.isSuperset(of: asked) } }
    }
}
