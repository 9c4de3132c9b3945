// Judge mode: one key a verdict, reasons that are never forced, states that undo, a place that survives, a reader that
// writes nothing.
import Domain
import Explorer
import Support
import Testing

func smallQueue(_ scale: JudgeScale = .binary) -> JudgeQueue {
    JudgeQueue(
        scale: scale, guidelines: "Only the region counts.",
        items: ["red mug", "blue shoe"].flatMap { query in
            (1...3).map {
                QueueItem(
                    query: query, image: "photos/\($0).png", instance: 1, productID: "p\($0)", title: "thing \($0)",
                    rank: 70 + $0, score: 0.4321)
            }
        })
}

@Suite struct JudgeModeTests {
    func judging(_ scale: JudgeScale = .binary, opening: Opening = .picker) throws -> Rehearsal {
        try Rehearsal(engine: FixtureEngine(), opening: opening, queue: smallQueue(scale))
    }

    @Test func sixKeysJudgeSixPairs() throws {
        var explorer = try judging()
        for key in 0..<6 { explorer.send(.judge(.grade(key % 2))) }
        #expect(explorer.state.memory.verdicts.count == 6)
        #expect(explorer.state.openPairs.pending == 0)
        #expect(explorer.state.judge?.news == .allDone)
        let verdict = try #require(explorer.state.memory.verdicts.values.first)
        #expect(verdict.evidence.rank > 70 && verdict.evidence.score == 0.4321)
        #expect(verdict.evidence.map != nil, "the region that was judged is evidence")
    }

    /// Marking goes on to the next pair; a verdict on what was marked does not pass over the pair that is now on the screen.
    @Test func aVerdictOnMarkedPairsLeavesTheOneOnTheScreenOpen() throws {
        var explorer = try judging()
        explorer.send(.judge(.mark))
        let shown = try #require(explorer.state.judge?.item?.key)
        explorer.send(.judge(.grade(0)))
        #expect(explorer.state.memory.verdicts.count == 1 && explorer.state.memory.verdicts[shown] == nil)
        #expect(explorer.state.judge?.item?.key == shown)
        explorer.send(.judge(.grade(1)))
        #expect(explorer.state.memory.verdicts[shown]?.grade == .good && explorer.state.judge?.item?.key != shown)
    }

    @Test func aReasonIsOneKeyMoreAndNeverForced() throws {
        var explorer = try judging()
        let first = try #require(explorer.state.judge?.item?.key)
        explorer.send(.judge(.grade(0)), .judge(.reason(.wrongRegion)))
        #expect(explorer.state.memory.verdicts[first]?.reason == .wrongRegion)
        explorer.send(.judge(.grade(1)), .judge(.reason(.duplicate)))
        #expect(explorer.state.judge?.news == .noNegative)
        #expect(explorer.state.memory.verdicts.values.filter { $0.reason != nil }.count == 1)
    }

    @Test func badAndWhyIsOneKeyAndOneAct() throws {
        var explorer = try judging()
        let first = try #require(explorer.state.judge?.item?.key)
        let acts = explorer.acts.count
        explorer.send(.judge(.bad(.wrongAttribute)))
        #expect(explorer.state.memory.verdicts[first]?.reason == .wrongAttribute && explorer.acts.count == acts + 1)
        #expect(explorer.state.judge?.item?.key != first)
        explorer.send(.judge(.previous), .judge(.bad(.badPhoto)))
        #expect(explorer.state.memory.verdicts[first]?.reason == .badPhoto, "judged again, for another reason")
        explorer.send(.judge(.undo))
        #expect(explorer.state.memory.verdicts[first]?.reason == .wrongAttribute)
    }

    @Test func aGradedScaleKeepsItsLevel() throws {
        var explorer = try judging(JudgeScale(names: ["", "", "", ""], goodFrom: 2))
        let first = try #require(explorer.state.judge?.item?.key)
        explorer.send(.judge(.grade(1)))
        #expect(explorer.state.memory.verdicts[first]?.level == 1)
        #expect(explorer.state.memory.verdicts[first]?.grade == .bad)
        explorer.send(.judge(.grade(4)))
        #expect(explorer.state.memory.verdicts.count == 1, "there is no level 4")
    }

