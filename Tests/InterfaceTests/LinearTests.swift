// The linear mode without a program: what lines mean and what is said about what they changed.
import Domain
import Explorer
import Interface
import Support
import Testing

/// A conversation with the fixture.
struct Conversation {
    var explorer: Rehearsal
    var reader = LinearReader()

    init(_ language: Language = .en, queue: JudgeQueue? = nil) throws {
        explorer = try Rehearsal(engine: FixtureEngine(), language: language, queue: queue)
        explorer.send(.resized(rows: 20))
    }

    /// What is said to a line.
    mutating func say(_ line: String) -> [String] {
        var before = explorer.state
        before.notice = nil
        switch reader.read(line, explorer.state) {
        case .say(let lines): return lines
        case .events(let events):
            for event in events { explorer.send(event) }
            return reader.tell(from: before, to: explorer.state)
        }
    }
}

@Suite struct LinearTests {
    @Test func aQuestionSaysHowMuchWasFoundAndTheFirstRow() throws {
        var talk = try Conversation()
        let lines = talk.say("yellow bell pepper")
        #expect(lines.count == 3)
        #expect(lines[0].hasPrefix("yellow bell pepper: 24 of 24 photos, by instances"))
        #expect(lines[1].contains("fewer than 1 in 5"))
        #expect(lines[2].hasPrefix("1, .") && lines[2].contains(", chance ") && lines[2].contains(" percent, query "))
        #expect(lines[2].contains(" sees the ") && lines[2].contains(", filed as "))
    }

    @Test func onlyWhatChangedIsSaid() throws {
        var talk = try Conversation()
        _ = talk.say("yellow bell pepper")
        let next = talk.say("n")
        #expect(next.count == 1 && next[0].hasPrefix("2, ."))
        #expect(talk.say("previous").first?.hasPrefix("1, .") == true)
        #expect(talk.say("p") == ["this is the first row"])
        #expect(talk.say("7").first?.hasPrefix("7, .") == true)
        #expect(talk.say("99") == ["there are only 24 rows"])
        #expect(talk.say("24").first?.hasPrefix("24, .") == true)
        #expect(talk.say("next") == ["this is the last row"])
    }

    @Test func verdictsAreSaidAndLeadOn() throws {
        var talk = try Conversation()
        _ = talk.say("yellow bell pepper")
        let good = talk.say("good")
        #expect(good.first == "row 1 judged good" && good.last?.hasPrefix("2, ") == true)
        let bad = talk.say("bad wrong region")
        #expect(bad.first == "row 2 judged bad: right product, wrong region" && bad.last?.hasPrefix("3, ") == true)
        #expect(talk.explorer.state.memory.verdicts.values.contains { $0.reason == .wrongRegion })
        #expect(talk.say("2").first?.contains("judged bad: right product, wrong region") == true)
        #expect(talk.say("bad 5").first == "row 2 judged bad: duplicate")
        #expect(talk.explorer.state.memory.verdicts.values.contains { $0.reason == .duplicate })
        #expect(talk.say("bad nonsense").first?.contains("1 wrong product") == true)
        #expect(talk.say("undo").first == "row 2: bad, as it was")
        _ = talk.say("1")
        #expect(talk.say("note looks fine").first?.contains("note: looks fine") == true)
        _ = talk.say("4")
        _ = talk.say("good")
        #expect(talk.say("note a sale badge") == ["judged good, note: a sale badge"])
    }

