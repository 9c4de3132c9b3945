// The light of a photo made fit for glyphs: the range of the photo stretched to the range of ink, then local contrast
// raised by an unsharp mask, since glyphs have too few greys for a whole photo. The blur is three running means, which
// is a Gaussian for the eye.

/// Values to match glyphs against.
struct UnsharpMask {
    /// How much of its distance from the neighbourhood's mean each sample is moved away from it.
    static let gain: Float = 2
    /// The part of the tone that is left in the faint form.
    static let faintTone: Float = 0.3
    /// Half widths of the running means in samples: together a Gaussian whose two sigma are 1.5 cells of 4 samples.
    private static let halves = [3, 3, 2]

    let columns, rows: Int

    /// `columns * rows` values around 0...1 from light 0...1; samples that are not `inside` count for nothing in the
    /// range. `full` is for glyphs of every weight; in `faint` tone is held back and edges stay, so that smooth areas
    /// leave the paper blank.
    func applied(to light: [Float], inside: [Bool]) -> (full: [Float], faint: [Float]) {
        let stretched = Self.stretched(light, inside: inside)
        var blurred = stretched
        for half in Self.halves {
            blurred = Self.meansAlongRows(blurred, columns: columns, rows: rows, half: half)
            blurred = Self.meansAlongColumns(blurred, columns: columns, rows: rows, half: half)
        }
        let full = stretched.indices.map { place in
            max(-0.5, min(1.5, stretched[place] + Self.gain * (stretched[place] - blurred[place])))
        }
        let faint = stretched.indices.map { max(0, full[$0] - (1 - Self.faintTone) * stretched[$0]) }
        return (full, faint)
    }

    /// The 2nd to the 98th hundredth of the light becomes 0...1.
    static func stretched(_ light: [Float], inside: [Bool]) -> [Float] {
        var counts = [Int](repeating: 0, count: 256)
        var total = 0
        for place in light.indices where inside[place] {
            counts[Int(max(0, min(255, light[place] * 255)))] += 1
            total += 1
        }
        let low = Self.value(at: total / 50, in: counts)
        let high = Self.value(at: total - 1 - total / 50, in: counts)
        let scale = 1 / max(high - low, 1.0 / 16)
        return light.map { max(0, min(1, ($0 - low) * scale)) }
    }

    private static func value(at rank: Int, in counts: [Int]) -> Float {
        var seen = 0
        for (level, count) in counts.enumerated() {
            seen += count
            if seen > rank { return Float(level) / 255 }
        }
        return 1
    }

    private static func meansAlongRows(_ values: [Float], columns: Int, rows: Int, half: Int) -> [Float] {
        var result = values
        let share = 1 / Float(2 * half + 1)
        for row in 0..<rows {
            let start = row * columns
            var sum: Float = 0
            for place in -half...half { sum += values[start + max(0, min(columns - 1, place))] }
            for place in 0..<columns {
                result[start + place] = sum * share
                sum += values[start + min(columns - 1, place + half + 1)] - values[start + max(0, place - half)]
            }
        }
        return result
    }

    /// All columns at once, a row at a time, so that memory is read in order.
    private static func meansAlongColumns(_ values: [Float], columns: Int, rows: Int, half: Int) -> [Float] {
        var result = values
        let share = 1 / Float(2 * half + 1)
        var sums = [Float](repeating: 0, count: columns)
        for place in -half...half {
            let start = max(0, min(rows - 1, place)) * columns
            for column in 0..<columns { sums[column] += values[start + column] }
        }
        for row in 0..<rows {
            let next = min(rows - 1, row + half + 1) * columns
            let last = max(0, row - half) * columns
            for column in 0..<columns {
                result[row * columns + column] = sums[column] * share
                sums[column] += values[next + column] - values[last + column]
            }
        }
        return result
    }
}