    @Test func everyStateUndoes() throws {
        var explorer = try judging()
        let keys = try #require(explorer.state.judge).queue.items.map(\.key)
        explorer.send(.judge(.skip), .judge(.cannotTell), .judge(.flag), .judge(.note))
        explorer.send(.judge(.typed("glare")), .judge(.accept))
        #expect(explorer.state.pairState(keys[0]) == .skipped)
        #expect(explorer.state.pairState(keys[1]) == .cannotTell)
        #expect(explorer.state.pairState(keys[2]) == .draft)
        #expect(explorer.state.memory.asides[keys[2]]?.isFlagged == true)
        explorer.send(.judge(.grade(1)))
        #expect(explorer.state.memory.verdicts[keys[2]]?.note == "glare")
        for _ in 0..<5 { explorer.send(.judge(.undo)) }
        #expect(keys.allSatisfy { explorer.state.pairState($0) == .pending })
        #expect(explorer.state.judge?.item?.key == keys[0], "undo comes to what it undid")
        var replayed = SessionMemory()
        for act in explorer.acts { replayed.apply(act) }
        #expect(replayed == explorer.state.memory)
    }

    @Test func skippedPairsComeAgainAtTheEnd() throws {
        var explorer = try judging()
        let first = try #require(explorer.state.judge?.item?.key)
        explorer.send(.judge(.skip))
        for _ in 0..<5 { explorer.send(.judge(.grade(1))) }
        #expect(explorer.state.judge?.item?.key == first)
    }

    @Test func aReopenedSessionGoesOnAtTheNextPair() throws {
        var explorer = try judging()
        explorer.send(.judge(.grade(1)), .judge(.grade(0)), .judge(.reason(.badPhoto)))
        let next = explorer.state.judge?.item
        let again = try judging(opening: .restored(explorer.state.memory, note: nil))
        #expect(again.state.judge?.item == next)
        #expect(again.state.judge?.queue == explorer.state.judge?.queue)
    }

    @Test func ordersDifferByRaterAndKeepQueriesTogether() {
        let one = smallQueue().ordered(for: "ann"), other = (1...9).map { smallQueue().ordered(for: "r\($0)") }
        #expect(one == smallQueue().ordered(for: "ann"))
        #expect(other.contains { $0 != one })
        #expect(one.items.prefix(3).allSatisfy { $0.query == one.items[0].query })
    }

    @Test func aBoxIsDrawnWithThePatchCursor() throws {
        var explorer = try judging()
        let key = try #require(explorer.state.judge?.item?.key)
        explorer.send(.judge(.box))
        for _ in 0..<8 { explorer.send(.judge(.boxStep(rows: -1, columns: -1, extends: false))) }
        explorer.send(.judge(.boxStep(rows: 1, columns: 3, extends: true)), .judge(.accept))
        #expect(explorer.state.pairState(key) == .draft)
        explorer.send(.judge(.grade(0)))
        #expect(explorer.state.memory.verdicts[key]?.box == Box(x: 0, y: 0, width: 0.5, height: 0.25))
    }

    @Test func aMarkedSetIsJudgedAtOnceAndUndoneAtOnce() throws {
        var explorer = try judging()
        let keys = try #require(explorer.state.judge).queue.items.map(\.key)
        explorer.send(.judge(.mark), .judge(.mark), .judge(.grade(0)))
        #expect(Set(explorer.state.memory.verdicts.keys) == Set(keys.prefix(2)))
        #expect(explorer.state.memory.verdicts.values.allSatisfy { $0.evidence.map != nil }, "both regions were seen")
        explorer.send(.judge(.reason(.duplicate)))
        #expect(explorer.state.memory.verdicts.values.allSatisfy { $0.reason == .duplicate })
        explorer.send(.judge(.undo), .judge(.undo))
        #expect(explorer.state.memory.verdicts.isEmpty)
        explorer.send(.judge(.redo))
        #expect(explorer.state.memory.verdicts.count == 2)
        explorer.send(.judge(.undo), .judge(.markQuery), .judge(.grade(1)))
        #expect(Set(explorer.state.memory.verdicts.keys.map(\.query)) == [keys[0].query])
        #expect(explorer.state.memory.verdicts.count == 3 && explorer.state.judge?.marked.isEmpty == true)
    }

