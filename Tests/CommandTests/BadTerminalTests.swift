// The explorer where no explorer can be: no terminal, one that cannot move its cursor, one that is too small; and
// whatever ends it, the terminal is as it was.
import Foundation
import Glibc
import ProgramDriver
import Testing

private let demo = "explore --checkpoint good.safetensors --index good.index --session seen.jsonl"

@Suite(.serialized) struct BadTerminals {
    @Test func withoutATerminalItSaysSo() throws {
        let run = try Workshop.made.get().eclip(demo)
        #expect(run.status == 2)
        #expect(run.errors.contains("terminal"), "\(run.errors)")
        #expect(run.output == "")
    }

    @Test(arguments: ["dumb", "", "no-such-terminal"])
    func aTerminalThatCannotDoIt(_ name: String) throws {
        let shop = try Workshop.made.get()
        let terminal = try shop.eclipOnTerminal(
            "explore --checkpoint good.safetensors --index good.index --session unseen.jsonl", environment: ["TERM": name])
        #expect(terminal.waitForEnd() == 2)
        #expect(!FileManager.default.fileExists(atPath: shop.folder + "/unseen.jsonl"), "nothing is written for a screen that is not")
        #expect(terminal.text.contains("eclip: "), "\(terminal.text)")
        #expect(terminal.text.contains("TERM=xterm-256color eclip explore"), "\(terminal.text)")
        #expect(terminal.isRestored)
        #expect(terminal.isOnOrdinaryScreen)
    }

    @Test func withoutAHomeNothingIsWrittenWhereSomebodyStands() throws {
        let shop = try Workshop.made.get()
        for home in ["", "here"] {
            let settings = ["HOME": home, "XDG_STATE_HOME": "", "XDG_CACHE_HOME": "there", "XDG_CONFIG_HOME": ""]
            let run = try shop.eclip(
                "explore --linear --role reader --checkpoint good.safetensors --index good.index", environment: settings)
            #expect(run.status == 0, "\(run.errors)")
            for name in [".local", ".config", "here", "there"] {
                #expect(!FileManager.default.fileExists(atPath: shop.folder + "/" + name), "\(name)")
            }
        }
    }

    @Test func aFaultyCheckpointIsSaidOnTheOrdinaryScreen() throws {
        let terminal = try Workshop.made.get().eclipOnTerminal("explore --checkpoint nan.safetensors --index good.index")
        #expect(terminal.waitForEnd() == 2)
        #expect(terminal.text.contains("not finite"), "\(terminal.text)")
        #expect(terminal.isRestored && terminal.isOnOrdinaryScreen)
    }

    @Test func aTinyWindowIsRefusedInWords() throws {
        let terminal = try Workshop.made.get().eclipOnTerminal(demo, columns: 20, rows: 5)
        #expect(terminal.waitForEnd() == 2)
        #expect(terminal.text.contains("20x5"), "\(terminal.text)")
        #expect(terminal.isRestored && terminal.isOnOrdinaryScreen)
    }

    @Test func aWindowMadeTinySaysSoAndStillEnds() throws {
        let terminal = try opened()
        let start = terminal.transcript.count
        terminal.resize(columns: 20, rows: 5)
        #expect(terminal.read(until: "40", since: start) != nil, "\(terminal.text)")
        terminal.write("\u{3}")
        #expect(terminal.waitForEnd() == 0)
        #expect(terminal.isRestored && terminal.isOnOrdinaryScreen)
    }

    @Test func aSessionInUseIsNotSharedAndNotHarmed() throws {
        let terminal = try opened()
        let second = try Workshop.made.get().eclipOnTerminal(demo)
        #expect(second.waitForEnd() == 2)
        #expect(second.text.contains("seen.jsonl"), "\(second.text)")
        terminal.write("\u{3}")
        #expect(terminal.waitForEnd() == 0)
    }

    @Test(arguments: [SIGTERM, SIGHUP, SIGINT, SIGSEGV, SIGABRT, SIGILL])
    func whateverEndsItTheTerminalIsAsItWas(_ signal: Int32) throws {
        let terminal = try opened()
        terminal.child.signal(signal)
        let status = terminal.waitForEnd()
        let isCrash = [SIGSEGV, SIGABRT, SIGILL].contains(signal)
        #expect(isCrash ? status == 128 + signal : status < 130, "status \(status)")
        #expect(terminal.isRestored)
        #expect(terminal.isOnOrdinaryScreen)
    }

    /// The explorer with its first screen drawn.
    private func opened() throws -> PseudoTerminal {
        let terminal = try Workshop.made.get().eclipOnTerminal(demo)
        #expect(terminal.read(until: "quit", limit: 20_000) != nil, "no key bar in \(terminal.text)")
        _ = terminal.readUntilQuiet(200)
        return terminal
    }
}
