// The real program and everything that can be wrong with its input: always status 2, always a line that names the place
// and the problem, never a trap, nothing on stdout. A case is one line.
import Foundation
import ProgramDriver
import Testing

/// A command line, and words its complaint must hold.
struct BadCase: Sendable, CustomTestStringConvertible {
    let arguments: String
    let says: [String]

    init(_ arguments: String, says: String...) {
        self.arguments = arguments
        self.says = says
    }

    var testDescription: String { "eclip " + arguments }
}

private let files = [
    BadCase("catalog missing --output x.csv", says: "missing", "no such folder"),
    BadCase("catalog letter.txt --output x.csv", says: "letter.txt", "folder"),
    BadCase("catalog folder --output x.csv", says: "folder", "no picture"),
    BadCase("catalog photos --output folder", says: "folder"),
    BadCase("catalog photos --output missing/x.csv", says: "missing/x.csv"),
    BadCase("catalog photos --output /dev/full", says: "/dev/full"),
    BadCase("demo letter.txt", says: "letter.txt"),
    BadCase("demo photos --scenes -1", says: "--scenes"),
    BadCase("demo d --size 7", says: "--size", "32 to 2048"),
    BadCase("demo d --scenes 10001", says: "--scenes"),
    BadCase("demo d --format gif", says: "gif"),
    BadCase("demo d --seed x", says: "--seed"),
    BadCase("compose --catalog missing.csv --output d", says: "missing.csv", "no such file"),
    BadCase("compose --catalog quote.csv --output d", says: "quote.csv:3"),
    BadCase("compose --catalog good.csv --output letter.txt", says: "letter.txt"),
    BadCase("compose --catalog good.csv --output .", says: "itself"),
    BadCase("compose --catalog good.csv --output d --scenes 0", says: "--scenes"),
    BadCase("compose --catalog good.csv --output d --products 0", says: "--products"),
    BadCase("compose --catalog good.csv --output d --size 7", says: "--size", "32 to 2048"),
    BadCase("compose --catalog good.csv --output d --format gif", says: "gif"),
    BadCase("compose --catalog good.csv --output d --split nosuch", says: "--split", "nosuch"),
    BadCase("compose --catalog busy.csv --output d", says: "busy.csv", "cut out", "plain background"),
    BadCase("compose --catalog letter.csv --output d", says: "letter", "text file"),
]

private let training = [
    BadCase("train --catalog missing.csv --output x.safetensors", says: "missing.csv", "no such file"),
    BadCase("train --catalog empty --output x.safetensors", says: "empty"),
    BadCase("train --catalog folder --output x.safetensors", says: "folder"),
    BadCase("train --catalog letter.txt --output x.safetensors", says: "letter.txt", "product_id"),
    BadCase("train --catalog nocolumn.csv --output x.safetensors", says: "nocolumn.csv", "image"),
    BadCase("train --catalog norows.csv --output x.safetensors", says: "norows.csv"),
    BadCase("train --catalog quote.csv --output x.safetensors", says: "quote.csv:3"),
    BadCase("train --catalog latin.csv --output x.safetensors", says: "latin.csv"),
    BadCase("train --catalog letter.csv --output x.safetensors --steps 1", says: "letter0.png"),
    BadCase("train --catalog good.csv --output missing/x.safetensors", says: "missing"),
    BadCase("train --catalog good.csv --output folder", says: "folder"),
    BadCase("train --catalog good.csv --output letter.txt", says: "letter.txt", "not a checkpoint"),
    BadCase("train --catalog good.csv --output device", says: "device"),
    BadCase("train --catalog good.csv --output x.safetensors --steps 0", says: "--steps"),
    BadCase("train --catalog good.csv --output x.safetensors --minutes 0", says: "--minutes"),
    BadCase("train --catalog good.csv --output x.safetensors --threads 0", says: "--threads"),
    BadCase("train --catalog good.csv --output x.safetensors --patience 0", says: "--patience"),
    BadCase("train --catalog good.csv --output x.safetensors --checkpoint-seconds 0", says: "--checkpoint-seconds"),
    BadCase("train --catalog good.csv --output x.safetensors --resume --patience 3", says: "--resume"),
    BadCase("train --catalog good.csv --output x.safetensors --log missing/x.jsonl", says: "missing/x.jsonl"),
    BadCase("train --catalog good.csv --output x.safetensors --objective x", says: "objective"),
    BadCase("train --catalog good.csv --output x.safetensors --picture-size 100", says: "recipe", "divide"),
    BadCase("train --catalog good.csv --output x.safetensors --queries 40", says: "recipe", "out of range"),
    BadCase("train --catalog good.csv --output x.safetensors --competition both", says: "competition"),
    BadCase("train --catalog good.csv --output x.safetensors --map-power 3", says: "map power 3"),
    BadCase("train --catalog good.csv --output x.safetensors --products 1", says: "--products"),
    BadCase("train --catalog good.csv --output x.safetensors --rate 0", says: "--rate"),
    BadCase("train --catalog good.csv --output x.safetensors --clean-steps -1", says: "clean-steps"),
    BadCase("train --catalog good.csv --output x.safetensors --weight q=1", says: "weight"),
    BadCase("train --catalog good.csv --output x.safetensors --weight d=-1", says: "weight"),
    BadCase("train --catalog good.csv --output x.safetensors --resume --queries 4", says: "--resume", "--queries"),
    BadCase("train --catalog good.csv --output x.safetensors --resume", says: "x.safetensors.state"),
    BadCase("train --catalog good.csv --output x.safetensors --resume --steps 3", says: "--resume"),
    BadCase("train --catalog good.csv --output x.safetensors --resume --compose", says: "--resume", "--compose"),
    BadCase("train --catalog busy.csv --output x.safetensors --compose --steps 1", says: "busy.csv", "cut out"),
    BadCase("train --catalog good.csv --output x.safetensors --init letter.txt", says: "letter.txt"),
    BadCase("train --catalog good.csv --output x.safetensors --init nan.safetensors", says: "nan.safetensors"),
]

