// Which figures an evaluation can have, known before one runs: the names of a report in which every part is filled. The test
// compares them with the report of a real run, so that a new figure cannot be forgotten here.
import Evaluation
import Foundation

extension EvaluationReport {
    /// Can a path name a figure, whatever the model and the catalog? Names of intervals and of a comparison are not checked.
    package static func isFigure(_ path: String) -> Bool {
        var node: Any? = try? JSONSerialization.jsonObject(with: Data(complete.json.utf8))
        let keys = path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        if keys.first == "comparison" { return keys.count > 1 }
        for (place, key) in keys.enumerated() {
            if key == "ci" { return place < keys.count - 1 && node is [String: Any] }
            if let list = node as? [Any] {
                node = Int(key).flatMap { $0 >= 0 ? list.first : nil }
            } else {
                node = (node as? [String: Any])?[key]
            }
        }
        return node is NSNumber
    }

    /// Every part is there, every figure is 0.
    private static var complete: EvaluationReport {
        let ranking = RankingFigures(r1: 0, r5: 0, r10: 0, map: 0)
        let gain = RankingGain(r1: 0, r5: 0, r10: 0, map: 0, ci: [:])
        let grounding = GroundingFigures(pointing: 0, massInBox: 0, iou: 0)
        var report = EvaluationReport()
        report.textToScene = .init(instance: ranking, global: ranking, blend: ranking, refined: ranking, gain: gain)
        report.instanceToScene = .init(instance: ranking, global: ranking, withTitle: ranking)
        report.grounding = .init(
            free: grounding, textConditioned: grounding, oracleIou: 0, centredBox: grounding, wholePicture: grounding,
            patchText: grounding)
        report.controls = .init(
            blankPictureR10: 0, shuffledTitleR10: 0, chanceR10: 0, blankPictureAtChance: true, shuffledTitleAtChance: true,
            shuffledChanceR10: 0, ci: [:])
        report.queries = .init(deadShare: 0, entropy: 0, background: [0])
        report.calibration = .init(
            error: 0, rows: 0, aurocAnswerless: 0, aurocCeiling: 0, aurocKindless: 0, aurocForeign: 0, foreignTitles: 0)
        report.byCategory = [
            .init(category: "", products: 0, r10: 0, pointing: 0, r1: 0, globalR10: 0, gain: gain, bestBlend: 0, ci: [:])
        ]
        report.fillParts()
        return report
    }

    private mutating func fillParts() {
        let mistake = Robustness.Kind(
            queries: 0, r1: 0, r10: 0, map: 0, shareOfClean: 0, ceilingR10: 0, matchingR10: 0, ci: [:], example: "")
        robustness = .init(typo: mistake, droppedWord: mistake, shuffledWords: mistake, promotionWords: mistake)
        let question = ShortQuestions.Kind(questions: 0, p10: 0, chance: 0, ci: [:], worst: [])
        shortQuestions = .init(thing: question, thingAndWord: question)
        faithfulness = .init(
            pairs: 0, outlineShare: 0, area: 0, score: 0, loss: .init(outline: 0, elsewhere: 0, otherInstance: 0), ratio: 0,
            ratioToOther: 0, above: 0, aboveOther: 0, ci: [:])
        let stratum = [Stratum(stratum: "", pairs: 0, r1: 0, r10: 0, pointing: 0, ci: [:])]
        strata = .init(productsPerPhoto: stratum, boxArea: stratum, edge: stratum, frequency: stratum)
        blendCurve = .init(weights: [0], r1: [0], r10: [0], map: [0], best: 0)
        zeroShot = .init(column: "", classes: 0, products: 0, global: 0, instance: 0, majority: 0, ci: [:])
        var naming = PhotoNaming(photos: 0, products: 0)
        let share = PhotoNaming.Share(accuracy: 0)
        (naming.byTitle, naming.byShot) = (.init(instance: share, global: share), .init(instance: share, global: share))
        photoNaming = naming
        let likeness = Similar.Gain(ndcg10: 0)
        similarProducts = .init(queries: 0, products: 0, global: likeness, instance: likeness)
        cost = .init(cpuSecondsPer1000Pictures: 0, queryMs: 0, indexBytesPerPicture: 0, cpuSeconds: 0)
        leftOut = .init(photos: 0, pairs: 0)
    }
}
