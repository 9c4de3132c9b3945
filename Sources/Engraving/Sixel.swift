// Sixel (DEC STD 070, the graphics of the VT340): a palette of at most 256 colours by median cut (Heckbert 1982), six rows
// of pixels a band, one pass a colour, runs counted.
import Domain

/// Writes rasters as sixel.
package enum Sixel {
    /// The whole sequence, from DCS to ST. Terminals place its top left at the cursor.
    package static func encoded(_ raster: Raster) -> [UInt8] {
        let palette = SixelPalette(raster)
        var bytes = Array("\u{1B}P0;1;0q\"1;1;\(raster.width);\(raster.height)".utf8)
        for (number, colour) in palette.colours.enumerated() {
            bytes += Array("#\(number);2;\(percent(colour.0));\(percent(colour.1));\(percent(colour.2))".utf8)
        }
        var bits = [UInt8](repeating: 0, count: palette.colours.count * raster.width)
        for top in stride(from: 0, to: raster.height, by: 6) {
            band(raster, palette, top: top, bits: &bits, into: &bytes)
        }
        bytes += [0x1B, UInt8(ascii: "\\")]
        return bytes
    }

    private static func percent(_ value: UInt8) -> Int { (Int(value) * 100 + 127) / 255 }

    private static func band(
        _ raster: Raster, _ palette: SixelPalette, top: Int, bits: inout [UInt8], into bytes: inout [UInt8]
    ) {
        let width = raster.width
        var isPresent = [Bool](repeating: false, count: palette.colours.count)
        for y in top..<min(top + 6, raster.height) {
            let bit = UInt8(1 << (y - top))
            for x in 0..<width {
                let colour = palette.index(raster, y * width + x)
                isPresent[colour] = true
                bits[colour * width + x] |= bit
            }
        }
        for colour in isPresent.indices where isPresent[colour] {
            bytes.append(UInt8(ascii: "#"))
            bytes += Array(String(colour).utf8)
            runs(of: &bits, colour * width..<(colour + 1) * width, into: &bytes)
            bytes.append(UInt8(ascii: "$"))
        }
        bytes.append(UInt8(ascii: "-"))
    }

    /// One colour of a band, blanks at its end left out; the bits are cleared for the next band.
    private static func runs(of bits: inout [UInt8], _ range: Range<Int>, into bytes: inout [UInt8]) {
        var end = range.upperBound
        while end > range.lowerBound, bits[end - 1] == 0 { end -= 1 }
        var place = range.lowerBound
        while place < end {
            let value = bits[place]
            var next = place
            while next < end, bits[next] == value {
                bits[next] = 0
                next += 1
            }
            let glyph = value + 0x3F
            if next - place > 3 {
                bytes.append(UInt8(ascii: "!"))
                bytes += Array(String(next - place).utf8)
                bytes.append(glyph)
            } else {
                for _ in place..<next { bytes.append(glyph) }
            }
            place = next
        }
    }
}

/// The palette of a raster. Colours are told apart by the upper five bits of each channel.
struct SixelPalette {
    private(set) var colours: [(UInt8, UInt8, UInt8)] = []
    private var places: [UInt8]

    private struct Bin {
        var place: Int, count = 0, red = 0, green = 0, blue = 0

        func channel(_ number: Int) -> Int { place >> (10 - 5 * number) & 31 }
    }

    init(_ raster: Raster) {
        var bins = (0..<32_768).map { Bin(place: $0) }
        for pixel in 0..<raster.width * raster.height {
            let (red, green, blue) = (
                raster.pixels[pixel * 3], raster.pixels[pixel * 3 + 1], raster.pixels[pixel * 3 + 2]
            )
            let place = Self.place(red, green, blue)
            bins[place].count += 1
            bins[place].red += Int(red)
            bins[place].green += Int(green)
            bins[place].blue += Int(blue)
        }
        places = [UInt8](repeating: 0, count: 32_768)
        let boxes = Self.cut(bins.filter { $0.count > 0 })
        for box in boxes {
            let count = max(1, box.reduce(0) { $0 + $1.count })
            for bin in box { places[bin.place] = UInt8(colours.count) }
            colours.append(
                (
                    UInt8(box.reduce(0) { $0 + $1.red } / count), UInt8(box.reduce(0) { $0 + $1.green } / count),
                    UInt8(box.reduce(0) { $0 + $1.blue } / count)
                ))
        }
    }

    private static func place(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Int {
        Int(red >> 3) << 10 | Int(green >> 3) << 5 | Int(blue >> 3)
    }

    /// The colour of a pixel.
    func index(_ raster: Raster, _ pixel: Int) -> Int {
        Int(places[Self.place(raster.pixels[pixel * 3], raster.pixels[pixel * 3 + 1], raster.pixels[pixel * 3 + 2])])
    }

    /// At most 256 boxes: the one with the most pixels times its longest side is halved at its median pixel, again and
    /// again.
    private static func cut(_ bins: [Bin]) -> [[Bin]] {
        guard !bins.isEmpty else { return [] }
        var boxes = [bins]
        var weights = [weight(of: bins)]
        while boxes.count < 256, let widest = weights.indices.max(by: { weights[$0].value < weights[$1].value }),
            weights[widest].value > 0
        {
            let (low, high) = halves(boxes[widest], along: weights[widest].channel)
            boxes[widest] = low
            weights[widest] = weight(of: low)
            boxes.append(high)
            weights.append(weight(of: high))
        }
        return boxes
    }

    private static func weight(of box: [Bin]) -> (value: Int, channel: Int) {
        let count = box.reduce(0) { $0 + $1.count }
        let spans = (0..<3).map { channel -> Int in
            let values = box.map { $0.channel(channel) }
            return (values.max() ?? 0) - (values.min() ?? 0)
        }
        let widest = (0..<3).max { spans[$0] < spans[$1] } ?? 0
        return (spans[widest] * count, widest)
    }

    private static func halves(_ box: [Bin], along channel: Int) -> ([Bin], [Bin]) {
        let sorted = box.sorted { ($0.channel(channel), $0.place) < ($1.channel(channel), $1.place) }
        let half = sorted.reduce(0) { $0 + $1.count } / 2
        var seen = 0
        var split = 0
        while split < sorted.count - 1, split == 0 || seen + sorted[split].count / 2 < half {
            seen += sorted[split].count
            split += 1
        }
        return (Array(sorted[..<split]), Array(sorted[split...]))
    }
}
