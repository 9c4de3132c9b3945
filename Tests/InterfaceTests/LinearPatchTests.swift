// The patch cursor and the whole photo in lines: the numbers are the screen's, rows keep "up" and "down".
import Domain
import Explorer
import Interface
import Support
import Testing

@Suite struct LinearPatchTests {
    private func onRows(_ language: Language = .en) throws -> Conversation {
        var talk = try Conversation(language)
        _ = talk.say("yellow bell pepper")
        return talk
    }

    /// The numbers of a patch as the screen shows them: letter, own weight, among queries.
    private func numbers(_ talk: Conversation, _ patch: Int) -> [String] {
        (talk.explorer.state.reading?.instances ?? []).map { instance in
            func percent(_ share: Float) -> String {
                let tenths = Int((Double(share) * 1000).rounded())
                return tenths >= 100 ? "\((tenths + 5) / 10)" : "\(tenths / 10).\(tenths % 10)"
            }
            return "\(InstanceReading.letter(instance.instance)) \(percent(instance.map.weights[patch])) and \(percent(instance.owned[patch]))"
        }
    }

    @Test func itStandsOnThePeakAndSaysTheNumbersOfEveryQuery() throws {
        var talk = try onRows()
        let lines = talk.say("patch")
        let patch = try #require(talk.explorer.state.probe.patch)
        #expect(patch == talk.explorer.state.shownMap?.peak)
        #expect(lines.count == 3 && lines[0].hasPrefix("row \(patch / 8 + 1) column \(patch % 8 + 1), the "), "\(lines)")
        #expect(lines[1].hasPrefix("percent of own weight and among queries: "))
        for number in numbers(talk, patch) where !number.hasSuffix("0.0 and 0.0") { #expect(lines[1].contains(number), "\(lines)") }
        #expect(lines[2].contains("patch and left"))
        #expect(talk.say("patch") == Array(lines.prefix(2)), "it says again where it is")
    }

    @Test func itMovesByWordsThatRowsDoNotNeed() throws {
        var talk = try onRows()
        #expect(talk.say("patch 2 3").first == "row 2 column 3, the upper left part")
        #expect(talk.explorer.state.probe.patch == 10)
        #expect(talk.say("patch right").first?.hasPrefix("row 2 column 4") == true)
        #expect(talk.say("patch down 3").first?.hasPrefix("row 5 column 4") == true)
        #expect(talk.say("patch row 1, column 1").first == "row 1 column 1, the upper left corner")
        #expect(talk.say("patch up") == ["no patch further that way"])
        #expect(talk.say("patch 9 1") == ["there are 8 rows and 8 columns of patches"])
        #expect(talk.explorer.state.probe.patch == 0 && talk.explorer.state.cursor == 0)
        #expect(talk.say("").contains { $0.hasPrefix("row 1 column 1") })
        #expect(talk.say("patch off") == ["the patch cursor is off"])
        #expect(talk.explorer.state.probe.patch == nil)
        #expect(talk.say("patch off").first?.contains("say patch") == true)
        #expect(talk.say("down").first?.hasPrefix("2, ") == true)
        _ = talk.say("patch leather pocket")
        #expect(talk.explorer.state.box.text == "patch leather pocket", "words behind it that are no place are asked for")
    }

    @Test func whatNeedsAPatchWorksOnIt() throws {
        var talk = try onRows()
        #expect(talk.say("blank patch") == ["blank patch: not now: the patch cursor is not on the photo: say patch"])
        _ = talk.say("patch 3 3")
        let blanked = talk.say("blank patch")
        #expect(blanked.contains { $0.hasPrefix("without the patch: rank ") } && blanked.contains { $0.hasSuffix(", blanked") }, "\(blanked)")
        #expect(talk.explorer.state.blankedPatches == [18])
        _ = talk.say("back out")
        #expect(talk.explorer.state.knockOutShown == nil)
        #expect(talk.say("same place").first?.hasPrefix("photos by ") == true)
        _ = talk.say("close")
    }

    @Test func aHeadSaysFromWhereThePatchReads() throws {
        var talk = try onRows()
        _ = talk.say("patch 3 3")
        let head = talk.say("head")
        #expect(head.contains("row 3 column 3 reads from itself 100 %"), "\(head)")
        let moved = talk.say("patch 5 4")
        #expect(moved.contains("row 5 column 4 reads from itself 100 %"), "\(moved)")
        #expect(moved.contains { $0.hasPrefix("last layer: percent ") } && Set(moved).count == moved.count, "\(moved)")
        #expect(talk.say("head").contains { $0.contains("reads from itself 11 %") })
    }

    @Test func inJapanese() throws {
        var talk = try onRows(.ja)
        let lines = talk.say("区画")
        #expect(lines[0].contains(" 列、") && lines[1].hasPrefix("自分の中とクエリ間のパーセント: ") && lines[2].hasPrefix("区画 の後に"), "\(lines)")
        #expect(talk.say("区画 ２ ３").first?.hasPrefix("2 行 3 列、左上の部分") == true)
        #expect(talk.say("区画 5 行 4 列").first?.hasPrefix("5 行 4 列、") == true)
        #expect(talk.say("区画 左 2").first?.hasPrefix("5 行 2 列、") == true)
        #expect(talk.say("区画を隠す").contains { $0.hasSuffix("隠してあります") })
        _ = talk.say("戻る")
        #expect(talk.explorer.state.knockOutShown == nil, "the label of the way out is not the one of the way back")
        #expect(talk.say("区画 終了") == ["区画カーソルを外しました"])
    }

    @Test func thePhotoIsReadOutQueryByQuery() throws {
        var talk = try onRows()
        for line in ["zoom", "describe"] {
            let lines = talk.say(line)
            #expect(lines.count == 6, "\(lines)")
            #expect(lines[0].hasPrefix("photos/") && lines[0].contains(", filed as ") && lines[1].hasPrefix("4 queries"))
            #expect(lines[2...].filter { $0.contains("the row's own") }.count == 1)
            #expect(lines[2].contains(" of the patches, score ") && lines[2].contains("nearest to "), "\(lines)")
            #expect(lines[5].hasPrefix("query c sees ") && lines[5].contains(", background, ") && !lines[5].contains("nearest"))
            #expect(lines.contains { $0.hasPrefix("query d ") && $0.contains(", dead, ") }, "\(lines)")
            #expect(talk.explorer.state.overlay == nil)
        }
        var japanese = try onRows(.ja)
        let lines = japanese.say("拡大")
        #expect(lines.count == 6 && lines[5].contains("、背景、区画の ") && lines[2].contains("近い名前は"), "\(lines)")
    }

    @Test func describingPutsNothingBackThatWasBlanked() throws {
        var talk = try onRows()
        _ = talk.say("blank outline")
        #expect(talk.say("describe").count == 6)
        #expect(talk.explorer.state.knockOutShown != nil)
    }

    @Test func noPhotoIsWaitedFor() throws {
        var talk = try onRows()
        talk.explorer.holdsAnswers = true
        _ = talk.say("9")
        let lines = talk.say("view")
        #expect(talk.explorer.state.shownRaster == nil && lines.count == 1 && lines[0].hasSuffix(", heat"), "\(lines)")
    }
}
