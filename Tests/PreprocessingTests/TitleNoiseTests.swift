// Title noise: reproducible, never without words, and doing what it says often enough to matter.
import Domain
import Preprocessing
import Testing

@Suite struct TitleNoiseTests {
    private func drawn(
        _ title: String, _ language: String, _ category: String? = nil, seed: UInt64 = 1, count: Int = 400
    ) -> [String] {
        var generator = SeededGenerator(seed: seed)
        return (0..<count).map { _ in
            TitleNoise().noised(title, language: language, category: category, using: &generator)
        }
    }

    @Test func sameSeedSameNoise() {
        let title = "Red handbag with white stripes"
        #expect(drawn(title, "en", "Bags", seed: 7) == drawn(title, "en", "Bags", seed: 7))
        #expect(drawn(title, "en", "Bags", seed: 7) != drawn(title, "en", "Bags", seed: 8))
    }

    @Test(arguments: ["en", "ja", "de", ""])
    func neverEmptyUnlessTheTitleIs(language: String) {
        for title in ["a", "Red", "赤い", "の", "赤いバッグの", "x y", "!", "50%"] {
            #expect(drawn(title, language, "Bag").allSatisfy { !$0.folded.isEmpty }, "\(title)")
        }
        #expect(drawn("", language, "Bag", count: 20).allSatisfy { $0.isEmpty })
        #expect(drawn(" \u{3000}", language, nil, count: 20).allSatisfy { $0 == " \u{3000}" })
    }

    @Test func thingKeepsItsName() {
        let names = ["bag", "purse"]  // of 400, about 30 are mistyped
        let kept = drawn("Red handbag with white stripes", "en").count { text in
            names.contains { text.folded.contains($0) }
        }
        #expect(kept > 350)
    }

    @Test func categoryIsAddedInThreeOfTen() {
        let added = drawn("Puma Men Grey Top", "en", "Sportswear", count: 4000).count {
            $0.folded.contains("sportswear")
        }
        #expect((1000...1300).contains(added))
        #expect(drawn("Red mug", "en", "Mug").allSatisfy { $0.folded.split(separator: " ").count { $0 == "mug" } <= 1 })
    }

    @Test func japaneseMovesWordsOfOneScript() {
        let titles = drawn("赤いハンドバッグ", "ja")
        #expect(titles.contains { $0.contains("赤い ハンドバッグ") })
        #expect(titles.contains { $0.folded.hasPrefix("ハンドバッグ 赤") })
        #expect(titles.contains { $0.contains("レッド") })
        #expect(titles.contains { $0.contains("かばん") })
        #expect(titles.contains("赤いハンドバッグ"))
    }

    @Test func coloursKeepTheirOwners() {
        let english = drawn("Red handbag with white stripes", "en", count: 2000).map(\.folded)
        #expect(
            !english.contains { $0.contains("white bag") || $0.contains("white handbag") || $0.contains("red stripe") })
        #expect(english.contains { $0.contains("handbag red") })
        #expect(english.contains { $0.hasPrefix("with white stripes red") })
        let japanese = drawn("白い水玉の赤い靴", "ja", count: 2000)
        #expect(!japanese.contains { $0.contains("赤い 水玉") || $0.contains("赤い水玉") || $0.contains("白い 靴") })
        #expect(japanese.contains { $0.contains("赤い 靴 白い 水玉") })
    }

    @Test func someTitlesAreShoutedAndSomeAreLeftAlone() {
        let titles = drawn("Red handbag", "en", count: 2000)
        #expect(titles.count { $0 == "Red handbag" } > 200)
        #expect(titles.contains { $0 == $0.uppercased() })
        #expect(titles.contains { $0.contains("free shipping") })
    }

    @Test func knownWordsNameWhatTrainingNeverMet() {
        let known = KnownWords(titles: ["Red handbag with 2 pockets", "赤いハンドバッグ"], languages: ["en", "ja"])
        #expect(known.unseen(in: "RED ｂａｇ crimson, crimson purse!") == ["crimson"])
        #expect(known.unseen(in: "青い バッグ 新品") == ["青"])
        #expect(known.unseen(in: "iphone12 sale 2") == ["iphone12"])
        #expect(known.unseen(in: "") == [])
        #expect(KnownWords(words: known.words) == known)
    }

    @Test func moreWordsAreLeftOutWhereAskedFor() {
        func words(_ dropped: Double) -> Int {
            var generator = SeededGenerator(seed: 4)
            return (0..<400).reduce(0) { sum, _ in
                sum + TitleNoise(dropped: dropped)
                    .noised("Red handbag with white stripes", language: "en", category: nil, using: &generator)
                    .split(separator: " ").count
            }
        }
        #expect(words(0.5) < words(TitleNoise.recommendedDrop) - 200)
    }
}
