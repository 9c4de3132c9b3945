// Curves in a few lines of text: eight dots of braille to a cell, or stars where only ASCII can be shown.
import Foundation
import Images

struct TerminalPlot {
    let lines: [(name: String, points: [Point])]
    /// The upper end of the scale; nil for the largest value.
    let top: Double?
    /// Cells.
    let width: Int
    let height: Int
    let braille: Bool

    private var across: Int { braille ? 2 : 1 }
    private var down: Int { braille ? 4 : 1 }
    private var highest: Double { top ?? max(1e-9, lines.flatMap { $0.points.map(\.y) }.max() ?? 1) }
    private var right: Double { max(1, lines.flatMap { $0.points.map(\.x) }.max() ?? 1) }

    var text: [String] {
        guard width >= 10, height >= 2 else { return [] }
        let dots = dots(), ends = ends()
        let bar = braille ? "│" : "|", corner = braille ? "└" : "+", dash = braille ? "─" : "-"
        var rows = (0..<height).map { row in
            let label = row == 0 ? Self.words(highest) : row == height - 1 ? "0" : ""
            return Self.padded(label) + " " + bar + cells(dots, row) + (ends[row].map { " " + $0 } ?? "")
        }
        rows.append(Self.padded("") + " " + corner + String(repeating: dash, count: width))
        let last = String(Int(right)) + " steps"
        rows.append(Self.padded("") + "  0" + String(repeating: " ", count: max(1, width - 1 - last.count)) + last)
        return rows
    }

    /// For each row of dots, the columns that are set.
    private func dots() -> [Set<Int>] {
        var dots = [Set<Int>](repeating: [], count: height * down)
        for (_, points) in lines {
            for (a, b) in zip(points, points.dropFirst()) {
                let (x0, y0) = place(a), (x1, y1) = place(b)
                let count = max(abs(x1 - x0), abs(y1 - y0), 1)
                for step in 0...count {
                    let share = Double(step) / Double(count)
                    let x = Int((Double(x0) + Double(x1 - x0) * share).rounded())
                    dots[Int((Double(y0) + Double(y1 - y0) * share).rounded())].insert(x)
                }
            }
        }
        return dots
    }

    /// The dot of a point: column from the left, row from the top.
    private func place(_ point: Point) -> (Int, Int) {
        let x = point.x / right * Double(width * across - 1)
        let y = (1 - min(1, max(0, point.y / highest))) * Double(height * down - 1)
        return (Int(x.rounded()), Int(y.rounded()))
    }

    private func cells(_ dots: [Set<Int>], _ row: Int) -> String {
        guard braille else { return String((0..<width).map { dots[row].contains($0) ? "*" : " " }) }
        var line = String.UnicodeScalarView()
        for cell in 0..<width {
            var bits: UInt32 = 0
            for y in 0..<4 {
                for x in 0..<2 where dots[row * 4 + y].contains(cell * 2 + x) { bits |= Self.bit[y][x] }
            }
            line.append(bits == 0 ? " " : Unicode.Scalar(0x2800 + bits) ?? " ")
        }
        return String(line)
    }

    /// Braille numbers its dots by columns, the lowest pair last.
    private static let bit: [[UInt32]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]

    /// Names and last values beside the ends of their curves; the next free row where two end in one.
    private func ends() -> [Int: String] {
        var ends: [Int: String] = [:]
        for (name, points) in lines.sorted(by: { ($0.points.last?.y ?? 0) > ($1.points.last?.y ?? 0) }) {
            guard let last = points.last else { continue }
            let wanted = place(last).1 / down
            let row = (wanted..<height).first { ends[$0] == nil } ?? (0..<wanted).last { ends[$0] == nil }
            if let row { ends[row] = name + " " + Self.words(last.y) }
        }
        return ends
    }

    private static func words(_ value: Double) -> String { value >= 10 ? String(format: "%.1f", value) : String(format: "%.2f", value) }
    private static func padded(_ label: String) -> String { String(repeating: " ", count: max(0, 6 - label.count)) + label }
}
