// TOML as keys files have it: what people write is read, and every other line is named rather than trapped on.
import Interface
import Testing

@Suite struct TOMLTextTests {
    private func keys(_ text: String) throws -> [String: [String]?] {
        guard case .table(let table)? = try TOMLText.read(text)["keys"] else { return [:] }
        return table.mapValues(\.texts)
    }

    @Test func whatPeopleWriteIsRead() throws {
        let text = """
            \u{FEFF}# my keys
            title = 'ours' # not about keys
            made = 2026-01-02T03:04:05Z
            [keys]   # here
            good = ["g", 'F5',
              # between
              "Ctrl-T",
            ]
            "bad" = "x"\r
            quit = []
            note = "\\"\\\\\\u9774\\t"
            [other.one]
            deep = { a = 1, b.c = ["x", [true]] }
            [[list]]
            x = -1.5e3
            """
        #expect(try keys(text) == ["good": ["g", "F5", "Ctrl-T"], "bad": ["x"], "quit": [], "note": ["\"\\靴\t"]])
        let none: [String]? = nil
        #expect(try keys("keys.good = \"g\"\nkeys.'bad' = 3") == ["good": ["g"], "bad": none])
        #expect(try keys("keys = { good = \"g\" }") == ["good": ["g"]])
        #expect(try TOMLText.read("").isEmpty && TOMLText.read("\n# nothing").isEmpty)
    }

    @Test func textsOfSeveralLines() throws {
        #expect(try keys("[keys]\na = \"\"\"\n one\ntwo\"\"\"\"\n") == ["a": [" one\ntwo\""]])
        #expect(try keys("[keys]\nb = '''\\'''\nc = \"\"\"x\\\n   y\"\"\"") == ["b": ["\\"], "c": ["xy"]])
    }

    @Test(arguments: [
        "[%keys]", "[", "[[", "[[[a]]]", "[a", "[[a]", "[a]b", "[]", "a", "a =", "a = ,", "a = ]", "= 1", "a = \"", "a = 'x", "a = \"\\q\"",
        "a = \"\\u12\"", "a = \"\\ud800\"", "a = [\"g\", }", "a = [", "a = [\"g\" \"h\"]", "a = {", "a = {b}", "a = {b = 1", "a = \"x\" y", "é = 1",
        "a = 1 2", "a.b = 1\na = 2", "a = 1\na.b = 2", "a = 1\na = 1", "a = \"x\ny\"",
    ])
    func whatIsNoTOMLIsNamedByItsLine(text: String) {
        let fault = #expect(throws: TOMLFault.self) { try TOMLText.read("# first\nfirst = 'x'\n" + text) }
        #expect([3, 4].contains(fault?.line ?? 0), "\(fault?.line ?? 0)")
        #expect(fault?.problem.isEmpty == false && fault?.expected.isEmpty == false)
    }

    @Test func nothingIsTooDeepOrTooLong() {
        for opening in ["[", "{a=", "[[", "{a=["] {
            #expect(throws: TOMLFault.self) { try TOMLText.read("a = " + String(repeating: opening, count: 100_000)) }
        }
        #expect(throws: TOMLFault.self) { try TOMLText.read(String(repeating: "a.", count: 100_000) + "a = 1") }
        let start = ContinuousClock.now
        let many = "[keys]\n" + (0..<50_000).map { "k\($0) = 'x'\n" }.joined()
        #expect(throws: Never.self) { try TOMLText.read(many) }
        #expect(ContinuousClock.now - start < .seconds(8))
    }
}
