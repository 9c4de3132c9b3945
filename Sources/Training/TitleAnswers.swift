// Which products answer a question made of a title, and which have a word: asked once for every title of a batch, because every
// pair of the batch wants to know.
import Preprocessing

struct TitleAnswers: Sendable {
    /// For each product its titles in parts, by language.
    private let titles: [[String: TitleParts]]
    /// For each language and word the products whose title has it.
    private let holders: [String: [String: Set<Int>]]

    init(_ products: [TrainingProduct]) {
        titles = products.map { product in
            Dictionary(uniqueKeysWithValues: product.titles.map { ($0, TitleParts($1, language: $0)) })
        }
        var holders: [String: [String: Set<Int>]] = [:]
        for (place, titles) in titles.enumerated() {
            for (language, title) in titles {
                for word in title.words { holders[language, default: [:]][word, default: []].insert(place) }
            }
        }
        self.holders = holders
    }

    /// Products whose title in a language answers a question.
    func answering(_ question: TitleParts, language: String) -> Set<Int> {
        let lists = question.words.map { having($0, language: language) }.sorted { $0.count < $1.count }
        guard let first = lists.first else { return [] }
        let holding = lists.dropFirst().reduce(first) { $0.intersection($1) }
        return holding.filter { titles[$0][language]?.answer(question) ?? false }
    }

    /// Products whose title in a language has a word.
    func having(_ word: String, language: String) -> Set<Int> { holders[language]?[word] ?? [] }
}
