// A word of the question that the first row is not filed under is said wherever rows are read: in the table, in JSON, in lines, in
// the language of the reader.
import Foundation
import ProgramDriver
import Testing

@Suite struct SureAndWrong {
    @Test(arguments: [
        ("white sock", "en", "no title of row 1 says: sock\n"), ("白い靴下", "ja", "1 位の商品名にない言葉: 靴下\n"),
    ])
    func theTableAndJSONSayIt(words: String, language: String, said: String) throws {
        let table = try BundledDemo.eclip(["search", words, "--top", "3", "--lang", language])
        #expect(table.output.hasPrefix(said), "\(table.output)")
        let answer = try jsonObject(try BundledDemo.eclip(["search", words, "--top", "3", "--lang", language, "--json"]).output)
        #expect(answer["missing_words"] as? [String] == [language == "en" ? "sock" : "靴下"])
        let line = try #require(try BundledDemo.answers(to: [words], []).first)
        #expect((line["missing_words"] as? [String])?.count == 1)
    }

    /// Plurals, synonyms, words that say nothing alone, and a product need no remark; a word never seen in training has its own.
    @Test(arguments: ["orange watches", "the tote bag with black checks", "赤い傘", "#p16"])
    func whatIsFiledNeedsNoRemark(words: String) throws {
        let table = try BundledDemo.eclip(["search", words, "--top", "1"])
        #expect(table.status == 0 && !table.output.contains("no title of row 1"), "\(table.output)")
        #expect(try #require(try BundledDemo.answers(to: [words], []).first)["missing_words"] as? [String] == [])
    }

    @Test func anUnseenWordIsSaidOnce() throws {
        let run = try BundledDemo.eclip(["search", "garden hose", "--top", "1"])
        #expect(run.output.contains("never seen in training: garden, hose") && !run.output.contains("no title of row 1"), "\(run.output)")
        #expect(try #require(try BundledDemo.answers(to: ["garden hose"], []).first)["missing_words"] as? [String] == ["garden", "hose"])
    }

    @Test(arguments: [
        ("white sock", "en", "no title of row 1 says: sock"), ("白い靴下", "ja", "1 位の商品名にない言葉: 靴下"),
    ])
    func linesSayIt(words: String, language: String, said: String) throws {
        let folder = try scratchFolder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try (words + "\n").write(toFile: folder + "/script", atomically: true, encoding: .utf8)
        let run = try BundledDemo.eclip(
            ["explore", "--linear", "--lang", language, "--session", folder + "/s.jsonl"], input: .reading(folder + "/script"))
        #expect(run.output.split(separator: "\n").contains(Substring(said)), "\(run.output)")
    }
}
