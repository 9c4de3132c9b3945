// The zoom of the real program: the bytes on the wire are a picture of the window's size, and the screen that comes back
// is whole.
import Foundation
import Images
import ProgramDriver
import Testing

@Suite(.serialized) struct Zooms {
    private func opened(_ flags: String, cell: (width: Int, height: Int) = (10, 20)) throws -> PseudoTerminal {
        let name = flags.filter(\.isLetter)
        let terminal = try Workshop.made.get().eclipOnTerminal(
            "explore --checkpoint good.safetensors --index good.index --session zoom\(name).jsonl --open apple \(flags)",
            environment: ["COLORTERM": "truecolor"], cell: cell)
        #expect(terminal.read(until: "lit: patches", limit: 20_000) != nil, "no recipe in \(terminal.text)")
        _ = terminal.readUntilQuiet(200)
        return terminal
    }

    private func text(_ terminal: PseudoTerminal, since start: Int) -> String {
        String(decoding: terminal.transcript[start...], as: UTF8.self)
    }

    @Test func kittyGetsAPNGOfTheWindowsSizeAndIsCleared() throws {
        let terminal = try opened("--zoom kitty")
        var start = terminal.transcript.count
        terminal.write("\u{F}")
        #expect(terminal.read(until: "_Ga=T,", since: start) != nil, "\(text(terminal, since: start))")
        _ = terminal.readUntilQuiet(500)
        #expect(text(terminal, since: start).contains("any other key"))
        // The last picture: the one with all its pixels, if a smaller one was shown before.
        let wire = try #require(text(terminal, since: start).components(separatedBy: "\u{1B}_Ga=T,").last)
        let payload = ("\u{1B}_Ga=T," + wire).components(separatedBy: "\u{1B}_G").dropFirst().map { chunk in
            chunk.prefix { $0 != "\u{1B}" }.drop { $0 != ";" }.dropFirst()
        }
        #expect(payload.allSatisfy { $0.count <= 4096 })
        let png = try #require(Data(base64Encoded: payload.joined()))
        let raster = try decodePicture(png, name: "wire")
        // 48x36 pixels into 80x23 cells of 10x20: the height decides.
        #expect(raster.height == 460 && raster.width == 613, "\(raster.width)x\(raster.height)")
        start = terminal.transcript.count
        terminal.write("\u{1B}")
        #expect(terminal.read(until: "quit", since: start) != nil, "\(text(terminal, since: start))")
        _ = terminal.readUntilQuiet(100)
        let after = text(terminal, since: start)
        #expect(after.contains("\u{1B}_Ga=d,d=A"), "the picture was left on the screen")
        for part in ["eclip", "apple", "lit: patches", "quit"] {
            #expect(after.contains(part), "\(part) was not drawn anew")
        }
        terminal.write("\u{3}")
        #expect(terminal.waitForEnd() == 0)
        #expect(terminal.isRestored && terminal.isOnOrdinaryScreen)
    }

    @Test(arguments: [("--zoom iterm2", "\u{1B}]1337;File=inline=1"), ("--zoom sixel", "\u{1B}P0;1;0q\"1;1;613;460")])
    func theOtherProtocols(flags: String, head: String) throws {
        let terminal = try opened(flags)
        let start = terminal.transcript.count
        terminal.write("\u{F}")
        #expect(terminal.read(until: head, since: start) != nil, "\(text(terminal, since: start).prefix(300))")
        #expect(terminal.read(until: "any other key", since: start) != nil)
        terminal.write("\u{3}")
        #expect(terminal.waitForEnd() == 0)
        #expect(terminal.isRestored && terminal.isOnOrdinaryScreen)
    }

    /// A terminal that answers nothing gets cells, and is asked only once.
    @Test func aSilentTerminalGetsBlocks() throws {
        let terminal = try opened("--zoom auto")
        let start = terminal.transcript.count
        terminal.write("\u{F}")
        #expect(terminal.read(until: "any other key", since: start) != nil, "\(text(terminal, since: start))")
        _ = terminal.readUntilQuiet(100)
        let sent = text(terminal, since: start)
        #expect(sent.contains("a=q") && !sent.contains("a=T") && !sent.contains("\u{1B}P"))
        terminal.write("\u{1B}")
        #expect(terminal.read(until: "quit", since: start) != nil)
        let second = terminal.transcript.count
        terminal.write("\u{F}")
        #expect(terminal.read(until: "any other key", since: second) != nil)
        #expect(!text(terminal, since: second).contains("a=q"))
        terminal.write("\u{3}")
        #expect(terminal.waitForEnd() == 0)
    }

    @Test func aTerminalThatKnowsKittyIsBelieved() throws {
        let terminal = try opened("--zoom auto --no-mouse")
        let start = terminal.transcript.count
        terminal.write("\u{F}")
        #expect(terminal.read(until: "a=q", since: start) != nil)
        terminal.write("\u{1B}_Gi=31;OK\u{1B}\\\u{1B}[?62;c")
        #expect(terminal.read(until: "a=T", since: start) != nil, "\(text(terminal, since: start).prefix(500))")
        terminal.write("\u{3}")
        #expect(terminal.waitForEnd() == 0)
    }
}
