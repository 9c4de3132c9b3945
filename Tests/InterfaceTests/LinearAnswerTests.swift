// Every line is answered in the linear mode: what a filter lacks, what a word cannot take, what a page's row says, and that
// nothing changed.
import Domain
import Explorer
import Interface
import Support
import Testing

@Suite struct LinearAnswerTests {
    private func asked(_ language: Language = .en) throws -> Conversation {
        var talk = try Conversation(language)
        _ = talk.say("yellow bell pepper")
        return talk
    }

    @Test func aWrongFilterIsExplained() throws {
        var talk = try Conversation()
        let column = talk.say("mug colour:red")
        #expect(column.contains { $0.hasPrefix("no column colour: (") }, "\(column)")
        #expect(talk.say("").contains { $0.hasPrefix("no column colour: (") })
        #expect(talk.say("mug size:red").contains { $0.hasPrefix("no column size: (") })
        let value = talk.say("mug color:rot")
        #expect(value.contains("no photo has color rot"), "\(value)")
        #expect(talk.say("").contains("no photo has color rot"))
        var japanese = try Conversation(.ja)
        #expect(japanese.say("赤い傘 色:赤").contains { $0.hasPrefix("「色」という項目はありません") })
    }

    @Test func aQueryThatIsNotThereIsSaid() throws {
        var talk = try asked()
        #expect(talk.say("query z") == ["there is no query z: this photo has a to d"])
        #expect(talk.say("query 9") == ["there is no query 9: this photo has a to d"])
        let seen = talk.say("query b")
        #expect(seen.contains { $0.hasPrefix("b sees ") } && talk.say("query b") == seen, "the same query is said again")
        #expect(talk.say("0").contains { $0.contains(" sees ") } && talk.say("0").contains { $0.contains(" sees ") })
    }

    @Test(arguments: Language.allCases) func closingIsAnswered(language: Language) throws {
        let close = language == .en ? "close" : "閉じる"
        var talk = try asked(language)
        let row = talk.say("1")
        #expect(talk.say(close) == [language == .en ? "no page is open" : "開いているページはありません"])
        _ = talk.say(language == .en ? "why" : "なぜ")
        #expect(talk.say(close) == row)
        _ = talk.say(language == .en ? "without query" : "クエリを除く")
        #expect(talk.explorer.state.knockOutShown != nil)
        let back = talk.say(close)
        #expect(back.contains(row[0]) && talk.explorer.state.knockOutShown == nil, "\(back)")
        _ = talk.say(language == .en ? "without query" : "クエリを除く")
        _ = talk.say(language == .en ? "why" : "なぜ")
        #expect(talk.say(close) == row && talk.explorer.state.knockOutShown == nil, "the page had put the list back")
    }

    @Test func aRowOfWhyIsSaidAndThePageStays() throws {
        var talk = try asked()
        let page = talk.say("why")
        let numbers = page.compactMap { $0.split(separator: ".").first.flatMap { Int($0) } }
        #expect(numbers == Array(1...numbers.count), "blanks and headings have no number: \(page)")
        let words = page.indices.filter { page[$0].contains(" % kept") }
        #expect(words.count == 3)
        for index in words {
            let number = try #require(page[index].split(separator: ".").first)
            let word = try #require(page[index].split(separator: " ").dropFirst().first).dropLast()
            let said = talk.say(String(number))
            #expect(said.count == 1 && said[0].hasPrefix("without \(word): rank ") && said[0].contains("% kept, "), "\(said)")
        }
        #expect(talk.say("1") == [page[1]] && talk.explorer.state.overlay != nil)
        #expect(talk.say("\(numbers.count + 1)") == ["there are only \(numbers.count) rows"])
        #expect(talk.say("close").first?.hasPrefix("1, .") == true)
    }

    @Test(arguments: Language.allCases) func aComparisonGoesOn(language: Language) throws {
        var talk = try asked(language)
        let compare = language == .en ? "compare" : "比較"
        let first = talk.say(compare)
        #expect(first[0].contains(language == .en ? "compare goes on" : "比較 で次の相手へ"), "\(first[0])")
        let second = talk.say(compare)
        #expect(second.count > 3 && second[0] != first[0] && talk.say("Tab").count > 3)
        #expect(talk.say(language == .en ? "help" : "ヘルプ").contains { $0.hasPrefix(compare + ": ") || $0.hasPrefix("compare: ") })
    }

