// Products of an index, for the picker and for search by product; facets, for counts and filters.
import Domain
import Foundation
import GRDB

extension IndexStore {
    /// All products that a picture of the index shows, in the order of the catalog.
    package func products() throws -> [Product] { try products(where: "1") }

    /// A product by its id; nil when no picture shows it.
    package func product(id: String) throws -> Product? {
        try products(where: "product_id = ?", [id]).first
    }

    /// Positions of the pictures that list a product; empty for an id that no picture shows.
    package func positions(ofProduct id: String) throws -> [Int] {
        let sql = "SELECT picture FROM listings JOIN products ON id = product WHERE product_id = ? ORDER BY picture"
        return try read { try Int64.fetchAll($0, sql: sql, arguments: [id]).compactMap(place) }
    }

    /// What a product is filed under, read once; nil for one without a title.
    package func filing(of number: Int) throws -> Filing? {
        if let known = knownFilings.withLock({ $0[number] }) { return known }
        let sql = "SELECT vector, (SELECT count(*) FROM listings WHERE product = id) FROM products WHERE id = ? AND title != ''"
        let row = try read { db in
            try Row.fetchOne(db, sql: sql, arguments: [number]).map { (try $0.bytes(0), try $0.number(1)) }
        }
        guard let row else { return nil }
        let filing = Filing(title: numbers(in: row.0, as: Float.self), photos: row.1)
        knownFilings.withLock { $0[number] = filing }
        return filing
    }

    private func products(where condition: String, _ arguments: StatementArguments = []) throws -> [Product] {
        // The cleanest picture is the first by (clean shot or not, path): a prefix makes that one minimum.
        let sql = """
            SELECT product_id, title, titles, category, count(*),
                min(CASE WHEN source IN ('studio', 'iconic') THEN '0' ELSE '1' END || path)
            FROM products JOIN listings ON listings.product = products.id
            JOIN pictures ON pictures.id = listings.picture
            WHERE \(condition) GROUP BY products.id ORDER BY products.id
            """
        return try read { db in
            try Row.fetchAll(db, sql: sql, arguments: arguments).map { row in
                Product(
                    label: ProductLabel(productID: try row.text(0), title: try row.text(1)),
                    titles: fromJSON(try row.text(2)) ?? [:],
                    category: try row.optionalText(3), pictures: try row.number(4),
                    cover: String(try row.text(5).dropFirst()))
            }
        }
    }
}

/// A product as the index has filed it.
package struct Filing: Equatable, Sendable {
    /// Unit vector of the default title.
    package let title: [Float]
    /// Photos that list it.
    package let photos: Int
}

/// Counts and filters by the columns of the catalog (`category` and `source` among them).
package struct Facets: Sendable {
    let store: IndexStore

    package init(_ store: IndexStore) { self.store = store }

    /// The columns that have values.
    package func columns() throws -> [String] {
        try store.read { db in
            let extra = try String.fetchAll(db, sql: "SELECT DISTINCT name FROM facets ORDER BY name")
            let category = try Int.fetchOne(db, sql: "SELECT count(*) FROM products WHERE category IS NOT NULL") ?? 0
            return (category > 0 ? ["category"] : []) + ["source"] + extra
        }
    }

    /// Values of a column with their pictures, the most frequent first.
    /// - Parameter allowed: the pictures that count; nil for all.
    package func counts(_ column: String, among allowed: PictureSet? = nil) throws -> [FacetCount] {
        if let allowed { return try counted(column, among: allowed) }
        return try store.read { db in
            try Row.fetchAll(
                db,
                sql: """
                    SELECT value, count(DISTINCT picture) AS pictures FROM (\(Self.source(of: column)))
                    GROUP BY value ORDER BY pictures DESC, value
                    """, arguments: Self.arguments(column)
            ).map { FacetCount(value: try $0.text(0), pictures: try $0.number(1)) }
        }
    }

    private func counted(_ column: String, among allowed: PictureSet) throws -> [FacetCount] {
        let pairs = try store.read { db in
            try Row.fetchAll(
                db, sql: "SELECT DISTINCT picture, value FROM (\(Self.source(of: column)))", arguments: Self.arguments(column)
            ).map { (picture: try $0.id(0), value: try $0.text(1)) }
        }
        let shown = pairs.filter { pair in store.place(pair.picture).map(allowed.contains) ?? false }
        return Dictionary(grouping: shown, by: \.value).map { FacetCount(value: $0, pictures: $1.count) }
            .sorted { ($1.pictures, $0.value) < ($0.pictures, $1.value) }
    }

    /// The pictures that have a value in a column.
    package func pictures(where column: String, is value: String) throws -> PictureSet {
        try store.read { db in
            let ids = try Int64.fetchAll(
                db, sql: "SELECT DISTINCT picture FROM (\(Self.source(of: column))) WHERE value = ?",
                arguments: Self.arguments(column) + [value])
            return PictureSet(ids.compactMap(store.place), capacity: store.pictureCount)
        }
    }

    private static func source(of column: String) -> String {
        switch column {
        case "category":
            return """
                SELECT picture, category AS value FROM listings JOIN products ON id = product
                WHERE category IS NOT NULL
                """
        case "source": return "SELECT id AS picture, source AS value FROM pictures"
        default: return "SELECT picture, value FROM facets WHERE name = ?"
        }
    }

    private static func arguments(_ column: String) -> StatementArguments {
        column == "category" || column == "source" ? [] : [column]
    }
}
