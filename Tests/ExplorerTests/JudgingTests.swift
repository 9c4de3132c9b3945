// Verdicts, undo, and that a reopened session stands where the live one stood.
import Domain
import Explorer
import Support
import Testing

@Suite struct JudgingTests {
    func asked(_ words: String) throws -> Rehearsal {
        var explorer = try Rehearsal(engine: FixtureEngine())
        explorer.send(.type(words))
        explorer.run(.down)
        return explorer
    }

    @Test func oneKeyIsVerdictAndNext() throws {
        var explorer = try asked("red mug")
        let first = try #require(explorer.state.match)
        explorer.run(.good)
        #expect(explorer.state.verdict(of: first)?.grade == .good)
        #expect(explorer.state.cursor == 1)
        explorer.run(.bad)
        #expect(explorer.state.memory.verdicts.count == 2)
    }

    /// `x` moves on; the reason that follows is for the row just judged, until the cursor is moved.
    @Test func aReasonRightAfterAVerdictBelongsToIt() throws {
        var explorer = try asked("red mug")
        let matches = try #require(explorer.state.answer?.matches)
        explorer.run(.bad)
        #expect(explorer.state.reasonless?.image == matches[0].image)
        explorer.send(.reason(.wrongProduct))
        #expect(explorer.state.verdict(of: matches[0])?.reason == .wrongProduct)
        #expect(explorer.state.verdict(of: matches[1]) == nil && explorer.state.cursor == 1)
        explorer.send(.reason(.badPhoto))
        #expect(explorer.state.verdict(of: matches[1])?.reason == .badPhoto, "the first has its reason")
        explorer.run(.bad, .down, .up)
        let here = try #require(explorer.state.match)
        explorer.send(.reason(.duplicate))
        #expect(explorer.state.verdict(of: here)?.reason == .duplicate, "a moved cursor means the row under it")
    }

    /// A box that somebody drew, and a grade on a project's own scale, outlive a reason given later; another verdict keeps the box.
    @Test func whatWasDrawnStaysWithALaterReason() throws {
        var explorer = try asked("red mug")
        let match = try #require(explorer.state.match)
        explorer.run(.bad)
        var memory = explorer.state.memory
        var verdict = try #require(explorer.state.verdict(of: match))
        (verdict.box, verdict.level) = (Box(x: 0.1, y: 0.2, width: 0.3, height: 0.4), 1)
        memory.apply(.judged(JudgedAct(verdict: verdict)))
        var again = try Rehearsal(engine: FixtureEngine(), opening: .restored(memory, note: nil))
        again.send(.type("red mug"))
        again.run(.down)
        again.send(.reason(.badPhoto))
        let reasoned = try #require(again.state.verdict(of: match))
        #expect(reasoned.reason == .badPhoto && reasoned.box == verdict.box && reasoned.level == 1)
        again.run(.up, .good)
        let good = try #require(again.state.verdict(of: match))
        #expect(good.grade == .good && good.box == verdict.box && good.level == nil && good.reason == nil)
    }

    /// A list taken from feedback is a sum whose last term is an instance.
    @Test func theKeyOfASumIsNoPicture() {
        let key = "blue chair + 0.75:scenes/194.webp@1 - 0.25:studio/p375.webp@5"
        #expect(QuerySubject(key: key) == .text(key))
        #expect(QuerySubject(key: "my photos/1.webp@5") == .picture("my photos/1.webp", instance: 5))
    }

