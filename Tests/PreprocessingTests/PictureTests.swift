// Pixels to model input: the plain form, the augmented form against a slow reference, and the statistics.
import Domain
import Preprocessing
import Testing

private func noisePixels(_ size: Int, seed: UInt64) -> [UInt8] {
    var generator = SeededGenerator(seed: seed)
    return (0..<size * size * 3).map { _ in UInt8(truncatingIfNeeded: generator.next() >> 40) }
}

private func augmented(_ pixels: [UInt8], size: Int, _ view: PictureAugmentation) -> [Float] {
    var output = [Float](repeating: .nan, count: pixels.count)
    pixels.withUnsafeBufferPointer { source in
        output.withUnsafeMutableBufferPointer { view.apply(to: source, size: size, into: $0) }
    }
    return output
}

/// The same view written out pixel by pixel from its definition (PyTorch's affine_grid and grid_sample with border
/// padding and align_corners off), in double precision.
private func reference(_ pixels: [UInt8], size: Int, _ view: PictureAugmentation) -> [Double] {
    let extent = Double(size)
    func source(_ place: Int, flip: Double, shift: Float) -> (Int, Int, Double) {
        let unit = (2 * Double(place) + 1) / extent - 1
        let seen = unit * Double(view.scale) * flip + Double(shift)
        let position = min(max(((seen + 1) * extent - 1) / 2, 0), extent - 1)
        return (Int(position), min(Int(position) + 1, size - 1), position - position.rounded(.down))
    }
    func value(_ x: Int, _ y: Int, _ channel: Int) -> Double {
        (Double(pixels[(y * size + x) * 3 + channel]) - 128) / 64
    }
    var result: [Double] = []
    for y in 0..<size {
        let (top, bottom, down) = source(y, flip: 1, shift: view.shift.y)
        for x in 0..<size {
            let (left, right, along) = source(x, flip: view.isFlipped ? -1 : 1, shift: view.shift.x)
            for channel in 0..<3 {
                let upper = value(left, top, channel) * (1 - along) + value(right, top, channel) * along
                let lower = value(left, bottom, channel) * (1 - along) + value(right, bottom, channel) * along
                result.append((upper * (1 - down) + lower * down) * Double(view.gain) + Double(view.offset))
            }
        }
    }
    return result
}

@Suite struct PictureTests {
    @Test func bytesBecomeCentredValues() {
        let values = PictureInput.values(from: [[0, 128, 255], [64, 192, 127]], size: 1)
        #expect(values == [-2, 0, 127.0 / 64, -1, 1, -1.0 / 64])
    }

    @Test func viewWithoutChangeIsThePlainInput() {
        let pixels = noisePixels(9, seed: 3)
        let plain = PictureInput.values(from: [pixels], size: 9)
        for (value, other) in zip(augmented(pixels, size: 9, PictureAugmentation()), plain) {
            #expect(abs(value - other) < 1e-5)
        }
    }

    @Test(arguments: [(12, true), (12, false), (7, true), (96, true)])
    func viewsEqualTheSlowReference(size: Int, clean: Bool) {
        let pixels = noisePixels(size, seed: UInt64(size))
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<6 {
            let view = PictureAugmentation(clean: clean, using: &generator)
            let expected = reference(pixels, size: size, view)
            let worst =
                zip(augmented(pixels, size: size, view), expected).map { abs(Double($0) - $1) }.max() ?? .infinity
            #expect(worst < 5e-4, "\(view)")
        }
    }

    @Test func viewsStayInTheirRanges() {
        var generator = SeededGenerator(seed: 1)
        let clean = (0..<500).map { _ in PictureAugmentation(clean: true, using: &generator) }
        let scenes = (0..<500).map { _ in PictureAugmentation(clean: false, using: &generator) }
        #expect(clean.allSatisfy { (0.9...2.2).contains($0.scale) })
        #expect(clean.contains { $0.scale > 2 })
        #expect(scenes.allSatisfy { (0.88...1.08).contains($0.scale) && abs($0.shift.x) <= 0.08 + 0.8 * 0.081 })
        #expect((200...300).contains(clean.count { $0.isFlipped }))
        #expect(clean.allSatisfy { (0.85...1.15).contains($0.gain) && abs($0.offset) <= 0.2 })
    }

    @Test func sameSeedSameView() {
        var first = SeededGenerator(seed: 9)
        var second = SeededGenerator(seed: 9)
        #expect(PictureAugmentation(clean: true, using: &first) == PictureAugmentation(clean: true, using: &second))
    }

    @Test func statisticsTellDrawingsFromNoise() {
        var flat = PictureStatistics()
        var other = PictureStatistics()
        var rough = PictureStatistics()
        var generator = SeededGenerator(seed: 2)
        for seed in 0..<30 {
            flat.add([UInt8](repeating: UInt8.random(in: 80...180, using: &generator), count: 300), size: 10)
            other.add([UInt8](repeating: UInt8.random(in: 80...180, using: &generator), count: 300), size: 10)
            rough.add(noisePixels(10, seed: UInt64(seed)), size: 10)
        }
        #expect(flat.distance(to: other) < 0.6 && flat.distance(to: rough) > 3)
        #expect(flat.distance(to: rough) == rough.distance(to: flat))
        #expect(flat.distance(to: PictureStatistics()) == 0)
        #expect(abs(flat.mean(.contrast)) < 1e-6 && flat.mean(.edges) == 0 && flat.pictures == 30)
    }

    /// A white rectangle is painted, seen through random views, and must be where `place(of:)` says, to half a pixel.
    @Test func partsAreWhereTheViewShowsThem() {
        let size = 48, part = Box(x: 0.25, y: 0.375, width: 0.25, height: 0.125)
        var pixels = [UInt8](repeating: 0, count: size * size * 3)
        for y in 18..<24 { for x in 12..<24 { for c in 0..<3 { pixels[(y * size + x) * 3 + c] = 255 } } }
        var generator = SeededGenerator(seed: 12)
        for _ in 0..<40 {
            let view = PictureAugmentation(clean: true, using: &generator)
            let place = view.place(of: part), seen = augmented(pixels, size: size, view)
            for y in 0..<size {
                for x in 0..<size {
                    let (px, py) = ((Double(x) + 0.5) / Double(size), (Double(y) + 0.5) / Double(size))
                    let edge = min(
                        min(abs(px - place.x), abs(px - place.x - place.width)),
                        min(abs(py - place.y), abs(py - place.y - place.height)))
                    guard edge > 1 / Double(size) else { continue }
                    #expect((seen[(y * size + x) * 3] > 0) == place.contains(x: px, y: py))
                }
            }
        }
    }
}
