// From rankings to an honest probability: a logistic curve over score and gap, fitted by Newton's method, and the two
// figures that say whether to believe it: calibration error, and AUROC between right and wrong.
import Domain
import Foundation

/// One row of a ranking whose rightness is known.
package struct JudgedRow: Equatable, Sendable {
    package var score: Float
    /// This score minus the next row's; nil on the last row.
    package var gap: Float?
    package var right: Bool

    package init(score: Float, gap: Float?, right: Bool) {
        self.score = score
        self.gap = gap
        self.right = right
    }
}

/// The first `depth` rows of a ranking as judged rows, best first.
package func judgedRows(scores: [Float], relevant: [Bool], depth: Int) -> [JudgedRow] {
    precondition(scores.count == relevant.count, "\(scores.count) scores for \(relevant.count) pictures")
    let order = scores.indices.sorted { (scores[$1], $0) < (scores[$0], $1) }
    return order.prefix(depth).enumerated().map { place, picture in
        let next = place + 1 < order.count ? scores[order[place + 1]] : nil
        return JudgedRow(score: scores[picture], gap: next.map { scores[picture] - $0 }, right: relevant[picture])
    }
}

/// The calibration that makes the rows most likely; nil where there is nothing to learn from (no row right or none
/// wrong).
package func fitCalibration(_ rows: [JudgedRow]) -> Calibration? {
    let right = rows.count { $0.right }
    guard right > 0, right < rows.count else { return nil }
    let score = Scaling(rows.map { Double($0.score) })
    let gap = Scaling(rows.map { Double($0.gap ?? 0) })
    let features = rows.map { [1, score.scaled(Double($0.score)), gap.scaled(Double($0.gap ?? 0))] }
    let weights = newton(features: features, right: rows.map(\.right), steps: 25)
    return Calibration(
        bias: weights[0] - weights[1] * score.mean / score.width - weights[2] * gap.mean / gap.width,
        scoreWeight: weights[1] / score.width, gapWeight: weights[2] / gap.width)
}

/// Mean and width of a feature, so that Newton's steps are well conditioned.
private struct Scaling {
    let mean, width: Double

    init(_ values: [Double]) {
        let mean = values.reduce(0, +) / Double(values.count)
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
        self.mean = mean
        width = variance > 1e-18 ? variance.squareRoot() : 1
    }

    func scaled(_ value: Double) -> Double { (value - mean) / width }
}

/// Logistic regression with a little ridge (so that separable rows give a finite curve).
private func newton(features: [[Double]], right: [Bool], steps: Int) -> [Double] {
    let ridge = 1e-3 * Double(features.count)
    var weights = [0.0, 0.0, 0.0]
    for _ in 0..<steps {
        var gradient = [-1e-9 * weights[0], -ridge * weights[1], -ridge * weights[2]]
        var curvature = [[1e-9, 0, 0], [0, ridge, 0], [0, 0, ridge]]
        for (row, isRight) in zip(features, right) {
            let chance = 1 / (1 + exp(-(weights[0] * row[0] + weights[1] * row[1] + weights[2] * row[2])))
            for i in 0..<3 {
                gradient[i] += ((isRight ? 1 : 0) - chance) * row[i]
                for j in 0..<3 { curvature[i][j] += chance * (1 - chance) * row[i] * row[j] }
            }
        }
        let step = solve(curvature, gradient)
        for i in 0..<3 { weights[i] += min(2, max(-2, step[i])) }
    }
    return weights
}

/// Gaussian elimination of a small positive definite system.
private func solve(_ matrix: [[Double]], _ right: [Double]) -> [Double] {
    var a = matrix
    var b = right
    let size = b.count
    for column in 0..<size {
        for row in column + 1..<max(size, column + 1) {
            let factor = a[row][column] / a[column][column]
            for k in column..<size { a[row][k] -= factor * a[column][k] }
            b[row] -= factor * b[column]
        }
    }
    for column in stride(from: size - 1, through: 0, by: -1) {
        for k in column + 1..<max(size, column + 1) { b[column] -= a[column][k] * b[k] }
        b[column] /= a[column][column]
    }
    return b
}

/// Expected calibration error: rows in ten groups of equal size by probability, the mean distance between what was said
/// and what was right.
package func calibrationError(probabilities: [Float], right: [Bool]) -> Double {
    precondition(probabilities.count == right.count, "\(probabilities.count) chances for \(right.count) rows")
    guard !right.isEmpty else { return 0 }
    let order = probabilities.indices.sorted { probabilities[$0] < probabilities[$1] }
    let groups = min(10, order.count)
    var error = 0.0
    for group in 0..<groups {
        let rows = order[group * order.count / groups..<(group + 1) * order.count / groups]
        let said = rows.reduce(0) { $0 + Double(probabilities[$1]) }
        error += abs(said - Double(rows.count { right[$0] }))
    }
    return error / Double(order.count)
}

/// The chance that a random positive scores above a random negative; ties count half. nil where one side is empty.
package func areaUnderCurve(positives: [Float], negatives: [Float]) -> Double? {
    guard !positives.isEmpty, !negatives.isEmpty else { return nil }
    let all = (positives.map { ($0, true) } + negatives.map { ($0, false) }).sorted { $0.0 < $1.0 }
    var rankSum = 0.0
    var start = 0
    while start < all.count {
        var end = start + 1
        while end < all.count, all[end].0 == all[start].0 { end += 1 }
        let rank = Double(start + 1 + end) / 2
        rankSum += rank * Double(all[start..<end].count { $0.1 })
        start = end
    }
    let wins = rankSum - Double(positives.count) * Double(positives.count + 1) / 2
    return wins / (Double(positives.count) * Double(negatives.count))
}

/// Natural logarithm, here so that only this file needs Foundation.
func logarithm(_ value: Double) -> Double { log(value) }
