// What a run tells while it goes, and how it ended: facts; the words are the command's.
import Catalog
import Domain
import Evaluation
import Networks

/// Progress of a step.
package struct StepReport: Sendable {
    package var step: Int
    /// nil while `--minutes` is still measuring.
    package var planned: Int?
    /// Means over the steps since the last report, by the names of model.md.
    package var losses: [String: Float]
    package var picturesPerSecond: Double
    package var secondsLeft: Double?
    package var cpuSeconds: Double
    package var rate: Float
    package var gradientNorm: Float
}

package enum TrainingEvent: Sendable {
    case prepared(products: Int, pictures: Int, heldOut: Int, pieces: Int, cleanSteps: Int)
    case caching(done: Int, of: Int)
    case unreadable([InputFault])
    /// Pictures whose files end early and that are used as far as they go.
    case cutShort([InputFault])
    /// Photos that scenes are composed from, and those that cannot be cut out.
    case cut(usable: Int, refused: [CutOutProblem: Int])
    case stepped(StepReport)
    case validated(step: Int, ValidationFigures)
    /// Instance queries, from 1, that answered nothing and start again.
    case revived(step: Int, queries: [Int])
    case saved(path: String, step: Int)
}

/// How a run ended.
package struct TrainingOutcome: Sendable {
    /// As it stands in the checkpoint: `steps` are those of the weights that were kept.
    package var record: TrainingRecord
    /// Nothing is left to do: all steps are done, or the run ended early by itself.
    package var isComplete: Bool
    /// Steps done, and whether they ended before the last for want of progress.
    package var steps: Int
    package var endedEarly: Bool
    /// Held-out figures before the first step; nil when nothing was held out.
    package var before: ValidationFigures?
    /// The same of the kept weights; nil when nothing was held out, or the run was stopped.
    package var after: ValidationFigures?
}

/// Sums since the last report.
struct StepWindow {
    private var sums: [String: Float] = [:]
    private var counts: [String: Float] = [:]
    private(set) var steps = 0
    private(set) var pictures = 0
    private let start = ContinuousClock.now
    /// Time that was not spent on steps.
    private var elsewhere = Duration.zero

    mutating func add(_ gradients: Gradients, pictures: Int) {
        for (name, value) in gradients.terms + [("total", gradients.total)] {
            sums[name, default: 0] += value
            counts[name, default: 0] += 1
        }
        steps += 1
        self.pictures += pictures
    }

    /// Does something that is no step's work.
    mutating func leavingOut<Result>(_ body: () throws -> Result) rethrows -> Result {
        let begin = ContinuousClock.now
        defer { elsewhere += ContinuousClock.now - begin }
        return try body()
    }

    var means: [String: Float] { sums.merging(counts) { $0 / $1 } }

    /// Wall seconds of the steps since the window opened.
    var seconds: Double {
        let passed = (ContinuousClock.now - start - elsewhere).components
        return Double(passed.seconds) + Double(passed.attoseconds) * 1e-18
    }
}
