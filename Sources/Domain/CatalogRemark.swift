// What reading a catalog did that its owner may not expect: facts, worded where they are shown.

package enum CatalogRemark: Equatable, Sendable {
    /// The columns are parted by another sign than a comma: `;`, a tab, `|`.
    case separator(Character)
    /// Rows with nothing in them.
    case blankRows(Int)
    /// Rows with fewer fields than the header; the missing ones count as empty.
    case shortRows(Int)
    /// Rows that name several photos.
    case severalPhotos(rows: Int, photos: Int)
    /// Rows of a shop export without a title, taken for further photos of the product above.
    case furtherPhotos(Int)
    /// Rows of a shop export that name no photo: variants of a product.
    case withoutPhoto(Int)
    /// Products whose rows carry different titles, and the first of them.
    case severalTitles(products: Int, first: TwoTitles)
}

/// Two titles of one product, with the lines they stand on.
package struct TwoTitles: Equatable, Sendable {
    package let productID: String
    package let titles: [String]
    package let lines: [Int]

    package init(productID: String, titles: [String], lines: [Int]) {
        (self.productID, self.titles, self.lines) = (productID, titles, lines)
    }
}