    @Test func theRightRegionIsDrawnOnThePhotoThatWasJustJudged() throws {
        var explorer = try judging()
        let key = try #require(explorer.state.judge?.item?.key)
        explorer.send(.judge(.grade(0)))
        let next = explorer.state.judge?.item?.key
        explorer.send(.judge(.reason(.wrongRegion)), .judge(.box))
        #expect(explorer.state.judge?.item?.key == key)
        explorer.send(.judge(.boxStep(rows: 1, columns: 1, extends: true)), .judge(.accept))
        #expect(explorer.state.memory.verdicts[key]?.box != nil && explorer.state.memory.verdicts[key]?.reason == .wrongRegion)
        #expect(explorer.state.judge?.item?.key == next, "and one goes on where one was")
    }

    @Test func theListOfWhatWasDoneLeadsThereAndUndoesInIt() throws {
        var explorer = try judging()
        let keys = try #require(explorer.state.judge).queue.items.map(\.key)
        explorer.send(.judge(.grade(1)), .judge(.grade(0)), .judge(.skip), .judge(.history))
        #expect(explorer.state.judgeChanges.map(\.change.key) == [keys[2], keys[1], keys[0]])
        explorer.send(.judge(.undo))
        #expect(explorer.state.judgeChanges.map(\.isUndone) == [true, false, false])
        explorer.send(.judge(.line(9)), .judge(.accept))
        #expect(explorer.state.judge?.page == nil && explorer.state.judge?.item?.key == keys[0])
    }

    @Test func aQueueOfDisagreementsRecordsWhatItSettles() throws {
        var queue = smallQueue()
        queue.keepsOrder = true
        let said = [JudgedVersion(rater: "ann", grade: .good), JudgedVersion(rater: "ben", grade: .bad, reason: .badPhoto)]
        queue.versions[queue.items[0].key] = said
        var explorer = try Rehearsal(engine: FixtureEngine(), queue: queue)
        #expect(explorer.state.judge?.item == queue.items[0], "the order is the queue's")
        explorer.send(.judge(.grade(1)))
        guard case .judged(let judged) = explorer.acts.last else {
            Issue.record("no verdict")
            return
        }
        #expect(judged.settles == said)
    }

    @Test func aKeyBeforeTheSessionIsOpenJudgesNothing() {
        let state = ExplorerState(language: .en, rater: "ann", role: .judge, queue: smallQueue())
        let (next, effects) = reduce(state, .judge(.grade(1)))
        #expect(next.memory == state.memory && effects.isEmpty && next.judge?.news == .stillOpening)
    }

    @Test func paceComesFromTheRuntimesClock() throws {
        var explorer = try judging()
        for second in [1.0, 3, 5] { explorer.send(.clock(second), .judge(.grade(1))) }
        #expect(explorer.state.judge?.pace == 30)
    }

    @Test func aReaderWritesNothingAndIsToldWhy() throws {
        var explorer = try Rehearsal(engine: FixtureEngine(), role: .reader)
        explorer.send(.type("red mug"), .idle)
        explorer.run(.down, .good)
        #expect(explorer.state.notice == .refused(.good, .readOnly))
        explorer.send(.reason(.duplicate))
        #expect(explorer.state.notice == .refused(.bad, .readOnly))
        #expect(explorer.acts.isEmpty)
        #expect(explorer.state.memory.verdicts.isEmpty)
    }
}
