// Which terminals are taken to draw pixels, and that none is guessed through tmux or screen.
import Screen
import Terminal
import Testing

@Suite struct PixelDecisionTests {
    private func known(_ environment: [String: String], _ preference: PixelPreference = .auto) -> PixelDecision {
        PixelDecision.known(preference, environment: environment, depth: .truecolor)
    }

    @Test(arguments: [
        (["TERM": "xterm-kitty"], PixelDecision.use(.kitty)),
        (["TERM": "xterm-256color", "KITTY_WINDOW_ID": "1"], .use(.kitty)),
        (["TERM": "xterm-ghostty"], .use(.kitty)),
        (["TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"], .use(.iterm2)),
        (["TERM": "xterm-256color", "LC_TERMINAL": "iTerm2"], .use(.iterm2)), (["TERM": "xterm-256color"], .ask),
        (["TERM": "foot"], .ask), (["TERM": "linux"], .blocks), ([:], .blocks),
        (["TERM": "tmux-256color", "KITTY_WINDOW_ID": "1"], .blocks),
        (["TERM": "xterm-kitty", "TMUX": "/tmp/t,1,0"], .blocks),
        (["TERM": "screen-256color", "LC_TERMINAL": "iTerm2"], .blocks),
        (["TERM": "xterm-kitty", "STY": "1.a"], .blocks),
    ])
    func environments(environment: [String: String], decision: PixelDecision) {
        #expect(known(environment) == decision)
    }

    @Test func aNamedProtocolBeatsEverything() {
        let environment = ["TERM": "tmux-256color", "TMUX": "x"]
        #expect(known(environment, .sixel) == .use(.sixel))
        #expect(known(["TERM": "xterm-kitty"], .blocks) == .blocks)
        #expect(PixelDecision.known(.auto, environment: ["TERM": "xterm-kitty"], depth: .mono) == .blocks)
        #expect(PixelDecision.known(.kitty, environment: ["TERM": "xterm-kitty"], depth: .mono) == .use(.kitty))
    }

    @Test func answersAreRead() {
        var answers = TerminalAnswers()
        let bytes = Array("\u{1B}_Gi=31;OK\u{1B}\\\u{1B}[6;21;10t\u{1B}[?62;4;22cq".utf8)
        #expect(answers.sift(bytes).typed == Array("q".utf8))
        #expect(answers.knowsKitty && answers.attributes == [62, 4, 22] && answers.isComplete)
        #expect(answers.cell == CellPixels(width: 10, height: 21))
        #expect(PixelDecision.answered(answers) == .kitty)
        var sixel = TerminalAnswers()
        _ = sixel.sift(Array("\u{1B}_Gi=31;ENOTSUPPORTED\u{1B}\\\u{1B}[?1;4c".utf8))
        #expect(PixelDecision.answered(sixel) == .sixel)
        var none = TerminalAnswers()
        _ = none.sift(Array("\u{1B}[?1;2c".utf8))
        #expect(PixelDecision.answered(none) == nil)
    }

    @Test func anAnswerCutInTwoIsKept() {
        var answers = TerminalAnswers()
        let first = answers.sift(Array("\u{1B}_Gi=31;O".utf8))
        #expect(first.typed.isEmpty)
        #expect(answers.sift(first.rest + Array("K\u{1B}\\".utf8)).typed.isEmpty)
        #expect(answers.knowsKitty)
    }
}
