// What a run has measured so far, and which weights follow from it. Kept in the state, so that a resumed run decides as
// the unbroken one would have.
import Evaluation

package struct RunHistory: Codable, Equatable, Sendable {
    /// Held-out figures by step, the first before any training.
    private(set) var points: [Point] = []
    /// The step whose weights had the highest mAP, with the average precision of each held-out product then.
    private(set) var best: Judged?
    /// The newest weights that were measured.
    private(set) var latest: Judged?
    /// The run ended before its last step for want of progress.
    var endedEarly = false
    /// CPU seconds of one measurement; a budget of minutes pays for them too.
    var cost = 0.0

    package init() {}

    struct Point: Codable, Equatable, Sendable {
        var step: Int
        var figures: ValidationFigures
    }

    struct Judged: Codable, Equatable, Sendable {
        var step: Int
        var map: Double
        var precisions: [Float]
    }

    var before: ValidationFigures? { points.first { $0.step == 0 }?.figures }

    /// Takes a measurement in. What stands before training is no candidate: whoever trains wants to have trained.
    package mutating func add(_ measured: Measurement, at step: Int, objective: Objective) {
        points.append(Point(step: step, figures: measured.figures))
        guard step > 0 else { return }
        let figures = objective == .global ? measured.figures.global : measured.figures.instance
        let judged = Judged(step: step, map: figures.map, precisions: measured.precisions)
        latest = judged
        if judged.map > best?.map ?? -1 { best = judged }
    }

    /// The step whose weights are to be shipped instead of the newest ones; nil for the newest.
    ///
    /// On a falling rate the last weights are as a rule the best, and the highest of many noisy figures is high by luck.
    /// So an earlier step wins only where it is clearly better: over the held-out products, the mean difference in
    /// average precision must be more than two of its standard errors.
    package var worthKeeping: Int? {
        guard let best, let latest, best.step < latest.step, best.precisions.count == latest.precisions.count else { return nil }
        let differences = zip(best.precisions, latest.precisions).map { Double($0 - $1) }
        let count = Double(differences.count), mean = differences.reduce(0, +) / count
        guard count > 1, mean > 0 else { return nil }
        let variance = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
        return mean > 2 * (variance / count).squareRoot() ? best.step : nil
    }

    /// Steps between measurements: a tenth of the run, but 20 to 200.
    package static func interval(planned: Int) -> Int { max(20, min(200, planned / 10)) }

    /// Should the run end here? Only in its second half: until then the rate is high, figures stand still and rise again
    /// when it falls.
    package func isHopeless(at step: Int, planned: Int, patience: Int?) -> Bool {
        guard let patience, let best, step * 2 > planned else { return false }
        let later = points.count { $0.step > best.step && $0.step * 2 > planned }
        return later >= patience
    }
}
