// What the small screens keep: the score bar, the pieces of a long question, what is clipped and the even share, every query's
// share of a patch, the winner in the strip; keys that mean nothing; faults in the language of the screen.
import Domain
import Explorer
import Interface
import Screen
import Support
import Testing

@Suite struct NarrowScreenTests {
    private func drawn(_ state: ExplorerState, _ columns: Int, _ rows: Int) -> Grid {
        draw(state, in: Surroundings(columns: columns, rows: rows))
    }

    @Test(arguments: [(80, 24), (120, 36), (200, 60)]) func everyRowHasItsScoreAsABar(columns: Int, rows: Int) throws {
        let lines = drawn(try peppers().state, columns, rows).lines
        let bars = lines[3...5].map { line in line.count { "━╸=".contains($0) } }
        #expect(bars[0] >= 4 && bars[0] >= bars[1] && bars[1] >= bars[2], "\(lines[3...5])")
    }

    @Test(arguments: [80, 120]) func aLongQuestionKeepsBothEndsOfItsPieces(columns: Int) throws {
        var explorer = try Rehearsal(engine: FixtureEngine())
        explorer.send(.type("yellow " + String(repeating: "bell ", count: 30) + "pepper"))
        let line = drawn(explorer.state, columns, 24).lines[1]
        #expect(line.contains("[ye") && line.contains("r]  ") && line.contains("/32"), "\(line)")
    }

    @Test(arguments: Language.allCases) func theRecipeKeepsClippingAndEvenShareWhereThereIsLittleRoom(language: Language) throws {
        var explorer = try peppers(language)
        for view in [MapView.spotlight, .heat, .numbers] {
            while explorer.state.view != view { explorer.run(.nextView) }
            for (columns, rows) in [(80, 24), (60, 40), (72, 24)] {
                let recipe = drawn(explorer.state, columns, rows).lines[rows - 2]
                #expect(recipe.contains(language == .en ? "clip" : "頭打ち"), "\(view) \(columns): \(recipe)")
                #expect(recipe.contains(language == .en ? "even" : "均等"), "\(view) \(columns): \(recipe)")
            }
        }
    }

    @Test func everyQuerysShareOfAPatchIsThereOrCounted() throws {
        var explorer = try peppers()
        var reading = try #require(explorer.state.reading)
        let first = reading.instances[1]
        reading.instances = (1...16).map { number in
            var instance = first
            instance.instance = number
            instance.owned = instance.owned.map { _ in Float(17 - number) / 136 }
            return instance
        }
        explorer.send(.reading(reading, generation: 99))
        var state = explorer.state
        state.reading = reading
        state.probe.patch = 9
        for columns in [80, 120] {
            let line = drawn(state, columns, 24).lines[19]
            let named = line.split(separator: " ").filter { $0.contains("/") && $0.first?.isLetter == true && $0.last?.isNumber == true }
            let rest = line.split(separator: " ").first { $0.hasPrefix("+") }.flatMap { Int($0.dropFirst()) } ?? 0
            #expect(named.count + rest == 16, "\(line)")
        }
    }

    @Test func thePatchUnderTheCursorIsMarkedAmongTheNumbers() throws {
        var explorer = try peppers()
        let plain = drawn(explorer.state, 200, 60)
        explorer.run(.patchCursor)
        let marked = drawn(explorer.state, 200, 60)
        let places = (0..<60).flatMap { row in (160..<200).map { (row, $0) } }.filter { row, column in
            plain[row, column].style != marked[row, column].style
        }
        #expect(places.count >= 3, "the cell of the percents")
        #expect(marked.lines.contains { $0.contains { $0 == "[" } })
    }

    @Test func theStripShowsTheWinnerAndCountsTheHidden() throws {
        var explorer = try peppers()
        var reading = try #require(explorer.state.reading)
        let first = reading.instances[1]
        let match = try #require(explorer.state.match)
        reading.instances = (1...16).map { number in
            var instance = first
            instance.instance = number
            return instance
        }
        var state = explorer.state
        state.reading = reading
        state.answer?.matches[state.cursor].instance = 16
        #expect(match.image == state.shownImage)
        let text = drawn(state, 120, 36).text
        #expect(text.contains("p*") && text.contains("+8 "), "\(text)")
    }

