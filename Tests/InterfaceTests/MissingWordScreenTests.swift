// A word of the question that the first row is not filed under is said under the box, whole on a small screen, and in lines.
import Domain
import Explorer
import Interface
import Screen
import Support
import Testing

@Suite struct MissingWordScreenTests {
    private func asked(_ language: Language, missing: [String], words: String) throws -> Rehearsal {
        var engine = FixtureEngine()
        engine.missingWords = missing
        var explorer = try Rehearsal(engine: engine, language: language)
        explorer.send(.resized(rows: 16), .type(words))
        return explorer
    }

    @Test(arguments: Language.allCases) func theLineUnderTheBoxSaysIt(language: Language) throws {
        let explorer = try asked(language, missing: ["sock"], words: "red mug")
        let said = language == .en ? "no title of row 1 says: sock" : "1 位の商品名にない言葉: sock"
        for (columns, rows) in [(80, 24), (60, 20), (120, 36)] {
            let lines = draw(explorer.state, in: Surroundings(columns: columns, rows: rows)).lines
            #expect(lines[2].contains(said), "\(columns)x\(rows): \(lines[2])")
        }
        let plain = draw(try asked(language, missing: [], words: "red mug").state, in: Surroundings(columns: 80, rows: 24)).lines
        #expect(!plain[2].contains(language == .en ? "no title" : "商品名にない"))
    }

    /// A word that training never saw is missing as well; it is said once.
    @Test(arguments: Language.allCases) func anUnseenWordIsSaidOnce(language: Language) throws {
        let explorer = try asked(language, missing: ["sock", "hose"], words: "red hose")
        let wide = draw(explorer.state, in: Surroundings(columns: 160, rows: 40)).lines[2]
        let unseen = language == .en ? "never seen in training: hose" : "学習していない言葉: hose"
        let long = language == .en ? "no title of row 1 says: sock" : "1 位の商品名にない言葉: sock"
        #expect(wide.contains(unseen) && wide.contains(long) && !wide.contains("sock, hose") && !wide.contains("sock、hose"), "\(wide)")
        let narrow = draw(explorer.state, in: Surroundings(columns: 80, rows: 24)).lines[2]
        let short = language == .en ? "never learned: hose  not in row 1: sock" : "sock"
        #expect(narrow.contains(short) && narrow.contains("hose"), "\(narrow)")
    }

    @Test(arguments: Language.allCases) func linesSayIt(language: Language) throws {
        var talk = try Conversation(language)
        var engine = FixtureEngine()
        engine.missingWords = ["sock"]
        talk.explorer = try Rehearsal(engine: engine, language: language)
        talk.explorer.send(.resized(rows: 20))
        let lines = talk.say("red mug")
        #expect(lines.contains(language == .en ? "no title of row 1 says: sock" : "1 位の商品名にない言葉: sock"), "\(lines)")
    }
}