    @Test func whatCannotRunSaysWhy() throws {
        var talk = try Conversation()
        #expect(talk.say("undo") == ["undo: not now: nothing to undo"])
        #expect(talk.say("zoom") == ["zoom: not now: no photo is shown"])
        for action in ["mouse", "redraw", "suspend"] { #expect(talk.say(action).first?.hasPrefix(action + ": ") == true) }
        #expect(talk.explorer.state.pointer.isOn && !talk.explorer.effects.contains(.suspend))
        #expect(talk.say("note something").first?.contains("not now") == true)
    }

    /// Hints name keys: "Q shows them all" must not quit, nor "0 lets go" look for a row.
    @Test func aCapitalKeyIsNotTheWordOfItsSmallLetter() throws {
        var talk = try Conversation()
        _ = talk.say("yellow bell pepper")
        #expect(talk.say("Q").first?.hasPrefix("questions: not now") == true && !talk.explorer.effects.contains(.quit))
        #expect(talk.say("N").first?.hasPrefix("name filters: not now") == true && talk.explorer.state.cursor == 0)
        _ = talk.say("query d")
        #expect(talk.explorer.state.chosenInstance == 4)
        #expect(talk.say("0").contains { $0.contains(" sees ") } && talk.explorer.state.chosenInstance == nil)
        _ = talk.say("Next")
        #expect(talk.explorer.state.cursor == 1)
    }

    @Test func aLineThatWasBegunCanBeLeft() throws {
        var talk = try Conversation()
        _ = talk.say("yellow bell pepper")
        _ = talk.say("good")
        _ = talk.say("1")
        #expect(talk.say("note").contains("the next line is it; close leaves it"))
        _ = talk.say("close")
        #expect(talk.explorer.state.overlay == nil && talk.explorer.state.notedVerdict?.note == nil)
    }

    @Test func theRowOneIsOnIsReadAgainByItsNumber() throws {
        var talk = try Conversation()
        let found = talk.say("yellow bell pepper")
        #expect(talk.say("1") == [found[2]])
    }

    @Test func pagesAreNumberedAndNumbersChoose() throws {
        var talk = try Conversation()
        _ = talk.say("yellow bell pepper")
        let lines = talk.say("filters")
        #expect(lines[0].hasPrefix("filters"))
        let red = try #require(lines.first { $0.contains("yellow") })
        let number = try #require(red.split(separator: ".").first)
        let after = talk.say(String(number))
        #expect(talk.explorer.state.box.text.contains("color:yellow"), "\(after)")
        #expect(
            after.count < lines.count && after.contains { $0.contains("chosen: ") && $0.contains("yellow") }, "\(after)"
        )
        #expect(after.first?.contains("color:yellow: ") == true, "what is found under the filter is said: \(after)")
        _ = talk.say("close")
        #expect(talk.explorer.state.overlay == nil)
        let why = talk.say("why")
        #expect(why.first?.isEmpty == false && why.count > 4)
        #expect(why.allSatisfy { !$0.contains("─") && !$0.contains("  ") })
        // A closed page leads back to the row, which is read again.
        #expect(talk.say("back").first?.hasPrefix("1, .") == true)
        #expect(talk.explorer.state.overlay == nil)
    }

