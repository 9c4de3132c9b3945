// The line editor against a plain model, and fuzzy finding.
import Explorer
import Testing

@Suite struct LineAndFuzzyTests {
    @Test func editingIsByGrapheme() {
        var line = LineEditor("red 靴e\u{301}")
        #expect(line.caret == 6)
        line.apply(.backspace)
        #expect(line.text == "red 靴")
        line.apply(.wordLeft)
        #expect(line.caret == 4)
        line.apply(.deleteToStart)
        #expect(line.text == "靴")
        line.insert("a\nb\t")
        #expect(line.text == "a b 靴")
    }

    @Test func aMarkJoinsTheCharacterBeforeIt() {
        var line = LineEditor("か")
        line.insert("\u{3099}")
        #expect(line.characters.count == 1)
        #expect(line.caret == 1)
    }

    @Test(arguments: LineEdit.allCases) func theCaretStaysInside(edit: LineEdit) {
        for start in 0...5 {
            var line = LineEditor("ab cd")
            line.apply(.start)
            for _ in 0..<start { line.apply(.right) }
            line.apply(edit)
            line.apply(edit)
            #expect(line.caret >= 0 && line.caret <= line.characters.count)
        }
    }

    @Test func fuzzyPrefersWordStartsAndRuns() {
        let order = fuzzyOrder("bp", candidates: [["cabin pole"], ["bell pepper"], ["mug"]])
        #expect(order == [1, 0])
        #expect(fuzzyOrder("ＭＵＧ", candidates: [["red mug"], ["shoe"]]) == [0])
        #expect(fuzzyOrder("", candidates: [["a"], ["b"]]) == [0, 1])
    }

    @Test func aLineTakesWhatItHasRoomForAndSaysSo() {
        var line = LineEditor()
        let steps: [(text: String, fits: Bool)] = [
            (String(repeating: "靴", count: LineEditor.longest - 1), true), ("ab", false), ("c", false),
        ]
        for step in steps {
            let fits = line.insert(step.text)
            #expect(fits == step.fits)
        }
        #expect(line.characters.count == LineEditor.longest && line.characters.last == "a")
        line.apply(.backspace)
        let fits = line.insert("d")
        #expect(fits && line.characters.last == "d")
    }

    @Test func oneLetterWithMarksWithoutEndIsCutToo() {
        var line = LineEditor()
        let fits = line.insert("e" + String(repeating: "\u{301}", count: 100_000))
        #expect(!fits && line.text.unicodeScalars.count < 10 * LineEditor.longest)
    }

    /// Four times the text may take four times as long, not sixteen.
    @Test func whatIsTypedLetterByLetterTakesTimeInProportion() {
        func seconds(_ count: Int) -> Double {
            let start = ContinuousClock.now
            var line = LineEditor()
            for _ in 0..<count { line.insert("靴") }
            return (ContinuousClock.now - start) / .seconds(1)
        }
        let best = (0..<3).map { _ in (one: seconds(20_000), four: seconds(80_000)) }
        #expect(best.map(\.four).min()! < 8 * best.map(\.one).min()!, "\(best)")
    }
}
