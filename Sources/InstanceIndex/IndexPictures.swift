// What an index knows of single pictures and products, read by the few when a ranking is drawn.
import Domain
import Foundation
import GRDB

/// A picture of the index.
package struct IndexedPicture: Equatable, Sendable {
    package var position: Int
    /// Relative to the index.
    package var path: String
    package var source: String
    package var split: String?
    /// In the order of the catalog's rows.
    package var listings: [IndexedListing]
}

/// A product that the catalog lists for a picture.
package struct IndexedListing: Equatable, Sendable {
    /// Number of the product in the index.
    package var product: Int
    package var label: ProductLabel
    /// Titles by language, without the default one.
    package var titles: [String: String]
    package var category: String?
    package var facets: [String: String]
}

/// A picture's maps and the title nearest to each instance.
package struct IndexedMaps: Equatable, Sendable {
    package var frame: Box
    package var maps: StoredMaps
    /// Per instance: the nearest title of the whole index and its score; nil where the index has no title.
    package var nearest: [NearestTitle?]
}

package struct NearestTitle: Equatable, Sendable {
    package var label: ProductLabel
    package var score: Float
}

extension IndexStore {
    /// Position of a picture by its path; nil when the index does not hold it.
    package func position(of path: String) throws -> Int? {
        try read { db in
            let id = try Int64.fetchOne(db, sql: "SELECT id FROM pictures WHERE path = ?", arguments: [path])
            return id.flatMap(place)
        }
    }

    /// Place of an id: ids ascend, mostly without gaps.
    func place(_ id: Int64) -> Int? {
        var low = 0
        var high = ids.count
        while low < high {
            let middle = (low + high) / 2
            if ids[middle] < id { low = middle + 1 } else { high = middle }
        }
        return low < ids.count && ids[low] == id ? low : nil
    }

    /// Pictures with their rows of the catalog, in the order asked for.
    package func pictures(_ positions: [Int]) throws -> [IndexedPicture] {
        try read { db in try positions.map { try self.picture($0, db) } }
    }

    /// The paths of all pictures, by position.
    package func paths() throws -> [String] {
        try read { try String.fetchAll($0, sql: "SELECT path FROM pictures ORDER BY id") }
    }

    /// All pictures, by position.
    package func allPictures() throws -> [IndexedPicture] { try pictures(Array(ids.indices)) }

    private func picture(_ position: Int, _ db: Database) throws -> IndexedPicture {
        let statement = try db.cachedStatement(sql: "SELECT path, source, split FROM pictures WHERE id = ?")
        guard let row = try Row.fetchOne(statement, arguments: [ids[position]]) else {
            throw InputFault(path, "the index is damaged: picture \(ids[position]) has no path")
        }
        return IndexedPicture(
            position: position, path: try row.text(0), source: try row.text(1), split: try row.optionalText(2),
            listings: try listings(position, db))
    }

    private func listings(_ position: Int, _ db: Database) throws -> [IndexedListing] {
        let statement = try db.cachedStatement(
            sql: """
                SELECT product, product_id, title, titles, category FROM listings JOIN products ON id = product
                WHERE picture = ? ORDER BY place
                """)
        var listings = try Row.fetchAll(statement, arguments: [ids[position]]).map { row in
            IndexedListing(
                product: try row.number(0), label: ProductLabel(productID: try row.text(1), title: try row.text(2)),
                titles: fromJSON(try row.text(3)) ?? [:], category: try row.optionalText(4), facets: [:])
        }
        let facets = try Row.fetchAll(
            try db.cachedStatement(sql: "SELECT product, name, value FROM facets WHERE picture = ?"),
            arguments: [ids[position]])
        for row in facets {
            let product = try row.number(0)
            guard let place = listings.firstIndex(where: { $0.product == product }) else { continue }
            listings[place].facets[try row.text(1)] = try row.text(2)
        }
        return listings
    }

    /// The maps of a picture.
    package func maps(of position: Int) throws -> IndexedMaps {
        try read { db in
            let statement = try db.cachedStatement(sql: "SELECT frame, weights, nearest FROM maps WHERE picture = ?")
            guard let row = try Row.fetchOne(statement, arguments: [ids[position]]),
                let maps = StoredMaps(
                    blob: try row.bytes(1), queries: summary.model.queries, patches: summary.model.patches),
                let frame = fromJSON(try row.text(0), as: Box.self)
            else { throw InputFault(path, "the index is damaged: picture \(ids[position]) has no maps") }
            return IndexedMaps(frame: frame, maps: maps, nearest: try nearest(try row.bytes(2), db))
        }
    }

    private func nearest(_ blob: [UInt8], _ db: Database) throws -> [NearestTitle?] {
        let queries = summary.model.queries
        guard blob.count == queries * 8 else { throw InputFault(path, "the index is damaged: torn nearest titles") }
        let products = numbers(in: Array(blob.prefix(queries * 4)), as: Int32.self)
        let scores = numbers(in: Array(blob.dropFirst(queries * 4)), as: Float.self)
        let statement = try db.cachedStatement(sql: "SELECT product_id, title FROM products WHERE id = ?")
        return try zip(products, scores).map { product, score in
            try Row.fetchOne(statement, arguments: [product]).map {
                NearestTitle(label: ProductLabel(productID: try $0.text(0), title: try $0.text(1)), score: score)
            }
        }
    }

    /// Numbers, labels and title vectors of all products that a picture lists: the title bank.
    package func titleBank() throws -> [(product: Int, label: ProductLabel, vector: [Float])] {
        try read { db in
            try Row.fetchAll(db, sql: "SELECT id, product_id, title, vector FROM products ORDER BY id").map { row in
                let vector = numbers(in: try row.bytes(3), as: Float.self)
                guard vector.count == self.summary.model.embedding else {
                    throw InputFault(self.path, "the index is damaged: a title vector of \(vector.count) numbers")
                }
                return (try row.number(0), ProductLabel(productID: try row.text(1), title: try row.text(2)), vector)
            }
        }
    }
}
