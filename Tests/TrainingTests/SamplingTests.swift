// What batches are made of, by counting many: the long tail is seen, photos of different sources meet, and nothing that is
// right is ever a negative.
import Catalog
import Domain
import Foundation
import Preprocessing
import Testing
import Training

@Suite struct SamplingTests {
    /// A catalog of rows that need no picture files: `product|title|title_ja|image|source|category`.
    private func set(_ rows: [String], splitBy: SplitUnit = .photo) throws -> TrainingSet {
        let read = rows.enumerated().map { line, text in
            let fields = text.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
            return CatalogRow(
                line: line + 2, productID: fields[0], title: fields[1], titles: fields[2].isEmpty ? [:] : ["ja": fields[2]],
                image: fields[3], source: fields[4], category: fields[5].isEmpty ? nil : fields[5])
        }
        let file = CatalogFile(path: "rows.csv", directory: ".", hash: "0", rows: read)
        return try TrainingSet(file, splitBy: splitBy, name: "rows.csv")
    }

    private func batcher(_ set: TrainingSet, bad: Set<Int> = [], products: Int = 8) throws -> Batcher {
        var options = TrainingOptions()
        options.products = products
        let tokenizer = try TokenizerTrainer.train(titles: set.allTitles, pieces: 512)
        return Batcher(set, tokenizer: tokenizer, options: options, tokenLimit: 32, bad: bad)
    }

    /// The two views of every product drawn in some hundred steps.
    private func pairs(_ batcher: Batcher, steps: Int = 200) -> [(View, View)] {
        (0..<steps).flatMap { step in
            batcher.batch(step).shards.flatMap { shard in
                (0..<shard.count / 2).map { (shard[$0], shard[$0 + shard.count / 2]) }
            }
        }
    }

    /// Eight products with a studio shot, two natural photos and twelve customers' photos each; photo splits hold some out.
    private var manySources: [String] {
        (0..<8).flatMap { product in
            let sources = ["studio"] + Array(repeating: "natural", count: 2) + Array(repeating: "comment", count: 12)
            return sources.enumerated().map { "p\(product)|thing \(product)||p\(product)-\($0).png|\($1)|c" }
        }
    }

    @Test func photosOfDifferentSourcesMeet() throws {
        let set = try set(manySources)
        let sources = Dictionary(
            set.products.flatMap { $0.photos.map { ($0.picture, $0.source) } }, uniquingKeysWith: { first, _ in first })
        let drawn = pairs(try batcher(set)).map { (sources[$0.picture] ?? "", sources[$1.picture] ?? "") }
        #expect(drawn.allSatisfy { $0 != $1 }, "a product of three sources was compared within one")
        let clean = Double(drawn.count { $0.0 == "studio" }) / Double(drawn.count)
        #expect(abs(clean - 0.5) < 0.04, "clean shots first in \(clean) of the pairs")
        #expect(drawn.allSatisfy { $0.1 != "studio" })
        #expect(drawn.contains { $0 == ("natural", "comment") } && drawn.contains { $0 == ("comment", "natural") })
    }

    @Test func onePhotoIsSeenTwiceAndTwoOfOneSourceAreBothSeen() throws {
        let set = try set([
            "one|lonely||a.png|photo|", "two|pair||b.png|photo|", "two|pair||c.png|photo|", "three|shots||d.png|studio|",
            "three|shots||e.png|iconic|",
        ])
        for (first, second) in pairs(try batcher(set, products: 4)) {
            #expect((first.picture == second.picture) == (set.products[first.product].id == "one"))
        }
    }

    @Test func aRareCategoryIsSeenMoreOftenThanItsShare() throws {
        let common = (0..<90).map { "p\($0)|common \($0)||p\($0).png|photo|common" }
        let rare = (0..<10).map { "r\($0)|rare \($0)||r\($0).png|photo|rare" }
        let set = try set(common + rare)
        let drawn = pairs(try batcher(set), steps: 400)
        let share = Double(drawn.count { set.products[$0.0.product].category == "rare" }) / Double(drawn.count)
        // Weights 90^-1/2 and 10^-1/2: 10 of 100 products get sqrt(10) / (sqrt(10) + sqrt(90)) = 1/4 of the draws.
        #expect((0.22...0.27).contains(share), "\(share)")
    }

    @Test func whatCannotBeDrawnIsNot() throws {
        let set = try set(["a|one||a.png|photo|", "b|two||b.png|photo|", "b|two||c.png|photo|", "d|three||d.png|photo|"])
        let gone: Set<Int> = [0, 1]
        let seen = Set(pairs(try batcher(set, bad: gone, products: 4)).flatMap { [$0.0.picture, $0.1.picture] })
        #expect(seen == [2, 3])
    }

