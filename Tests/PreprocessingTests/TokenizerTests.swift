// The tokenizer against Python's `tokenizers` (ids made by Tests/Golden/make_tokens.py), and its own promises.
import Domain
import Foundation
import Preprocessing
import Support
import Testing

private struct GoldenTokens: Decodable {
    let strings: [String]
    let ids: [[Int]]
}

private func goldenText(_ name: String) throws -> String {
    try String(contentsOfFile: goldenPath(name), encoding: .utf8)
}

private func goldenTokenizer() throws -> Tokenizer { try Tokenizer(json: goldenText("tokenizer.json")) }

@Suite struct TokenizerTests {
    @Test func idsEqualPythonOnAThousandStrings() throws {
        let tokenizer = try goldenTokenizer()
        let golden = try JSONDecoder().decode(GoldenTokens.self, from: Data(goldenText("tokens.json").utf8))
        #expect(golden.strings.count == 1000 && golden.ids.count == 1000)
        for (text, ids) in zip(golden.strings, golden.ids) {
            #expect(tokenizer.encode(text, limit: 10_000).ids == ids, "\(text.debugDescription)")
        }
    }

    /// The merges as they are defined: in every round all occurrences of the earliest learned pair.
    private func mergedInRounds(_ word: String, _ tokenizer: Tokenizer) throws -> [String] {
        struct File: Decodable {
            struct Model: Decodable { let merges: [[String]] }
            let model: Model
        }
        let file = try JSONDecoder().decode(File.self, from: Data(tokenizer.json.utf8))
        var pieces = word.map(String.init)
        for merge in file.model.merges {
            var next: [String] = []
            for piece in pieces {
                if let last = next.last, last == merge[0], piece == merge[1] {
                    next[next.count - 1] = last + piece
                } else {
                    next.append(piece)
                }
            }
            pieces = next
        }
        return pieces
    }

    @Test func longWordsAreMergedLikeShortOnes() throws {
        let tokenizer = try goldenTokenizer()
        let letters = Array("aabbeehhnorst"), words = (1...40).map { size in
            String((0..<size * 3).map { letters[($0 * $0 * 7 + $0 * size) % letters.count] })
        }
        for word in words + ["aaaa", "aaaaaaa", "bagbagbag", "handbaghandbagg"] {
            #expect(try tokenizer.encode(word, limit: 10_000).pieces == mergedInRounds(word, tokenizer), "\(word)")
        }
    }

    /// Four times the word may take four times as long and the depth of a heap, not sixteen times.
    @Test func oneWordWithoutABlankTakesTimeInProportion() throws {
        let tokenizer = try goldenTokenizer()
        func seconds(_ count: Int) -> Double {
            let word = String(repeating: "handbagshoexq", count: count)
            let start = ContinuousClock.now
            #expect(tokenizer.encode(word, limit: 32).ids.count == 32)
            return (ContinuousClock.now - start) / .seconds(1)
        }
        let best = (0..<3).map { _ in (one: seconds(2_000), four: seconds(8_000)) }
        #expect(best.map(\.four).min()! < 9 * best.map(\.one).min()!, "\(best)")
    }

    @Test func foldedQueryHasTheIdsOfItsRawForm() throws {
        let tokenizer = try goldenTokenizer()
        for text in ["Red ｂａｇ", "  ハンドバッグ\u{3000}赤い ", "H\u{331}at", "CAFÉ①", "T-SHIRT\r\nred"] {
            #expect(tokenizer.encode(text, limit: 99) == tokenizer.encode(text.folded, limit: 99), "\(text)")
        }
    }

    @Test func trainingGivesTheCommittedTokenizer() throws {
        let titles = try JSONDecoder().decode([String].self, from: Data(goldenText("titles.json").utf8))
        let trained = try TokenizerTrainer.train(titles: titles, pieces: 600)
        if isRecordingGolden {
            try trained.json.write(toFile: goldenPath("tokenizer.json"), atomically: true, encoding: .utf8)
            Issue.record("recorded tokenizer.json; run make_tokens.py and the test again")
        }
        let committed = try goldenText("tokenizer.json")
        #expect(trained.json == committed)
        #expect(trained.vocabularySize <= 600)
    }

