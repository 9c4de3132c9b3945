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

    /// Who names no session is told where it is before anything is written.
    @Test func withoutASessionItsPlaceIsSaid() throws {
        let run = try talk("quit\n", "--lang en")
        #expect(run.status == 0, "\(run.errors)")
        #expect(run.output.contains("\nsaved in ~/state/eclip/mine.jsonl\n"), "\(run.output)")
        let named = try talk("quit\n", "--lang en --session linear-named.jsonl")
        #expect(!named.output.contains("saved in"), "\(named.output)")
        let reader = try talk("quit\n", "--lang en --role reader")
        #expect(!reader.output.contains("saved in"), "\(reader.output)")
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

    @Test func patchTourAndPhotoAreTold() throws {
        let run = try talk("red apple\npatch\npatch 1 1\nblank patch\ndescribe\nmouse\n", "--tour --lang en --session linear-patch.jsonl")
        #expect(run.status == 0, "\(run.errors)")
        let lines = run.output.split(separator: "\n").map(String.init)
        #expect(lines.contains("tour, 1 of 13: type what you look for, as a shopper would: red mug"), "\(run.output)")
        #expect(lines.contains { $0.hasPrefix("tour, 2 of 13: say rows") } && lines.contains("row 1 column 1, the upper left corner"))
        #expect(lines.contains { $0.hasPrefix("without the patch: rank 1 to ") }, "\(run.output)")
        #expect(lines.contains { $0.hasPrefix("query a sees ") && $0.contains(" of the patches, score ") }, "\(run.output)")
        #expect(lines.last == "mouse: lines have nothing to point at; say the number of a row" && !run.output.contains("\u{1B}"))
    }

    /// A picture that cannot be read is no row of the catalog that the explorer makes; who opened the folder hears of it, also
    /// when the catalog is taken from the cache.
    @Test func aFolderSaysWhatItLeavesOut() throws {
        let workshop = try Workshop.made.get()
        let photo = try workshop.bytes("photos/fruit/red apple 1.png")
        try FileManager.default.createDirectory(atPath: workshop.folder + "/half/fruit", withIntermediateDirectories: true)
        for name in ["red apple", "ripe apple", "old apple"] { try workshop.write(photo, to: "half/fruit/\(name).png") }
        try workshop.write(photo.prefix(photo.count / 2), to: "half/fruit/cut apple.png")
        try workshop.write("apple\nhealth\nquit\n", to: "half.txt")
        for round in ["first", "second"] {
            let run = try workshop.eclip(
                "explore half --linear --lang en --checkpoint good.safetensors --session half-\(round).jsonl",
                input: .reading(workshop.folder + "/half.txt"))
            #expect(run.status == 0, "\(run.errors)")
            #expect(run.output.contains("1 of 4 pictures cannot be read and are left out"), "\(round): \(run.output)")
            #expect(run.output.contains("half/fruit/cut apple.png: "), "\(round): \(run.output)")
            #expect(run.output.contains("apple: 3 of 3 photos"), "\(round): \(run.output)")
        }
    }

    /// An explored folder's index lies in a cache, where the same photos have other paths: verdicts hold on any index of them.
    @Test func verdictsOfAnExploredFolderHoldElsewhere() throws {
        let workshop = try Workshop.made.get()
        try workshop.write("red apple\ngood\nquit\n", to: "folder.txt")
        try workshop.write("red apple\n", to: "folder-asked.txt")
        let run = try workshop.eclip(
            "explore photos --linear --lang en --checkpoint good.safetensors --session folder.jsonl",
            input: .reading(workshop.folder + "/folder.txt"))
        #expect(run.status == 0 && run.errors.contains("1 verdict"), "\(run.errors)")
        for index in ["", "--index good.index"] {
            let asked = try workshop.eclip("questions folder-asked.txt --session folder.jsonl --checkpoint good.safetensors \(index)")
            #expect(asked.status == 0 && asked.output.hasPrefix("right "), "\(index): \(asked.output) \(asked.errors)")
        }
    }

    /// What was named to compare with comes first on the page, also after the files were counted beside the conversation.
    @Test func theRankingNamedAtTheStartIsComparedWith() throws {
        let workshop = try Workshop.made.get()
        try workshop.write("red%20apple Q0 photos/fruit/green%20pear%201.png 1 0.9 shop\n", to: "shop.run")
        let run = try talk("red apple\ncompare\n", "--lang en --compare-run shop.run --session linear-run.jsonl")
        #expect(run.status == 0 && run.output.contains("shop.run"), "\(run.errors) \(run.output)")
        let built = try workshop.eclip("index --checkpoint other.safetensors --catalog good.csv --output beside.index")
        #expect(built.status == 0, "\(built.errors)")
        let model = try talk(
            "red apple\ncompare\n",
            "--lang en --compare-checkpoint other.safetensors --compare-index beside.index --session linear-other.jsonl")
        #expect(model.status == 0 && model.output.contains("other.safetensors"), "\(model.errors) \(model.output)")
    }

    @Test func pairsAreJudgedBlindInTheSameJournal() throws {
        let workshop = try Workshop.made.get()
        let model = "--checkpoint good.safetensors --index good.index"
        try workshop.write("red apple\nblue hammer\n", to: "linear-asked.txt")
        let made = try workshop.eclip("queue --queries linear-asked.txt --top 3 \(model) --output linear.queue")
        #expect(made.status == 0, "\(made.errors)")
        try? FileManager.default.removeItem(atPath: workshop.folder + "/linear-judged.jsonl")
        let flags = "--judge linear.queue --rater ann --session linear-judged.jsonl"
        let first = try talk("good\nbad wrong region\nskip\nwhat is this\nundo\nquit\ngood\n", flags + " --lang en")
        #expect(first.status == 0 && first.errors.contains("linear-judged.jsonl, 2 verdicts"), "\(first.errors)")
        #expect(first.output.contains("eclip, judging: 0 of 6 done.\n") && first.output.contains("\npair 1 of 6: "), "\(first.output)")
        #expect(first.output.contains("what is this: no command here") && first.output.contains("\nundone: "), "\(first.output)")
        for secret in ["good.index", "good.safetensors", ".png", "rank", "query"] { #expect(!first.output.contains(secret), "\(secret)") }
        let second = try talk("良い\n", flags + " --lang ja")
        #expect(second.output.contains("eclip、判定: 完了 2/6。") && second.output.contains(": 良い\n"), "\(second.output)")
        let journal = String(decoding: try workshop.bytes("linear-judged.jsonl"), as: UTF8.self)
        #expect(journal.components(separatedBy: "\"act\":\"judged\"").count == 4 && journal.contains("\"rater\":\"ann\""))
        #expect(journal.contains("\"reason\":\"right_product_wrong_region\""), "\(journal)")
        #expect(!journal.contains("\"act\":\"queried\""), "nothing was asked for")
    }

    @Test func badFilesEndInWords() throws {
        let run = try Workshop.made.get().eclip(
            "explore --linear --checkpoint nan.safetensors --index good.index --session l.jsonl")
        #expect(run.status == 2)
        #expect(run.errors.contains("not finite"), "\(run.errors)")
    }
}
