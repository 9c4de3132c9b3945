// The catalog as a list to pick from: some words to try first, then the products, or what fits `#` and some letters.
import Domain

/// Products with their searchable forms folded once. Making it takes a second for 100,000 products: not on the screen's thread.
package struct PickerCatalog: Equatable, Sendable {
    package private(set) var products: [Product]
    private var forms: [[String]]
    /// Positions by default title, the first of equals.
    private var byTitle: [String: Int]
    /// Positions by id, and by folded id.
    private var byID: [String: Int]
    private var byFoldedID: [String: Int]
    private var allRows: [PickerRow]
    private var suggested: [Language: [String]]

    /// From so many products on, what fits `#` and some letters is looked for beside the screen.
    package static let slowFrom = 5_000

    package init(_ products: [Product] = []) {
        self.products = products
        allRows = products.map(PickerRow.product)
        suggested = Dictionary(uniqueKeysWithValues: Language.allCases.map { ($0, Self.suggestions(products, language: $0)) })
        forms = products.map { product in
            let category = product.category.map { [$0] } ?? []
            let texts = [product.label.productID, product.label.title] + product.titles.values + category
            return texts.map(\.folded)
        }
        byTitle = Dictionary(
            products.enumerated().map { ($0.element.label.title, $0.offset) }, uniquingKeysWith: { first, _ in first })
        byID = Dictionary(
            products.enumerated().map { ($0.element.label.productID, $0.offset) }, uniquingKeysWith: { first, _ in first })
        byFoldedID = Dictionary(
            forms.enumerated().map { ($0.element[0], $0.offset) }, uniquingKeysWith: { first, _ in first })
    }

    /// Do the rows for this text take long to find?
    package func isSlow(for text: String) -> Bool { products.count >= Self.slowFrom && text.folded.hasPrefix("#") }

    /// The rows for what the box holds: everything for an empty one, fuzzy after `#` (an exact id first).
    package func rows(for text: String, recent: [String], language: Language) -> [PickerRow] {
        let folded = text.folded
        guard folded.hasPrefix("#") else { return opening(recent: recent, language: language) }
        let needle = String(folded.dropFirst())
        var order = fuzzyOrder(needle, candidates: forms)
        if let exact = byFoldedID[needle] {
            order.removeAll { $0 == exact }
            order.insert(exact, at: 0)
        }
        return order.map { .product(products[$0]) }
    }

    /// Up to three recent words and four suggestions, then all products.
    private func opening(recent: [String], language: Language) -> [PickerRow] {
        let latest = Array(recent.prefix(3))
        let others = suggestions(language: language).filter { !latest.contains($0) }.prefix(4)
        return latest.map(PickerRow.recent) + others.map(PickerRow.words) + allRows
    }

    /// Titles from all over the catalog: the products with the most pictures of four different categories.
    package func suggestions(language: Language) -> [String] { suggested[language] ?? [] }

    private static func suggestions(_ products: [Product], language: Language) -> [String] {
        var best: [String: Product] = [:]
        for product in products {
            let category = product.category ?? product.label.title
            if product.pictures > best[category]?.pictures ?? 0 { best[category] = product }
        }
        let titles = best.keys.sorted().compactMap { best[$0] }.map { $0.title(in: language.rawValue) }
        let step = max(1, titles.count / 4)
        return stride(from: 0, to: titles.count, by: step).map { titles[$0] }
    }

    /// Does a title hold this word? Words of languages without blanks are looked for anywhere in it.
    package func titlesHold(_ word: String) -> Bool {
        let word = word.folded
        let isASCII = word.utf8.allSatisfy { $0 < 0x80 }
        return forms.contains { form in
            form.dropFirst().contains { text in
                isASCII ? text.split { !$0.isLetter && !$0.isNumber }.contains { $0 == word } : text.contains(word)
            }
        }
    }

    /// A default title in a language, where the catalog has it.
    package func localized(_ title: String, language: Language) -> String {
        guard language != .en, let position = byTitle[title] else { return title }
        return products[position].title(in: language.rawValue)
    }

    package func title(of productID: String, language: Language) -> String? {
        byID[productID].map { products[$0].title(in: language.rawValue) }
    }
}
