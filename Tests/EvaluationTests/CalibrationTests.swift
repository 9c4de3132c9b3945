// Probabilities from scores: a known curve is found again, and the figures that judge it behave.
import Domain
import Evaluation
import Foundation
import Testing

@Suite struct CalibrationTests {
    @Test func aKnownCurveIsFoundAgain() throws {
        var draw = Draw(seed: 11)
        let truth = Calibration(bias: -4, scoreWeight: 8, gapWeight: 0)
        let rows = (0..<20_000).map { _ -> JudgedRow in
            let score = Float(draw.unit())
            let gap = Float(draw.unit() * 0.2)
            let right = draw.unit() < Double(truth.probability(score: score, gap: gap))
            return JudgedRow(score: score, gap: gap, right: right)
        }
        let fitted = try #require(fitCalibration(rows))
        for score in stride(from: Float(0), through: 1, by: 0.25) {
            let difference = fitted.probability(score: score, gap: 0.1) - truth.probability(score: score, gap: 0.1)
            #expect(abs(difference) < 0.03)
        }
        let said = rows.map { fitted.probability(score: $0.score, gap: $0.gap) }
        #expect(calibrationError(probabilities: said, right: rows.map(\.right)) < 0.02)
    }

    /// The gap is worth much among lists that have an answer, and lists without one have it too: it has no say.
    @Test func aGapThatListsWithoutAnAnswerHaveTooHasNoSay() throws {
        var draw = Draw(seed: 12)
        var rows: [JudgedRow] = []
        var without: [JudgedRow] = []
        for _ in 0..<2_000 {
            let score = 0.4 + 0.3 * draw.unit()
            let right = draw.unit() < 1 / (1 + exp(-30 * (score - 0.55)))
            let gap = Float(draw.unit() * (right ? 0.3 : 0.15))
            rows.append(JudgedRow(score: Float(score), gap: gap, right: right))
            without.append(JudgedRow(score: Float(0.2 + 0.3 * draw.unit()), gap: 0.3, right: false))
        }
        let turned = try #require(fitCalibration(rows, answerless: without))
        func chances(_ rows: [JudgedRow]) -> [Float] {
            rows.map { turned.probability(score: $0.score, gap: $0.gap, unseen: $0.unseen) }
        }
        #expect(try #require(areaUnderCurve(positives: chances(rows), negatives: chances(without))) > 0.85)
        #expect(turned.probability(score: 0.6, gap: 0.3) == turned.probability(score: 0.6, gap: 0))
        #expect(calibrationError(probabilities: chances(rows), right: rows.map(\.right)) < 0.03)
    }

    @Test func foreignTitlesShareNoWordWithTheCatalog() {
        let words: (String) -> [String] = { $0.split(separator: " ").map(String.init) }
        let halves: [ForeignTitles.Half] = [.fit, .judge]
        let all = halves.map { ForeignTitles.unknown(to: [], language: "en", half: $0, words: words) }
        let some = halves.flatMap { ForeignTitles.unknown(to: ["saw", "peas"], language: nil, half: $0, words: words) }
        #expect(all[0].count > 45 && all[1].count > 45 && Set(all.joined()).count == all[0].count + all[1].count)
        #expect(all.joined().count - some.count == 2 && !some.contains("frozen peas"))
        #expect(ForeignTitles.unknown(to: [], language: "ja", half: .judge, words: words).count > 30)
    }

