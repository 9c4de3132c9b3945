// Run files there and back, bad ones by their line, and moves and overlap against values worked out by hand.
import Domain
import Testing

@Suite struct TrecRunTests {
    @Test func whatIsWrittenIsReadBack() throws {
        let rows = [TrecRow(document: "my photos/a 1.png", score: 0.5), TrecRow(document: "b%20.png", score: 0.25)]
        let text = TrecRun.lines(of: rows, query: "red mug", tag: "shop")
        #expect(text == "red%20mug Q0 my%20photos/a%201.png 1 0.5 shop\nred%20mug Q0 b%2520.png 2 0.25 shop\n")
        let run = try TrecRun(text: text, name: "run")
        #expect(run.queries == ["red mug"] && run.rows(of: "red mug") == rows)
        #expect(run.rows(of: "blue") == nil)
        #expect(run.rows(ofFirst: ["blue", "red mug"]) == rows)
    }

    @Test func scoreDecidesAndRankBreaksTies() throws {
        let run = try TrecRun(text: "q Q0 c 1 1 t\nq Q0 b 3 2 t\nq Q0 a 2 2 t\n", name: "run")
        #expect(run.rows(of: "q")?.map(\.document) == ["a", "b", "c"])
    }

    @Test(arguments: [
        ("q Q0 a 1 0.5 t\nq Q0 b 2 0.4\n", "run:2", "5 fields"), ("q Q0 a one 0.5 t\n", "run:1", "rank one"),
        ("\nq Q0 a 1 nan t\n", "run:2", "score nan"), ("q Q0 a 1 2 t\nq Q0 a 2 1 t\n", "run:2", "twice"),
        ("", "run", "no ranking"),
    ])
    func badLinesAreNamed(text: String, place: String, problem: String) {
        let fault = #expect(throws: InputFault.self) { try TrecRun(text: text, name: "run") }
        #expect(fault?.place == place && fault?.problem.contains(problem) == true)
    }
}

@Suite struct RankingMovesTests {
    @Test func everyKindOfMove() {
        let moves = RankingMoves(left: ["a", "b", "c", "d", "e"], right: ["c", "b", "a", "e", "x"], top: 4)
        #expect(moves.documents.map(\.document) == ["c", "b", "a", "e", "d"])
        #expect(moves.documents.map(\.move) == [.up(2), .same, .down(2), .new, .gone])
        #expect(moves.documents[3].left == 5 && moves.documents[4].right == nil)
        #expect(moves.both == 3 && moves.onlyLeft == ["d"] && moves.onlyRight == ["e"])
    }

    @Test func overlapByHand() {
        #expect(rankBiasedOverlap([], []) == 1 && rankBiasedOverlap(["a"], []) == 0)
        #expect(abs(rankBiasedOverlap(["a", "b", "c"], ["a", "b", "c"]) - 1) < 1e-12)
        #expect(rankBiasedOverlap(["a", "b"], ["c", "d"]) == 0)
        // p 0.9; agreements 0/1, 2/2: 0.1/0.9 * 0.81 + 0.81 = 0.9
        #expect(abs(rankBiasedOverlap(["a", "b"], ["b", "a"]) - 0.9) < 1e-12)
        // uneven, p 0.5: overlap 1, 1 at depths 1, 2; sum 1*0.5 + 1/2*0.25 + 1*(1/2)*0.25 = 0.75, tail (0/2 + 1)*0.25
        #expect(abs(rankBiasedOverlap(["a"], ["a", "b"], persistence: 0.5) - 1) < 1e-12)
    }
}
