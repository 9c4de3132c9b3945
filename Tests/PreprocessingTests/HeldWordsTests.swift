// Which words of a question the titles of a photo do not say.
import Preprocessing
import Testing

@Suite struct HeldWordsTests {
    @Test(arguments: [
        ("white sock", ["white t-shirt", "白いTシャツ"], ["sock"]),
        ("White T-Shirts", ["white t-shirt"], []),
        ("watches and shoes", ["orange watch", "blue shoe"], []),
        // A synonym is the same word; half of a phrase is not.
        ("tote bag", ["pink handbag"], []), ("gray trainers", ["grey shoe"], []), ("coffee table", ["white mug"], ["coffee", "table"]),
        // Words that say nothing alone.
        ("the bag with an umbrella", ["handbag"], ["umbrella"]),
        // Japanese is written without blanks, with other endings and particles.
        ("白い靴下", ["白いTシャツ"], ["靴下"]), ("白靴下", ["白い靴下"], []), ("赤の靴", ["赤いスニーカー"], []), ("青緑の傘", ["緑の傘"], ["青緑"]),
        ("かばん", ["赤いハンドバッグ"], []),
        ("sock", [], ["sock"]), ("", ["mug"], []),
    ])
    func wordsThatAreNotThere(question: String, titles: [String], missing: [String]) {
        #expect(HeldWords(titles: titles).missing(from: question) == missing)
    }
}
