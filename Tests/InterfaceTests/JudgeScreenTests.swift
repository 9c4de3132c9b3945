// Judge mode's screen is blind in both languages, and its keys do what its bar says.
import Domain
import Explorer
import Interface
import Screen
import Support
import Testing

private func judging(
    _ language: Language = .en, scale: JudgeScale = .binary, versions: Bool = false
) throws -> Rehearsal {
    let items = (1...4).map {
        QueueItem(
            query: "red mug", image: "photos/\($0).png", productID: "p2", title: "red mug", rank: 83, score: 0.4321)
    }
    var queue = JudgeQueue(scale: scale, guidelines: "Only the region counts.", items: items)
    if versions {
        queue.keepsOrder = true
        queue.versions[items[0].key] = [
            JudgedVersion(rater: "ann", grade: .good, level: 3),
            JudgedVersion(rater: "太郎", grade: .bad, level: 0, reason: .wrongAttribute, note: "too dark"),
        ]
    }
    return try Rehearsal(engine: FixtureEngine(), language: language, queue: queue)
}

@Suite struct JudgeScreenTests {
    @Test(arguments: Language.allCases, [(80, 24), (120, 36), (44, 12)])
    func nothingOfTheModelShows(language: Language, size: (Int, Int)) throws {
        var explorer = try judging(language)
        let health = try FixtureEngine().health()
        let secrets = ["83", "432", "p%", health.name, health.modelSHA256, health.checkpoint, "photos/", ".png"]
        for key: Key in [.character("?"), .character("?"), .character("x"), .character("i"), .character("i"), .character("g")] {
            let text = draw(explorer.state, in: Surroundings(columns: size.0, rows: size.1)).text
            for secret in secrets where !secret.isEmpty { #expect(!text.contains(secret), "\(secret) shows") }
            if let event = KeyMap.standard.event(for: key, in: explorer.state) { explorer.send(event) }
        }
        #expect(explorer.state.memory.verdicts.count == 2)
    }

    @Test func theWordsTheTitleAndTheReasonsAreThere() throws {
        var explorer = try judging()
        explorer.send(.judge(.grade(0)))
        let text = draw(explorer.state, in: Surroundings(columns: 120, rows: 36)).text
        for words in ["red mug", "filed as", "1 of 4 done", "bad: 1 product  2 region", "g good", "x bad"] {
            #expect(text.contains(words), "\(words) is missing")
        }
    }

    @Test func digitsAreGradesOnALongScaleAndReasonsOnAShortOne() throws {
        let short = try judging(), long = try judging(scale: JudgeScale(names: ["", "", "", ""]))
        #expect(KeyMap.standard.event(for: .character("３"), in: short.state) == .judge(.reason(.wrongAttribute)))
        #expect(KeyMap.standard.event(for: .character("３"), in: long.state) == .judge(.grade(3)))
        #expect(KeyMap.standard.event(for: .character("2", .alt), in: long.state) == .judge(.reason(.wrongRegion)))
        #expect(KeyMap.standard.event(for: .character("ｗ"), in: long.state) == .judge(.bad(.wrongRegion)))
        #expect(KeyMap.standard.event(for: .named(.backspace), in: short.state) == .judge(.previous))
    }

    @Test func guidelinesAreOneKeyAway() throws {
        var explorer = try judging()
        explorer.send(try #require(KeyMap.standard.event(for: .character("i"), in: explorer.state)))
        let text = draw(explorer.state, in: Surroundings(columns: 80, rows: 24)).text
        #expect(text.contains("Only the region counts."))
    }

    @Test func screensAreTheCommittedOnes() throws {
        var bad = try judging()
        bad.send(.judge(.grade(0)))
        #expect(screenFault(draw(bad.state, in: Surroundings(columns: 80, rows: 24)), "judge-bad-80x24") == nil)
        bad.send(.judge(.skip), .judge(.flag), .judge(.history), .judge(.line(1)))
        #expect(screenFault(draw(bad.state, in: Surroundings(columns: 80, rows: 24)), "judge-history-80x24") == nil)
        var settling = try judging(.ja, scale: JudgeScale(names: ["", "", "", ""]), versions: true)
        settling.send(.judge(.box), .judge(.boxStep(rows: 1, columns: 2, extends: true)))
        #expect(screenFault(draw(settling.state, in: Surroundings(columns: 120, rows: 36)), "judge-settling-ja-120x36") == nil)
    }

    @Test func aClickOnAHintIsItsKey() throws {
        let explorer = try judging()
        let surroundings = Surroundings(columns: 80, rows: 24)
        let line = draw(explorer.state, in: surroundings).text.split(separator: "\n", omittingEmptySubsequences: false)[23]
        let column = try #require(line.range(of: "can't tell")).lowerBound
        let mouse = Mouse(.press, row: 23, column: line.distance(from: line.startIndex, to: column))
        #expect(MouseMap.event(for: mouse, in: explorer.state, surroundings: surroundings) == .judge(.cannotTell))
    }
}
