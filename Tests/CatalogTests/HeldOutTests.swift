// The split of a catalog without a `split` column: every row is on one side, the same side whoever asks.
import Catalog
import Domain
import Foundation
import Testing

@Suite struct HeldOutTests {
    /// 60 products of one clean shot and nine other photos each.
    private func catalog(_ folder: TemporaryFolder) throws -> CatalogFile {
        var lines = ["product_id,title,image,source"]
        for product in 0..<60 {
            for photo in 0..<10 {
                let image = "\(product)-\(photo).png"
                try folder.write("", to: image)
                lines.append("p\(product),thing \(product),\(image),\(photo == 0 ? "iconic" : "natural")")
            }
        }
        return try CatalogFile.read(folder.write(lines.joined(separator: "\n"), to: "catalog.csv"))
    }

    @Test(arguments: ["product", "photo"]) func everyRowIsOnOneSide(unit: String) throws {
        let catalog = try catalog(TemporaryFolder())
        let test = catalog.rows(of: "test", dividedBy: unit), train = catalog.rows(of: "train", dividedBy: unit)
        #expect((test + train).map(\.line).sorted() == catalog.rows.map(\.line))
        #expect((20...110).contains(test.count), "about a tenth of 600 rows, not \(test.count)")
        #expect(catalog.rows(of: nil, dividedBy: unit).count == catalog.rows.count)
    }

    @Test func photosHeldOutLeaveACleanShotAndAnotherPhotoToLearnFrom() throws {
        let catalog = try catalog(TemporaryFolder())
        #expect(catalog.rows(of: "test", dividedBy: "photo").allSatisfy { $0.source == "natural" })
        let train = Dictionary(grouping: catalog.rows(of: "train", dividedBy: "photo"), by: \.productID)
        #expect(train.count == 60 && train.values.allSatisfy { $0.count >= 2 })
    }

    @Test func productsHeldOutAreHeldOutWhole() throws {
        let catalog = try catalog(TemporaryFolder())
        let test = Set(catalog.rows(of: "test", dividedBy: "product").map(\.productID))
        #expect(!test.isEmpty)
        #expect(catalog.rows(of: "train", dividedBy: "product").allSatisfy { !test.contains($0.productID) })
    }
}
