// `why` and `sheet`, by the real program: what they print, and how they end.
import Foundation
import ProgramDriver
import Testing

private let demo = "--checkpoint good.safetensors --index good.index"

@Suite(.serialized) struct Why {
    private func object(_ text: String) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test func thePlaceIsThatOfASearchForAllRows() throws {
        let workshop = try Workshop.made.get()
        let found = try object(try workshop.eclip("search apple \(demo) --json --top 0").output)
        let rows = try #require(found["matches"] as? [[String: Any]])
        let last = try #require(rows.last)
        let product = try #require(last["product_id"] as? String)
        let best = try #require(rows.first { ($0["products"] as? [[String: String]])?.contains { $0["product_id"] == product } == true })
        let run = try workshop.eclip("why \(demo) apple --product \(product) --json")
        #expect(run.status == 0, "\(run.errors)")
        let why = try object(run.output)
        #expect(why["rank"] as? Int == best["rank"] as? Int && why["image"] as? String == best["image"] as? String)
        #expect(why["total"] as? Int == rows.count)
        #expect((why["recipe"] as? String)?.hasPrefix("layer ") == true)
    }

    @Test func belowAWantedRankTheAnswerIsNo() throws {
        let workshop = try Workshop.made.get()
        let found = try object(try workshop.eclip("search apple \(demo) --json --top 0").output)
        let rows = try #require(found["matches"] as? [[String: Any]])
        let products = rows.compactMap { $0["product_id"] as? String }
        let first = try workshop.eclip("why \(demo) apple --product \(products[0]) --within 1")
        #expect(first.status == 0 && first.output.contains("rank 1 of"))
        let ranks = try products.map { try object(try workshop.eclip("why \(demo) apple --product \($0) --json").output)["rank"] as? Int ?? 0 }
        let worst = try #require(ranks.indices.max { ranks[$0] < ranks[$1] })
        #expect(try workshop.eclip("why \(demo) apple --product \(products[worst]) --within 1").status == (ranks[worst] > 1 ? 1 : 0))
    }

