// What stands beside verdicts outlives a kill and follows undo: marks, flags, notes on rows without a verdict, names of filters.
import Domain
import Explorer
import Support
import Testing

@Suite struct KeptRowsTests {
    private func asked(_ words: String = "red mug") throws -> Rehearsal {
        var explorer = try Rehearsal(engine: FixtureEngine())
        explorer.send(.type(words))
        explorer.run(.down)
        return explorer
    }

    /// The same acts as a journal gives them back, with nothing said in between.
    private func killed(_ explorer: Rehearsal) throws -> Rehearsal {
        var memory = SessionMemory()
        for act in explorer.acts { memory.apply(act) }
        return try Rehearsal(engine: FixtureEngine(), opening: .restored(memory, note: nil))
    }

    @Test func marksOutliveAKill() throws {
        var explorer = try asked()
        explorer.run(.mark, .down, .mark)
        let marked = explorer.state.marked
        #expect(marked.count == 2)
        let back = try killed(explorer)
        #expect(back.state.marked == marked && back.state.subject == .text("red mug"))
        explorer.run(.unmark)
        #expect(try killed(explorer).state.marked.isEmpty)
    }

    @Test func marksOfAnotherQuestionDoNotComeBack() throws {
        var explorer = try asked()
        explorer.run(.mark, .mark)
        explorer.send(.type("blue shoe"), .idle)
        #expect(explorer.state.memory.marked.isEmpty)
        #expect(try killed(explorer).state.marked.isEmpty)
    }

    @Test func undoOfASetBringsItsMarksBackAndRedoUsesThemUp() throws {
        var explorer = try asked()
        explorer.run(.mark, .mark)
        let marked = explorer.state.marked
        explorer.run(.good)
        #expect(explorer.state.marked.isEmpty && explorer.state.memory.verdicts.count == 2)
        explorer.run(.undo)
        #expect(explorer.state.marked == marked && explorer.state.memory.verdicts.isEmpty)
        guard case .undone(2, _)? = explorer.state.notice else { Issue.record("\(String(describing: explorer.state.notice))"); return }
        #expect(try killed(explorer).state.marked == marked)
        explorer.run(.redo)
        #expect(explorer.state.marked.isEmpty && explorer.state.memory.verdicts.count == 2)
        // Undone while another question stands there, the marks stay away from its rows.
        explorer.send(.type("blue shoe"), .idle)
        explorer.run(.undo)
        #expect(explorer.state.marked.isEmpty && explorer.state.memory.marked.isEmpty)
    }

    @Test func marksStayThroughUndoOfSomethingElse() throws {
        var explorer = try asked()
        explorer.run(.good, .mark, .mark)
        let marked = explorer.state.marked
        explorer.run(.undo, .redo)
        #expect(explorer.state.marked == marked && explorer.state.memory.verdicts.count == 1)
    }

    @Test func aRowIsFlaggedAndNotedWithoutAVerdict() throws {
        var explorer = try asked()
        let match = try #require(explorer.state.match)
        explorer.run(.flag)
        #expect(explorer.state.notice == .flagged(rank: 1, true) && explorer.state.aside(of: match)?.isFlagged == true)
        explorer.run(.note)
        explorer.send(.type("ask the shop"), .overlay(.accept))
        #expect(explorer.state.notice == .rowNoted && explorer.state.memory.verdicts.isEmpty)
        let back = try killed(explorer)
        #expect(back.state.aside(of: match) == Aside(isFlagged: true, note: "ask the shop"))
        explorer.run(.undo)
        #expect(explorer.state.aside(of: match) == Aside(isFlagged: true))
        explorer.run(.undo)
        #expect(explorer.state.aside(of: match) == nil)
        explorer.run(.redo, .redo)
        // The verdict takes the note over and leaves the flag.
        explorer.run(.good)
        #expect(explorer.state.verdict(of: match)?.note == "ask the shop")
        #expect(explorer.state.aside(of: match) == Aside(isFlagged: true))
    }

    @Test func flaggedAndNotedRowsAreFoundByFilters() throws {
        var explorer = try asked()
        let first = try #require(explorer.state.match)
        explorer.run(.flag, .down, .note)
        let second = try #require(explorer.state.match)
        explorer.send(.type("look again"), .overlay(.accept))
        for (value, match) in [("flagged", first), ("noted", second)] {
            explorer.run(.newWords)
            explorer.send(.type("red mug verdict:\(value)"))
            #expect(explorer.state.answer?.matches.map(\.image) == [match.image], "\(value)")
        }
    }

    /// A verdict moves the cursor on, and the note that follows belongs to it; a moved cursor means its own row.
    @Test func aNoteBelongsToTheRowThatThePersonMeans() throws {
        var explorer = try asked()
        explorer.run(.good)
        #expect(explorer.state.notedVerdict != nil && explorer.state.verdictUnderCursor == nil)
        explorer.run(.down)
        #expect(explorer.state.notedVerdict == nil)
        #expect(explorer.state.notedKey == explorer.state.match.map { explorer.state.key(of: $0) })
    }

    @Test func aNameOfFiltersIsUndone() throws {
        var explorer = try asked("mug color:red")
        func name(_ name: String) {
            explorer.run(.nameFilters)
            explorer.send(.type(name), .overlay(.accept))
        }
        name("sale")
        explorer.send(.type("mug color:blue"))
        explorer.run(.focusRows)
        name("sale")
        #expect(explorer.state.memory.namedFilters == [NamedFilter(name: "sale", filters: "color:blue")])
        explorer.run(.undo)
        #expect(explorer.state.memory.namedFilters == [NamedFilter(name: "sale", filters: "color:red")])
        explorer.run(.undo)
        #expect(explorer.state.memory.namedFilters.isEmpty && explorer.state.obstacle(to: .undo) == .nothingToUndo)
        explorer.run(.redo)
        #expect(try killed(explorer).state.memory.namedFilters == [NamedFilter(name: "sale", filters: "color:red")])
    }

    @Test func whatIsPastedBeyondALineIsTold() throws {
        var explorer = try Rehearsal(engine: FixtureEngine())
        explorer.send(.type(String(repeating: "red mug ", count: 12_500)))
        #expect(explorer.state.notice == .cut(at: LineEditor.longest))
        #expect(explorer.state.box.characters.count == LineEditor.longest)
        let searches = explorer.effects.count
        explorer.send(.type("x"))
        #expect(explorer.effects.count == searches && explorer.state.notice == .cut(at: LineEditor.longest))
        explorer.run(.down, .note)
        explorer.send(.type(String(repeating: "靴", count: 100_000)))
        #expect(explorer.state.notice == .cut(at: LineEditor.longest))
    }
}
