// An evaluation for a person.
import Evaluation
import Foundation
import Retrieval

struct EvaluationWords {
    let report: EvaluationReport

    var text: String {
        var lines = ["\(report.products) products asked for, \(report.pictures) pictures"]
        lines += section("title finds photo", [
            ("instances", report.textToScene.instance), ("global vector", report.textToScene.global),
            ("blend", report.textToScene.blend), ("refined", report.textToScene.refined),
        ])
        lines += section("clean shot finds photo", [
            ("central instance", report.instanceToScene.instance), ("global vector", report.instanceToScene.global),
            ("with its title", report.instanceToScene.withTitle),
        ])
        return (lines + grounding + controls + categories).joined(separator: "\n") + "\n"
    }

    private func section(_ title: String, _ rows: [(String, RankingFigures?)]) -> [String] {
        let lines = rows.compactMap { name, figures in figures.map { line(name, $0.words) } }
        return lines.isEmpty ? [] : ["", title] + lines
    }

    private func line(_ name: String, _ words: String) -> String {
        "  " + name + String(repeating: " ", count: max(1, 20 - name.count)) + words
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
            figures.map { line(name, $0.words) }
        } + oracle
    }

    private var controls: [String] {
        var lines: [String] = []
        if let controls = report.controls {
            lines += ["", "controls (R@10)", line("chance", String(format: "%.3f", controls.chanceR10))]
            lines.append(line("shuffled titles", String(format: "%.3f", controls.shuffledTitleR10)))
            if let blank = controls.blankPictureR10 { lines.append(line("blank picture", String(format: "%.3f", blank))) }
        }
        if let calibration = report.calibration {
            lines.append(line("chance said, off by", String(format: "%.3f", calibration.error)))
        }
        return lines
    }

    private var categories: [String] {
        guard !report.byCategory.isEmpty else { return [] }
        return ["", "by category"] + report.byCategory.map { row in
            let pointing = row.pointing.map { String(format: "  pointing %.3f", $0) } ?? ""
            return line(row.category, String(format: "R@10 %.3f  ", row.r10) + "\(row.products) products" + pointing)
        }
    }
}
