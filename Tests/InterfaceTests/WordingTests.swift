// What the screen calls things: one name for one thing, one punctuation, rows named, and actions found by other words.
import Domain
import Engraving
import Explorer
import Interface
import Screen
import Support
import Testing

private func text(_ explorer: Rehearsal, _ columns: Int = 80, _ rows: Int = 24, plain: Bool = true) -> String {
    draw(explorer.state, in: Surroundings(columns: columns, rows: rows, theme: plain ? Theme(inks: .plain) : colourful)).text
}

@Suite struct WordingTests {
    @Test func aMapHasOneNameInJapanese() throws {
        var explorer = try peppers(.ja)
        var seen = ""
        for _ in 0..<5 {
            explorer.run(.nextView)
            seen += text(explorer, 120, 36, plain: false) + text(explorer)
        }
        explorer.run(.help)
        seen += text(explorer, 120, 90)
        explorer.run(.why)
        seen += text(explorer, 120, 36)
        for name in ["注目図", "熱図", "地図", "の図", "持ち主", "切り捨て", "学習にない", "読み方"] {
            #expect(!seen.contains(name), "\(name)")
        }
        for name in ["注目マップ", "ヒートマップ", "スポットライト", "担当クエリ", "16 倍で頭打ち"] {
            #expect(seen.contains(name), "\(name)")
        }
    }

    /// A warning is a fact: it is said in the language of the moment, on the health page and in the line of news alike.
    @Test func warningsAreSaidInTheLanguageOfTheScreen() throws {
        var explorer = try peppers(judge: false)
        var health = explorer.state.health
        health.warnings = [
            .missing(3, of: 20), .unreadable(2), .leftOut(1, of: 9), .cutShort(4), .globalOnly,
            .unlike(model: "demo", trait: "edges", here: 0.51234, trained: 0.1),
        ]
        explorer.send(.health(health))
        explorer.run(.health)
        let english = text(explorer, 120, 60)
        for words in ["3 of 20 picture files are missing", "4 picture files end early", "edges 0.512 here, 0.1 in training"] {
            #expect(english.contains(words), "\(words)")
        }
        explorer.run(.language, .health)
        let japanese = text(explorer, 120, 60)
        for words in ["写真 20 枚のうち 3 枚のファイルが見つかりません", "読めなかった写真が 2 枚", "途中で切れている写真が 4 枚", "輪郭の量 は 0.512", "全体ベクトルだけ"] {
            #expect(japanese.contains(words), "\(words)")
        }
        #expect(!japanese.contains("pictures") && !japanese.contains("missing"))
        let start = reduce(ExplorerState(), .opened(.picker, health, language: .ja)).0
        #expect(draw(start, in: Surroundings(columns: 80, rows: 24)).text.contains("ファイルが見つかりません"))
    }

