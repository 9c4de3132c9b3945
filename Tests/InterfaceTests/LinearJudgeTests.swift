// Judge mode in lines: the verdicts of the screen, as blind as the screen, and no line that is not understood becomes one.
import Domain
import Explorer
import Interface
import Support
import Testing

@Suite struct LinearJudgeTests {
    private func judging(_ language: Language = .en, _ scale: JudgeScale = .binary) throws -> Conversation {
        let items = (1...4).map {
            QueueItem(
                query: "red mug", image: "photos/\($0).png", productID: "p\($0)", title: "thing \($0)", rank: 83, score: 0.4321)
        }
        let queue = JudgeQueue(scale: scale, guidelines: "Only the region counts.\nNot the shop.", items: items, keepsOrder: true)
        return try Conversation(language, queue: queue)
    }

    private func verdict(_ talk: Conversation, _ place: Int) -> Verdict? {
        talk.explorer.state.judge.flatMap { talk.explorer.state.memory.verdicts[$0.queue.items[place].key] }
    }

    @Test func aPairIsItsWordsItsTitleAndWhereItsRegionIs() throws {
        var talk = try judging()
        let start = ExplorerState()
        let opening = talk.reader.greeting(talk.explorer.state) + talk.reader.tell(from: start, to: talk.explorer.state)
        #expect(opening.count == 5, "\(opening)")
        #expect(opening[0] == "eclip, judging: 0 of 4 done." && opening[1].hasPrefix("Say good or bad"))
        #expect(opening[2] == "pair 1 of 4: red mug" && opening[3].hasPrefix("filed as "))
        let map = try #require(talk.explorer.state.judgedMap)
        #expect(opening[4].hasPrefix("the region: the upper left part, ") && opening[4].contains("\(map.region(holding: 0.6).patches * 100 / 64) percent"), "\(opening)")
        #expect(talk.say("") == Array(opening[2...]) + ["0 of 4 done"])
    }

    @Test(arguments: Language.allCases) func nothingOfTheModelIsSaid(language: Language) throws {
        var talk = try judging(language)
        let health = try FixtureEngine().health()
        var said = talk.reader.greeting(talk.explorer.state) + talk.say("")
        let lines = [
            "good", "bad 2", "help", "guidelines", "skip", "can't tell", "back", "history", "1", "undo", "redo", "note a badge",
            "box 1 1 2 2", "box", "pace", "region", "flag", "mark", "unmark", "nonsense", "search me",
        ]
        for line in lines {
            let told = talk.say(line)
            #expect(!told.isEmpty, "\(line) is answered")
            said += told
        }
        for line in said {
            for secret in ["83", "432", health.name, health.modelSHA256, "photos/", ".png", "query", "クエリ", "nearest", "Esc", "Enter", "Backspace", "\u{1B}"]
            where !line.contains("search me") {
                #expect(!line.contains(secret), "\(secret) in: \(line)")
            }
        }
        #expect(talk.explorer.state.answer == nil, "no line was asked for")
    }

    @Test func wordsAndNumbersAreVerdicts() throws {
        var talk = try judging()
        let good = talk.say("good")
        #expect(good[0] == "red mug: good" && good[1] == "pair 2 of 4: red mug", "\(good)")
        #expect(verdict(talk, 0)?.grade == .good && verdict(talk, 0)?.evidence.map != nil)
        let bad = talk.say("bad")
        #expect(bad[0] == "red mug: bad; reason and its number may follow")
        #expect(talk.say("reason attribute") == ["right region, wrong attribute"])
        #expect(verdict(talk, 1)?.reason == .wrongAttribute)
        #expect(talk.say("1") == ["wrong product"] && verdict(talk, 1)?.reason == .wrongProduct)
        #expect(talk.say("bad 2").first == "right product, wrong region; box and two corners say where it is")
        #expect(talk.say("box 2 3 4 6") == ["box kept"])
        #expect(verdict(talk, 2)?.box == Box(x: 2 / 8.0, y: 1 / 8.0, width: 4 / 8.0, height: 3 / 8.0))
        #expect(talk.explorer.state.judge?.position == 3)
        #expect(talk.say("９").first?.hasPrefix("say bad or reason") == true)
        #expect(talk.say("good").first == "all pairs are judged; quit ends, back looks back")
    }

