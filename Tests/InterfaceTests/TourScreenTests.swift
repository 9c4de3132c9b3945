// The tour's line fits the smallest usual screen in both languages, with the key that is bound.
import Domain
import Explorer
import Interface
import Screen
import Support
import Testing

@Suite struct TourScreenTests {
    /// Keys that do something while letters are typed, or what leaves the box before them.
    private static let inTheBox: [TourStep: String] = [
        .rows: "Tab", .follow: "Down", .instance: "Tab ]", .view: "F3", .why: "Tab w", .judge: "F6", .undo: "F7", .like: "Enter",
        .back: "Alt-Left", .filter: "^T", .pin: "F9", .help: "F1",
    ]

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
            for focus in [Focus.box, .rows] {
                var state = explorer.state
                state.focus = focus
                let line = draw(state, in: Surroundings(columns: 80, rows: 24)).lines[0]
                #expect(!line.contains("~") && line.hasSuffix(language == .en ? "ends the tour" : "案内を終了"), "\(line)")
                guard focus == .box, let keys = Self.inTheBox[step] else { continue }
                #expect(line.hasPrefix(" \(step.rawValue + 1)/13 \(keys)  "), "\(line)")
            }
            let narrow = draw(explorer.state, in: Surroundings(columns: 60, rows: 24)).lines[0]
            #expect(narrow.contains("~") || narrow.contains("  "), "a cut shows: \(narrow)")
            switch step {
            case .ask: explorer.send(.type("red mug"))
            case .why, .filter: explorer.send(.run(step == .why ? .why : .facets), .overlay(.close))
            default: if let action = step.action { explorer.run(action) }
            }
        }
    }
}
