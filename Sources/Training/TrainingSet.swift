// A catalog as training sees it: products with their photos and titles, what is held out, what must never be a
// negative. Everything here is decided before the first step and depends on the catalog and the options alone.
import Catalog
import Domain
import Foundation

/// One product with all its photos.
package struct TrainingProduct: Sendable {
    package let id: String
    package let category: String?
    /// Titles of the clean shot (or of the first row), by language. Never empty: `["en": ""]` at worst.
    package let titles: [String: String]
    package let clean: [Photo]
    package let scenes: [Photo]

    package var photos: [Photo] { clean + scenes }
}

package struct TrainingSet: Sendable {
    package private(set) var products: [TrainingProduct]
    /// Products never trained on, for calibration; with `--split-by photo` the same products by their held-out photos.
    package private(set) var heldOut: [TrainingProduct]
    /// Path of every picture, as the catalog writes it, by its place in the cache.
    package let pictures: [String]
    /// Products (by place in `products`) that a picture shows.
    let shown: [Set<Int>]
    /// Sampling weight of each product: (products of its category)^-1/2.
    package let weights: [Double]
    let titleKeys: TitleKeys
    /// For each product its category, where no title of it says so.
    package let unsaidCategory: [String?]

    /// Every title in use, for the tokenizer and the known words.
    package var allTitles: [String] {
        products.flatMap { product in
            product.titles.values.sorted() + product.photos.flatMap { $0.titles.values.sorted() }
        }
    }

    package var languages: [String] { Set(products.flatMap { $0.titles.keys }).sorted() }
    package var productCount: Int { products.count }
    package var pictureCount: Int { pictures.count }

    /// - Throws: `InputFault` when nothing is left to train on.
    package init(_ catalog: CatalogFile, splitBy: SplitUnit, name: String) throws {
        let rows = catalog.rows.filter { ($0.split ?? "train") != "test" }
        var order: [String] = [], places: [DiskPath: Int] = [:], owners: [DiskPath: String] = [:]
        for row in rows where places[DiskPath(row.image)] == nil {
            places[DiskPath(row.image)] = order.count
            owners[DiskPath(row.image)] = row.productID
            order.append(row.image)
        }
        let grouped = Self.grouped(rows)
        let share = catalog.hasSplit ? 0.04 : HeldOut.share
        var training: [TrainingProduct] = [], held: [TrainingProduct] = []
        for group in grouped {
            let product = Self.product(group, places, owners: owners)
            switch splitBy {
            case .product:
                if HeldOut.holds(product.id, share: share) { held.append(product) } else { training.append(product) }
            case .photo:
                let parts = Self.parts(of: product, order, share: share)
                training.append(parts.train)
                if let rest = parts.held { held.append(rest) }
            }
        }
        guard !training.isEmpty else {
            throw InputFault(name, "no rows to train on", expected: "rows whose split is train or empty")
        }
        if training.count < 2 {
            throw InputFault(name, "only one product to train on", expected: "at least two products to tell apart")
        }
        products = training
        // From the other end than `eclip compose --products` takes them: what chose a checkpoint is not what measures it.
        heldOut = held.sorted { SeededGenerator.stableHash($0.id) > SeededGenerator.stableHash($1.id) }
        pictures = order
        shown = Self.shown(training, pictures: order.count)
        weights = Self.weights(training)
        titleKeys = TitleKeys(training, shown: shown)
        unsaidCategory = training.map(Self.unsaidCategory)
    }

    /// Compared by letters alone: "t-shirt" says tshirt.
    private static func unsaidCategory(_ product: TrainingProduct) -> String? {
        guard let category = product.category, !category.isEmpty else { return nil }
        let word = category.folded.filter(\.isLetter)
        let isSaid = product.titles.values.contains { $0.folded.filter(\.isLetter).contains(word) }
        return isSaid ? nil : category
    }

    /// Pictures that may be studio photos: those marked so, and those not marked at all.
    package var studioCandidates: [Int] {
        let photos = (products + heldOut).flatMap(\.photos).filter { $0.isClean || $0.isUnmarked }
        return Set(photos.map(\.picture)).sorted()
    }

    /// The set with unmarked photos that have a usable cut-out taken for clean shots.
    package func composing(_ cutOuts: CutOutCache) -> TrainingSet {
        func marked(_ product: TrainingProduct) -> TrainingProduct {
            let found = product.scenes.filter { $0.isUnmarked && cutOuts.has($0.picture) }
            let places = Set(found.map(\.picture))
            return TrainingProduct(
                id: product.id, category: product.category, titles: product.titles,
                clean: product.clean + found.map { Photo(picture: $0.picture, source: "studio", titles: $0.titles) },
                scenes: product.scenes.filter { !places.contains($0.picture) })
        }
        var result = self
        result.products = products.map(marked)
        result.heldOut = heldOut.map(marked)
        return result
    }

    private static func grouped(_ rows: [CatalogRow]) -> [[CatalogRow]] {
        var order: [String] = [], groups: [String: [CatalogRow]] = [:]
        for row in rows {
            if groups[row.productID] == nil { order.append(row.productID) }
            groups[row.productID, default: []].append(row)
        }
        return order.compactMap { groups[$0] }
    }

    private static func product(
        _ rows: [CatalogRow], _ places: [DiskPath: Int], owners: [DiskPath: String]
    ) -> TrainingProduct {
        let photos = rows.compactMap { row -> Photo? in
            places[DiskPath(row.image)].map {
                Photo(
                    picture: $0, source: row.source, titles: titles(of: row), isOwn: owners[DiskPath(row.image)] == row.productID)
            }
        }
        let listing = rows.first { isCleanShot(source: $0.source) } ?? rows[0]
        let own = titles(of: listing)
        return TrainingProduct(
            id: listing.productID, category: listing.category, titles: own.isEmpty ? ["en": ""] : own,
            clean: photos.filter(\.isClean), scenes: photos.filter { !$0.isClean })
    }

    private static func titles(of row: CatalogRow) -> [String: String] {
        var all = row.titles
        all["en"] = all["en"] ?? row.title
        return all.filter { !$0.value.isEmpty }
    }

    /// Held-out photos of a product; at least one clean shot and one other photo stay in training.
    private static func parts(of product: TrainingProduct, _ pictures: [String], share: Double)
        -> (train: TrainingProduct, held: TrainingProduct?)
    {
        let held = product.scenes.dropFirst().filter { HeldOut.holds(pictures[$0.picture], share: share) }
        let heldPictures = Set(held.map(\.picture))
        let rest = product.scenes.filter { !heldPictures.contains($0.picture) }
        func with(_ clean: [Photo], _ scenes: [Photo]) -> TrainingProduct {
            TrainingProduct(
                id: product.id, category: product.category, titles: product.titles, clean: clean, scenes: scenes)
        }
        return (with(product.clean, rest), held.isEmpty ? nil : with([], Array(held)))
    }

    private static func shown(_ products: [TrainingProduct], pictures: Int) -> [Set<Int>] {
        var shown = [Set<Int>](repeating: [], count: pictures)
        for (place, product) in products.enumerated() {
            for photo in product.photos { shown[photo.picture].insert(place) }
        }
        return shown
    }

    private static func weights(_ products: [TrainingProduct]) -> [Double] {
        var counts: [String: Int] = [:]
        for product in products { counts[product.category ?? "", default: 0] += 1 }
        return products.map { 1 / Double(counts[$0.category ?? ""] ?? 1).squareRoot() }
    }
}
