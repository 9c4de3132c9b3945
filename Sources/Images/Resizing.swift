// One resize for the model, the screen and the drawings: each output pixel is the mean of the area it covers when
// shrinking, and a bilinear reading between pixel centres when growing; per axis, so mixed cases work. A square around a
// picture, its border repeated to both sides, is read as if it were there and never made: around a thin picture it would
// be a thousand times larger than the picture.
import Domain

/// Which part of the picture each output position reads, along one axis: the first input position and the weights of the
/// inputs from there on (sum 1).
private struct AxisWeights {
    private(set) var first: [Int] = []
    /// The weights of all output positions, one after the other, and where each one's begin; one entry more, for the end.
    private(set) var all: [Float] = []
    private(set) var starts = [0]

    private init() {}

    init(from input: Int, to output: Int) {
        let ratio = Double(input) / Double(output)
        for position in 0..<output {
            let (start, parts) =
                ratio > 1
                ? Self.area(Double(position) * ratio, Double(position + 1) * ratio, input)
                : Self.bilinear((Double(position) + 0.5) * ratio - 0.5, input)
            append(parts, from: start)
        }
    }

    private mutating func append(_ parts: [Float], from start: Int) {
        first.append(start)
        all += parts
        starts.append(all.count)
    }

    subscript(position: Int) -> ArraySlice<Float> { all[starts[position]..<starts[position + 1]] }

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

    /// The same of an axis in which a picture of `count` positions begins at `offset` and its ends are repeated: the
    /// weights of what repeats an end are that end's.
    func folded(onto count: Int, at offset: Int) -> AxisWeights {
        var result = AxisWeights()
        for position in first.indices {
            let weights = self[position]
            let place = { (number: Int) in min(max(first[position] + number - offset, 0), count - 1) }
            let start = place(0)
            var parts = [Double](repeating: 0, count: place(weights.count - 1) - start + 1)
            for (number, weight) in weights.enumerated() { parts[place(number) - start] += Double(weight) }
            result.append(parts.map(Float.init), from: start)
        }
        return result
    }
}

/// One axis of what is read: of the picture alone, or of a longer one in which it lies with its ends repeated.
private struct Axis {
    var weights: AxisWeights
    /// Positions of the picture; where it begins; positions of all.
    let count, offset, length: Int

    /// A window of `length` positions in which a picture of `count` begins at `offset` (less than 0 where the window begins
    /// inside it).
    init(_ count: Int, at offset: Int, in length: Int, to output: Int) {
        let all = AxisWeights(from: length, to: output)
        // Repeating an end a few times is cheap, and gives to the last bit what the square itself would give.
        guard length > count * Self.longest else {
            (weights, self.count, self.offset, self.length) = (all, count, offset, length)
            return
        }
        (weights, self.count, self.offset, self.length) = (all.folded(onto: count, at: offset), count, 0, count)
    }

    init(_ count: Int, to output: Int) { self.init(count, at: 0, in: count, to: output) }

    /// A window longer than so many pictures is folded onto the picture.
    private static let longest = 8

    /// The position of the picture that stands at a position of the window.
    func place(_ position: Int) -> Int { min(max(position - offset, 0), count - 1) }

    /// Does an output position read the same as the one before it?
    func repeats(_ output: Int) -> Bool {
        output > 0 && weights.first[output] == weights.first[output - 1] && weights[output] == weights[output - 1]
    }
}

/// The picture at another size (pixels, at least 1x1): area mean for shrinking, bilinear for growing.
package func resized(_ raster: Raster, width: Int, height: Int) -> Raster {
    precondition(width > 0 && height > 0, "a size of \(width)x\(height)")
    if width == raster.width, height == raster.height { return raster }
    let pixels = resampled(raster, columns: Axis(raster.width, to: width), rows: Axis(raster.height, to: height))
    return Raster(width: width, height: height, pixels: pixels)
}

