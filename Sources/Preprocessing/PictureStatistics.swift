// What the pictures of a training set look like, in a handful of numbers, so that `eclip index` can warn when a
// checkpoint meets pictures unlike those it learned from (drawings against photographs, say). Ours: per picture
// brightness, contrast, colourfulness, edges and fine grain; kept as mean and spread over the pictures.

/// Running statistics over pictures. Codable, for the checkpoint.
package struct PictureStatistics: Equatable, Sendable, Codable {
    /// What is measured of a picture, in this order; all on bytes scaled to 0...1.
    package enum Trait: String, Sendable, Codable, CaseIterable {
        case brightness, contrast, colourfulness, edges, grain
    }

    /// Pictures counted.
    package private(set) var pictures = 0
    private var sums: [Double]
    private var squares: [Double]

    package init() {
        sums = Array(repeating: 0, count: Trait.allCases.count)
        squares = sums
    }

    /// Adds one picture of `size * size * 3` bytes.
    package mutating func add(_ pixels: [UInt8], size: Int) {
        let traits = Self.traits(of: pixels, size: size)
        for (place, value) in traits.enumerated() {
            sums[place] += value
            squares[place] += value * value
        }
        pictures += 1
    }

    /// Mean over the pictures.
    package func mean(_ trait: Trait) -> Double { pictures > 0 ? sums[Self.place(trait)] / Double(pictures) : 0 }

    /// Standard deviation over the pictures.
    package func spread(_ trait: Trait) -> Double {
        let mean = mean(trait)
        return pictures > 0 ? max(0, squares[Self.place(trait)] / Double(pictures) - mean * mean).squareRoot() : 0
    }

    /// How unlike two sets of pictures are: the largest difference of a trait's means in units of its spread (the
    /// larger of both sets'). 0 when one of them is empty.
    package func distance(to other: PictureStatistics) -> Double { strongestDifference(from: other).distance }

    /// The trait in which two sets differ most, and by how many spreads.
    package func strongestDifference(from other: PictureStatistics) -> (trait: Trait, distance: Double) {
        guard pictures > 0, other.pictures > 0 else { return (.brightness, 0) }
        let differences = Trait.allCases.map { trait in
            let unit = max(spread(trait), other.spread(trait), 0.01)
            return (trait: trait, distance: abs(mean(trait) - other.mean(trait)) / unit)
        }
        return differences.max { $0.distance < $1.distance } ?? (.brightness, 0)
    }

    private static func place(_ trait: Trait) -> Int { Trait.allCases.firstIndex(of: trait) ?? 0 }
}

// MARK: - One picture

extension PictureStatistics {
    /// The traits of one picture, in the order of `Trait`.
    static func traits(of pixels: [UInt8], size: Int) -> [Double] {
        precondition(pixels.count == size * size * 3, "\(pixels.count) bytes for a \(size)x\(size)x3 picture")
        var grey = [Double](repeating: 0, count: size * size)
        var colour = 0.0
        for pixel in grey.indices {
            let red = pixels[pixel * 3]
            let green = pixels[pixel * 3 + 1]
            let blue = pixels[pixel * 3 + 2]
            grey[pixel] = (0.299 * Double(red) + 0.587 * Double(green) + 0.114 * Double(blue)) / 255
            colour += Double(max(red, green, blue) - min(red, green, blue)) / 255
        }
        let count = Double(grey.count)
        let mean = grey.reduce(0, +) / count
        let variance = grey.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
        let (edges, grain) = edgesAndGrain(grey, size: size)
        return [mean, variance.squareRoot(), colour / count, edges, grain]
    }

    /// Mean absolute first and second difference between neighbours along rows and columns.
    private static func edgesAndGrain(_ grey: [Double], size: Int) -> (Double, Double) {
        guard size > 2 else { return (0, 0) }
        var edges = 0.0
        var grain = 0.0
        for y in 1..<size - 1 {
            for x in 1..<size - 1 {
                let here = y * size + x
                let left = grey[here - 1]
                let right = grey[here + 1]
                let up = grey[here - size]
                let down = grey[here + size]
                edges += abs(right - left) + abs(down - up)
                grain += abs(right + left - 2 * grey[here]) + abs(down + up - 2 * grey[here])
            }
        }
        let count = Double((size - 2) * (size - 2))
        return (edges / count, grain / count)
    }
}