    @Test func equalTitlesAreNeverNegatives() throws {
        // a and b share the English title but for case and width, a and c the Japanese one, d shows a beside itself.
        let set = try set([
            "a|Red mug|赤いマグ|a.png|photo|", "b|RED  ｍｕｇ|別の物|b.png|photo|", "c|Crimson cup|赤いマグ|c.png|photo|",
            "d|Blue hat|青い帽子|d.png|scene|", "a|Red mug|赤いマグ|d.png|scene|", "e|Green tie|緑|e.png|photo|",
        ])
        let views = pairs(try batcher(set, products: 5), steps: 60).flatMap { [$0.0, $0.1] }
        func are(_ picture: String, _ title: String, _ language: String) throws -> Bool {
            let shown = try #require(views.first { set.pictures[$0.picture] == picture + ".png" })
            let asked = try #require(views.first { set.products[$0.product].id == title && $0.language == language })
            return try batcher(set).conflict(shown, asked)
        }
        #expect(try are("a", "b", "en") && are("b", "a", "en"))
        #expect(try !are("a", "b", "ja"), "their Japanese titles differ")
        #expect(try are("a", "c", "ja") && are("c", "a", "ja"))
        #expect(try !are("a", "c", "en"))
        #expect(try are("d", "a", "en") && are("d", "b", "en") && are("d", "c", "ja"), "d shows a, which is called so too")
        #expect(try !are("b", "d", "en") && !are("d", "e", "en") && !are("e", "a", "ja"))
    }

    @Test func whatHoldsTheWordsOfAShortQuestionIsNoNegative() throws {
        let set = try set([
            "a|red mug||a.png|photo|", "b|red mug with white dots||b.png|photo|", "c|blue mug||c.png|photo|",
            "d|red hat||d.png|photo|", "e|blue hat||e.png|scene|", "a|red mug||e.png|scene|",
        ])
        var options = TrainingOptions()
        options.products = 5
        options.shortQuestions = 1
        let tokenizer = try TokenizerTrainer.train(titles: set.allTitles, pieces: 512)
        let batcher = Batcher(set, tokenizer: tokenizer, options: options, tokenLimit: 32, bad: [])
        let views = pairs(batcher, steps: 60).flatMap { [$0.0, $0.1] }
        func answers(_ words: [String]) throws -> [String] {
            let title = try #require(views.first { $0.asked?.words == words && set.products[$0.product].id == "a" })
            return try ["a", "b", "c", "d", "e"].filter { name in
                let shown = try #require(views.first { set.pictures[$0.picture] == name + ".png" })
                return batcher.conflict(shown, title)
            }
        }
        #expect(views.allSatisfy { $0.asked != nil })
        #expect(try answers(["mug"]) == ["a", "b", "c", "e"], "e shows a's mug beside a hat")
        #expect(try answers(["mug", "red"]) == ["a", "b", "e"])
        #expect(try answers(["red"]) == ["a", "b", "d", "e"])
    }

