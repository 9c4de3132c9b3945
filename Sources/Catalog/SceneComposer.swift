// A scene of one to four cut-outs, as a shop's lifestyle photo would show them: turned, lit, in each other's way, with
// shadows, now and then a badge or a product that sticks out, and the camera's contrast and noise. Ours, after the
// reference renderer. Everything comes from the generator given, so that a scene can be made again at any time.
import Domain
import Images

/// What a composed scene shows of one product.
package struct ComposedProduct: Sendable, Equatable {
    /// Around its visible pixels, in fractions of the scene; empty where nothing of it is seen.
    package let box: Box
    /// Visible pixels over all it has, those outside the scene included.
    package let visibleShare: Double
}

package struct SceneComposer: Sendable {
    package let props: SceneProps

    package var side: Int { props.side }
    package var byteCount: Int { side * side * 3 }

    /// The least share of itself that a product of a scene shows, the first and the others.
    static let leastVisible = (main: 0.5, other: 0.3)
    private static let attempts = 6

    package init(props: SceneProps) { self.props = props }

    /// How many products a scene shows: two to four, seldom one.
    package static func productCount(using random: inout SeededGenerator) -> Int {
        random.chance(0.08) ? 1 : 1 + random.pick([1, 2, 2, 3])
    }

    /// Composes a scene; again, at most six times, until every product is seen well enough.
    /// - Parameters:
    ///   - members: one to four cut-outs, the scene's main product first.
    ///   - background: from `SceneProps.pickBackground`.
    ///   - pixels: room for `byteCount` bytes.
    /// - Returns: what is seen of each, in the order given.
    @discardableResult
    package func compose(
        _ members: [CutOutPixels], background: Int, using random: inout SeededGenerator,
        into pixels: UnsafeMutableBufferPointer<UInt8>
    ) -> [ComposedProduct] {
        precondition(pixels.count == byteCount, "\(pixels.count) bytes for a scene of \(byteCount)")
        precondition((1...4).contains(members.count), "\(members.count) products for a scene")
        guard let base = pixels.baseAddress else { return [] }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: side * side) { owners in
            guard let ownerBase = owners.baseAddress else { return [] }
            let surface = SceneSurface(side: side, pixels: base, owners: ownerBase)
            var seen: [ComposedProduct] = []
            for _ in 0..<Self.attempts {
                owners.update(repeating: 0)
                seen = attempt(members, background, on: surface, &random)
                if Self.isGood(seen) { break }
            }
            finish(surface, &random)
            return seen
        }
    }

    /// The same with cut-outs that are held in memory.
    package func compose(
        _ members: [CutOut], background: Int, using random: inout SeededGenerator
    ) -> (raster: Raster, seen: [ComposedProduct]) {
        var pixels = [UInt8](repeating: 0, count: byteCount)
        let seen = pixels.withUnsafeMutableBufferPointer { target in
            Self.withPixels(of: members[...], []) { compose($0, background: background, using: &random, into: target) }
        }
        return (Raster(width: side, height: side, pixels: pixels), seen)
    }

    private static func withPixels<Value>(
        of cutOuts: ArraySlice<CutOut>, _ done: [CutOutPixels], _ body: ([CutOutPixels]) -> Value
    ) -> Value {
        guard let first = cutOuts.first else { return body(done) }
        return first.withPixels { withPixels(of: cutOuts.dropFirst(), done + [$0], body) }
    }

    private static func isGood(_ seen: [ComposedProduct]) -> Bool {
        seen.enumerated().allSatisfy {
            $0.element.visibleShare >= ($0.offset == 0 ? leastVisible.main : leastVisible.other)
        }
    }

    private func attempt(
        _ members: [CutOutPixels], _ background: Int, on surface: SceneSurface, _ random: inout SeededGenerator
    ) -> [ComposedProduct] {
        lay(background, on: surface, &random)
        let places = ComposedLayout.places(members.map(\.shape), side: Double(side), &random)
        var all = [Int](repeating: 1, count: members.count)
        for index in random.shuffled(Array(members.indices)) {
            let place = places[index]
            if random.chance(0.6) { shade(members[index], place, on: surface, &random) }
            all[index] = surface.draw(
                members[index], place.placement, bounds: place.bounds, light: random.uniform(0.8, 1.15),
                owner: UInt8(index + 1))
        }
        if random.chance(0.3) { addBadge(to: surface, count: members.count, &random) }
        return surface.products(count: members.count, all: all)
    }

    private func shade(
        _ cutOut: CutOutPixels, _ place: ComposedLayout.Place, on surface: SceneSurface, _ random: inout SeededGenerator
    ) {
        let unit = Double(side) / 96
        let x = random.uniform(-1, 2) * unit, y = random.uniform(1, 3) * unit
        var placement = place.placement
        placement.centre = Point(placement.centre.x + x, placement.centre.y + y)
        let reach = 4 * unit
        let bounds = Edges(
            place.bounds.left + x - reach, place.bounds.top + y - reach, place.bounds.right + x + reach,
            place.bounds.bottom + y + reach)
        surface.shade(cutOut, placement, bounds: bounds, depth: random.uniform(0.18, 0.42))
    }

    /// A part of the background, mirrored half the time.
    private func lay(_ background: Int, on surface: SceneSurface, _ random: inout SeededGenerator) {
        let larger = props.backgroundSide
        let left = random.integer(in: 0...larger - side), top = random.integer(in: 0...larger - side)
        let isMirrored = random.chance(0.5)
        props.backgrounds[background].withUnsafeBufferPointer { source in
            guard let source = source.baseAddress else { return }
            for row in 0..<side {
                let from = source + ((top + row) * larger + left) * 3
                let target = surface.pixels + row * side * 3
                guard isMirrored else {
                    target.update(from: from, count: side * 3)
                    continue
                }
                for column in 0..<side {
                    let mirrored = (side - 1 - column) * 3
                    for channel in 0..<3 { target[column * 3 + channel] = from[mirrored + channel] }
                }
            }
        }
    }

    /// A badge near a corner that hides at most 30 % of what is seen of every product; four tries.
    private func addBadge(to surface: SceneSurface, count: Int, _ random: inout SeededGenerator) {
        let before = surface.visible(count: count)
        for _ in 0..<4 {
            let badge = random.pick(props.badges)
            let out = Double(side) * random.uniform(0, 0.06)
            let x = random.chance(0.5) ? Int(out) : side - badge.width - Int(out)
            let y = random.chance(0.5) ? Int(out) : side - badge.height - Int(out)
            let hidden = surface.owned(x: x, y: y, width: badge.width, height: badge.height, count: count)
            if (1...count).allSatisfy({ Double(hidden[$0]) <= 0.3 * Double(before[$0]) }) {
                return surface.lay(badge, x: x, y: y)
            }
        }
    }

    /// The camera: contrast, brightness and noise.
    private func finish(_ surface: SceneSurface, _ random: inout SeededGenerator) {
        let contrast = random.uniform(0.88, 1.1), brightness = random.uniform(-12, 12)
        // Noise is finer in a larger picture, but no weaker: the model's own resizing takes it away there.
        let grain = Int(random.uniform(0, 4) * 256)
        let tones = (0..<256).map { Int((Double($0) - 128) * contrast + 128.5 + brightness) }
        let mask = props.noise.count - 1
        tones.withUnsafeBufferPointer { tones in
            props.noise.withUnsafeBufferPointer { noise in
                for row in 0..<side {
                    let start = Int(random.next() >> 32)
                    let line = surface.pixels + row * side * 3
                    for index in 0..<side * 3 {
                        let value = tones[Int(line[index])] + ((Int(noise[(start + index) & mask]) * grain) >> 14)
                        line[index] = UInt8(max(0, min(255, value)))
                    }
                }
            }
        }
    }
}

