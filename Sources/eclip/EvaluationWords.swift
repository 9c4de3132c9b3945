// An evaluation for a person.
import Evaluation
import Foundation
import Retrieval

struct EvaluationWords {
    let report: EvaluationReport

    var text: String {
        var lines = ["\(report.products) products asked for, \(report.pictures) pictures; in brackets the 95 % interval"]
        if report.withoutPhoto > 0 { lines.append("\(report.withoutPhoto) more products have no picture there and count nowhere") }
        lines += section("title finds photo", [
            ("instances", report.textToScene.instance), ("global vector", report.textToScene.global),
            ("blend", report.textToScene.blend), ("refined", report.textToScene.refined),
        ]) + gain
        lines += section("clean shot finds photo (\(report.instanceToScene.queries) shots)", [
            ("central instance", report.instanceToScene.instance), ("global vector", report.instanceToScene.global),
            ("with its title", report.instanceToScene.withTitle),
        ])
        lines += grounding + faithfulness + robustness + shortQuestions + controls + strata + blend + naming + cost
        return (lines + categories + comparison).page
    }

    /// What the instances add to the model's own global vector.
    private var gain: [String] {
        guard let gain = report.textToScene.gain, let ci = gain.ci["r10"] else { return [] }
        let words = ci.low > 0 ? "instances gain" : ci.high < 0 ? "instances lose" : "no difference"
        return [line(words, String(format: "R@10 %+.3f ", gain.r10) + ci.words + " against the global vector")]
    }

    /// The figures of a comparison that are printed; JSON has them all.
    private static let told = ["r1", "r10", "map", "pointing", "mass_in_box"]

    private var comparison: [String] {
        guard let comparison = report.comparison else { return [] }
        let told = comparison.differences.filter { row in Self.told.contains { row.figure.hasSuffix("." + $0) } }
        let rows = told.map { row in
            let verdict = row.verdict == .luck ? "could be luck" : row.verdict.rawValue
            return line(
                row.figure, String(format: "%.3f against %.3f  %+.3f ", row.this, row.other, row.difference) + row.ci.words
                    + "  " + verdict, width: 40)
        }
        return ["", "against \(comparison.with), the same \(comparison.queries) queries"] + rows
    }

    private func section(_ title: String, _ rows: [(String, RankingFigures?)]) -> [String] {
        let lines = rows.compactMap { name, figures in figures.map { line(name, $0.wordsWithIntervals) } }
        return lines.isEmpty ? [] : ["", title] + lines
    }

    func line(_ name: String, _ words: String, width: Int = 20) -> String {
        "  " + name + String(repeating: " ", count: max(1, width - name.count)) + words
    }

    private var grounding: [String] {
        let found = report.grounding
        guard found.pairs > 0 else { return [] }
        let rows: [(String, GroundingFigures?)] = [
            ("winning query", found.free), ("text-conditioned", found.textConditioned), ("centred box", found.centredBox),
            ("whole picture", found.wholePicture), ("patch against text", found.patchText),
        ]
        let oracle = found.oracleIou.map { [line("perfect map", String(format: "IoU %.3f", $0))] } ?? []
        return ["", "where in the photo (\(found.pairs) pairs)"] + rows.compactMap { name, figures in
            figures.map { line(name, $0.wordsWithIntervals) }
        } + oracle
    }

    private var controls: [String] {
        var lines: [String] = []
        if let controls = report.controls {
            lines += ["", "controls (R@10)", line("chance", String(format: "%.3f", controls.chanceR10))]
            if let blank = controls.blankPictureR10 {
                lines.append(line("blank picture", String(format: "%.3f, ", blank) + atChance(controls.blankPictureAtChance)))
            }
            lines.append(
                line(
                    "shuffled titles", String(
                        format: "%.3f, chance %.3f, ", controls.shuffledTitleR10, controls.shuffledChanceR10)
                        + atChance(controls.shuffledTitleAtChance)))
        }
        if let found = report.calibration {
            lines += ["", "the chance said of a row", line("off by", String(format: "%.3f", found.error))]
            for (name, value) in [
                ("AUROC foreign words", found.aurocForeign), ("kind taken out", found.aurocKindless),
                ("answers taken out", found.aurocAnswerless),
            ] { if let value { lines.append(line(name, String(format: "%.3f", value) + ceiling(name, found))) } }
        }
        return lines
    }

    private func atChance(_ isAtChance: Bool?) -> String { isAtChance == true ? "at chance" : "NOT at chance" }

    private func ceiling(_ name: String, _ found: EvaluationReport.Calibrated) -> String {
        guard name == "answers taken out", let ceiling = found.aurocCeiling else { return "" }
        return String(format: " (at most %.3f with this R@1)", ceiling)
    }

    private var categories: [String] {
        guard !report.byCategory.isEmpty else { return [] }
        return ["", "by category"] + report.byCategory.map { row in
            let pointing = row.pointing.map { String(format: "  pointing %.3f", $0) } ?? ""
            let gain = row.gain.map { String(format: "  gain %+.3f ", $0.r10) + ($0.ci["r10"]?.words ?? "") } ?? ""
            let interval = row.ci["r10"].map { " " + $0.words } ?? ""
            return line(
                row.category, String(format: "R@10 %.3f", row.r10) + interval + "  \(row.products) products" + pointing + gain)
        }
    }
}
