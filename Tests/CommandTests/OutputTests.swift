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
}
