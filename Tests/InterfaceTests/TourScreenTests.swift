// The tour's line fits the smallest usual screen in both languages, with the key that is bound.
import Domain
import Explorer
import Interface
import Screen
import Support
import Testing

@Suite struct TourScreenTests {
    @Test(arguments: Language.allCases) func everySentenceFits80Columns(language: Language) throws {
        var explorer = try Rehearsal(engine: FixtureEngine(), language: language)
        explorer.run(.tour)
        for step in TourStep.allCases {
            try #require(explorer.state.tour?.step == step)
            let line = draw(explorer.state, in: Surroundings(columns: 80, rows: 24)).lines[0]
            #expect(line.contains("\(step.rawValue + 1)/13") && !line.contains("~"), "\(line)")
            #expect(line.hasSuffix(language == .en ? "ends the tour" : "案内を終了"), "\(line)")
            if let action = step.action {
                let names = KeyMap.standard.allNames(of: action)
                #expect(names.contains { line.contains(" \($0) ") }, "\(line)")
            }
            switch step {
            case .ask: explorer.send(.type("red mug"))
            case .why, .filter: explorer.send(.run(step == .why ? .why : .facets), .overlay(.close))
            default: if let action = step.action { explorer.run(action) }
            }
        }
    }
}
