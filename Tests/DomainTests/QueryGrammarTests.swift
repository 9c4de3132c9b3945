// Questions taken apart: what is an operator, what is a filter, and that plain words stay what they were.
import Domain
import Testing

@Suite struct QueryGrammarTests {
    @Test(arguments: [
        "", "red dress", "  Red  ｂａｇ ", "t-shirt", "5\" phone", "rock - ", "16:9", "a:", "price:<", ":x", "靴 赤い", "-", "http://x",
    ])
    func plainWordsStayAsTyped(text: String) {
        let parts = QueryParts(text)
        guard ["rock - ", "16:9", "-", "http://x"].contains(text) else {
            #expect(parts.terms == [QueryTerm(subject: .text(text))] && parts.filters.isEmpty && parts.isPlain)
            return
        }
        #expect(!parts.terms.isEmpty, "there is always something to ask")
    }

    @Test func termsHaveWeightsAndSigns() {
        let parts = QueryParts("2:red dress + #p12 - floral　－ 0.5:#p3")
        #expect(
            parts.terms == [
                QueryTerm(weight: 2, subject: .text("red dress")), QueryTerm(subject: .product("p12")),
                QueryTerm(weight: -1, subject: .text("floral")), QueryTerm(weight: -0.5, subject: .product("p3")),
            ])
        #expect(parts.words == "red dress" && !parts.isPlain)
        #expect(QueryParts("white t-shirt - logo").terms.map(\.weight) == [1, -1])
    }

    /// What an input method gives for the same keys.
    @Test func wideSignsAreSigns() {
        let parts = QueryParts("２：赤い 傘 ＋ ＃p12 − 水玉 ー 帽子 category：umbrella -title：“白い 猫” price：＜50")
        #expect(
            parts.terms == [
                QueryTerm(weight: 2, subject: .text("赤い 傘")), QueryTerm(subject: .product("p12")),
                QueryTerm(weight: -1, subject: .text("水玉")), QueryTerm(weight: -1, subject: .text("帽子")),
            ])
        #expect(
            parts.filters == [
                QueryFilter(name: "category", value: "umbrella"), QueryFilter(name: "title", value: "白い 猫", isNegated: true),
                QueryFilter(name: "price", comparison: .less, value: "50"),
            ])
        #expect(QueryParts.lastWord(of: "傘 color：re") == "color：re")
    }

    @Test func halfWidthKanaFoldToWholeLetters() {
        #expect(Array("ﾏｸﾞｶｯﾌﾟ".folded.unicodeScalars) == Array("マグカップ".unicodeScalars))
        #expect(Array("ｶﾞ ﾊﾟ".folded.unicodeScalars) == Array("ガ パ".unicodeScalars))
    }

    @Test func filtersLeaveTheWords() {
        let parts = QueryParts("shoe color:Red price:<=49.5 -brand:\"No Name\" title:革靴")
        #expect(parts.words == "shoe" && parts.isPlain)
        #expect(
            parts.filters == [
                QueryFilter(name: "color", value: "Red"), QueryFilter(name: "price", comparison: .lessOrEqual, value: "49.5"),
                QueryFilter(name: "brand", value: "No Name", isNegated: true), QueryFilter(name: "title", value: "革靴"),
            ])
        let alone = QueryParts("color:red")
        #expect(alone.terms == [QueryTerm(subject: .text(""))] && alone.filters.count == 1)
    }
}

@Suite struct QueryEditingTests {
    @Test func instancesOfPicturesAreTerms() {
        let parts = QueryParts("mug + 0.75:scenes/1.png@2 - a@3")
        #expect(
            parts.terms == [
                QueryTerm(subject: .text("mug")), QueryTerm(weight: 0.75, subject: .picture("scenes/1.png", instance: 2)),
                QueryTerm(weight: -1, subject: .text("a@3")),
            ])
        for term in parts.terms { #expect(QueryParts("x + " + term.subject.typed).terms.last?.subject == term.subject) }
    }

    /// Somebody drags a file into the terminal: it arrives quoted, or with a backslash before each blank.
    @Test(arguments: [
        ("/shop/a b.jpg@2", "/shop/a b.jpg", 2), ("scenes/4.webp@e", "scenes/4.webp", 5), ("me@a.b", nil, nil), ("'/shop/a b.jpg'@2", "/shop/a b.jpg", 2), ("\"my shoe.PNG\"", "my shoe.PNG", nil),
        ("my\\ nice\\ shoe.webp", "my nice shoe.webp", nil), ("shoe.jpeg", "shoe.jpeg", nil), ("red shoe.jpg", nil, nil),
        ("v1.2", nil, nil), (".png", nil, nil), ("a@3", nil, nil), ("scan.tif@1", "scan.tif", 1),
    ] as [(String, String?, Int?)])
    func picturesAreTypedAsPaths(text: String, path: String?, instance: Int?) {
        let subject = QueryParts(text).terms[0].subject
        #expect(subject == path.map { .picture($0, instance: instance) } ?? .text(text))
        #expect(QueryParts("x + " + subject.typed).terms.last?.subject == subject)
    }

    @Test func aSecondSignDecides() {
        #expect(QueryParts("red + -striped").terms == QueryParts("red - striped").terms)
        #expect(QueryParts("red - -striped").terms == QueryParts("red + striped").terms)
        #expect(QueryParts("-striped").terms == [QueryTerm(subject: .text("-striped"))])
    }

    @Test(arguments: ["color:Red", "price:<=49.5", "-brand:\"No Name\"", "title:革靴"])
    func filtersAreWrittenAsTheyAreRead(text: String) {
        #expect(QueryParts(text).filters.map(\.typed) == [text])
    }

    @Test func togglingPutsInAndTakesOut() {
        let filters = QueryParts("color:red size:\"very big\"").filters
        let there = QueryParts.toggling(filters, in: "red  mug color:red")
        #expect(there == "red  mug color:red size:\"very big\"")
        #expect(QueryParts.toggling(filters, in: there) == "red mug")
        #expect(QueryParts.toggling(filters, in: "") == "color:red size:\"very big\"")
    }

    @Test func theLastWordIsWhatIsBeingTyped() {
        #expect(QueryParts.lastWord(of: "mug co") == "co")
        #expect(QueryParts.lastWord(of: "mug ") == "")
        #expect(QueryParts.lastWord(of: "mug size:\"very b") == "size:\"very b")
    }
}
