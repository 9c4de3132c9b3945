// A picture in memory: what Images decodes, Preprocessing turns into a tensor and Engraving turns into cells.

/// An RGB picture, 8 bits a channel, row-major, origin top left, no padding between rows.
package struct Raster: Equatable, Sendable {
    /// Width in pixels, at least 1.
    package let width: Int
    /// Height in pixels, at least 1.
    package let height: Int
    /// `height * width * 3` bytes: red, green, blue.
    package var pixels: [UInt8]

    package init(width: Int, height: Int, pixels: [UInt8]) {
        precondition(pixels.count == width * height * 3, "\(pixels.count) bytes for a \(width)x\(height) RGB raster")
        self.width = width
        self.height = height
        self.pixels = pixels
    }

    /// A raster of one colour.
    package init(width: Int, height: Int, red: UInt8, green: UInt8, blue: UInt8) {
        var bytes = [UInt8](repeating: red, count: width * height * 3)
        for pixel in 0..<width * height {
            bytes[pixel * 3 + 1] = green
            bytes[pixel * 3 + 2] = blue
        }
        self.init(width: width, height: height, pixels: bytes)
    }
}
