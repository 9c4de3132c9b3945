// For every cell the glyph whose ink lies most like the picture's light, by brute force over 95 masks of 4 x 8 parts.
// Like means: the cell's own structural similarity (the covariance of light and ink over their variances), less the
// squared distance of their means, so that edges decide where there are edges and tone decides where there are none.
// On real photos this is nearer to the photo than the smallest sum of squares, and its smooth areas are calmer.

/// Glyph masks as numbers, laid out so that the products of all glyphs are summed side by side.
struct GlyphMatcher: Sendable {
    static let columns = 4, rows = 8
    /// Parts of a cell.
    static let parts = columns * rows
    static let shared = GlyphMatcher()

    /// The ink that stands for full light: about what heavy glyphs have. Matched against more, everything bright
    /// becomes one and the same glyph.
    private static let fullLight: Float = 0.3
    /// Keeps the similarity of areas without structure finite, and forgives faint structure.
    private static let forgiveness: Float = 0.05
    /// How much the distance of the means counts.
    private static let toneWeight: Float = 2.7
    /// Glyphs padded to a whole number of vectors.
    private static let lanes = 96
    private static let glyphs = GlyphMasks.hexadecimal.count

    /// `part * lanes + glyph`: ink in units of light, less the glyph's mean, times 2 / parts.
    private let structure: [Float]
    /// Mean and variance of each glyph's ink, in units of light.
    private let tone: [Float]
    private let variance: [Float]
    /// Mean ink of each glyph, 0...1.
    let weight: [Float]

    private init() {
        var structure = [Float](repeating: 0, count: Self.parts * Self.lanes)
        var tone: [Float] = []
        var variance: [Float] = []
        for (glyph, digits) in GlyphMasks.hexadecimal.enumerated() {
            let light = Self.mask(digits).map { $0 / Self.fullLight }
            let mean = light.reduce(0, +) / Float(Self.parts)
            for (part, value) in light.enumerated() {
                structure[part * Self.lanes + glyph] = (value - mean) * 2 / Float(Self.parts)
            }
            tone.append(mean)
            variance.append(light.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Float(Self.parts))
        }
        self.structure = structure
        self.tone = tone
        self.variance = variance
        weight = tone.map { $0 * Self.fullLight }
    }

    /// Ink 0...1 of the 32 parts of a glyph, row by row.
    static func mask(_ digits: StaticString) -> [Float] {
        digits.withUTF8Buffer { $0.map { Float($0 < 58 ? $0 - 48 : $0 - 87) / 15 } }
    }

    /// The glyph (0 is the blank) most like `light`, 32 values around 0...1 row by row.
    /// - Parameter heaviest: glyphs with more mean ink than this are not considered.
    func nearest(to light: UnsafePointer<Float>, heaviest: Float = 1) -> Int {
        withUnsafeTemporaryAllocation(of: Float.self, capacity: Self.lanes) { covariance in
            for lane in 0..<Self.lanes { covariance[lane] = 0 }
            var sum: Float = 0
            var squares: Float = 0
            structure.withUnsafeBufferPointer { structure in
                for part in 0..<Self.parts {
                    let value = light[part]
                    let row = part * Self.lanes
                    for lane in 0..<Self.lanes { covariance[lane] += value * structure[row + lane] }
                    sum += value
                    squares += value * value
                }
            }
            let mean = sum / Float(Self.parts)
            let spread = max(0, squares / Float(Self.parts) - mean * mean)
            return best(covariance, mean: mean, spread: spread, heaviest: heaviest)
        }
    }

    /// The best glyph, from twice the covariance of the light with every glyph, its mean and its variance.
    private func best(
        _ covariance: UnsafeMutableBufferPointer<Float>, mean: Float, spread: Float, heaviest: Float
    ) -> Int {
        var best = 0
        var bestScore = -Float.greatestFiniteMagnitude
        for glyph in 0..<Self.glyphs where weight[glyph] <= heaviest {
            let likeness = (covariance[glyph] + Self.forgiveness) / (spread + variance[glyph] + Self.forgiveness)
            let distance = mean - tone[glyph]
            let score = likeness - Self.toneWeight * distance * distance
            if score > bestScore {
                best = glyph
                bestScore = score
            }
        }
        return best
    }
}
