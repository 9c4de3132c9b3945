// How like its photo a drawing is: the drawing is printed with the glyph masks, brought to the photo's brightness and
// contrast (no terminal prints a photo's greys), and compared by structural similarity (Wang, Bovik, Sheikh and
// Simoncelli 2004: 11 x 11 Gaussian window of sigma 1.5, K1 0.01, K2 0.03). The tests and the benchmark use it.
import Domain
import Screen

/// The measure behind "at least 1.15 times chafa's".
package enum Likeness {
    /// Structural similarity of ASCII lines to a photo, at most 1, at 4 x 8 samples a cell. Lines are cut or filled
    /// to `columns`; characters outside printable ASCII count as blanks.
    package static func ofLines(_ lines: [String], columns: Int, rows: Int, to raster: Raster, frame: Box = .whole)
        -> Double
    {
        let width = columns * GlyphMatcher.columns
        let height = rows * GlyphMatcher.rows
        let photo = Plate(raster, frame: frame, columns: width, rows: height).luminance.map(Double.init)
        let print = fitted(printed(lines, columns: columns, rows: rows), to: photo)
        return similarity(photo, print, width: width, height: height)
    }

    /// The plain ramp of brightness that the engraver does not use, for comparison.
    package static func plainRamp(_ raster: Raster, columns: Int, rows: Int, frame: Box = .whole) -> [String] {
        let ramp = Array(" .:-=+*#%@")
        let light = Plate(raster, frame: frame, columns: columns, rows: rows).luminance
        return (0..<rows).map { row in
            String((0..<columns).map { ramp[min(9, Int(light[row * columns + $0] * 10))] })
        }
    }

    /// The ink of lines of text.
    private static func printed(_ lines: [String], columns: Int, rows: Int) -> [Double] {
        let width = columns * GlyphMatcher.columns
        var ink = [Double](repeating: 0, count: width * rows * GlyphMatcher.rows)
        for (row, line) in lines.prefix(rows).enumerated() {
            for (column, character) in line.prefix(columns).enumerated() {
                guard let code = character.asciiValue, code > 32, code < 127 else { continue }
                let mask = GlyphMatcher.mask(GlyphMasks.hexadecimal[Int(code) - 32])
                for (part, value) in mask.enumerated() {
                    let y = row * GlyphMatcher.rows + part / GlyphMatcher.columns
                    ink[y * width + column * GlyphMatcher.columns + part % GlyphMatcher.columns] = Double(value)
                }
            }
        }
        return ink
    }

    /// The values moved and scaled to another's mean and deviation.
    private static func fitted(_ values: [Double], to wanted: [Double]) -> [Double] {
        let (mean, deviation) = moments(values)
        let (wantedMean, wantedDeviation) = moments(wanted)
        let scale = deviation > 0 ? wantedDeviation / deviation : 0
        return values.map { wantedMean + ($0 - mean) * scale }
    }

    private static func moments(_ values: [Double]) -> (mean: Double, deviation: Double) {
        let mean = values.reduce(0, +) / Double(values.count)
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
        return (mean, variance.squareRoot())
    }

    /// Mean structural similarity of two pictures with values around 0...1.
    static func similarity(_ left: [Double], _ right: [Double], width: Int, height: Int) -> Double {
        func blur(_ values: [Double]) -> [Double] { gaussian(values, width: width, height: height) }
        let leftMean = blur(left)
        let rightMean = blur(right)
        let leftSquare = blur(left.map { $0 * $0 })
        let rightSquare = blur(right.map { $0 * $0 })
        let product = blur(zip(left, right).map { $0 * $1 })
        var sum = 0.0
        for place in left.indices {
            let m = leftMean[place]
            let n = rightMean[place]
            let variances = leftSquare[place] - m * m + rightSquare[place] - n * n
            let covariance = product[place] - m * n
            sum += (2 * m * n + 0.0001) * (2 * covariance + 0.0009) / ((m * m + n * n + 0.0001) * (variances + 0.0009))
        }
        return sum / Double(left.count)
    }

    /// A Gaussian of sigma 1.5 over 11 samples each way, edges held.
    private static func gaussian(_ values: [Double], width: Int, height: Int) -> [Double] {
        let kernel = [
            0.00102838, 0.00759876, 0.03600077, 0.10936069, 0.21300554, 0.26601172, 0.21300554, 0.10936069, 0.03600077,
            0.00759876, 0.00102838,
        ]
        var across = values
        var down = values
        for place in values.indices {
            let x = place % width
            let start = place - x
            across[place] = kernel.indices.reduce(0) {
                $0 + kernel[$1] * values[start + max(0, min(width - 1, x + $1 - 5))]
            }
        }
        for place in values.indices {
            let x = place % width
            let y = place / width
            down[place] = kernel.indices.reduce(0) {
                $0 + kernel[$1] * across[max(0, min(height - 1, y + $1 - 5)) * width + x]
            }
        }
        return down
    }
}
