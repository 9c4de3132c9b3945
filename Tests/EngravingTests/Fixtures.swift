// A photo-like picture made on the spot (balls on a shelf, in light that falls from the left, with grain), and maps.
import Domain
import Engraving
import Foundation
import Screen

enum Fixture {
    /// Shaded balls on a striped shelf.
    static func photo(width: Int = 192, height: Int = 192) -> Raster {
        var pixels: [UInt8] = []
        var grain: UInt32 = 1
        for y in 0..<height {
            for x in 0..<width {
                grain = grain &* 1_664_525 &+ 1_013_904_223
                let noise = Double(grain >> 24) / 255 * 14 - 7
                for value in colour(Double(x) / Double(width), Double(y) / Double(height)) {
                    pixels.append(UInt8(max(0, min(255, value + noise))))
                }
            }
        }
        return Raster(width: width, height: height, pixels: pixels)
    }

    private static let balls: [(x: Double, y: Double, radius: Double, colour: [Double])] = [
        (0.25, 0.3, 0.2, [210, 60, 50]), (0.7, 0.28, 0.17, [230, 190, 40]), (0.48, 0.68, 0.22, [90, 160, 60]),
        (0.86, 0.75, 0.14, [240, 140, 50]),
    ]

    private static func colour(_ x: Double, _ y: Double) -> [Double] {
        for ball in balls.reversed() {
            let dx = (x - ball.x) / ball.radius
            let dy = (y - ball.y) / ball.radius
            let depth = 1 - dx * dx - dy * dy
            if depth > 0 {
                let light = max(0.12, 0.2 + 0.9 * (-0.55 * dx - 0.5 * dy + 0.67 * depth.squareRoot()) - 0.2)
                return ball.colour.map { $0 * light }
            }
        }
        let stripe = sin(y * 40) > 0.8 ? 35.0 : 70.0
        return [stripe + 60 * x, stripe + 40 * x, stripe * 0.8]
    }

    /// A map with its weight around one patch, on every level from nothing to the top.
    static func map(
        rows: Int = 8, columns: Int = 8, row: Double = 5, column: Double = 2, spread: Double = 3, frame: Box = .whole
    ) -> AttentionMap {
        let raw = (0..<rows * columns).map { patch -> Float in
            let dy = Double(patch / columns) - row
            let dx = Double(patch % columns) - column
            return Float(exp(-(dx * dx + dy * dy) / spread) + 0.002)
        }
        let total = raw.reduce(0, +)
        return AttentionMap(
            rows: rows, columns: columns, axis: .picture, layer: 2, frame: frame, weights: raw.map { $0 / total })
    }

    /// Every kind of terminal the drawings know.
    static let terminals: [Inks] = ColourDepth.allCases.flatMap { depth in
        [RGB(0, 0, 0), RGB(255, 255, 255)].map { background in
            Inks(
                rung: .best(depth: depth, unicode: true, widths: .standard), depth: depth, background: background)
        }
    }

    /// Four readings of a photo: two products, one weak product, the background.
    static func readings() -> [InstanceReading] {
        func reading(_ instance: Int, background: Bool, _ owned: [Float]) -> InstanceReading {
            InstanceReading(
                instance: instance, map: map(rows: 2, columns: 3), owned: owned, score: nil, nearestTitle: "",
                nearestScore: 0, isBackground: background)
        }
        return [
            reading(1, background: false, [0.6, 0.30, 0.10, 0.00, 0.5, 0.19]),
            reading(2, background: true, [0.3, 0.45, 0.80, 0.90, 0.3, 0.60]),
            reading(3, background: false, [0.1, 0.25, 0.10, 0.10, 0.2, 0.21]),
        ]
    }
}
