// One picture of the demo: a studio shot or a scene of one to four products, with shadows, occlusion, a badge now and
// then, and the camera's noise. Which product owns which pixel is kept, so that the true boxes are of what is visible.
import Domain
import Images

/// A drawn picture and, per product in the order given, the box of its visible part.
struct DemoPicture: Sendable {
    let raster: Raster
    let boxes: [Box]
}

/// Draws pictures of a given side from finished cut-outs.
struct DemoSceneDrawer {
    let side: Int

    private var scale: Double { Double(side) }

    /// A clean shot of one product.
    func studio(_ sprite: Sprite, _ random: inout SeededGenerator) -> DemoPicture {
        var canvas = SceneBackground.studio(side: side, &random)
        var owners = [UInt8](repeating: 0, count: side * side)
        let shift = scale / 32
        var layout = SceneLayout(side: scale)
        layout.add(
            sprite, longest: scale * random.uniform(0.72, 0.9), turn: 4, &random,
            at: Point(scale / 2 + random.uniform(-shift, shift), scale / 2 + random.uniform(-shift, shift)))
        draw(layout.items[0], owner: 1, on: &canvas, &owners, &random)
        return finish(canvas, owners, count: 1, &random)
    }

    /// A scene; drawn anew until every product shows at least a quarter of itself (eight times at most).
    func scene(_ sprites: [Sprite], _ random: inout SeededGenerator) -> DemoPicture {
        for _ in 0..<7 {
            if let picture = attempt(sprites, leastVisible: 0.25, &random) { return picture }
        }
        // Rare: keep the last one, whatever it shows.
        return attempt(sprites, leastVisible: 0, &random) ?? studio(sprites[0], &random)
    }

    private func attempt(_ sprites: [Sprite], leastVisible: Double, _ random: inout SeededGenerator) -> DemoPicture? {
        var canvas = random.pick(SceneBackground.drawn).canvas(side: side, &random)
        var owners = [UInt8](repeating: 0, count: side * side)
        var layout = SceneLayout(side: scale)
        for sprite in sprites { layout.place(sprite, among: sprites.count, &random) }
        var drawn = [Int](repeating: 0, count: sprites.count + 1)
        for index in random.shuffled(Array(sprites.indices)) {
            drawn[index + 1] = draw(layout.items[index], owner: UInt8(index + 1), on: &canvas, &owners, &random)
        }
        if random.chance(0.3) { addBadge(to: &canvas, &owners, count: sprites.count, &random) }
        let visible = counts(owners, count: sprites.count)
        let shown = sprites.indices.allSatisfy { index in
            visible[index + 1] > 0 && Double(visible[index + 1]) >= leastVisible * Double(drawn[index + 1])
        }
        return shown ? finish(canvas, owners, count: sprites.count, &random) : nil
    }

    /// Draws one product with its shadow and marks its pixels; returns how many it has.
    @discardableResult
    private func draw(
        _ item: SceneLayout.Item, owner: UInt8, on canvas: inout Canvas, _ owners: inout [UInt8],
        _ random: inout SeededGenerator
    ) -> Int {
        let left = Int(item.bounds.left.rounded(.down)) - 1
        let top = Int(item.bounds.top.rounded(.down)) - 1
        let width = Int(item.bounds.right.rounded(.up)) + 1 - left
        let height = Int(item.bounds.bottom.rounded(.up)) + 1 - top
        var stamp = item.sprite.stamp.placed(item.placement, x: left, y: top, width: width, height: height)
        let light = random.uniform(0.8, 1.15)
        if random.chance(0.6) { canvas.lay(stamp.shadow, x: left + side / 64, y: top + side / 48, opacity: 0.28) }
        stamp.brighten(by: light)
        canvas.lay(stamp, x: left, y: top)
        var count = 0
        for row in 0..<height {
            for column in 0..<width where stamp.bytes[(row * width + column) * 4 + 3] > 100 {
                count += 1
                let x = left + column
                let y = top + row
                if x >= 0, y >= 0, x < side, y < side { owners[y * side + x] = owner }
            }
        }
        return count
    }

