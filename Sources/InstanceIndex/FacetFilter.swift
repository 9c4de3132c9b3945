// Filters over what the catalog files products under. A picture stays where one of its products meets every condition: a
// red shoe is one product that is red and a shoe, not a shoe beside something red.
import Domain
import GRDB

/// What filters leave of an index: products in pictures.
package struct FilteredGallery: Equatable, Sendable {
    /// Pictures that show at least one product that is left.
    package let pictures: PictureSet
    /// Products left, by the picture's position.
    private let products: [Int: Set<Int>]

    init(_ products: [Int: Set<Int>], capacity: Int) {
        self.products = products
        pictures = PictureSet(products.keys, capacity: capacity)
    }

    /// Is a product (by its number) of a picture left?
    package func shows(_ product: Int, in picture: Int) -> Bool { products[picture]?.contains(product) ?? false }
}

extension Facets {
    /// Names that are no column of the catalog.
    private static let ownNames = ["id", "source", "split", "title"]

    /// Every name that a filter may use, in order.
    package func filterNames() throws -> [String] { Set(try columns() + Self.ownNames).sorted() }

    /// The products in pictures that meet every filter; nil where there is none to meet.
    /// - Throws: `InputFault` for a name that the catalog does not have, with those it has.
    package func gallery(meeting filters: [QueryFilter]) throws -> FilteredGallery? {
        guard !filters.isEmpty else { return nil }
        let names = Dictionary(try filterNames().map { ($0.folded, $0) }, uniquingKeysWith: { first, _ in first })
        for filter in filters where names[filter.name] == nil {
            let near = filter.name.nearest(among: names.values.sorted()).map { "; did you mean \($0)?" } ?? ""
            throw InputFault(
                "filter \(filter.name)", "no such column in this catalog" + near,
                expected: "one of " + names.values.sorted().joined(separator: ", "))
        }
        return try store.read { db in
            let whole = try Self.listings(db)
            var left = whole
            for group in Self.alternatives(filters) {
                let met = try group.reduce(into: Set<Listing>()) { met, filter in
                    met.formUnion(try Self.meeting(filter, column: names[filter.name] ?? filter.name, among: whole, db))
                }
                left = group[0].isNegated ? left.subtracting(met) : left.intersection(met)
            }
            var products: [Int: Set<Int>] = [:]
            for listing in left {
                guard let place = store.place(listing.picture) else { continue }
                products[place, default: []].insert(Int(listing.product))
            }
            return FilteredGallery(products, capacity: store.pictureCount)
        }
    }

    /// What is doubtful about filters, and which of them leaves nothing where nothing is left.
    /// - Throws: `InputFault` for a name that the catalog does not have.
    package func doubts(about filters: [QueryFilter]) throws -> [FilterDoubt] {
        guard !filters.isEmpty else { return [] }
        let columns = try columns().map { FacetColumn(name: $0, counts: try counts($0)) }
        let doubts = filters.compactMap { FilterDoubt($0, columns: columns) }
        guard try gallery(meeting: filters)?.pictures.count == 0 else { return doubts }
        let isSaid = doubts.contains { if case .value(let filter, _) = $0 { !filter.isNegated } else { false } }
        return isSaid ? doubts : doubts + (try emptying(filters).map { [$0] } ?? [])
    }

    /// The first filters, in the order typed, that leave none of what those before them leave.
    private func emptying(_ filters: [QueryFilter]) throws -> FilterDoubt? {
        var before: [QueryFilter] = [], left = store.pictureCount
        for group in Self.alternatives(filters) {
            let now = try gallery(meeting: before + group)?.pictures.count ?? left
            if now == 0 { return .nothingLeft(by: group, of: left, before: before) }
            (before, left) = (before + group, now)
        }
        return nil
    }

    /// Filters of which one must hold: values of one column are alternatives, as in every shop. Words of titles and bounds
    /// are not: `price:>10 price:<20` is a range.
    private static func alternatives(_ filters: [QueryFilter]) -> [[QueryFilter]] {
        var groups: [[QueryFilter]] = []
        for filter in filters {
            let place = groups.firstIndex {
                $0[0].name == filter.name && !$0[0].isNegated && !filter.isNegated && filter.name != "title"
                    && $0[0].comparison == .equal && filter.comparison == .equal
            }
            if let place { groups[place].append(filter) } else { groups.append([filter]) }
        }
        return groups
    }

    /// Every column with the pictures that each value would leave beside the filters on other columns.
    /// - Parameter most: values of a column, the most frequent; a column of more is a name rather than a property, and a
    ///   screen goes over all of them at every key.
    /// - Throws: `InputFault` for a name that the catalog does not have.
    package func table(under filters: [QueryFilter], most: Int = 300) throws -> [FacetColumn] {
        try columns().map { column in
            let others = filters.filter { $0.name != column.folded || $0.isNegated }
            let counts = try counts(column, among: try gallery(meeting: others)?.pictures)
            return FacetColumn(name: column, counts: Array(counts.prefix(most)))
        }
    }

    /// A product in a picture, by their ids.
    private struct Listing: Hashable {
        var picture: Int64
        var product: Int64
    }

    private static func listings(_ db: Database) throws -> Set<Listing> {
        try listings(db, "SELECT picture, product FROM listings", [])
    }

    private static func listings(_ db: Database, _ sql: String, _ arguments: StatementArguments) throws -> Set<Listing> {
        var found: Set<Listing> = []
        let rows = try Row.fetchCursor(db, sql: sql, arguments: arguments)
        while let row = try rows.next() { found.insert(Listing(picture: try row.id(0), product: try row.id(1))) }
        return found
    }

    private static func meeting(
        _ filter: QueryFilter, column: String, among whole: Set<Listing>, _ db: Database
    ) throws -> Set<Listing> {
        switch column {
        case "title": return try ofProducts(filter, "SELECT id, title || char(10) || titles FROM products", whole, db)
        case "id": return try ofProducts(filter, "SELECT id, product_id FROM products", whole, db)
        case "category": return try ofProducts(filter, "SELECT id, category FROM products WHERE category IS NOT NULL", whole, db)
        case "source", "split":
            let rows = try Row.fetchAll(db, sql: "SELECT id, \(column) FROM pictures WHERE \(column) IS NOT NULL")
            let pictures = Set(try rows.filter { filter.isMet(by: try $0.text(1)) }.map { try $0.id(0) })
            return whole.filter { pictures.contains($0.picture) }
        default: return try ofFacet(filter, column, db)
        }
    }

    private static func ofProducts(
        _ filter: QueryFilter, _ sql: String, _ whole: Set<Listing>, _ db: Database
    ) throws -> Set<Listing> {
        let products = Set(try Row.fetchAll(db, sql: sql).filter { filter.isMet(by: try $0.text(1)) }.map { try $0.id(0) })
        return whole.filter { products.contains($0.product) }
    }

    /// The few values of a column are compared here, so that folding is the same everywhere and the index on them serves.
    private static func ofFacet(_ filter: QueryFilter, _ column: String, _ db: Database) throws -> Set<Listing> {
        let values = try String.fetchAll(db, sql: "SELECT DISTINCT value FROM facets WHERE name = ?", arguments: [column])
        return try values.filter(filter.isMet).reduce(into: []) { found, value in
            found.formUnion(
                try listings(db, "SELECT picture, product FROM facets WHERE name = ? AND value = ?", [column, value]))
        }
    }
}