private let models = [
    BadCase("--checkpoint missing.safetensors --index good.index", says: "missing.safetensors", "no such file"),
    BadCase("--checkpoint empty --index good.index", says: "empty"),
    BadCase("--checkpoint folder --index good.index", says: "folder"),
    BadCase("--checkpoint letter.txt --index good.index", says: "letter.txt", "safetensors"),
    BadCase("--checkpoint cut.safetensors --index good.index", says: "cut.safetensors"),
    BadCase("--checkpoint five.safetensors --index good.index", says: "five.safetensors", "5 bytes"),
    BadCase("--checkpoint huge.safetensors --index good.index", says: "huge.safetensors"),
    BadCase("--checkpoint nan.safetensors --index good.index", says: "nan.safetensors", "not finite"),
    BadCase("--checkpoint format.safetensors --index good.index", says: "format.safetensors", "other"),
    BadCase("--checkpoint good.index --index good.index", says: "good.index"),
    BadCase("--checkpoint good.safetensors --index missing.index", says: "missing.index"),
    BadCase("--checkpoint good.safetensors --index empty", says: "empty"),
    BadCase("--checkpoint good.safetensors --index folder", says: "folder"),
    BadCase("--checkpoint good.safetensors --index letter.txt", says: "letter.txt"),
    BadCase("--checkpoint good.safetensors --index cut.index", says: "cut.index"),
    BadCase("--checkpoint good.safetensors --index garbled.index", says: "garbled.index"),
    BadCase("--checkpoint other.safetensors --index good.index", says: "good.index", "checkpoint"),
]

private let questions = [
    BadCase("", says: "exactly one"),
    BadCase("apple --image cut.png", says: "exactly one"),
    BadCase("apple --top -1", says: "--top"),
    BadCase("apple --top x", says: "--top"),
    BadCase("apple --score best", says: "--score"),
    BadCase("apple --blend 2", says: "--blend"),
    BadCase("apple --group colour", says: "--group"),
    BadCase("apple --lang fr", says: "--lang"),
    BadCase("apple --colour", says: "--colour"),
    BadCase("apple --instance 2", says: "--instance"),
    BadCase("--image missing.png", says: "missing.png"),
    BadCase("--image letter.png", says: "letter.png"),
    BadCase("--image cut.png", says: "cut.png"),
    BadCase("--image huge.png", says: "huge.png", "megapixel"),
    BadCase("--image empty", says: "empty"),
    BadCase("--image folder", says: "folder"),
    BadCase("--image letter.png --instance 99", says: "instance 99"),
    BadCase("--product nobody", says: "nobody"),
    BadCase("--queries missing.jsonl", says: "missing.jsonl"),
]

private let evaluation = "eval --checkpoint good.safetensors --index good.index --catalog good.csv"

