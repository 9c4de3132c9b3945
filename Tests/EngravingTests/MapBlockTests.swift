// Heat, owners, numbers and the strip, cell by cell.
import Domain
import Engraving
import Screen
import Support
import Testing

@Suite struct MapBlockTests {
    @Test func blocksFitTheSpace() {
        #expect(BlockSize.fitting(rows: 8, columns: 8, inColumns: 34, inRows: 17)?.scale == 2)
        #expect(BlockSize.fitting(rows: 8, columns: 8, inColumns: 49, inRows: 24)?.scale == 3)
        #expect(BlockSize.fitting(rows: 14, columns: 14, inColumns: 34, inRows: 16)?.scale == 1)
        #expect(BlockSize.fitting(rows: 14, columns: 14, inColumns: 27, inRows: 16) == nil)
        let size = BlockSize(rows: 3, columns: 5, scale: 2)
        for row in 0..<size.cellRows {
            for column in 0..<size.cellColumns {
                let region = size.region(of: size.patch(row: row, column: column))
                #expect(region.contains(Position(row: row, column: column)))
            }
        }
        #expect((0..<15).allSatisfy { size.region(of: $0).contains(size.glyphPlace(of: $0)) })
    }

    /// Every patch's level is read back from the text of the screen, on every terminal and at every scale.
    @Test func levelsReadBackFromTheScreen() {
        let maps = [
            Fixture.map(), Fixture.map(spread: 0.3), Fixture.map(spread: 90), Fixture.map(rows: 14, columns: 14),
            Fixture.map(rows: 3, columns: 5), Fixture.map(rows: 1, columns: 1),
        ]
        for (inks, map) in Fixture.terminals.flatMap({ inks in maps.map { (inks, $0) } }) {
            for scale in 1...4 {
                let size = BlockSize(rows: map.rows, columns: map.columns, scale: scale)
                let block = Engraver(inks: inks).block(.heat, of: BlockSubject(raster: nil, map: map), size: size)
                var screen = Grid(columns: size.cellColumns + 5, rows: size.cellRows + 3)
                screen.fill(screen.region, with: Cell("@"))
                screen.blit(block.grid, row: 2, column: 4)
                let expected = (0..<map.patchCount).map { Optional(map.level($0)) }
                let lines = (0..<screen.rows).map { screen.text(row: $0) }
                #expect(size.levels(in: lines, row: 2, column: 4) == expected, "\(inks) scale \(scale)")
            }
        }
    }

    /// What is cut off at the top of the scale has a sign of its own in plain text, on every terminal and at every scale.
    @Test func aClippedPatchIsMarkedInTheText() {
        let map = Fixture.map(spread: 0.3)
        let clipped = AttentionScale.outliers(of: map)
        #expect(!clipped.isEmpty)
        for inks in Fixture.terminals {
            for scale in 1...4 {
                let size = BlockSize(rows: map.rows, columns: map.columns, scale: scale)
                let grid = Engraver(inks: inks).block(.heat, of: BlockSubject(raster: nil, map: map), size: size).grid
                let marked = (0..<map.patchCount).filter { patch in
                    let place = size.glyphPlace(of: patch)
                    return grid[place.row, place.column + 1].text == "!"
                }
                #expect(marked == clipped, "\(inks) scale \(scale)")
            }
        }
    }

    @Test func withoutColoursAPatchIsFilledWithItsGlyph() {
        let map = Fixture.map()
        let size = BlockSize(rows: 8, columns: 8, scale: 2)
        let grid = Engraver(inks: .plain).block(.heat, of: BlockSubject(raster: nil, map: map), size: size).grid
        for row in 0..<size.cellRows {
            for column in 0..<size.cellColumns {
                let level = map.level(size.patch(row: row, column: column))
                #expect(grid[row, column].text == String(AttentionScale.glyphs[level]))
            }
        }
    }

    @Test func colourOrderIsTheOrderOfLevels() {
        for inks in Fixture.terminals where inks.depth > .mono {
            let colours = (1...5).map { AttentionScale.colour(ofLevel: $0, inks: inks) }
            let brightness = colours.compactMap { $0?.look.brightness }
            #expect(brightness.count == 5)
            #expect(AttentionScale.colour(ofLevel: 0, inks: inks) == nil)
            let steps = zip(brightness, brightness.dropFirst()).map { $1 - $0 }
            #expect(steps.allSatisfy { !inks.isLight ? $0 > 8 : $0 < -8 }, "\(inks.depth) \(brightness)")
        }
    }

