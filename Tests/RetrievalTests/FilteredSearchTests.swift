// Terms and filters against what they stand for: sums of vectors, and rankings with the rest taken out.
import Domain
import InstanceIndex
import Retrieval
import Testing

@Suite struct FilteredSearchTests {
    private func engine(_ folder: Folder) throws -> SearchEngine { try Small.engine(in: folder) }

    private func rows(_ engine: SearchEngine, _ text: String, _ score: ScoreKind = .instance) throws -> [Match] {
        try engine.search(SearchRequest(.text(text), top: 0, score: score)).matches
    }

    @Test(arguments: ScoreKind.allCases)
    func aFilterLeavesProductsThatMeetIt(score: ScoreKind) throws {
        let folder = try Folder()
        let engine = try engine(folder)
        let all = try rows(engine, "red bag", score)
        for (filter, isMet): (String, (Match) -> Bool) in [
            ("category:shoe", { $0.products.contains { ["p2", "p3"].contains($0.productID) } }),
            ("-category:shoe", { $0.products.contains { ["p0", "p1"].contains($0.productID) } }),
            ("source:studio", { $0.source == "studio" }), ("id:P2", { $0.products.contains { $0.productID == "p2" } }),
            ("title:商品3", { $0.products.contains { $0.productID == "p3" } }),
            ("color:c1 category:bag", { $0.products.contains { $0.productID == "p1" } }),
            ("color:c1 category:shoe", { _ in false }),
            ("id:p1 id:p3", { $0.products.contains { ["p1", "p3"].contains($0.productID) } }),
        ] {
            let found = try rows(engine, "red bag " + filter, score)
            #expect(Set(found.map(\.image)) == Set(all.filter(isMet).map(\.image)), "\(filter)")
            #expect(found.map(\.score) == found.map(\.score).sorted(by: >), "\(filter)")
            #expect(found.allSatisfy { $0.probability != nil || score != .instance }, "words beside a filter have their chance")
        }
    }

