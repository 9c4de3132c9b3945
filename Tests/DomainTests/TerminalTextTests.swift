// Text of unknown origin on a plain terminal: nothing in it is a command, and a row stays a row.
import Domain
import Testing

@Suite struct TerminalTextTests {
    @Test(arguments: [
        ("\u{1B}]0;owned\u{7}mug", "\u{FFFD}]0;owned\u{FFFD}mug"), ("a\u{9B}31mb", "a\u{FFFD}31mb"), ("a\u{202E}b\u{2066}", "a\u{FFFD}b\u{FFFD}"),
        ("a\rb", "a\u{FFFD}b"), ("two\nlines\tof text", "two\nlines\tof text"), ("赤い é 👍🏽", "赤い é 👍🏽"), ("e\u{1B}\u{301}", "e\u{FFFD}\u{301}"),
    ])
    func controlsAreShown(text: String, safe: String) {
        #expect(text.safeForTerminal == safe)
        #expect(text.safeDrawing == safe)
    }

    @Test func ownColoursStayInDrawings() {
        #expect("\u{1B}[1;38;5;9mred\u{1B}[0m".safeDrawing == "\u{1B}[1;38;5;9mred\u{1B}[0m")
        #expect("\u{1B}[2J\u{1B}[m\u{1B}]0;x".safeDrawing == "\u{FFFD}[2J\u{1B}[m\u{FFFD}]0;x")
    }

    @Test(arguments: [
        ("red\nmug", "red mug"), ("red \r\n\t mug\n", "red mug"), ("a\u{2028}b\u{85}c\u{B}d", "a b c d"), ("  2.  a\nb", "  2.  a b"),
        ("\u{1B}[31mred", "\u{FFFD}[31mred"), ("as it is", "as it is"), ("", ""), ("\n", ""),
    ])
    func aTitleIsOneLine(text: String, line: String) { #expect(text.onOneLine == line) }

    @Test func aPageHasAsManyLinesAsRows() {
        let page = ["a\nb", "c\u{1B}[2J", "d\r\n"].page
        #expect(page == "a b\nc\u{FFFD}[2J\nd\n")
    }

    @Test func faultsAreOneLine() {
        let fault = InputFault("a\nb.csv", "line \u{1B}[2J", expected: "x\ny")
        #expect(fault.description == "a b.csv: line \u{FFFD}[2J (expected x y)")
    }

    /// A combining mark behind a quote makes another character of it, and the same quote to a shell.
    @Test func scalarsAreReplacedUnderCombiningMarks() {
        #expect("a'\u{301}b'".replacing(scalar: "'", with: "_") == "a_\u{301}b_")
        #expect("plain".replacing(scalar: "'", with: "_") == "plain")
    }
}
