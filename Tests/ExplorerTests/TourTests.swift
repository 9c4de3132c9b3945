// The tour: every step ends by doing what it asks for, on the fixture as on the demo, and not before.
import Domain
import Explorer
import Support
import Testing

@Suite struct TourTests {
    /// Does what a step asks for.
    private func perform(_ step: TourStep, _ explorer: inout Rehearsal) {
        switch step {
        case .ask: explorer.send(.type("red mug"), .idle)
        case .why, .filter:
            explorer.run(step == .why ? .why : .facets)
            explorer.send(.overlay(.close))
        default: if let action = step.action { explorer.run(action) }
        }
    }

    @Test func everyStepEndsByDoingIt() throws {
        var explorer = try Rehearsal(engine: FixtureEngine())
        explorer.run(.tour)
        for step in TourStep.allCases {
            #expect(explorer.state.tour?.step == step)
            explorer.run(.redraw)
            #expect(explorer.state.tour?.step == step, "nothing was done for \(step) yet")
            perform(step, &explorer)
        }
        #expect(explorer.state.tour == nil)
        #expect(explorer.state.notice == .toured)
    }

    @Test func theTourCanBeLeftAndBegunAnew() throws {
        var explorer = try Rehearsal(engine: FixtureEngine())
        explorer.send(.guide, .type("red mug"))
        #expect(explorer.state.tour?.step == .rows)
        explorer.run(.tour)
        #expect(explorer.state.tour == nil)
        explorer.run(.tour)
        #expect(explorer.state.tour?.step == .ask)
    }

    @Test func theWordsOfTheFirstStartAreNotThePersons() throws {
        let story = Story(words: "yellow bell pepper", image: "photos/1.png", instance: 1, products: 2, globalRank: 3)
        var explorer = try Rehearsal(engine: FixtureEngine(), opening: .story(story))
        explorer.run(.tour)
        #expect(explorer.state.answer != nil && explorer.state.tour?.step == .ask)
        explorer.send(.type("red mug"))
        #expect(explorer.state.tour?.step == .rows)
    }

    @Test func aPageThatOnlyOpensDoesNotEndItsStep() throws {
        var explorer = try Rehearsal(engine: FixtureEngine())
        explorer.run(.tour)
        for step in TourStep.allCases.prefix(while: { $0 != .why }) { perform(step, &explorer) }
        explorer.run(.why)
        #expect(explorer.state.tour?.step == .why)
        explorer.send(.overlay(.close))
        #expect(explorer.state.tour?.step == .judge)
    }
}