private func resampled(_ raster: Raster, columns: Axis, rows: Axis) -> [UInt8] {
    let width = columns.weights.first.count, height = rows.weights.first.count
    var line = [Float](repeating: 0, count: columns.length * 3)
    return [UInt8](unsafeUninitializedCapacity: width * height * 3) { output, filled in
        raster.pixels.withUnsafeBufferPointer { input in
            line.withUnsafeMutableBufferPointer { line in
                for y in 0..<height {
                    let target = UnsafeMutableBufferPointer(rebasing: output[y * width * 3..<(y + 1) * width * 3])
                    if rows.repeats(y) {
                        _ = target.update(fromContentsOf: output[(y - 1) * width * 3..<y * width * 3])
                        continue
                    }
                    gatherRows(input, rows, at: y, columns, into: line)
                    gatherColumns(line, columns.weights, into: target)
                }
            }
        }
        filled = width * height * 3
    }
}

/// A weighted sum of whole rows: one long loop over a row at a time, which the compiler turns into vectors. The ends of the
/// line are then repeated to both sides.
private func gatherRows(
    _ input: UnsafeBufferPointer<UInt8>, _ rows: Axis, at y: Int, _ columns: Axis,
    into line: UnsafeMutableBufferPointer<Float>
) {
    let low = columns.place(0), high = columns.place(columns.length - 1) + 1
    let start = min(max(0, columns.offset), columns.length - 1) * 3, count = (high - low) * 3
    let part = UnsafeMutableBufferPointer(rebasing: line[start..<start + count])
    for (number, weight) in rows.weights[y].enumerated() {
        let from = (rows.place(rows.weights.first[y] + number) * columns.count + low) * 3
        let row = UnsafeBufferPointer(rebasing: input[from..<from + count])
        if number == 0 {
            for index in 0..<count { part[index] = weight * Float(row[index]) }
        } else {
            for index in 0..<count { part[index] += weight * Float(row[index]) }
        }
    }
    for index in 0..<start { line[index] = part[index % 3] }
    for index in start + count..<line.count { line[index] = part[count - 3 + index % 3] }
}

private func gatherColumns(
    _ line: UnsafeMutableBufferPointer<Float>, _ columns: AxisWeights, into target: UnsafeMutableBufferPointer<UInt8>
) {
    columns.all.withUnsafeBufferPointer { weights in
        for x in columns.first.indices {
            var red: Float = 0.5
            var green: Float = 0.5
            var blue: Float = 0.5
            var place = columns.first[x] * 3
            for weight in weights[columns.starts[x]..<columns.starts[x + 1]] {
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
}

/// Where a picture lies in the square around it, in fractions of the square.
package func frameInSquare(width: Int, height: Int) -> Box {
    let side = max(width, height)
    let unit = 1 / Double(side)
    return Box(
        x: Double((side - width) / 2) * unit, y: Double((side - height) / 2) * unit,
        width: Double(width) * unit, height: Double(height) * unit)
}

/// A square window of the square in which a picture is centred, its border repeated, at another size.
/// - Parameters:
///   - x, y, part: the window in pixels of the square, inside it.
///   - size: side of the result in pixels.
/// - Returns: `size * size * 3` bytes.
package func squareWindow(of raster: Raster, x: Int, y: Int, part: Int, size: Int) -> [UInt8] {
    let side = max(raster.width, raster.height)
    precondition(
        x >= 0 && y >= 0 && part > 0 && x + part <= side && y + part <= side && size > 0,
        "a window of \(part) at \(x), \(y) in a square of \(side)")
    return resampled(
        raster, columns: Axis(raster.width, at: (side - raster.width) / 2 - x, in: part, to: size),
        rows: Axis(raster.height, at: (side - raster.height) / 2 - y, in: part, to: size))
}

/// What the model reads of a picture: the square in which it is centred, its border repeated, at `size` pixels a side,
/// `size * size * 3` bytes; and where in that square the picture is.
package func modelInput(_ raster: Raster, size: Int) -> (pixels: [UInt8], frame: Box) {
    let side = max(raster.width, raster.height)
    return (
        squareWindow(of: raster, x: 0, y: 0, part: side, size: size),
        frameInSquare(width: raster.width, height: raster.height)
    )
}
