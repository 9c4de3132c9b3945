// A rectangle on a picture. Fractions of the picture everywhere, so that it survives any resize.

/// A rectangle in fractions of the picture, origin top left.
package struct Box: Equatable, Sendable, Codable {
    package var x, y, width, height: Double

    package init(x: Double, y: Double, width: Double, height: Double) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    /// The whole picture.
    package static let whole = Box(x: 0, y: 0, width: 1, height: 1)

    package var area: Double { max(0, width) * max(0, height) }

    package func contains(x px: Double, y py: Double) -> Bool {
        px >= x && px <= x + width && py >= y && py <= y + height
    }

    package func intersection(_ other: Box) -> Box {
        let left = max(x, other.x), top = max(y, other.y)
        let right = min(x + width, other.x + other.width), bottom = min(y + height, other.y + other.height)
        return Box(x: left, y: top, width: max(0, right - left), height: max(0, bottom - top))
    }

    /// Intersection over union, 0...1.
    package func overlap(with other: Box) -> Double {
        let shared = intersection(other).area
        let union = area + other.area - shared
        return union > 0 ? shared / union : 0
    }

    // JSON form: [x, y, width, height].
    package init(from decoder: Decoder) throws {
        var numbers = try decoder.unkeyedContainer()
        x = try numbers.decode(Double.self)
        y = try numbers.decode(Double.self)
        width = try numbers.decode(Double.self)
        height = try numbers.decode(Double.self)
        // Beyond the picture is a matter for whoever reads it; so far beyond, pixels cannot be counted.
        guard [x, y, width, height].allSatisfy({ $0.magnitude <= Self.farthest }) else {
            throw DecodingError.dataCorruptedError(in: numbers, debugDescription: "a box far outside of any picture")
        }
    }

    private static let farthest = 1e6

    package func encode(to encoder: Encoder) throws {
        var numbers = encoder.unkeyedContainer()
        for number in [x, y, width, height] { try numbers.encode(number) }
    }
}
