// Naming the class of a product it has never seen, by the word that fits its picture best.
import Catalog
import Domain
import Evaluation
import Tensors

/// Which classes to tell apart.
package enum ClassChoice: Equatable, Sendable {
    /// Words, each the value of some column.
    case words([String])
    /// A column of the catalog and how many of its largest classes; 0 for all.
    case column(String, largest: Int)

    /// Classes of a column where no number is given.
    package static let usual = 20

    /// Reads `a,b,c`, `column:type` or `column:type:50`; nil for anything else.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        if parts.first == "column" {
            guard (2...3).contains(parts.count), !parts[1].isEmpty else { return nil }
            guard let largest = parts.count == 3 ? Int(parts[2]) : Self.usual, largest >= 0 else { return nil }
            self = .column(parts[1], largest: largest)
        } else {
            let words = text.split(separator: ",").map { $0.split(separator: " ").joined(separator: " ") }.filter { !$0.isEmpty }
            guard words.count >= 2, Set(words.map(\.folded)).count == words.count else { return nil }
            self = .words(words)
        }
    }
}

struct ZeroShot {
    let engine: SearchEngine
    let gallery: EvaluationGallery
    let catalog: CatalogFile
    let pictures: ProductPictures

    /// - Throws: `InputFault` for classes that no product asked for has.
    func figures(_ choice: ClassChoice) throws -> EvaluationReport.ZeroShot {
        let (column, classes) = try classes(choice)
        let texts = engine.model.vectors(of: classes.words)
        let known = pictures.products.filter { classes.ofQuery[$0.query] != nil }
        guard !known.isEmpty else {
            throw InputFault("--classes", "no product asked for has one of these classes", expected: "values of a column")
        }
        let truth = known.compactMap { classes.ofQuery[$0.query] }
        let global = zip(known, truth).map { product, right in best(product.global, texts) == right ? 1.0 : 0 }
        let instance = engine.model.hasInstances
            ? zip(known, truth).map { product, right in best(product.instances, texts) == right ? 1.0 : 0 } : nil
        var ci = ["global": Bootstrap.means([global])[0]]
        ci["instance"] = instance.map { Bootstrap.means([$0])[0] }
        let largest = Dictionary(grouping: truth) { $0 }.values.map(\.count).max() ?? 0
        func mean(_ hits: [Double]) -> Double { hits.reduce(0, +) / Double(hits.count) }
        return .init(
            column: column, classes: classes.words.count, products: known.count, global: mean(global),
            instance: instance.map(mean), majority: Double(largest) / Double(known.count), ci: ci)
    }

    /// The class whose text fits the best of some vectors best.
    private func best(_ vectors: [Float], _ texts: [[Float]]) -> Int {
        let fits = texts.map { text in
            stride(from: 0, to: vectors.count, by: text.count).map { dotProduct(vectors[$0..<$0 + text.count], text) }.max() ?? 0
        }
        return fits.indices.max { (fits[$0], $1) < (fits[$1], $0) } ?? 0
    }

    private struct Classes {
        var words: [String]
        /// Class of a query.
        var ofQuery: [Int: Int] = [:]
    }

    private func classes(_ choice: ClassChoice) throws -> (column: String, Classes) {
        let naming = NamingRows(catalog)
        let rows = gallery.queries.map { naming[$0.productID] }
        switch choice {
        case .words(let words):
            var classes = Classes(words: words)
            let places = Dictionary(words.enumerated().map { ($1.folded, $0) }, uniquingKeysWith: { first, _ in first })
            for (query, row) in rows.enumerated() {
                let values = [row?.category].compactMap { $0 } + (row?.facets.sorted { $0.key < $1.key }.map(\.value) ?? [])
                if let place = values.lazy.compactMap({ places[$0.folded] }).first { classes.ofQuery[query] = place }
            }
            return ("list", classes)
        case .column(let name, let largest):
            let values = rows.map { $0.flatMap { name == "category" ? $0.category : $0.facets[name] } }
            let counts = Dictionary(grouping: values.compactMap { $0 }) { $0 }.mapValues(\.count)
            let ranked = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map(\.key)
            var classes = Classes(words: largest > 0 ? Array(ranked.prefix(largest)) : ranked)
            let places = Dictionary(uniqueKeysWithValues: classes.words.enumerated().map { ($1, $0) })
            for (query, value) in values.enumerated() { if let value { classes.ofQuery[query] = places[value] } }
            return (name, classes)
        }
    }
}

extension ClassChoice {
    /// Throws `InputFault` for a column that the catalog does not have, or words that no row of it is described by: known before
    /// anything is measured.
    func check(against catalog: CatalogFile) throws {
        switch self {
        case .words(let words):
            let values = Set(catalog.rows.flatMap { [$0.category].compactMap { $0 } + $0.facets.values }.map(\.folded))
            guard words.contains(where: { values.contains($0.folded) }) else {
                throw InputFault("--classes", "no product of the catalog has one of these classes", expected: "values of a column")
            }
        case .column(let name, _):
            let facets = catalog.columns.filter {
                !["product_id", "title", "image", "source", "split", ""].contains($0) && !$0.hasPrefix("title_")
            }
            guard facets.contains(name) else {
                throw InputFault(
                    "--classes", "the catalog has no column \(name) to classify by",
                    expected: facets.isEmpty ? "a column like category" : "one of " + facets.joined(separator: ", "))
            }
        }
    }
}

/// Products like this one: same category, and the more attributes the better.
struct SimilarProducts {
    let engine: SearchEngine
    let gallery: EvaluationGallery
    let catalog: CatalogFile
    let pictures: ProductPictures

    private static let queries = 500

    /// nil where no two products share a category.
    func figures() -> EvaluationReport.Similar? {
        let products = pictures.products
        guard products.count > 1 else { return nil }
        let naming = NamingRows(catalog)
        let kinds = products.map { product in
            let row = naming[gallery.queries[product.query].productID]
            return (category: row?.category, attributes: row?.facets ?? [:])
        }
        let step = max(1, (products.count + Self.queries - 1) / Self.queries)
        let asked = Array(stride(from: 0, to: products.count, by: step))
        let grades = asked.map { one in kinds.map { likeness(kinds[one], $0) } }
        guard let global = gains(asked, grades, products.map(\.global)) else { return nil }
        return .init(
            queries: asked.count, products: products.count, global: global,
            instance: engine.model.hasInstances ? gains(asked, grades, products.map(\.central)) : nil)
    }

    private func gains(_ asked: [Int], _ grades: [[Double]], _ vectors: [[Float]]) -> EvaluationReport.Similar.Gain? {
        let size = vectors[0].count
        let all = Tensor(shape: [vectors.count, size], values: vectors.flatMap { $0 })
        let ask = Tensor(shape: [asked.count, size], values: asked.flatMap { vectors[$0] })
        let fits = Matrix.linear(ask, weight: all, bias: nil)
        let gains = asked.indices.compactMap { turn -> Double? in
            let own = asked[turn]
            let rows = bestPlaces(10, of: fits[row: turn]) { $0 != own }
            let others = grades[turn].indices.filter { $0 != own }.map { grades[turn][$0] }
            return discountedGain(of: rows.map { grades[turn][$0] }, among: others, depth: 10)
        }
        guard !gains.isEmpty else { return nil }
        return .init(ndcg10: gains.reduce(0, +) / Double(gains.count), ci: Bootstrap.means([gains]).first)
    }
}