    @Test func everyRowsProductMeetsTheFilterWhereAnInstanceDoes() throws {
        let folder = try Folder()
        let engine = try engine(folder)
        for match in try rows(engine, "bag category:shoe") {
            guard let position = try engine.index.position(of: match.image) else { continue }
            let shown = (1...3).compactMap { engine.index.product(of: position, instance: $0) }
            let shoes = try #require(try Facets(engine.index).gallery(meeting: [QueryFilter(name: "category", value: "shoe")]))
            if shown.contains(where: { shoes.shows($0, in: position) }) { #expect(match.facets["category"] == "shoe") }
        }
    }

    /// A vector of zeros ranks everything alike: that is no answer.
    @Test func termsThatCancelAreSaid() throws {
        let engine = try engine(try Folder())
        let fault = #expect(throws: InputFault.self) { try engine.search(SearchRequest(.text("red - red"))) }
        #expect(fault?.problem.contains("cancel each other out") == true)
        #expect(try !engine.search(SearchRequest(.text("2:red - red"))).matches.isEmpty)
    }

    /// The screen shows a file's name alone, an address from elsewhere starts at another folder: both lead to the photo.
    @Test func aPhotoIsFoundByItsNameAndFromAnotherFolder() throws {
        let engine = try engine(try Folder())
        let path = try #require(try rows(engine, "red").first).image
        let name = try #require(path.split(separator: "/").last.map(String.init))
        #expect(engine.image(called: "../../" + path) == path && engine.image(called: path) == path)
        #expect(engine.image(called: "../none.png") == "../none.png")
        let byName = try engine.search(SearchRequest(.picture(name, instance: 1), top: 1))
        #expect(byName.matches.first?.image == path)
    }

    /// Whatever the language of the screen: a title in any of the catalog's languages holds a word.
    @Test(arguments: ["en", "ja"]) func wordsThatNoTitleHoldsAreNamed(language: String) throws {
        let folder = try Folder()
        let engine = try engine(folder)
        let first = try #require(try rows(engine, "red").first)
        let position = try #require(try engine.index.position(of: first.image))
        let listing = try #require(try engine.index.pictures([position]).first?.listings.first)
        let title = listing.titles["ja"] ?? ""
        for words in [listing.label.title, title] {
            let answer = try engine.search(SearchRequest(.text(words + " id:" + listing.label.productID), top: 1, language: language))
            #expect(answer.missingWords.isEmpty && !words.isEmpty, "\(words): \(answer.missingWords)")
        }
        let plural = listing.label.title + "s id:" + listing.label.productID
        #expect(try engine.search(SearchRequest(.text(plural), top: 1, language: language)).missingWords.isEmpty)
        let answer = try engine.search(SearchRequest(.text(title + " xyzzy"), top: 1, language: language))
        #expect(answer.missingWords.contains("xyzzy"))
    }

    /// A filter takes rivals off the screen: no row gets likelier by that.
    @Test func theChanceOfARowIsThatOfTheWholeIndex() throws {
        let folder = try Folder()
        let engine = try engine(folder)
        let all = try rows(engine, "red bag")
        for filter in ["source:studio", "category:shoe", "-category:shoe"] {
            for match in try rows(engine, "red bag " + filter) {
                let whole = try #require(all.first { $0.image == match.image })
                guard whole.instance == match.instance, whole.rank < all.count else { continue }
                let (left, right) = (try #require(match.probability), try #require(whole.probability))
                #expect(abs(left - right) < 1e-5, "\(match.image) \(filter)")
            }
        }
    }

    @Test func anUnknownColumnIsNamedWithTheKnownOnes() throws {
        let folder = try Folder()
        let engine = try engine(folder)
        #expect {
            try rows(engine, "bag size:3")
        } throws: { error in
            let fault = error as? InputFault
            return fault?.place == "filter size" && fault?.expected?.contains("category, color, id, source, split, title") == true
        }
    }

    @Test func termsAddUp() throws {
        let folder = try Folder()
        let engine = try engine(folder)
        let (red, shoe) = (engine.model.vector(of: "red"), engine.model.vector(of: "shoe"))
        var sum = zip(red, shoe).map { 2 * $0 - $1 }
        let length = sum.reduce(0) { $0 + $1 * $1 }.squareRoot()
        sum = sum.map { $0 / length }
        for match in try rows(engine, "2:red - shoe") {
            let position = try #require(try engine.index.position(of: match.image))
            let vector = engine.index.instances.vector(of: position, instance: match.instance)
            #expect(abs(zip(vector, sum).reduce(0) { $0 + $1.0 * $1.1 } - match.score) < 1e-5)
            #expect(match.probability == nil, "the chance was fitted on words alone")
        }
        let product = try engine.search(SearchRequest(.product("p2"), top: 0)).matches
        #expect(try rows(engine, "+ #p2").map(\.image) == product.map(\.image))
    }

    @Test func facetsAreCountedAmongWhatIsLeft() throws {
        let folder = try Folder()
        let facets = Facets(try engine(folder).index)
        let studio = try #require(try facets.gallery(meeting: [QueryFilter(name: "source", value: "studio")]))
        #expect(try facets.counts("category", among: studio.pictures) == [FacetCount(value: "bag", pictures: 2), FacetCount(value: "shoe", pictures: 2)])
        #expect(try facets.counts("color").map(\.pictures) == [3, 3, 3, 3])
    }

    @Test func theTableCountsEveryColumnBesideTheOthersFilters() throws {
        let folder = try Folder()
        let facets = Facets(try engine(folder).index)
        let table = try facets.table(under: [QueryFilter(name: "category", value: "shoe")])
        let category = try #require(table.first { $0.name == "category" })
        #expect(category.counts == (try facets.counts("category")), "its own filter does not narrow a column")
        let color = try #require(table.first { $0.name == "color" })
        let shoes = try #require(try facets.gallery(meeting: [QueryFilter(name: "category", value: "shoe")]))
        #expect(color.counts == (try facets.counts("color", among: shoes.pictures)))
        #expect(color.counts.count < 4 || color.counts.map(\.pictures) != [3, 3, 3, 3])
    }

    @Test func rememberedFiltersAreNotThoseOfAnotherQuestion() throws {
        let folder = try Folder()
        let engine = try engine(folder)
        func images(_ text: String) throws -> Set<String> { Set(try rows(engine, text).map(\.image)) }
        let bags = try images("red category:bag"), shoes = try images("red category:shoe")
        #expect(bags != shoes && !bags.isEmpty && !shoes.isEmpty)
        #expect(try images("blue category:shoe") == shoes && images("blue category:bag") == bags)
        #expect(try images("blue") == Set(rows(engine, "red").map(\.image)))
    }

    @Test func aTableNamesTheMostFrequentValuesOnly() throws {
        let folder = try Folder()
        let facets = Facets(try engine(folder).index)
        let whole = try facets.counts("color")
        let color = try #require(try facets.table(under: [], most: 2).first { $0.name == "color" })
        #expect(whole.count == 4 && color.counts == Array(whole.prefix(2)))
    }

    @Test func choicesNarrowWhatIsRanked() throws {
        let folder = try Folder()
        let engine = try engine(folder)
        let all = try rows(engine, "red bag")
        var request = SearchRequest(.text("red bag"), top: 0)
        request.choices = [PictureChoice([all[1].image, "nowhere.png"])]
        #expect(try engine.search(request).matches.map(\.image) == [all[1].image])
        request.choices = [PictureChoice([all[0].image], isExcluded: true)]
        let rest = try engine.search(request)
        #expect(rest.matches.map(\.image) == all.dropFirst().map(\.image) && rest.total == all.count - 1)
    }
}
