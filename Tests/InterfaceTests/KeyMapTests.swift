// Keys: no clashes, nothing unreachable, Japanese input methods, help that runs what it shows.
import Domain
import Explorer
import Interface
import Screen
import Support
import Testing

@Suite struct KeyMapTests {
    @Test func noKeyMeansTwoThings() {
        #expect(throws: Never.self) { try KeyMap.standard.replacing([:]) }
    }

    @Test(arguments: Action.allCases) func everyActionHasAKey(action: Action) {
        #expect(!KeyMap.standard.allNames(of: action).isEmpty)
    }

    @Test func fullWidthLettersAreStillCommands() throws {
        let explorer = try peppers()
        #expect(KeyMap.standard.event(for: .character("ｇ"), in: explorer.state) == .run(.good))
        #expect(KeyMap.standard.event(for: .character("？"), in: explorer.state) == .run(.help))
        #expect(KeyMap.standard.event(for: .character("\u{3000}"), in: explorer.state) == .run(.pin))
        #expect(KeyMap.standard.event(for: .character("」"), in: explorer.state) == .run(.nextInstance))
        #expect(KeyMap.standard.event(for: .character("２"), in: explorer.state) == .instance(2))
    }

    @Test func otherTextOnTheRowsGoesToTheBox() throws {
        let explorer = try peppers()
        #expect(KeyMap.standard.event(for: .character("靴"), in: explorer.state) == .type("靴"))
        #expect(KeyMap.standard.event(for: .paste("red mug"), in: explorer.state) == .type("red mug"))
    }

    @Test func inTheBoxLettersAreText() throws {
        var explorer = try Rehearsal(engine: FixtureEngine())
        #expect(KeyMap.standard.event(for: .character("g"), in: explorer.state) == .type("g"))
        #expect(KeyMap.standard.event(for: .character("?"), in: explorer.state) == .run(.help))
        explorer.send(.type("red"))
        #expect(KeyMap.standard.event(for: .character("?"), in: explorer.state) == .type("?"))
        #expect(KeyMap.standard.event(for: .character("ｇ"), in: explorer.state) == .type("ｇ"))
        #expect(KeyMap.standard.event(for: .named(.function(5)), in: explorer.state) == .run(.good))
        #expect(KeyMap.standard.event(for: .control("u"), in: explorer.state) == .edit(.deleteToStart))
    }

    @Test(arguments: ["undo", "元に戻す", "u"]) func helpFindsByWordAndByKeyAndEnterRunsIt(words: String) throws {
        var explorer = try peppers()
        let verdicts = explorer.state.memory.verdicts.count
        explorer.run(.help)
        explorer.send(.type(words))
        let event = try #require(KeyMap.standard.event(for: .named(.enter), in: explorer.state))
        explorer.send(event)
        #expect(explorer.state.overlay == nil)
        #expect(explorer.state.memory.verdicts.count == verdicts - 1)
    }

    @Test func aDisabledActionStaysAndSaysWhy() throws {
        var explorer = try Rehearsal(engine: FixtureEngine())
        explorer.run(.help)
        explorer.send(.type("undo the last"))
        let screen = draw(explorer.state, in: Surroundings(columns: 80, rows: 24)).text
        #expect(screen.contains("undo the last verdict, flag, note or name   not now: nothing to undo"))
        explorer.send(try #require(KeyMap.standard.event(for: .named(.enter), in: explorer.state)))
        #expect(explorer.state.notice == .refused(.undo, .nothingToUndo))
    }

    @Test func reasonsAreDigits() throws {
        var explorer = try peppers()
        explorer.run(.reason)
        #expect(KeyMap.standard.event(for: .character("２"), in: explorer.state) == .reason(.wrongRegion))
        #expect(KeyMap.standard.event(for: .character("9"), in: explorer.state) == .noKey("9"))
    }

    @Test func everyHintOfTheKeyBarIsTrue() throws {
        for explorer in [try peppers(), try Rehearsal(engine: FixtureEngine())] {
            let line = draw(explorer.state, in: Surroundings(columns: 230, rows: 24)).lines[23]
            #expect(line.contains("menu"))
        }
    }
}
