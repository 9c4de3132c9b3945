// What a run says when it is over: what it learned, measured on what it never saw; what to mend; what to type next.
import Domain
import Evaluation
import Foundation
import Interface
import Training

struct TrainingEnding {
    let outcome: TrainingOutcome
    let output: String
    let catalog: String
    /// What to type to go on with a run that stopped.
    let goOn: String

    var lines: [String] { [summary] + learned + go }

    private var cost: String {
        let seconds = outcome.record.cpuSeconds
        return seconds < 60 ? String(format: "%.0f CPU seconds", seconds) : String(format: "%.1f CPU minutes", seconds / 60)
    }

    /// A run of no steps: its start is only measured, and its `p` fitted.
    private var isMeasurement: Bool { outcome.isComplete && outcome.steps == 0 }

    private var summary: String {
        guard !isMeasurement else {
            let fitted = outcome.record.calibration == nil ? "nothing was held out to fit the chance p on" : "the chance p is fitted"
            return "\(output): no step taken, \(fitted)"
        }
        let early = outcome.endedEarly ? ", ended early for want of progress" : ""
        let kept = outcome.record.steps == outcome.steps
            ? "" : "; kept are the weights of step \(outcome.record.steps), which were clearly better"
        return "\(output): \(outcome.steps) steps in \(cost)\(early)\(kept)"
    }

    private var learned: [String] {
        guard outcome.isComplete else { return [] }
        guard let after = outcome.after else {
            return ["nothing was held out (\(why)), so there are no figures; `eclip eval` would ask what it was taught"]
        }
        let unit = outcome.record.splitBy == "photo" ? "photos it never saw" : "products it was never shown"
        let what = "\(after.queries) titles, \(after.products) products, \(after.gallery) photos"
        return ["what it \(isMeasurement ? "knows" : "learned"), on \(unit) (\(what)):"] + table(after) + queries(after) + worst(after)
    }

    /// Why nothing was held out.
    private var why: String {
        outcome.record.splitBy == SplitUnit.photo.rawValue
            ? "too few photos of each product: its clean shots and its first other photo always train" : "too few products"
    }

    private func table(_ after: ValidationFigures) -> [String] {
        let isGlobal = outcome.record.objective == Objective.global.rawValue
        var rows: [(String, RankingFigures)] = []
        if let before = outcome.before, !isMeasurement {
            rows.append((outcome.record.startedFrom == nil ? "before" : "before, as started", isGlobal ? before.global : before.instance))
        }
        if !isGlobal { rows.append(("by instances", after.instance)) }
        rows.append(("by the global vector", after.global))
        return rows.map { "  " + $0.0.padding(toLength: 22, withPad: " ", startingAt: 0) + $0.1.words }
    }

    private func queries(_ after: ValidationFigures) -> [String] {
        guard !after.uses.isEmpty else { return [] }
        let dead = after.deadQueries, background = after.backgroundQueries
        var parts = ["\(after.uses.count) instance queries"]
        parts.append(dead.isEmpty ? "none dead" : "dead: \(Self.list(dead))")
        parts.append(background.isEmpty ? "none keeps the background" : "background: \(Self.list(background))")
        if let spread = after.mapSpread { parts.append(String(format: "maps spread over %.2f (1: all patches alike)", spread)) }
        return ["  " + parts.joined(separator: ", ")]
    }

    private func worst(_ after: ValidationFigures) -> [String] {
        let worst = after.worstCategories(4).filter { $0.r10 < 1 }
        guard !worst.isEmpty else { return [] }
        let words = worst.map { String(format: "\($0.name) %.2f of %d titles", $0.r10, $0.queries) }
        return ["  found worst (R@10): " + words.joined(separator: ", ")]
    }

    private var go: [String] {
        guard outcome.isComplete else {
            return ["stopped before the end; go on with", "  " + goOn]
        }
        let index = (output.hasSuffix(".safetensors") ? String(output.dropLast(12)) : output) + ".index"
        return [
            "go on with",
            "  " + shellLine(["eclip", "index", "--checkpoint", output, "--catalog", catalog, "--output", index]),
            "  " + shellLine(["eclip", "explore", "--checkpoint", output, "--index", index]),
        ]
    }

    private static func list(_ queries: [Int]) -> String { queries.map(InstanceReading.name).joined(separator: " ") }
}
