// Where results go, and what becomes of them when they cannot get there.
import Foundation
import ProgramDriver
import Testing

private let demo = "--checkpoint good.safetensors --index good.index"

@Suite(.serialized) struct Output {
    @Test(arguments: [
        "version", "--help", "search apple \(demo)", "search apple \(demo) --json", "info good.index",
        "embed --checkpoint good.safetensors --text apple --json",
    ])
    func aFullDiskBehindStdoutIsSaid(_ arguments: String) throws {
        let run = try Workshop.made.get().eclip(arguments, outputTo: "/dev/full")
        #expect(run.status == 2)
        #expect(run.errors.contains("standard output: No space left on device"), "\(run.errors)")
    }

    @Test func aReaderThatWentAwayIsQuiet() throws {
        let workshop = try Workshop.made.get()
        let line = "\(Workshop.program) search apple \(demo) --json --maps --top 0 | head -c 1 >/dev/null; echo ${PIPESTATUS[0]}"
        let run = try runProgram(
            "/usr/bin/env", ["-C", workshop.folder, "bash", "-c", line], environment: ["PATH": "/usr/bin:/bin"])
        #expect(run.errors == "")
        #expect(run.output == "0\n")
    }

    @Test func oneAnswerALineAndBadLinesAmongThem() throws {
        let workshop = try Workshop.made.get()
        let lines = [
            "{\"id\": 7, \"text\": \"red apple\"}", "{oops", "{\"id\": \"b\", \"product\": \"nobody\"}", "",
            "{\"id\": [1], \"text\": \"saw\"}",
        ]
        try workshop.write(lines.joined(separator: "\n"), to: "queries.jsonl")
        let run = try workshop.eclip("search \(demo) --queries queries.jsonl --json --top 2")
        #expect(run.status == 0, "\(run.errors)")
        let answers = try run.output.split(separator: "\n").map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
        #expect(answers.count == 4)
        #expect(answers.map { $0["error"] != nil } == [false, true, true, false])
        #expect(answers.first?["id"] as? Int == 7)
        #expect((answers.first?["matches"] as? [Any])?.count == 2)
        #expect((answers[1]["error"] as? String)?.contains("queries.jsonl:2") == true)
        #expect(!run.errors.contains("could be answered"))
        try workshop.write("{oops\n#nobody\n", to: "hopeless.jsonl")
        let hopeless = try workshop.eclip("search \(demo) --queries hopeless.jsonl --json")
        #expect(hopeless.status == 2 && hopeless.errors.contains("none of its 2 questions"), "\(hopeless.errors)")
    }

    @Test func anInterruptedOutputLeavesTheOldFile() throws {
        let workshop = try Workshop.made.get()
        let before = try workshop.bytes("good.safetensors")
        let run = try workshop.eclip("train --catalog letter.csv --output good.safetensors --steps 1")
        #expect(run.status == 2)
        #expect(try workshop.bytes("good.safetensors") == before)
    }

    /// What nobody can make again is not written over; what a command wrote before is.
    @Test(arguments: [
        "export --session precious.jsonl --format csv --output",
        "interleave --queries precious.txt --with-score global \(demo) --output",
        "queue --filter category:fruit \(demo) --output", "train --catalog good.csv --output lost.safetensors --steps 1 --log",
        "eval \(demo) --catalog good.csv --save", "audit \(demo) --catalog good.csv --output",
    ])
    func whatNobodyCanMakeAgainStands(_ command: String) throws {
        let workshop = try Workshop.made.get()
        try workshop.write("query,image,grade\nred apple,photos/fruit/red apple 1.png,good\n", to: "precious.csv")
        try workshop.write("red apple\n", to: "precious.txt")
        try? FileManager.default.removeItem(atPath: workshop.folder + "/precious.jsonl")
        #expect(try workshop.eclip("import precious.csv --format csv --session precious.jsonl").status == 0)
        try workshop.write("{\"query\": \"red apple\", \"image\": \"photos/fruit/red apple 1.png\"}\n", to: "precious.queue")
        let isQueue = command.hasPrefix("queue")
        for (file, kind) in [
            ("precious.jsonl", "a session"), ("good.csv", "a catalog"), ("good.index", "an index"),
            ("good.safetensors", "a checkpoint"), ("precious.queue", "a queue"),
        ] where !(isQueue && kind == "a queue") {
            let before = try workshop.bytes(file)
            let run = try workshop.eclip("\(command) \(file)", seconds: 120)
            let isSaid = ["is there already and is \(kind)", "is read by this command"].contains { run.errors.contains("\(file): " + $0) }
            #expect(run.status == 2 && isSaid, "\(file): \(run.errors)")
            #expect(try workshop.bytes(file) == before)
        }
    }

