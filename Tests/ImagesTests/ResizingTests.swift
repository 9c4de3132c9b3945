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

/// The square as it would lie in memory: the picture centred, its border repeated.
private func paddedSquare(_ raster: Raster) -> Raster {
    let side = max(raster.width, raster.height)
    let left = (side - raster.width) / 2, top = (side - raster.height) / 2
    var square = Raster(width: side, height: side, red: 0, green: 0, blue: 0)
    for y in 0..<side {
        for x in 0..<side {
            let row = min(max(y - top, 0), raster.height - 1), column = min(max(x - left, 0), raster.width - 1)
            for channel in 0..<3 {
                square.pixels[(y * side + x) * 3 + channel] = raster.pixels[(row * raster.width + column) * 3 + channel]
            }
        }
    }
    return square
}

/// Part of a square picture.
private func cropped(_ square: Raster, x: Int, y: Int, part: Int) -> Raster {
    var pixels: [UInt8] = []
    for row in y..<y + part {
        let start = (row * square.width + x) * 3
        pixels += square.pixels[start..<start + part * 3]
    }
    return Raster(width: part, height: part, pixels: pixels)
}

private func largest(_ a: [UInt8], _ b: [UInt8]) -> Int {
    a.count == b.count ? zip(a, b).map { abs(Int($0) - Int($1)) }.max() ?? 0 : 256
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

    @Test func theSquareRepeatsTheBorderAndCentres() {
        let wide = Fixture.ramps(width: 4, height: 2)
        let (square, frame) = modelInput(wide, size: 4)
        #expect(frame == Box(x: 0, y: 0.25, width: 1, height: 0.5))
        let rows = (0..<4).map { Array(square[$0 * 12..<$0 * 12 + 12]) }
        #expect(rows[0] == rows[1] && rows[1] == Array(wide.pixels[..<12]))
        #expect(rows[3] == rows[2] && rows[2] == Array(wide.pixels[12...]))
        let tall = frameInSquare(width: 1, height: 3)
        #expect(tall == Box(x: 1.0 / 3, y: 0, width: 1.0 / 3, height: 1))
        #expect(frameInSquare(width: 3, height: 3) == .whole)
    }

    /// To the last bit what a square in memory gives, for pictures of all small sizes.
    @Test func theModelReadsTheSquare() {
        for width in 1...11 {
            for height in 1...11 where max(width, height) <= 8 * min(width, height) {
                let raster = Fixture.ramps(width: width, height: height)
                for size in [1, 2, 3, 5, 7, 8, 11, 13, 24] {
                    let expected = resized(paddedSquare(raster), width: size, height: size).pixels
                    #expect(modelInput(raster, size: size).pixels == expected, "\(width)x\(height) to \(size)")
                }
            }
        }
    }

    /// Thinner than that, the repeated border is weighed at once: the same but for the last digit of a sum.
    @Test func thinPicturesAreReadAsTheirSquareToo() {
        for (width, height) in [(9, 1), (1, 9), (40, 3), (3, 40), (97, 2), (2, 97), (301, 1), (1, 301), (331, 40), (40, 331)] {
            let raster = Fixture.ramps(width: width, height: height)
            let square = paddedSquare(raster)
            for size in [1, 4, 7, 24, 97] {
                let expected = resized(square, width: size, height: size).pixels
                #expect(largest(modelInput(raster, size: size).pixels, expected) <= 1, "\(width)x\(height) to \(size)")
            }
        }
    }

    @Test func aWindowIsThatPartOfTheSquare() {
        for (width, height) in [(12, 9), (9, 12), (12, 12), (31, 3), (3, 31), (40, 2)] {
            let raster = Fixture.ramps(width: width, height: height)
            let square = paddedSquare(raster), side = square.width
            for part in [1, 2, side / 3, side - 1] {
                for (x, y) in [(0, 0), (side - part, 0), (0, side - part), (side - part, side - part), ((side - part) / 2, 1)]
                where y + part <= side {
                    let expected = resized(cropped(square, x: x, y: y, part: part), width: 6, height: 6).pixels
                    let found = squareWindow(of: raster, x: x, y: y, part: part, size: 6)
                    #expect(largest(found, expected) <= 1, "\(part) of \(width)x\(height) at \(x), \(y)")
                }
            }
        }
    }

    /// The squares around these would take 750 GB, 120 GB, 12 GB and 6 TB.
    @Test(arguments: [(500_000, 1), (1, 200_000), (65_000, 1), (1_000_000, 2)])
    func aThinPictureTakesWhatItsPixelsTake(width: Int, height: Int) {
        var raster = Raster(width: width, height: height, red: 10, green: 20, blue: 30)
        for index in raster.pixels.indices.suffix(raster.pixels.count / 2) where index % 3 == 0 { raster.pixels[index] = 210 }
        let (pixels, frame) = modelInput(raster, size: 96)
        #expect(pixels.count == 96 * 96 * 3 && max(frame.width, frame.height) == 1)
        #expect(stride(from: 0, to: pixels.count, by: 3).allSatisfy { place in
            (10...210).contains(pixels[place]) && pixels[place + 1] == 20 && pixels[place + 2] == 30
        })
        #expect(resized(raster, width: 32, height: 32).pixels.count == 32 * 32 * 3)
        #expect(squareWindow(of: raster, x: 0, y: 0, part: max(width, height) / 3, size: 48).count == 48 * 48 * 3)
    }
}
