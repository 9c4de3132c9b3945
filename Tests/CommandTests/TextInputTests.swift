// Every file of text that the real program reads: marks, line ends and a missing last one change nothing, other encodings are
// named, and what comes through a pipe or standard input is read as a file is.
import Foundation
import ProgramDriver
import Testing

private let model = "--checkpoint good.safetensors --index good.index"
private let queue = "{\"queue\": {\"scale\": \"0-3\"}}\n{\"query\": \"red apple\", \"image\": \"photos/fruit/red apple 1.png\"}\n"
private let coco = """
    {"images": [{"id": 1, "file_name": "photos/fruit/red apple 1.png", "width": 48, "height": 36}],
     "categories": [{"id": 1, "name": "red apple"}],
     "annotations": [{"id": 1, "image_id": 1, "category_id": 1, "bbox": [4, 8, 12, 20]}]}

    """
private let clicks = """
    query,position,product_id,arm,shown,clicked,converted
    red apple,1,p1,A,100,10,1
    red apple,2,"p,2",B,100,12,2

    """

/// A file and a command that reads it: `FILE` in its words, what it prints is the same for the same text.
struct TextInput: Sendable, CustomTestStringConvertible {
    let name: String
    /// nil: the session that the tests have made.
    let text: String?
    let command: String
    /// Blank lines at the end are part of what it says.
    let blankLinesCount: Bool
    var testDescription: String { command }

    init(_ name: String, _ text: String?, _ command: String, blankLinesCount: Bool = false) {
        (self.name, self.text, self.command, self.blankLinesCount) = (name, text, command, blankLinesCount)
    }
}

private let inputs = [
    TextInput("in.qrels", "red%20apple 0 photos/fruit/red%20apple%201.png 1\nblue%20hammer 0 photos/tool/blue%20hammer%201.png 2\n", "eval \(model) --qrels FILE --json"),
    TextInput("in.qrels", "red%20apple 0 photos/fruit/red%20apple%201.png 1\n", "compare \(model) 'red apple' --with-score global --qrels FILE --json"),
    TextInput("in.qrels", "red%20apple 0 photos/fruit/red%20apple%201.png 1\nb 0 c 0\n", "import FILE --format qrels --session new.jsonl --dry-run"),
    TextInput("in.run", "red%20apple Q0 photos/fruit/red%20apple%201.png 1 0.5 t\nsaw Q0 photos/tool/black%20saw%201.png 1 0.5 t\n", "interleave \(model) --run FILE"),
    TextInput("in.run", "apple Q0 photos/fruit/red%20apple%201.png 1 0.5 t\napple Q0 photos/tool/black%20saw%201.png 2 0.4 t\n", "search apple \(model) --rerank FILE"),
    TextInput("in.txt", "red apple\n\n# a remark\n{\"id\": 7, \"text\": \"saw\"}\n", "search \(model) --queries FILE"),
    TextInput("in.txt", "red apple\nsaw\n", "queue \(model) --queries FILE --top 2"),
    TextInput("in.txt", "red apple\nsaw\n", "questions FILE \(model) --session text.jsonl --format csv"),
    TextInput("in.txt", "red apple\nsaw\n", "embed --checkpoint good.safetensors --queries FILE"),
    TextInput("in.txt", "Look closely.\n\nTwice.\n", "queue \(model) --filter category:tool --guidelines FILE", blankLinesCount: true),
    TextInput("in.truth", "{\"image\": \"photos/fruit/red apple 1.png\", \"instances\": [{\"product_id\": \"fruit/red-apple\", \"box\": [0.1, 0.2, 0.3, 0.4]}]}\n\n", "audit \(model) --catalog good.csv --truth FILE --json"),
    TextInput("in.queue", queue, "info FILE"),
    TextInput("in.coco", coco, "import FILE --format coco --session new.jsonl --dry-run"),
    TextInput("in.rre", "{\"query_groups\": [{\"name\": \"red apple\",\n \"queries\": [],\n \"relevant_documents\": {\"a.png\": {\"gain\": 2}}}]}\n", "import FILE --format rre --session new.jsonl --dry-run"),
    TextInput("in.quepid", "query,docid,rating\nred apple,a.png,2\n\"two\u{2028}words\",b.png,1\n", "import FILE --format quepid --session new.jsonl --dry-run"),
    TextInput("in.csv", "query,image,grade\nred apple,a.png,good\nsaw,b.png,bad\n", "import FILE --format csv --session new.jsonl --dry-run"),
    TextInput("in.csv", clicks, "ab FILE --json"),
    TextInput("in.toml", "[keys]\ngood = \"a\"\n", "keys --keys FILE --json"),
    TextInput("text.jsonl", nil, "export --session FILE --format csv"), TextInput("text.jsonl", nil, "info FILE"),
    TextInput("text.jsonl", nil, "merge FILE --output merged.jsonl"), TextInput("text.jsonl", nil, "eval \(model) --qrels FILE"),
    TextInput("text.jsonl", nil, "agree FILE other.jsonl"), TextInput("text.jsonl", nil, "replay FILE \(model) --allow 9 --json"),
    TextInput("text.jsonl", nil, "queue --session FILE --only judged \(model)"),
]

@Suite(.serialized) struct TextInputTests {
    private func prepared() throws -> Workshop {
        let workshop = try Workshop.made.get()
        try workshop.write("query,image,grade,note\nred apple,photos/fruit/red apple 1.png,good,\"two\u{2028}lines\"\nsaw,photos/tool/black saw 1.png,bad,\n", to: "text.csv")
        let made = try workshop.shell(
            "rm -f text.jsonl other.jsonl; for r in text other; do eclip import text.csv --format csv --session $r.jsonl --rater $r || exit; done")
        #expect(made.status == 0, "\(made.errors)")
        return workshop
    }