    @Test func outliersAreMarkedAndCounted() {
        let map = Fixture.map(spread: 0.3)
        let size = BlockSize(rows: 8, columns: 8, scale: 1)
        let block = Engraver(inks: .plain).block(.heat, of: BlockSubject(raster: nil, map: map), size: size)
        #expect(block.clipped == [map.peak])
        let place = size.glyphPlace(of: map.peak)
        #expect(block.grid[place.row, place.column] == Cell("@", style: .underline))
        #expect(AttentionScale.outliers(of: Fixture.map(spread: 9)).isEmpty)
    }

    @Test func backgroundCompetesLast() {
        let owners = OwnerMap(Fixture.readings())
        #expect(owners.owners.map(\.glyph) == ["A", "a", ".", ".", "A", "c"])
        #expect(owners.owners.map(\.instance) == [1, 1, nil, nil, 1, 3])
    }

    @Test func ownersAreLetters() {
        let subject = BlockSubject(
            raster: nil, map: Fixture.map(rows: 2, columns: 3), owners: OwnerMap(Fixture.readings()))
        let size = BlockSize(rows: 2, columns: 3, scale: 2)
        let plain = Engraver(inks: .plain).block(.owners, of: subject, size: size).grid
        #expect(plain.lines == ["AAAAaaaa .", "AAAAaaaa", " .  AAAAcccc", "    AAAAcccc"])
        let inks = Inks(rung: .halves, depth: .truecolor)
        let coloured = Engraver(inks: inks).block(.owners, of: subject, size: size).grid
        #expect(coloured.lines == [" A   a   .", "", " .   A   c", ""])
        #expect(coloured[1, 0].style.background == OwnerMap.colour(of: 1, inks: inks))
        #expect(coloured[0, 8].style.background == nil)
    }

    @Test func numbersArePercents() {
        let weights: [Float] = [0.42, 0.004, 0.056, 0.10, 0.42, 0]
        let map = AttentionMap(rows: 2, columns: 3, axis: .picture, layer: 1, frame: .whole, weights: weights)
        let subject = BlockSubject(raster: nil, map: map, outlineShare: 0.8)
        let block = Engraver(inks: .plain).block(.numbers, of: subject, size: BlockSize(rows: 2, columns: 3, scale: 2))
        #expect(block.grid.lines == ["  42   .   6", "", "  10  42   .", ""])
        #expect(block.grid[0, 3].style.emphasis == .bold)
        #expect(block.grid[0, 7].style.emphasis == [])
        let small = Engraver(inks: .plain).block(.numbers, of: subject, size: BlockSize(rows: 2, columns: 3, scale: 1))
        #expect(small.grid.lines == [" D . 6", " A D ."])
        #expect(Engraver.percent(1, width: 2) == "J" && Engraver.percent(0.09, width: 2) == "9")
        #expect(Engraver.percent(0.14, width: 2) == "A", "9 and 14 side by side would read 914")
        let tens = (1...10).map { Engraver.percent(Float($0) / 10, width: 2) }
        #expect(tens == Array("ABCDEFGHIJ").map(String.init), "10 and 90 percent are two things")
        #expect(Engraver.percent(0.14, width: 4) == "14")
        #expect(Engraver.percent(1, width: 4) == "100")
        #expect(Engraver(inks: .plain).percentTable(map).lines == [" 42  .  6", " 10 42  ."])
    }

    @Test func aTileShowsTheLargerOfTwoRows() {
        let shares: [Float] = [0, 0.6, 1.5, 3, 6, 9, 9, 0, 0.6, 0, 0, 0]
        let total = shares.reduce(0, +)
        let map = AttentionMap(
            rows: 4, columns: 3, axis: .picture, layer: 1, frame: .whole, weights: shares.map { $0 / 12 })
        #expect(total > 0)
        #expect(Engraver(inks: .plain).tile(map).lines == ["+#@", "@ ."])
        let inks = Inks(rung: .halves, depth: .truecolor)
        let tile = Engraver(inks: inks).tile(map)
        #expect(tile[0, 0] == Cell("▄", style: Style(foreground: AttentionScale.colour(ofLevel: 3, inks: inks))))
        #expect(tile[1, 1] == .blank)
        #expect(tile[0, 2].style.background == AttentionScale.colour(ofLevel: 5, inks: inks))
        #expect(Engraver(inks: .plain).tile(Fixture.map()).columns == 8)
        #expect(Engraver(inks: .plain).tile(Fixture.map()).rows == 4)
    }

    @Test func viewsWithoutAPhotoShowLevels() {
        let map = Fixture.map()
        let size = BlockSize(rows: 8, columns: 8, scale: 1)
        let subject = BlockSubject(raster: nil, map: map)
        let heat = Engraver(inks: .plain).block(.heat, of: subject, size: size)
        for view in [MapView.photo, .spotlight, .owners] {
            #expect(Engraver(inks: .plain).block(view, of: subject, size: size) == heat)
        }
    }
}
