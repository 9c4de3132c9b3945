// The recipe's small parts: the rate, the ramp, who is a positive and who is no negative.
import Catalog
import Networks
import Testing
import Training

@Suite struct RecipeTests {
    @Test func theRateWarmsUpAndFallsToTwoPercent() {
        let options = TrainingOptions()
        #expect(abs(options.rate(at: 0, of: 3000) - 1e-5) < 1e-7)
        #expect(abs(options.rate(at: 99, of: 3000) - 1e-3) < 1e-5)
        #expect(abs(options.rate(at: 3000, of: 3000) - 2e-5) < 1e-7)
        let falling = stride(from: 100, through: 3000, by: 100).map { options.rate(at: $0, of: 3000) }
        #expect(zip(falling, falling.dropFirst()).allSatisfy { $0 > $1 })
    }

    @Test func theDistillationRampsUpLate() {
        let options = TrainingOptions()
        #expect(options.distillationRamp(at: 400) == 0)
        #expect(options.distillationRamp(at: 500) == 0.5)
        #expect(options.distillationRamp(at: 5000) == 1)
    }

    @Test func titlesOfOneProductShareTheMassAndConflictsAreNoNegatives() {
        // Products 0 and 1 in two shards' order; product 1 appears twice more; picture 0 shows product 2 as well.
        let products = [0, 1, 0, 1, 1, 2, 1, 2], partner = [2, 3, 0, 1, 6, 7, 4, 5]
        let targets = ContrastTargets(products: products, partner: partner, queries: 3) { picture, title in
            picture == 0 && products[title] == 2
        }
        #expect(targets.titles[row: 0] == [0.5, 0, 0.5, 0, 0, 0, 0, 0])
        #expect(targets.titles[row: 1] == [0, 0.25, 0, 0.25, 0.25, 0, 0.25, 0])
        let off = ContrastTargets.excluded
        #expect(targets.titleMask[row: 0] == [0, 0, 0, 0, 0, off, 0, off])
        #expect(targets.titleMask[row: 1] == [Float](repeating: 0, count: 8))
        // Oneself and further photos of one's product are masked, the partner is not.
        #expect(targets.partnerMask[row: 1] == [0, off, 0, 0, off, 0, off, 0])
        #expect(targets.partnerMask[row: 5] == [off, 0, 0, 0, 0, off, 0, 0])
        #expect(targets.partners[row: 0].firstIndex(of: 1) == 2)
    }

    /// A question made of a title shall find whatever answers it; pictures are not asked to find such a question.
    @Test func furtherAnswersShareTheMassOfTheirTitleOnly() {
        let products = [0, 1, 2, 0, 1, 2], partner = [3, 4, 5, 0, 1, 2]
        // Title 0 is answered by both pictures of product 1, and picture 2 shows it too without being as right.
        let targets = ContrastTargets(
            products: products, partner: partner, queries: 3, conflicts: { $1 == 0 && products[$0] != 2 || ($0, $1) == (2, 0) },
            furtherAnswers: { picture, title in title == 0 && products[picture] == 1 })
        let off = ContrastTargets.excluded
        #expect(targets.pictures[row: 0] == [0.25, 0.25, 0, 0.25, 0.25, 0])
        #expect(targets.pictureMask[row: 0] == [0, 0, off, 0, 0, 0])
        #expect(targets.pictures[row: 3] == [0.5, 0, 0, 0.5, 0, 0], "the other title of product 0 says everything")
        #expect(targets.titles[row: 1] == [0, 0.5, 0, 0, 0.5, 0])
        #expect(targets.titleMask[row: 1] == [off, 0, 0, 0, 0, 0])
    }

    @Test func aCategoryIsAskedForAloneWhereNoTitleSaysIt() throws {
        let fixture = try TrainingFixture()
        defer { fixture.remove() }
        let catalog = fixture.directory + "/said.csv"
        let rows = """
            product_id,title,image,category
            a,Golden Delicious,p0-0.png,Apple
            b,Pink Lady apple,p1-0.png,Apple
            c,White T-shirt,p2-0.png,tshirt
            d,Something,p3-0.png,
            """
        try rows.write(toFile: catalog, atomically: true, encoding: .utf8)
        let set = try TrainingSet(.read(catalog), splitBy: .photo, name: catalog)
        #expect(set.unsaidCategory == ["Apple", nil, nil, nil])
    }
}