    private func counts(_ owners: [UInt8], count: Int) -> [Int] {
        owners.reduce(into: [Int](repeating: 0, count: count + 1)) { $0[Int($1)] += 1 }
    }

    /// A badge that hides less than 30 % of every product; four tries.
    private func addBadge(
        to canvas: inout Canvas, _ owners: inout [UInt8], count: Int, _ random: inout SeededGenerator
    ) {
        let before = counts(owners, count: count)
        for _ in 0..<4 {
            let badge = Badge(side: scale, &random)
            var cover = Coverage(width: side, height: side)
            cover.add(badge.outline)
            var after = owners
            for pixel in after.indices where cover.values[pixel] > 127 { after[pixel] = 0 }
            let left = counts(after, count: count)
            if (1...count).allSatisfy({ Double(left[$0]) > 0.7 * Double(before[$0]) }) {
                badge.draw(on: &canvas)
                owners = after
                return
            }
        }
    }

    /// The camera: contrast, brightness and noise; and the boxes of what each owner shows.
    private func finish(
        _ canvas: Canvas, _ owners: [UInt8], count: Int, _ random: inout SeededGenerator
    ) -> DemoPicture {
        let contrast = Float(random.uniform(0.88, 1.1))
        let brightness = Float(random.uniform(-12, 12))
        let grain = Float(random.uniform(0, 5))
        var raster = canvas.raster()
        raster.pixels.withUnsafeMutableBufferPointer { pixels in
            for index in pixels.indices {
                let value = (Float(pixels[index]) - 128) * contrast + 128 + brightness + grain * roughNormal(&random)
                pixels[index] = UInt8(max(0, min(255, value + 0.5)))
            }
        }
        return DemoPicture(raster: raster, boxes: (1...count).map { box(of: UInt8($0), in: owners) })
    }

    private func box(of owner: UInt8, in owners: [UInt8]) -> Box {
        var left = side
        var right = -1
        var top = side
        var bottom = -1
        for y in 0..<side {
            for x in 0..<side where owners[y * side + x] == owner {
                left = min(left, x)
                right = max(right, x)
                top = min(top, y)
                bottom = y
            }
        }
        guard right >= 0 else { return Box(x: 0, y: 0, width: 0, height: 0) }
        return Box(
            x: Double(left) / scale, y: Double(top) / scale, width: Double(right - left + 1) / scale,
            height: Double(bottom - top + 1) / scale)
    }
}

/// Nearly normal (the sum of four even numbers, deviation 1), from one word of randomness: noise for every pixel.
@inline(__always)
private func roughNormal(_ random: inout SeededGenerator) -> Float {
    let word = random.next()
    let sum = (word & 0xFFFF) + (word >> 16 & 0xFFFF) + (word >> 32 & 0xFFFF) + (word >> 48)
    return (Float(sum) / 65536 - 2) * 1.7320508
}

extension Canvas {
    /// Black in the shape of the layer, its edge softened by a 3x3 mean.
    fileprivate var shadow: Canvas {
        var result = Canvas(width: width, height: height)
        for y in 1..<max(1, height - 1) {
            for x in 1..<max(1, width - 1) {
                var sum = 0
                for row in y - 1...y + 1 {
                    for column in x - 1...x + 1 { sum += Int(bytes[(row * width + column) * 4 + 3]) }
                }
                result.bytes[(y * width + x) * 4 + 3] = UInt8(sum / 9)
            }
        }
        return result
    }

    /// Colours times `factor`, never above opaque white.
    fileprivate mutating func brighten(by factor: Double) {
        let scale = Float(factor)
        for pixel in 0..<width * height where bytes[pixel * 4 + 3] > 0 {
            let most = Float(bytes[pixel * 4 + 3])
            for channel in 0..<3 {
                bytes[pixel * 4 + channel] = UInt8(min(most, Float(bytes[pixel * 4 + channel]) * scale))
            }
        }
    }
}
