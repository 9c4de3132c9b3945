// How much of each pixel a shape covers: exact along x, four sample lines per pixel along y. All drawing goes through
// `scan`, so every edge in the house is smooth in the same way.

private struct Edge {
    let top, bottom, x, slope: Double

    /// nil for a horizontal edge, which no sample line crosses.
    init?(_ a: Point, _ b: Point) {
        guard a.y != b.y else { return nil }
        let (upper, lower) = a.y < b.y ? (a, b) : (b, a)
        top = upper.y
        bottom = lower.y
        slope = (lower.x - upper.x) / (lower.y - upper.y)
        x = upper.x
    }

    func crossing(_ y: Double) -> Double { x + (y - top) * slope }
}

private let sampleLines = 4

/// Calls `row(y, columns, shares)` for every pixel row the shape touches; `shares` is indexed by column, 0...1.
func scan(
    _ outline: Outline, width: Int, height: Int, row: (Int, Range<Int>, UnsafeMutableBufferPointer<Float>) -> Void
) {
    let edges = outline.rings.flatMap { ring in
        ring.indices.compactMap { Edge(ring[$0], ring[($0 + 1) % ring.count]) }
    }
    guard let top = edges.map(\.top).min(), let bottom = edges.map(\.bottom).max() else { return }
    let first = max(0, Int(top.rounded(.down)))
    let last = min(height - 1, Int(bottom.rounded(.up)))
    guard first <= last else { return }
    withUnsafeTemporaryAllocation(of: Float.self, capacity: width) { shares in
        shares.initialize(repeating: 0)
        var crossings: [Double] = []
        for y in first...last {
            var touched = width..<width
            for line in 0..<sampleLines {
                let level = Double(y) + (Double(line) + 0.5) / Double(sampleLines)
                crossings.removeAll(keepingCapacity: true)
                for edge in edges where edge.top <= level && level < edge.bottom {
                    crossings.append(edge.crossing(level))
                }
                crossings.sort()
                for pair in stride(from: 0, to: crossings.count - 1, by: 2) {
                    let span = addSpan(crossings[pair], crossings[pair + 1], width, shares)
                    if !span.isEmpty {
                        touched =
                            touched.isEmpty
                            ? span : min(touched.lowerBound, span.lowerBound)..<max(touched.upperBound, span.upperBound)
                    }
                }
            }
            guard !touched.isEmpty else { continue }
            row(y, touched, shares)
            for column in touched { shares[column] = 0 }
        }
    }
}

/// Adds one sample line's span; returns the columns it touched.
private func addSpan(
    _ from: Double, _ to: Double, _ width: Int, _ shares: UnsafeMutableBufferPointer<Float>
) -> Range<Int> {
    let low = max(0, from)
    let high = min(Double(width), to)
    guard high > low else { return 0..<0 }
    let first = Int(low)
    let last = min(width - 1, Int(high))
    let part = Float(1) / Float(sampleLines)
    if first == last {
        shares[first] += part * Float(high - low)
        return first..<first + 1
    }
    shares[first] += part * Float(Double(first + 1) - low)
    for column in first + 1..<max(first + 1, last) { shares[column] += part }
    shares[last] += part * Float(high - Double(last))
    return first..<last + 1
}

/// A grey mask, 0...255 per pixel: the sum of shapes, less the shapes cut out.
package struct Coverage: Sendable {
    package let width, height: Int
    package private(set) var values: [UInt8]

    package init(width: Int, height: Int) {
        self.width = width
        self.height = height
        values = [UInt8](repeating: 0, count: width * height)
    }

    package mutating func add(_ outline: Outline) {
        edit(outline) { old, share in old + (255 - old) * share }
    }

    package mutating func cut(_ outline: Outline) {
        edit(outline) { old, share in old * (1 - share) }
    }

    private mutating func edit(_ outline: Outline, _ change: (Float, Float) -> Float) {
        let width = width
        let height = height
        values.withUnsafeMutableBufferPointer { values in
            scan(outline, width: width, height: height) { y, columns, shares in
                for x in columns {
                    let place = y * width + x
                    values[place] = UInt8(min(255, change(Float(values[place]), min(1, shares[x])) + 0.5))
                }
            }
        }
    }

    /// Each value replaced by the largest within `radius` pixels (a square), for outlines.
    package func dilated(radius: Int) -> Coverage {
        var result = self
        let across = Self.largestAlong(values, count: height, length: width, radius: radius, step: 1, line: width)
        result.values = Self.largestAlong(across, count: width, length: height, radius: radius, step: width, line: 1)
        return result
    }

    private static func largestAlong(
        _ values: [UInt8], count: Int, length: Int, radius: Int, step: Int, line: Int
    ) -> [UInt8] {
        var result = values
        values.withUnsafeBufferPointer { input in
            result.withUnsafeMutableBufferPointer { output in
                for index in 0..<count {
                    for position in 0..<length {
                        var best: UInt8 = 0
                        for near in max(0, position - radius)...min(length - 1, position + radius) {
                            best = max(best, input[index * line + near * step])
                        }
                        output[index * line + position * step] = best
                    }
                }
            }
        }
        return result
    }
}
