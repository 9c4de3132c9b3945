// Photos: what each rung prints, the spotlight, the frame, and how like the photo the glyphs are.
import Domain
import Engraving
import Screen
import Support
import Testing

@Suite struct PhotoBlockTests {
    private let size = BlockSize(rows: 8, columns: 8, scale: 2)
    private let lightGlyphs = Set(" \"'`,.-_:;~")

    @Test func spotlightKeepsTheInsideAndFadesTheOutside() {
        let subject = BlockSubject(raster: Fixture.photo(), map: Fixture.map())
        let photo = Engraver(inks: .plain).block(.photo, of: subject, size: size)
        let spot = Engraver(inks: .plain).block(.spotlight, of: subject, size: size)
        #expect(spot.outline.held >= 0.6)
        for row in 0..<size.cellRows {
            for column in 0..<size.cellColumns {
                if spot.outline.inside[size.patch(row: row, column: column)] {
                    #expect(spot.grid[row, column] == photo.grid[row, column])
                } else {
                    #expect(lightGlyphs.contains(Character(spot.grid[row, column].text)))
                    #expect(spot.grid[row, column].style == .dim)
                }
            }
        }
    }

    @Test(arguments: [RGB(0, 0, 0), RGB(250, 250, 245)])
    func colouredSpotlightMovesTheOutsideToTheBackground(background: RGB) {
        let inks = Inks(rung: .halves, depth: .truecolor, background: background)
        let subject = BlockSubject(
            raster: Raster(width: 64, height: 64, red: 200, green: 100, blue: 40), map: Fixture.map())
        let spot = Engraver(inks: inks).block(.spotlight, of: subject, size: size)
        let faint = RGB(200, 100, 40).mixed(with: background, share: 0.65)
        for row in 0..<size.cellRows {
            for column in 0..<size.cellColumns {
                let isLit = spot.outline.inside[size.patch(row: row, column: column)]
                let colour = Colour.rgb(isLit ? RGB(200, 100, 40) : faint)
                #expect(spot.grid[row, column] == Cell(" ", style: Style(background: colour)))
            }
        }
    }

    /// A photo half a million times as long as high, as the screen has it: shrunk to 512 pixels, and the frame what it was.
    @Test(arguments: [true, false])
    func aThinPhotoIsDrawnInTheRoomThereIs(wide: Bool) {
        let thin = 2e-6
        let frame = wide ? Box(x: 0, y: 0.5, width: 1, height: thin) : Box(x: 0.5, y: 0, width: thin, height: 1)
        let raster = Raster(width: wide ? 512 : 1, height: wide ? 1 : 512, red: 200, green: 30, blue: 30)
        let map = Fixture.map(row: 1, column: 6, frame: frame)
        for inks in [Inks.plain, Inks(rung: .quadrants, depth: .truecolor)] {
            let engraver = Engraver(inks: inks)
            let grid = engraver.enlarged(raster, map: map, inside: map.outline(holding: 0.6).inside, inColumns: 100, inRows: 30)
            #expect(grid.rows <= 30 && grid.columns <= 100 && grid.rows >= 1 && grid.columns >= 1)
            let block = engraver.block(.spotlight, of: BlockSubject(raster: raster, map: map), size: size)
            #expect(block.grid.rows == size.cellRows)
        }
        // Its strongest patch lies beside it.
        let box = map.box()
        #expect((0...1).contains(box.x) && (0...1).contains(box.y) && box.width <= 1 && box.height <= 1)
    }

    @Test func glyphsTakeTheHueOfThePhoto() {
        let colours: [(UInt8, UInt8, UInt8, UInt8?)] = [
            (200, 30, 20, 9), (210, 190, 30, 11), (40, 150, 50, 10), (30, 160, 170, 14), (40, 50, 180, 12),
            (170, 30, 160, 13), (120, 120, 118, nil),
        ]
        for (red, green, blue, expected) in colours {
            let subject = BlockSubject(
                raster: Raster(width: 64, height: 64, red: red, green: green, blue: blue), map: Fixture.map())
            let dark = Engraver(inks: Inks(rung: .spaces, depth: .sixteen)).block(.photo, of: subject, size: size)
            #expect(dark.grid[5, 5].style.foreground == expected.map { .palette($0) })
            let plain = Engraver(inks: .plain).block(.photo, of: subject, size: size)
            #expect(plain.grid.lines == dark.grid.lines)
            #expect(plain.grid[5, 5].style == .plain)
        }
    }

