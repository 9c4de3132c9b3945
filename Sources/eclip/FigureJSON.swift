// Figures of an evaluation as JSON and as words.
import Evaluation
import Foundation
import Training

extension RankingFigures {
    var json: JSON {
        .object([("r1", .number(r1)), ("r5", .number(r5)), ("r10", .number(r10)), ("map", .number(map))])
    }

    /// "R@1 0.49  R@5 0.86  R@10 0.94  mAP 0.45"
    var words: String { String(format: "R@1 %.3f  R@5 %.3f  R@10 %.3f  mAP %.3f", r1, r5, r10, map) }
}

extension GroundingFigures {
    var json: JSON {
        .object([("pointing", .number(pointing)), ("mass_in_box", .number(massInBox)), ("iou", .number(iou))])
    }

    var words: String { String(format: "pointing %.3f  mass in box %.3f  IoU %.3f", pointing, massInBox, iou) }
}
