// Typing mistakes: always one, always a mistake, of every kind that hands make, and never where nothing would be left.
import Domain
import Preprocessing
import Testing

@Suite struct MistypingTests {
    private func drawn(_ word: String, count: Int = 600) -> [String?] {
        var generator = SeededGenerator(seed: 3)
        return (0..<count).map { _ in Mistyping.mistyped(word, using: &generator) }
    }

    /// Edits that turn one word into the other, an exchange of neighbours counting as one.
    private func distance(_ a: String, _ b: String) -> Int {
        let a = Array(a), b = Array(b)
        var rows = [Array(0...b.count)]
        for i in 1...a.count {
            var row = [i] + Array(repeating: 0, count: b.count)
            for j in 1...b.count {
                row[j] = min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1))
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] { row[j] = min(row[j], rows[i - 2][j - 2] + 1) }
            }
            rows.append(row)
        }
        return rows[a.count][b.count]
    }

    @Test(arguments: ["handbag", "Umbrella", "t-shirt", "book", "ソファー", "リュックサック"])
    func aMistakeIsOneMistake(word: String) {
        let other = ["ソファー": "そふぁー", "リュックサック": "りゅっくさっく"][word]
        let typed = drawn(word).compactMap { $0 }
        #expect(typed.count > 590)
        #expect(typed.allSatisfy { $0 == other || distance(word, $0) == 1 })
    }

    @Test func handsMakeEveryKindOfMistake() {
        let typed = Set(drawn("handbag", count: 3000).compactMap { $0 })
        for mistake in ["hadnbag", "handag", "handdbag", "handvag"] { #expect(typed.contains(mistake), "\(mistake)") }
        #expect(typed.contains { $0.hasPrefix("handba") && $0.count == 7 && !"gtfhvby".contains($0.last ?? "g") })
        let kana = Set(drawn("ソファー").compactMap { $0 })
        for mistake in ["ソファ", "ソフアー", "そふぁー", "ファー"] { #expect(kana.contains(mistake), "\(mistake)") }
        #expect(drawn("りんご").contains("リンゴ"))
    }

    @Test(arguments: ["mug", "赤い", "2024", "!?!?", "", "かさ", "水筒", "aaaa"])
    func whatWouldNotBeRecognisedStays(word: String) {
        if word == "aaaa" {
            #expect(drawn(word).compactMap { $0 }.allSatisfy { $0.folded != word })
        } else {
            #expect(drawn(word).allSatisfy { $0 == nil })
        }
    }

    @Test func oneTitleInSevenIsMistyped() {
        var generator = SeededGenerator(seed: 1)
        let known: Set<String> = ["crimson", "ottoman"]
        let mistyped = (0..<4000).count { _ in
            let text = TitleNoise().noised("crimson ottoman", language: "de", category: nil, using: &generator).folded
            return text.split(separator: " ").contains { !known.contains(String($0)) }
        }
        #expect((500...700).contains(mistyped), "\(mistyped)")
    }
}