    @Test func theCatalogIsReadAndPickedFrom() throws {
        var talk = try Conversation()
        let lines = talk.say("#mug")
        #expect(lines[0].contains("to pick from"))
        #expect(lines[1].hasPrefix("1, ") && lines[1].contains("mug") && lines[1].contains("product "))
        let found = talk.say("2")
        #expect(found.first?.contains("of 24 photos") == true)
        guard case .product? = talk.explorer.state.chip?.subject else { return #expect(Bool(false), "\(found)") }
        #expect(talk.say("back").count >= 1)
    }

    @Test func aWordThatIsACommandCanBeAskedFor() throws {
        var talk = try Conversation()
        _ = talk.say("/good")
        #expect(talk.explorer.state.box.text == "good")
        #expect(talk.explorer.state.memory.verdicts.isEmpty)
    }

    @Test func queriesViewsAndScoresAreSaid() throws {
        var talk = try Conversation()
        _ = talk.say("yellow bell pepper")
        let query = talk.say("query a")
        #expect(query.contains { $0.hasPrefix("a sees ") } && query.contains { $0.contains("nearest to") }, "\(query)")
        #expect(talk.say("view").contains { $0.contains("heat") })
        #expect(talk.say("score").first?.contains("by global vector") == true)
        #expect(talk.say("").contains { $0.hasPrefix("instances .") })
    }

    @Test func tenRowsAtATime() throws {
        var talk = try Conversation()
        _ = talk.say("yellow bell pepper")
        let first = talk.say("rows")
        #expect(first.count == 11 && first[9].hasPrefix("10, ") && first[10] == "14 more: say more")
        #expect(talk.say("more").first?.hasPrefix("11, ") == true)
        #expect(talk.say("rows 20").count == 5)
        #expect(talk.say("more") == ["this is the last row"])
    }

    /// Every action can be run by its label in either language, as help says it.
    @Test func everyActionIsReachable() throws {
        var talk = try Conversation()
        _ = talk.say("yellow bell pepper")
        let help = talk.say("help")
        let first = try #require(help.firstIndex { $0.hasPrefix("Every action") }) + 1
        for (action, line) in zip(Action.allCases, help[first...]) {
            let labels = try #require(line.components(separatedBy: ": ").first)
            for label in labels.components(separatedBy: ", ") {
                guard case .events(let events) = talk.reader.read(label, talk.explorer.state) else { continue }
                #expect(!events.contains(.type(label)), "\(label) was asked as a question")
            }
            #expect(labels.components(separatedBy: ", ").count == 2, "\(action): \(line)")
        }
    }

    @Test func japaneseAllTheWay() throws {
        var talk = try Conversation(.ja)
        let lines = talk.say("yellow bell pepper")
        #expect(lines[0].hasPrefix("yellow bell pepper: 写真 24 枚中 24 枚"))
        #expect(lines.last?.hasPrefix("1 位、.") == true && lines.last?.contains("確率 ") == true)
        #expect(lines.last?.contains("を見ています、登録名 ") == true)
        #expect(talk.say("次").first?.hasPrefix("2 位") == true)
        #expect(talk.say("良い").first == "2 位を「良い」にしました")
        #expect(talk.say("悪い 重複").first == "3 位を「悪い」にしました: 重複")
        #expect(talk.say("元に戻す").first == "3 位の「悪い」を取り消しました")
        #expect(talk.say("ヘルプ 比較").contains { $0.contains("比較") })
        #expect(talk.say("次").allSatisfy { !$0.contains("row") })
    }

    @Test func aRowIsCalledInManyWays() throws {
        var talk = try Conversation(.ja)
        _ = talk.say("yellow bell pepper")
        for line in ["行 3", "行5", "4 行目", "２位", "row 6"] {
            #expect(talk.say(line).first?.contains(" 位、") == true, "\(line)")
        }
        #expect(talk.explorer.state.cursor == 5 && talk.explorer.state.box.text == "yellow bell pepper")
        _ = talk.say("一覧 1")
        #expect(talk.say("もっと").first?.hasPrefix("11 位") == true)
    }

    @Test func aFilterThatNothingMeetsIsSaid() throws {
        var talk = try Conversation()
        #expect(talk.say("filters zzzz").last == "nothing found")
    }

    @Test(arguments: Language.allCases) func noKeyAndNoArrowIsSpoken(language: Language) throws {
        var talk = try Conversation(language)
        var said = talk.say("yellow bell pepper")
        for line in ["good", "filters", "close", "compare", "close", "from verdicts", "close", "blank outline"] {
            said += talk.say(line)
        }
        for line in said {
            for sign in ["Enter", "Esc", "↑", "↓", "→", "->", " ^", " v1"] {
                #expect(!line.contains(sign), "\(line)")
            }
        }
        #expect(said.contains { $0.contains(language == .en ? " up " : "上へ ") })
    }

    @Test func nothingSaidHoldsAControlCode() throws {
        for language in Language.allCases {
            var talk = try Conversation(language)
            var said = talk.reader.greeting(talk.explorer.state)
            for line in [
                "yellow bell pepper", "n", "why", "close", "sheet", "close", "filters", "close", "history", "health",
                "close", "compare", "close", "help", "pin", "red mug", "pin", "mark", "from verdicts", "",
            ] {
                said += talk.say(line)
            }
            #expect(said.count > 60)
            for line in said {
                #expect(
                    !line.contains("\u{1B}") && !line.contains("\n") && !line.contains("─") && !line.isEmpty, "\(line)")
            }
        }
    }
}
