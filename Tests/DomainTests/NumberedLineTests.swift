// Lines as editors number them, against a plain reference over all small texts.
import Domain
import Testing

@Suite struct NumberedLineTests {
    /// Line ends made one, then split.
    private func reference(_ text: String) -> [String] {
        var units = Array(text.unicodeScalars)
        if units.first == "\u{FEFF}" { units.removeFirst() }
        var lines: [String] = [], line = "", place = 0
        while place < units.count {
            if units[place] == "\r" || units[place] == "\n" {
                if units[place] == "\r", place + 1 < units.count, units[place + 1] == "\n" { place += 1 }
                lines.append(line)
                line = ""
            } else {
                line.unicodeScalars.append(units[place])
            }
            place += 1
        }
        return line.isEmpty ? lines : lines + [line]
    }

    @Test func allSmallTextsAreSplitAsTheReferenceDoes() {
        let parts = ["a", "\n", "\r", "\r\n", "\u{2028}", "\u{301}", "\u{FEFF}"]
        var texts = [""]
        for _ in 0..<5 {
            for text in texts {
                let lines = NumberedLine.all(of: text)
                #expect(lines.map { String($0.text) } == reference(text), "\(text.debugDescription)")
                #expect(lines.map(\.number) == Array(1...max(1, lines.count)).prefix(lines.count).map { $0 })
            }
            texts = texts.flatMap { text in parts.map { text + $0 } }
        }
    }

    @Test func fieldsStandBetweenBlanksOfEveryKind() {
        let line = NumberedLine(number: 1, text: " q\u{3000}0\t\ta%20b \u{301}c\u{85}1\u{2028}")
        #expect(line.fields == ["q", "0", "a%20b", "\u{301}c", "1"])
        #expect(NumberedLine(number: 1, text: " \t\u{3000}\u{2028}").isBlank)
    }
}
