// Pastes of the real program on a pseudo-terminal: whatever their size, with brackets and without, the next key is answered at
// once. A paste of 5 MB is fifty of 100 KB; the bounds are far above what either takes and far below what a slow one took.
import Foundation
import ProgramDriver
import Testing

@Suite(.serialized) struct Pastes {
    private func opened(_ name: String, _ language: String = "en") throws -> PseudoTerminal {
        let terminal = try Workshop.made.get().eclipOnTerminal(
            "explore --checkpoint good.safetensors --index good.index --lang \(language) --session \(name).jsonl")
        #expect(terminal.read(until: language == "en" ? "instance queries" : "インスタンスクエリ", limit: 20_000) != nil, "\(terminal.text)")
        _ = terminal.readUntilQuiet(200)
        return terminal
    }

    /// Writes beside the reading: the program draws while it is written to.
    private func write(_ bytes: [UInt8], to terminal: PseudoTerminal) {
        nonisolated(unsafe) let target = terminal
        Thread { target.write(bytes) }.start()
    }

    private static let words = Array("red apple and blue hammer 靴 ".utf8)

    private func text(_ size: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        while bytes.count < size { bytes += Self.words }
        return bytes
    }

    @Test(arguments: [100_000, 5_000_000], [true, false]) func theKeyBehindAPasteEnds(size: Int, isBracketed: Bool) throws {
        let terminal = try opened("paste-\(size)-\(isBracketed)")
        let start = milliseconds()
        write((isBracketed ? Array("\u{1B}[200~".utf8) + text(size) + Array("\u{1B}[201~".utf8) : text(size)) + [17], to: terminal)
        #expect(terminal.waitForEnd() == 0)
        #expect(milliseconds() - start < 8_000)
        #expect(terminal.isRestored)
    }

    @Test(arguments: [("en", "cut behind 2,000 characters"), ("ja", "2,000 文字より後は捨てました")])
    func theCutIsTold(language: String, words: String) throws {
        let terminal = try opened("paste-\(language)", language)
        let start = terminal.transcript.count
        write(Array("\u{1B}[200~".utf8) + text(100_000) + Array("\u{1B}[201~".utf8), to: terminal)
        #expect(terminal.read(until: words, since: start) != nil, "\(terminal.text.suffix(2000))")
        terminal.write("\u{11}")
        #expect(terminal.waitForEnd() == 0)
    }

    /// Line ends in a paste without brackets are no keys: nothing behind them becomes a command.
    @Test func aPastedPageIsNoSeriesOfCommands() throws {
        let terminal = try opened("paste-page")
        write(Array(String(repeating: "red apple\rxxxggg\r", count: 400).utf8), to: terminal)
        _ = terminal.readUntilQuiet(700)
        terminal.write("\u{11}")
        #expect(terminal.waitForEnd() == 0)
        let journal = String(decoding: try Workshop.made.get().bytes("paste-page.jsonl"), as: UTF8.self)
        #expect(!journal.contains("\"judged\""), "\(journal.suffix(500))")
    }

    @Test func aListOfTwentyThousandQuestionsEnds() throws {
        let workshop = try Workshop.made.get()
        try workshop.write((0..<20_000).map { "red apple \($0)\n" }.joined(), to: "many-questions.txt")
        let run = try workshop.eclip(
            "explore --linear --role reader --checkpoint good.safetensors --index good.index --queries many-questions.txt", seconds: 120)
        #expect(run.status == 0, "\(run.status) \(run.errors.suffix(300))")
    }

    /// 100 KB in one argument, with blanks and without: what is read is the beginning, and the rest costs no more than its length.
    @Test func aQuestionOfAHundredKilobytesIsAnswered() throws {
        let workshop = try Workshop.made.get()
        for words in [String(repeating: "靴", count: 33_000), String(repeating: "apple", count: 20_000)] {
            let run = try workshop.eclip("search --checkpoint good.safetensors --index good.index \(words)", seconds: 30)
            #expect(run.status == 0, "\(run.status) \(run.errors.suffix(300))")
        }
    }
}
