// The compare page: what is asked of the machine, what moved, and where Enter leads.
import Domain
import Explorer
import Support
import Testing

@Suite struct ComparingTests {
    private func asked() throws -> Rehearsal {
        var explorer = try Rehearsal(engine: FixtureEngine())
        explorer.send(.resized(rows: 5), .type("yellow bell pepper"))
        explorer.run(.down)
        return explorer
    }

    @Test func theOtherScoreIsAskedForAndItsMovesAreThere() throws {
        var explorer = try asked()
        explorer.run(.compare)
        guard case .compare(let request, .score(.global), _)? = explorer.effects.last else {
            Issue.record("\(String(describing: explorer.effects.last))")
            return
        }
        #expect(request.score == .instance && !request.maps)
        let state = explorer.state
        #expect(state.overlay == .compare(cursor: 0))
        let moves = try #require(state.comparison.moves)
        #expect(moves.documents.count >= ComparePage.top && moves.overlap < 1)
        #expect(moves.documents.allSatisfy { state.comparison.titles[$0.document]?.isEmpty == false })
    }

    @Test func theSameKeyGoesOnToTheNextSideAndAnOldAnswerIsDropped() throws {
        var explorer = try asked()
        explorer.holdsAnswers = true
        explorer.run(.compare, .compare)
        #expect(explorer.state.comparison.side == .score(.blend))
        explorer.send(.compared([ComparedRow(image: "old", title: "")], generation: 1))
        #expect(explorer.state.comparison.moves == nil)
        explorer.release()
        let overlap = try #require(explorer.state.comparison.moves?.overlap)
        #expect(abs(overlap - 1) < 1e-9)
    }

    /// A run names photos and not which product of one was found: a photo that both lists have keeps the title of the list's row.
    @Test func aPhotoKeepsTheTitleOfItsRow() throws {
        var explorer = try asked()
        explorer.holdsAnswers = true
        explorer.run(.compare)
        let asked = explorer.effects.compactMap { if case .compare(_, _, let generation) = $0 { generation } else { nil } }
        let first = try #require(explorer.state.answer?.matches.first)
        let rows = [ComparedRow(image: first.image, title: "another product there"), ComparedRow(image: "only.png", title: "its own")]
        explorer.send(.compared(rows, generation: try #require(asked.last)))
        #expect(explorer.state.comparison.titles[first.image] == first.product.name)
        #expect(explorer.state.comparison.titles["only.png"] == "its own")
    }

    /// A photo that one side cannot have was not further down there.
    @Test func photosThatOneSideCannotHaveAreTold() throws {
        var explorer = try asked()
        explorer.holdsAnswers = true
        explorer.run(.compare)
        let asked = explorer.effects.compactMap { if case .compare(_, _, let generation) = $0 { generation } else { nil } }
        let matches = try #require(explorer.state.answer?.matches)
        let rows = [
            ComparedRow(image: "else/where.png", title: "its own", place: .onlyThere), ComparedRow(image: matches[1].image, title: ""),
            ComparedRow(image: matches[0].image, title: "", place: .onlyHere),
        ]
        explorer.send(.compared(rows, generation: try #require(asked.last)))
        let moves = try #require(explorer.state.comparison.moves)
        #expect(moves.documents.prefix(2).map(\.document) == ["else/where.png", matches[1].image])
        #expect(moves.onlyLeft.contains(matches[0].image), "what is only here is no row there")
        #expect(explorer.state.comparison.places[matches[0].image] == .onlyHere)
        explorer.send(.overlay(.to(0, count: moves.documents.count)), .overlay(.accept))
        #expect(explorer.state.notice == .notHere && explorer.state.overlay == .compare(cursor: 0))
    }

    @Test func otherWordsAreTypedOnThePage() throws {
        var explorer = try asked()
        explorer.run(.compare)
        explorer.send(.overlay(.write))
        #expect(explorer.state.overlay == .wording(LineEditor()))
        explorer.send(.type("red mug"), .overlay(.accept))
        guard case .compare(_, .words("red mug"), _)? = explorer.effects.last else {
            Issue.record("\(String(describing: explorer.effects.last))")
            return
        }
        #expect(explorer.state.comparison.moves != nil && explorer.state.subject == .text("yellow bell pepper"))
        explorer.send(.overlay(.write), .overlay(.close))
        #expect(explorer.state.overlay == .compare(cursor: 0))
        explorer.run(.compare)
        #expect(explorer.state.comparison.side == explorer.state.compareSides[0])
    }

    @Test func enterGoesToThePhoto() throws {
        var explorer = try asked()
        explorer.run(.compare)
        let documents = try #require(explorer.state.comparison.moves?.documents)
        explorer.send(.overlay(.to(3, count: documents.count)), .overlay(.accept))
        #expect(explorer.state.overlay == nil && explorer.state.match?.image == documents[3].document)
    }

    @Test func theWordsAskedBeforeAreASide() throws {
        var explorer = try asked()
        explorer.send(.idle, .run(.focusBox), .edit(.deleteToStart), .type("blue mug"), .idle)
        #expect(explorer.state.compareSides.last == .words("yellow bell pepper"))
        explorer.run(.compare, .compare, .compare)
        guard case .compare(let request, .words("yellow bell pepper"), _)? = explorer.effects.last else {
            Issue.record("\(String(describing: explorer.effects.last))")
            return
        }
        #expect(request.beside(.words("mug"))?.subject == .text("mug"))
        #expect(explorer.state.comparison.moves != nil)
    }

    @Test func aRankingThatIsNotThereIsSaid() throws {
        var explorer = try asked()
        var report = try explorer.engine.health()
        report.comparedWith = "shop.run"
        explorer.send(.health(report))
        explorer.run(.compare)
        #expect(explorer.state.comparison.side == .other)
        #expect(explorer.state.comparison.problem?.contains("no other ranking") == true)
    }

    @Test func productsToPickAreNoRanking() throws {
        let explorer = try Rehearsal(engine: FixtureEngine())
        #expect(explorer.state.obstacle(to: .compare) == .notAMatch)
    }
}
