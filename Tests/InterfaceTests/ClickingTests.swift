// The mouse: what is seen is what a click does, and it is what its key does.
import Domain
import Explorer
import Interface
import Screen
import Support
import Testing

private let small = Surroundings(columns: 80, rows: 24)
private let large = Surroundings(columns: 120, rows: 36)

private func click(_ row: Int, _ column: Int, _ state: ExplorerState, _ surroundings: Surroundings = small) -> Event? {
    MouseMap.event(for: Mouse(.press, row: row, column: column), in: state, surroundings: surroundings)
}

/// The key that a hint's text names.
private func key(named name: String) -> Key? {
    switch name {
    case "Enter": .named(.enter)
    case "Esc": .named(.escape)
    case "Tab": .named(.tab)
    case "Space": .character(" ")
    case "Up": .named(.up)
    case "Down": .named(.down)
    default:
        if name.count > 1, name.hasPrefix("F"), let number = Int(name.dropFirst()) {
            .named(.function(number))
        } else if name.count == 2, name.hasPrefix("^") {
            .control(Character(name.dropFirst().lowercased()))
        } else if name.count == 1 {
            .character(Character(name))
        } else {
            nil
        }
    }
}

/// Every state whose key bar is looked at.
private func states(_ language: Language) throws -> [(String, ExplorerState)] {
    var typing = try Rehearsal(engine: FixtureEngine(), language: language)
    let picking = typing.state
    typing.send(.resized(rows: 16), .type("red mug"))
    var patch = try peppers(language)
    patch.run(.patchCursor)
    var states = [
        ("picking", picking), ("typing", typing.state), ("rows", try peppers(language).state), ("patch", patch.state),
    ]
    for action in [Action.help, .palette, .history, .health, .note, .compare, .facets, .feedback, .share, .why, .sheet]
    {
        var explorer = try peppers(language)
        explorer.run(action)
        states.append((action.rawValue, explorer.state))
    }
    return states
}