extension SceneSurface {
    /// Pixels of each owner in a rectangle of the scene.
    func owned(x: Int, y: Int, width: Int, height: Int, count: Int) -> [Int] {
        var result = [Int](repeating: 0, count: count + 1)
        for row in max(0, y)..<min(side, y + height) {
            for column in max(0, x)..<min(side, x + width) { result[Int(owners[row * side + column])] += 1 }
        }
        return result
    }

    func visible(count: Int) -> [Int] { owned(x: 0, y: 0, width: side, height: side, count: count) }

    /// Lays an opaque thing over the scene; what it covers belongs to nobody.
    func lay(_ canvas: Canvas, x: Int, y: Int) {
        for row in max(0, y)..<min(side, y + canvas.height) {
            for column in max(0, x)..<min(side, x + canvas.width) {
                let from = ((row - y) * canvas.width + column - x) * 4
                let alpha = Int(canvas.bytes[from + 3])
                let place = row * side + column
                if alpha > 127 { owners[place] = 0 }
                for channel in 0..<3 {
                    let under = Int(pixels[place * 3 + channel]) * (255 - alpha) / 255
                    pixels[place * 3 + channel] = UInt8(min(255, Int(canvas.bytes[from + channel]) + under))
                }
            }
        }
    }

    /// Boxes and visible shares; `all` are the pixels each product has.
    func products(count: Int, all: [Int]) -> [ComposedProduct] {
        var left = [Int](repeating: side, count: count + 1), right = [Int](repeating: -1, count: count + 1)
        var top = left, bottom = right, pixels = [Int](repeating: 0, count: count + 1)
        for row in 0..<side {
            for column in 0..<side {
                let owner = Int(owners[row * side + column])
                if owner == 0 { continue }
                left[owner] = min(left[owner], column)
                right[owner] = max(right[owner], column)
                top[owner] = min(top[owner], row)
                bottom[owner] = row
                pixels[owner] += 1
            }
        }
        let unit = 1 / Double(side)
        return (1...count).map { owner in
            let isSeen = pixels[owner] > 0
            let box = Box(
                x: Double(left[owner]) * unit, y: Double(top[owner]) * unit,
                width: Double(right[owner] - left[owner] + 1) * unit, height: Double(bottom[owner] - top[owner] + 1) * unit)
            return ComposedProduct(
                box: isSeen ? box : Box(x: 0, y: 0, width: 0, height: 0),
                visibleShare: Double(pixels[owner]) / Double(max(1, all[owner - 1])))
        }
    }
}
