// The CSV reader against a plain reference over every small input, and the cases that people's files really have.
import Catalog
import Domain
import Testing

/// A slow reader in another style, one character at a time: records of fields, nil for an unclosed quote. A record is
/// flagged when text follows a closing quote.
private func reference(_ text: [Character]) -> [(fields: [String], flagged: Bool)]? {
    enum State { case start, plain, quoted, closed, junk }
    var records: [([String], Bool)] = []
    var fields: [String] = []
    var field = ""
    var state = State.start
    var flagged = false
    func finishRecord() {
        if !(fields.isEmpty && state == .start) { records.append((fields + [field], flagged)) }
        (fields, field, state, flagged) = ([], "", .start, false)
    }
    for sign in text {
        switch (state, sign) {
        case (.quoted, "\""): state = .closed
        case (.quoted, _): field.append(sign)
        case (.closed, "\""):
            field.append(sign)
            state = .quoted
        case (_, ","): (fields, field, state) = (fields + [field], "", .start)
        case (_, "\n"): finishRecord()
        case (.start, "\""): state = .quoted
        case (.closed, _), (.junk, _): (state, flagged) = (.junk, true)
        default:
            field.append(sign)
            state = .plain
        }
    }
    if state == .quoted { return nil }
    finishRecord()
    return records
}

@Suite struct CSVTests {
    private func records(_ text: String) throws -> [CSVRecord] {
        try CSVReader.records(of: Array(text.utf8), name: "c.csv")
    }

    @Test func equalsAPlainReferenceForEverySmallInput() throws {
        let alphabet: [Character] = ["a", ",", "\"", "\n"]
        for length in 0...7 {
            for number in 0..<(1 << (2 * length)) {
                let text = (0..<length).map { alphabet[number >> (2 * $0) & 3] }
                let found = try? records(String(text))
                let wanted = reference(text)
                let isEqual =
                    found?.map(\.fields) == wanted?.map(\.fields)
                    && found?.map { $0.problem != nil } == wanted?.map(\.flagged)
                if !isEqual { Issue.record("\(String(text).debugDescription): \(String(describing: found))") }
            }
        }
    }

    @Test func whatIsWrittenIsRead() throws {
        let alphabet: [Character] = ["a", ",", "\"", "\n", "\r", " "]
        var texts = [""]
        for length in 1...3 {
            var count = 1
            for _ in 0..<length { count *= alphabet.count }
            for number in 0..<count {
                var rest = number
                texts.append(
                    String(
                        (0..<length).map { _ in
                            defer { rest /= alphabet.count }
                            return alphabet[rest % alphabet.count]
                        }))
            }
        }
        for text in texts {
            let found = try records(CSVWriter.line([text, "靴", text]))
            #expect(found.map(\.fields) == [[text, "靴", text]] && found[0].problem == nil)
        }
    }

    @Test func linesAreCountedThroughQuotesAndLineEnds() throws {
        let found = try records("\u{FEFF}a,b\r\n\r\n\"1\r\n2\n3\",x\rlast,\"\"\n")
        #expect(found.map(\.line) == [1, 3, 6])
        #expect(found.map(\.fields) == [["a", "b"], ["1\r\n2\n3", "x"], ["last", ""]])
    }

    @Test func quotesInTheMiddleAreText() throws {
        #expect(try records("5\" phone,a \"b\" c\n").map(\.fields) == [["5\" phone", "a \"b\" c"]])
    }

    @Test func anUnclosedQuoteNamesItsLine() {
        #expect(throws: InputFault("c.csv:3", "a quote that opens here is never closed", expected: "a closing quote")) {
            try records("a,b\n1,2\n3,\"4\n5,6\n")
        }
    }

    @Test func strangeBytesAreReported() throws {
        let nul = try CSVReader.records(of: Array("a,b\u{0}c\n".utf8), name: "c.csv")
        #expect(nul[0].problem == "column 2 holds a NUL byte")
        let lines = [UInt8](String(repeating: "a,b\n", count: 30).utf8)
        let latin = try CSVReader.records(of: lines + [0x61, 0x2C, 0xE9, 0x0A], name: "c.csv")
        #expect(latin[30].problem == "column 2 is not valid UTF-8")
        #expect(throws: InputFault.self) { try CSVReader.records(of: [0xFF, 0xFE, 0x61, 0], name: "c.csv") }
    }
}
