// Short questions: they hold words of the title, mostly the thing's name, and say which words they stand for.
import Domain
import Preprocessing
import Testing

@Suite struct ShortQuestionTests {
    private func questions(_ title: String, _ language: String, count: Int = 400) -> [ShortQuestion] {
        var random = SeededGenerator(seed: 11)
        let noise = TitleNoise()
        return (0..<count).compactMap { _ in noise.question(from: title, language: language, using: &random) }
    }

    @Test(arguments: [
        ("red handbag with white stripes", "en", "handbag", 4), ("Puma Men Grey T-shirt", "en", "t-shirt", 4),
        ("赤いストライプの黄色いマグカップ", "ja", "マグカップ", 4), ("mug", "en", "mug", 1),
    ])
    func theyHoldOneToThreeWordsOfTheTitle(title: String, language: String, thing: String, words: Int) {
        let asked = questions(title, language), all = Set(TitleParts(title, language: language).words)
        #expect(asked.count == 400)
        #expect(asked.allSatisfy { !$0.text.isEmpty && (1...3).contains($0.asked.words.count) && all.isSuperset(of: $0.asked.words) })
        #expect(asked.allSatisfy { !$0.asked.words.contains("with") && !$0.asked.words.contains("の") })
        let named = Double(asked.count { $0.asked.words.contains(thing) }) / 400
        #expect(words == 1 ? named == 1 : (0.84...0.96).contains(named), "the thing is named in \(named)")
        let alone = Double(asked.count { $0.asked.words == [thing] }) / 400
        #expect(words == 1 ? alone == 1 : (0.28...0.42).contains(alone), "and alone in \(alone)")
    }

    @Test func synonymsStandForTheTitlesOwnWord() {
        let cups = questions("red mug", "en").filter { $0.text.folded.contains("cup") && $0.asked.words.contains("mug") }
        #expect(!cups.isEmpty)
    }

    /// What is left is the title less exactly one word, whatever that word stood beside ("with black" lost its stripes).
    @Test(arguments: [
        ("red handbag with white stripes", "en", "handbag", 3), ("赤いストライプの黄色いマグカップ", "ja", "マグカップ", 3),
    ])
    func oneWordIsLostAndNeverTheThing(title: String, language: String, thing: String, kinds: Int) {
        let noise = TitleNoise(), all = Set(TitleParts(title, language: language).words)
        var random = SeededGenerator(seed: 7), lost: [String: Int] = [:]
        for _ in 0..<300 {
            guard let left = noise.lessOneWord(title, language: language, using: &random) else {
                Issue.record("a title of \(all.count) words lost none")
                return
            }
            let gone = all.subtracting(left.asked.words)
            #expect(gone.count == 1 && left.asked.words.count == all.count - 1 && all.isSuperset(of: left.asked.words))
            lost[gone.first ?? "", default: 0] += 1
        }
        #expect(lost[thing] == nil && lost.count == kinds && lost.values.allSatisfy { $0 > 60 }, "\(lost)")
    }

    @Test func aLostWordLeavesTheRestInItsPlace() {
        let noise = TitleNoise()
        var random = SeededGenerator(seed: 3)
        let texts = Set((0..<400).compactMap { _ in
            noise.lessOneWord("yellow shoe with black stripes", language: "en", using: &random)?.text
        })
        #expect(texts.isSuperset(of: ["shoe with black stripes", "yellow shoe with stripes", "yellow shoe with black"]))
    }

    @Test func whoHasOneWordLosesNone() {
        let noise = TitleNoise()
        var random = SeededGenerator(seed: 3)
        #expect(noise.lessOneWord("mug", language: "en", using: &random) == nil)
        #expect(noise.lessOneWord("", language: "en", using: &random) == nil)
    }

    /// Words that belong together must stand together in what answers: a black bag with blue checks has no black checks.
    @Test(arguments: [
        ("en", "handbag with black checks", "red handbag with black checks", "black handbag with blue checks"),
        ("en", "handbag with black checks", "handbag with big black checks", "black handbag"),
        ("ja", "黒いチェックのハンドバッグ", "黒いチェックの赤いハンドバッグ", "青いチェックの黒いハンドバッグ"),
    ])
    func aTitleThatLostAWordAnswersByParts(language: String, question: String, right: String, wrong: String) {
        let asked = TitleParts(question, language: language)
        #expect(TitleParts(right, language: language).answer(asked))
        #expect(!TitleParts(wrong, language: language).answer(asked))
        #expect(!asked.answer(TitleParts(right, language: language)), "a shorter title says less")
    }

    /// A colour asked with the thing is the thing's colour: a red handbag with white stripes is no white handbag.
    @Test(arguments: [
        ("en", "red handbag with white stripes", ["handbag", "red", "stripes"], "grey handbag with red checks", "red handbag"),
        ("ja", "白いストライプの赤いハンドバッグ", ["ストライプ", "ハンドバッグ", "赤い"], "赤いチェックの青いハンドバッグ", "赤いハンドバッグ"),
    ])
    func aColourIsAskedOfWhatHasIt(
        language: String, title: String, words: [String], wrong: String, right: String
    ) throws {
        let asked = questions(title, language)
        #expect(asked.reduce(into: Set()) { $0.formUnion($1.asked.words) } == Set(words))
        let thing = language == "en" ? "handbag" : "ハンドバッグ", red = language == "en" ? "red" : "赤い"
        let coloured = try #require(asked.first { Set($0.asked.words) == [thing, red] })
        #expect(TitleParts(right, language: language).answer(coloured.asked))
        #expect(!TitleParts(wrong, language: language).answer(coloured.asked))
        let patterned = try #require(asked.first { $0.asked.words.count == 2 && !$0.asked.words.contains(red) })
        #expect(patterned.asked.parts.count == 2, "stripes of any colour, on a handbag of any colour")
    }

    @Test func atitleWithoutWordsAsksNothing() { #expect(questions("", "en").isEmpty && questions("  ", "ja").isEmpty) }
}