    @Test func wordsThatTrainingNeverSawLowerTheChance() throws {
        var draw = Draw(seed: 13)
        let rows = (0..<1_000).map { _ -> JudgedRow in
            let right = draw.unit() < 0.5
            return JudgedRow(score: Float(draw.unit() + (right ? 0.2 : 0)), gap: 0, right: right, unseen: draw.unit() < 0.1 ? 0.2 : 0)
        }
        let foreign = (0..<500).map { _ in
            JudgedRow(score: Float(draw.unit() + 0.2), gap: 0, right: false, unseen: draw.unit() < 0.8 ? 1 : 0.5)
        }
        let fitted = try #require(fitCalibration(rows, answerless: foreign))
        #expect((fitted.unseenWeight ?? 0) < -1)
        #expect(fitted.probability(score: 1, gap: 0, unseen: 1) < 0.2 && fitted.probability(score: 1, gap: 0) > 0.5)
        #expect(fitCalibration(rows.map { JudgedRow(score: $0.score, gap: $0.gap, right: $0.right) })?.unseenWeight == nil)
        let old = Data(#"{"bias":-1,"scoreWeight":2,"gapWeight":3}"#.utf8)
        let read = try JSONDecoder().decode(Calibration.self, from: old)
        #expect(read.unseenWeight == nil && read.probability(score: 1, gap: 0, unseen: 1) == read.probability(score: 1, gap: 0))
    }

    @Test func separableRowsGiveAFiniteCurve() throws {
        let rows = (0..<40).map { JudgedRow(score: Float($0) / 40, gap: 0, right: $0 >= 20) }
        let fitted = try #require(fitCalibration(rows))
        #expect(fitted.bias.isFinite && fitted.scoreWeight.isFinite && fitted.scoreWeight > 0)
        #expect(fitted.probability(score: 1, gap: nil) > 0.9)
        #expect(fitted.probability(score: 0, gap: nil) < 0.1)
    }

    @Test func nothingToLearnFromGivesNoCurve() {
        #expect(fitCalibration([]) == nil)
        #expect(fitCalibration([JudgedRow(score: 1, gap: 0, right: true)]) == nil)
    }

    @Test func judgedRowsCarryTheGapToTheNextRow() {
        let rows = judgedRows(scores: [0.1, 0.9, 0.5], relevant: [true, false, true], depth: 2)
        #expect(rows.map(\.score) == [0.9, 0.5])
        #expect(rows.map(\.right) == [false, true])
        #expect(abs((rows[0].gap ?? 0) - 0.4) < 1e-6 && abs((rows[1].gap ?? 0) - 0.4) < 1e-6)
        #expect(judgedRows(scores: [1], relevant: [true], depth: 5).first?.gap == nil)
    }

    @Test func errorIsTheDistanceBetweenSaidAndRight() {
        #expect(calibrationError(probabilities: [1, 1, 0, 0], right: [true, true, false, false]) == 0)
        #expect(calibrationError(probabilities: [1, 1], right: [false, false]) == 1)
    }

    @Test func areaUnderTheCurveWorkedByHand() {
        #expect(areaUnderCurve(positives: [3, 2], negatives: [1, 0]) == 1)
        #expect(areaUnderCurve(positives: [0], negatives: [1]) == 0)
        #expect(areaUnderCurve(positives: [1, 1], negatives: [1]) == 0.5)
        #expect(areaUnderCurve(positives: [2, 0], negatives: [1]) == 0.5)
        #expect(areaUnderCurve(positives: [], negatives: [1]) == nil)
    }

    @Test func calibrationSurvivesJSON() throws {
        let calibration = Calibration(bias: -1.5, scoreWeight: 3, gapWeight: 2)
        let data = try JSONEncoder().encode(calibration)
        #expect(try JSONDecoder().decode(Calibration.self, from: data) == calibration)
    }
}

/// Questions whose products stand in few photos, and such whose products stand in many: at one score not as many rows are right.
@Suite struct FiledPhotosTests {
    private func rows(_ photos: Int, bias: Double) -> [JudgedRow] {
        var draw = Draw(seed: UInt64(20 + photos))
        return (0..<3_000).map { _ in
            let score = Float(0.3 + 0.4 * draw.unit())
            return JudgedRow(
                score: score, gap: nil, right: draw.unit() < 1 / (1 + exp(-(30 * (Double(score) - 0.5) + bias))), photos: photos)
        }
    }

    @Test func aProductOfFewPhotosIsLessLikely() throws {
        let few = rows(1, bias: -1.5), many = rows(8, bias: 0.5)
        var draw = Draw(seed: 31)
        let without = (0..<1_000).map { _ in JudgedRow(score: Float(0.2 + 0.3 * draw.unit()), gap: nil, right: false) }
        let fitted = try #require(fitCalibration(few + many, answerless: without))
        #expect((fitted.photosWeight ?? 0) > 0.5)
        for group in [few, many] {
            let said = group.map { fitted.probability(score: $0.score, gap: nil, photos: $0.photos) }
            #expect(calibrationError(probabilities: said, right: group.map(\.right)) < 0.03)
        }
        let blind = try #require(fitCalibration((few + many).map { JudgedRow(score: $0.score, gap: nil, right: $0.right) }, answerless: without))
        #expect(blind.photosWeight == nil)
        let said = few.map { blind.probability(score: $0.score, gap: nil, photos: $0.photos) }
        #expect(calibrationError(probabilities: said, right: few.map(\.right)) > 0.06, "without the photos both are taken for the mean")
    }

    @Test func anOlderFitDoesNotAskForPhotos() throws {
        let old = Data(#"{"bias":-1,"scoreWeight":2,"gapWeight":0,"unseenWeight":-3}"#.utf8)
        let read = try JSONDecoder().decode(Calibration.self, from: old)
        #expect(read.photosWeight == nil)
        #expect(read.probability(score: 0.5, gap: nil, photos: 9) == read.probability(score: 0.5, gap: nil))
    }
}
