// The calibrated chance that a row of a ranking is right. Fitted once on held-out pairs (Evaluation), stored in the
// checkpoint (Networks) and applied to every row (Retrieval): a noun that all three share.
import Foundation

/// A logistic curve over a row's score and its gap to the next row.
package struct Calibration: Equatable, Sendable, Codable {
    /// Log-odds at score 0 and gap 0.
    package var bias: Double
    /// Log-odds per unit of score.
    package var scoreWeight: Double
    /// Log-odds per unit of gap.
    package var gapWeight: Double

    package init(bias: Double, scoreWeight: Double, gapWeight: Double) {
        self.bias = bias
        self.scoreWeight = scoreWeight
        self.gapWeight = gapWeight
    }

    /// The chance, 0...1, that a row with this score and this gap to the next row is right. The last row has no gap
    /// and counts as having none to spare.
    package func probability(score: Float, gap: Float?) -> Float {
        Float(1 / (1 + exp(-logOdds(score: score, gap: gap))))
    }

    /// The logarithm of chance over its opposite.
    package func logOdds(score: Float, gap: Float?) -> Double {
        bias + scoreWeight * Double(score) + gapWeight * Double(gap ?? 0)
    }
}