    @Test func nothingIsAnsweredBySilence() throws {
        var talk = try asked()
        for line in [
            "first", "Tab", "winner", "close", "back", "fold", "fold", "outline", "layer", "head", "patch", "head", "patch off",
            "unmark", "redo", "rows", "health", "2", "close", "history", "1", "close", "sheet", "1", "close", "bad 1", "reason",
            "close", "language", "language", "view", "words' map", "words' map", "same place", "1", "close", "close",
            "from verdicts", "1", "back out", "back out", "back out", "clear", "clear", "view", "page up", "query b", "bad 2", "reason 2",
        ] {
            #expect(!talk.say(line).isEmpty, "\(line) was answered with silence")
        }
        _ = talk.say("yellow bell pepper")
        #expect(talk.say("first") == ["nothing changed"])
        #expect(talk.say("quit").isEmpty)
    }

    @Test func judgeModeIsNeverSilent() throws {
        let items = (1...3).map { QueueItem(query: "red mug", image: "photos/\($0).png", productID: "p2", title: "red mug") }
        var talk = try Conversation(queue: JudgeQueue(items: items))
        for line in ["close", "unmark", "what was done", "close", "good", "what was done", "1", "p", "p", "note", "close"] {
            #expect(!talk.say(line).isEmpty, "\(line) was answered with silence")
        }
    }

    @Test(arguments: [("reason", Language.en), ("理由", .ja)]) func aReasonWorksAsBadDoes(word: String, language: Language) throws {
        var talk = try asked(language)
        _ = talk.say("2")
        _ = talk.say(word + " 3")
        #expect(talk.explorer.state.memory.verdicts.values.map(\.reason) == [.wrongAttribute])
        #expect(talk.explorer.state.memory.verdicts.values.first?.evidence.rank == 2 && talk.explorer.state.cursor == 2)
        _ = talk.say(language == .en ? "bad" : "悪い")
        _ = talk.say(word + " 5")
        #expect(talk.explorer.state.memory.verdicts.values.filter { $0.reason == .duplicate }.map(\.evidence.rank) == [3])
        #expect(talk.say(word + " 9").first?.contains("6 ") == true && talk.explorer.state.box.text == "yellow bell pepper")
        _ = talk.say(word)
        #expect(talk.explorer.state.overlay == .reasons(cursor: 0))
    }

    @Test func aKnownWordSaysWhatItTakes() throws {
        var talk = try asked()
        _ = talk.say("5")
        let cases = [
            ("rows x", "rows takes the number of a row, or nothing"), ("patch foo", "say patch and left"),
            ("query xyz", "query takes the letter or the number"), ("next 3", "next takes nothing behind it"),
            ("why 3", "why takes nothing behind it"), ("more foo", "more takes nothing behind it"),
            ("undo 2", "undo takes nothing"),
        ]
        for (line, said) in cases {
            let lines = talk.say(line)
            #expect(lines.count == 2 && lines[0].hasPrefix(said), "\(lines)")
            #expect(lines.last == "to look for these words, say: ask \(line)")
        }
        #expect(talk.explorer.state.box.text == "yellow bell pepper" && talk.explorer.state.cursor == 4)
        var japanese = try asked(.ja)
        #expect(japanese.say("区画 あれ") == ["区画 の後に 左、右、上、下、行と列の番号、または 終了", "この言葉で探すには: 探す 区画 あれ"])
        _ = japanese.say("探す 区画 あれ")
        #expect(japanese.explorer.state.box.text == "区画 あれ")
    }

    /// Words that begin like a command are a question all the same.
    @Test(arguments: [
        "patch leather jacket", "rows of seats", "patch mug", "close pepper", "down jacket", "first aid kit", "reason of state", "bell pepper",
    ])
    func anOrdinaryQuestionIsAsked(line: String) throws {
        var talk = try asked()
        _ = talk.say(line)
        #expect(talk.explorer.state.box.text == line)
    }

    @Test(arguments: Language.allCases) func helpNamesNoKeys(language: Language) throws {
        var talk = try asked(language)
        let help = talk.say(language == .en ? "help" : "ヘルプ")
        for action in Action.allCases {
            for key in KeyMap.standard.allNames(of: action) {
                for form in [", \(key): ", "、\(key): ", "(\(key))"] {
                    #expect(!help.contains { $0.contains(form) }, "\(key)")
                }
            }
        }
        #expect(!help.contains { $0.contains("by its key") || $0.contains("名前かキー") || $0.contains("Esc") || $0.contains("F1") })
        _ = talk.say("all queries")
        _ = talk.say("2")
        let caption = talk.say("pin") + talk.say("pin")
        #expect(!caption.contains { $0.contains("lets go") || $0.contains("で解除") }, "\(caption)")
    }
}
