// The linear mode of the real program, with a script for a person: lines go in, sentences come out, and the end of the
// input saves what was done.
import Foundation
import ProgramDriver
import Testing

@Suite struct LinearRuns {
    private func talk(_ script: String, _ flags: String) throws -> ProgramRun {
        let workshop = try Workshop.made.get()
        let name = "script-\(UUID().uuidString.prefix(6)).txt"
        try workshop.write(script, to: name)
        return try workshop.eclip(
            "explore --linear --checkpoint good.safetensors --index good.index \(flags)",
            input: .reading(workshop.folder + "/" + name))
    }

    @Test func aScriptIsAnsweredAndSaved() throws {
        let workshop = try Workshop.made.get()
        let run = try talk(
            "red apple\nnext\ngood\nbad 2\nundo\nwhy\nclose\nquit\nnever read\n", "--lang en --session linear.jsonl")
        #expect(run.status == 0, "\(run.errors)")
        let lines = run.output.split(separator: "\n").map(String.init)
        #expect(lines[0].hasPrefix("eclip, good: 18 photos"), "\(run.output)")
        #expect(lines.contains { $0.hasPrefix("red apple: 18 of 18 photos") }, "\(run.output)")
        #expect(lines.contains { $0.hasPrefix("1, ") && $0.contains("filed as ") })
        #expect(lines.contains { $0.hasPrefix("2, ") })
        #expect(lines.contains("row 2 judged good") && lines.contains("row 3 judged bad: right product, wrong region"))
        #expect(lines.contains("row 3: bad is taken back"), "\(run.output)")
        #expect(!run.output.contains("\u{1B}") && !run.output.contains("never"))
        #expect(run.errors.contains("linear.jsonl, 1 verdict\n"), "\(run.errors)")
        let journal = String(decoding: try workshop.bytes("linear.jsonl"), as: UTF8.self)
        #expect(journal.contains("\"judged\"") && journal.contains("\"undone\""))
    }

    @Test func theEndOfTheInputSavesAndANewStartGoesOn() throws {
        let first = try talk("blue hammer\ngood\n", "--lang en --session linear-end.jsonl")
        #expect(first.status == 0, "\(first.errors)")
        let second = try talk("", "--session linear-end.jsonl")
        #expect(second.status == 0)
        #expect(second.output.contains("welcome back") && second.output.contains(" 1 verdict\n"), "\(second.output)")
        #expect(second.output.contains("blue hammer: 18 of 18 photos"), "\(second.output)")
    }

    @Test func inJapanese() throws {
        let run = try talk("赤い りんご\n次\nヘルプ 比較\n終了\n", "--lang ja --session linear-ja.jsonl")
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.contains("写真 18 枚中 18 枚") && run.output.contains("2 位、"), "\(run.output)")
        #expect(run.output.contains("比較"))
        #expect(run.errors.contains("linear-ja.jsonl に保存しました。判定 0 件"), "\(run.errors)")
    }

    @Test func badFilesEndInWords() throws {
        let run = try Workshop.made.get().eclip(
            "explore --linear --checkpoint nan.safetensors --index good.index --session l.jsonl")
        #expect(run.status == 2)
        #expect(run.errors.contains("not finite"), "\(run.errors)")
    }
}