    /// Verdicts on a list that verdicts made are about what the person asked; the sum is what was seen.
    @Test func verdictsOnFeedbackAreFiledUnderTheQuestion() throws {
        var explorer = try asked("Red mug")
        explorer.run(.good, .feedback)
        explorer.send(.overlay(.accept))
        let sum = explorer.state.box.text
        #expect(sum.hasPrefix("Red mug + 0.75:"))
        explorer.run(.last, .bad)
        #expect(Set(explorer.state.memory.verdicts.keys.map(\.query)) == ["red mug"])
        #expect(explorer.state.memory.verdicts.values.contains { $0.evidence.rawQuery == sum })
        explorer.run(.feedback)
        #expect(explorer.state.feedback?.words.hasPrefix("Red mug + 0.75:") == true && explorer.state.feedback?.bad == 1, "no sum of a sum")
        explorer.send(.overlay(.close), .toggle([QueryFilter(name: "color", value: "red")]))
        explorer.run(.focusRows, .good)
        #expect(explorer.state.memory.verdicts.keys.contains { $0.query == "red mug color:red" })
        // After a restart the sum is still that question's.
        let left = explorer.state.memory
        var again = try Rehearsal(engine: FixtureEngine(), opening: .restored(left, note: nil))
        again.send(.type(sum))
        again.run(.focusRows, .good)
        #expect(Set(again.state.memory.verdicts.keys.map(\.query)) == ["red mug", "red mug color:red"])
    }

    @Test func aVerdictCarriesItsEvidence() throws {
        var explorer = try Rehearsal(engine: FixtureEngine())
        explorer.send(.type("Ｒｅｄ  Mug"))
        explorer.run(.down)
        let match = try #require(explorer.state.match)
        explorer.run(.good)
        let verdict = try #require(explorer.state.verdict(of: match))
        #expect(verdict.key.query == "red mug")
        #expect(verdict.evidence.rawQuery == "Ｒｅｄ  Mug")
        #expect(verdict.evidence.modelSHA256 == "0123456789abcdef")
        #expect(verdict.evidence.rank == 1)
        #expect(verdict.evidence.map == match.map)
        #expect(verdict.evidence.recipe.contains("layer 2 of 2"))
    }

    @Test func aMarkedSetIsJudgedAndUndoneTogether() throws {
        var explorer = try asked("red mug")
        explorer.run(.mark, .mark, .mark)
        explorer.run(.bad)
        #expect(explorer.state.memory.verdicts.count == 3)
        #expect(explorer.state.marked.isEmpty)
        explorer.run(.undo)
        #expect(explorer.state.memory.verdicts.isEmpty)
        explorer.run(.redo)
        #expect(explorer.state.memory.verdicts.count == 3)
    }

    @Test func reasonAndNoteChangeTheVerdict() throws {
        var explorer = try asked("red mug")
        let first = try #require(explorer.state.match)
        explorer.run(.reason)
        explorer.send(.overlay(.to(1, count: 6)), .overlay(.accept))
        #expect(explorer.state.verdict(of: first)?.reason == .wrongRegion)
        #expect(explorer.state.match != first, "the verdict moved the cursor on; the note is still about it")
        explorer.run(.note)
        explorer.send(.type("handle only"), .overlay(.accept))
        #expect(explorer.state.verdict(of: first)?.note == "handle only")
        explorer.run(.undo, .undo)
        #expect(explorer.state.verdict(of: first) == nil)
    }

    @Test func disabledActionsSayWhy() throws {
        var explorer = try Rehearsal(engine: FixtureEngine())
        explorer.run(.good)
        #expect(explorer.state.notice == .refused(.good, .notAMatch))
        explorer.run(.undo)
        #expect(explorer.state.notice == .refused(.undo, .nothingToUndo))
        explorer.send(.type("red mug"))
        explorer.run(.withdraw)
        #expect(explorer.state.notice == .refused(.withdraw, .noVerdict))
    }

