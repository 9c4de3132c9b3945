// Drawing: a layer of premultiplied red, green, blue, alpha. Layers are drawn with shapes and laid over each other;
// premultiplied values make every mean (resizing, turning) come out right at soft edges.
import Domain

/// A colour with its opacity, 0...255 each, not premultiplied.
package struct Ink: Equatable, Sendable {
    package var red, green, blue, alpha: UInt8

    package init(_ red: UInt8, _ green: UInt8, _ blue: UInt8, alpha: UInt8 = 255) {
        self.red = red
        self.green = green
        self.blue = blue
        self.alpha = alpha
    }

    /// Each colour channel times `factor`, clipped.
    package func shaded(_ factor: Double) -> Ink {
        let scale = { (value: UInt8) in UInt8(max(0, min(255, Double(value) * factor))) }
        return Ink(scale(red), scale(green), scale(blue), alpha: alpha)
    }
}

/// A picture layer to draw on, transparent at first.
package struct Canvas: Sendable {
    package let width, height: Int
    /// `height * width * 4` bytes, colours premultiplied by alpha.
    package var bytes: [UInt8]

    package init(width: Int, height: Int) {
        precondition(width > 0 && height > 0, "a canvas of \(width)x\(height)")
        self.width = width
        self.height = height
        bytes = [UInt8](repeating: 0, count: width * height * 4)
    }

    /// An opaque canvas of one colour.
    package init(width: Int, height: Int, ink: Ink) {
        self.init(width: width, height: height)
        for pixel in 0..<width * height { set(pixel, ink) }
    }

    /// An opaque canvas of a picture.
    package init(_ raster: Raster) {
        self.init(width: raster.width, height: raster.height)
        for pixel in 0..<width * height {
            for channel in 0..<3 { bytes[pixel * 4 + channel] = raster.pixels[pixel * 3 + channel] }
            bytes[pixel * 4 + 3] = 255
        }
    }

    /// Sets one pixel (row-major index) to an opaque colour.
    package mutating func set(_ pixel: Int, _ ink: Ink) {
        bytes[pixel * 4] = ink.red
        bytes[pixel * 4 + 1] = ink.green
        bytes[pixel * 4 + 2] = ink.blue
        bytes[pixel * 4 + 3] = 255
    }

    /// Paints a shape.
    package mutating func fill(_ outline: Outline, _ ink: Ink) {
        let width = width
        let height = height
        let colour = SIMD4<Float>(Float(ink.red), Float(ink.green), Float(ink.blue), 255)
        bytes.withUnsafeMutableBufferPointer { bytes in
            scan(outline, width: width, height: height) { y, columns, shares in
                for x in columns {
                    let alpha = min(1, shares[x]) * Float(ink.alpha) / 255
                    blend(bytes, (y * width + x) * 4, colour * alpha, alpha)
                }
            }
        }
    }

    /// A shape with a border along its inside: the border in one ink, the inside in another.
    package mutating func fill(_ edges: Edges, radius: Double, _ inside: Ink, border: Ink, width: Double) {
        fill(.roundedRectangle(edges, radius: radius), border)
        fill(.roundedRectangle(edges.inset(by: width), radius: max(0, radius - width)), inside)
    }

    package mutating func line(_ a: Point, _ b: Point, width: Double, _ ink: Ink) {
        fill(.line(a, b, width: width), ink)
    }

    /// Paints one colour through a mask of the same size, at `opacity` 0...1.
    package mutating func paint(_ ink: Ink, through mask: Coverage, opacity: Float = 1) {
        precondition(mask.width == width && mask.height == height, "a mask of another size")
        let colour = SIMD4<Float>(Float(ink.red), Float(ink.green), Float(ink.blue), 255)
        bytes.withUnsafeMutableBufferPointer { bytes in
            for (pixel, value) in mask.values.enumerated() where value > 0 {
                let alpha = Float(value) / 255 * opacity
                blend(bytes, pixel * 4, colour * alpha, alpha)
            }
        }
    }

    /// Lays `other` over this canvas with its top left corner at (x, y), clipped; `opacity` 0...1.
    package mutating func lay(_ other: Canvas, x: Int = 0, y: Int = 0, opacity: Float = 1) {
        let rows = max(0, y)..<max(max(0, y), min(height, y + other.height))
        let columns = max(0, x)..<max(max(0, x), min(width, x + other.width))
        let width = width
        bytes.withUnsafeMutableBufferPointer { bytes in
            other.bytes.withUnsafeBufferPointer { source in
                for row in rows {
                    for column in columns {
                        let from = ((row - y) * other.width + column - x) * 4
                        guard source[from + 3] > 0 else { continue }
                        let value = SIMD4<Float>(
                            Float(source[from]), Float(source[from + 1]), Float(source[from + 2]),
                            Float(source[from + 3]))
                        blend(
                            bytes, (row * width + column) * 4, value * opacity, Float(source[from + 3]) / 255 * opacity)
                    }
                }
            }
        }
    }

    /// Half the size in each direction, each pixel the mean of four (an odd last row or column is dropped).
    package func halved() -> Canvas {
        var result = Canvas(width: max(1, width / 2), height: max(1, height / 2))
        guard width > 1, height > 1 else { return result }
        for y in 0..<result.height {
            for x in 0..<result.width {
                let from = (y * 2 * width + x * 2) * 4
                let to = (y * result.width + x) * 4
                for channel in 0..<4 {
                    let upper = Int(bytes[from + channel]) + Int(bytes[from + channel + 4])
                    let below = from + width * 4 + channel
                    result.bytes[to + channel] = UInt8((upper + Int(bytes[below]) + Int(bytes[below + 4]) + 2) / 4)
                }
            }
        }
        return result
    }

    /// The part inside whole-pixel bounds that lie inside the canvas.
    package func cropped(x: Int, y: Int, width newWidth: Int, height newHeight: Int) -> Canvas {
        var result = Canvas(width: newWidth, height: newHeight)
        for row in 0..<newHeight {
            let from = ((y + row) * width + x) * 4
            result.bytes.replaceSubrange(
                row * newWidth * 4..<(row + 1) * newWidth * 4, with: bytes[from..<from + newWidth * 4])
        }
        return result
    }

    /// The canvas on white.
    package func raster() -> Raster {
        var pixels = [UInt8](repeating: 0, count: width * height * 3)
        for pixel in 0..<width * height {
            let white = 255 - Int(bytes[pixel * 4 + 3])
            for channel in 0..<3 {
                pixels[pixel * 3 + channel] = UInt8(min(255, Int(bytes[pixel * 4 + channel]) + white))
            }
        }
        return Raster(width: width, height: height, pixels: pixels)
    }
}

/// One pixel: `colour` (premultiplied, 0...255) over what is there.
@inline(__always)
private func blend(_ bytes: UnsafeMutableBufferPointer<UInt8>, _ place: Int, _ colour: SIMD4<Float>, _ alpha: Float) {
    let rest = 1 - alpha
    for channel in 0..<4 {
        bytes[place + channel] = UInt8(min(255, colour[channel] + Float(bytes[place + channel]) * rest + 0.5))
    }
}
