// How many colours, in every combination of flag, environment and terminal.
import Screen
import Terminal
import Testing

@Suite struct ColourDecisionTests {
    private func depth(
        _ preference: ColourPreference, _ environment: [String: String] = [:], colours: Int = 256, direct: Bool = false
    ) -> ColourDepth {
        ColourDecision.depth(preference, environment: environment, colours: colours, hasDirectEntry: direct)
    }

    @Test func theTerminalIsTheLimit() {
        #expect(depth(.auto, colours: 0) == .mono)
        #expect(depth(.auto, colours: 8) == .eight)
        #expect(depth(.auto, colours: 16) == .sixteen)
        #expect(depth(.auto) == .indexed)
        #expect(depth(.truecolor) == .indexed)
        #expect(depth(.truecolor, direct: true) == .truecolor)
        #expect(depth(.sixteen, colours: 8) == .eight)
    }

    @Test func theFlagBeatsTheEnvironment() {
        #expect(depth(.auto, ["NO_COLOR": "1"]) == .mono)
        #expect(depth(.auto, ["NO_COLOR": ""]) == .indexed)
        #expect(depth(.indexed, ["NO_COLOR": "1"]) == .indexed)
        #expect(depth(.never, ["COLORTERM": "truecolor"], direct: true) == .mono)
        #expect(depth(.auto, ["COLORTERM": "truecolor"], direct: true) == .truecolor)
        #expect(depth(.auto, ["COLORTERM": "truecolor"]) == .indexed)
        #expect(depth(.sixteen, ["COLORTERM": "truecolor"], direct: true) == .sixteen)
    }

    @Test func plainOutputAsksTheEnvironmentAlone() {
        func plain(_ preference: ColourPreference, _ environment: [String: String], terminal: Bool = true)
            -> ColourDepth
        {
            ColourDecision.plainDepth(preference, environment: environment, isTerminal: terminal)
        }
        #expect(plain(.auto, ["TERM": "xterm-256color"]) == .indexed)
        #expect(plain(.auto, ["TERM": "xterm-256color", "COLORTERM": "truecolor"]) == .truecolor)
        #expect(plain(.auto, ["TERM": "xterm-256color", "COLORTERM": "truecolor"], terminal: false) == .mono)
        #expect(plain(.auto, ["TERM": "dumb"]) == .mono)
        #expect(plain(.auto, [:]) == .mono)
        #expect(plain(.auto, ["TERM": "vt220"]) == .sixteen)
        #expect(plain(.indexed, ["TERM": "dumb"], terminal: false) == .indexed)
        #expect(plain(.auto, ["TERM": "xterm-256color", "NO_COLOR": "1"]) == .mono)
    }

    @Test func namesFallBackToCommonRelatives() {
        #expect(
            ColourDecision.names(for: "xterm-256color", direct: true) == [
                "xterm-direct", "xterm-256color", "xterm-256color",
            ])
        #expect(ColourDecision.names(for: "xterm-ghostty", direct: false) == ["xterm-ghostty", "xterm-256color"])
        #expect(
            ColourDecision.names(for: "tmux-256color", direct: false) == ["tmux-256color", "screen-256color", "screen"])
        #expect(ColourDecision.names(for: "dumb", direct: false) == ["dumb"])
        #expect(ColourDecision.background(environment: ["COLORFGBG": "0;15"]) == RGB(255, 255, 255))
        #expect(ColourDecision.background(environment: ["COLORFGBG": "15;default"]) == nil)
    }

    @Test func withoutATerminalOpeningFailsWithAFact() {
        // A test run's output is a pipe or a terminal; only the first can be tested here.
        let options = TerminalOptions(environment: ["TERM": "no-such-terminal-xyz"])
        do {
            _ = try TerminalSession(options)
            Issue.record("opened")
        } catch let fault as TerminalFault {
            #expect([.notATerminal, .unknownTerminal(name: "no-such-terminal-xyz")].contains(fault))
        } catch {
            Issue.record("\(error)")
        }
    }
}