    @Test func orderOfTitlesDoesNotMatter() throws {
        let titles = try JSONDecoder().decode([String].self, from: Data(goldenText("titles.json").utf8))
        let forwards = try TokenizerTrainer.train(titles: titles, pieces: 512)
        let backwards = try TokenizerTrainer.train(titles: titles.reversed(), pieces: 512)
        #expect(backwards.json == forwards.json)
    }

    @Test func emptyTitleIsItsStartToken() throws {
        let tokenizer = try goldenTokenizer()
        #expect(tokenizer.encode("", limit: 32) == tokenizer.encode(" \u{3000}\n", limit: 32))
        #expect(tokenizer.encode("", limit: 32).ids == [tokenizer.startID])
        #expect(tokenizer.encode("", limit: 32).pieces.isEmpty)
    }

    @Test func limitCutsAndCounts() throws {
        let tokenizer = try goldenTokenizer()
        let whole = tokenizer.encode(String(repeating: "red handbag ", count: 20), limit: 1000)
        let cut = tokenizer.encode(String(repeating: "red handbag ", count: 20), limit: 32)
        #expect(whole.dropped == 0 && whole.pieces.prefix(2) == ["red", "handbag"])
        #expect(cut.ids == Array(whole.ids.prefix(32)) && cut.pieces.count == 31)
        #expect(cut.dropped == whole.ids.count - 32)
    }

    @Test(arguments: ["Ｒｅｄ  handbag, 赤い 凸凹 ハンドバッグ", "凸凹の 赤い傘", "plain"]) func theUnreadEndIsTheTextsOwn(text: String) throws {
        let tokenizer = try goldenTokenizer()
        let whole = Tokenizer.normalized(text)
        for limit in 1...30 {
            let read = tokenizer.encode(text, limit: limit)
            let rest = tokenizer.rest(of: text, behind: read.pieces)
            #expect(whole.hasSuffix(rest) && !rest.contains("<0x"), "\(limit): \(rest)")
            #expect(rest.isEmpty == (read.dropped == 0), "\(limit): \(rest)")
        }
    }

    @Test func specialNamesInATitleAreText() throws {
        let tokenizer = try goldenTokenizer()
        let ids = tokenizer.encode("[PAD] [START] <0x41>", limit: 99).ids
        #expect(!ids.dropFirst().contains(tokenizer.startID) && !ids.contains(tokenizer.paddingID))
    }

    @Test func unknownCharacterIsItsBytes() throws {
        let pieces = try goldenTokenizer().encode("龘", limit: 9).pieces
        #expect(pieces == ["<0xE9>", "<0xBE>", "<0x98>"])
    }

    @Test func longTextWithoutBlanksIsRead() throws {
        let encoding = try goldenTokenizer().encode(String(repeating: "redstripes", count: 2000), limit: 32)
        #expect(encoding.ids.count == 32 && encoding.dropped > 1000)
    }

    @Test(arguments: [
        ("not JSON", "{"), ("another model", #"{"model": {"type": "WordPiece"}}"#), ("nothing", ""),
    ])
    func foreignFilesAreRefused(name: String, json: String) {
        #expect(throws: InputFault.self, "\(name)") { try Tokenizer(json: json) }
    }

    @Test(arguments: [
        (#""type":"Lowercase""#, #""type":"StripAccents""#), (#""behavior":"Isolated""#, #""behavior":"Removed""#),
        (#""byte_fallback":true"#, #""byte_fallback":false"#), (#""[PAD]":0"#, #""[PAD]":1"#),
        (#""<0x41>":"#, #""<0x4_>":"#),
        (#""added_tokens":[]"#, #""added_tokens":[{"content":"x"}]"#), (#"["r","e"]"#, #"["r","é"]"#),
    ])
    func changedFilesAreRefused(part: String, change: String) throws {
        let json = try goldenText("tokenizer.json")
        #expect(json.contains(part))
        #expect(throws: InputFault.self) { try Tokenizer(json: json.replacingOccurrences(of: part, with: change)) }
    }

    @Test func sizeFollowsTheText() throws {
        let few = try JSONDecoder().decode([String].self, from: Data(goldenText("titles.json").utf8))
        #expect(TokenizerTrainer.recommendedPieces(for: few) == 1024)
        let many = (0..<5000).flatMap { number in [String](repeating: "size \(number)", count: 3) }
        #expect(TokenizerTrainer.recommendedPieces(for: many) == 8000)
        #expect(TokenizerTrainer.recommendedPieces(for: Array(many.prefix(4500))) == 2048)
    }
}
