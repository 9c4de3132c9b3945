// Columns of text: known cases by hand, cutting against a plain reference over all short strings of awkward graphemes.
// (TerminalTests compares the tables with the C library that curses asks.)
import Screen
import Testing

let awkward: [String] = ["a", " ", "靴", "か\u{3099}", "e\u{301}", "👨‍👩‍👧", "❤\u{FE0F}", "ｶﾞ", "→"]

/// All strings of up to `length` awkward graphemes.
func awkwardStrings(upTo length: Int) -> [String] {
    var all = [""]
    var last = [""]
    for _ in 0..<length {
        last = last.flatMap { start in awkward.map { start + $0 } }
        all += last
    }
    return all
}

@Suite struct TextWidthTests {
    @Test(arguments: [
        ("", 0), ("red bag", 7), ("靴", 2), ("革靴 red", 8), ("ｱｲｳ", 3), ("ｶﾞ", 2), ("か\u{3099}", 2), ("é", 1),
        ("e\u{301}", 1),
        ("👨‍👩‍👧", 6), ("❤\u{FE0F}", 1), ("👍🏽", 2), ("🇯🇵", 2), ("①…→★○", 5), ("─│", 2), ("\u{200B}\u{FEFF}", 0), ("ａ", 2),
        ("각", 2), ("\u{1100}\u{1161}\u{11A8}", 2), ("a\u{AD}b", 2), ("\t", 1), ("\u{1B}[2J", 4),
    ])
    func columnsOfKnownText(text: String, columns: Int) {
        #expect(TextWidth.standard.columns(of: text) == columns, "\(text.debugDescription)")
    }

    /// Where ambiguous scalars are drawn wide, none reaches a cell: curses would count them narrow.
    @Test func ambiguousScalarsGiveWayToASCII() {
        let wide = TextWidth(ambiguousIsWide: true)
        var grid = Grid(columns: 24, rows: 1, widths: wide)
        grid.put("①…→★─│ café 靴 Ж ｱ", row: 0, column: 0)
        #expect(grid.lines == ["1~>*-| cafe 靴 ? ｱ"])
        #expect(wide.columns(of: "①…→★─│ café 靴 Ж ｱ") == 18)
        for value in UInt32(0x20)...0xFFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            for piece in wide.pieces(of: Character(scalar)) where piece.columns == 1 {
                #expect(piece.text != "\u{FFFD}" && piece.text != "…")
            }
        }
    }

    @Test func cuttingNeverSplitsAGrapheme() {
        let widths = TextWidth.standard
        for text in awkwardStrings(upTo: 3) {
            for limit in 0...7 {
                let kept = widths.cut(text, to: limit)
                #expect(kept == longestBeginning(of: text, within: limit), "\(text) to \(limit)")
                #expect(widths.columns(of: widths.padded(text, to: limit)) == limit)
                #expect(
                    widths.columns(of: widths.padded(text, to: limit, alignment: .trailing, ellipsis: "…")) == limit)
            }
        }
    }

    /// The plain reference: try every beginning.
    private func longestBeginning(of text: String, within limit: Int) -> String {
        let characters = Array(text)
        for count in stride(from: characters.count, through: 0, by: -1) {
            let beginning = String(characters[..<count])
            if TextWidth.standard.columns(of: beginning) <= limit { return beginning }
        }
        return ""
    }

    @Test func ellipsisReplacesWhatIsCut() {
        #expect(TextWidth.standard.cut("黄色いパプリカ", to: 7, ellipsis: "…") == "黄色い…")
        #expect(TextWidth.standard.cut("abc", to: 3, ellipsis: "…") == "abc")
        #expect(TextWidth.standard.cut("abc", to: 0, ellipsis: "…") == "")
    }

    @Test func wrapsAtBlanksAndBetweenKanji() {
        #expect(TextWidth.standard.wrapped("the lower right edge", to: 9) == ["the lower", "right", "edge"])
        #expect(TextWidth.standard.wrapped("右下の端を見る", to: 6) == ["右下の", "端を見", "る"])
        #expect(TextWidth.standard.wrapped("", to: 6) == [])
    }

    @Test func noControlCharacterReachesACell() {
        for value in UInt32(0)..<0xA0 {
            guard let scalar = Unicode.Scalar(value) else { continue }
            for piece in TextWidth.standard.pieces(of: Character(scalar)) {
                #expect(piece.text.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F..<0xA0).contains($0.value) })
            }
        }
    }
}
