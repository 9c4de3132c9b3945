// One random view of a training picture: zoom, shift, flip, brightness; never hue, which the words name. Sampled
// bilinearly with the border repeated, from the cached bytes straight into the batch. The zoom has no rotation, so
// that rows and columns separate: two source rows are blended once per output row, then read by column.

import Domain

/// What happens to one picture. Drawn first, applied later, so that drawing stays in one order on any number of threads.
package struct PictureAugmentation: Equatable, Sendable {
    /// Size of the window that is seen, in pictures: over 1 shows the picture smaller, with its border repeated.
    package var scale: Float = 1
    /// Centre of the window, in half pictures to the right and down.
    package var shift: SIMD2<Float> = .zero
    package var isFlipped = false
    /// Factor on the model's pixel values.
    package var gain: Float = 1
    /// Added to the model's pixel values after the gain.
    package var offset: Float = 0

    /// The picture as it is.
    package init() {}

    /// A random view. A clean shot is also seen small (scale up to 2.2), as it would stand in a scene.
    package init(clean: Bool, using generator: inout some RandomNumberGenerator) {
        scale = Float.random(in: clean ? 0.9...2.2 : 0.88...1.08, using: &generator)
        isFlipped = Bool.random(using: &generator)
        let reach = 0.08 + 0.8 * max(0, scale - 1)
        shift.x = Float.random(in: -reach...reach, using: &generator)
        shift.y = Float.random(in: -reach...reach, using: &generator)
        gain = Float.random(in: 0.85...1.15, using: &generator)
        offset = Float.random(in: -0.2...0.2, using: &generator)
    }

    /// Where a part of the picture lies in the view, in fractions of the view; it may reach beyond its edges.
    package func place(of part: Box) -> Box {
        func start(_ low: Double, _ shift: Float) -> Double { (((low * 2 - 1) - Double(shift)) / Double(scale) + 1) / 2 }
        let width = part.width / Double(scale), height = part.height / Double(scale)
        let left = start(part.x, shift.x), top = start(part.y, shift.y)
        // A flipped view reads its columns from the right.
        return Box(x: isFlipped ? 1 - left - width : left, y: top, width: width, height: height)
    }

    /// Writes the view as model input.
    /// - Parameters:
    ///   - pixels: `size * size * 3` bytes, rows from the top.
    ///   - output: room for `size * size * 3` values, the picture's slice of a batch `[B,S,S,3]`.
    package func apply(
        to pixels: UnsafeBufferPointer<UInt8>, size: Int, into output: UnsafeMutableBufferPointer<Float>
    ) {
        let count = size * size * 3
        precondition(
            pixels.count == count && output.count == count,
            "\(pixels.count) bytes, \(output.count) values for \(size)x\(size)x3")
        guard let source = pixels.baseAddress, let target = output.baseAddress else { return }
        let columns = Taps(size: size, scale: isFlipped ? -scale : scale, shift: shift.x)
        let rows = Taps(size: size, scale: scale, shift: shift.y)
        let factor = gain * PictureInput.scale
        let base = offset - gain * PictureInput.centre * PictureInput.scale
        withUnsafeTemporaryAllocation(of: Float.self, capacity: size * 3) { row in
            guard let blended = row.baseAddress else { return }
            for y in 0..<size {
                let upper = source + rows.first[y] * size * 3
                let lower = source + rows.second[y] * size * 3
                let share = rows.share[y]
                for x in 0..<size * 3 {
                    let above = Float(upper[x])
                    blended[x] = (above + (Float(lower[x]) - above) * share) * factor + base
                }
                columns.read(blended, into: target + y * size * 3)
            }
        }
    }
}

/// For every output position along one axis: the two source positions it lies between, and how far.
private struct Taps {
    var first: [Int] = []
    var second: [Int] = []
    var share: [Float] = []

    /// Positions are pixel centres; the window spans `scale` pictures around `shift`; outside, the border repeats.
    init(size: Int, scale: Float, shift: Float) {
        let extent = Float(size)
        for place in 0..<size {
            let seen = ((Float(place) * 2 + 1) / extent - 1) * scale + shift
            let position = min(max(((seen + 1) * extent - 1) / 2, 0), extent - 1)
            first.append(Int(position))
            second.append(min(Int(position) + 1, size - 1))
            share.append(position - Float(Int(position)))
        }
    }

    /// One row of pixels, three channels each, read at the taps.
    func read(_ row: UnsafeMutablePointer<Float>, into output: UnsafeMutablePointer<Float>) {
        first.withUnsafeBufferPointer { first in
            second.withUnsafeBufferPointer { second in
                share.withUnsafeBufferPointer { share in
                    for x in 0..<first.count {
                        let left = row + first[x] * 3
                        let right = row + second[x] * 3
                        let part = share[x]
                        for channel in 0..<3 {
                            output[x * 3 + channel] = left[channel] + (right[channel] - left[channel]) * part
                        }
                    }
                }
            }
        }
    }
}