    @Test func aLongerScaleTakesItsNumbersAndItsNames() throws {
        var talk = try judging(.en, JudgeScale(names: ["fail", "fair", "exact"]))
        #expect(talk.say("good").first?.contains("0 fail, 1 fair, 2 exact") == true && talk.explorer.state.memory.verdicts.isEmpty)
        _ = talk.say("2")
        _ = talk.say("Fair")
        _ = talk.say("bad wrong region")
        #expect((0...2).map { verdict(talk, $0)?.level } == [2, 1, 0])
        #expect(talk.say("7").first?.contains("0 fail") == true && talk.explorer.state.memory.verdicts.count == 3)
    }

    @Test func pairsAreSetAsideAndTakenBack() throws {
        var talk = try judging()
        #expect(talk.say("skip").first == "skipped; it comes again at the end")
        #expect(talk.say("can’t tell").first == "can't tell")
        let back = talk.say("back")
        #expect(back[0] == "pair 2 of 4: red mug" && back.contains("can't tell"), "\(back)")
        #expect(talk.say("undo").first == "undone: red mug")
        #expect(talk.explorer.state.judge.map { talk.explorer.state.pairState($0.queue.items[1].key) } == .pending)
        #expect(talk.say("redo").first == "done again: red mug")
        #expect(talk.say("note a sale badge") == ["note kept", "can't tell, note: a sale badge"])
        #expect(talk.say("note").contains { $0.hasPrefix("the next line is it") })
        _ = talk.say("close")
        _ = talk.say("note")
        #expect(talk.say("another one").last?.hasSuffix("note: another one") == true)
        #expect(talk.say("flag").contains("flagged"))
        let list = talk.say("what was done")
        #expect(list.count == 6 && list[1].hasPrefix("1. red mug, red bell pepper: can't tell, flagged"), "\(list)")
        #expect(talk.say("5").contains("pair 1 of 4: red mug") && talk.explorer.state.judge?.page == nil)
    }

    @Test func aSetIsJudgedAtOnce() throws {
        var talk = try judging()
        #expect(talk.say("mark").first?.hasPrefix("1 marked") == true)
        #expect(talk.say("mark all of these words").first?.hasPrefix("4 marked") == true)
        #expect(talk.say("bad").first == "all pairs are judged; quit ends, back looks back")
        #expect(talk.explorer.state.memory.verdicts.count == 4)
    }

    @Test func aLineThatIsNotUnderstoodDoesNothing() throws {
        var talk = try judging()
        let before = talk.explorer.acts.count
        for line in ["red shoe", "w", "goood", "/good", "zoom", "patch"] {
            #expect(talk.say(line) == ["\(line): no command here; help lists them"])
        }
        #expect(talk.explorer.acts.count == before)
        #expect(talk.say("guidelines") == ["Only the region counts.", "Not the shop."])
    }

    @Test func paceIsSaidAfterThreeVerdicts() throws {
        var talk = try judging()
        for (place, line) in ["good", "bad", "good"].enumerated() {
            talk.explorer.send(.clock(Double(place) * 10))
            _ = talk.say(line)
        }
        #expect(talk.say("pace") == ["3 of 4 done", "6 pairs a minute, 1 minute left"])
    }

    @Test func inJapanese() throws {
        var talk = try judging(.ja)
        #expect(talk.reader.greeting(talk.explorer.state)[1].hasPrefix("良い か 悪い と入力"))
        let good = talk.say("良い")
        #expect(good[0] == "red mug: 良い" && good[1] == "4 件中 2 件目: red mug" && good[2].hasPrefix("登録名 "), "\(good)")
        #expect(good[3].hasPrefix("領域: 左上の部分、写真の "))
        #expect(talk.say("悪い 重複").first == "重複" && verdict(talk, 1)?.reason == .duplicate)
        #expect(talk.say("後回し").first == "後回しにしました。最後にもう一度出ます")
        #expect(talk.say("判断できない").first == "判断できない")
        #expect(talk.say("元に戻す").first == "元に戻しました: red mug")
        #expect(talk.say("前へ").contains("後回し"))
        #expect(talk.say("メモ 値札") == ["メモを保存しました", "後回し、メモ: 値札"])
        #expect(talk.say("ペース").first == "完了 2/4、後回し 1")
    }
}