    @Test func halfBlocksShowTwoColoursACell() {
        var raster = Raster(width: 8, height: 8, red: 250, green: 0, blue: 0)
        for pixel in 0..<64 where pixel / 8 % 2 == 1 {
            raster.pixels.replaceSubrange(pixel * 3..<pixel * 3 + 3, with: [0, 0, 250])
        }
        let map = Fixture.map(rows: 2, columns: 2)
        let inks = Inks(rung: .halves, depth: .truecolor)
        let size = BlockSize(rows: 2, columns: 2, scale: 2)
        let grid = Engraver(inks: inks).block(.photo, of: BlockSubject(raster: raster, map: map), size: size).grid
        let style = Style(foreground: .rgb(250, 0, 0), background: .rgb(0, 0, 250))
        for row in 0..<4 { for column in 0..<8 { #expect(grid[row, column] == Cell("▀", style: style)) } }
    }

    @Test func quadrantsSplitWhereTheQuartersDiffer() {
        var raster = Raster(width: 8, height: 8, red: 10, green: 20, blue: 30)
        for pixel in 0..<64 where (pixel % 2 == 1) && (pixel / 8 % 2 == 0) {
            raster.pixels.replaceSubrange(pixel * 3..<pixel * 3 + 3, with: [250, 240, 30])
        }
        let subject = BlockSubject(raster: raster, map: Fixture.map(rows: 2, columns: 2))
        let inks = Inks(rung: .quadrants, depth: .truecolor)
        let grid = Engraver(inks: inks).block(.photo, of: subject, size: BlockSize(rows: 2, columns: 2, scale: 1)).grid
        // Each cell sees 2 x 4 pixels: quarters of 1 x 2, of which the right ones are half bright.
        let bright = Style(foreground: .rgb(10, 20, 30), background: .rgb(130, 130, 30))
        for row in 0..<2 { for column in 0..<4 { #expect(grid[row, column] == Cell("▌", style: bright)) } }
    }

    @Test func aRungCanBeAskedFor() {
        let subject = BlockSubject(raster: Fixture.photo(), map: Fixture.map())
        for rung in GlyphRung.allCases {
            let block = Engraver(inks: Inks(rung: rung, depth: .indexed)).block(.photo, of: subject, size: size).grid
            let glyphs = Set((0..<16).flatMap { row in (0..<32).map { block[row, $0].text } })
            switch rung {
            case .ascii: #expect(glyphs.allSatisfy { $0.utf8.count == 1 } && glyphs.count > 20)
            case .spaces: #expect(glyphs == [" "])
            case .halves: #expect(glyphs.isSubset(of: [" ", "▀"]) && glyphs.contains("▀"))
            case .quadrants: #expect(glyphs.contains("▌") && glyphs.contains("▀") && glyphs.count > 5)
            }
        }
    }

    @Test func paddingIsLeftBlank() {
        let frame = Box(x: 0, y: 0.125, width: 1, height: 0.75)
        let subject = BlockSubject(
            raster: Fixture.photo(width: 192, height: 144), map: Fixture.map(frame: frame), outlineShare: 1)
        for inks in Fixture.terminals {
            let grid = Engraver(inks: inks).block(.photo, of: subject, size: size).grid
            for row in [0, 1, 14, 15] {
                #expect(
                    (0..<size.cellColumns).allSatisfy {
                        grid[row, $0].text == " " && grid[row, $0].style.background == nil
                    })
            }
            let body = (2..<14).flatMap { row in (0..<size.cellColumns).map { grid[row, $0] } }
            #expect(body.contains { $0.text != " " || $0.style.background != nil })
        }
    }

    @Test func lightTerminalsPrintTheNegative() {
        let dark = Engraver(inks: .plain)
        let light = Engraver(inks: Inks(rung: .ascii, depth: .mono, background: RGB(255, 255, 255)))
        let photo = Fixture.photo()
        var negative = photo
        negative.pixels = photo.pixels.map { 255 - $0 }
        let one = light.block(.photo, of: BlockSubject(raster: photo, map: Fixture.map()), size: size).grid
        let other = dark.block(.photo, of: BlockSubject(raster: negative, map: Fixture.map()), size: size).grid
        let same = zip(one.lines.joined(), other.lines.joined()).count { $0 == $1 }
        #expect(same > 400, "\(same) of 512")
    }

    /// Far more like the photo than a plain ramp of brightness. (`eclip-bench` compares with chafa on real photos.)
    @Test(arguments: [2, 3])
    func glyphsAreLikeThePhoto(scale: Int) {
        let photo = Fixture.photo()
        let size = BlockSize(rows: 8, columns: 8, scale: scale)
        let lines = Engraver(inks: .plain).block(
            .photo, of: BlockSubject(raster: photo, map: Fixture.map()), size: size
        )
        .grid.lines
        func likeness(_ lines: [String]) -> Double {
            Likeness.ofLines(lines, columns: size.cellColumns, rows: size.cellRows, to: photo)
        }
        let ours = likeness(lines)
        let ramp = likeness(Likeness.plainRamp(photo, columns: size.cellColumns, rows: size.cellRows))
        #expect(ours > 2 * ramp, "ours \(ours), ramp \(ramp)")
    }

    @Test func drawingsMatchTheirFiles() {
        let subject = BlockSubject(
            raster: Fixture.photo(), map: Fixture.map(), owners: OwnerMap(Fixture.readings()))
        for view in [MapView.photo, .spotlight, .heat, .numbers] {
            let block = Engraver(inks: .plain).block(view, of: subject, size: size)
            #expect(screenFault(block.grid, "\(view)-ascii") == nil)
        }
        for depth in [ColourDepth.sixteen, .indexed] {
            let inks = Inks(rung: .best(depth: depth, unicode: true, widths: .standard), depth: depth)
            let block = Engraver(inks: inks).block(.heat, of: subject, size: BlockSize(rows: 8, columns: 8, scale: 1))
            #expect(screenFault(block.grid, "heat-\(depth)") == nil)
        }
    }
}
