// How well a map lies on a product: peak, mass and overlap with the true box, against baselines that need no model.
// All on the map magnified by 4, as the box on the screen is; boxes in fractions of the picture.
import Domain

/// What one map got from one true box.
package struct GroundingResult: Equatable, Sendable {
    /// The centre of the strongest patch lies in the box.
    package var pointing: Bool
    /// Share of the weight inside the box, 0...1.
    package var massInBox: Double
    /// Overlap of the box around the map's peak, at half the maximum, with the true box.
    package var overlap: Double

    package init(pointing: Bool, massInBox: Double, overlap: Double) {
        self.pointing = pointing
        self.massInBox = massInBox
        self.overlap = overlap
    }
}

/// Means over many pairs.
package struct GroundingFigures: Equatable, Sendable, Codable {
    package var pointing, massInBox, iou: Double
    /// 95 % intervals by name of the figure; nil where they were not asked for.
    package var ci: [String: Interval]?

    private enum CodingKeys: String, CodingKey {
        case pointing, iou, ci
        case massInBox = "mass_in_box"
    }

    package init(pointing: Double, massInBox: Double, iou: Double) {
        self.pointing = pointing
        self.massInBox = massInBox
        self.iou = iou
    }

    /// nil without a result.
    package init?(_ results: [GroundingResult]) {
        guard !results.isEmpty else { return nil }
        let count = Double(results.count)
        self.init(
            pointing: Double(results.count { $0.pointing }) / count,
            massInBox: results.reduce(0) { $0 + $1.massInBox } / count,
            iou: results.reduce(0) { $0 + $1.overlap } / count)
    }

    /// The same with 95 % intervals over the pairs.
    package init?(withIntervals results: [GroundingResult]) {
        self.init(results)
        let columns = [
            results.map { $0.pointing ? 1 : 0 }, results.map(\.massInBox), results.map(\.overlap),
        ]
        ci = Dictionary(uniqueKeysWithValues: zip(["pointing", "mass_in_box", "iou"], Bootstrap.means(columns)))
    }
}

/// The threshold of the IoU figure: half of the maximum.
package let groundingThreshold: Float = 0.5

/// The result of one map (weights of any sum, none negative) against the true box.
package func groundingResult(map: AttentionMap, truth: Box) -> GroundingResult {
    GroundingResult(
        pointing: peakLies(in: truth, map: map), massInBox: massInBox(map: map, box: truth),
        overlap: map.box(threshold: groundingThreshold).overlap(with: truth))
}

/// Does the centre of the strongest patch lie in a box of the picture?
package func peakLies(in box: Box, map: AttentionMap) -> Bool {
    let peak = map.peak
    let square = box.inSquare(of: map.frame)
    return square.contains(
        x: (Double(peak % map.columns) + 0.5) / Double(map.columns),
        y: (Double(peak / map.columns) + 0.5) / Double(map.rows))
}

/// The share of a map's weight inside a box of the picture, on the map magnified by 4.
package func massInBox(map: AttentionMap, box: Box) -> Double {
    let factor = 4
    let width = map.columns * factor
    let height = map.rows * factor
    let values = map.magnified(by: factor)
    let square = box.inSquare(of: map.frame)
    var inside = 0.0
    var total = 0.0
    for y in 0..<height {
        for x in 0..<width {
            let value = Double(values[y * width + x])
            total += value
            if square.contains(x: (Double(x) + 0.5) / Double(width), y: (Double(y) + 0.5) / Double(height)) {
                inside += value
            }
        }
    }
    return total > 0 ? inside / total : 0
}

/// The overlap that a perfect coverage map of the same grid would get: each patch weighs the share of it that the box
/// covers.
package func oracleOverlap(rows: Int, columns: Int, frame: Box, truth: Box) -> Double {
    let square = truth.inSquare(of: frame)
    var weights = [Float](repeating: 0, count: rows * columns)
    for patch in weights.indices {
        let cell = Box(
            x: Double(patch % columns) / Double(columns), y: Double(patch / columns) / Double(rows),
            width: 1 / Double(columns), height: 1 / Double(rows))
        weights[patch] = Float(cell.intersection(square).area / cell.area)
    }
    let map = AttentionMap(rows: rows, columns: columns, axis: .picture, layer: 1, frame: frame, weights: weights)
    return map.box(threshold: groundingThreshold).overlap(with: truth)
}

/// A box that knows nothing of the picture, taken as a uniform map over it.
package func boxBaseline(_ guess: Box, truth: Box) -> GroundingResult {
    GroundingResult(
        pointing: truth.contains(x: guess.x + guess.width / 2, y: guess.y + guess.height / 2),
        massInBox: guess.area > 0 ? guess.intersection(truth).area / guess.area : 0,
        overlap: guess.overlap(with: truth))
}

/// The square in the middle of the picture with the mean area of the true boxes.
package func centredBox(for truths: [Box]) -> Box {
    let area = truths.reduce(0) { $0 + $1.area } / Double(max(1, truths.count))
    let side = min(1, area.squareRoot())
    return Box(x: (1 - side) / 2, y: (1 - side) / 2, width: side, height: side)
}

/// How spread a map is: entropy over the logarithm of the number of patches, 0 (one patch) ... 1 (uniform).
package func spread(of weights: [Float]) -> Double {
    let total = Double(weights.reduce(0, +))
    guard weights.count > 1, total > 0 else { return 0 }
    var entropy = 0.0
    for weight in weights where weight > 0 {
        let share = Double(weight) / total
        entropy -= share * logarithm(share)
    }
    return entropy / logarithm(Double(weights.count))
}

extension Box {
    /// A box of the picture as fractions of the padded square that holds it.
    package func inSquare(of frame: Box) -> Box {
        Box(
            x: frame.x + x * frame.width, y: frame.y + y * frame.height,
            width: width * frame.width, height: height * frame.height)
    }
}
