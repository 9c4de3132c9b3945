// Which of a product's rows names it. Photos of one product may carry different, noisy titles; its clean shot's is the
// one to show and to ask with, whichever split that shot is in.
import Catalog
import Domain

struct NamingRows {
    private let rows: [String: CatalogRow]

    init(_ catalog: CatalogFile) {
        let clean = catalog.rows.filter { isCleanShot(source: $0.source) && !$0.title.isEmpty }
        let titled = catalog.rows.filter { !$0.title.isEmpty }
        rows = Dictionary(
            (clean + titled + catalog.rows).map { ($0.productID, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The row that names a product; nil for a product the catalog does not have.
    subscript(productID: String) -> CatalogRow? { rows[productID] }
}
