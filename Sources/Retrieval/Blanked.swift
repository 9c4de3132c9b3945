// Blanking patches of the model's input: the only way a part of a photo is taken away, for the measured faithfulness and
// for a knock-out on the screen alike.

/// The model's input with some patches filled by the mean colour of the picture's border.
/// - Parameters:
///   - pixels: `side * side * 3` bytes.
///   - shape: one per patch, row-major.
///   - columns: patches along a side.
func blanked(_ pixels: [UInt8], at shape: [Bool], side: Int, columns: Int) -> [UInt8] {
    let ink = borderMean(pixels, side: side)
    let patch = side / columns
    var result = pixels
    for y in 0..<side {
        for x in 0..<side where shape[y / patch * columns + x / patch] {
            for channel in 0..<3 { result[(y * side + x) * 3 + channel] = ink[channel] }
        }
    }
    return result
}

private func borderMean(_ pixels: [UInt8], side: Int) -> [UInt8] {
    var sums = [0, 0, 0]
    for step in 0..<side {
        for place in [step, (side - 1) * side + step, step * side, step * side + side - 1] {
            for channel in 0..<3 { sums[channel] += Int(pixels[place * 3 + channel]) }
        }
    }
    return sums.map { UInt8($0 / (4 * side)) }
}
