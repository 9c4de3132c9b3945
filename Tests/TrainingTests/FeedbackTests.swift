// Judged photos in batches: the words asked meet what was judged right, what was judged wrong stands beside it as a negative,
// and neither hurts what the catalog knows.
import Catalog
import Domain
import Preprocessing
import Testing
import Training

@Suite struct FeedbackTests {
    /// Twelve products with a studio shot and a scene each.
    private func set() throws -> TrainingSet {
        let rows = (0..<24).map { line in
            CatalogRow(
                line: line + 2, productID: "p\(line / 2)", title: "thing \(line / 2)", titles: [:], image: "\(line).png",
                source: line % 2 == 0 ? "studio" : "scene", category: nil)
        }
        let file = CatalogFile(path: "rows.csv", directory: ".", hash: "0", rows: rows)
        return try TrainingSet(file, splitBy: .photo, name: "rows.csv")
    }

    private let judged = [
        JudgedPicture(words: "cosy thing", picture: "5.png", isRight: true),
        JudgedPicture(words: "cosy thing", picture: "9.png", isRight: false),
        JudgedPicture(words: "Thing 3", picture: "11.png", isRight: false),
        JudgedPicture(words: "unheard of", picture: "7.png", isRight: false),
        JudgedPicture(words: "cosy thing", picture: "gone.png", isRight: true),
    ]

    private func batcher(_ judged: [JudgedPicture]?) throws -> Batcher {
        let set = try set()
        var options = TrainingOptions()
        options.products = 8
        options.feedback = judged
        let tokenizer = try TokenizerTrainer.train(titles: set.allTitles, pieces: 512)
        return Batcher(set, tokenizer: tokenizer, options: options, tokenLimit: 32, bad: [])
    }

    @Test func onlyWhatCanBeLearnedFromIsUsed() throws {
        let feedback = try #require(try batcher(judged).feedback)
        #expect(feedback.unused == 2, "a photo that is gone, and words that nothing is known to answer")
    }

    @Test func everyBatchHasItsShareOfJudgedPhotos() throws {
        let batcher = try batcher(judged)
        let pictures = Dictionary(try set().pictures.enumerated().map { ($1, $0) }, uniquingKeysWith: { $1 })
        let (right, wrong) = (try #require(pictures["5.png"]), try #require(pictures["9.png"]))
        var (answers, hardNegatives) = (0, 0)
        for step in 0..<100 {
            let views = batcher.batch(step).views
            #expect(views.count == 16)
            let asking = views.indices.filter { views[$0].product >= 12 }
            #expect(asking.count == 2, "an eighth of the products' places answers a question")
            guard let question = asking.first, views[question].picture == right else { continue }
            answers += 1
            for view in views where view.picture == wrong && view.product < 12 {
                hardNegatives += 1
                #expect(!batcher.conflict(view, views[question]), "judged wrong, and yet no negative")
            }
            for view in views where view.picture == right { #expect(batcher.conflict(view, views[question])) }
            for view in views where view.product == 2 {
                #expect(batcher.conflict(views[question], view), "the photo shows the product, whatever it was asked for")
            }
        }
        #expect(answers > 25 && hardNegatives >= answers)
    }

    @Test func aDrawnRegionComesWithThePhotoAndMovesWithTheView() throws {
        let box = Box(x: 0.25, y: 0.5, width: 0.5, height: 0.25)
        let batcher = try batcher([JudgedPicture(words: "cosy thing", picture: "5.png", isRight: true, region: box)])
        var regions: Set<String> = []
        for step in 0..<10 {
            for view in batcher.batch(step).views {
                guard view.product >= 12 else {
                    #expect(view.region == nil, "only what was judged has one")
                    continue
                }
                let region = try #require(view.region)
                #expect(abs(region.width / region.height - 2) < 1e-6)
                regions.insert("\(region.x)")
            }
        }
        #expect(regions.count > 5, "every view crops and turns its own way")
    }

    @Test func wordsThatAreATitleAreAnsweredByItsPhotos() throws {
        let batcher = try batcher([judged[2]])
        let views = batcher.batch(0).views
        let asking = try #require(views.first { $0.product >= 12 })
        #expect([6, 7].contains(asking.picture))
        for view in views where view.product == 3 { #expect(batcher.conflict(view, asking)) }
    }

    @Test func withoutJudgementsTheBatchIsWhatItWas() throws {
        let (plain, unused) = (try batcher(nil), try batcher([judged[3]]))
        for step in 0..<5 {
            #expect(plain.batch(step).views.map(\.picture) == unused.batch(step).views.map(\.picture))
        }
    }
}
