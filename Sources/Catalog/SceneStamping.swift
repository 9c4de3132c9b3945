// The composer's inner loop: a cut-out read at another size and turned, straight into the scene, in one pass and without
// an intermediate picture. Colours travel as two packed pairs of bytes, positions as 16.16 fixed point.
import Domain
import Images

/// A scene being composed: RGB pixels, and per pixel the number of the product that owns it (0: nobody).
struct SceneSurface {
    let side: Int
    /// `side * side * 3` bytes.
    let pixels: UnsafeMutablePointer<UInt8>
    /// `side * side` bytes.
    let owners: UnsafeMutablePointer<UInt8>

    /// Opacity from which a pixel counts as a product's.
    static let solid: UInt32 = 100

    /// Draws a cut-out and marks its pixels.
    /// - Parameter light: factor on its colours.
    /// - Returns: how many solid pixels it has, those outside the scene included.
    func draw(_ cutOut: CutOutPixels, _ placement: Placement, bounds: Edges, light: Double, owner: UInt8) -> Int {
        let factor = UInt32(light * 256)
        var count = 0
        readings(of: cutOut.level(for: placement, coarser: 0), placement, bounds, everywhere: true) { x, y, colour in
            let alpha = colour >> 24
            if alpha > Self.solid { count += 1 }
            guard x >= 0, y >= 0, x < side, y < side else { return }
            let place = y * side + x
            let target = pixels + place * 3
            let rest = 255 - alpha
            for channel in 0..<3 {
                let own = min(alpha, ((colour >> UInt32(channel * 8) & 255) &* factor) >> 8)
                target[channel] = UInt8(truncatingIfNeeded: own &+ (UInt32(target[channel]) &* rest &+ 127) / 255)
            }
            if alpha > Self.solid { owners[place] = owner }
        }
        return count
    }

    /// Darkens what lies in the cut-out's soft shadow.
    /// - Parameter depth: 0...1, how dark its middle is.
    func shade(_ cutOut: CutOutPixels, _ placement: Placement, bounds: Edges, depth: Double) {
        let strength = UInt32(depth * 256)
        readings(of: cutOut.level(for: placement, coarser: 2), placement, bounds, everywhere: false) { x, y, colour in
            let target = pixels + (y * side + x) * 3
            let left = 65_280 &- (colour >> 24) &* strength
            for channel in 0..<3 {
                target[channel] = UInt8(truncatingIfNeeded: UInt32(target[channel]) &* left / 65_280)
            }
        }
    }

    /// Calls `body` with position and premultiplied colour of every pixel that the placed level touches.
    /// - Parameter everywhere: outside the scene too.
    @inline(__always)
    private func readings(
        of level: CutOutLevel, _ placement: Placement, _ bounds: Edges, everywhere: Bool,
        _ body: (Int, Int, UInt32) -> Void
    ) {
        var left = Int(bounds.left.rounded(.down)) - 1, right = Int(bounds.right.rounded(.up)) + 1
        var top = Int(bounds.top.rounded(.down)) - 1, bottom = Int(bounds.bottom.rounded(.up)) + 1
        if !everywhere { (left, right, top, bottom) = (max(0, left), min(side, right), max(0, top), min(side, bottom)) }
        guard left < right, top < bottom else { return }
        let walk = SourceWalk(level, placement)
        for y in top..<bottom {
            var (u, v) = walk.start(x: left, y: y)
            for x in left..<right {
                let colour = level.reading(u, v)
                if colour != 0 { body(x, y, colour) }
                u &+= walk.acrossX
                v &+= walk.acrossY
            }
        }
    }
}

/// Positions in a level, in 16.16 fixed point, as one walks over the scene: the placement's inverse is affine.
private struct SourceWalk {
    private let originX, originY, downX, downY: Double
    private let stepX, stepY: Double
    let acrossX, acrossY: Int

    init(_ level: CutOutLevel, _ placement: Placement) {
        let origin = placement.source(of: Point(0.5, 0.5))
        let right = placement.source(of: Point(1.5, 0.5)), down = placement.source(of: Point(0.5, 1.5))
        let width = Double(level.width) * 65_536, height = Double(level.height) * 65_536
        (originX, originY) = (origin.x * width - 32_768, origin.y * height - 32_768)
        (stepX, stepY) = ((right.x - origin.x) * width, (right.y - origin.y) * height)
        (downX, downY) = ((down.x - origin.x) * width, (down.y - origin.y) * height)
        (acrossX, acrossY) = (Int(stepX.rounded()), Int(stepY.rounded()))
    }

    func start(x: Int, y: Int) -> (Int, Int) {
        let column = Double(x), row = Double(y)
        return (
            Int(originX + column * stepX + row * downX), Int(originY + column * stepY + row * downY)
        )
    }
}

/// One level of a cut-out.
struct CutOutLevel {
    let base: UnsafePointer<UInt32>
    let width, height: Int

    /// The bilinear reading at a position in 16.16 fixed point (0 is the first pixel's centre); nothing outside.
    @inline(__always)
    func reading(_ u: Int, _ v: Int) -> UInt32 {
        let column = u >> 16, row = v >> 16
        guard column >= -1, row >= -1, column < width, row < height else { return 0 }
        let along = UInt32(u >> 8 & 255), below = UInt32(v >> 8 & 255)
        let last = (along &* below) >> 8
        let (a, b, c, d) = corners(column, row)
        let weights = (256 &- along &- below &+ last, along &- last, below &- last, last)
        let even: UInt32 = 0x00FF_00FF
        let low = (a & even) &* weights.0 &+ (b & even) &* weights.1 &+ (c & even) &* weights.2 &+ (d & even) &* weights.3
        let high =
            (a >> 8 & even) &* weights.0 &+ (b >> 8 & even) &* weights.1 &+ (c >> 8 & even) &* weights.2
            &+ (d >> 8 & even) &* weights.3
        return (low >> 8 & even) | (high & 0xFF00_FF00)
    }

    @inline(__always)
    private func corners(_ column: Int, _ row: Int) -> (UInt32, UInt32, UInt32, UInt32) {
        let place = row &* width &+ column
        if column >= 0, row >= 0, column &+ 1 < width, row &+ 1 < height {
            return (base[place], base[place &+ 1], base[place &+ width], base[place &+ width &+ 1])
        }
        let hasLeft = column >= 0, hasRight = column &+ 1 < width, hasTop = row >= 0, hasBottom = row &+ 1 < height
        return (
            hasLeft && hasTop ? base[place] : 0, hasRight && hasTop ? base[place &+ 1] : 0,
            hasLeft && hasBottom ? base[place &+ width] : 0, hasRight && hasBottom ? base[place &+ width &+ 1] : 0
        )
    }
}

extension CutOutPixels {
    /// The level that is nearest in size to what is drawn, never much larger; `coarser` levels below it for a blur.
    func level(for placement: Placement, coarser: Int) -> CutOutLevel {
        let levels = shape.levels
        let fitting = levels.lastIndex {
            Double($0.width) >= placement.width * 0.8 && Double($0.height) >= placement.height * 0.8
        }
        let level = levels[min(levels.count - 1, (fitting ?? 0) + coarser)]
        let base = bytes.baseAddress.map { ($0 + level.offset).assumingMemoryBound(to: UInt32.self) }
        guard let base else { preconditionFailure("a cut-out without pixels") }
        return CutOutLevel(base: base, width: level.width, height: level.height)
    }
}
