// Which products answer a few words: those whose title holds them all. A shorter question has many right answers in a batch,
// and none of them may be pushed away from it.
import Preprocessing

struct TitleWords: Sendable {
    /// For each product the words of its titles, by language.
    private let words: [[String: Set<String>]]

    init(_ products: [TrainingProduct]) {
        words = products.map { product in
            Dictionary(uniqueKeysWithValues: product.titles.map { ($0, TitleNoise.words(of: $1, language: $0)) })
        }
    }

    /// Does a product's title in a language hold every one of these words?
    func holds(_ product: Int, _ asked: [String], language: String) -> Bool {
        words[product][language].map { $0.isSuperset(of: asked) } ?? false
    }
}
