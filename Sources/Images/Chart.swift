// Curves with axes and names, drawn with our own strokes: a picture of a run that needs no plotting program.
import Foundation

/// One curve.
package struct ChartLine: Sendable {
    package var name: String
    package var ink: Ink
    /// In the axes' units, from left to right.
    package var points: [Point]
    /// In pixels.
    package var width: Double

    package init(_ name: String, ink: Ink, points: [Point], width: Double = 2.5) {
        (self.name, self.ink, self.points, self.width) = (name, ink, points, width)
    }
}

/// What one direction of a chart stands for.
package struct ChartAxis: Sendable {
    package let low, high: Double
    package let isLogarithmic: Bool
    package let ticks: [Double]

    /// A linear axis with round ticks.
    package init(from low: Double, to high: Double, ticks count: Int = 5) {
        (self.low, self.high, isLogarithmic) = (low, max(high, low + 1e-9), false)
        let rough = (self.high - low) / Double(max(1, count)), power = pow(10, floor(log10(rough)))
        let step = [1, 2, 2.5, 5, 10].map { $0 * power }.first { $0 >= rough * 0.999 } ?? rough
        ticks = stride(from: (low / step).rounded(.up) * step, through: self.high + step * 1e-6, by: step).map { $0 }
    }

    /// A logarithmic axis around positive values, with ticks at 1, 2 and 5.
    package init(around values: [Double]) {
        let positive = values.filter { $0 > 0 && $0.isFinite }
        let bottom = positive.min() ?? 0.1, top = positive.max() ?? 1
        (low, high, isLogarithmic) = (bottom / 1.15, max(top, bottom * 1.5) * 1.15, true)
        let powers = Int(floor(log10(low)))...Int(ceil(log10(high)))
        let (from, to) = (low, high)
        ticks = powers.flatMap { power in [1, 2, 5].map { $0 * pow(10, Double(power)) } }.filter { $0 >= from && $0 <= to }
    }

    /// Where a value lies, 0...1.
    func share(_ value: Double) -> Double {
        isLogarithmic ? (log(max(value, 1e-12)) - log(low)) / (log(high) - log(low)) : (value - low) / (high - low)
    }

    /// A tick as it is written: without a tail of zeros.
    static func words(_ value: Double) -> String {
        if value == value.rounded() { return String(Int(value)) }
        var text = String(format: "%.3f", value)
        while text.hasSuffix("0") { text.removeLast() }
        return text
    }
}

package struct Chart: Sendable {
    package var title: String
    package var lines: [ChartLine]
    package var x, y: ChartAxis
    /// What x counts.
    package var unit: String

    package init(title: String, lines: [ChartLine], x: ChartAxis, y: ChartAxis, unit: String) {
        (self.title, self.lines, self.x, self.y, self.unit) = (title, lines, x, y, unit)
    }
}

extension Canvas {
    /// Draws a chart into a part of the canvas, in pixels: its title above, ticks left and below, names and last values
    /// right of the curves.
    package mutating func draw(_ chart: Chart, in edges: Edges) {
        let plot = Edges(edges.left + 80, edges.top + 50, edges.right - 230, edges.bottom - 50)
        letter(chart.title, at: Point(plot.left, edges.top + 22), align: 0, height: 17, Self.words)
        drawAxes(chart, plot)
        for line in chart.lines { draw(line, chart, plot) }
        drawNames(chart, plot)
    }

    private static let words = Ink(40, 40, 46)
    private static let faint = Ink(222, 224, 230)
    private static let frame = Ink(120, 124, 132)

    private mutating func drawAxes(_ chart: Chart, _ plot: Edges) {
        for tick in chart.y.ticks {
            let y = plot.bottom - chart.y.share(tick) * (plot.bottom - plot.top)
            line(Point(plot.left, y), Point(plot.right, y), width: 1, Self.faint)
            letter(ChartAxis.words(tick), at: Point(plot.left - 10, y), align: 1, height: 12, Self.words)
        }
        for tick in chart.x.ticks {
            let x = plot.left + chart.x.share(tick) * (plot.right - plot.left)
            line(Point(x, plot.top), Point(x, plot.bottom), width: 1, Self.faint)
            letter(ChartAxis.words(tick), at: Point(x, plot.bottom + 18), align: 0.5, height: 12, Self.words)
        }
        line(Point(plot.left, plot.top), Point(plot.left, plot.bottom), width: 1.5, Self.frame)
        line(Point(plot.left, plot.bottom), Point(plot.right, plot.bottom), width: 1.5, Self.frame)
        letter(chart.unit, at: Point(plot.right, plot.bottom + 38), align: 1, height: 12, Self.frame)
    }

    private func place(_ point: Point, _ chart: Chart, _ plot: Edges) -> Point {
        Point(
            plot.left + chart.x.share(point.x) * (plot.right - plot.left),
            plot.bottom - min(1, max(0, chart.y.share(point.y))) * (plot.bottom - plot.top))
    }

    private mutating func draw(_ curve: ChartLine, _ chart: Chart, _ plot: Edges) {
        let points = curve.points.filter { $0.y.isFinite }.map { place($0, chart, plot) }
        for (a, b) in zip(points, points.dropFirst()) { line(a, b, width: curve.width, curve.ink) }
        for point in points where points.count <= 40 || point == points.last { dot(point, curve.width, curve.ink) }
        // Joints of wide strokes are round, or a sharp bend shows a notch.
        if points.count > 40 { for point in points { dot(point, curve.width / 2, curve.ink) } }
    }

    private mutating func dot(_ centre: Point, _ radius: Double, _ ink: Ink) {
        fill(.ellipse(Edges(centre.x - radius, centre.y - radius, centre.x + radius, centre.y + radius)), ink)
    }

    /// Names beside the ends of their curves, moved apart where they would touch.
    private mutating func drawNames(_ chart: Chart, _ plot: Edges) {
        let ends = chart.lines.compactMap { line in
            line.points.last { $0.y.isFinite }.map { (line, $0.y, place($0, chart, plot).y) }
        }.sorted { $0.2 < $1.2 }
        let gap = 20.0
        var heights = ends.map(\.2)
        for index in heights.indices.dropFirst() { heights[index] = max(heights[index], heights[index - 1] + gap) }
        let over = max(0, (heights.last ?? 0) - plot.bottom)
        for index in heights.indices.reversed() {
            let limit = index + 1 < heights.count ? heights[index + 1] - gap : plot.bottom
            if over > 0 { heights[index] = min(heights[index], limit) }
        }
        for ((curve, value, y), height) in zip(ends, heights) {
            line(Point(plot.right + 4, y), Point(plot.right + 16, height), width: 1, curve.ink)
            let text = curve.name + " " + ChartAxis.words((value * 100).rounded() / 100)
            letter(text, at: Point(plot.right + 22, height), align: 0, height: 13, curve.ink)
        }
    }
}
