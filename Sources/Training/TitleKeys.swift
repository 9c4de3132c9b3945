// Which titles a picture answers. A title drawn for one product is no negative for a picture of another that is called the
// same, nor for one that shows it beside its own product: the loss would push apart what belongs together.
import Domain

/// Equal titles as equal numbers, by language, and the numbers that each picture answers.
struct TitleKeys: Sendable {
    /// For each product, by language, a number that is equal where normalised titles are equal.
    private let keys: [[String: Int]]
    /// For each picture the numbers of the titles, and the categories, of all products it shows.
    private let answered: [Set<Int>]
    private let categories: [Set<String>]

    /// - Parameter shown: products (by place) that each picture shows.
    init(_ products: [TrainingProduct], shown: [Set<Int>]) {
        var numbers: [String: Int] = [:]
        let keys = products.map { product in
            Dictionary(uniqueKeysWithValues: product.titles.map { language, title in
                let key = language + "\n" + title.folded, number = numbers[key] ?? numbers.count
                numbers[key] = number
                return (language, number)
            })
        }
        self.keys = keys
        answered = shown.map { places in Set(places.flatMap { keys[$0].values }) }
        categories = shown.map { places in Set(places.compactMap { products[$0].category }) }
    }

    /// Does the picture answer the title of a product in a language?
    func answers(_ picture: Int, product: Int, language: String) -> Bool {
        keys[product][language].map(answered[picture].contains) ?? false
    }

    /// Does it show something of this category?
    func shows(_ picture: Int, category: String) -> Bool { categories[picture].contains(category) }

    /// Are two products called the same in a language?
    func areEqual(_ a: Int, _ b: Int, language: String) -> Bool {
        a == b || (keys[a][language] != nil && keys[a][language] == keys[b][language])
    }
}
