// What a catalog files its pictures under, counted: the values that a filter can name.

/// How many pictures have a value in a column.
package struct FacetCount: Equatable, Sendable {
    package var value: String
    package var pictures: Int

    package init(value: String, pictures: Int) {
        self.value = value
        self.pictures = pictures
    }
}

/// A column of the catalog with its values, the most frequent first.
package struct FacetColumn: Equatable, Sendable {
    package var name: String
    package var counts: [FacetCount]

    package init(name: String, counts: [FacetCount]) {
        self.name = name
        self.counts = counts
    }
}
