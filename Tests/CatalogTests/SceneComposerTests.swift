// Composed scenes: the boxes are of what is seen, the generator decides everything, products do not hide each other.
import Catalog
import Domain
import Images
import Testing

@Suite struct SceneComposerTests {
    /// Cut-outs in colours that neither a grey background nor a badge has.
    private static let inks = [Ink(255, 0, 255), Ink(0, 255, 255), Ink(0, 255, 0), Ink(255, 0, 0)]
    private static let side = 96

    private func cutOuts() throws -> [CutOut] {
        try Self.inks.enumerated().map { number, ink in
            var canvas = Canvas(width: 60, height: 80, ink: Ink(255, 255, 255))
            canvas.fill(.ellipse(Edges(8, 10 + Double(number) * 8, 52, 70)), ink)
            return try CutOut.of(canvas.raster(), longest: 80).get()
        }
    }

    /// The last background is plain grey.
    private var composer: SceneComposer {
        let larger = SceneProps.backgroundSide(for: Self.side)
        let grey = [UInt8](repeating: 128, count: larger * larger * 3)
        return SceneComposer(props: SceneProps(side: Self.side, seed: 1, photos: [grey]))
    }

    @Test func boxesAreOfWhatIsSeen() throws {
        let all = try cutOuts(), composer = composer
        var random = SeededGenerator(seed: 4)
        var checked = 0
        for scene in 0..<120 {
            let members = Array(all.prefix(scene % 3 + 1))
            let (raster, seen) = composer.compose(members, background: SceneProps.drawnBackgrounds, using: &random)
            #expect(seen.count == members.count)
            for (number, product) in seen.enumerated() {
                guard let box = coloured(raster, number) else { continue }
                checked += 1
                #expect(Self.distance(box, product.box) <= 3.01 / 96, "scene \(scene) product \(number): \(box) \(product.box)")
            }
        }
        #expect(checked > 200)
    }

    /// The bounds of a product's colour.
    private func coloured(_ raster: Raster, _ number: Int) -> Box? {
        let ink = Self.inks[number]
        let places = (0..<raster.width * raster.height).filter { place in
            let isHigh = { (channel: Int, wanted: UInt8) in
                wanted == 255 ? raster.pixels[place * 3 + channel] > 165 : raster.pixels[place * 3 + channel] < 60
            }
            return isHigh(0, ink.red) && isHigh(1, ink.green) && isHigh(2, ink.blue)
        }
        let columns = places.map { $0 % raster.width }, rows = places.map { $0 / raster.width }
        guard let left = columns.min(), let right = columns.max(), let top = rows.min(), let bottom = rows.max() else { return nil }
        let unit = 1 / Double(raster.width)
        return Box(
            x: Double(left) * unit, y: Double(top) * unit, width: Double(right - left + 1) * unit,
            height: Double(bottom - top + 1) * unit)
    }

    /// The largest distance between the edges of two boxes.
    private static func distance(_ a: Box, _ b: Box) -> Double {
        [a.x - b.x, a.y - b.y, a.x + a.width - b.x - b.width, a.y + a.height - b.y - b.height].map(abs).max() ?? 0
    }

    @Test func theGeneratorDecides() throws {
        let all = try cutOuts(), composer = composer
        let scene = { (seed: UInt64) in
            var random = SeededGenerator(seed: seed)
            return composer.compose(all, background: 3, using: &random)
        }
        let (first, again, other) = (scene(7), scene(7), scene(8))
        #expect(first.raster == again.raster && first.seen == again.seen)
        #expect(first.raster != other.raster)
    }

    @Test func productsStandApartAndInTheirSizes() throws {
        let all = try cutOuts(), composer = composer
        var random = SeededGenerator(seed: 11)
        var shares: [Double] = [], longest: [[Double]] = [[], [], [], []]
        for _ in 0..<150 {
            let count = SceneComposer.productCount(using: &random)
            let background = composer.props.pickBackground(using: &random)
            let (_, seen) = composer.compose(Array(all.prefix(count)), background: background, using: &random)
            shares += seen.map(\.visibleShare)
            longest[count - 1] += seen.filter { $0.visibleShare > 0.98 }.map { max($0.box.width, $0.box.height) }
        }
        #expect(shares.allSatisfy { $0 <= 1 } && shares.count { $0 >= 0.75 } * 10 >= shares.count * 9)
        #expect(shares.contains { $0 < 0.9 }, "nothing is ever in the way")
        for (count, range) in zip(longest.indices, [0.36...0.85, 0.26...0.64, 0.22...0.54, 0.18...0.48]) {
            let least = longest[count].min() ?? 0.5, most = longest[count].max() ?? 0.5
            #expect(range.contains(least) && range.contains(most), "\(count + 1) products")
        }
        #expect(longest.dropFirst().allSatisfy { $0.count > 20 })
    }

    @Test func shadowsDarkenWhatTheyFallOn() throws {
        let all = try cutOuts(), composer = composer
        var random = SeededGenerator(seed: 5)
        // A plain grey scene with noise of at most four: only a shadow makes a neutral pixel much darker than most.
        let dark = (0..<20).map { _ in
            let (raster, _) = composer.compose([all[2]], background: SceneProps.drawnBackgrounds, using: &random)
            let neutral = Self.neutralTones(raster).sorted()
            return neutral.count { $0 < neutral[neutral.count / 2] - 14 }
        }
        #expect(dark.contains { $0 > 30 } && dark.contains { $0 < 30 }, "\(dark)")
    }

    /// Green of the pixels that are nearly grey.
    private static func neutralTones(_ raster: Raster) -> [Int] {
        stride(from: 0, to: raster.pixels.count, by: 3).compactMap { place in
            let red = Int(raster.pixels[place]), green = Int(raster.pixels[place + 1]), blue = Int(raster.pixels[place + 2])
            return abs(red - green) < 12 && abs(green - blue) < 12 && red > 40 ? green : nil
        }
    }
}