    // MARK: Keys that mean nothing

    @Test func aLetterThatIsNoKeyBeginsAQuestionAndASignSaysSo() throws {
        let state = try peppers().state
        func event(_ key: Character) -> Event? { KeyMap.standard.event(for: .character(key), in: state) }
        for (key, words) in [("K", "K"), ("Ｋ", "K"), ("é", "é"), ("靴", "靴"), ("ほ", "ほ"), ("#", "#"), ("＃", "#")] as [(Character, String)] {
            #expect(event(key) == .type(words), "\(key)")
        }
        for key in ["-", "ー", "−", "－"] as [Character] { #expect(event(key) == .run(.contrast), "\(key)") }
        for key in [",", "、", "。", ";", "…"] as [Character] {
            guard case .noKey? = event(key) else { Issue.record("\(key): \(String(describing: event(key)))"); continue }
        }
    }

    @Test(arguments: [(Language.en, "is no key here"), (.ja, "ここでは使えません")])
    func theAnswerNamesTheKeyEverywhere(language: Language, words: String) throws {
        var explorer = try peppers(language)
        let before = explorer.state.subject
        for action in [nil, Action.health, .reason, .compare] {
            if let action { explorer.run(action) }
            for key in [",", "、"] as [Character] {
                explorer.send(try #require(KeyMap.standard.event(for: .character(key), in: explorer.state)))
                let text = drawn(explorer.state, 80, 24).text
                #expect(text.contains(words) && text.contains(key), "\(String(describing: action)) \(key)")
            }
            explorer.send(.overlay(.close))
        }
        #expect(explorer.state.subject == before)
        let items = [QueueItem(query: "red mug", image: "photos/1.png", productID: "p2", title: "red mug")]
        var judge = try Rehearsal(engine: FixtureEngine(), language: language, queue: JudgeQueue(items: items))
        judge.send(try #require(KeyMap.standard.event(for: .character("K"), in: judge.state)))
        #expect(drawn(judge.state, 80, 24).text.contains(words))
    }

    // MARK: Faults

    @Test func faultsThatPeopleMeetAreJapaneseOnAJapaneseScreen() throws {
        var explorer = try peppers(.ja)
        let faults = [
            "x.doc: the ending says how to write it (expected .txt, .ans, .html or .svg)", "/no/x.txt: there is no folder /no",
            "/x.txt: the folder / cannot be written to", "a.png: no such file", "x: is a folder (expected a file to write)",
            "product p9: not in demo.index (expected a product_id of the index)", "s.jsonl: the session cannot be saved: No space left on device",
        ]
        for fault in faults {
            explorer.send(.shareFailed(fault))
            let line = drawn(explorer.state, 160, 24).text
            #expect(!line.contains("expected") && !line.contains("there is no") && !line.contains(fault), "\(fault)")
            #expect(line.contains("ません") || line.contains("フォルダ") || line.contains("形式"), "\(fault)")
        }
        explorer.run(.language)
        explorer.send(.shareFailed(faults[0]))
        #expect(drawn(explorer.state, 160, 24).text.contains(faults[0]))
    }
}

extension NarrowScreenTests {
    @Test(arguments: [(67, 24), (60, 20), (45, 60), (60, 40)]) func thePhotoIsThereOnNarrowScreensToo(columns: Int, rows: Int) throws {
        let state = try peppers().state
        let plan = try #require(layout(state, columns: columns, rows: rows))
        let block = try #require(plan.block)
        #expect(plan.pane.column + block.cellColumns <= columns && plan.pane.row + block.cellRows <= plan.sentenceRow)
        #expect(plan.list.rows >= 5 && plan.list.columns >= 34)
    }
}
