// A run's log read back as curves: losses and held-out figures by step. A run that was killed and resumed repeats some
// steps, and a second run into the same log begins again: what comes later holds.
import Domain
import Files
import Foundation

struct RunCurves: Sendable {
    struct Sample: Equatable, Sendable {
        var step: Int
        var value: Double
    }

    /// By the names of the loss terms, and `total`.
    private(set) var losses: [String: [Sample]] = [:]
    /// By the name of the figure: `instance.r10`, `global.map`.
    private(set) var heldOut: [String: [Sample]] = [:]
    private(set) var planned: Int?
    /// The newest line about steps.
    private(set) var lastStep: [String: Double] = [:]

    init() {}

    /// Throws `InputFault` for a file that cannot be read or holds no line of a training log.
    init(log path: String) throws {
        for line in try TextFile(path).filledLines { add(line.text) }
        if isEmpty { throw InputFault(path, "holds no step of a training run", expected: "the --log of eclip train") }
    }

    var isEmpty: Bool { losses.isEmpty && heldOut.isEmpty }

    /// Takes a line in; what is no line of a log (a torn one) is passed over.
    mutating func add(_ line: some StringProtocol) {
        guard let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any],
            let step = object["step"] as? Int, NumberRange.ranks.contains(step)
        else { return }
        if let terms = object["losses"] as? [String: Any] {
            let plan = object["planned"] as? Int
            planned = plan.flatMap { NumberRange.ranks.contains($0) ? $0 : nil } ?? planned
            losses = Self.before(step, losses)
            heldOut = Self.before(step + 1, heldOut)
            Self.append(terms, at: step, to: &losses)
            lastStep = object.compactMapValues { $0 as? Double }
        } else if object["instance"] is [String: Any] {
            losses = Self.before(step + 1, losses)
            heldOut = Self.before(step, heldOut)
            for kind in ["instance", "global"] {
                let figures = object[kind] as? [String: Any] ?? [:]
                let named = figures.map { (kind + "." + $0.key, $0.value) }
                Self.append(Dictionary(named, uniquingKeysWith: { first, _ in first }), at: step, to: &heldOut)
            }
        }
    }

    private static func before(_ step: Int, _ curves: [String: [Sample]]) -> [String: [Sample]] {
        curves.compactMapValues { samples in
            guard let last = samples.last, last.step >= step else { return samples }
            let kept = samples.filter { $0.step < step }
            return kept.isEmpty ? nil : kept
        }
    }

    private static func append(_ values: [String: Any], at step: Int, to curves: inout [String: [Sample]]) {
        for (name, value) in values {
            guard let value = value as? Double, value.isFinite else { continue }
            curves[name, default: []].append(Sample(step: step, value: value))
        }
    }
}
