// Keys of one's own: they replace, the key bar and help say them, clashes and unknown names are refused.
import Domain
import Explorer
import Interface
import Screen
import Support
import Testing

@Suite struct KeyFileTests {
    private func problem(_ keys: [String: [String]]) -> KeyProblem? {
        do {
            _ = try KeyMap.standard.replacing(keys)
            return nil
        } catch { return error as? KeyProblem }
    }

    @Test func keysAreReplacedEverywhere() throws {
        let keys = try KeyMap.standard.replacing(["good": ["y", "Alt-g"], "history": ["H"]])
        let explorer = try peppers()
        #expect(keys.event(for: .character("y"), in: explorer.state) == .run(.good))
        #expect(keys.event(for: .character("g", .alt), in: explorer.state) == .run(.good))
        #expect(keys.event(for: .character("g"), in: explorer.state) == .type("g"), "no key any more: it begins a question")
        #expect(keys.event(for: .named(.function(5)), in: explorer.state) == nil)
        let text = draw(explorer.state, in: Surroundings(columns: 120, rows: 36, keys: keys)).text
        #expect(text.contains("y good") && !text.contains("g good"))
    }

    @Test func aKeyOfTwoActionsIsRefused() {
        let found = problem(["good": ["w"]])
        #expect(found?.action == "good" && found?.problem == "w is a key of why as well")
        #expect(problem(["good": ["w"], "why": ["a"]]) == nil)
        #expect(problem(["facets": ["F5"]])?.problem == "F5 is a key of good as well")
    }

    @Test func unknownNamesAreRefused() {
        #expect(problem(["goood": ["w"]])?.expected?.contains("good, bad") == true)
        #expect(problem(["good": ["Hyper-x"]])?.problem == "\"Hyper-x\" is no key")
        #expect(problem(["quit": []])?.problem == "no key would quit")
    }

    @Test(arguments: [("ｇ", "g"), ("Ctrl-I", "Tab"), ("Ctrl-J", "Enter"), ("Ctrl-M", "Enter"), ("「", "[")])
    func keysThatNeverArriveAreRefused(key: String, other: String) {
        #expect(problem(["good": [key]])?.problem == "\"\(key)\" never arrives: it is \(other) here")
    }

    @Test func aNameIsNotTakenApartForEver() {
        for name in ["Ctrl-", "Alt-", "^"] {
            #expect(KeyMap.key(named: String(repeating: name, count: 300_000) + "x") == nil)
            #expect(KeyMap.key(named: name + name + "x") == nil)
        }
        #expect(KeyMap.key(named: "Ctrl-Alt-x") == nil)
        #expect(KeyMap.key(named: "^^") == .control("^"))
    }

    @Test func everyKeyReadsBackByItsName() throws {
        let table = KeyMap.standard.table
        let again = try KeyMap.standard.replacing(Dictionary(uniqueKeysWithValues: table.map { ($0.action, $0.keys) }))
        #expect(again == KeyMap.standard)
    }
}
