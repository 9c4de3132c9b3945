// Which old verdicts a new ranking honours: the rule of `Replay.swift`, case by case.
import Domain
import Evaluation
import Testing

private func labels(_ grades: [(String, Int)]) -> [PhotoLabel] {
    grades.map { PhotoLabel(query: "q", image: $0.0, grade: $0.1) }
}

private func replayed(_ grades: [(String, Int)], _ ranking: [String], before: [String]? = nil, top: Int = 2) -> [String: Bool?] {
    let query = ReplayedQuery(id: "q", labels: labels(grades), ranking: ranking, before: before, top: top)
    return Dictionary(uniqueKeysWithValues: query.labels.map { ($0.label.image, $0.isHonoured) })
}

@Suite struct VerdictReplayTests {
    @Test func rightInTheHeadAndWrongBelowAreHonoured() {
        #expect(replayed([("a", 1), ("b", 0), ("c", 0)], ["a", "b", "c"]) == ["a": true, "b": true, "c": true])
    }

    @Test func wrongAboveARightPhotoOfTheHeadBreaks() {
        #expect(replayed([("a", 1), ("b", 0)], ["b", "a", "c"]) == ["a": true, "b": false])
    }

    @Test func aRightPhotoOutsideTheHeadBreaksAloneAndWrongInAnEmptyHeadToo() {
        #expect(replayed([("a", 1), ("b", 0), ("c", 0)], ["x", "b", "c", "a"]) == ["a": false, "b": false, "c": true])
        #expect(replayed([("a", 1), ("d", 1), ("b", 0)], ["a", "b", "c", "d"]) == ["a": true, "d": false, "b": true])
    }

    @Test func theHeadGrowsWithTheRightPhotos() {
        #expect(replayed([("a", 1), ("b", 2), ("c", 3)], ["a", "b", "c"]) == ["a": true, "b": true, "c": true])
    }

    @Test func whatTheGalleryDoesNotHoldSaysNothing() {
        let query = ReplayedQuery(id: "q", labels: labels([("a", 1), ("gone", 1)]), ranking: ["a"], before: nil, top: 1)
        #expect(query.missing == 1 && query.honoured == 1 && query.broken == 0 && query.head == 1)
    }

    @Test func againstABaselineOnlyWhatItHonouredBreaks() {
        let query = ReplayedQuery(
            id: "q", labels: labels([("a", 1), ("b", 1), ("c", 0)]), ranking: ["c", "a", "x", "b"],
            before: ["x", "a", "c", "b"], top: 2)
        #expect(query.labels.filter(\.isBroken).map(\.label.image) == ["c"], "b was not honoured before either")
        #expect(query.labels.filter(\.isWon).isEmpty)
        let won = ReplayedQuery(id: "q", labels: labels([("a", 1)]), ranking: ["a"], before: ["x", "y", "a"], top: 1)
        #expect(won.won == 1 && won.broken == 0)
    }
}
