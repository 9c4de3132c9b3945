// `keys`, by the real program: a file of one's own is read, shown and checked, and what is wrong is named by its line.
import Foundation
import ProgramDriver
import Testing

@Suite(.serialized) struct Keys {
    @Test func theTableReadsBackAsItself() throws {
        let workshop = try Workshop.made.get()
        let shown = try workshop.eclip("keys --lang ja")
        #expect(shown.status == 0 && shown.output.contains("quit = [\"q\""))
        try workshop.write(shown.output, to: "all-keys.toml")
        let again = try workshop.eclip("keys --keys all-keys.toml --lang ja")
        #expect(again.output == shown.output, "\(again.errors)")
    }

    @Test func theRemarksFollowTheLocale() throws {
        let workshop = try Workshop.made.get()
        let run = try workshop.eclip("keys", environment: ["LC_ALL": "ja_JP.UTF-8"])
        #expect(run.output.contains("# 最後の行"), "\(run.output)")
        #expect(try workshop.eclip("keys --lang en", environment: ["LC_ALL": "ja_JP.UTF-8"]).output.contains("# last row"))
    }

    @Test func aTableInJapaneseIsAllJapaneseAndWholeInAPipe() throws {
        let run = try Workshop.made.get().eclip("search --checkpoint good.safetensors --index good.index --lang ja --maps 凸凹", seconds: 60)
        #expect(run.output.contains("順位  得点") && run.output.contains("写真内の配分"), "\(run.output)")
        #expect(!run.output.contains("rank") && !run.output.contains("outline"))
        #expect(run.output.split(separator: "\n").filter { $0.hasSuffix(".png") }.count >= 10, "\(run.output)")
    }

    @Test func onesOwnFileIsFoundWhereConfigurationLies() throws {
        let workshop = try Workshop.made.get()
        try FileManager.default.createDirectory(
            atPath: workshop.folder + "/configuration/eclip", withIntermediateDirectories: true)
        try workshop.write("[keys]\ngood = \"a\"\n", to: "configuration/eclip/keys.toml")
        let run = try workshop.eclip("keys --json", environment: ["XDG_CONFIG_HOME": workshop.folder + "/configuration"])
        #expect(run.output.replacing(" ", with: "").contains("{\"action\":\"good\",\"keys\":[\"a\"]}"), "\(run.output)")
    }

    @Test(arguments: [
        ("[keys]\n\ngood = \"w\"\n", "bad-keys.toml:3: w is a key of why as well"),
        ("[keys]\nfacets = [\"Ctrl-C\"]\n", "bad-keys.toml:2: Ctrl-C is a key of quit as well"),
        ("[keys]\ngood =\n", "bad-keys.toml:2: "), ("[keys]\ngood = 3\n", "bad-keys.toml:2: good has no keys"),
        ("[keys]\ngood = \"Hyper-x\"\n", "bad-keys.toml:2: \"Hyper-x\" is no key"),
        ("[keys]\ngoood = \"w\"\n", "bad-keys.toml:2: no such action"), ("good = \"g\"\n", "bad-keys.toml: no [keys]"),
        ("[keys]\ngood = \"g\"\n[%more]\n", "bad-keys.toml:3: \"%\" where a name begins"),
        ("[keys]\ngood = [\"g\", }\n", "bad-keys.toml:2: \"}\" where a value begins"), ("[", "bad-keys.toml:1: the end of the file"),
    ])
    func whatIsWrongIsNamedByItsLine(text: String, message: String) throws {
        let workshop = try Workshop.made.get()
        try workshop.write(text, to: "bad-keys.toml")
        let run = try workshop.eclip("keys --keys bad-keys.toml")
        #expect(run.status == 2 && run.errors.contains(message), "\(run.errors)")
    }

    /// On a slow line a character arrives in pieces.
    @Test func aCharacterCutInTwoIsTyped() throws {
        let terminal = try Workshop.made.get().eclipOnTerminal(
            "explore --checkpoint good.safetensors --index good.index --session pieces.jsonl")
        _ = terminal.readUntilQuiet(500)
        for byte in Array("青い傘".utf8) {
            terminal.write([byte])
            usleep(3_000)
        }
        terminal.write(Array("\u{1b}[200~".utf8) + Array("赤".utf8.prefix(2)))
        usleep(20_000)
        terminal.write(Array("赤".utf8.suffix(1)) + Array("い\u{1b}[201~".utf8))
        #expect(terminal.read(until: "赤い") != nil && terminal.text.contains("青"), "\(terminal.text.suffix(600))")
        #expect(terminal.text.contains("傘"))
        terminal.write("\u{3}")
        #expect(terminal.waitForEnd() == 0)
    }

    @Test func aMissingFileIsSaid() throws {
        let run = try Workshop.made.get().eclip("explore --keys nowhere.toml")
        #expect(run.status == 2 && run.errors.contains("nowhere.toml: no such file"))
    }
}
