// What stands side by side on the screen stays apart, and what matters is not cut: marks, counts, titles, help of judge mode;
// the proposed name of a file; and readings that find what their kanji find.
import Domain
import Explorer
import Interface
import Screen
import Support
import Testing

@Suite struct ScreenTextTests {
    private func lines(_ explorer: Rehearsal, columns: Int = 80, rows: Int = 24) -> [String] {
        draw(explorer.state, in: Surroundings(columns: columns, rows: rows)).lines.map { String($0) }
    }

    @Test func aFoldedRowsCountStandsApartFromItsVerdict() throws {
        var explorer = try peppers(judge: false)
        explorer.run(.fold)
        explorer.run(.first, .bad)
        let text = lines(explorer).joined(separator: "\n")
        #expect(text.contains("x2 x") && !text.contains("x2x"), "\(text)")
    }

    @Test(arguments: Language.allCases) func nothingFoundHasNoPlace(language: Language) throws {
        var explorer = try Rehearsal(engine: FixtureEngine(), language: language)
        explorer.send(.type("mug color:rot"))
        #expect(explorer.state.rowCount == 0 && !lines(explorer).joined().contains("1/0"))
    }

    @Test(arguments: Language.allCases) func aHalfOfNoVerdictsIsLeftOut(language: Language) throws {
        var explorer = try peppers(language, judge: false)
        explorer.run(.bad, .feedback)
        #expect(lines(explorer)[1].hasPrefix(language == .en ? " less like 1 bad: Enter" : " 悪い 1 件から遠く: Enter"))
        explorer.send(.overlay(.accept))
        #expect(lines(explorer)[1].contains(language == .en ? "pepper - 1 bad" : "pepper - 悪い 1 件"), "\(lines(explorer)[1])")
        var good = try peppers(language, judge: false)
        good.run(.good, .feedback)
        #expect(lines(good)[1].hasPrefix(language == .en ? " more like 1 good: Enter" : " 良い 1 件に近く: Enter"))
    }

    /// What both rankings share stays in the title whatever they are called.
    @Test(arguments: Language.allCases) func theOverlapOutlastsALongQuestion(language: Language) throws {
        let overlap = language == .en ? "overlap " : "重なり "
        var sum = try peppers(language)
        sum.run(.feedback)
        sum.send(.overlay(.accept), .idle, .type("red mug"), .idle)
        var long = try Rehearsal(engine: FixtureEngine(), language: language)
        long.send(.type("a yellow bell pepper of the largest kind that anybody ever sold here"), .idle)
        long.run(.focusRows)
        long.send(.type("赤い靴"), .idle)
        for start in [sum, long] {
            var explorer = start
            explorer.run(.compare)
            for _ in 0..<4 {
                if case .words = explorer.state.comparison.side { break }
                explorer.run(.compare)
            }
            guard case .words = explorer.state.comparison.side else { return #expect(Bool(false), "no words to compare with") }
            let title = lines(explorer)[1]
            #expect(title.contains(overlap) && title.last?.isNumber == true && !title.contains("0.25:"), "\(title)")
        }
    }

    @Test(arguments: Language.allCases, [JudgeScale.binary, JudgeScale(names: ["", "", "", ""])])
    func judgeModesHelpIsReadInFull(language: Language, scale: JudgeScale) throws {
        let items = [QueueItem(query: "red mug", image: "photos/1.png", productID: "p2", title: "red mug")]
        var explorer = try Rehearsal(engine: FixtureEngine(), language: language, queue: JudgeQueue(scale: scale, items: items))
        explorer.send(.judge(.help))
        let shown = lines(explorer).joined(separator: "\n")
        let words = language == .en
            ? [
                "wrong product", "right product, wrong", "region", "right region, wrong", "attribute", "filed as", "something else",
                "duplicate", "bad photo", "mark all of these words", "quit",
            ]
            : ["商品が違う", "場所が違う", "属性が違う", "写っているが別の商品として", "登録", "重複", "写真の質が悪い", "この言葉の全件に印", "終了"]
        for word in words { #expect(shown.contains(word), "\(word):\n\(shown)") }
    }

    @Test func theProposedNameGivesWay() throws {
        var explorer = try peppers()
        func press(_ key: Key) throws { explorer.send(try #require(KeyMap.standard.event(for: key, in: explorer.state))) }
        func type(_ text: String) throws { for character in text { try press(.character(character)) } }
        explorer.run(.share)
        try type("共有.html")
        #expect(explorer.state.overlay?.line?.text == "共有.html")
        explorer.run(.share)
        try press(.named(.end))
        try type("x")
        #expect(explorer.state.overlay?.line?.text == "eclip-view.htmlx")
        explorer.run(.share)
        try press(.named(.left))
        try press(.named(.backspace))
        #expect(explorer.state.overlay?.line?.text == "eclip-view.htl")
        explorer.run(.share)
        try press(.named(.backspace))
        #expect(explorer.state.overlay?.line?.text == "")
        explorer.run(.share)
        explorer.send(.overlay(.accept))
        #expect(explorer.effects.contains(.share("eclip-view.html")))
    }

    /// Whatever the kanji find is found by their reading.
    @Test(arguments: [
        ("判定", "はんてい", "hantei"), ("前", "まえ", "mae"), ("基準", "きじゅん", "kijun"), ("次", "つぎ", "tsugi"),
        ("質問", "しつもん", "shitsumon"), ("順位", "じゅんい", "juni"), ("写真", "しゃしん", "shashin"), ("言葉", "ことば", "kotoba"),
        ("一覧", "いちらん", "ichiran"), ("区画", "くかく", "kukaku"), ("輪郭", "りんかく", "rinkaku"), ("全体", "ぜんたい", "zentai"),
        ("商品", "しょうひん", "shouhin"), ("表示", "ひょうじ", "hyouji"), ("得点", "とくてん", "tokuten"), ("場所", "ばしょ", "basho"),
        ("画面", "がめん", "gamen"), ("注目", "ちゅうもく", "chuumoku"), ("入力", "にゅうりょく", "nyuuryoku"), ("索引", "さくいん", "sakuin"),
        ("戻す", "もどす", "modosu"), ("印", "しるし", "shirushi"), ("理由", "りゆう", "riyuu"), ("担当", "たんとう", "tantou"),
        ("項目", "こうもく", "koumoku"), ("背景", "はいけい", "haikei"), ("移動", "いどう", "idou"), ("最後", "さいご", "saigo"),
    ])
    func aReadingFindsWhatItsKanjiFind(kanji: String, kana: String, letters: String) throws {
        func found(_ words: String) throws -> Set<String> {
            var explorer = try peppers(.en)
            explorer.run(.help)
            explorer.send(.type(words))
            // The rows of actions: their keys and the beginning of their sentences, in columns that follow the longest key.
            let page = lines(explorer, columns: 200, rows: 90).dropFirst(4).dropLast(2).map { $0.dropFirst(2) }
            let rows = page.filter { $0.first.map { $0 != " " } ?? false }
            return Set(rows.map { String($0.split(separator: " ").joined(separator: " ").prefix(40)) })
        }
        let all = try found(kanji)
        #expect(!all.isEmpty)
        for reading in [kana, letters] {
            let missing = all.subtracting(try found(reading))
            #expect(missing.isEmpty, "\(reading) misses \(missing)")
        }
    }
}
