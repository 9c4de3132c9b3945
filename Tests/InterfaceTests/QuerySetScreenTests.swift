// The page of questions in both languages, and the place in the list beside the box.
import Domain
import Explorer
import Interface
import Screen
import Support
import Testing

@Suite struct QuerySetScreenTests {
    @Test(arguments: Language.allCases) func thePageAndThePlace(language: Language) throws {
        var explorer = try Rehearsal(engine: FixtureEngine(), language: language)
        explorer.send(.queries([.text("red mug"), .text("blue shoe")], name: "launch.txt"))
        let page = draw(explorer.state, in: Surroundings(columns: 80, rows: 24)).text
        #expect(page.contains("launch.txt") && page.contains("red mug") && page.contains("%"))
        #expect(page.contains(language == .en ? "0 of 2 questions" : "2 問中 0 問"))
        let other = language.other
        explorer.send(try #require(KeyMap.standard.event(for: .character("L"), in: explorer.state)))
        let translated = draw(explorer.state, in: Surroundings(columns: 80, rows: 24)).text
        #expect(translated.contains(other == .en ? "first: red mug" : "1 位: 赤いマグカップ"), "\(translated)")
        explorer.send(try #require(KeyMap.standard.event(for: .named(.function(12)), in: explorer.state)))
        #expect(explorer.state.language == language)
        explorer.send(.overlay(.accept), .idle)
        explorer.run(.bad)
        #expect(draw(explorer.state, in: Surroundings(columns: 80, rows: 24)).lines[1].contains("1/2"))
        explorer.run(.queries)
        let again = draw(explorer.state, in: Surroundings(columns: 80, rows: 24)).text
        let touching = try Regex("[+x*][0-9]+%"), apart = try Regex("x [0-9]+%")
        #expect(again.firstMatch(of: touching) == nil && again.firstMatch(of: apart) != nil, "\(again)")
        #expect(again.contains(language == .en ? "1 of 2 questions" : "2 問中 1 問") && again.contains("+0 x1"))
    }

    /// Four times the questions may take four times as long to draw, and the rows around the cursor are written out wherever it is.
    @Test func aLongListIsDrawnInProportion() throws {
        func seconds(_ count: Int) throws -> Double {
            var explorer = try Rehearsal(engine: FixtureEngine())
            explorer.holdsAnswers = true
            explorer.send(.queries((0..<count).map { .text("red mug \($0)") }, name: "long.txt"))
            explorer.send(.overlay(.to(count / 2, count: count)))
            let surroundings = Surroundings(columns: 80, rows: 24)
            #expect(draw(explorer.state, in: surroundings).text.contains("red mug \(count / 2)"))
            return (0..<3).map { _ in
                let start = ContinuousClock.now
                _ = draw(explorer.state, in: surroundings)
                return (ContinuousClock.now - start) / .seconds(1)
            }.min() ?? 0
        }
        let (one, four) = (try seconds(5_000), try seconds(20_000))
        #expect(four < 9 * one, "\(one) \(four)")
        #expect(four < 0.25, "a frame of \(four) s")
    }
}
