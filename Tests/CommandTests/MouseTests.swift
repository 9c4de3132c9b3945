// The mouse of the real program on a pseudo-terminal: a click is answered, and whatever ends or stops the explorer, the
// terminal no longer reports the mouse.
import Foundation
import Glibc
import ProgramDriver
import Testing

private let demo = "explore --checkpoint good.safetensors --index good.index"

@Suite(.serialized) struct Mice {
    private func opened(_ session: String, _ flags: String = "") throws -> PseudoTerminal {
        let terminal = try Workshop.made.get().eclipOnTerminal("\(demo) --session \(session).jsonl \(flags)")
        // The key bar is there before the index is; a key pressed in between goes to the box.
        #expect(terminal.read(until: "instance queries", limit: 20_000) != nil, "no index in \(terminal.text)")
        _ = terminal.readUntilQuiet(200)
        return terminal
    }

    /// The last of the requests to report the mouse was to stop.
    private func reports(_ terminal: PseudoTerminal) -> Bool {
        let text = terminal.text
        guard let on = text.range(of: "\u{1B}[?1006;1000h", options: .backwards)?.lowerBound else { return false }
        let off = ["\u{1B}[?1000l", "\u{1B}[?1006;1000l"].compactMap {
            text.range(of: $0, options: .backwards)?.lowerBound
        }.max()
        return off.map { $0 < on } ?? true
    }

    @Test func aClickOnTheTitleBarOpensHelp() throws {
        let terminal = try opened("click")
        #expect(reports(terminal))
        let start = terminal.transcript.count
        terminal.write("\u{1B}[<0;79;1M\u{1B}[<0;79;1m")
        #expect(terminal.read(until: "type a word", since: start) != nil, "\(terminal.text)")
        terminal.write("\u{3}")
        #expect(terminal.waitForEnd() == 0)
        #expect(!reports(terminal) && terminal.isRestored)
    }

    @Test func withoutTheMouseNothingIsAskedFor() throws {
        let terminal = try opened("quiet", "--no-mouse")
        #expect(!terminal.text.contains("1000h"))
        terminal.write("\u{3}")
        #expect(terminal.waitForEnd() == 0)
    }

    @Test func theActionGivesTheMouseBack() throws {
        let terminal = try opened("switch")
        terminal.write("\t")
        _ = terminal.readUntilQuiet(100)
        terminal.write("P")
        #expect(terminal.read(until: "mouse off") != nil, "\(terminal.text)")
        #expect(!reports(terminal))
        let start = terminal.transcript.count
        terminal.write("P")
        #expect(terminal.read(until: "1000h", since: start) != nil, "\(terminal.text)")
        #expect(reports(terminal))
        terminal.write("\u{3}")
        #expect(terminal.waitForEnd() == 0)
        #expect(!reports(terminal))
    }

    @Test(arguments: [SIGTERM, SIGSEGV, SIGABRT]) func whateverEndsItTheMouseIsGivenBack(_ signal: Int32) throws {
        let terminal = try opened("end\(signal)")
        terminal.child.signal(signal)
        _ = terminal.waitForEnd()
        #expect(!reports(terminal))
        #expect(terminal.isRestored)
    }

    /// No shell is around the program here, so that the system does not let it stop: it goes on at once.
    @Test func stoppingGivesItBackAndGoingOnTakesItAgain() throws {
        let terminal = try opened("stop")
        let start = terminal.transcript.count
        terminal.write("\u{1A}")
        #expect(terminal.read(until: "\u{1B}[?1049l", since: start) != nil, "\(terminal.text)")
        #expect(terminal.read(until: "quit", since: start) != nil, "\(terminal.text)")
        _ = terminal.readUntilQuiet(100)
        let since = String(decoding: terminal.transcript[start...], as: UTF8.self)
        let off = try #require(since.range(of: "1000l")).lowerBound
        let on = try #require(since.range(of: "1000h")).lowerBound
        #expect(off < on, "\(since)")
        #expect(reports(terminal))
        terminal.write("\u{3}")
        #expect(terminal.waitForEnd() == 0)
        #expect(!reports(terminal))
    }
}
