// A note left with Esc is not kept and not lost.
import Domain
import Explorer
import Support
import Testing

@Suite struct NoteDraftTests {
    @Test func itComesBackForTheSameRow() throws {
        var explorer = try Rehearsal(engine: FixtureEngine())
        explorer.send(.type("red mug"))
        explorer.run(.down, .bad, .bad, .up, .note)
        explorer.send(.type("handle only"), .overlay(.close))
        #expect(explorer.state.notice == .draftKept && explorer.state.verdictUnderCursor?.note == nil)
        explorer.run(.up, .note)
        #expect(explorer.state.overlay == .note(LineEditor("")))
        explorer.send(.overlay(.close))
        explorer.run(.down, .note)
        #expect(explorer.state.overlay == .note(LineEditor("handle only")))
        explorer.send(.overlay(.accept))
        #expect(explorer.state.verdictUnderCursor?.note == "handle only")
        explorer.run(.note)
        explorer.send(.overlay(.close))
        #expect(explorer.state.notice == nil)
    }

    @Test func inJudgeModeToo() throws {
        let items = (1...2).map { QueueItem(query: "red mug", image: "photos/\($0).png", productID: "p2", title: "red mug") }
        var explorer = try Rehearsal(engine: FixtureEngine(), queue: JudgeQueue(items: items))
        explorer.send(.judge(.note), .judge(.typed("too dark")), .judge(.close))
        #expect(explorer.state.judge?.news == .draftKept)
        explorer.send(.judge(.next), .judge(.note))
        #expect(explorer.state.judge?.page == .note(LineEditor("")))
        explorer.send(.judge(.close), .judge(.previous), .judge(.note))
        #expect(explorer.state.judge?.page == .note(LineEditor("too dark")))
        explorer.send(.judge(.accept), .judge(.grade(1)))
        #expect(explorer.state.memory.verdicts.values.first?.note == "too dark")
    }
}
