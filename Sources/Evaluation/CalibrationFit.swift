// From rankings to an honest probability: a logistic curve over a row's score, fitted by Newton's method, and the two
// figures that say whether to believe it: calibration error, and AUROC between right and wrong. The gap to the next row is
// left out: the first row of a list without any answer has one too, and with it the curve tells the two lists apart less
// often (AUROC 0.62 instead of 0.67 on the demo's unseen products) without being nearer to the truth.
import Domain
import Foundation

/// One row of a ranking whose rightness is known.
package struct JudgedRow: Equatable, Sendable {
    package var score: Float
    /// This score minus the next row's; nil on the last row.
    package var gap: Float?
    package var right: Bool
    /// Share of the question's words that training never saw, 0...1.
    package var unseen: Float
    /// Photos that are filed as what the question names; 1 where nothing is filed.
    package var photos: Int

    package init(score: Float, gap: Float?, right: Bool, unseen: Float = 0, photos: Int = 1) {
        self.photos = photos
        self.score = score
        self.gap = gap
        self.right = right
        self.unseen = unseen
    }
}

/// The first `depth` rows of a ranking as judged rows, best first.
package func judgedRows(scores: [Float], relevant: [Bool], depth: Int, unseen: Float = 0) -> [JudgedRow] {
    precondition(scores.count == relevant.count, "\(scores.count) scores for \(relevant.count) pictures")
    return judgedRows(scores: scores, depth: depth, unseen: unseen, isRight: { relevant[$0] })
}

/// The same among the allowed places only, as if the gallery held no others.
package func judgedRows(
    scores: [Float], depth: Int, unseen: Float = 0, photos: Int = 1, isRight: (Int) -> Bool,
    where isAllowed: (Int) -> Bool = { _ in true }
) -> [JudgedRow] {
    let order = bestPlaces(depth + 1, of: scores, where: isAllowed)
    return order.prefix(depth).enumerated().map { place, picture in
        let next = place + 1 < order.count ? scores[order[place + 1]] : nil
        return JudgedRow(
            score: scores[picture], gap: next.map { scores[picture] - $0 }, right: isRight(picture), unseen: unseen,
            photos: photos)
    }
}

/// The calibration that makes the rows most likely; nil where there is nothing to learn from (no row right or none
/// wrong).
/// - Parameter answerless: rows of the same queries with their answers taken out of the gallery, and of questions from
///   other trades. Without them the fit learns only which row of a good list is right. They turn the direction of the
///   curve; its height and steepness, and what the photos filed weigh, are then set on `rows` alone, so that the chances
///   said stay true of questions that have an answer.
package func fitCalibration(_ rows: [JudgedRow], answerless: [JudgedRow] = []) -> Calibration? {
    guard rows.contains(where: \.right), !rows.allSatisfy(\.right) else { return nil }
    let turned = fitted(rows + answerless)
    guard !answerless.isEmpty else { return turned }
    let logOdds = rows.map { turned.logOdds(score: $0.score, gap: nil, unseen: $0.unseen) }
    let width = Scaling(logOdds)
    let photos = rows.map { logarithm(Double(max(1, $0.photos))) }, filed = Scaling(photos)
    let knowsPhotos = rows.contains { $0.photos != rows[0].photos }
    let features = rows.indices.map { [1, width.scaled(logOdds[$0])] + (knowsPhotos ? [filed.scaled(photos[$0])] : []) }
    let line = newton(features: features, right: rows.map(\.right), steps: 25)
    guard line[1] > 0 else { return fitted(rows) }
    let slope = line[1] / width.width, perPhoto = knowsPhotos ? line[2] / filed.width : nil
    return Calibration(
        bias: line[0] + slope * (turned.bias - width.mean) - (perPhoto ?? 0) * filed.mean,
        scoreWeight: slope * turned.scoreWeight, gapWeight: 0, unseenWeight: turned.unseenWeight.map { slope * $0 },
        photosWeight: perPhoto)
}

private func fitted(_ rows: [JudgedRow]) -> Calibration {
    let columns = [rows.map { Double($0.score) }, rows.map { Double($0.unseen) }]
    let scalings = columns.map(Scaling.init)
    let features = rows.indices.map { row in [1] + zip(scalings, columns).map { $0.scaled($1[row]) } }
    let weights = newton(features: features, right: rows.map(\.right), steps: 25)
    let plain = zip(weights.dropFirst(), scalings).map { $0 / $1.width }
    let knowsWords = columns[1].contains { $0 != columns[1][0] }
    return Calibration(
        bias: weights[0] - zip(plain, scalings).reduce(0) { $0 + $1.0 * $1.1.mean }, scoreWeight: plain[0],
        gapWeight: 0, unseenWeight: knowsWords ? plain[1] : nil)
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

/// Logistic regression with a little ridge (so that separable rows give a finite curve); the first feature is 1.
private func newton(features: [[Double]], right: [Bool], steps: Int) -> [Double] {
    let size = features.first?.count ?? 0
    let flat = features.flatMap { $0 }
    let ridge = (0..<size).map { $0 == 0 ? 1e-9 : 1e-3 * Double(features.count) }
    var weights = [Double](repeating: 0, count: size)
    for _ in 0..<steps {
        var gradient = (0..<size).map { -ridge[$0] * weights[$0] }
        var curvature = (0..<size * size).map { $0 / size == $0 % size ? ridge[$0 % size] : 0 }
        for row in right.indices {
            var logOdds = 0.0
            for i in 0..<size { logOdds += weights[i] * flat[row * size + i] }
            let chance = 1 / (1 + exp(-logOdds))
            for i in 0..<size {
                gradient[i] += ((right[row] ? 1 : 0) - chance) * flat[row * size + i]
                let pull = chance * (1 - chance) * flat[row * size + i]
                for j in 0..<size { curvature[i * size + j] += pull * flat[row * size + j] }
            }
        }
        let step = solve((0..<size).map { Array(curvature[$0 * size..<($0 + 1) * size]) }, gradient)
        for i in 0..<size { weights[i] += min(2, max(-2, step[i])) }
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
