// The cursor, the photo, the pin.
import Domain
import Explorer
import Support
import Testing

@Suite struct LookingTests {
    func asked(_ words: String, engine: FixtureEngine = FixtureEngine()) throws -> Rehearsal {
        var explorer = try Rehearsal(engine: engine)
        explorer.send(.resized(rows: 5), .type(words))
        return explorer
    }

    @Test func thePaneFollowsTheCursor() throws {
        var explorer = try asked("yellow bell pepper")
        for _ in 0..<4 {
            explorer.run(.down)
            #expect(explorer.state.reading?.image == explorer.state.match?.image)
            #expect(explorer.state.shownRaster != nil)
            #expect(explorer.state.shownInstance == explorer.state.match?.instance)
        }
    }

    @Test func theMapIsThereBeforeTheReading() throws {
        var explorer = try asked("yellow bell pepper")
        explorer.holdsAnswers = true
        explorer.run(.down, .down)
        #expect(explorer.state.reading == nil)
        #expect(explorer.state.shownMap == explorer.state.match?.map)
    }

    @Test func scrollingKeepsTheCursorOnTheScreen() throws {
        var explorer = try asked("red")
        for action in [Action.down, .down, .pageDown, .last, .pageUp, .up, .first] {
            explorer.run(action)
            let state = explorer.state
            #expect(state.cursor >= state.scroll && state.cursor < state.scroll + state.pageRows, "\(action)")
        }
        #expect(explorer.state.cursor == 0)
    }

    @Test func bracketsStepThroughTheInstancesAndTheNextRowFollowsItsWinner() throws {
        var explorer = try asked("red mug")
        explorer.run(.down)
        let winner = try #require(explorer.state.shownInstance)
        explorer.run(.nextInstance)
        #expect(explorer.state.shownInstance == winner % FixtureEngine.instanceCount + 1)
        explorer.run(.previousInstance, .previousInstance)
        #expect(explorer.state.shownInstance != winner)
        explorer.run(.winner)
        #expect(explorer.state.shownInstance == winner)
        explorer.send(.instance(4))
        #expect(explorer.state.shownInstance == 4)
        explorer.run(.down)
        #expect(explorer.state.shownInstance == explorer.state.match?.instance)
    }

    @Test func viewsAndOutlineGoRound() throws {
        var explorer = try asked("red mug")
        let views = (0..<5).map { _ in
            explorer.run(.nextView)
            return explorer.state.view
        }
        #expect(views == [.heat, .owners, .numbers, .photo, .spotlight])
        let shares = (0..<6).map { _ in
            explorer.run(.outline)
            return explorer.state.outlineShare
        }
        #expect(shares == [0.7, 0.8, 0.9, 0.4, 0.5, 0.6])
    }

    @Test func aPinnedPhotoStaysAndItsMapFollowsTheWords() throws {
        var explorer = try asked("yellow bell pepper")
        explorer.run(.down)
        let image = try #require(explorer.state.shownImage)
        explorer.run(.pin)
        #expect(explorer.state.focus == .box)
        let first = try #require(explorer.state.shownMap)
        #expect(first.axis == .conditioned)
        let side = try #require(FixtureEngine.titles(in: image).first { $0 != "yellow bell pepper" })
        explorer.send(.edit(.deleteToStart), .type(side))
        #expect(explorer.state.shownImage == image)
        #expect(explorer.state.pin?.words == side)
        #expect(explorer.state.shownMap?.weights != first.weights)
        explorer.run(.down, .down)
        #expect(explorer.state.shownImage == image)
        explorer.run(.pin)
        #expect(explorer.state.shownImage == explorer.state.match?.image)
    }

    @Test func aPhotoThatCannotBePinnedSaysWhy() throws {
        var engine = FixtureEngine()
        engine.missing = ["photos/1.png"]
        var explorer = try asked("yellow bell pepper", engine: engine)
        while explorer.state.match?.image != "photos/1.png" { explorer.run(.down) }
        #expect(explorer.state.pictureFaults["photos/1.png"] != nil)
        explorer.run(.pin)
        #expect(explorer.state.pin == nil)
        guard case .problem? = explorer.state.notice else { throw Missing() }
    }

    @Test func escapeLeadsOutStepByStep() throws {
        var explorer = try asked("red mug")
        #expect(explorer.state.focus == .box)
        explorer.run(.stepBack)
        #expect(explorer.state.focus == .rows, "out of the box")
        explorer.run(.down, .enter, .stepBack)
        #expect(explorer.state.box.text == "red mug" && explorer.state.trail.isEmpty && explorer.state.focus == .rows)
        explorer.run(.pin)
        explorer.run(.stepBack)
        #expect(explorer.state.pin == nil && explorer.state.focus == .box, "words go on in the box")
    }

    /// One Esc too many must not make words of the next command keys.
    @Test func whereNothingIsLeftEscapeSaysSo() throws {
        var explorer = try asked("red mug")
        explorer.run(.down)
        explorer.run(.stepBack)
        #expect(explorer.state.focus == .rows && explorer.state.notice == .nowhereOut && explorer.state.box.text == "red mug")
        explorer.run(.newWords, .stepBack, .good)
        #expect(explorer.state.box.text == "red mug" && explorer.state.memory.verdicts.count == 1)
        explorer.run(.clearBox, .stepBack)
        #expect(explorer.state.isPicking && explorer.state.notice == .nowhereOut)
        explorer.send(.type("#mug"))
        explorer.run(.stepBack)
        #expect(explorer.state.box.isEmpty)
    }

    @Test func aHeldQueryEndsWithEscapeOrAnotherQuestion() throws {
        func held() throws -> Rehearsal {
            var explorer = try asked("red mug")
            explorer.run(.down, .sheet)
            explorer.send(.overlay(.to(1, count: 5)), .overlay(.accept))
            return explorer
        }
        var explorer = try held()
        explorer.run(.down, .score, .language)
        #expect(explorer.state.heldInstance == 2 && explorer.state.shownInstance == 2, "the same question goes on")
        explorer.send(.toggle([QueryFilter(name: "color", value: "red")]))
        #expect(explorer.state.heldInstance == 2, "a filter is not another question")
        explorer.run(.focusRows, .stepBack)
        #expect(explorer.state.heldInstance == nil && explorer.state.shownInstance == explorer.state.match?.instance)
        #expect(explorer.state.focus == .rows)
        for next in [{ $0.send(.type("blue shoe")) }, { $0.run(.enter) }] as [(inout Rehearsal) -> Void] {
            explorer = try held()
            next(&explorer)
            #expect(explorer.state.heldInstance == nil && explorer.state.chosenInstance == nil)
        }
    }

    @Test func anotherMapIsOneEscapeAway() throws {
        for action in [Action.wordsMap, .contrast, .layer] {
            var explorer = try asked("red mug")
            explorer.run(.down, action)
            explorer.send(.type("blue shoe"))
            explorer.run(.focusRows)
            #expect(explorer.state.probe.mode != .free)
            explorer.run(.stepBack)
            #expect(explorer.state.probe.mode == .free && explorer.state.focus == .rows)
        }
    }

    @Test func upFromTheFirstRowReachesTheBox() throws {
        var explorer = try asked("red mug")
        explorer.run(.down)
        #expect(explorer.state.focus == .rows && explorer.state.cursor == 0)
        explorer.run(.up)
        #expect(explorer.state.focus == .box)
    }
}
