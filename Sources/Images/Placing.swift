// Laying a drawn thing somewhere at another size, turned and mirrored: each output pixel is the mean of four bilinear
// readings of a copy that is at most twice too large, so that nothing flickers or breaks at small sizes.
import Foundation

/// Where and how a layer is placed: its centre and size in pixels before turning, then the turn.
package struct Placement: Sendable {
    package var centre: Point
    package var width, height: Double
    /// Radians, clockwise on the screen.
    package var turn: Double
    package var mirrored: Bool

    package init(centre: Point, width: Double, height: Double, turn: Double = 0, mirrored: Bool = false) {
        self.centre = centre
        self.width = width
        self.height = height
        self.turn = turn
        self.mirrored = mirrored
    }

    /// Where a point of the layer (fractions of it, 0...1) comes to lie.
    package func position(of point: Point) -> Point {
        let x = (mirrored ? 0.5 - point.x : point.x - 0.5) * width
        let y = (point.y - 0.5) * height
        return Point(centre.x + x * cos(turn) - y * sin(turn), centre.y + x * sin(turn) + y * cos(turn))
    }

    /// Which point of the layer (fractions) lies at a position: the inverse of `position(of:)`.
    package func source(of position: Point) -> Point {
        let dx = position.x - centre.x
        let dy = position.y - centre.y
        let x = (dx * cos(turn) + dy * sin(turn)) / width
        let y = (dy * cos(turn) - dx * sin(turn)) / height
        return Point((mirrored ? -x : x) + 0.5, y + 0.5)
    }
}

/// A layer with its halved copies, ready to be placed at any size.
package struct Stamp: Sendable {
    /// The layer, then each half as large.
    package let levels: [Canvas]

    package init(_ canvas: Canvas) {
        var levels = [canvas]
        while let last = levels.last, last.width > 24, last.height > 24, levels.count < 4 {
            levels.append(last.halved())
        }
        self.levels = levels
    }

    /// The layer as placed, on a canvas of `width x height` whose top left corner is at (x, y).
    package func placed(_ placement: Placement, x: Int, y: Int, width: Int, height: Int) -> Canvas {
        let source = level(for: placement)
        var result = Canvas(width: width, height: height)
        // The inverse is affine: walk it by steps instead of turning every point.
        let origin = placement.source(of: Point(Double(x), Double(y)))
        let right = placement.source(of: Point(Double(x) + 1, Double(y)))
        let down = placement.source(of: Point(Double(x), Double(y) + 1))
        let w = Double(source.width)
        let h = Double(source.height)
        let acrossX = (right.x - origin.x) * w
        let acrossY = (right.y - origin.y) * h
        let downX = (down.x - origin.x) * w
        let downY = (down.y - origin.y) * h
        source.bytes.withUnsafeBufferPointer { bytes in
            result.bytes.withUnsafeMutableBufferPointer { output in
                for row in 0..<height {
                    for column in 0..<width {
                        var sum = SIMD4<Float>.zero
                        for quarter in 0..<4 {
                            let c = Double(column) + (quarter & 1 == 0 ? 0.25 : 0.75)
                            let r = Double(row) + (quarter & 2 == 0 ? 0.25 : 0.75)
                            sum += reading(
                                bytes, source.width, source.height,
                                origin.x * w + c * acrossX + r * downX, origin.y * h + c * acrossY + r * downY)
                        }
                        store(sum * 0.25, output, (row * width + column) * 4)
                    }
                }
            }
        }
        return result
    }

    private func level(for placement: Placement) -> Canvas {
        levels.last { Double($0.width) >= placement.width && Double($0.height) >= placement.height } ?? levels[0]
    }
}

/// A bilinear reading at (x, y) in pixels of the source (pixel centres at one half); nothing outside.
@inline(__always)
private func reading(
    _ bytes: UnsafeBufferPointer<UInt8>, _ width: Int, _ height: Int, _ x: Double, _ y: Double
) -> SIMD4<Float> {
    guard x > -0.5, y > -0.5, x < Double(width) + 0.5, y < Double(height) + 0.5 else { return .zero }
    let left = (x - 0.5).rounded(.down)
    let top = (y - 0.5).rounded(.down)
    let along = Float(x - 0.5 - left)
    let below = Float(y - 0.5 - top)
    let column = Int(left)
    let row = Int(top)
    let upper =
        pixel(bytes, width, height, column, row) * (1 - along)
        + pixel(bytes, width, height, column + 1, row) * along
    let lower =
        pixel(bytes, width, height, column, row + 1) * (1 - along)
        + pixel(bytes, width, height, column + 1, row + 1) * along
    return upper * (1 - below) + lower * below
}

@inline(__always)
private func pixel(
    _ bytes: UnsafeBufferPointer<UInt8>, _ width: Int, _ height: Int, _ column: Int, _ row: Int
) -> SIMD4<Float> {
    guard column >= 0, row >= 0, column < width, row < height else { return .zero }
    let place = (row * width + column) * 4
    return SIMD4<Float>(
        SIMD4<UInt8>(bytes[place], bytes[place + 1], bytes[place + 2], bytes[place + 3]))
}

@inline(__always)
private func store(_ value: SIMD4<Float>, _ bytes: UnsafeMutableBufferPointer<UInt8>, _ place: Int) {
    for channel in 0..<4 { bytes[place + channel] = UInt8(min(255, value[channel] + 0.5)) }
}
