// Sixel bytes are read back by a decoder of the test's own; painted photos are looked at pixel by pixel.
import Domain
import Engraving
import Screen
import Testing

/// The picture of a sixel sequence, as a terminal reads it: percent colours, runs, `$` and `-`.
private func decoded(_ bytes: [UInt8]) throws -> Raster {
    var text = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)[...]
    func number() -> Int {
        var value = 0
        while let digit = text.first, (48...57).contains(digit.value) {
            value = value * 10 + Int(digit.value) - 48
            text.removeFirst()
        }
        return value
    }
    func numbers() -> [Int] {
        var values = [number()]
        while text.first == ";" {
            text.removeFirst()
            values.append(number())
        }
        return values
    }
    try #require(text.starts(with: "\u{1B}P0;1;0q\"".unicodeScalars))
    text = text.dropFirst(9)
    let size = numbers()
    var raster = Raster(width: size[2], height: size[3], red: 1, green: 2, blue: 3)
    var palette: [Int: [Int]] = [:]
    var (x, top, colour, run) = (0, 0, 0, 1)
    while let mark = text.popFirst(), mark != "\u{1B}" {
        switch mark {
        case "#":
            let values = numbers()
            colour = values[0]
            if values.count == 5 { palette[colour] = values[2...4].map { ($0 * 255 + 50) / 100 } }
        case "!": run = number()
        case "$": x = 0
        case "-": (x, top) = (0, top + 6)
        default:
            let value = Int(mark.value) - 0x3F
            try #require((0..<64).contains(value))
            for _ in 0..<run {
                for row in 0..<6 where value >> row & 1 == 1 && top + row < raster.height {
                    let place = ((top + row) * raster.width + x) * 3
                    for channel in 0..<3 { raster.pixels[place + channel] = UInt8(palette[colour]?[channel] ?? 0) }
                }
                x += 1
            }
            run = 1
        }
    }
    return raster
}

@Suite struct SixelTests {
    /// Colours that percent can say exactly come back exactly, whatever the size.
    @Test(arguments: [(1, 1), (7, 5), (40, 13), (200, 60)]) func whatIsEncodedIsDecoded(width: Int, height: Int) throws
    {
        var random = SeededGenerator(seed: 4)
        var raster = Raster(width: width, height: height, red: 0, green: 0, blue: 0)
        for place in raster.pixels.indices { raster.pixels[place] = UInt8(51 * random.integer(in: 0...5)) }
        #expect(try decoded(Sixel.encoded(raster)) == raster)
    }

    @Test func runsAreShort() {
        let raster = Raster(width: 1000, height: 600, red: 51, green: 102, blue: 204)
        #expect(Sixel.encoded(raster).count < 1500)
    }

    @Test func aPhotoOfManyColoursKeepsThemWithin256() throws {
        var raster = Raster(width: 160, height: 120, red: 0, green: 0, blue: 0)
        for y in 0..<120 {
            for x in 0..<160 {
                raster.pixels[(y * 160 + x) * 3] = UInt8(x * 255 / 160)
                raster.pixels[(y * 160 + x) * 3 + 1] = UInt8(y * 255 / 120)
                raster.pixels[(y * 160 + x) * 3 + 2] = UInt8((x * y) % 256)
            }
        }
        let back = try decoded(Sixel.encoded(raster))
        let errors = zip(raster.pixels, back.pixels).map { abs(Int($0) - Int($1)) }
        #expect(Double(errors.reduce(0, +)) / Double(errors.count) < 12)
        var colours: Set<[UInt8]> = []
        for pixel in 0..<160 * 120 { colours.insert(Array(back.pixels[pixel * 3..<pixel * 3 + 3])) }
        #expect(colours.count <= 256 && colours.count > 200)
    }
}

@Suite struct PaintedTests {
    private static func map(_ frame: Box) -> AttentionMap {
        AttentionMap(rows: 2, columns: 2, axis: .picture, layer: 1, frame: frame, weights: [0.9, 0.05, 0.03, 0.02])
    }
    private let map = map(.whole)
    private let photo = Raster(width: 40, height: 40, red: 200, green: 100, blue: 50)

    private func painted(_ view: MapView, _ map: AttentionMap? = nil) -> Raster {
        Engraver(inks: .plain).painted(
            view, of: photo, map: map ?? self.map, owners: nil, contrast: nil, outlineShare: 0.6)
    }

    private func pixel(_ raster: Raster, _ x: Int, _ y: Int) -> [UInt8] {
        Array(raster.pixels[(y * raster.width + x) * 3..<(y * raster.width + x) * 3 + 3])
    }

    @Test func thePhotoIsLeftAlone() { #expect(painted(.photo) == photo) }

    @Test func theSpotlightFadesWhatIsOutsideAndDrawsItsLine() {
        let lit = painted(.spotlight)
        #expect(pixel(lit, 10, 10) == [200, 100, 50])
        #expect(pixel(lit, 30, 30)[0] < 90)
        #expect(pixel(lit, 0, 10) == [254, 230, 76])
        #expect(pixel(lit, 19, 10) == [254, 230, 76])
        #expect(pixel(lit, 20, 10)[0] < 90, "the line is inside the outline")
    }

    @Test func heatHasOneColourForAPatch() {
        let heat = painted(.heat)
        #expect(pixel(heat, 5, 5) == pixel(heat, 15, 12))
        #expect(pixel(heat, 5, 5) != pixel(heat, 25, 5))
    }

    /// A wide photo lies in the middle of the square that the map is of.
    @Test func theFrameIsCounted() {
        let framed = Self.map(Box(x: 0, y: 0.25, width: 1, height: 0.5))
        let lit = Engraver(inks: .plain).painted(
            .spotlight, of: Raster(width: 40, height: 20, red: 200, green: 100, blue: 50), map: framed, owners: nil,
            contrast: nil, outlineShare: 0.6)
        #expect(pixel(lit, 10, 5) == [200, 100, 50])
        #expect(pixel(lit, 10, 15)[0] < 90)
    }

    /// The blocks of the zoom have the photo's shape and fill the screen one way.
    @Test(arguments: [GlyphRung.ascii, .spaces, .halves, .quadrants]) func blocksFillTheScreen(rung: GlyphRung) {
        let engraver = Engraver(inks: Inks(rung: rung, depth: rung == .ascii ? .mono : .truecolor))
        let square = engraver.enlarged(photo, map: map, inside: nil, inColumns: 80, inRows: 23)
        #expect(square.rows == 23 && square.columns == 46)
        let framed = Self.map(Box(x: 0, y: 0.25, width: 1, height: 0.5))
        let wide = engraver.enlarged(
            Raster(width: 40, height: 20, red: 200, green: 100, blue: 50), map: framed,
            inside: [true, false, false, false],
            inColumns: 80, inRows: 23)
        #expect(wide.columns == 80 && wide.rows == 20)
        #expect(wide[2, 2].style != wide[2, 70].style || wide[2, 2].text != wide[2, 70].text)
    }
}
