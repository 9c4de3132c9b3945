// Whole screens against committed ones, in both languages and several sizes, and rules that hold on every size.
import Domain
import Engraving
import Explorer
import Interface
import Screen
import Support
import Testing

/// An explorer that has asked for yellow bell peppers and stands on the second row.
func peppers(_ language: Language = .en, rows: Int = 16, judge: Bool = true) throws -> Rehearsal {
    var explorer = try Rehearsal(engine: FixtureEngine(), language: language)
    explorer.send(.resized(rows: rows), .type("yellow bell pepper"))
    explorer.run(.down)
    if judge { explorer.run(.good, .bad, .up) }
    explorer.send(.idle, .saved(through: 1000))
    return explorer
}

let colourful = Theme(inks: Inks(rung: .halves, depth: .indexed))

@Suite struct ScreenTests {
    @Test func results80() throws {
        #expect(screenFault(draw(try peppers().state, in: Surroundings(columns: 80, rows: 24)), "results-80x24") == nil)
    }

    @Test func results120() throws {
        let explorer = try peppers()
        #expect(screenFault(draw(explorer.state, in: Surroundings(columns: 120, rows: 36)), "results-120x36") == nil)
    }

    @Test func resultsInJapanese() throws {
        let explorer = try peppers(.ja)
        #expect(screenFault(draw(explorer.state, in: Surroundings(columns: 80, rows: 24)), "results-80x24-ja") == nil)
        #expect(screenFault(draw(explorer.state, in: Surroundings(columns: 120, rows: 36)), "results-120x36-ja") == nil)
    }

    @Test func resultsInColour() throws {
        let grid = draw(try peppers().state, in: Surroundings(columns: 80, rows: 24, theme: colourful))
        #expect(screenFault(grid, "results-80x24-colour") == nil)
    }

    @Test func portrait() throws {
        let grid = draw(try peppers().state, in: Surroundings(columns: 50, rows: 44))
        #expect(screenFault(grid, "results-50x44") == nil)
    }

    @Test(arguments: [MapView.heat, .owners, .numbers, .photo]) func views(view: MapView) throws {
        var explorer = try peppers()
        while explorer.state.view != view { explorer.run(.nextView) }
        let grid = draw(explorer.state, in: Surroundings(columns: 80, rows: 24))
        #expect(screenFault(grid, "view-\(view.rawValue)-80x24") == nil)
    }

    @Test func picker() throws {
        var explorer = try Rehearsal(engine: FixtureEngine())
        explorer.send(.resized(rows: 16), .saved(through: 1000))
        #expect(screenFault(draw(explorer.state, in: Surroundings(columns: 80, rows: 24)), "picker-80x24") == nil)
        explorer.send(.type("#mug"))
        explorer.run(.down, .down)
        #expect(screenFault(draw(explorer.state, in: Surroundings(columns: 80, rows: 24)), "picker-mug-80x24") == nil)
    }

    @Test func pinnedPhotoWithWordsNeverSeen() throws {
        var explorer = try peppers()
        explorer.run(.pin)
        explorer.send(.edit(.deleteToStart), .type("red laptop"), .saved(through: 1000))
        #expect(screenFault(draw(explorer.state, in: Surroundings(columns: 80, rows: 24)), "pinned-80x24") == nil)
    }

    @Test func likenessWithAWayBack() throws {
        var explorer = try peppers()
        explorer.run(.enter)
        explorer.send(.saved(through: 1000))
        #expect(screenFault(draw(explorer.state, in: Surroundings(columns: 80, rows: 24)), "like-80x24") == nil)
    }

    @Test(arguments: [Action.help, .palette, .history, .health, .reason, .note]) func pages(action: Action) throws {
        var explorer = try peppers()
        explorer.run(action)
        let grid = draw(explorer.state, in: Surroundings(columns: 80, rows: 24))
        #expect(screenFault(grid, "page-\(action.rawValue)-80x24") == nil)
    }

    @Test func tooSmall() throws {
        let grid = draw(try peppers().state, in: Surroundings(columns: 20, rows: 5))
        #expect(grid.text.contains("40x10"))
        #expect(grid.caret != nil)
    }

    /// Any size, both languages, every state: nothing traps, the caret is on the screen, and the key bar is there.
    @Test func everySizeDraws() throws {
        var states = [try peppers().state, try peppers(.ja).state, try Rehearsal(engine: FixtureEngine()).state]
        var pinned = try peppers()
        pinned.run(.pin)
        var paged = try peppers()
        paged.run(.help)
        states += [pinned.state, paged.state, ExplorerState()]
        for state in states {
            for columns in Array(1...20) + Array(stride(from: 30, through: 230, by: 7)) {
                for rows in [1, 4, 9, 10, 14, 20, 24, 30, 34, 36, 50, 70] {
                    let grid = draw(state, in: Surroundings(columns: columns, rows: rows))
                    let caret = try #require(grid.caret)
                    #expect(grid.region.contains(caret), "\(columns)x\(rows) caret \(caret)")
                    if columns >= 40, rows >= 10 {
                        #expect(!grid.text(row: rows - 1).allSatisfy { $0 == " " }, "\(columns)x\(rows)")
                    }
                }
            }
        }
    }

    @Test func theCursorRowIsAlwaysShown() throws {
        for rows in [10, 14, 20, 24, 36] {
            for columns in [40, 80, 120] {
                var explorer = try peppers(judge: false)
                let plan = try #require(layout(explorer.state, columns: columns, rows: rows))
                explorer.send(.resized(rows: plan.listRows))
                for _ in 0..<30 {
                    let grid = draw(explorer.state, in: Surroundings(columns: columns, rows: rows))
                    let caret = try #require(grid.caret)
                    #expect(grid[caret.row, 0].text == ">", "\(columns)x\(rows) row \(explorer.state.cursor)")
                    explorer.run(.down)
                }
            }
        }
    }

    @Test func theCaretStandsBehindWideText() throws {
        var explorer = try Rehearsal(engine: FixtureEngine(), language: .ja)
        explorer.send(.type("靴 a"))
        let grid = draw(explorer.state, in: Surroundings(columns: 80, rows: 24))
        #expect(grid.caret == Position(row: 1, column: 3 + 4))
    }

    @Test func aLongLineScrollsToItsCaret() throws {
        var explorer = try Rehearsal(engine: FixtureEngine())
        explorer.send(.type(String(repeating: "靴 shoe ", count: 40)))
        let grid = draw(explorer.state, in: Surroundings(columns: 80, rows: 24))
        #expect(grid.caret?.row == 1)
        #expect((grid.caret?.column ?? 99) < 80)
    }

    /// The heat view on the screen says what the map says, patch by patch.
    @Test(arguments: [(80, 24), (120, 36), (50, 44), (200, 60)]) func levelsReadBack(columns: Int, rows: Int) throws {
        var explorer = try peppers()
        while explorer.state.view != .heat { explorer.run(.nextView) }
        let plan = try #require(layout(explorer.state, columns: columns, rows: rows))
        let block = try #require(plan.block)
        let map = try #require(explorer.state.shownMap)
        let expected = (0..<map.patchCount).map { Optional(map.level($0)) }
        for theme in [Theme.plain, colourful] {
            let grid = draw(explorer.state, in: Surroundings(columns: columns, rows: rows, theme: theme))
            #expect(block.levels(in: grid.lines, row: plan.pane.row, column: plan.pane.column) == expected)
        }
    }
}
