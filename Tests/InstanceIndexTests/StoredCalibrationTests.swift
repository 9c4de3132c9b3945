// An index keeps the chance that was fitted on it, and what products are filed under; one without it opens as before.
import Domain
import InstanceIndex
import Testing

@Suite struct StoredCalibrationTests {
    @Test func aFitIsKept() throws {
        let folder = try Folder()
        let plan = smallPlan(), builder = try IndexBuilder(at: folder.file("a.index"), plan: plan)
        try builder.add(builder.missing().map { encoded($0, plan) })
        let fit = Calibration(bias: -3, scoreWeight: 5, gapWeight: 0, unseenWeight: -1, photosWeight: 0.5)
        #expect(try builder.finish(calibration: fit).calibration == fit)
        #expect(try IndexStore(at: folder.file("a.index")).summary.calibration == fit)
        try buildSmallIndex(at: folder.file("b.index"))
        let without = try IndexStore(at: folder.file("b.index")).summary
        #expect(without.calibration == nil)
        #expect(try without.digest == IndexStore(at: folder.file("a.index")).summary.digest, "the vectors are the same")
    }

    @Test func whatWasEncodedIsReadBackInPieces() throws {
        let folder = try Folder()
        let plan = smallPlan(), builder = try IndexBuilder(at: folder.file("a.index"), plan: plan)
        let pictures = try builder.missing().dropLast().map { encoded($0, plan) }
        try builder.add(pictures, skipping: [9: "gone"])
        var read: [EncodedInstances] = [], pieces: [Int] = []
        try builder.readBack(4) { piece in
            read += piece
            pieces.append(piece.count)
        }
        #expect(pieces == [4, 4, 1])
        #expect(read == pictures.map { EncodedInstances(position: $0.position, instances: $0.instances, fits: $0.fits) })
    }

    @Test func productsAreFiledUnderTheirTitlesAndPhotos() throws {
        let folder = try Folder()
        let plan = smallPlan()
        try buildSmallIndex(at: folder.file("a.index"), plan: plan)
        let index = try IndexStore(at: folder.file("a.index"))
        for number in plan.products.indices {
            let filing = try #require(try index.filing(of: number))
            #expect(filing.title == plan.products[number].vector)
            #expect(filing.photos == plan.pictures.count { $0.listings.contains { $0.product == number } })
            #expect(try index.filing(of: number) == filing)
        }
        #expect(try index.filing(of: 99) == nil)
    }
}
