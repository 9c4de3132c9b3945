// What was kept of a session, for other programs: the change that verdicts make, flags as lines, marks after a kill.
import Foundation
import Glibc
import ProgramDriver
import Testing

@Suite(.serialized) struct KeptRowsOfTheProgram {
    private func talk(_ script: String, _ session: String) throws -> ProgramRun {
        let workshop = try Workshop.made.get(), name = "kept-\(UUID().uuidString.prefix(6)).txt"
        try workshop.write(script, to: name)
        return try workshop.eclip(
            "explore --linear --lang en --checkpoint good.safetensors --index good.index --session \(session)",
            input: .reading(workshop.folder + "/" + name))
    }

    @Test func feedbackIsACommandToo() throws {
        let workshop = try Workshop.made.get()
        #expect(try talk("apple\ngood\nbad 2\nquit\n", "kept-feedback.jsonl").status == 0)
        let search = "search --checkpoint good.safetensors --index good.index"
        let nothing = try workshop.eclip("\(search) hammer --feedback kept-feedback.jsonl")
        #expect(nothing.status == 2 && nothing.errors.contains("no verdict on hammer (expected one of its questions: apple)"), "\(nothing.errors)")
        let both = try workshop.eclip("\(search) hammer --feedback kept-feedback.jsonl --queries x.txt")
        #expect(both.status == 2)
        let none = try workshop.eclip("\(search) apple --feedback absent.jsonl")
        #expect(none.status == 2 && none.errors.contains("absent.jsonl"), "\(none.errors)")
    }

    /// Photos without a blank in their names can be terms.
    @Test func feedbackShowsWhatMoves() throws {
        let workshop = try Workshop.made.get()
        var rows = "product_id,title,image\n"
        for (place, name) in ["fruit/red apple", "fruit/green pear", "tool/blue hammer"].enumerated() {
            for photo in 1...3 {
                try workshop.write(try workshop.bytes("photos/\(name) \(photo).png"), to: "plain\(place)\(photo).png")
                rows += "q\(place),\(name.split(separator: "/")[1]),plain\(place)\(photo).png\n"
            }
        }
        try workshop.write(rows, to: "plain.csv")
        #expect(try workshop.eclip("index --checkpoint good.safetensors --catalog plain.csv --output plain.index").status == 0)
        let name = "plain-script.txt"
        try workshop.write("apple\ngood\nnext\nbad\nquit\n", to: name)
        let session = try workshop.eclip(
            "explore --linear --checkpoint good.safetensors --index plain.index --session plain.jsonl",
            input: .reading(workshop.folder + "/" + name))
        #expect(session.status == 0, "\(session.errors)")
        let run = try workshop.eclip("search --checkpoint good.safetensors --index plain.index apple --feedback plain.jsonl")
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.hasPrefix("more like 1 good, less like 1 bad\napple + 0.75:plain"), "\(run.output)")
        let signs = run.output.split(separator: "\n").filter { $0.contains("  +  ") || $0.contains("  x  ") }
        #expect(signs.count == 2, "judged rows are marked: \(run.output)")
        let json = try workshop.eclip("search --checkpoint good.safetensors --index plain.index apple --feedback plain.jsonl --json")
        let object = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
        #expect(object["good"] as? Int == 1 && (object["rows"] as? [[String: Any]])?.count == 9, "\(json.output)")
    }

    @Test func flagsAreExportedBesideVerdicts() throws {
        let workshop = try Workshop.made.get()
        let run = try talk("apple\ngood\nflag\nnext\nnote ask the shop\nquit\n", "kept-flags.jsonl")
        #expect(run.status == 0 && run.output.contains("is flagged"), "\(run.output)")
        let plain = try workshop.eclip("export --session kept-flags.jsonl --format jsonl")
        #expect(plain.output.split(separator: "\n").count == 1 && !plain.output.contains("flagged"), "\(plain.output)")
        let all = try workshop.eclip("export --session kept-flags.jsonl --format jsonl --flags")
        #expect(all.output.hasPrefix(plain.output) && all.output.contains("\"flagged\":true") && all.output.contains("ask the shop"), "\(all.output)")
        #expect(try workshop.eclip("export --session kept-flags.jsonl --format csv --flags").status == 2)
    }

    @Test func marksOutliveAKill() throws {
        let workshop = try Workshop.made.get()
        func opened() throws -> PseudoTerminal {
            let terminal = try workshop.eclipOnTerminal(
                "explore --lang en --checkpoint good.safetensors --index good.index --session kept-marks.jsonl")
            #expect(terminal.read(until: "instance queries", limit: 20_000) != nil, "\(terminal.text)")
            _ = terminal.readUntilQuiet(300)
            return terminal
        }
        let first = try opened()
        first.write("red apple")
        _ = first.readUntilQuiet(600)
        first.write("\t")
        _ = first.readUntilQuiet(200)
        first.write("vv")
        _ = first.readUntilQuiet(600)
        first.child.signal(SIGKILL)
        _ = first.waitForEnd()
        let journal = String(decoding: try workshop.bytes("kept-marks.jsonl"), as: UTF8.self)
        #expect(journal.contains("\"act\":\"marked\""), "\(journal)")
        let second = try opened()
        second.write("g")
        #expect(second.read(until: "2 rows") != nil, "\(second.text.suffix(1500))")
        second.write("\u{11}")
        #expect(second.waitForEnd() == 0)
    }
}
