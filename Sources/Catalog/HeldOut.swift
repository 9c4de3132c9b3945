// What training holds out of a catalog that has no `split` column: a tenth of the products, or of each product's photos,
// chosen by a hash of their names. Training and indexing both ask here, so that "the photos never seen" are the same.
import Domain

package enum HeldOut {
    /// The part that is held out.
    package static let share = 0.1

    /// Does a product id or a picture's path fall into the held-out part?
    package static func holds(_ name: String, share: Double = HeldOut.share) -> Bool {
        Double(SeededGenerator.stableHash(name) % 10_000) < share * 10_000
    }
}

extension CatalogFile {
    package var hasSplit: Bool { rows.contains { $0.split != nil } }

    /// The rows of a split.
    /// - Parameters:
    ///   - split: `train`, `test`, or nil for every row.
    ///   - unit: what a catalog without a `split` column is divided by: `product` or `photo`. A product's clean shots
    ///     and its first other photo always train.
    package func rows(of split: String?, dividedBy unit: String) -> [CatalogRow] {
        guard let split else { return rows }
        if hasSplit { return rows.filter { $0.split == split } }
        guard split == "test" || split == "train" else { return [] }
        var met: Set<String> = []
        return rows.filter { row in
            let isHeld: Bool
            if unit == "photo" {
                let isClean = isCleanShot(source: row.source)
                isHeld = !isClean && !met.insert(row.productID).inserted && HeldOut.holds(row.image)
            } else {
                isHeld = HeldOut.holds(row.productID)
            }
            return isHeld == (split == "test")
        }
    }
}
