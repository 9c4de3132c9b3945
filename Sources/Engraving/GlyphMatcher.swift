// For every cell the glyph whose ink lies most like the picture's light, by brute force over 95 masks of 4 x 8 parts.
// The distance is that of the parts plus that of their mean: without the second the tone of smooth areas drifts.

/// Glyph masks as numbers, laid out so that the scores of all glyphs are summed side by side.
struct GlyphMatcher: Sendable {
    static let columns = 4, rows = 8
    /// Parts of a cell.
    static let parts = columns * rows
    /// The ink that stands for full light: about what the heaviest glyphs have. Matched against more, everything
    /// bright becomes one and the same glyph.
    static let fullLight: Float = 0.35
    static let shared = GlyphMatcher()

    /// How much the distance of the means counts beside that of the parts.
    private static let toneWeight: Float = 0.5
    /// Glyphs padded to a whole number of vectors.
    private static let lanes = 96
    private static let glyphs = GlyphMasks.hexadecimal.count

    /// `part * lanes + glyph`: ink 0...1, with the weighted mean as a part of its own at the end.
    private let ink: [Float]
    /// Half the squared length of each mask.
    private let halfNorm: [Float]
    /// Mean ink of each glyph, 0...1.
    let weight: [Float]

    private init() {
        var ink = [Float](repeating: 0, count: (Self.parts + 1) * Self.lanes)
        var halfNorm = [Float](repeating: 0, count: Self.lanes)
        var weight = [Float](repeating: 0, count: Self.lanes)
        for (glyph, digits) in GlyphMasks.hexadecimal.enumerated() {
            let mask = Self.mask(digits)
            let features = mask + [Self.tone(mask.reduce(0, +))]
            for (part, value) in features.enumerated() { ink[part * Self.lanes + glyph] = value }
            halfNorm[glyph] = features.reduce(0) { $0 + $1 * $1 } / 2
            weight[glyph] = mask.reduce(0, +) / Float(Self.parts)
        }
        self.ink = ink
        self.halfNorm = halfNorm
        self.weight = weight
    }

    /// Ink 0...1 of the 32 parts of a glyph, row by row.
    static func mask(_ digits: StaticString) -> [Float] {
        digits.withUTF8Buffer { $0.map { Float($0 < 58 ? $0 - 48 : $0 - 87) / 15 } }
    }

    private static func tone(_ sum: Float) -> Float { (toneWeight / Float(parts)).squareRoot() * sum }

    /// The glyph (0 is the blank) nearest to `light`, 32 values row by row, in units of ink.
    /// - Parameter heaviest: glyphs with more mean ink than this are not considered.
    func nearest(to light: UnsafePointer<Float>, heaviest: Float = 1) -> Int {
        withUnsafeTemporaryAllocation(of: Float.self, capacity: Self.lanes) { scores in
            for lane in 0..<Self.lanes { scores[lane] = -halfNorm[lane] }
            var sum: Float = 0
            for part in 0..<Self.parts {
                add(light[part], part, to: scores)
                sum += light[part]
            }
            add(Self.tone(sum), Self.parts, to: scores)
            return best(of: scores, heaviest: heaviest)
        }
    }

    @inline(__always)
    private func add(_ value: Float, _ part: Int, to scores: UnsafeMutableBufferPointer<Float>) {
        ink.withUnsafeBufferPointer { ink in
            let row = part * Self.lanes
            for lane in 0..<Self.lanes { scores[lane] += value * ink[row + lane] }
        }
    }

    private func best(of scores: UnsafeMutableBufferPointer<Float>, heaviest: Float) -> Int {
        var best = 0
        for glyph in 1..<Self.glyphs where scores[glyph] > scores[best] && weight[glyph] <= heaviest { best = glyph }
        return best
    }
}
