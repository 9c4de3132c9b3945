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
    /// The file as it was read; nil in an older index.
    package var stamp: FileStamp?
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

/// A picture's maps.
package struct FramedMaps: Equatable, Sendable {
    /// The part of the padded square that is the picture.
    package var frame: Box
    package var maps: StoredMaps

    package init(frame: Box, maps: StoredMaps) {
        self.frame = frame
        self.maps = maps
    }
}

/// What every listing of a product shares.
struct KnownProduct: Sendable {
    var label: ProductLabel
    var titles: [String: String]
    var category: String?
}

package struct NearestTitle: Equatable, Sendable {
    package var label: ProductLabel
    /// Titles by language, without the default one.
    package var titles: [String: String]
    package var score: Float

    package func title(in language: String) -> String { titles[language] ?? label.title }
}

extension IndexStore {
    /// Position of a picture by its path, as written or else in another Unicode form; nil when the index does not hold it.
    package func position(of path: String) throws -> Int? {
        try read { db in
            for form in path.unicodeForms {
                let id = try Int64.fetchOne(db, sql: "SELECT id FROM pictures WHERE path = ?", arguments: [form])
                if let place = id.flatMap(place) { return place }
            }
            return nil
        }
    }

    /// The path of a picture as the index writes it; nil when the index does not hold it.
    package func name(of path: String) throws -> String? {
        try position(of: path).flatMap { position in
            try read { try String.fetchOne($0, sql: "SELECT path FROM pictures WHERE id = ?", arguments: [self.ids[position]]) }
        }
    }

    /// The one picture whose file has this name; nil for none, several, or a name that is a path.
    package func position(ofNamed name: String) throws -> Int? {
        guard !name.contains("/") else { return nil }
        return try read { db in
            for end in name.unicodeForms.map({ "/" + $0 }) {
                let ids = try Int64.fetchAll(
                    db, sql: "SELECT id FROM pictures WHERE substr(path, -length(?)) = ? LIMIT 2", arguments: [end, end])
                if !ids.isEmpty { return ids.count == 1 ? place(ids[0]) : nil }
            }
            return nil
        }
    }

    /// The path that is this one behind any number of `../`; nil where there is none.
    package func path(endingIn path: String) throws -> String? {
        try read { db in
            for form in path.unicodeForms {
                let found = try String.fetchAll(
                    db, sql: "SELECT path FROM pictures WHERE substr(path, -length(?)) = ?", arguments: [form, form])
                if let match = found.first(where: { $0.withoutSteps == path }) { return match }
            }
            return nil
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

    /// Path and source of a picture.
    package func heading(of position: Int) throws -> (path: String, source: String) {
        let row = try read { db in
            try Row.fetchOne(db, sql: "SELECT path, source FROM pictures WHERE id = ?", arguments: [ids[position]]).map {
                (try $0.text(0), try $0.text(1))
            }
        }
        guard let row else { throw InputFault(path, "the index is damaged: picture \(ids[position]) has no path") }
        return row
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
            listings: try listings(position, db), stamp: try stamp(of: try row.text(0), db))
    }

    private func listings(_ position: Int, _ db: Database) throws -> [IndexedListing] {
        let listed = try db.cachedStatement(sql: "SELECT product FROM listings WHERE picture = ? ORDER BY place")
        var listings = try Int.fetchAll(listed, arguments: [ids[position]]).map { number in
            let product = try known(number, db)
            return IndexedListing(
                product: number, label: product.label, titles: product.titles, category: product.category, facets: [:])
        }
        let facets = try Row.fetchAll(
            try db.cachedStatement(sql: "SELECT product, name, value FROM facets WHERE picture = ?"),
            arguments: [ids[position]])
        // A table rather than a search: a photo may list as many products as a catalog has.
        let places = Dictionary(listings.enumerated().map { ($1.product, $0) }, uniquingKeysWith: { first, _ in first })
        for row in facets {
            guard let place = places[try row.number(0)] else { continue }
            listings[place].facets[try row.text(1)] = try row.text(2)
        }
        return listings
    }

    /// A product by its number, read once.
    private func known(_ number: Int, _ db: Database) throws -> KnownProduct {
        if let product = knownProducts.withLock({ $0[number] }) { return product }
        let statement = try db.cachedStatement(
            sql: "SELECT product_id, title, titles, category FROM products WHERE id = ?")
        guard let row = try Row.fetchOne(statement, arguments: [number]) else {
            throw InputFault(path, "the index is damaged: a picture lists product \(number), which is not there")
        }
        let product = KnownProduct(
            label: ProductLabel(productID: try row.text(0), title: try row.text(1)),
            titles: fromJSON(try row.text(2)) ?? [:], category: try row.optionalText(3))
        knownProducts.withLock { $0[number] = product }
        return product
    }

    /// The maps of a picture and its nearest titles.
    package func maps(of position: Int) throws -> IndexedMaps {
        try read { db in
            let statement = try db.cachedStatement(sql: "SELECT frame, weights, nearest FROM maps WHERE picture = ?")
            guard let row = try Row.fetchOne(statement, arguments: [ids[position]]) else { throw noMaps(position) }
            let framed = try framedMaps(row, position)
            return IndexedMaps(frame: framed.frame, maps: framed.maps, nearest: try nearest(try row.bytes(2), db))
        }
    }

    /// The maps of many pictures, without their nearest titles: what the rows of a ranking need.
    package func framedMaps(of positions: [Int]) throws -> [FramedMaps] {
        try read { db in
            let statement = try db.cachedStatement(sql: "SELECT frame, weights FROM maps WHERE picture = ?")
            return try positions.map { position in
                guard let row = try Row.fetchOne(statement, arguments: [ids[position]]) else { throw noMaps(position) }
                return try framedMaps(row, position)
            }
        }
    }

    private func framedMaps(_ row: Row, _ position: Int) throws -> FramedMaps {
        let model = summary.model
        guard let maps = StoredMaps(
                blob: try row.bytes(1), queries: model.queries, patches: model.patches, power: model.mapPower ?? 1),
            let frame = Box(stored: try row.text(0))
        else { throw noMaps(position) }
        return FramedMaps(frame: frame, maps: maps)
    }

    private func noMaps(_ position: Int) -> InputFault {
        InputFault(path, "the index is damaged: picture \(ids[position]) has no maps")
    }

    private func nearest(_ blob: [UInt8], _ db: Database) throws -> [NearestTitle?] {
        let queries = summary.model.queries
        guard blob.count == queries * 8 else { throw InputFault(path, "the index is damaged: torn nearest titles") }
        let products = numbers(in: Array(blob.prefix(queries * 4)), as: Int32.self)
        let scores = numbers(in: Array(blob.dropFirst(queries * 4)), as: Float.self)
        return try zip(products, scores).map { number, score in
            guard number >= 0 else { return nil }
            let product = try known(Int(number), db)
            return NearestTitle(label: product.label, titles: product.titles, score: score)
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

extension Box {
    /// Reads `[x,y,width,height]`, as `jsonText` writes it; a decoder would cost more than all the rest of a row.
    fileprivate init?(stored text: String) {
        let numbers = text.split { "[], ".contains($0) }.compactMap { Double($0) }
        guard numbers.count == 4, numbers.allSatisfy(\.isFinite) else { return nil }
        self.init(x: numbers[0], y: numbers[1], width: numbers[2], height: numbers[3])
    }
}
