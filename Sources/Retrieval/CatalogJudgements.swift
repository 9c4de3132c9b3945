// Judgements without raters: what is asked for is right where truth, or without it the catalog, puts a product of that
// title. Queries that name no product of the catalog have none.
import Catalog
import Domain
import Evaluation
import Files

package struct CatalogJudgements {
    let catalog: CatalogFile
    let truth: [String: [TruthInstance]]?
    let kind: DocumentKind

    package init(catalog: CatalogFile, truth: [String: [TruthInstance]]?, kind: DocumentKind) {
        (self.catalog, self.truth, self.kind) = (catalog, truth, kind)
    }

    /// - Parameters:
    ///   - queries: ids and what is asked.
    ///   - index: the index whose paths the documents are; nil keeps the catalog's.
    package func judgements(of queries: [(id: String, subject: QuerySubject)], index: String?) -> Judgements {
        let byTitle = productsByTitle()
        let documents = kind == .picture ? picturesByProduct(index) : [:]
        var grades: [String: [String: Int]] = [:]
        for query in queries {
            for product in products(of: query.subject, byTitle) {
                let found = kind == .product ? [product] : documents[product] ?? []
                for document in found { grades[query.id, default: [:]][document] = 1 }
            }
        }
        return Judgements(grades: grades, isComplete: true)
    }

    private func products(of subject: QuerySubject, _ byTitle: [String: Set<String>]) -> Set<String> {
        switch subject {
        case .text(let words): return byTitle[words.folded] ?? []
        case .product(let id):
            let titles = catalog.rows.filter { $0.productID == id }.map(\.title.folded)
            return titles.reduce(into: [id]) { $0.formUnion(byTitle[$1] ?? []) }
        case .picture: return []
        }
    }

    private func productsByTitle() -> [String: Set<String>] {
        var products: [String: Set<String>] = [:]
        for row in catalog.rows {
            for title in [row.title] + row.titles.values where !title.isEmpty {
                products[title.folded, default: []].insert(row.productID)
            }
        }
        return products
    }

    private func picturesByProduct(_ index: String?) -> [String: Set<String>] {
        let base = index.map { folder(of: $0) }
        var pictures: [String: Set<String>] = [:]
        func add(_ product: String, _ image: String) {
            let path = base.map { relativePath(catalog.path(of: image), from: $0) } ?? image
            pictures[product, default: []].insert(path)
        }
        for row in catalog.rows where truth?[row.image] == nil { add(row.productID, row.image) }
        for (image, instances) in truth ?? [:] { for instance in instances { add(instance.productID, image) } }
        return pictures
    }
}
