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

    /// Nobody leaves before a kill: what is written is in the journal as soon as the keys rest.
    @Test func whatIsBeingWrittenOutlivesAKill() throws {
        var explorer = try Rehearsal(engine: FixtureEngine())
        explorer.send(.type("red mug"))
        explorer.run(.down, .bad, .up, .note)
        explorer.send(.type("handle"), .idle)
        let acts = explorer.acts.count
        explorer.send(.idle)
        #expect(explorer.acts.count == acts, "an act for every change, none for a rest")
        explorer.send(.type(" only"), .idle)
        #expect(explorer.acts.count == acts + 1)
        #expect(explorer.state.memory.done.count == 1 && explorer.state.verdictUnderCursor?.note == nil)
        var again = try Rehearsal(engine: FixtureEngine(), opening: .restored(explorer.state.memory, note: nil))
        again.send(.type("red mug"))
        again.run(.down, .note)
        #expect(again.state.overlay == .note(LineEditor("handle only")))
        again.send(.overlay(.accept), .idle)
        #expect(again.state.verdictUnderCursor?.note == "handle only" && again.state.memory.asides.isEmpty)

        var judge = try judging()
        judge.send(.judge(.note), .judge(.typed("too dark")), .idle)
        var back = try judging(.restored(judge.state.memory, note: nil))
        back.send(.judge(.note))
        #expect(back.state.judge?.page == .note(LineEditor("too dark")))
    }

    private func judging(_ opening: Opening = .picker) throws -> Rehearsal {
        let items = (1...3).map { QueueItem(query: "red mug", image: "photos/\($0).png", productID: "p2", title: "red mug") }
        return try Rehearsal(engine: FixtureEngine(), opening: opening, queue: JudgeQueue(items: items, keepsOrder: true))
    }

    @Test func whatWasBegunIsThereAfterLeaving() throws {
        var explorer = try judging()
        explorer.send(.judge(.grade(1)), .judge(.note), .judge(.typed("left with Esc")), .judge(.close), .judge(.next))
        explorer.send(.judge(.note), .judge(.typed("cut off by Ctrl-C")))
        explorer.run(.quit)
        #expect(explorer.state.memory.verdicts.count == 1 && explorer.state.memory.done.count == 1, "a draft is nothing to undo")
        var again = try judging(.restored(explorer.state.memory, note: nil))
        again.send(.judge(.note))
        #expect(again.state.judge?.page == .note(LineEditor("left with Esc")), "the next open pair after the last verdict")
        again.send(.judge(.close), .judge(.next), .judge(.note))
        #expect(again.state.judge?.page == .note(LineEditor("cut off by Ctrl-C")))
        again.send(.judge(.close), .judge(.grade(1)))
        #expect(again.state.memory.verdicts.values.allSatisfy { $0.note == nil }, "what was not kept belongs to no verdict")
        again.send(.judge(.note), .judge(.accept))
        again.run(.quit)
        let last = try judging(.restored(again.state.memory, note: nil))
        #expect(last.state.memory.asides.values.compactMap(\.draft) == ["cut off by Ctrl-C"], "a note that was kept is no draft")
    }
}
