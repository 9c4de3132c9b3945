// Questions to be checked: asked a few at a time, the doubtful ones first, and what was looked at is remembered.
import Domain
import Explorer
import Support
import Testing

@Suite struct QuerySetTests {
    private let questions = ["red mug", "laptop", "blue shoe", "green bell pepper", "black dress", "yellow mug", "red shoe",
        "blue mug", "green mug", "lamp"].map(QuerySubject.text) + [.product("p3")]

    private func opened() throws -> Rehearsal {
        var explorer = try Rehearsal(engine: FixtureEngine())
        explorer.send(.queries(questions, name: "launch.txt"))
        return explorer
    }

    @Test func theDoubtfulOnesComeFirst() throws {
        let explorer = try opened()
        let set = explorer.state.querySet
        #expect(set.glances.count == questions.count)
        let chances = set.order.compactMap { set.glances[$0].probability }
        #expect(chances == chances.sorted() && chances.count == questions.count)
        #expect(Set(set.order.prefix(3).map { questions[$0] }) == [.text("laptop"), .text("black dress"), .text("lamp")])
        let asked = explorer.effects.compactMap { if case .glance(let requests, _) = $0 { requests.count } else { nil } }
        #expect(asked == [8, 3], "a few at a time")
    }

    @Test func theListIsWalkedAndRemembered() throws {
        var explorer = try opened()
        explorer.send(.overlay(.to(1, count: questions.count)), .overlay(.accept), .idle)
        let order = explorer.state.querySet.order
        #expect(explorer.state.subject == questions[order[1]] && explorer.state.querySetPlace == 1)
        explorer.run(.nextQuery, .nextQuery, .previousQuery)
        explorer.send(.idle)
        #expect(explorer.state.querySetPlace == 2 && explorer.state.trail.isEmpty)
        var memory = SessionMemory()
        for act in explorer.acts { memory.apply(act) }
        #expect(memory.asked.isSuperset(of: [questions[order[1]].key, questions[order[2]].key]))
        #expect(!memory.asked.contains(questions[order[0]].key))
    }

    /// From the question asked last, whatever was asked beside the list since; at the end it says so.
    @Test func thePlaceInTheListIsKept() throws {
        var explorer = try opened()
        explorer.send(.overlay(.to(4, count: questions.count)), .overlay(.accept))
        explorer.send(.edit(.deleteToStart), .type("something else"))
        explorer.run(.nextQuery)
        #expect(explorer.state.querySetPlace == 5)
        for _ in questions { explorer.run(.nextQuery) }
        #expect(explorer.state.querySetPlace == questions.count - 1)
        #expect(explorer.state.notice == .endOfQueries(isLast: true))
    }

    @Test func verdictsMakeAStateOfEachQuestion() {
        func verdict(_ image: String, _ grade: Grade, _ reason: VerdictReason? = nil, note: String? = nil) -> Verdict {
            Verdict(
                key: VerdictKey(query: "q", image: image, instance: 1), grade: grade, reason: reason, note: note,
                evidence: Evidence(
                    modelSHA256: "", indexSHA256: "", rawQuery: "q", rank: 1, score: 0, scoreKind: .instance, productID: "",
                    recipe: "", map: nil))
        }
        func state(_ verdicts: [Verdict], first: String? = "a") -> QuestionState {
            CheckedQuestion(first: first.map { ($0, 1) }, verdicts: verdicts).state
        }
        #expect(state([]) == .unjudged && state([verdict("a", .good), verdict("b", .bad)]) == .right)
        #expect(state([verdict("a", .bad), verdict("b", .good)]) == .wrong && state([verdict("b", .good)]) == .partly)
        #expect(state([verdict("b", .good)], first: nil) == .partly)
        let checked = CheckedQuestion(
            first: ("a", 1),
            verdicts: [verdict("b", .bad, .duplicate), verdict("a", .bad, .badPhoto, note: "dark"), verdict("c", .bad, .badPhoto)])
        #expect(checked.reasons == [.badPhoto, .duplicate] && checked.notes == ["dark"] && checked.bad == 3)
    }

    @Test func aBadQuestionIsDoubtfulAndStopsNothing() throws {
        var explorer = try Rehearsal(engine: FixtureEngine())
        explorer.send(.queries([.text("red mug"), .text("mug size:3")], name: "x"))
        #expect(explorer.state.querySet.glances.map(\.title) == ["red mug", ""])
    }

    @Test func aQuestionThatStandsThereTwiceIsOne() throws {
        var explorer = try Rehearsal(engine: FixtureEngine())
        explorer.send(.queries(["red mug", "lamp", "Lamp", "lamp", "blue shoe"].map(QuerySubject.text), name: "x"))
        #expect(explorer.state.querySet.questions.count == 3 && explorer.state.querySet.glances.count == 3)
        explorer.run(.nextQuery, .nextQuery, .nextQuery)
        #expect(explorer.state.querySetPlace == 2)
    }

    @Test func theLanguageChangesOnThePage() throws {
        var explorer = try opened()
        explorer.run(.language)
        guard case .queries? = explorer.state.overlay else { throw Missing() }
        #expect(explorer.state.language == .ja)
        #expect(explorer.state.querySet.glances.contains { $0.productID == "p3" })
    }

    @Test func withoutAListThereIsNothingToGoTo() throws {
        var explorer = try Rehearsal(engine: FixtureEngine())
        explorer.run(.nextQuery)
        #expect(explorer.state.notice == .refused(.nextQuery, .noQueries))
    }
}
