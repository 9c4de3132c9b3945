// The box's line while a search goes on: how much of the index the rows on the screen are of.
import Domain
import Explorer
import Interface
import Screen
import Support
import Testing

@Suite struct SearchingScreenTests {
    @Test(arguments: Language.allCases) func theShareSearchedStandsBesideTheWords(language: Language) throws {
        var explorer = try Rehearsal(engine: FixtureEngine(), language: language)
        explorer.holdsAnswers = true
        explorer.send(.type("red"))
        guard case .found(var part, let generation)? = explorer.held.first else { throw Missing() }
        func screen() -> [String] { draw(explorer.state, in: Surroundings(columns: 80, rows: 24)).lines }
        #expect(!screen()[1].contains("%"))
        part.searched = 0.417
        for row in part.matches.indices { part.matches[row].probability = nil }
        explorer.send(.foundSoFar(part, generation: generation))
        #expect(screen()[1].contains("41 %") && screen()[3].contains(part.matches[0].product.title))
        explorer.holdsAnswers = false
        explorer.release()
        #expect(!screen()[1].contains("%") && screen()[1].contains("ms"))
    }

    private struct Missing: Error {}
}
