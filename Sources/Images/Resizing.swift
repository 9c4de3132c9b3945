// One resize for the model, the screen and the drawings: each output pixel is the mean of the area it covers when
// shrinking, and a bilinear reading between pixel centres when growing; per axis, so mixed cases work.
import Domain

/// For each output position the first input position and the weights of the inputs from there on (sum 1).
private struct AxisWeights {
    var first: [Int] = []
    var weights: [[Float]] = []

    init(from input: Int, to output: Int) {
        let ratio = Double(input) / Double(output)
        for position in 0..<output {
            let (start, parts) =
                ratio > 1
                ? Self.area(Double(position) * ratio, Double(position + 1) * ratio, input)
                : Self.bilinear((Double(position) + 0.5) * ratio - 0.5, input)
            first.append(start)
            weights.append(parts)
        }
    }

    private static func area(_ low: Double, _ high: Double, _ count: Int) -> (Int, [Float]) {
        let start = min(count - 1, Int(low))
        let end = min(count, max(start + 1, Int(high.rounded(.up))))
        let parts = (start..<end).map { min(high, Double($0 + 1)) - max(low, Double($0)) }
        let total = parts.reduce(0, +)
        return (start, parts.map { Float($0 / total) })
    }

    private static func bilinear(_ centre: Double, _ count: Int) -> (Int, [Float]) {
        let held = min(max(centre, 0), Double(count - 1))
        let start = min(Int(held), max(0, count - 2))
        let along = Float(held - Double(start))
        return count == 1 ? (0, [1]) : (start, [1 - along, along])
    }
}

/// The picture at another size (pixels, at least 1x1): area mean for shrinking, bilinear for growing.
package func resized(_ raster: Raster, width: Int, height: Int) -> Raster {
    precondition(width > 0 && height > 0, "a size of \(width)x\(height)")
    if width == raster.width, height == raster.height { return raster }
    let columns = AxisWeights(from: raster.width, to: width)
    let rows = AxisWeights(from: raster.height, to: height)
    var line = [Float](repeating: 0, count: raster.width * 3)
    let pixels = [UInt8](unsafeUninitializedCapacity: width * height * 3) { output, filled in
        raster.pixels.withUnsafeBufferPointer { input in
            line.withUnsafeMutableBufferPointer { line in
                for y in 0..<height {
                    gatherRows(input, rows.first[y], rows.weights[y], into: line)
                    let target = UnsafeMutableBufferPointer(rebasing: output[y * width * 3..<(y + 1) * width * 3])
                    gatherColumns(line, columns, into: target)
                }
            }
        }
        filled = width * height * 3
    }
    return Raster(width: width, height: height, pixels: pixels)
}

/// A weighted sum of whole rows: one long loop over a row at a time, which the compiler turns into vectors.
private func gatherRows(
    _ input: UnsafeBufferPointer<UInt8>, _ first: Int, _ weights: [Float], into line: UnsafeMutableBufferPointer<Float>
) {
    let count = line.count
    for (offset, weight) in weights.enumerated() {
        let row = UnsafeBufferPointer(rebasing: input[(first + offset) * count..<(first + offset + 1) * count])
        if offset == 0 {
            for index in 0..<count { line[index] = weight * Float(row[index]) }
        } else {
            for index in 0..<count { line[index] += weight * Float(row[index]) }
        }
    }
}

private func gatherColumns(
    _ line: UnsafeMutableBufferPointer<Float>, _ columns: AxisWeights, into target: UnsafeMutableBufferPointer<UInt8>
) {
    for x in columns.first.indices {
        var red: Float = 0.5
        var green: Float = 0.5
        var blue: Float = 0.5
        var place = columns.first[x] * 3
        for weight in columns.weights[x] {
            red += weight * line[place]
            green += weight * line[place + 1]
            blue += weight * line[place + 2]
            place += 3
        }
        target[x * 3] = UInt8(min(255, red))
        target[x * 3 + 1] = UInt8(min(255, green))
        target[x * 3 + 2] = UInt8(min(255, blue))
    }
}

/// The picture centred in a square whose margins repeat its border; `frame` is the picture's part of the square.
package func paddedSquare(_ raster: Raster) -> (raster: Raster, frame: Box) {
    let side = max(raster.width, raster.height)
    guard raster.width != raster.height else { return (raster, .whole) }
    let left = (side - raster.width) / 2
    let top = (side - raster.height) / 2
    let pixels = [UInt8](unsafeUninitializedCapacity: side * side * 3) { output, filled in
        raster.pixels.withUnsafeBufferPointer { input in
            for y in 0..<side {
                let row = min(max(y - top, 0), raster.height - 1) * raster.width
                for x in 0..<side {
                    let from = (row + min(max(x - left, 0), raster.width - 1)) * 3
                    let to = (y * side + x) * 3
                    output[to] = input[from]
                    output[to + 1] = input[from + 1]
                    output[to + 2] = input[from + 2]
                }
            }
        }
        filled = side * side * 3
    }
    let unit = 1 / Double(side)
    let frame = Box(
        x: Double(left) * unit, y: Double(top) * unit,
        width: Double(raster.width) * unit, height: Double(raster.height) * unit)
    return (Raster(width: side, height: side, pixels: pixels), frame)
}

/// What the model reads of a picture: padded to a square, resized to `size` pixels a side, `size * size * 3` bytes.
package func modelInput(_ raster: Raster, size: Int) -> (pixels: [UInt8], frame: Box) {
    let (square, frame) = paddedSquare(raster)
    return (resized(square, width: size, height: size).pixels, frame)
}