    private func said(_ input: TextInput, _ workshop: Workshop, as file: String, piped: String = "") throws -> ProgramRun {
        let line = "rm -f merged.jsonl; eclip " + input.command.replacingOccurrences(of: "FILE", with: file) + piped
        return try workshop.shell(line, seconds: 120)
    }

    @Test(arguments: inputs) func marksAndLineEndsChangeNothing(input: TextInput) throws {
        let workshop = try prepared()
        let plain = try input.text ?? String(decoding: workshop.bytes(input.name), as: UTF8.self)
        try workshop.write(plain, to: input.name)
        let expected = try said(input, workshop, as: input.name)
        #expect(expected.status < 2 && !expected.output.isEmpty, "\(expected.status) \(expected.errors)")
        let last = plain.last == "\n" ? String(plain.dropLast()) : plain
        for (what, text) in [
            ("BOM", "\u{FEFF}" + plain), ("CR LF", plain.replacingOccurrences(of: "\n", with: "\r\n")),
            ("CR", plain.replacingOccurrences(of: "\n", with: "\r")), ("no end", last),
            ("BOM, CR LF, no end", "\u{FEFF}" + last.replacingOccurrences(of: "\n", with: "\r\n")), ("blank lines", input.blankLinesCount ? plain : plain + "\n\n"),
        ] {
            try workshop.write(text, to: input.name)
            let run = try said(input, workshop, as: input.name)
            #expect(run.status == expected.status, "\(what): \(run.errors)")
            #expect(sized(run.output) == sized(expected.output), "\(what)")
        }
        try workshop.write(plain, to: input.name)
    }

    /// What depends on the bytes of the file and not on its text.
    private func sized(_ output: String) -> String {
        output.split(separator: "\n").filter { !$0.hasPrefix("bytes ") && !$0.contains("sha256") }.joined(separator: "\n")
            .replacing(#/"(timing_ms|seconds|cost)": \{[^}]*\}/#, with: "")
    }

    @Test(arguments: inputs) func pipesAndStandardInputAreFiles(input: TextInput) throws {
        let workshop = try prepared()
        if let text = input.text { try workshop.write(text, to: input.name) }
        let expected = try said(input, workshop, as: input.name)
        for (file, piped) in [("<(cat \(input.name))", ""), ("-", " < \(input.name)"), ("/dev/stdin", " < \(input.name)")] {
            let run = try said(input, workshop, as: file, piped: piped)
            #expect(run.status == expected.status, "\(file): \(run.errors)")
            let names = ["standard input", "-", "/dev/stdin"].reduce(run.output) { $0.replacingOccurrences(of: $1, with: input.name) }
            let named = names.replacing(#//dev/fd/[0-9]+/#, with: input.name)
            let plain = expected.output.replacingOccurrences(of: "-", with: input.name)
            #expect(lines(named) == lines(plain), "\(file)")
        }
    }

    /// Names and sizes of files aside.
    private func lines(_ output: String) -> [Substring] {
        sized(output).split(separator: "\n").filter { !$0.hasPrefix("file ") && !$0.contains("\"file\"") }
    }

    @Test(arguments: inputs) func anotherEncodingIsNamed(input: TextInput) throws {
        let workshop = try prepared()
        let plain = try input.text ?? String(decoding: workshop.bytes(input.name), as: UTF8.self)
        defer { try? workshop.write(plain, to: input.name) }
        let japanese = plain.replacingOccurrences(of: "apple", with: "りんごの写真").replacingOccurrences(of: "\u{2028}", with: " ")
        for (encoding, name) in [(String.Encoding.shiftJIS, "SHIFT_JIS"), (.utf16, "UTF-16")] where encoding == .utf16 || japanese != plain {
            try workshop.write(try #require(japanese.data(using: encoding)), to: input.name)
            let run = try said(input, workshop, as: input.name)
            #expect(run.status == 2, "\(name): \(run.status) \(run.output)")
            #expect(run.errors.contains("iconv -f \(name == "SHIFT_JIS" ? "CP932" : name) -t UTF-8 \(input.name) > utf8.txt"), "\(name): \(run.errors)")
        }
    }

    /// What must lie on a disk says so, and does not wait for what never comes.
    @Test(arguments: [
        "search apple --checkpoint <(cat good.safetensors) --index good.index", "search apple --checkpoint good.safetensors --index <(cat good.index)",
        "search apple --checkpoint pipe --index good.index", "search apple --checkpoint good.safetensors --index pipe",
        "train --catalog good.csv --output x.safetensors --init pipe --steps 1", "import text.csv --format csv --session pipe",
    ])
    func whatMustBeAFileSaysSo(command: String) throws {
        let workshop = try prepared()
        let run = try workshop.shell("rm -f pipe; mkfifo pipe; eclip \(command)", seconds: 20)
        #expect(run.status == 2, "\(run.status) \(run.errors)")
        #expect(!run.errors.isEmpty)
    }

    @Test func theExplorersOwnInputIsNoList() throws {
        let workshop = try prepared()
        for flag in ["--queries", "--judge", "--keys"] {
            let run = try workshop.shell("echo q | eclip explore --linear \(model) \(flag) -")
            #expect(run.status == 2 && run.errors.contains("\(flag) -"), "\(run.errors)")
        }
        let run = try workshop.shell("echo q | eclip explore --linear \(model) --session talked.jsonl --queries <(echo red apple)")
        #expect(run.status == 0, "\(run.errors)")
    }
}