    @Test func aJapaneseLineKeepsItsPunctuation() throws {
        var explorer = try peppers(.ja)
        var lines = draw(explorer.state, in: Surroundings(columns: 120, rows: 36)).lines
        for _ in 0..<5 {
            explorer.run(.nextView)
            lines += draw(explorer.state, in: Surroundings(columns: 120, rows: 36)).lines
            lines += draw(explorer.state, in: Surroundings(columns: 80, rows: 24)).lines
        }
        // Photos drawn in glyphs have commas of their own.
        for line in lines where line.contains("、") { #expect(!line.contains(", ") && !line.contains("; "), "\(line)") }
    }

    @Test func asciiIsAscii() throws {
        var explorer = try peppers()
        explorer.run(.compare)
        explorer.send(.overlay(.close))
        explorer.run(.knockOutline)
        #expect(text(explorer).utf8.allSatisfy { $0 < 0x80 })
        var japanese = try peppers(.ja)
        japanese.run(.compare)
        #expect(!text(japanese).contains("→") && text(japanese).contains(" -> "))
    }

    @Test(arguments: Language.allCases) func aVerdictAndItsUndoNameTheRow(language: Language) throws {
        var explorer = try peppers(language, judge: false)
        explorer.run(.bad)
        #expect(text(explorer).contains(language == .en ? "row 1 judged bad" : "1 位を「悪い」にしました"))
        explorer.run(.up, .good)
        explorer.run(.undo)
        #expect(text(explorer).contains(language == .en ? "row 1 is bad again" : "1 位を「悪い」に戻しました"))
        explorer.run(.undo)
        #expect(text(explorer).contains(language == .en ? "row 1: bad is taken back" : "1 位の「悪い」を取り消しました"))
        explorer.run(.redo)
        #expect(text(explorer).contains(language == .en ? "row 1 is bad again" : "1 位を「悪い」に戻しました"))
    }

    @Test(arguments: [
        ("言語", Action.language), ("英語", .language), ("かくだい", .zoom), ("kyouyuu", .share), ("hikaku", .compare),
        ("shuryo", .quit), ("判定", .good), ("判定", .bad), ("save", .share), ("りれき", .history),
    ])
    func actionsAreFoundByOtherWords(words: String, action: Action) throws {
        for page: Action in [.help, .palette] {
            var explorer = try peppers(.en)
            explorer.run(page)
            explorer.send(.type(words))
            let keys = KeyMap.standard.allNames(of: action).prefix(2).joined(separator: " ")
            let isThere = draw(explorer.state, in: Surroundings(columns: 80, rows: 24)).lines.dropFirst(4)
                .contains { $0.dropFirst(2).hasPrefix(keys + " ") }
            #expect(isThere, "\(words): \(text(explorer))")
        }
    }

    @Test func aPageThatFindsNothingSaysSo() throws {
        var explorer = try peppers(.ja)
        explorer.run(.help)
        explorer.send(.type("zzzqqq"))
        #expect(text(explorer).contains("見つかりません"))
        explorer.send(.edit(.deleteToStart))
        explorer.send(try #require(KeyMap.standard.event(for: .named(.end), in: explorer.state)))
        #expect(text(explorer).contains("title:水玉"), "the forms of a question stand at the end")
        explorer.send(try #require(KeyMap.standard.event(for: .named(.home), in: explorer.state)))
        #expect(explorer.state.overlay?.cursor == 0)
    }

    /// Who looks for how to write a question finds it where the keys are.
    @Test(arguments: [("minus", "dress - floral"), ("2:", "2:red dress + floral"), ("price", "price:<50"), ("path", "photos/a.jpg")])
    func helpFindsTheFormsOfAQuestion(words: String, form: String) throws {
        var explorer = try peppers(.en)
        explorer.run(.help)
        explorer.send(.type(words))
        #expect(text(explorer).contains(form), "\(text(explorer))")
    }

    @Test func helpFindsAKeyByTheNameOfTheKeysFile() throws {
        func first(_ key: String) throws -> String {
            var explorer = try peppers(.en)
            explorer.run(.help)
            explorer.send(.type(key))
            return String(draw(explorer.state, in: Surroundings(columns: 80, rows: 24)).lines[4])
        }
        let named = try first("Ctrl-T"), shown = try first("^T")
        #expect(named == shown && named.contains("^T"), "\(named)")
    }

    @Test(arguments: Language.allCases) func theScaleOfADifferenceIsReadInFull(language: Language) throws {
        var explorer = try peppers(language)
        explorer.run(.contrast)
        let ending = language == .en ? "doubling; - less" : "1 段ごとに 2 倍、- は減少"
        #expect(explorer.state.contrast != nil && text(explorer).contains(ending), "\(text(explorer))")
    }

    @Test func theBarSaysWhatTabDoes() throws {
        var explorer = try Rehearsal(engine: FixtureEngine())
        explorer.send(.type("tit"))
        #expect(!explorer.state.completions.isEmpty)
        #expect(text(explorer).split(separator: "\n").last?.contains("Tab complete") == true)
    }

    @Test func theFormerQuestionIsNoExample() throws {
        var explorer = try Rehearsal(engine: FixtureEngine(), language: .ja)
        explorer.send(.type("red"), .idle, .type(" mug"), .idle)
        explorer.run(.clearBox)
        #expect(explorer.state.pickerRows.first == .recent("red mug") && text(explorer).contains("履歴  red mug"))
        #expect(!explorer.state.pickerRows.contains(.recent("red")))
    }
}