    @Test func onesOwnOutputIsReplaced() throws {
        let workshop = try Workshop.made.get()
        try workshop.write("query,image,grade\nred apple,photos/fruit/red apple 1.png,good\n", to: "own.csv")
        try? FileManager.default.removeItem(atPath: workshop.folder + "/own.jsonl")
        #expect(try workshop.eclip("import own.csv --format csv --session own.jsonl").status == 0)
        for format in ["csv", "jsonl", "qrels", "rre", "coco", "quepid"] {
            try? FileManager.default.removeItem(atPath: workshop.folder + "/own.out")
            for _ in 0..<2 {
                let run = try workshop.eclip("export --session own.jsonl --format \(format) --output own.out")
                #expect(run.status == 0, "\(format): \(run.errors)")
            }
        }
        for _ in 0..<2 { #expect(try workshop.eclip("queue --filter category:fruit \(demo) --output own.queue").status == 0) }
        let facts = try workshop.eclip("info own.queue")
        #expect(facts.status == 0 && facts.output.contains("kind              queue"), "\(facts.output)\(facts.errors)")
    }

    /// Corrections made by hand are a person's work: the catalog is added to, never made anew.
    @Test func aCorrectedCatalogIsKept() throws {
        let workshop = try Workshop.made.get()
        let folder = workshop.folder + "/shop"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for name in ["red bag 1.png", "red bag 2.png", "tote.png"] {
            try workshop.write(workshop.bytes("photos/fruit/red apple 1.png"), to: "shop/" + name)
        }
        #expect(try workshop.eclip("catalog shop --output shop.csv").status == 0)
        let corrected =
            "image,title,product_id,brand\r\nshop/tote.png,\"Tote, large\",t1,Ours\r\nshop/red bag 1.png,Crimson bag,b1,Ours\r\n"
            + "shop/red bag 2.png,Crimson bag,b1,Ours"
        try workshop.write(corrected, to: "shop.csv")
        let same = try workshop.eclip("catalog shop --output shop.csv")
        #expect(same.status == 0 && same.errors.contains("shop.csv: kept 3 rows, added 0 pictures"), "\(same.errors)")
        #expect(try workshop.bytes("shop.csv") == Array(corrected.utf8))
        for name in ["red bag 3.png", "hat.png"] {
            try workshop.write(workshop.bytes("photos/fruit/red apple 1.png"), to: "shop/" + name)
        }
        try FileManager.default.removeItem(atPath: folder + "/tote.png")
        let more = try workshop.eclip("catalog shop --output shop.csv")
        #expect(more.errors.contains("kept 3 rows, added 2 pictures; 1 of its pictures are gone from shop"), "\(more.errors)")
        let text = String(decoding: try workshop.bytes("shop.csv"), as: UTF8.self)
        #expect(text.hasPrefix(corrected + "\r\n"), "\(text)")
        #expect(text.hasSuffix("shop/hat.png,hat,hat,\r\nshop/red bag 3.png,Crimson bag,b1,Ours\r\n"), "\(text)")
        let foreign = try workshop.eclip("catalog photos --output shop.csv")
        #expect(foreign.status == 2 && foreign.errors.contains("is a catalog already, and none of its 5 pictures"), "\(foreign.errors)")
        #expect(String(decoding: try workshop.bytes("shop.csv"), as: UTF8.self) == text)
    }

    @Test func linesToEmbedAreWordsPhotosOrJSON() throws {
        let workshop = try Workshop.made.get()
        let lines = [
            "red apple", "'photos/fruit/red apple 1.png'",
            "{\"id\": 3, \"text\": \"saw\", \"image\": \"photos/tool/black saw 1.png\"}", "#p1",
        ]
        try workshop.write(lines.joined(separator: "\n"), to: "embedded.txt")
        let run = try workshop.eclip("embed --checkpoint good.safetensors --queries embedded.txt")
        #expect(run.status == 0, "\(run.errors)")
        let answers = try run.output.split(separator: "\n").map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
        #expect(answers.map { $0["text"] != nil } == [true, false, true, false])
        #expect(answers.map { $0["instances"] != nil } == [false, true, true, false])
        #expect((answers.last?["error"] as? String)?.contains("embedded.txt:4: #p1 is a product") == true)
        try workshop.write("#p1\n", to: "unembedded.txt")
        let none = try workshop.eclip("embed --checkpoint good.safetensors --queries unembedded.txt")
        #expect(none.status == 2 && none.errors.contains("none of its 1 lines"), "\(none.errors)")
    }
}
