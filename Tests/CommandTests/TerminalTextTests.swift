// Titles, names and answers of unknown origin on a plain terminal: the real program shows them and obeys none, and a row stays a
// row. The evil catalog moves the cursor, names the window, rings the bell, turns text around and breaks lines.
import Foundation
import ProgramDriver
import Testing

private let model = "--checkpoint good.safetensors --index evil.index"
private let title = "Red\u{1B}]0;owned\u{7} apple\nof \u{9B}31mtwo\u{2028}lines\u{202E}"
private let facet = "x\u{1B}[2Jy\r\nz"

@Suite(.serialized) struct TerminalTextTests {
    private func prepared() throws -> Workshop {
        let workshop = try Workshop.made.get()
        guard !FileManager.default.fileExists(atPath: workshop.folder + "/evil.done") else { return workshop }
        let names = ["fruit/red apple", "fruit/green pear", "tool/black saw"]
        var rows = "product_id,title,image,source,category,brand\n"
        for (number, name) in names.enumerated() {
            for photo in 1...2 { rows += "\"p\u{1B}[2J\(number)\",\"\(title) \(number)\",photos/\(name) \(photo).png,photo,\"\(facet)\",\"b\u{8}\nc\"\n" }
        }
        try workshop.write(rows, to: "evil.csv")
        let indexed = try workshop.eclip("index --checkpoint good.safetensors --catalog evil.csv --output evil.index --skip-bad-rows", seconds: 120)
        #expect(indexed.status == 0, "\(indexed.errors)")
        try workshop.write("\(evil("a b"))\n", to: "evil.txt")
        let verdicts = names.map { name in
            "\"red \u{1B}[2Jmug\",\"photos/\(name) 1.png\",GRADE,\"note\u{1B}]0;owned\u{7}\nnext\"\n"
        }.joined()
        for (rater, grade) in [("one\u{1B}[2J", "good"), ("two", "bad")] {
            let file = rater.hasPrefix("one") ? "evil1" : "evil2"
            try workshop.write("query,image,grade,note\n" + verdicts.replacingOccurrences(of: "GRADE", with: grade), to: "evil.verdicts")
            let run = try workshop.shell("rm -f \(file).jsonl; eclip import evil.verdicts --format csv --session \(file).jsonl --rater $'\(rater.replacingOccurrences(of: "\u{1B}", with: "\\x1b"))'")
            #expect(run.status == 0, "\(run.errors)")
        }
        try workshop.write(names.map { "apple Q0 photos/\($0.replacingOccurrences(of: " ", with: "%20"))%201.png 1 0.5 t\n" }.joined(), to: "evil.run")
        try workshop.write("", to: "evil.done")
        return workshop
    }

    private func evil(_ words: String) -> String { words + "\u{1B}[2J\u{7}" }

