// A photo cut to samples: the padded square the model saw, averaged down to a given number of samples, with the
// padding known. Averages look at no more than 4 x 4 pixels a sample, so a large photo costs what a small one does.
import Domain
import Screen

/// Samples of the padded square, row-major.
struct Plate {
    let columns, rows: Int
    var colours: [RGB]
    /// Does the sample's centre lie in the picture (and not in the padding)?
    let inside: [Bool]

    /// - Parameter frame: the part of the padded square that is the picture, in fractions of the square.
    init(_ raster: Raster, frame: Box, columns: Int, rows: Int) {
        self.columns = columns
        self.rows = rows
        let across = Self.spans(count: columns, from: frame.x, size: frame.width, pixels: raster.width)
        let down = Self.spans(count: rows, from: frame.y, size: frame.height, pixels: raster.height)
        var colours: [RGB] = []
        var inside: [Bool] = []
        colours.reserveCapacity(columns * rows)
        inside.reserveCapacity(columns * rows)
        raster.pixels.withUnsafeBufferPointer { pixels in
            for line in down {
                for span in across {
                    inside.append(line.inside && span.inside)
                    colours.append(Self.mean(pixels, width: raster.width, line, span))
                }
            }
        }
        self.colours = colours
        self.inside = inside
    }

    /// Luminance of the samples, 0...1. The padding repeats the picture's border, as the model saw it.
    var luminance: [Float] { colours.map { $0.brightness / 255 } }

    /// The pixels a sample averages along one axis: first, step and number of taps.
    private struct Span {
        let first, step, taps: Int
        let inside: Bool
    }

    private static func spans(count: Int, from start: Double, size: Double, pixels: Int) -> [Span] {
        (0..<count).map { index in
            let left = (Double(index) / Double(count) - start) / max(size, 1e-9)
            let right = (Double(index + 1) / Double(count) - start) / max(size, 1e-9)
            let centre = (left + right) / 2
            let first = max(0, min(pixels - 1, Int((left * Double(pixels)).rounded())))
            let last = max(first, min(pixels - 1, Int((right * Double(pixels)).rounded()) - 1))
            let step = max(1, (last - first + 1) / 4)
            return Span(
                first: first, step: step, taps: (last - first) / step + 1, inside: centre >= 0 && centre < 1)
        }
    }

    private static func mean(
        _ pixels: UnsafeBufferPointer<UInt8>, width: Int, _ line: Span, _ span: Span
    ) -> RGB {
        var red = 0
        var green = 0
        var blue = 0
        for y in 0..<line.taps {
            var place = ((line.first + y * line.step) * width + span.first) * 3
            for _ in 0..<span.taps {
                red += Int(pixels[place])
                green += Int(pixels[place + 1])
                blue += Int(pixels[place + 2])
                place += 3 * span.step
            }
        }
        let taps = line.taps * span.taps
        return RGB(UInt8(red / taps), UInt8(green / taps), UInt8(blue / taps))
    }
}
