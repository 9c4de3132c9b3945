// The further figures of an evaluation for a person.
import Evaluation
import Foundation
import Retrieval

extension EvaluationWords {
    var robustness: [String] {
        guard let found = report.robustness else { return [] }
        let rows = [
            ("one typo", found.typo), ("one dropped word", found.droppedWord), ("shuffled words", found.shuffledWords),
            ("promotion words", found.promotionWords),
        ]
        let lines = rows.compactMap { name, kind in
            kind.map { kind in
                let share = kind.shareOfClean.map { String(format: ", %.2f of clean ", $0) } ?? ""
                let interval = kind.ci["share_of_clean"]?.words ?? ""
                let most = kind.ceilingR10.map { String(format: "; the best reader %.3f", $0) } ?? ""
                let any = kind.matchingR10.map { String(format: ", anything it describes %.3f", $0) } ?? ""
                return line(name, String(format: "R@10 %.3f", kind.r10) + share + interval + most + any + "  (\(kind.example))")
            }
        }
        return lines.isEmpty ? [] : ["", "titles with a mistake"] + lines
    }

    var shortQuestions: [String] {
        guard let found = report.shortQuestions else { return [] }
        let rows = [("the thing's name", found.thing), ("and one word more", found.thingAndWord)]
        let lines = rows.compactMap { name, kind in
            kind.map { kind in
                line(
                    name, String(format: "P@10 %.3f ", kind.p10) + (kind.ci["p10"]?.words ?? "")
                        + String(format: ", chance %.3f", kind.chance) + "  \(kind.questions) questions  (worst: \(kind.worst.prefix(3).joined(separator: ", ")))")
            }
        }
        return lines.isEmpty ? [] : ["", "questions of a word or two, every photo whose title says so right"] + lines
    }

    var faithfulness: [String] {
        guard let found = report.faithfulness else { return [] }
        let title = String(
            format: "score lost when a part of the photo is blanked (%d pairs, score %.2f, part %.0f %% of the photo)",
            found.pairs, found.score, found.area * 100)
        let ratio = found.ratio.map { String(format: "  %.1f times that elsewhere ", $0) + (found.ci["ratio"]?.words ?? "") } ?? ""
        let above = String(format: ", more in %.0f %% of the pairs", found.above * 100)
        var lines = ["", title, line("the map's outline", String(format: "%.3f", found.loss.outline) + ratio + above)]
        lines.append(line("same shape elsewhere", String(format: "%.3f", found.loss.elsewhere), width: 22))
        if let other = found.loss.otherInstance { lines.append(line("another instance", String(format: "%.3f", other))) }
        return lines
    }

    var strata: [String] {
        let parts = [
            ("products in the photo", report.strata.productsPerPhoto), ("visible part of the product", report.strata.boxArea),
            ("edge of the photo", report.strata.edge), ("size of the category", report.strata.frequency),
        ]
        return parts.flatMap { title, strata in
            strata.isEmpty ? [] : ["", "by " + title] + strata.map { row in
                let pointing = row.pointing.map { String(format: "  pointing %.3f", $0) } ?? ""
                return line(
                    row.stratum, String(format: "R@1 %.3f  R@10 %.3f", row.r1, row.r10) + (row.ci["r10"].map { " " + $0.words } ?? "")
                        + "  \(row.pairs) pairs" + pointing, width: 24)
            }
        }
    }

    var blend: [String] {
        guard let curve = report.blendCurve else { return [] }
        let points = zip(curve.weights, curve.r10).map { String(format: "%.1f: %.3f", $0, $1) }
        return ["", "blend (weight of the global vector: R@10)", "  " + points.joined(separator: "  "),
            line("best", String(format: "%.1f", curve.best))]
    }

    /// Classification without training for it, and similar products.
    var naming: [String] {
        var lines: [String] = []
        if let found = report.zeroShot {
            lines += ["", "naming the class (\(found.column), \(found.classes) classes, \(found.products) products)"]
            if let share = found.instance {
                lines.append(line("instances", String(format: "%.3f ", share) + (found.ci["instance"]?.words ?? "")))
            }
            lines.append(line("global vector", String(format: "%.3f ", found.global) + (found.ci["global"]?.words ?? "")))
            lines.append(line("largest class", String(format: "%.3f", found.majority)))
        }
        if let found = report.photoNaming {
            lines += ["", "naming the product of a photo (\(found.photos) photos of one product, \(found.products) products)"]
            let shares = [
                ("title, instances", found.byTitle.instance), ("title, global", found.byTitle.global),
                ("shot, instances", found.byShot.instance), ("shot, global", found.byShot.global),
            ]
            lines += shares.compactMap { name, share in
                share.map { line(name, String(format: "%.3f ", $0.accuracy) + ($0.ci?.words ?? "")) }
            }
        }
        if let found = report.similarProducts {
            lines += ["", "similar products, nDCG@10 (\(found.queries) asked, \(found.products) products)"]
            if let gain = found.instance {
                lines.append(line("instances", String(format: "%.3f ", gain.ndcg10) + (gain.ci?.words ?? "")))
            }
            lines.append(line("global vector", String(format: "%.3f ", found.global.ndcg10) + (found.global.ci?.words ?? "")))
        }
        return lines
    }

    var cost: [String] {
        guard let cost = report.cost else { return [] }
        let indexing = cost.cpuSecondsPer1000Pictures.map {
            [line("indexing", String(format: "%.1f CPU s per thousand pictures", $0))]
        }
        return ["", "cost"] + (indexing ?? []) + [
            line("a question", String(format: "%.1f ms", cost.queryMs)),
            line("index", String(format: "%.0f bytes a picture", cost.indexBytesPerPicture)),
            line("this evaluation", String(format: "%.0f CPU s", cost.cpuSeconds))]
    }
}
