// The curves of a run to look at: a PNG beside the log, and a few lines for a terminal.
import Domain
import Foundation
import Images

enum RunPictures {
    /// Where the picture of a log lies: `run.jsonl` -> `run.png`.
    static func path(forLog log: String) -> String {
        let stem = log.withoutEnding
        return ["jsonl", "json", "log"].contains(log.endingOfPath) ? stem + ".png" : log + ".png"
    }

    // Okabe and Ito's colours, told apart by most eyes; yellow is left out, which white paper swallows.
    private static let black = Ink(20, 20, 24), orange = Ink(230, 159, 0), sky = Ink(86, 180, 233), green = Ink(0, 158, 115)
    private static let blue = Ink(0, 114, 178), red = Ink(213, 94, 0), purple = Ink(204, 121, 167), grey = Ink(136, 136, 142)

    private static let terms: [(String, Ink)] = [
        ("g", grey), ("m", blue), ("c", red), ("i", green), ("ic", sky), ("lc", orange), ("lm", purple), ("d", grey),
    ]
    private static let figures: [(String, String, Ink)] = [
        ("instance.r10", "R@10", blue), ("instance.r1", "R@1", sky), ("instance.map", "mAP", green),
        ("global.r10", "global R@10", grey),
    ]

    /// The whole picture as PNG.
    static func png(_ curves: RunCurves) throws -> [UInt8] {
        var canvas = Canvas(width: 1_200, height: 900, ink: Ink(255, 255, 255))
        canvas.draw(losses(curves), in: Edges(10, 0, 1_190, 450))
        canvas.draw(heldOut(curves), in: Edges(10, 450, 1_190, 890))
        return try encodePNG(canvas.raster())
    }

    private static func steps(_ curves: RunCurves) -> ChartAxis {
        let last = (curves.losses.values.joined().map(\.step) + curves.heldOut.values.joined().map(\.step)).max() ?? 1
        return ChartAxis(from: 0, to: Double(max(1, curves.planned ?? last, last)), ticks: 8)
    }

    private static func losses(_ curves: RunCurves) -> Chart {
        let lines = ([("total", black)] + terms).compactMap { name, ink in
            curves.losses[name].map { ChartLine(name, ink: ink, points: points($0), width: name == "total" ? 3 : 2) }
        }
        let values = lines.flatMap { $0.points.map(\.y) }
        return Chart(title: "Loss and its terms", lines: lines, x: steps(curves), y: ChartAxis(around: values), unit: "steps")
    }

    private static func heldOut(_ curves: RunCurves) -> Chart {
        let lines = figures.compactMap { key, name, ink in
            curves.heldOut[key].map { ChartLine(name, ink: ink, points: points($0)) }
        }
        let title = lines.isEmpty ? "Nothing is held out" : "Titles of held-out products find their photos"
        return Chart(title: title, lines: lines, x: steps(curves), y: ChartAxis(from: 0, to: 1), unit: "steps")
    }

    private static func points(_ samples: [RunCurves.Sample]) -> [Point] {
        samples.map { Point(Double($0.step), $0.value) }
    }

    /// Plots for a terminal, line by line: the held-out figures, or the loss where there are none.
    /// - Parameter braille: dots of braille; else plain ASCII.
    static func lines(_ curves: RunCurves, columns: Int, braille: Bool) -> [String] {
        var lines: [(String, [Point])] = []
        for (key, name, _) in figures.prefix(3) where key != "instance.r1" {
            if let samples = curves.heldOut[key], samples.count > 1 { lines.append((name, points(samples))) }
        }
        var top: Double? = 1
        if lines.isEmpty, let total = curves.losses["total"], total.count > 1 {
            lines = [("loss", points(total))]
            top = nil
        }
        guard !lines.isEmpty else { return [] }
        return TerminalPlot(lines: lines, top: top, width: min(72, columns - 24), height: 8, braille: braille).text
    }
}
