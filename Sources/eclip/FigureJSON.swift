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

    /// The same with the intervals of R@1 and R@10: "R@1 0.49 [0.42, 0.57]  …"
    var wordsWithIntervals: String {
        let shown = [("R@1", "r1", r1), ("R@5", "r5", r5), ("R@10", "r10", r10), ("mAP", "map", map)]
        return shown.map { name, key, value in
            let isTold = key == "r1" || key == "r10"
            return name + String(format: " %.3f", value) + (isTold ? ci?[key].map { " " + $0.words } ?? "" : "")
        }.joined(separator: "  ")
    }
}

extension Interval {
    /// "[0.42, 0.57]"
    var words: String { String(format: "[%.3f, %.3f]", low, high) }
}

extension GroundingFigures {
    var json: JSON {
        .object([("pointing", .number(pointing)), ("mass_in_box", .number(massInBox)), ("iou", .number(iou))])
    }

    var words: String { String(format: "pointing %.3f  mass in box %.3f  IoU %.3f", pointing, massInBox, iou) }

    var wordsWithIntervals: String {
        func interval(_ name: String) -> String { ci?[name].map { " " + $0.words } ?? "" }
        return String(format: "pointing %.3f", pointing) + interval("pointing")
            + String(format: "  mass in box %.3f", massInBox) + interval("mass_in_box") + String(format: "  IoU %.3f", iou)
    }
}
