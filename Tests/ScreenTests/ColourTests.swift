// The ladder of colours, and lines with codes.
import Screen
import Testing

@Suite struct ColourTests {
    @Test func everyRungHoldsOnlyItsOwnColours() {
        var dice = Dice(state: 3)
        for _ in 0..<2000 {
            let colour = Colour.rgb(UInt8(dice.roll(256)), UInt8(dice.roll(256)), UInt8(dice.roll(256)))
            #expect(colour.reduced(to: .truecolor) == colour)
            #expect(index(colour.reduced(to: .indexed)).map { $0 >= 16 } == true)
            #expect(index(colour.reduced(to: .sixteen)).map { $0 < 16 } == true)
            #expect(index(colour.reduced(to: .eight)).map { $0 < 8 } == true)
            #expect(colour.reduced(to: .mono) == nil)
            #expect(colour.reduced(to: .indexed)?.reduced(to: .indexed) == colour.reduced(to: .indexed))
        }
    }

    /// The palette's nearest colour by trying all 240.
    @Test func nearestOfThePaletteIsTheNearest() {
        var dice = Dice(state: 5)
        for _ in 0..<500 {
            let wanted = RGB(UInt8(dice.roll(256)), UInt8(dice.roll(256)), UInt8(dice.roll(256)))
            let best = (16...255).map { wanted.distance(to: Colour.palette(UInt8($0)).look) }.min() ?? 0
            let found = Colour.rgb(wanted).reduced(to: .indexed)?.look
            #expect(found.map { wanted.distance(to: $0) <= best + 60 } == true, "\(wanted)")
        }
    }

    private func index(_ colour: Colour?) -> Int? {
        guard case .palette(let index)? = colour else { return nil }
        return Int(index)
    }

    @Test func theTerminalsOwnColoursStay() {
        for value in UInt8(0)..<16 {
            #expect(Colour.palette(value).reduced(to: .indexed) == .palette(value))
            #expect(Colour.palette(value).reduced(to: .sixteen) == .palette(value))
            #expect(Colour.palette(value).reduced(to: .eight) == .palette(value & 7))
        }
    }

    @Test func linesCarryTheShortestCodes() {
        var grid = Grid(columns: 12, rows: 2)
        grid.put("a", row: 0, column: 0)
        grid.put("b", row: 0, column: 1, style: Style(foreground: .palette(1), emphasis: .bold))
        grid.put(
            "c", row: 0, column: 2, style: Style(foreground: .palette(1), background: .rgb(1, 2, 3), emphasis: .bold))
        grid.put("d", row: 0, column: 3)
        let line = ANSIWriter(depth: .truecolor).lines(grid)[0]
        #expect(line == "a\u{1B}[1;31mb\u{1B}[48;2;1;2;3mc\u{1B}[0md")
        #expect(ANSIWriter(depth: .indexed).lines(grid)[0] == "a\u{1B}[1;31mb\u{1B}[48;5;16mc\u{1B}[0md")
        #expect(ANSIWriter(depth: .mono).lines(grid) == ["abcd", ""])
        #expect(ANSIWriter(depth: .sixteen).lines(grid)[1] == "")
    }

    @Test func styledBlanksAtTheEndAreKept() {
        var grid = Grid(columns: 4, rows: 1)
        grid.put("  ", row: 0, column: 1, style: Style(background: .palette(9)))
        #expect(ANSIWriter(depth: .sixteen).text(grid) == " \u{1B}[101m  \u{1B}[0m\n")
    }
}
