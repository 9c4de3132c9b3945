// What the terminal answers, whole and in pieces, among keys that were typed meanwhile.
import Screen
import Terminal
import Testing

@Suite struct TerminalAnswersTests {
    private let reply = "\u{1B}]11;rgb:fdfd/f6f6/e3e3\u{1B}\\\u{1B}[2;3R\u{1B}[?62;4c"

    @Test func answersAreTakenAndKeysAreGivenBack() {
        var answers = TerminalAnswers()
        let (typed, rest) = answers.sift(Array("ab\(reply)靴\u{1B}[A".utf8))
        #expect(String(decoding: typed, as: UTF8.self) == "ab靴\u{1B}[A")
        #expect(rest.isEmpty)
        #expect(answers.background == RGB(0xFD, 0xF6, 0xE3))
        #expect(answers.ambiguousIsWide == true)
        #expect(answers.isComplete)
    }

    /// Cut anywhere, the two pieces say what the whole says, and no typed key is lost.
    @Test func answersMayArriveInPieces() {
        let bytes = Array("x\(reply)y".utf8)
        for cut in 0...bytes.count {
            var answers = TerminalAnswers()
            let first = answers.sift(Array(bytes[..<cut]))
            let second = answers.sift(first.rest + bytes[cut...])
            let typed = String(decoding: first.typed + second.typed + second.rest, as: UTF8.self)
            #expect(typed == "xy", "cut at \(cut)")
            #expect(answers.isComplete)
        }
    }

    @Test func coloursAreReadInEveryForm() {
        #expect(TerminalAnswers.colour("rgb:ff/80/00") == RGB(255, 128, 0))
        #expect(TerminalAnswers.colour("rgba:0000/0000/0000/ffff") == RGB(0, 0, 0))
        #expect(TerminalAnswers.colour("#1e1e2e") == RGB(0x1E, 0x1E, 0x2E))
        #expect(TerminalAnswers.colour("rgb:f/8/0") == RGB(255, 136, 0))
        for text in ["", "rgb:", "rgb:1/2", "rgb:zz/00/00", "#12345", "rgb:12345/0/0", "rgb:-fff/0/0", "rgb:0/+f/0", "#-f0000"] {
            #expect(TerminalAnswers.colour(Substring(text)) == nil, "\(text)")
        }
    }

    @Test func aTerminalWithoutUnicodeTellsItself() {
        for (reply, isUnicode, isWide) in [("2;2", true, false), ("2;3", true, true), ("2;4", false, false)] {
            var answers = TerminalAnswers()
            #expect(answers.sift(Array("\u{1B}[\(reply)R".utf8)).typed.isEmpty)
            #expect(answers.isUnicode == isUnicode)
            #expect(answers.ambiguousIsWide == isWide)
        }
    }

    @Test func functionKeysAreNoAnswers() {
        var answers = TerminalAnswers()
        #expect(answers.sift(Array("\u{1B}[1;2R".utf8)).typed == Array("\u{1B}[1;2R".utf8))
        #expect(answers.ambiguousIsWide == nil)
    }
}
