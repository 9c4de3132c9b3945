// The compare page as drawn: marks, their plain stand-ins, both languages, and its keys.
import Domain
import Explorer
import Interface
import Screen
import Support
import Testing

@Suite struct ComparisonTests {
    @Test func movesAreDrawnWithArrowsOrPlain() throws {
        var explorer = try peppers()
        explorer.run(.compare)
        let moves = try #require(explorer.state.comparison.moves)
        let rises = moves.documents.prefix(14).contains { if case .up = $0.move { true } else { false } }
        #expect(rises)
        let plain = draw(explorer.state, in: Surroundings(columns: 80, rows: 24)).text
        #expect(plain.contains("^") && !plain.contains("↑") && plain.contains("by instances, then by global vector"))
        #expect(plain.contains("was ") && plain.contains("overlap 0."))
        let colour = draw(explorer.state, in: Surroundings(columns: 80, rows: 24, theme: colourful)).text
        #expect(colour.contains("↑"))
    }

    @Test func theSameInJapanese() throws {
        var explorer = try peppers(.ja)
        explorer.run(.compare)
        let text = draw(explorer.state, in: Surroundings(columns: 80, rows: 24)).text
        #expect(text.contains("重なり") && text.contains("前は") && text.contains("相手を変更"))
    }

    @Test func tabGoesOnAndEnterLeads() throws {
        var explorer = try peppers()
        #expect(KeyMap.standard.event(for: .character("="), in: explorer.state) == .run(.compare))
        #expect(KeyMap.standard.event(for: .character("＝"), in: explorer.state) == .run(.compare))
        explorer.run(.compare)
        #expect(KeyMap.standard.event(for: .named(.tab), in: explorer.state) == .run(.compare))
        #expect(KeyMap.standard.event(for: .named(.enter), in: explorer.state) == .overlay(.accept))
    }
}