private let others = [
    BadCase("version --bad", says: "--bad"),
    BadCase("nonsense", says: "nonsense"),
    BadCase("index --checkpoint good.safetensors --catalog missing.csv --output x.index", says: "missing.csv"),
    BadCase("index --checkpoint good.safetensors --catalog quote.csv --output x.index", says: "quote.csv:3"),
    BadCase("index --checkpoint good.safetensors --catalog ragged.csv --output x.index", says: "ragged.csv:3"),
    BadCase("index --checkpoint good.safetensors --catalog noid.csv --output x.index", says: "noid.csv:3"),
    BadCase("index --checkpoint cut.safetensors --catalog good.csv --output x.index", says: "cut.safetensors"),
    BadCase("index --checkpoint good.safetensors --catalog good.csv --output missing/x.index", says: "missing"),
    BadCase("index --checkpoint good.safetensors --catalog good.csv --output folder", says: "folder"),
    BadCase("index --checkpoint good.safetensors --catalog good.csv --output letter.txt", says: "letter.txt"),
    BadCase("index --checkpoint good.safetensors --catalog good.csv --output /dev/full", says: "/dev/full"),
    BadCase("index --checkpoint good.safetensors --catalog good.csv --output x.index --split nosuch", says: "nosuch"),
    BadCase("embed --checkpoint good.safetensors --json", says: "expected"),
    BadCase("embed --checkpoint good.safetensors --image cut.png --json", says: "cut.png"),
    BadCase("embed --checkpoint cut.safetensors --text apple --json", says: "cut.safetensors"),
    BadCase("eval --checkpoint good.safetensors --index good.index --catalog missing.csv", says: "missing.csv"),
    BadCase("eval --checkpoint good.safetensors --index good.index --catalog good.csv --truth bad.jsonl", says: "bad.jsonl:1"),
    BadCase("eval --checkpoint good.safetensors --index good.index --catalog good.csv --truth missing", says: "missing"),
    BadCase("eval --checkpoint good.safetensors --index good.index --catalog good.csv --fail-under x", says: "--fail-under"),
    BadCase(
        "eval --checkpoint good.safetensors --index good.index --catalog good.csv --fail-under no.such.figure=1",
        says: "no.such.figure"),
    BadCase("\(evaluation) --compare missing.json", says: "missing.json", "no such file"),
    BadCase("\(evaluation) --compare other.safetensors", says: "other.safetensors", "--compare-index"),
    BadCase("\(evaluation) --compare other.safetensors --compare-index good.index", says: "good.index", "checkpoint"),
    BadCase("\(evaluation) --compare bad-session.jsonl", says: "bad-session.jsonl", "--save"),
    BadCase("\(evaluation) --compare-index good.index", says: "--compare-index", "--compare CHECKPOINT"),
    BadCase("audit --checkpoint good.safetensors --index good.index --catalog missing.csv", says: "missing.csv"),
    BadCase("audit --checkpoint good.safetensors --index good.index --catalog good.csv --output missing/x.md", says: "missing"),
    BadCase("audit --checkpoint other.safetensors --index good.index --catalog good.csv", says: "good.index", "checkpoint"),
    BadCase("audit --checkpoint good.safetensors --index good.index --catalog good.csv --lang fr", says: "--lang"),
    BadCase("\(evaluation) --classes one", says: "--classes", "column:NAME"),
    BadCase("\(evaluation) --classes column:weight", says: "--classes", "no column weight", "category"),
    BadCase("\(evaluation) --classes yes,no", says: "--classes", "no product"),
    BadCase("\(evaluation) --save missing/x.json", says: "missing"),
    BadCase("\(evaluation) --save folder", says: "folder"),
    BadCase("export --session missing.jsonl --format csv", says: "missing.jsonl"),
    BadCase("export --session bad-session.jsonl --format csv", says: "bad-session.jsonl:"),
    BadCase("export --session letter.txt --format csv", says: "letter.txt"),
    BadCase("export --session bad-session.jsonl --format nosuch", says: "nosuch"),
    BadCase("explore --linear --session /dev/null", says: "/dev/null", "would be lost"),
    BadCase("explore --session -", says: "--session -", "standard input"),
    BadCase("explore --queries /dev/stdin", says: "--queries /dev/stdin", "standard input"),
    BadCase("explore --catalog -", says: "--catalog -", "standard input"),
    BadCase("explore --judge letter.png --session x.jsonl", says: "letter.png"),
    BadCase("search apple --rerank good.index", says: "good.index", "is an index"),
    BadCase("info missing", says: "missing", "no such file"),
    BadCase("info empty", says: "empty"),
    BadCase("info letter.txt", says: "letter.txt"),
    BadCase("info folder", says: "folder"),
    BadCase("info cut.safetensors", says: "cut.safetensors"),
    BadCase("info huge.safetensors", says: "huge.safetensors"),
    BadCase("info garbled.index", says: "garbled.index"),
    BadCase("info quote.csv", says: "quote.csv:3"),
]

@Suite(.serialized) struct BadInput {
    @Test(arguments: files) func filesAndFolders(_ bad: BadCase) throws { try check(bad) }
    @Test(arguments: training) func catalogsAndTraining(_ bad: BadCase) throws { try check(bad) }
    @Test(arguments: others) func everyOtherCommand(_ bad: BadCase) throws { try check(bad) }

    @Test(arguments: models) func checkpointsAndIndexes(_ bad: BadCase) throws {
        try check(bad, before: "search apple ")
    }

    @Test(arguments: questions) func questionsToAGoodIndex(_ bad: BadCase) throws {
        try check(bad, before: "search --checkpoint good.safetensors --index good.index ")
    }

    private func check(_ bad: BadCase, before: String = "") throws {
        let run = try Workshop.made.get().eclip(before + bad.arguments)
        #expect(run.status == 2, "status \(run.status): \(run.errors)")
        #expect(run.output == "")
        let complaint = run.errors.split(separator: "\n").last { $0.hasPrefix("eclip: ") } ?? ""
        #expect(!complaint.isEmpty, "no complaint in: \(run.errors)")
        for words in bad.says { #expect(run.errors.contains(words), "\(run.errors)") }
        #expect(!run.errors.contains("Fatal error"))
        #expect(!run.errors.contains("internal fault"))
    }
}
