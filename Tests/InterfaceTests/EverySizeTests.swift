// Every page at every size: nothing falls over, nothing is drawn outside of the screen.
import Domain
import Explorer
import Interface
import Support
import Testing

@Suite struct EverySizeTests {
    private func pages() throws -> [(name: String, state: ExplorerState)] {
        var pages: [(String, ExplorerState)] = []
        func page(_ name: String, _ actions: Action...) throws {
            var explorer = try Rehearsal(engine: FixtureEngine())
            explorer.send(.type("mug"))
            explorer.run(.focusRows)
            for action in actions { explorer.run(action) }
            pages.append((name, explorer.state))
        }
        pages.append(("picker", try Rehearsal(engine: FixtureEngine(), language: .ja).state))
        try page("rows")
        try page("owners", .nextView, .nextView)
        try page("why", .why)
        try page("sheet", .sheet)
        try page("facets", .facets)
        try page("patches", .patchCursor)
        try page("help", .help)
        try page("pinned", .pin)
        return pages
    }

    @Test func nothingFallsOver() throws {
        for (name, state) in try pages() {
            for columns in [1, 20, 39, 40, 60, 79, 80, 100, 117, 118, 120, 160, 200] {
                for rows in (1...62) {
                    let grid = draw(state, in: Surroundings(columns: columns, rows: rows))
                    #expect(grid.columns == columns && grid.rows == rows, "\(name) at \(columns)x\(rows)")
                }
            }
        }
    }
}
