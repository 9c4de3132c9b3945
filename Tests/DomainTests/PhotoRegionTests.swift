// A place in a picture over grids of any frame, and how a part is named.
import Domain
import Testing

@Suite struct PhotoRegionTests {
    private let frames = [Box.whole, Box(x: 0, y: 0.125, width: 1, height: 0.75), Box(x: 0.2, y: 0, width: 0.6, height: 1)]

    @Test func patchesTileThePicture() {
        for frame in frames {
            let grid = PatchGrid(rows: 8, columns: 8, frame: frame)
            let boxes = grid.boxes(of: Set(0..<64))
            #expect(abs(boxes.reduce(0) { $0 + $1.area } - 1) < 1e-9)
            #expect(grid.cover(of: [.whole]).allSatisfy { $0 == 0 || abs($0 - 1) < 1e-6 })
        }
    }

    /// The upper left quarter of a wide photo is the upper left quarter of a tall one.
    @Test func aPlaceIsTheSameInEveryFrame() {
        let quarter = Box(x: 0, y: 0, width: 0.5, height: 0.5)
        for frame in frames {
            let grid = PatchGrid(rows: 8, columns: 8, frame: frame)
            let covered = zip((0..<64).map(grid.box), grid.cover(of: [quarter])).reduce(0.0) { $0 + ($1.0?.area ?? 0) * Double($1.1) }
            #expect(abs(covered - 0.25) < 1e-6, "\(frame)")
        }
        let own = PatchGrid(rows: 8, columns: 8, frame: .whole)
        #expect(own.cover(of: own.boxes(of: [9, 10])).indices(where: { $0 > 0.99 }) == [9, 10])
        #expect(PatchGrid(rows: 8, columns: 8, frame: frames[1]).box(of: 3) == nil, "padding is no picture")
    }

    @Test func partsAreNamedAsTheyAreRead() {
        for part in [PartName.outline, .query(3), .patches([PatchPlace(row: 1, column: 2), PatchPlace(row: 4, column: 4)])] {
            #expect(PartName(part.text) == part)
        }
        #expect(PartName(.patches([9, 1]), columns: 8).text == "patches:1,2;2,2")
        for bad in ["", "query", "query:0", "patches:", "patches:1", "patches:1,0", "patches:1,2;x"] { #expect(PartName(bad) == nil) }
    }
}

extension Collection {
    fileprivate func indices(where holds: (Element) -> Bool) -> [Index] { indices.filter { holds(self[$0]) } }
}