    @Test func whatHoldsTheRestOfATitleThatLostAWordIsNoNegative() throws {
        let set = try set([
            "a|red mug with white dots||a.png|photo|", "b|red mug with white stripes||b.png|photo|",
            "c|blue mug with white dots||c.png|photo|", "d|red hat with white dots||d.png|photo|",
            "e|white mug with blue dots||e.png|photo|",
        ])
        var options = TrainingOptions()
        options.products = 5
        options.lostWords = 1
        let tokenizer = try TokenizerTrainer.train(titles: set.allTitles, pieces: 512)
        func batcher(sharing: Bool = false, evenly: Bool = false) -> Batcher {
            (options.sharesAnswers, options.losesWordsEvenly) = (sharing, evenly)
            return Batcher(set, tokenizer: tokenizer, options: options, tokenLimit: 32, bad: [])
        }
        var views = pairs(batcher(sharing: true), steps: 60).flatMap { [$0.0, $0.1] }
        func answers(_ words: [String], _ isAnswer: (View, View) -> Bool) throws -> [String] {
            let title = try #require(views.first { $0.asked?.words == words && set.products[$0.product].id == "a" })
            return try ["a", "b", "c", "d", "e"].filter { name in
                isAnswer(try #require(views.first { set.pictures[$0.picture] == name + ".png" }), title)
            }
        }
        for judge in [batcher(sharing: true).conflict, batcher(sharing: true).isFurtherAnswer] {
            #expect(try answers(["mug", "red", "white"], judge) == ["a", "b"])
            #expect(try answers(["dots", "mug", "white"], judge) == ["a", "c"], "the dots of e are blue")
            #expect(try answers(["dots", "mug", "red"], judge) == ["a"])
        }
        #expect(try answers(["dots", "mug", "white"], batcher().isFurtherAnswer) == [])
        // Told only from what has the lost word: red things, white things, things with dots.
        let even = batcher(evenly: true).conflict
        views = pairs(batcher(evenly: true), steps: 60).flatMap { [$0.0, $0.1] }
        #expect(try answers(["dots", "mug", "white"], even) == ["a", "c", "e"])
        #expect(try answers(["dots", "mug", "red"], even) == ["a"], "everything else has something white")
        #expect(try answers(["mug", "red", "white"], even) == ["a", "b"])
    }

    /// Half of the batch stands there for sharing its colour with another product that is another thing.
    @Test func relatedProductsMeet() throws {
        let colours = ["red", "blue", "green", "black", "white", "pink", "grey", "teal", "brown", "yellow"]
        let things = ["mug", "hat", "sofa", "sock", "lamp", "chair"]
        let set = try set(
            colours.flatMap { colour in things.map { "\(colour)-\($0)|\(colour) \($0)||\(colour)-\($0).png|photo|" } })
        func meetings(_ share: Double?) throws -> Double {
            var options = TrainingOptions()
            options.products = 8
            options.relatedProducts = share
            let tokenizer = try TokenizerTrainer.train(titles: set.allTitles, pieces: 512)
            let batcher = Batcher(set, tokenizer: tokenizer, options: options, tokenLimit: 32, bad: [])
            let counts = (0..<100).map { step in
                let ids = Set(batcher.batch(step).views.map { set.products[$0.product].id })
                #expect(ids.count == 8, "a product stands twice in a batch")
                return Dictionary(grouping: ids) { $0.prefix { $0 != "-" } }.values.reduce(0) { $0 + ($1.count > 1 ? $1.count : 0) }
            }
            return Double(counts.reduce(0, +)) / 800
        }
        let blind = try meetings(nil), related = try meetings(0.5)
        #expect(blind < 0.7 && related > 0.85, "\(blind) without, \(related) with")
    }

    /// A quarter of the batch stands there for being the same thing in almost the same words.
    @Test func siblingsMeet() throws {
        let colours = ["red", "blue", "green", "black", "white", "pink"]
        let things = ["mug", "hat", "sofa", "sock", "lamp", "chair"], patterns = ["dots", "stripes", "checks"]
        let set = try set(colours.flatMap { colour in
            things.flatMap { thing in
                patterns.map { "\(colour)-\(thing)-\($0)|\(colour) \(thing) with grey \($0)||\(colour)\(thing)\($0).png|photo|" }
            }
        })
        func meetings(_ share: Double?) throws -> Double {
            var options = TrainingOptions()
            options.products = 8
            options.siblingProducts = share
            options.relatedProducts = share.map { _ in 0.25 }
            let tokenizer = try TokenizerTrainer.train(titles: set.allTitles, pieces: 512)
            let batcher = Batcher(set, tokenizer: tokenizer, options: options, tokenLimit: 32, bad: [])
            let counts = (0..<100).map { step in
                let ids = Set(batcher.batch(step).views.map { set.products[$0.product].id })
                #expect(ids.count == 8, "a product stands twice in a batch")
                let words = ids.map { $0.split(separator: "-") }
                return words.count { a in words.contains { b in a != b && a[1] == b[1] && (a[0] == b[0] || a[2] == b[2]) } }
            }
            return Double(counts.reduce(0, +)) / 800
        }
        let blind = try meetings(nil), siblings = try meetings(0.25)
        #expect(blind < 0.4 && siblings > 0.45, "\(blind) without, \(siblings) with")
    }

    @Test func withoutAShareNobodyAsksShortQuestions() throws {
        let set = try set(["a|red mug||a.png|photo|", "b|blue hat||b.png|photo|"])
        #expect(pairs(try batcher(set, products: 2), steps: 40).allSatisfy { $0.0.asked == nil && $0.1.asked == nil })
    }

    @Test func theSplitColumnHasTheLastWord() throws {
        func row(_ product: Int, _ split: String?) -> CatalogRow {
            CatalogRow(line: product + 2, productID: "p\(product)", title: "t", image: "\(product).png", split: split)
        }
        let rows = (0..<400).map { row($0, $0 % 2 == 0 ? "test" : "train") }
        let file = CatalogFile(path: "rows.csv", directory: ".", hash: "0", rows: rows)
        let set = try TrainingSet(file, splitBy: .product, name: "rows.csv")
        let used = set.products + set.heldOut
        #expect(used.allSatisfy { Int($0.id.dropFirst()).map { $0 % 2 == 1 } == true }, "a product of the test split was used")
        #expect(Set(set.products.map(\.id)).isDisjoint(with: set.heldOut.map(\.id)))
        #expect(!set.heldOut.isEmpty && used.count == 200)
    }
}