    /// What a terminal would act on, but for line ends, tabs and colours of our own.
    private func commands(in text: String, coloursAllowed: Bool = false) -> [String] {
        let plain = coloursAllowed ? text.replacing(#/\u{1B}\[[0-9;:]*m/#, with: "") : text
        return plain.unicodeScalars.filter { scalar in
            let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
            let isMark = [0x202A...0x202E, 0x2066...0x2069, 0x2028...0x2029].contains { $0.contains(scalar.value) }
            return (isControl || isMark) && scalar != "\n" && scalar != "\t"
        }.map { String($0.value, radix: 16) }
    }

    /// Command, and how many rows it prints; nil where that is not the point.
    private static let pages: [(String, Int?)] = [
        ("search apple \(model)", 7), ("search apple \(model) --maps --ascii", nil), ("search apple \(model) --rerank evil.run", nil),
        ("search apple \(model) --group product", 4), ("search --product $'p\\x1b[2J0' \(model)", 8), ("search $'evil\\x1b[2J\\nwords' \(model)", nil),
        ("why apple \(model) --picture 'photos/fruit/red apple 1.png'", nil), ("sheet \(model)", 10), ("sheet \(model) --region 0,0,1,1 --query a", 7),
        ("facets --index evil.index", nil), ("compare apple \(model) --with-score global", nil), ("compare --queries evil.txt \(model) --with-score global", nil),
        ("agree evil1.jsonl evil2.jsonl", nil), ("adjudicate evil1.jsonl evil2.jsonl --output none.jsonl --list", 9),
        ("eval \(model) --catalog evil.csv --skip-bad-rows", nil), ("eval --qrels evil1.jsonl \(model)", nil),
        ("questions evil.txt --session evil1.jsonl \(model)", 1), ("info evil.csv", nil), ("info evil1.jsonl", 9), ("info evil.index", nil),
        ("replay evil1.jsonl \(model) --allow 99", nil), ("merge evil1.jsonl evil2.jsonl --output evilmerged.jsonl", 1), ("keys", nil),
    ]

    @Test(arguments: pages.indices) func pagesHoldNoCommand(page: Int) throws {
        let (command, rows) = Self.pages[page]
        let run = try prepared().shell("eclip " + command, seconds: 60)
        #expect(run.status < 2, "\(command): \(run.status) \(run.errors)")
        #expect(commands(in: run.output) == [], "\(command)")
        #expect(commands(in: run.errors) == [], "\(command)")
        if let rows { #expect(run.output.filter { $0 == "\n" }.count == rows, "\(command): \(run.output)") }
    }

    @Test(arguments: [
        "search apple \(model)", "search apple \(model) --json", "search apple \(model) --maps", "export --session evil1.jsonl --format csv",
        "interleave apple \(model) --with-score global", "queue --filter category:x \(model)", "audit \(model) --catalog evil.csv --skip-bad-rows",
        "info evil1.jsonl --json", "facets --index evil.index",
    ])
    func aTerminalGetsNoCommandEither(command: String) throws {
        let terminal = try prepared().eclipOnTerminal(command, columns: 100, environment: ["NO_COLOR": ""])
        #expect(terminal.waitForEnd() < 2, "\(terminal.text)")
        for words in ["\u{1B}]0;", "\u{1B}[2J", "\u{7}", "\u{8}", "\u{9B}", "\u{202E}"] { #expect(!terminal.text.contains(words), "\(words.debugDescription)") }
    }

    /// What other programs read is not changed on its way into a file.
    @Test func dataStayWhatTheyAre() throws {
        let workshop = try prepared()
        let back = try workshop.shell("eclip export --session evil1.jsonl --format csv > evil.back; rm -f evil3.jsonl; eclip import evil.back --format csv --session evil3.jsonl; for n in 1 3; do eclip export --session evil$n.jsonl --format jsonl; done | sort | uniq -u | wc -l")
        #expect(back.status == 0 && back.output.hasSuffix("0\n"), "\(back.output)\(back.errors)")
    }

    @Test(arguments: [
        "info $'no\\x1b[2Jsuch\\nfile'", "search $'a\\x1b[2J' --checkpoint $'no\\x1b]0;x\\x07such'", "search a --index $'no\\x1b[2J\\nsuch'", "train --catalog $'c\\x1b[2J' --output x",
        "search --top $'1\\x1b[2J'", "search --score $'i\\x1b[2J'", "search $'--\\x1b[2J'", "queue --scale $'\\x1b[2J' --filter a:b", "explore --view $'\\x1b[2J'",
        "export --session $'s\\x1b[2J' --format qrels", "import $'f\\x1b[2J' --format qrels --session x", "agree $'a\\x1b[2J' b", "catalog $'d\\x1b[2J' --output x.csv",
        "eval --catalog good.csv --fail-under $'x\\x1b[2J=1'", "facets --index evil.index --filter $'\\x1b[2J'", "$'\\x1b[2J'", "export --session evil1.jsonl --format qrels --rater $'\\x1b[2J'",
    ])
    func complaintsHoldNoCommand(command: String) throws {
        let run = try prepared().shell("eclip " + command, seconds: 20)
        #expect(run.status == 2, "\(run.status) \(run.output) \(run.errors)")
        #expect(commands(in: run.errors) == [] && !run.errors.isEmpty, "\(run.errors.debugDescription)")
    }

    @Test func theConversationHoldsNoCommandAndBreaksNoLine() throws {
        let workshop = try prepared()
        let asked = "apple\\n2\\nwhy\\nmore\\nhelp\\nnote n\\x1b[2Jote\\n/ brand\\nfilter\\n\\x1b[2J\\nq\\n"
        let run = try workshop.shell("rm -f linear.jsonl; printf '\(asked)' | eclip explore --linear \(model) --session linear.jsonl --rater $'r\\x1b[2J'")
        #expect(run.status == 0, "\(run.errors)")
        #expect(commands(in: run.output) == [], "\(run.output.debugDescription)")
        #expect(commands(in: run.errors) == [])
    }

    /// A view that is shared is text for an editor, a browser, a terminal.
    @Test(arguments: ["txt", "html", "svg", "ans"]) func sharedViewsHoldNoCommand(form: String) throws {
        let workshop = try prepared()
        let run = try workshop.shell("rm -f view*.\(form) linear.jsonl; printf '<b>&\\047 \\x1b[2J\\nshare view.\(form)\\nq\\n' | eclip explore --linear \(model) --session linear.jsonl")
        #expect(run.status == 0, "\(run.errors)")
        let text = String(decoding: try workshop.bytes("view.\(form)"), as: UTF8.self)
        #expect(commands(in: text, coloursAllowed: form == "ans") == [], "\(text.debugDescription.suffix(600))")
        #expect(!text.contains("\u{1B}]0;"))
        guard form == "svg" || form == "html" else { return }
        #expect(!text.contains("<b>"), "words are not markup")
    }
}
