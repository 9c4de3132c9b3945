// One mistake at a time, always the same for the same seed.
import Domain
import Preprocessing
import Testing

@Suite struct TitleMistakeTests {
    private let title = "orange bottle with black stripes"

    @Test func aTypoChangesOneWord() throws {
        for seed in 0..<40 {
            let typed = try #require(made(.typo, title, seed: seed))
            let words = typed.split(separator: " ")
            #expect(words.count == 5)
            #expect(zip(words, title.split(separator: " ")).count { $0 != $1 } == 1, "\(typed)")
        }
        #expect(made(.typo, "tv", seed: 1) == nil)
    }

    @Test func oneWordIsDroppedAndNeverTheThing() throws {
        var kept: Set<String> = []
        for seed in 0..<60 {
            let left = try #require(made(.droppedWord, title, seed: seed))
            #expect(left.split(separator: " ").count == 4 && left.contains("bottle") && left.contains("with"))
            kept.insert(left)
        }
        #expect(kept.count == 3)
        #expect(made(.droppedWord, "bottle", seed: 1) == nil && made(.droppedWord, "Zarzuela", seed: 1) == nil)
        #expect(made(.droppedWord, "", seed: 1) == nil)
    }

    @Test func shufflingKeepsTheWords() throws {
        for seed in 0..<20 {
            let mixed = try #require(made(.shuffledWords, title, seed: seed))
            #expect(mixed != title && mixed.split(separator: " ").sorted() == title.split(separator: " ").sorted())
        }
        #expect(made(.shuffledWords, "bottle", seed: 1) == nil)
    }

    @Test func promotionsStandAroundTheTitle() throws {
        let text = try #require(made(.promotionWords, title, seed: 3))
        #expect(text.contains(title) && !text.hasPrefix(title) && !text.hasSuffix(title))
        #expect(made(.promotionWords, title, seed: 3) == text)
    }

    @Test func japaneseTitlesAreCutAtChangesOfScript() throws {
        let title = "黒いストライプの黄色いスニーカー"
        for mistake in TitleMistake.allCases {
            let text = try #require(made(mistake, title, language: "ja", seed: 5))
            #expect(text != title)
        }
        for seed in 0..<20 {
            #expect(try #require(made(.droppedWord, title, language: "ja", seed: seed)).contains("スニーカー"))
        }
    }

    private func made(_ mistake: TitleMistake, _ title: String, language: String = "en", seed: Int) -> String? {
        var random = SeededGenerator(seed: UInt64(seed))
        return mistake.made(in: title, language: language, using: &random)
    }
}
