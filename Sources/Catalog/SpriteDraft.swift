// A product's cut-out in the making: a body mask that takes the colour and pattern, with parts under and over it.
// Coordinates are fractions of a square, origin top left; drawing is at twice the size that the stamp has.
import Domain
import Foundation
import Images

/// The finished cut-out.
struct Sprite: Sendable {
    let stamp: Stamp
    /// Natural width and height; only their ratio matters.
    let width, height: Double
    /// Points on the outline (fractions of the stamp), for bounds at any turn.
    let rim: [Point]
}

/// The three layers of a cut-out and the measures its drawing uses.
struct SpriteDraft {
    let size: Int
    let ink: Ink
    let accent: Ink?
    var body: Coverage
    var under: Canvas
    var over: Canvas
    var random: SeededGenerator

    let dark = Ink(40, 40, 45)
    let metal = Ink(175, 178, 185)
    /// A darker shade of the product's colour, for handles and seams.
    var trim: Ink { ink.shaded(0.62) }
    /// Dark, or metal on a black product.
    let contrast: Ink

    init(_ product: DemoProduct, size: Int, random: SeededGenerator) {
        self.size = size
        ink = product.color.ink
        accent = product.accent?.ink
        contrast = product.color == .black ? metal : dark
        body = Coverage(width: size, height: size)
        under = Canvas(width: size, height: size)
        over = under
        self.random = random
    }

    private var scale: Double { Double(size) }

    mutating func uniform(_ low: Double, _ high: Double) -> Double { random.uniform(low, high) }

    mutating func add(_ outline: Outline) { body.add(outline.scaled(by: scale)) }
    mutating func cut(_ outline: Outline) { body.cut(outline.scaled(by: scale)) }
    mutating func below(_ outline: Outline, _ ink: Ink) { under.fill(outline.scaled(by: scale), ink) }
    mutating func above(_ outline: Outline, _ ink: Ink) { over.fill(outline.scaled(by: scale), ink) }

    mutating func polygon(_ points: [(Double, Double)]) { add(.polygon(points.map { Point($0.0, $0.1) })) }

    mutating func rounded(_ left: Double, _ top: Double, _ right: Double, _ bottom: Double, _ radius: Double) {
        add(.roundedRectangle(Edges(left, top, right, bottom), radius: radius))
    }

    mutating func line(_ x: Double, _ y: Double, _ toX: Double, _ toY: Double, _ width: Double, _ ink: Ink) {
        above(.line(Point(x, y), Point(toX, toY), width: width), ink)
    }

    /// A rounded plate with a border, over the body.
    mutating func plate(_ edges: Edges, radius: Double, _ inside: Ink, border: Ink, width: Double) {
        above(.roundedRectangle(edges, radius: radius), border)
        above(
            .roundedRectangle(
                Edges(edges.left + width, edges.top + width, edges.right - width, edges.bottom - width),
                radius: max(0, radius - width)), inside)
    }
}

extension DemoColor {
    var ink: Ink {
        switch self {
        case .red: Ink(205, 35, 40)
        case .orange: Ink(240, 130, 25)
        case .yellow: Ink(245, 210, 50)
        case .green: Ink(45, 150, 65)
        case .teal: Ink(25, 165, 165)
        case .blue: Ink(40, 80, 205)
        case .purple: Ink(125, 55, 165)
        case .pink: Ink(245, 135, 180)
        case .brown: Ink(120, 75, 40)
        case .black: Ink(35, 35, 38)
        case .white: Ink(243, 243, 240)
        case .grey: Ink(140, 142, 148)
        }
    }
}

extension Sprite {
    /// Draws a product; `side` is the longest side of the stamp in pixels. The proportions come from `random`.
    init(_ product: DemoProduct, side: Int, random: SeededGenerator) {
        var draft = SpriteDraft(product, size: side * 2, random: random)
        draft.draw(product.category)
        let whole = draft.finished(product.pattern).halved()
        let aspect = draft.uniform(0.88, 1.12)
        let bounds = whole.opaqueBounds
        let cut = whole.cropped(x: bounds.x, y: bounds.y, width: bounds.width, height: bounds.height)
        stamp = Stamp(cut)
        width = Double(cut.width) * min(1, aspect)
        height = Double(cut.height) * min(1, 1 / aspect)
        rim = cut.rim
    }
}

extension SpriteDraft {
    /// The layers laid over each other: parts under, a dark rim (so that white shows on white), body, parts over.
    mutating func finished(_ pattern: DemoPattern) -> Canvas {
        let coloured = bodyCanvas(pattern)
        var result = under
        result.paint(ink.shaded(0.45), through: body.dilated(radius: max(1, size / 128)), opacity: 0.9)
        result.lay(coloured)
        result.lay(over)
        return result
    }

    /// The body in its colour and pattern, lit softly from the left.
    private mutating func bodyCanvas(_ pattern: DemoPattern) -> Canvas {
        var canvas = Canvas(width: size, height: size)
        let period = uniform(0.14, 0.18)
        let phase = uniform(0, 1)
        for row in 0..<size {
            let y = Double(row) / scale
            for column in 0..<size {
                let cover = Double(body.values[row * size + column]) / 255
                guard cover > 0 else { continue }
                let x = Double(column) / scale
                let isAccent = pattern.marks(x / period, y / period, phase: phase)
                let lit = (isAccent ? accent ?? ink : ink).shaded(1.06 - 0.18 * x - 0.06 * y)
                let place = (row * size + column) * 4
                canvas.bytes[place] = UInt8(Double(lit.red) * cover)
                canvas.bytes[place + 1] = UInt8(Double(lit.green) * cover)
                canvas.bytes[place + 2] = UInt8(Double(lit.blue) * cover)
                canvas.bytes[place + 3] = body.values[row * size + column]
            }
        }
        return canvas
    }
}

extension DemoPattern {
    /// Whether the accent colour is at (x, y), in periods of the pattern.
    func marks(_ x: Double, _ y: Double, phase: Double) -> Bool {
        let row = y.rounded(.down)
        switch self {
        case .plain: return false
        case .striped: return fraction(y + phase) < 0.42
        case .dotted:
            let dx = fraction(x + phase + 0.5 * fraction(row / 2) * 2) - 0.5
            let dy = fraction(y) - 0.5
            return dx * dx + dy * dy < 0.10
        case .checked: return fraction(((x + phase).rounded(.down) + row) / 2) < 0.25
        }
    }

    private func fraction(_ value: Double) -> Double { value - value.rounded(.down) }
}

extension Canvas {
    /// The bounds of everything that is drawn.
    var opaqueBounds: (x: Int, y: Int, width: Int, height: Int) {
        var left = width
        var right = -1
        var top = height
        var bottom = -1
        for y in 0..<height {
            for x in 0..<width where bytes[(y * width + x) * 4 + 3] > 8 {
                left = min(left, x)
                right = max(right, x)
                top = min(top, y)
                bottom = y
            }
        }
        return right < 0 ? (0, 0, width, height) : (left, top, right - left + 1, bottom - top + 1)
    }

    /// The outermost drawn points of every third row, as fractions.
    var rim: [Point] {
        stride(from: 0, to: height, by: 3).flatMap { y -> [Point] in
            let drawn = (0..<width).filter { bytes[(y * width + $0) * 4 + 3] > 100 }
            guard let first = drawn.first, let last = drawn.last else { return [] }
            let level = (Double(y) + 0.5) / Double(height)
            return [Point(Double(first) / Double(width), level), Point(Double(last + 1) / Double(width), level)]
        }
    }
}
