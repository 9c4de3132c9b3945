// What scenes are furnished with, made once and used thousands of times: backgrounds a half larger than a scene, so that
// each use shows another part; badges; a table of noise. Drawing them anew would cost more than everything else.
import Domain
import Images

package struct SceneProps: Sendable {
    /// Side of a scene in pixels.
    package let side: Int
    /// Sides of the backgrounds: every one is a square of `backgroundSide * backgroundSide * 3` bytes.
    let backgroundSide: Int
    let backgrounds: [[UInt8]]
    /// Backgrounds from here on are parts of photos.
    let firstPhoto: Int
    let badges: [Canvas]
    /// Normally distributed, deviation 64.
    let noise: [Int16]

    package static let drawnBackgrounds = 240
    private static let badgeCount = 48

    /// - Parameters:
    ///   - side: of a scene, pixels.
    ///   - photos: pictures that may stand behind products, from `photoBackground`.
    package init(side: Int, seed: UInt64, photos: [[UInt8]] = []) {
        self.side = side
        backgroundSide = Self.backgroundSide(for: side)
        let larger = Self.backgroundSide(for: side)
        precondition(photos.allSatisfy { $0.count == larger * larger * 3 }, "photo backgrounds of \(larger) pixels")
        var random = SeededGenerator.derived(from: seed, stream: 0xBAC6)
        let drawn = (0..<Self.drawnBackgrounds).map { _ in
            random.pick(SceneBackground.drawn).canvas(side: larger, &random).raster().pixels
        }
        backgrounds = drawn + photos
        firstPhoto = drawn.count
        badges = (0..<Self.badgeCount).map { _ in Badge(side: Double(side), &random).canvas(side: side) }
        noise = (0..<1 << 14).map { _ in Int16(max(-250, min(250, random.normal(deviation: 64)))) }
    }

    package static func backgroundSide(for side: Int) -> Int { side * 3 / 2 }

    /// A part of a photo without a product's middle: a corner of the square around it, seen large and so out of focus.
    /// - Parameter side: of the scenes.
    package static func photoBackground(_ photo: Raster, side: Int, using random: inout SeededGenerator) -> [UInt8] {
        let whole = max(photo.width, photo.height)
        let part = min(whole, max(2, Int(Double(whole) * random.uniform(0.3, 0.42))))
        let left = random.chance(0.5) ? 0 : whole - part
        let top = random.chance(0.5) ? 0 : whole - part
        return squareWindow(of: photo, x: left, y: top, part: part, size: backgroundSide(for: side))
    }

    /// Which background a scene gets; up to a third of them photos, less where there are few.
    package func pickBackground(using random: inout SeededGenerator) -> Int {
        let photos = backgrounds.count - firstPhoto
        if photos > 0, random.chance(Double(photos) / Double(photos * 3 + 60)) { return firstPhoto + random.integer(in: 0...photos - 1) }
        return random.integer(in: 0...firstPhoto - 1)
    }

    /// The place among the photos given at the start of a background; nil for a drawn one.
    package func photo(of background: Int) -> Int? { background < firstPhoto ? nil : background - firstPhoto }
}