@Suite struct ClickingTests {
    /// The words of the key bar are read off the screen; their first and last column give what the key gives.
    @Test(arguments: [small, large], [Language.en, .ja]) func everyHintDoesWhatItsKeyDoes(
        on surroundings: Surroundings, language: Language
    ) throws {
        for (name, state) in try states(language) {
            let bar = surroundings.rows - 1
            let hints = keyHints(state, surroundings)
            #expect(hints.count >= (state.overlay == nil ? 4 : 1), "\(name) \(hints)")
            for hint in hints {
                let pressed = try #require(key(named: hint.key), "\(name): \(hint.key)")
                let expected = KeyMap.standard.event(for: pressed, in: state)
                #expect(expected != nil, "\(name): \(hint.key)")
                #expect(
                    click(bar, hint.columns.lowerBound, state, surroundings) == expected, "\(name): first of \(hint)")
                #expect(
                    click(bar, hint.columns.upperBound, state, surroundings) == expected, "\(name): last of \(hint)")
            }
        }
    }

    private struct Hint { var key: String, columns: ClosedRange<Int> }

    /// Runs of cells with text between gaps of two blanks.
    private func keyHints(_ state: ExplorerState, _ surroundings: Surroundings) -> [Hint] {
        let grid = draw(state, in: surroundings)
        let row = surroundings.rows - 1
        var hints: [Hint] = []
        var column = 0
        while column < grid.columns {
            guard grid[row, column].text != " " else {
                column += 1
                continue
            }
            var end = column
            while end + 1 < grid.columns,
                grid[row, end + 1].text != " " || (end + 2 < grid.columns && grid[row, end + 2].text != " ")
            {
                end += 1
            }
            let text = (column...end).map { grid[row, $0].text }.joined()
            let key = text.hasPrefix("[ ]") ? "]" : String(text.prefix { $0 != " " })
            // The first column of "[ ]" is the other bracket's own.
            hints.append(Hint(key: key, columns: (text.hasPrefix("[ ]") ? column + 2 : column)...end))
            column = end + 1
        }
        return hints
    }

    @Test func bothBracketsAreKeys() throws {
        let state = try peppers().state
        let line = draw(state, in: Surroundings(columns: 120, rows: 24)).lines[23]
        let place = try #require(line.range(of: "[ ]")).lowerBound
        let column = line.distance(from: line.startIndex, to: place)
        let wide = Surroundings(columns: 120, rows: 24)
        #expect(click(23, column, state, wide) == .run(.previousInstance))
        #expect(click(23, column + 2, state, wide) == .run(.nextInstance))
    }

    @Test func aDisabledHintSaysWhy() throws {
        var explorer = try peppers(judge: false)
        let wide = Surroundings(columns: 230, rows: 24)
        let line = draw(explorer.state, in: wide).lines[23]
        let place = try #require(line.range(of: "u undo")).lowerBound
        explorer.send(try #require(click(23, line.distance(from: line.startIndex, to: place), explorer.state, wide)))
        #expect(explorer.state.notice == .refused(.undo, .nothingToUndo))
    }

    @Test func aRowMovesTheCursorAndASecondClickIsEnter() throws {
        var explorer = try peppers()
        let place = try #require(draw(explorer.state, in: small).lines.firstIndex { $0.hasPrefix("  5 ") })
        explorer.send(try #require(click(place, 12, explorer.state)))
        #expect(explorer.state.cursor == 4)
        #expect(draw(explorer.state, in: small).lines[place].hasPrefix("> 5 "))
        #expect(click(place, 30, explorer.state) == .run(.enter))
        explorer.run(.down, .up)
        #expect(click(place, 30, explorer.state) == .point(.row(4)), "a key in between forgets the click")
    }

    @Test func everyRowOnTheScreenIsItsOwn() throws {
        for surroundings in [small, large, Surroundings(columns: 50, rows: 44)] {
            var explorer = try peppers()
            let plan = try #require(layout(explorer.state, columns: surroundings.columns, rows: surroundings.rows))
            explorer.send(.resized(rows: plan.listRows))
            explorer.run(.pageDown)
            let matches = try #require(explorer.state.answer?.matches)
            let grid = draw(explorer.state, in: surroundings)
            for row in plan.list.row..<plan.list.row + plan.list.rows {
                guard let rank = Int(grid.lines[row].dropFirst().prefix(2).filter(\.isNumber)) else { continue }
                #expect(
                    click(row, 3, explorer.state, surroundings) == .point(.row(rank - 1)), "\(matches.count) \(row)")
            }
        }
    }

    @Test func theListOfProductsIsClicked() throws {
        var explorer = try Rehearsal(engine: FixtureEngine())
        explorer.send(.resized(rows: 16), .type("#mug"))
        explorer.send(try #require(click(4, 12, explorer.state)))
        #expect(explorer.state.pickerCursor == 1 && explorer.state.focus == .rows)
        explorer.send(try #require(click(4, 12, explorer.state)))
        guard case .product? = explorer.state.chip?.subject else { return #expect(Bool(false), "nothing was picked") }
    }

    @Test func aPageSelectsAndASecondClickRuns() throws {
        var explorer = try peppers()
        explorer.run(.palette)
        let line = try #require(
            draw(explorer.state, in: small).lines.firstIndex {
                $0.contains("back to the question") || $0.contains("first row")
            })
        let first = try #require(click(line, 20, explorer.state))
        explorer.send(first)
        #expect(explorer.state.overlay != nil, "one click runs nothing")
        #expect(draw(explorer.state, in: small).lines.contains { $0.hasPrefix(">") })
        let again = try #require(draw(explorer.state, in: small).lines.firstIndex { $0.hasPrefix(">") })
        #expect(click(again, 20, explorer.state) == KeyMap.standard.event(for: .named(.enter), in: explorer.state))
    }

    @Test func theBoxTakesTheCaretAtTheClickedGrapheme() throws {
        var explorer = try Rehearsal(engine: FixtureEngine(), language: .ja)
        explorer.send(.resized(rows: 16), .type("靴 a\u{301}b 赤"))
        explorer.run(.focusRows)
        for (column, caret) in [(3, 0), (4, 0), (5, 1), (6, 2), (7, 3), (8, 4), (9, 5), (10, 5), (11, 6), (40, 6)] {
            var clicked = explorer
            clicked.send(try #require(click(1, column, explorer.state), "column \(column)"))
            #expect(clicked.state.focus == .box)
            #expect(clicked.state.box.caret == caret, "column \(column)")
        }
    }

    @Test func aScrolledBoxCountsWhatIsHidden() throws {
        var explorer = try Rehearsal(engine: FixtureEngine())
        explorer.send(.resized(rows: 16), .type(String(repeating: "0123456789", count: 12)))
        let shown = draw(explorer.state, in: small).lines[1]
        let digit = try #require(shown.dropFirst(20).first.flatMap { $0.wholeNumberValue })
        explorer.send(try #require(click(1, 20, explorer.state)))
        #expect(explorer.state.box.caret % 10 == digit)
        #expect(explorer.state.box.caret > 20)
    }

    @Test func theLineOfAPageTakesTheCaret() throws {
        var explorer = try peppers()
        explorer.run(.share)
        explorer.send(try #require(click(2, 5, explorer.state)))
        #expect(explorer.state.overlay?.line?.caret == 2)
    }

    @Test(arguments: [(80, 24), (120, 36)]) func aQueryOfTheStripIsChosen(columns: Int, rows: Int) throws {
        let surroundings = Surroundings(columns: columns, rows: rows)
        let state = try peppers().state
        let places = clickables(state, in: surroundings)
        for instance in [1, 2] {
            let place = try #require(places.first { $0.meaning == .event(.instance(instance)) }).region
            let event = click(place.row, place.column, state, surroundings)
            #expect(event == .instance(instance))
            let letter = String(InstanceReading.letter(instance))
            let text = (place.row..<place.row + place.rows).map { draw(state, in: surroundings).lines[$0] }.joined()
            #expect(text.contains(letter))
        }
    }

    @Test func thePhotoMovesThePatchCursor() throws {
        var explorer = try peppers()
        let plan = try #require(layout(explorer.state, columns: 80, rows: 24))
        #expect(click(plan.pane.row + 3, plan.pane.column + 5, explorer.state) == nil)
        explorer.run(.patchCursor)
        let size = try #require(plan.block)
        for patch in [0, 9, 63] {
            let region = size.region(of: patch)
            let row = plan.pane.row + region.row + region.rows - 1
            let column = plan.pane.column + region.column + region.columns - 1
            explorer.send(try #require(click(row, column, explorer.state)))
            #expect(explorer.state.probe.patch == patch)
        }
    }

    @Test func theTitleBarAnswers() throws {
        let state = try peppers().state
        let line = draw(state, in: small).lines[0]
        #expect(line.hasSuffix("en ?"), "\(line)")
        #expect(click(0, line.count - 1, state) == .run(.help))
        #expect(click(0, line.count - 4, state) == .run(.language))
    }

    @Test func theWheelScrollsRowsAndPages() throws {
        var explorer = try peppers()
        func wheel(_ action: Mouse.Action) -> Event? {
            MouseMap.event(for: Mouse(action, button: 0, row: 6, column: 6), in: explorer.state, surroundings: small)
        }
        explorer.run(.first)
        explorer.send(try #require(wheel(.wheelDown)), try #require(wheel(.wheelDown)))
        #expect(explorer.state.cursor == 6 && explorer.state.scroll > 0)
        explorer.send(try #require(wheel(.wheelUp)))
        #expect(explorer.state.cursor == 3)
        explorer.run(.help)
        explorer.send(try #require(wheel(.wheelDown)))
        #expect(explorer.state.overlay?.cursor == 3)
    }

    @Test func releasesAndOtherButtonsMeanNothing() throws {
        let state = try peppers().state
        for mouse in [Mouse(.release, row: 5, column: 5), Mouse(.press, button: 3, row: 5, column: 5)] {
            #expect(MouseMap.event(for: mouse, in: state, surroundings: small) == nil)
        }
    }

    @Test func theMouseIsSwitchedAndSaid() throws {
        var explorer = try peppers()
        explorer.run(.mouse)
        #expect(explorer.effects.last == .mouse(false))
        #expect(draw(explorer.state, in: small).text.contains("mouse off"))
        explorer.run(.mouse)
        #expect(explorer.effects.last == .mouse(true))
    }
}
