// Grids hold their shape whatever is written: every continuation follows its wide cell, nothing outside is touched,
// and the difference of two grids turns one into the other.
import Screen
import Support
import Testing

/// Is every wide cell followed by its continuation, and every continuation preceded by one?
func isWhole(_ grid: Grid) -> Bool {
    for row in 0..<grid.rows {
        for column in 0..<grid.columns {
            let cell = grid[row, column]
            let followed = column + 1 < grid.columns && grid[row, column + 1].isContinuation
            if (cell.width == 2) != followed { return false }
            if cell.isContinuation && (column == 0 || grid[row, column - 1].width != 2) { return false }
        }
    }
    return true
}

/// A small generator with a fixed seed, so that failures repeat.
struct Dice {
    var state: UInt64
    mutating func roll(_ sides: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % sides
    }
}

func randomGrid(_ dice: inout Dice, columns: Int = 9, rows: Int = 3) -> Grid {
    var grid = Grid(columns: columns, rows: rows)
    for _ in 0..<dice.roll(12) {
        let text = (0..<1 + dice.roll(3)).map { _ in awkward[dice.roll(awkward.count)] }.joined()
        let style = dice.roll(3) == 0 ? Style.bold : Style(foreground: .palette(UInt8(dice.roll(256))))
        grid.put(text, row: dice.roll(rows + 2) - 1, column: dice.roll(columns + 4) - 2, style: style)
    }
    return grid
}

@Suite struct GridTests {
    @Test func putsWholeGraphemesInsideItsLimits() {
        for text in awkwardStrings(upTo: 2) {
            for column in 0...5 {
                for limit in 0...6 {
                    var grid = Grid(columns: 5, rows: 1)
                    let end = grid.put(text, row: 0, column: column, limit: limit)
                    let room = max(0, min(limit, 5 - column))
                    #expect(end == column + TextWidth.standard.columns(of: TextWidth.standard.cut(text, to: room)))
                    #expect(isWhole(grid))
                }
            }
        }
    }

    @Test func overwritingHalfAWideCharacterLeavesABlank() {
        var grid = Grid(columns: 4, rows: 1)
        grid.put("靴靴", row: 0, column: 0)
        grid.put("x", row: 0, column: 1)
        #expect(grid.text(row: 0) == " x靴")
        grid.put("y", row: 0, column: 2)
        #expect(grid.text(row: 0) == " xy ")
    }

    @Test func staysWholeUnderRandomWriting() {
        var dice = Dice(state: 7)
        for _ in 0..<500 {
            var grid = randomGrid(&dice)
            grid.blit(randomGrid(&dice, columns: 4, rows: 2), row: dice.roll(5) - 2, column: dice.roll(12) - 3)
            let region = Region(
                row: dice.roll(4) - 1, column: dice.roll(10) - 2, rows: dice.roll(4), columns: dice.roll(5))
            if dice.roll(3) == 0 { grid.fill(region, with: Cell("#")) }
            #expect(isWhole(grid))
            #expect(isWhole(grid.cropped(to: region)))
            #expect((0..<grid.rows).allSatisfy { TextWidth.standard.columns(of: grid.text(row: $0)) == grid.columns })
        }
    }

    @Test func differenceTurnsOneGridIntoTheOther() {
        var dice = Dice(state: 11)
        for _ in 0..<500 {
            let old = randomGrid(&dice)
            let new = randomGrid(&dice)
            var painted = old
            for run in new.difference(from: old) {
                #expect(run.cells.first?.isContinuation == false)
                for (offset, cell) in run.cells.enumerated() where !cell.isContinuation {
                    painted.set(cell, row: run.row, column: run.column + offset)
                }
            }
            #expect(painted == new)
            #expect(new.difference(from: new).isEmpty)
            #expect(new.difference(from: nil).count == new.rows)
        }
    }

    @Test func fieldsAreCutAndPadded() {
        var grid = Grid(columns: 12, rows: 2)
        grid.fill(grid.region, with: Cell("."))
        grid.put("黄色いパプリカ", row: 0, column: 1, width: 8, ellipsis: "…")
        grid.put("7", row: 1, column: 1, width: 4, alignment: .trailing)
        #expect(grid.lines == [".黄色い… ...", ".   7......."])
    }

    @Test func dumpMatchesItsFile() {
        var grid = Grid(columns: 16, rows: 3)
        grid.put("/ 黄色い bell", row: 0, column: 0, style: .bold)
        grid.put("▀▀", row: 1, column: 2, style: Style(foreground: .rgb(255, 170, 0), background: .palette(4)))
        grid.put("end ", row: 2, column: 0)
        grid.caret = Position(row: 0, column: 12)
        #expect(screenFault(grid, "dump") == nil)
    }

    @Test func aMissingScreenFileIsAFault() {
        if !isRecordingScreens {
            #expect(screenFault(Grid(columns: 2, rows: 1), "no-such-screen")?.contains("is missing") == true)
        }
        #expect(lineDifferences(expected: "a\nb", found: "a\nc") == "2 expected b\n2 found    c")
    }
}
