// Maps against boxes, with and without a frame.
import Domain
import Evaluation
import Testing

@Suite struct GroundingMetricsTests {
    @Test func aMapOnTheProductScoresHighAndOneBesideItZero() {
        let truth = Box(x: 0.25, y: 0.25, width: 0.25, height: 0.25)
        let on = groundingResult(map: map(lit: [18, 19, 26, 27]), truth: truth)
        #expect(on.pointing && on.massInBox > 0.6 && on.overlap > 0.5)
        let off = groundingResult(map: map(lit: [62, 63]), truth: truth)
        #expect(!off.pointing && off.massInBox == 0 && off.overlap == 0)
    }

    @Test func massOfAUniformMapIsTheAreaOfTheBox() {
        let uniform = map(lit: Set(0..<64))
        let truth = Box(x: 0, y: 0.5, width: 0.5, height: 0.25)
        #expect(abs(massInBox(map: uniform, box: truth) - 0.125) < 1e-6)
    }

    @Test func boxesAreFractionsOfThePictureNotOfThePaddedSquare() {
        // A picture twice as wide as high fills the middle half of the square.
        let frame = Box(x: 0, y: 0.25, width: 1, height: 0.5)
        let upperLeft = Box(x: 0, y: 0, width: 0.25, height: 0.5)
        let lit = map(lit: [16, 17, 24, 25], frame: frame)
        let result = groundingResult(map: lit, truth: upperLeft)
        #expect(result.pointing && result.massInBox > 0.5 && result.overlap > 0.4)
        #expect(!peakLies(in: Box(x: 0.5, y: 0.5, width: 0.5, height: 0.5), map: lit))
    }

    @Test func thePerfectMapOfAGridHasTheOracleOverlap() {
        let aligned = Box(x: 0.25, y: 0.25, width: 0.5, height: 0.5)
        let oracle = oracleOverlap(rows: 8, columns: 8, frame: .whole, truth: aligned)
        #expect(oracle > 0.9)
        let thin = Box(x: 0.3, y: 0.3, width: 0.05, height: 0.4)
        #expect(oracleOverlap(rows: 8, columns: 8, frame: .whole, truth: thin) < oracle)
    }

    @Test func baselinesNeedNoModel() {
        let truths = [Box(x: 0.4, y: 0.4, width: 0.2, height: 0.2), Box(x: 0, y: 0, width: 0.2, height: 0.2)]
        let guess = centredBox(for: truths)
        #expect(abs(guess.area - 0.04) < 1e-9)
        let hit = boxBaseline(guess, truth: truths[0])
        #expect(hit.pointing && hit.massInBox > 0.99 && hit.overlap > 0.99)
        let miss = boxBaseline(guess, truth: truths[1])
        #expect(!miss.pointing && miss.massInBox == 0)
        #expect(abs(boxBaseline(.whole, truth: truths[0]).overlap - 0.04) < 1e-9)
    }

    @Test func figuresAreMeans() throws {
        let figures = try #require(
            GroundingFigures([
                GroundingResult(pointing: true, massInBox: 0.5, overlap: 0.2),
                GroundingResult(pointing: false, massInBox: 0.1, overlap: 0.4),
            ]))
        #expect(figures.pointing == 0.5)
        #expect(abs(figures.massInBox - 0.3) < 1e-12 && abs(figures.iou - 0.3) < 1e-12)
        #expect(GroundingFigures([]) == nil)
    }

    @Test func spreadRunsFromOnePatchToAll() {
        #expect(spread(of: [0, 1, 0, 0]) == 0)
        #expect(abs(spread(of: [2, 2, 2, 2]) - 1) < 1e-12)
    }

    private func map(lit: Set<Int>, frame: Box = .whole) -> AttentionMap {
        let weights = (0..<64).map { lit.contains($0) ? 1 / Float(lit.count) : 0 }
        return AttentionMap(rows: 8, columns: 8, axis: .picture, layer: 2, frame: frame, weights: weights)
    }
}
