// What names a thing in titles as shops write them.
import Preprocessing
import Testing

@Suite struct ThingNamesTests {
    private static let shop = [
        "Casio Men Watch DW-5600", "Fossil Watch FS4702", "Nokia Phone N73", "Sony Phone 2012", "Puma Shoes Grey", "Nike Shoes Black",
        "Gini and Jony Girls Blue Kurta", "Gini and Jony Boys Red Kurta", "Gini and Jony Girls Top", "Gini and Jony Boys Vest",
        "Gini and Jony Cap", "Adidas Originals Rowley", "Orange", "Nail Polish 40",
    ]

    private func asked(_ title: String, _ language: String = "en", categories: [String] = []) -> String? {
        let names = ThingNames(titles: Self.shop, categories: categories, language: language)
        return ShortQuestion.questions(of: title, language: language, names: names)?.thing.text
    }

    @Test(arguments: [
        ("Casio Men Watch DW-5600", "Watch"), ("Nokia Phone N73", "Phone"), ("Sony Phone 2012", "Phone"), ("Puma Shoes Grey", "Shoes"),
        // A colour that is all there is may be an orange; a word that ends one title alone may be anything.
        ("Orange", "Orange"), ("Adidas Originals Rowley", nil), ("DW-5600", nil), ("2012", nil),
        // A brand goes on the same way in every title.
        ("Gini and Jony Girls Blue Kurta", nil),
        ("Nail Polish 40", nil),
    ])
    func modelNumbersYearsAndColoursAreNoThings(title: String, thing: String?) { #expect(asked(title) == thing) }

    @Test func aCategoryIsEvidence() {
        #expect(asked("Nail Polish 40", categories: ["Polishes", "Shoes"]) == "Polish")
        #expect(asked("Mazda MX5 Roadster", categories: ["Roadster"]) == "Roadster")
    }

    @Test func theWordBesideAThingIsAWord() throws {
        let names = ThingNames(titles: Self.shop, categories: [], language: "en")
        let two = try #require(ShortQuestion.questions(of: "Casio & Co Men Watch DW-5600", language: "en", names: names)).two.map(\.text)
        #expect(two == ["Casio Watch", "Co Watch", "Men Watch"], "\(two)")
    }

    /// Model numbers in Japanese titles are cut at changes of script.
    @Test func japaneseModelNumbersAreNoThings() {
        #expect(ShortQuestion.parts(of: "カシオ腕時計DW-5600", language: "ja")?.thing == "腕時計")
        #expect(ShortQuestion.parts(of: "黒い携帯電話N73", language: "ja")?.thing == "携帯電話")
        #expect(ShortQuestion.parts(of: "スニーカー 2012 黒", language: "ja")?.thing == "スニーカー")
    }

    /// The demo's own titles name what they always named: recipes draw what they drew.
    @Test(arguments: [
        ("orange watch with white dots", "watch"), ("teal bottle", "bottle"), ("white t-shirt", "t-shirt"), ("orange handbag", "handbag"),
    ])
    func plainTitlesAreReadAsBefore(title: String, thing: String) {
        #expect(ShortQuestion.parts(of: title, language: "en")?.thing == thing)
    }
}
