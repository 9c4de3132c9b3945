// The zoom: opens on the shown photo, follows the cursor, works with the keys of the rows, goes back with any other.
import Domain
import Engraving
import Explorer
import Interface
import Screen
import Support
import Testing

@Suite struct ZoomScreenTests {
    private let small = Surroundings(columns: 80, rows: 24)

    private func zoomed(_ language: Language = .en) throws -> Rehearsal {
        var explorer = try peppers(language, judge: false)
        explorer.run(.zoom)
        return explorer
    }

    private func press(_ key: Key, _ explorer: inout Rehearsal) throws {
        explorer.send(try #require(KeyMap.standard.event(for: key, in: explorer.state)))
    }

    @Test func itShowsThePhotoAndItsWordsAndGoesBack() throws {
        var explorer = try zoomed()
        let before = draw(try peppers(judge: false).state, in: small)
        #expect(explorer.effects.contains(.enlarge(image: explorer.state.shownImage ?? "")))
        #expect(explorer.state.zoom?.raster != nil)
        let screen = draw(explorer.state, in: small)
        #expect(screen.lines[23].contains("as b sees it") && screen.lines[23].contains("any other key: back"))
        #expect(screen.caret == Position(row: 23, column: 0))
        try press(.named(.escape), &explorer)
        #expect(explorer.state.zoom == nil)
        #expect(draw(explorer.state, in: small).lines == before.lines)
    }

    @Test func screens() throws {
        #expect(screenFault(draw(try zoomed().state, in: small), "zoom-80x24") == nil)
        let large = Surroundings(columns: 120, rows: 36, theme: colourful)
        #expect(screenFault(draw(try zoomed(.ja).state, in: large), "zoom-120x36-ja-colour") == nil)
    }

    @Test func itFollowsTheCursorAndJudges() throws {
        var explorer = try zoomed()
        let first = try #require(explorer.state.zoom?.image)
        try press(.character("j"), &explorer)
        let second = try #require(explorer.state.zoom?.image)
        #expect(second != first && second == explorer.state.match?.image)
        try press(.character("ｇ"), &explorer)
        #expect(explorer.state.memory.verdicts.count == 1)
        #expect(explorer.state.zoom?.image == explorer.state.match?.image)
        #expect(draw(explorer.state, in: small).lines[23].hasPrefix(" row 2 judged good"))
        explorer.send(
            try #require(
                MouseMap.event(
                    for: Mouse(.wheelDown, button: 0, row: 3, column: 3), in: explorer.state, surroundings: small)))
        #expect(explorer.state.zoom?.image == explorer.state.match?.image)
        explorer.send(
            try #require(
                MouseMap.event(
                    for: Mouse(.press, row: 3, column: 3), in: explorer.state, surroundings: small)))
        #expect(explorer.state.zoom == nil)
    }

    @Test func viewsAndQueriesChangeInIt() throws {
        var explorer = try zoomed()
        let before = zoomedPicture(explorer.state, in: small)
        try press(.character("m"), &explorer)
        #expect(explorer.state.view == .heat && explorer.state.zoom != nil)
        #expect(zoomedPicture(explorer.state, in: small) != before)
        try press(.character("2"), &explorer)
        #expect(explorer.state.chosenInstance == 2 && explorer.state.zoom != nil)
        #expect(draw(explorer.state, in: small).lines[23].contains("as b sees it"))
        try press(.character("w"), &explorer)
        #expect(explorer.state.zoom == nil)
    }

    /// Heat in the zoom is the pane's scale with more cells to a patch.
    @Test func levelsReadBack() throws {
        var explorer = try zoomed()
        try press(.character("m"), &explorer)
        let map = try #require(explorer.state.shownMap)
        let size = try #require(BlockSize.fitting(rows: 8, columns: 8, inColumns: 80, inRows: 23))
        let levels = size.levels(
            in: draw(explorer.state, in: small).lines, row: (23 - size.cellRows) / 2,
            column: (80 - size.cellColumns) / 2)
        #expect(levels == (0..<map.patchCount).map { Optional(map.level($0)) })
    }

    @Test func withoutAPhotoItSaysWhy() throws {
        var engine = FixtureEngine()
        engine.missing = [try #require(try peppers(judge: false).state.shownImage)]
        var explorer = try Rehearsal(engine: engine)
        explorer.send(.resized(rows: 16), .type("yellow bell pepper"))
        explorer.run(.down, .zoom)
        #expect(explorer.state.zoom == nil)
        #expect(explorer.state.notice == .refused(.zoom, .noReading))
    }

    @Test func everySizeDraws() throws {
        for view in [MapView.photo, .spotlight, .heat, .owners, .numbers] {
            var explorer = try zoomed()
            while explorer.state.view != view { try press(.character("m"), &explorer) }
            for (columns, rows) in [(40, 10), (80, 24), (57, 44), (230, 70), (41, 60)] {
                let grid = draw(explorer.state, in: Surroundings(columns: columns, rows: rows))
                #expect(grid.caret.map(grid.region.contains) == true)
                #expect(!grid.lines[rows - 1].isEmpty, "\(view) \(columns)x\(rows)")
            }
        }
    }
}
