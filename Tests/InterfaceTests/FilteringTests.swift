// Filters in the box: the page toggles them, Tab completes them, names keep them; sums leave the picker; the balance turns
// in steps; a question made from verdicts is seen before it is asked.
import Domain
import Explorer
import Interface
import Screen
import Support
import Testing

@Suite struct FilteringTests {
    private func filter(_ name: String, _ value: String) -> QueryFilter { QueryFilter(name: name, value: value) }

    @Test func thePageTogglesValuesAndCountsAgain() throws {
        var explorer = try Rehearsal(engine: FixtureEngine())
        explorer.send(.type("mug"))
        explorer.run(.facets)
        #expect(explorer.state.facets.counted.map(\.name) == ["category", "color"])
        explorer.send(.toggle([filter("color", "red")]))
        #expect(explorer.state.box.text == "mug color:red ")
        #expect(explorer.state.answer?.total == 6)
        #expect(explorer.state.overlay != nil)
        let color = explorer.state.facets.counted.first { $0.name == "color" }
        #expect(color?.counts.first { $0.value == "blue" }?.pictures == 6)
        let category = explorer.state.facets.counted.first { $0.name == "category" }
        #expect(category?.counts.map(\.pictures) == [2, 2, 2])
        explorer.send(.toggle([filter("color", "red")]))
        #expect(explorer.state.box.text == "mug")
        #expect(explorer.state.answer?.total == 24)
    }

