// Products and their photos as every room names them.

/// A product as a listing shows it.
package struct ProductLabel: Equatable, Hashable, Sendable, Codable {
    package let productID: String
    package let title: String

    package init(productID: String, title: String) {
        self.productID = productID
        self.title = title
    }

    /// What to call it on a screen: its title, or `#` and its id where nobody gave it one.
    package var name: String { title.isEmpty ? "#" + productID : title }

    private enum CodingKeys: String, CodingKey {
        case productID = "product_id"
        case title
    }
}

/// A product of the index, as the picker lists it.
package struct Product: Equatable, Sendable {
    package let label: ProductLabel
    /// Titles by language code (`ja`), without the default one.
    package let titles: [String: String]
    package let category: String?
    /// How many pictures of the index show it.
    package let pictures: Int
    /// Its cleanest picture (path as the index stores it), for the preview.
    package let cover: String

    package init(label: ProductLabel, titles: [String: String], category: String?, pictures: Int, cover: String) {
        self.label = label
        self.titles = titles
        self.category = category
        self.pictures = pictures
        self.cover = cover
    }

    /// The title in a language, or the default one.
    package func title(in language: String) -> String { titles[language] ?? label.title }
}

/// Where a photo comes from. `studio` and `iconic` are clean shots of one product.
package func isCleanShot(source: String) -> Bool { source == "studio" || source == "iconic" }
