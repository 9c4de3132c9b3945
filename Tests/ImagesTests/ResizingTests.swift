// Resizing against a plain reference over all small sizes; padding; the model's input.
import Domain
import Images
import Testing

/// The mean of what [low, high) covers, or the bilinear reading at its centre when growing; one axis.
private func reference(_ values: [Double], to count: Int) -> [Double] {
    let ratio = Double(values.count) / Double(count)
    return (0..<count).map { position in
        if ratio > 1 {
            let low = Double(position) * ratio
            let high = low + ratio
            return values.indices.map { values[$0] * max(0, min(high, Double($0 + 1)) - max(low, Double($0))) }.reduce(
                0, +) / ratio
        }
        let centre = min(max((Double(position) + 0.5) * ratio - 0.5, 0), Double(values.count - 1))
        let first = Int(centre)
        let second = min(values.count - 1, first + 1)
        return values[first] + (values[second] - values[first]) * (centre - Double(first))
    }
}

@Suite struct ResizingTests {
    @Test func equalsAPlainReferenceForAllSmallSizes() {
        for width in 1...6 {
            for height in 1...5 {
                let raster = Fixture.ramps(width: width, height: height)
                for newWidth in 1...7 {
                    for newHeight in 1...7 { compare(raster, newWidth, newHeight) }
                }
            }
        }
    }

    private func compare(_ raster: Raster, _ width: Int, _ height: Int) {
        let result = resized(raster, width: width, height: height)
        for channel in 0..<3 {
            let rows = (0..<raster.height).map { y in
                reference(
                    (0..<raster.width).map { Double(raster.pixels[(y * raster.width + $0) * 3 + channel]) }, to: width)
            }
            for x in 0..<width {
                let column = reference(rows.map { $0[x] }, to: height)
                for y in 0..<height {
                    let found = Double(result.pixels[(y * width + x) * 3 + channel])
                    if abs(found - column[y]) > 0.51 {
                        Issue.record("\(raster.width)x\(raster.height) to \(width)x\(height)")
                    }
                }
            }
        }
    }

    @Test func aColourStaysItself() {
        let raster = Raster(width: 37, height: 23, red: 255, green: 128, blue: 1)
        for (width, height) in [(1, 1), (96, 96), (10, 50)] {
            #expect(
                resized(raster, width: width, height: height)
                    == Raster(width: width, height: height, red: 255, green: 128, blue: 1))
        }
    }

    @Test func paddingRepeatsTheBorderAndCentres() {
        let wide = Fixture.ramps(width: 4, height: 2)
        let (square, frame) = paddedSquare(wide)
        #expect(square.width == 4 && square.height == 4)
        #expect(frame == Box(x: 0, y: 0.25, width: 1, height: 0.5))
        let rows = (0..<4).map { Array(square.pixels[$0 * 12..<$0 * 12 + 12]) }
        #expect(rows[0] == rows[1] && rows[1] == Array(wide.pixels[..<12]))
        #expect(rows[3] == rows[2] && rows[2] == Array(wide.pixels[12...]))
        let (tall, tallFrame) = paddedSquare(Fixture.ramps(width: 1, height: 3))
        #expect(tall.width == 3 && tallFrame == Box(x: 1.0 / 3, y: 0, width: 1.0 / 3, height: 1))
        #expect(paddedSquare(Fixture.ramps(width: 3, height: 3)).frame == .whole)
    }

    @Test func theModelReadsTheSquare() {
        let raster = Fixture.ramps(width: 50, height: 31)
        let (pixels, frame) = modelInput(raster, size: 24)
        #expect(pixels == resized(paddedSquare(raster).raster, width: 24, height: 24).pixels)
        #expect(frame == paddedSquare(raster).frame)
    }
}
