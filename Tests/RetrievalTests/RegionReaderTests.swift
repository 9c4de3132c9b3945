// The photos of an index by a query's weight in one place: the stored maps, added up by hand.
import Domain
import InstanceIndex
import Retrieval
import Testing

@Suite struct RegionReaderTests {
    @Test func theWeightsAreThoseOfTheStoredMaps() throws {
        let folder = try Folder()
        let engine = try Small.engine(in: folder)
        let left = Box(x: 0, y: 0, width: 0.5, height: 1)
        for instance in 1...3 {
            let report = try engine.photos(lookingAt: RegionQuestion(boxes: [left], instance: instance))
            #expect(report.rows.count == 8 && report.pictures == 8)
            #expect(report.rows.map(\.weight) == report.rows.map(\.weight).sorted(by: >))
            for row in report.rows {
                let position = try engine.index.position(of: row.image)
                let map = engine.map(try engine.index.maps(of: try #require(position)), instance: instance)
                // The photos are wider than high: columns 0 and 1 of 4 are the left half, padding and all.
                let inside = map.weights.indices.filter { $0 % 4 < 2 && map.grid.box(of: $0) != nil }
                #expect(abs(row.weight - Double(inside.reduce(0) { $0 + map.weights[$1] })) < 1e-5)
                #expect(row.product != nil)
            }
            #expect(abs(report.mean - report.rows.reduce(0) { $0 + $1.weight } / 8) < 1e-6)
        }
        let few = try engine.photos(lookingAt: RegionQuestion(boxes: [left], instance: 1), top: 3)
        #expect(few.rows == Array(try engine.photos(lookingAt: RegionQuestion(boxes: [left], instance: 1)).rows.prefix(3)))
    }

    @Test func aWholePictureHoldsEverything() throws {
        let folder = try Folder()
        let engine = try Small.engine(in: folder)
        let report = try engine.photos(lookingAt: RegionQuestion(boxes: [.whole], instance: 2))
        #expect(report.rows.allSatisfy { $0.weight <= 1.0001 && $0.weight > 0.3 })
    }

    @Test func aQueryThatIsNotThereIsNamedAndWorkIsCancelled() throws {
        let folder = try Folder()
        let engine = try Small.engine(in: folder)
        #expect(throws: InputFault.self) { try engine.photos(lookingAt: RegionQuestion(boxes: [.whole], instance: 4)) }
        #expect(throws: CancellationError.self) {
            try engine.photos(lookingAt: RegionQuestion(boxes: [.whole], instance: 1), isCancelled: { true })
        }
    }
}
