// The calibrated chance that a row of a ranking is right. Fitted (Evaluation) on held-out pairs when a checkpoint is trained and on
// the gallery itself when an index is built, stored in both (Networks, InstanceIndex) and applied to every row (Retrieval).
import Foundation

/// A logistic curve over a row's score, its gap to the next row, and how much of the question training never saw.
package struct Calibration: Equatable, Sendable, Codable {
    /// Log-odds at score 0 and gap 0.
    package var bias: Double
    /// Log-odds per unit of score.
    package var scoreWeight: Double
    /// Log-odds per unit of gap; 0 in what is fitted today, see `fitCalibration`.
    package var gapWeight: Double
    /// Log-odds of a question whose words training never saw, against one of known words; nil in checkpoints that were
    /// fitted without it.
    package var unseenWeight: Double?
    /// Log-odds per natural logarithm of the photos that are filed as what the question names: of two rows with one score the
    /// likelier is that of a product with more photos to find. nil in fits that know no gallery, those of checkpoints.
    package var photosWeight: Double?

    package init(
        bias: Double, scoreWeight: Double, gapWeight: Double, unseenWeight: Double? = nil, photosWeight: Double? = nil
    ) {
        self.photosWeight = photosWeight
        self.bias = bias
        self.scoreWeight = scoreWeight
        self.gapWeight = gapWeight
        self.unseenWeight = unseenWeight
    }

    /// The chance, 0...1, that a row with this score and this gap to the next row is right. The last row has no gap
    /// and counts as having none to spare.
    /// - Parameters:
    ///   - unseen: share of the question's words that training never saw, 0...1.
    ///   - photos: photos that are filed as what the question names.
    package func probability(score: Float, gap: Float?, unseen: Float = 0, photos: Int = 1) -> Float {
        Float(1 / (1 + exp(-logOdds(score: score, gap: gap, unseen: unseen, photos: photos))))
    }

    /// The logarithm of chance over its opposite.
    package func logOdds(score: Float, gap: Float?, unseen: Float = 0, photos: Int = 1) -> Double {
        bias + scoreWeight * Double(score) + gapWeight * Double(gap ?? 0) + (unseenWeight ?? 0) * Double(unseen)
            + (photosWeight ?? 0) * log(Double(max(1, photos)))
    }
}
