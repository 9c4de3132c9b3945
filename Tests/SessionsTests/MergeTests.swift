// Sessions of several raters in one journal: names and times stay, pointers follow, nothing comes twice.
import Domain
import Foundation
import Sessions
import Testing

private func session(_ rater: String, _ acts: [SessionAct], second: Int = 0) -> JournalContents {
    JournalContents(
        entries: acts.enumerated().map {
            SessionEntry(
                sequence: $0.offset + 1, time: "2026-01-02T03:\(10 + second):\(10 + $0.offset).000Z", rater: rater,
                act: $0.element)
        })
}

private func judged(_ query: String, _ grade: Grade = .good, group: Int? = nil) -> SessionAct {
    .judged(JudgedAct(verdict: verdict(query, grade: grade), group: group))
}

private func merge(_ sessions: [JournalContents], into target: JournalContents = JournalContents()) throws -> SessionMerge {
    var merge = try SessionMerge(into: target)
    for session in sessions { try merge.add(session) }
    return merge
}

private let ann = session("ann", [judged("q"), judged("r"), judged("s", group: 2), .undone(2), judged("t"), .undone(1)])
private let ben = session("ben", [judged("q", .bad), .undone(1), .redone(1), .withdrawn(verdict("z").key)], second: 1)

@Suite struct MergeTests {
    @Test func numbersAndPointersAreNew() throws {
        let result = try merge([ann, ben])
        #expect(result.added.map(\.sequence) == Array(1...10))
        #expect(result.added.map(\.act.name) == (ann.entries + ben.entries).map(\.act.name))
        #expect(result.added.map(\.time) == (ann.entries + ben.entries).map(\.time))
        #expect(result.added[7].act == .undone(7) && result.added[8].act == .redone(7))
        let merged = result.merged()
        #expect(merged.raters == ["ann", "ben"])
        #expect(merged.memory(of: "ann").verdicts == ann.memory.verdicts)
        #expect(merged.memory(of: "ben").verdicts == ben.memory.verdicts)
    }

    @Test func mergingAgainAddsOnlyWhatIsNew() throws {
        let first = try merge([ann, ben])
        let again = try merge([ben, ann], into: first.merged())
        #expect(again.added.isEmpty && again.duplicates == 10)
        var grown = ann
        grown.entries.append(
            SessionEntry(sequence: 7, time: "2026-01-02T05:00:00.000Z", rater: "ann", act: .redone(1)))
        let third = try merge([grown], into: first.merged())
        #expect(third.added.map(\.act) == [.redone(1)] && third.added.map(\.sequence) == [11])
        #expect(third.merged(with: first.merged()).memory(of: "ann").verdicts == grown.memory.verdicts)
    }

    /// Between an undo and its redo stand another rater's acts.
    @Test func aRedoBehindAnotherRatersActsCounts() throws {
        let start = session("ann", [judged("q"), .undone(1)])
        let first = try merge([start, session("ben", [judged("r")], second: 1)]).merged()
        var grown = start
        grown.entries.append(SessionEntry(sequence: 3, time: "2026-01-02T05:00:00.000Z", rater: "ann", act: .redone(1)))
        let memory = try merge([grown], into: first).merged(with: first).memory
        #expect(Set(memory.verdicts.keys.map(\.query)) == ["q", "r"])
    }

    @Test func twoEqualActsOfOneMomentAreTwo() throws {
        var twice = session("ann", [judged("q"), judged("q")])
        twice.entries[1].time = twice.entries[0].time
        let first = try merge([twice])
        #expect(first.added.count == 2)
        #expect(try merge([twice], into: first.merged()).added.isEmpty)
    }

    @Test func namesMayComeFromTheFiles() throws {
        var merge = try SessionMerge()
        try merge.add(ann, rater: "one")
        try merge.add(ann, rater: "two")
        #expect(merge.merged().raters == ["one", "two"] && merge.duplicates == 0)
    }

    @Test func anUndoOfADamagedLineIsCounted() throws {
        var cut = ann
        cut.entries.remove(at: 1)
        let result = try merge([cut])
        #expect(result.dangling == 1 && result.added.count == 4)
    }
}
