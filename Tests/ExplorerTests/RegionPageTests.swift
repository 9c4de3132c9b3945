// Photos whose query looks at one place, from the patch cursor, the blanked patches or the outline.
import Domain
import Explorer
import Support
import Testing

@Suite struct RegionPageTests {
    private func asked() throws -> Rehearsal {
        var explorer = try Rehearsal(engine: FixtureEngine())
        explorer.send(.resized(rows: 5), .type("yellow bell pepper"))
        explorer.run(.down)
        explorer.send(.idle)
        return explorer
    }

    private func question(_ explorer: Rehearsal) -> RegionQuestion? {
        for effect in explorer.effects.reversed() { if case .probe(.region(let question)) = effect { return question } }
        return nil
    }

    @Test func thePlaceIsThePatchTheBlankedOnesOrTheOutline() throws {
        var explorer = try asked()
        let map = try #require(explorer.state.shownMap), instance = try #require(explorer.state.shownInstance)
        let inside = map.outline(holding: 0.6).inside
        explorer.run(.spot)
        #expect(question(explorer) == RegionQuestion(boxes: map.grid.boxes(of: Set(inside.indices.filter { inside[$0] })), instance: instance))
        explorer.send(.overlay(.close))
        explorer.run(.patchCursor, .spot)
        #expect(question(explorer)?.boxes == map.grid.boxes(of: [map.peak]))
        explorer.send(.overlay(.close))
        explorer.run(.knockPatch)
        explorer.send(.patch(.right))
        explorer.run(.knockPatch)
        let blanked = explorer.state.blankedPatches
        explorer.run(.spot)
        #expect(blanked.count == 2 && question(explorer)?.boxes == map.grid.boxes(of: blanked))
        #expect(question(explorer)?.instance == instance, "the query that looked there before it was blanked")
        #expect(explorer.state.knockOutShown != nil, "a look at other photos keeps the list")
    }

    @Test func enterPinsThePhotoWithTheMapAndEscLeadsBack() throws {
        var explorer = try asked()
        explorer.run(.down, .spot)
        let report = try #require(explorer.state.regionReport)
        explorer.send(.overlay(.to(20, count: 24)), .overlay(.accept))
        #expect(explorer.state.pin?.image == report.rows[20].image && explorer.state.overlay == nil)
        #expect(explorer.state.shownInstance == report.question.instance && !explorer.state.mapIsOfWords)
        #expect(explorer.state.shownMap == explorer.state.reading?.instances[report.question.instance - 1].map)
        explorer.run(.stepBack)
        #expect(explorer.state.pin == nil && explorer.state.overlay?.cursor == 20)
        #expect(explorer.state.regionReport == report)
        explorer.send(.overlay(.close))
        explorer.run(.stepBack)
        #expect(explorer.state.notice == .nowhereOut && explorer.state.cursor == 1)
    }

    @Test func aPageThatIsLeftStopsTheWork() throws {
        var explorer = try asked()
        explorer.holdsAnswers = true
        explorer.run(.spot)
        explorer.send(.overlay(.close))
        #expect(explorer.effects.contains(.cancel(.region)))
        explorer.release()
        #expect(explorer.state.regionReport == nil && explorer.state.probe.region == nil, "a late answer is dropped")
        explorer.holdsAnswers = false
        explorer.run(.spot)
        #expect(explorer.state.regionReport != nil)
        explorer.send(.overlay(.close))
        #expect(explorer.effects.count { $0 == .cancel(.region) } == 1)
    }
}