    @Test func aPartCanBeTakenAwayAndOtherWordsSubtracted() throws {
        let workshop = try Workshop.made.get()
        let rows = try #require(try object(try workshop.eclip("search apple \(demo) --json").output)["matches"] as? [[String: Any]])
        let product = try #require(rows.first?["product_id"] as? String)
        let run = try workshop.eclip("why \(demo) apple --product \(product) --without outline --minus pear --json")
        #expect(run.status == 0, "\(run.errors)")
        let why = try object(run.output)
        let knockOut = try #require(why["knock_out"] as? [String: Any])
        let (rank, change) = (try #require(knockOut["rank"] as? Int), try #require(knockOut["rank_change"] as? Int))
        #expect(rank - change == why["rank"] as? Int && (knockOut["patches"] as? [Int])?.isEmpty == false)
        let weights = try #require((why["contrast"] as? [String: Any])?["weights"] as? [Double])
        #expect(abs(weights.reduce(0, +)) < 1e-4 && weights.contains { $0 > 0 })
        let same = try object(try workshop.eclip("why \(demo) apple --product \(product) --minus apple --json").output)
        #expect(((same["contrast"] as? [String: Any])?["weights"] as? [Double])?.allSatisfy { abs($0) < 1e-6 } == true)
        let plain = try workshop.eclip("why \(demo) apple --product \(product) --without query:a --minus pear")
        #expect(plain.status == 0 && plain.output.contains("without") && plain.output.contains("minus that of"))
    }

    @Test func layersAndHeadsAreMapsWithRecipes() throws {
        let workshop = try Workshop.made.get()
        let rows = try #require(try object(try workshop.eclip("search apple \(demo) --json").output)["matches"] as? [[String: Any]])
        let product = try #require(rows.first?["product_id"] as? String)
        let run = try workshop.eclip("why \(demo) apple --product \(product) --layers --head 1:2:3,4 --json")
        #expect(run.status == 0, "\(run.errors)")
        let why = try object(run.output), steps = try #require(why["steps"] as? [[String: Any]])
        let recipes = steps.compactMap { $0["recipe"] as? String }
        #expect(recipes.map { $0.split(separator: ",")[0] } == ["layer 1 of 2", "layer 2 of 2", "image encoder", "image encoder"])
        #expect(recipes[3].contains("block 1, head 2, patch 3,4"))
        for step in steps {
            let weights = try #require((step["map"] as? [String: Any])?["weights"] as? [Double])
            #expect(abs(weights.reduce(0, +) - 1) < 1e-3)
        }
        let plain = try workshop.eclip("why \(demo) apple --product \(product) --layers --head 1:2:3,4")
        #expect(plain.output.contains("attention pooling") && plain.output.contains("what one patch reads"))
    }

    @Test(arguments: [
        ("--head 2:1:1,1", "block 2 does not attend"), ("--head 1:99:1,1", "there is no head 99"),
        ("--head 1:1:99,1", "there is no patch 99,1"), ("--head one", "--head: one"),
        ("--without query:99", "--without query:99: no such query"), ("--without patches:1,99", "there is no patch 1,99"),
        ("--without everything", "--without: everything"),
    ])
    func aPartThatIsNotThereIsNamed(options: String, message: String) throws {
        let workshop = try Workshop.made.get()
        let rows = try #require(try object(try workshop.eclip("search apple \(demo) --json").output)["matches"] as? [[String: Any]])
        let product = try #require(rows.first?["product_id"] as? String)
        let run = try workshop.eclip("why \(demo) apple --product \(product) \(options)")
        #expect(run.status == 2 && run.errors.contains(message), "\(run.errors)")
    }

    @Test func theSheetHasALinePerQuery() throws {
        let workshop = try Workshop.made.get()
        let run = try workshop.eclip("sheet \(demo) --json")
        #expect(run.status == 0, "\(run.errors)")
        let queries = try #require(try object(run.output)["queries"] as? [[String: Any]])
        #expect(queries.compactMap { $0["instance"] as? Int } == Array(1...queries.count))
        #expect(queries.allSatisfy { $0["dead"] is Bool && $0["duplicate"] is Bool && $0["edge"] is Double })
        let bad = queries.contains { $0["dead"] as? Bool == true || $0["duplicate"] as? Bool == true }
        #expect(try workshop.eclip("sheet \(demo) --check").status == (bad ? 1 : 0))
    }

    @Test func photosAreListedByTheWeightInAPlace() throws {
        let workshop = try Workshop.made.get()
        let run = try workshop.eclip("sheet \(demo) --region 0,0,0.5,1 --query b --top 5 --json")
        #expect(run.status == 0, "\(run.errors)")
        let answer = try object(run.output)
        let photos = try #require(answer["photos"] as? [[String: Any]])
        let weights = photos.compactMap { $0["weight"] as? Double }
        #expect(photos.count == 5 && weights == weights.sorted(by: >) && answer["instance"] as? Int == 2)
        #expect(try object(try workshop.eclip("sheet \(demo) --region 0,0,0.5,1 --query 2 --top 5 --json").output)["photos"] != nil)
        let plain = try workshop.eclip("sheet \(demo) --region 0,0,0.5,1 --query b --top 1")
        #expect(plain.status == 0 && plain.output.contains("weight of query b there") && plain.output.contains(".png"))
    }

    @Test(arguments: [
        ("sheet --region 0,0,1 --query b", "--region: 0,0,1"), ("sheet --region 0,0,1,1", "go together"),
        ("sheet --region 0,0,1,1 --query 99", "query 99"), ("sheet --region 0,0,1,1 --query ?", "--query: ?"),
        ("why apple", "exactly one of --product, --picture"), ("why apple --product nobody", "nobody"),
        ("why apple --picture missing.png", "missing.png"), ("why apple --product 1 --within 0", "--within"),
        ("why apple --product 1 --blend 2", "--blend"), ("sheet --sample -1", "--sample"),
    ]) func badInputIsNamed(arguments: String, says: String) throws {
        let run = try Workshop.made.get().eclip("\(arguments) \(demo)")
        #expect(run.status == 2 && run.output.isEmpty && run.errors.contains(says), "\(run.errors)")
    }
}
