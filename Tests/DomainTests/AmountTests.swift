// Numbers as shops write them, and what is near a mistyped name.
import Domain
import Testing

@Suite struct AmountTests {
    @Test(arguments: [
        ("12.50", 12.5), ("$12.50", 12.5), ("12,50 €", 12.5), ("1.299,00", 1299), ("1,299.00", 1299), ("￥3,980", 3980), ("3980円", 3980),
        ("USD 12", 12), ("US$1,299", 1299), ("３，９８０円(税込)", 3980), ("1.299 €", 1299), ("1.299", 1.299), ("1 299,00 kr", 1299),
        ("CHF 1'299.50", 1299.5), ("12,-", 12), ("-5", -5), ("−5 €", -5), ("1e3", 1000), ("1,299,000", 1_299_000), (".5", 0.5), ("0,5", 0.5),
        ("Rs. 450", 450), ("0.125", 0.125), ("10 000 Kč", 10000),
    ])
    func amountsAreRead(text: String, number: Double) { #expect(amount(in: text) == number) }

    @Test(arguments: ["", "-", "free", "call us", "10-20", "US 9", "12 cm", "1,2,3", "1.2.3", "5%", "€", "nan", "inf", "12.50 each", "½", "x12", "38 40", "$12 $10", "3'5", "12.50 100"])
    func otherTextIsNoNumber(text: String) { #expect(amount(in: text) == nil) }

    @Test func filtersReadAmountsOnBothSides() throws {
        func filter(_ text: String) throws -> QueryFilter { try #require(QueryParts(text).filters.first) }
        #expect(try filter("price:<50").isMet(by: "$12.50") && !filter("price:<10").isMet(by: "12,50 €"))
        #expect(try filter("price:<$50").isMet(by: "12") && filter("price:<1,000").isMet(by: "￥999"))
        #expect(try filter("price:12.5").isMet(by: "$12.50") && !filter("code:7").isMet(by: "007"))
        #expect(try !filter("price:<50").isMet(by: "free"))
    }

    @Test func theNearestNameIsFound() {
        #expect("purpel".nearest(among: ["red", "purple", "people"]) == "purple")
        #expect("colr".nearest(among: ["color", "price"]) == "color")
        #expect("mauve".nearest(among: ["red", "blue"]) == nil && "red".nearest(among: ["red"]) == nil)
    }
}