    /// After any of many random walks: replaying the acts gives the live memory, and undoing everything leaves none.
    @Test(arguments: 0..<20) func memoryIsTheSumOfTheActs(seed: Int) throws {
        var explorer = try asked("red mug")
        var random = SplitMix(state: UInt64(seed))
        let actions: [Action] = [
            .good, .bad, .down, .up, .undo, .redo, .mark, .withdraw, .enter, .back, .nextView, .fold, .first,
        ]
        for _ in 0..<120 {
            let action = actions[Int(random.next() % UInt64(actions.count))]
            explorer.send(.run(action), .idle)
        }
        var replayed = SessionMemory()
        for act in explorer.acts { replayed.apply(act) }
        #expect(replayed == explorer.state.memory)
        while explorer.state.obstacle(to: .undo) == nil { explorer.run(.undo) }
        #expect(explorer.state.memory.verdicts.isEmpty)
    }

    @Test func reopeningStandsWhereOneLeft() throws {
        var explorer = try asked("red mug")
        explorer.run(.good, .down, .nextView, .enter, .down, .down, .bad, .nextInstance)
        explorer.send(.idle)
        let left = explorer.state
        let again = try Rehearsal(engine: FixtureEngine(), opening: .restored(left.memory, note: nil)).state
        #expect(again.chip?.subject == left.chip?.subject)
        #expect(again.match == left.match)
        #expect(again.view == left.view)
        #expect(again.chosenInstance == left.chosenInstance)
        #expect(again.trail == left.trail)
        #expect(again.memory.verdicts == left.memory.verdicts)
        #expect(again.obstacle(to: .undo) == nil)
    }

    /// One session goes through many catalogs: verdicts stay, and each index finds again what was asked there last.
    @Test func everyIndexHasItsOwnPlace() throws {
        var explorer = try asked("red mug")
        explorer.run(.good)
        explorer.send(.idle)
        let here = explorer.state.health.index
        func opened(_ index: String) -> SessionAct {
            .opened(OpenedAct(program: "eclip", modelSHA256: "", index: index, pictures: 1))
        }
        let elsewhere = SessionAct.queried(QueriedAct(subject: .text("green hat"), normalized: "green hat"))
        var memory = explorer.state.memory
        memory.apply(opened("other.index"))
        #expect(memory.place == nil && memory.trail.isEmpty && memory.verdicts.count == 1)
        memory.apply(elsewhere)
        #expect(memory.hasPlace(on: here) && memory.hasPlace(on: "other.index") && !memory.hasPlace(on: "third.index"))
        let back = try Rehearsal(engine: FixtureEngine(), opening: .restored(memory, note: nil)).state
        #expect(back.subject == .text("red mug") && back.match == explorer.state.match && back.memory.verdicts.count == 1)
        #expect(back.notice == .restored(verdicts: 1, note: nil))

        // Undo and history are those of the index that is open.
        #expect(back.memory.doneHere.count == 1 && back.obstacle(to: .undo) == nil)
        memory.apply(opened("third.index"))
        #expect(memory.doneHere.isEmpty && memory.done.count == 1)

        var fresh = SessionMemory()
        fresh.apply(opened("other.index"))
        fresh.apply(elsewhere)
        let new = try Rehearsal(engine: FixtureEngine(), opening: .restored(fresh, note: nil)).state
        #expect(new.isPicking && new.notice == nil, "nobody is welcomed back to what was never opened")
    }

    @Test func aWarningAboutTheDataIsSaidAtTheStart() throws {
        var health = try FixtureEngine().health()
        let warning = DataWarning.unlike(model: "demo", trait: "edges", here: 0.5, trained: 0.1)
        health.warnings = [warning]
        let state = reduce(ExplorerState(), .opened(.picker, health, language: .en)).0
        #expect(state.notice == .warning(warning))
    }

    @Test func theStoryStandsOnItsRow() throws {
        let story = Story(words: "red mug", image: "photos/3.png", instance: 2, products: 2, globalRank: 9)
        let explorer = try Rehearsal(engine: FixtureEngine(), opening: .story(story))
        #expect(explorer.state.match?.image == "photos/3.png")
        #expect(explorer.state.notice == .story(story))
        #expect(explorer.state.focus == .box && explorer.state.boxIsSelected, "a newcomer types at once")
    }
}

struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = (state ^ (state >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}
