// A view of a map painted on the photo pixel by pixel, for terminals that draw pixels. The levels, the colours and the
// faintness are those of the cells; a patch is a rectangle with hard edges, never smoothed.
import Domain
import Screen

/// A photo of its final size with a view of its map on it.
package struct PaintedPhoto {
    private let map: AttentionMap
    private let background: RGB
    private var raster: Raster
    /// The patch column of each pixel column, the patch row of each pixel row.
    private let across, down: [Int]

    private init(_ raster: Raster, map: AttentionMap, background: RGB) {
        self.map = map
        self.background = background
        self.raster = raster
        across = Self.patches(raster.width, from: map.frame.x, size: map.frame.width, count: map.columns)
        down = Self.patches(raster.height, from: map.frame.y, size: map.frame.height, count: map.rows)
    }

    /// - Parameters:
    ///   - inside: the patches of the outline that is drawn as a line; nil draws none.
    ///   - paint: the colour a patch's pixels move towards and by how much (0...1); nil leaves them.
    package static func raster(
        _ raster: Raster, map: AttentionMap, background: RGB, inside: [Bool]?, paint: (Int) -> (RGB, Float)?
    ) -> Raster {
        var photo = PaintedPhoto(raster, map: map, background: background)
        photo.fill((0..<map.patchCount).map(paint))
        if let inside { photo.line(around: inside) }
        return photo.raster
    }

    private static func patches(_ pixels: Int, from start: Double, size: Double, count: Int) -> [Int] {
        (0..<pixels).map { pixel in
            let place = start + (Double(pixel) + 0.5) / Double(pixels) * size
            return max(0, min(count - 1, Int(place * Double(count))))
        }
    }

    private mutating func fill(_ paints: [(RGB, Float)?]) {
        let (width, height) = (raster.width, raster.height)
        let mixes = paints.map { paint -> (Int, Int, Int, Int) in
            guard let (colour, share) = paint else { return (0, 0, 0, 256) }
            let part = Int((share * 256).rounded())
            return (Int(colour.red) * part, Int(colour.green) * part, Int(colour.blue) * part, 256 - part)
        }
        raster.pixels.withUnsafeMutableBufferPointer { pixels in
            for y in 0..<height {
                let first = down[y] * map.columns
                for x in 0..<width {
                    let mix = mixes[first + across[x]]
                    if mix.3 == 256 { continue }
                    let place = (y * width + x) * 3
                    pixels[place] = UInt8((Int(pixels[place]) * mix.3 + mix.0) >> 8)
                    pixels[place + 1] = UInt8((Int(pixels[place + 1]) * mix.3 + mix.1) >> 8)
                    pixels[place + 2] = UInt8((Int(pixels[place + 2]) * mix.3 + mix.2) >> 8)
                }
            }
        }
    }

    /// A line along the outline, on its inner side.
    private mutating func line(around inside: [Bool]) {
        let thickness = max(1, min(raster.width, raster.height) / 240)
        let ink = background.brightness > 127 ? RGB(18, 42, 100) : RGB(254, 230, 76)
        func isInside(_ row: Int, _ column: Int) -> Bool {
            row >= 0 && column >= 0 && row < map.rows && column < map.columns && inside[row * map.columns + column]
        }
        for row in 0..<map.rows {
            for column in 0..<map.columns where isInside(row, column) {
                guard let left = across.firstIndex(of: column), let right = across.lastIndex(of: column),
                    let top = down.firstIndex(of: row), let bottom = down.lastIndex(of: row)
                else { continue }
                if !isInside(row - 1, column) { draw(ink, left...right, top...min(bottom, top + thickness - 1)) }
                if !isInside(row + 1, column) { draw(ink, left...right, max(top, bottom - thickness + 1)...bottom) }
                if !isInside(row, column - 1) { draw(ink, left...min(right, left + thickness - 1), top...bottom) }
                if !isInside(row, column + 1) { draw(ink, max(left, right - thickness + 1)...right, top...bottom) }
            }
        }
    }

    private mutating func draw(_ ink: RGB, _ columns: ClosedRange<Int>, _ rows: ClosedRange<Int>) {
        for y in rows {
            for x in columns {
                let place = (y * raster.width + x) * 3
                (raster.pixels[place], raster.pixels[place + 1], raster.pixels[place + 2]) = (
                    ink.red, ink.green, ink.blue
                )
            }
        }
    }
}

extension Engraver {
    /// A view of a map on a photo that has its final size in pixels.
    package func painted(
        _ view: MapView, of raster: Raster, map: AttentionMap, owners: OwnerMap?, contrast: ContrastMap?,
        outlineShare: Float
    ) -> Raster {
        let inside = map.outline(holding: outlineShare).inside
        // In full colour whatever the cells are drawn with.
        let full = Inks(rung: .halves, depth: .truecolor, background: inks.background)
        func paint(_ patch: Int) -> (RGB, Float)? {
            if view == .photo { return nil }
            if let contrast { return Self.paint(contrast.level(patch), full) }
            switch view {
            case .spotlight: return inside[patch] ? nil : (inks.background, Self.faint)
            case .owners:
                guard let owner = owners?.owners[patch].instance,
                    let colour = OwnerMap.colour(of: owner, inks: full)?.look
                else { return (inks.background, 0.5) }
                return (colour, 0.45)
            default: return Self.paint(map.level(patch), full)
            }
        }
        let hasLine = view != .photo && view != .owners && contrast == nil
        return PaintedPhoto.raster(
            raster, map: map, background: inks.background, inside: hasLine ? inside : nil, paint: paint)
    }

    /// A level's colour, or a signed level's; what is nothing fades.
    private static func paint(_ level: Int, _ inks: Inks) -> (RGB, Float) {
        if level < 0 { return (RGB(30, 70, UInt8(80 + 35 * -level)), 0.6) }
        guard let colour = AttentionScale.colour(ofLevel: level, inks: inks)?.look else {
            return (inks.background, 0.5)
        }
        return (colour, 0.6)
    }
}
