// The ASCII photo: local contrast first (an unsharp mask, since glyphs have too few greys for a whole photo), then
// for every cell the glyph whose ink lies most like the picture's light, by brute force over 95 masks of 4 x 8 parts.
import Domain
import Screen

/// Glyph masks as numbers, laid out so that the scores of all glyphs are summed side by side.
struct GlyphMatcher: Sendable {
    static let columns = 4, rows = 8
    /// Glyphs padded to a whole number of vectors.
    private static let lanes = 96
    static let shared = GlyphMatcher()

    /// `part * lanes + glyph`: ink 0...1.
    private let ink: [Float]
    /// Half the squared length of each mask, and a penalty no cell reaches for the padding.
    private let halfNorm: [Float]
    /// Mean ink of each glyph, 0...1.
    let weight: [Float]

    private init() {
        let parts = Self.columns * Self.rows
        var ink = [Float](repeating: 0, count: parts * Self.lanes)
        var halfNorm = [Float](repeating: .greatestFiniteMagnitude, count: Self.lanes)
        var weight = [Float](repeating: 0, count: Self.lanes)
        for (glyph, digits) in GlyphMasks.hexadecimal.enumerated() {
            let mask = Self.mask(digits)
            for part in 0..<parts { ink[part * Self.lanes + glyph] = mask[part] }
            halfNorm[glyph] = mask.reduce(0) { $0 + $1 * $1 } / 2
            weight[glyph] = mask.reduce(0, +) / Float(parts)
        }
        self.ink = ink
        self.halfNorm = halfNorm
        self.weight = weight
    }

    private static func mask(_ digits: StaticString) -> [Float] {
        digits.withUTF8Buffer { $0.map { Float($0 < 58 ? $0 - 48 : $0 - 87) / 15 } }
    }

    /// The glyph (0 is the blank) nearest to `light`, 32 values row by row.
    /// - Parameter heaviest: glyphs with more mean ink than this are not considered.
    func nearest(to light: UnsafePointer<Float>, heaviest: Float = 1) -> Int {
        var best = 0
        var bestScore = -Float.greatestFiniteMagnitude
        withUnsafeTemporaryAllocation(of: Float.self, capacity: Self.lanes) { scores in
            for lane in 0..<Self.lanes { scores[lane] = -halfNorm[lane] }
            ink.withUnsafeBufferPointer { ink in
                for part in 0..<Self.columns * Self.rows {
                    let value = light[part], row = part * Self.lanes
                    for lane in 0..<Self.lanes { scores[lane] += value * ink[row + lane] }
                }
            }
            for glyph in 0..<GlyphMasks.hexadecimal.count
            where scores[glyph] > bestScore && weight[glyph] <= heaviest {
                best = glyph
                bestScore = scores[glyph]
            }
        }
        return best
    }
}