    @Test func enterOnThePageIsTheValueUnderTheCursor() throws {
        var explorer = try Rehearsal(engine: FixtureEngine())
        explorer.send(.type("mug"))
        explorer.run(.facets)
        explorer.send(.type("green"))
        explorer.send(try #require(KeyMap.standard.event(for: .named(.enter), in: explorer.state)))
        #expect(explorer.state.box.text == "mug color:green ")
    }

    @Test func aPickedProductStaysBesideAFilter() throws {
        var explorer = try Rehearsal(engine: FixtureEngine())
        explorer.send(.type("#p6"))
        explorer.run(.enter, .facets)
        explorer.send(.toggle([filter("category", "bell pepper")]))
        #expect(explorer.state.box.text == "#p6 category:\"bell pepper\" ")
        #expect(!explorer.state.isPicking && explorer.state.answer?.total == 8)
    }

    @Test func whatIsTypedAfterThePageIsAnotherWord() throws {
        var explorer = try Rehearsal(engine: FixtureEngine())
        explorer.send(.type("mug"))
        explorer.send(.toggle([filter("color", "red")]), .type("blue"))
        #expect(explorer.state.boxFilters == [filter("color", "red")])
    }

    @Test func aFailedQuestionKeepsNoRowsOfAnother() throws {
        var explorer = try Rehearsal(engine: FixtureEngine())
        explorer.send(.type("mug"))
        explorer.run(.focusRows)
        let asked = explorer.effects.compactMap { if case .search(_, let generation) = $0 { generation } else { nil } }
        explorer.send(.searchFailed("no such thing", generation: try #require(asked.last)))
        explorer.run(.good)
        #expect(explorer.state.answer == nil && explorer.state.memory.verdicts.isEmpty)
        let text = draw(explorer.state, in: Surroundings(columns: 80, rows: 24)).text
        #expect(text.contains("no such thing"))
    }

    @Test(arguments: [
        ("mug colour:red", "no column colour"), ("mug -color:mauve", "no color mauve to leave out"),
        ("mug color:mauve", "no photo has color mauve"), ("mug -color:red", nil), ("mug title:dots source:x", nil),
        ("mug verdict:good", nil), ("mug verdict:splendid", "no photo has verdict splendid"),
    ])
    func filtersThatCanDoNothingAreSaid(text: String, doubt: String?) throws {
        var explorer = try Rehearsal(engine: FixtureEngine())
        explorer.send(.type(text))
        let shown = draw(explorer.state, in: Surroundings(columns: 120, rows: 36)).text
        if let doubt { #expect(shown.contains(doubt), "\(shown.prefix(600))") } else { #expect(explorer.state.filterDoubt == nil) }
    }

    /// The machine knows no verdicts: what reads the photo must be asked without them too.
    @Test func aPhotoIsReadForTheWordsWithoutFiltersOverVerdicts() throws {
        var explorer = try Rehearsal(engine: FixtureEngine())
        explorer.send(.type("mug"))
        explorer.run(.focusRows, .good)
        explorer.send(.edit(.deleteToStart), .type("mug verdict:good"))
        let read = explorer.effects.compactMap { if case .read(_, let subject, _) = $0 { subject } else { nil } }
        #expect(read.last == .text("mug"))
    }

    @Test func aSumWithAProductInFrontIsNoPicking() throws {
        var explorer = try Rehearsal(engine: FixtureEngine())
        explorer.send(.type("#p6 - red"))
        #expect(!explorer.state.isPicking)
        #expect(explorer.state.subject == .text("#p6 - red"))
    }

    @Test func tabCompletesNamesAndValuesAndGoesRound() throws {
        var explorer = try Rehearsal(engine: FixtureEngine())
        func tab(_ explorer: inout Rehearsal) throws {
            explorer.send(try #require(KeyMap.standard.event(for: .named(.tab), in: explorer.state)))
        }
        explorer.send(.type("mug co"))
        #expect(explorer.state.completions.map(\.word) == ["color:"])
        try tab(&explorer)
        #expect(explorer.state.box.text == "mug color:")
        try tab(&explorer)
        #expect(explorer.state.box.text == "mug color:blue")
        try tab(&explorer)
        #expect(explorer.state.box.text == "mug color:green")
        explorer.send(.type(" category:be"))
        try tab(&explorer)
        #expect(explorer.state.box.text == "mug color:green category:\"bell pepper\"")
        try tab(&explorer)
        #expect(explorer.state.focus == .rows)
    }

    @Test func verdictsBelongToTheWordsWhateverTheFilter() throws {
        var explorer = try Rehearsal(engine: FixtureEngine())
        explorer.send(.type("red mug"))
        explorer.run(.focusRows, .good)
        let judged = try #require(explorer.state.memory.verdicts.keys.first)
        explorer.run(.focusBox)
        explorer.send(.edit(.deleteToStart), .type("red mug verdict:good"))
        #expect(explorer.state.answer?.matches.map(\.image) == [judged.image])
        #expect(explorer.state.match.map { explorer.state.key(of: $0) } == judged)
        explorer.send(.edit(.deleteToStart), .type("red mug -verdict:any"))
        #expect(explorer.state.answer?.total == 23)
        explorer.send(.edit(.deleteToStart), .type("blue mug verdict:good"))
        #expect(explorer.state.answer?.total == 0)
        explorer.send(.edit(.deleteToStart), .type("verdict:good"))
        #expect(explorer.state.answer?.matches.map(\.image) == [judged.image])
    }

    @Test func aNameKeepsFiltersAcrossStarts() throws {
        var explorer = try Rehearsal(engine: FixtureEngine())
        explorer.send(.type("mug"))
        explorer.run(.nameFilters)
        #expect(explorer.state.notice == .refused(.nameFilters, .noFilters))
        explorer.send(.type(" color:red category:mug"))
        explorer.run(.nameFilters)
        explorer.send(.type("Sale"), .overlay(.accept))
        var memory = SessionMemory()
        for act in explorer.acts { memory.apply(act) }
        #expect(memory.namedFilters == [NamedFilter(name: "sale", filters: "color:red category:mug")])
        explorer.send(.edit(.deleteToStart), .type("shoe"))
        explorer.run(.facets)
        explorer.send(try #require(KeyMap.standard.event(for: .named(.enter), in: explorer.state)))
        #expect(explorer.state.box.text == "shoe color:red category:mug ")
        let page = draw(explorer.state, in: Surroundings(columns: 80, rows: 24)).text
        #expect(page.contains("[x] sale"))
    }

    @Test func theBalanceTurnsInStepsAndComesBack() throws {
        var explorer = try Rehearsal(engine: FixtureEngine())
        explorer.send(.type("mug"))
        explorer.run(.moreGlobal, .moreGlobal, .moreGlobal)
        #expect(explorer.state.answer?.request.score == .blend)
        #expect(abs((explorer.state.answer?.request.blend ?? 0) - 0.3) < 1e-9)
        #expect(draw(explorer.state, in: Surroundings(columns: 120, rows: 36)).text.contains("by a blend 30%"))
        explorer.send(.idle)
        let queried = explorer.acts.compactMap { if case .queried(let act) = $0 { act.blend } else { nil } }
        #expect(queried.last == 0.3)
        explorer.run(.lessGlobal, .lessGlobal, .lessGlobal)
        #expect(explorer.state.score == .instance)
    }

    @Test(arguments: Language.allCases) func thePageShowsCounts(language: Language) throws {
        var explorer = try Rehearsal(engine: FixtureEngine(), language: language)
        explorer.send(.type("mug color:red"))
        explorer.run(.facets)
        let text = draw(explorer.state, in: Surroundings(columns: 80, rows: 24)).text
        #expect(text.contains("[x] color: red") && text.contains("verdict: good"))
        #expect(text.contains(language == .en ? "6 photos" : "写真 6 枚"))
    }

    @Test func feedbackIsPreviewedBeforeItReplacesTheList() throws {
        var explorer = try Rehearsal(engine: FixtureEngine())
        explorer.send(.type("mug"))
        explorer.run(.feedback)
        #expect(explorer.state.notice == .refused(.feedback, .nothingJudged))
        explorer.run(.focusRows, .good, .bad)
        let before = explorer.state.answer?.matches.map(\.image)
        let keys = explorer.state.memory.done.map(\.key)
        explorer.run(.feedback)
        #expect(explorer.state.answer?.matches.map(\.image) == before)
        #expect(explorer.state.feedbackMoves.count == 24 && explorer.state.feedbackMoves.first?.before != nil)
        let text = draw(explorer.state, in: Surroundings(columns: 80, rows: 24)).text
        #expect(text.contains("more like 1 good, less like 1 bad") && text.contains("was "))
        explorer.send(.overlay(.close))
        #expect(explorer.state.box.text == "mug")
        explorer.run(.feedback)
        explorer.send(try #require(KeyMap.standard.event(for: .named(.enter), in: explorer.state)))
        #expect(
            explorer.state.box.text
                == "mug + 0.75:\(keys[0].image)@\(keys[0].instance) - 0.25:\(keys[1].image)@\(keys[1].instance)")
        #expect(QueryParts(explorer.state.box.text).terms.map(\.weight) == [1, 0.75, -0.25])
        // The sum itself is a row of file names, to be read where it can be changed.
        func box() -> String { draw(explorer.state, in: Surroundings(columns: 80, rows: 24)).lines[1] }
        #expect(box().contains("mug + 1 good - 1 bad") && !box().contains("0.75:"))
        explorer.run(.focusBox)
        #expect(box().contains("0.25:"))
        explorer.run(.focusRows)
        explorer.run(.back)
        #expect(explorer.state.box.text == "mug")
    }

    @Test func foldedAndUnknownWordsAreSaidUnderTheBox() throws {
        var explorer = try Rehearsal(engine: FixtureEngine())
        explorer.send(.type("laptop ｍｕｇ"))
        let text = draw(explorer.state, in: Surroundings(columns: 140, rows: 36)).text
        #expect(text.contains("never seen in training: laptop  read as: laptop "))
    }
}
