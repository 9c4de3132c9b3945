// Where the products of a scene stand: random places, the least overlapping of up to 24, the way the reference
// renderer does it; and the badge that a shop sticks on its photo.
import Domain
import Images

struct SceneLayout {
    struct Item {
        let sprite: Sprite
        let placement: Placement
        /// Around the turned outline, in pixels.
        let bounds: Edges
    }

    let side: Double
    private(set) var items: [Item] = []

    init(side: Double) { self.side = side }

    /// Size of the longest side, as a share of the picture, by the number of products.
    static let sizes: [ClosedRange<Double>] = [0.45...0.75, 0.36...0.56, 0.32...0.46, 0.29...0.40]

    /// Adds a product where it overlaps the others by less than 8 %, or least.
    mutating func place(_ sprite: Sprite, among count: Int, _ random: inout SeededGenerator) {
        let range = Self.sizes[min(count, 4) - 1]
        var best: (overlap: Double, item: Item)?
        for attempt in 0..<24 {
            let longest = side * random.uniform(range.lowerBound, range.upperBound) * (attempt < 12 ? 1 : 0.85)
            let item = randomItem(sprite, longest: longest, &random)
            let overlap = items.map { Self.overlap(item.bounds, $0.bounds) }.max() ?? 0
            if best.map({ overlap < $0.overlap }) ?? true { best = (overlap, item) }
            if overlap < 0.08 { break }
        }
        if let best { items.append(best.item) }
    }

    /// Adds a product at a given place.
    mutating func add(
        _ sprite: Sprite, longest: Double, turn: Double, _ random: inout SeededGenerator, at centre: Point
    ) {
        let item = Self.item(sprite, longest: longest, turn: turn, centre: centre, &random)
        let bounds = item.bounds
        // Centre what is seen, not the layer.
        let middle = Point((bounds.left + bounds.right) / 2, (bounds.top + bounds.bottom) / 2)
        items.append(Self.moved(item, x: centre.x - middle.x, y: centre.y - middle.y))
    }

    /// A random place; one in seven may stick out of the picture by a quarter.
    private func randomItem(_ sprite: Sprite, longest: Double, _ random: inout SeededGenerator) -> Item {
        let item = Self.item(sprite, longest: longest, turn: 18, centre: Point(0, 0), &random)
        let width = item.bounds.right - item.bounds.left
        let height = item.bounds.bottom - item.bounds.top
        let out = random.chance(0.15) ? 0.25 : 0
        let left = random.uniform(-out * width, side - width + out * width)
        let top = random.uniform(-out * height, side - height + out * height)
        return Self.moved(item, x: left - item.bounds.left, y: top - item.bounds.top)
    }

    private static func item(
        _ sprite: Sprite, longest: Double, turn: Double, centre: Point, _ random: inout SeededGenerator
    ) -> Item {
        let factor = longest / max(sprite.width, sprite.height)
        let placement = Placement(
            centre: centre, width: max(4, sprite.width * factor * random.uniform(0.93, 1.07)),
            height: max(4, sprite.height * factor * random.uniform(0.93, 1.07)),
            turn: random.uniform(-turn, turn) * .pi / 180, mirrored: random.chance(0.5))
        return Item(sprite: sprite, placement: placement, bounds: bounds(of: sprite, placement))
    }

    private static func moved(_ item: Item, x: Double, y: Double) -> Item {
        var placement = item.placement
        placement.centre = Point(placement.centre.x + x, placement.centre.y + y)
        let bounds = Edges(item.bounds.left + x, item.bounds.top + y, item.bounds.right + x, item.bounds.bottom + y)
        return Item(sprite: item.sprite, placement: placement, bounds: bounds)
    }

    private static func bounds(of sprite: Sprite, _ placement: Placement) -> Edges {
        sprite.rim.reduce(into: Edges(.infinity, .infinity, -.infinity, -.infinity)) { edges, point in
            let place = placement.position(of: point)
            edges.left = min(edges.left, place.x)
            edges.right = max(edges.right, place.x)
            edges.top = min(edges.top, place.y)
            edges.bottom = max(edges.bottom, place.y)
        }
    }

    /// The shared area as a share of the smaller rectangle.
    static func overlap(_ a: Edges, _ b: Edges) -> Double {
        let width = max(0, min(a.right, b.right) - max(a.left, b.left))
        let height = max(0, min(a.bottom, b.bottom) - max(a.top, b.top))
        let smaller = min((a.right - a.left) * (a.bottom - a.top), (b.right - b.left) * (b.bottom - b.top))
        return smaller > 0 ? width * height / smaller : 0
    }
}

/// A promotion badge near a corner.
struct Badge {
    private let edges: Edges
    private let isRound: Bool
    private let words: String
    private let ink: Ink

    private static let inks = [Ink(225, 20, 30), Ink(250, 200, 0), Ink(20, 120, 220), Ink(0, 0, 0)]

    init(side: Double, _ random: inout SeededGenerator) {
        words = random.pick(["SALE", "-30%", "NEW", "HOT", "-50%", "2 FOR 1", "FREE"])
        ink = random.pick(Self.inks)
        let width = random.uniform(0.22, 0.36) * side
        let height = width * random.uniform(0.4, 1)
        let left = (random.chance(0.5) ? random.uniform(0, 0.06) : random.uniform(0.6, 0.75)) * side
        let top = (random.chance(0.5) ? random.uniform(0, 0.05) : random.uniform(0.75, 0.85)) * side
        edges = Edges(left, top, left + width, top + height)
        isRound = random.chance(0.5)
    }

    var outline: Outline { isRound ? .ellipse(edges) : .rectangle(edges) }

    /// The badge by itself, as small as it is.
    func canvas(side: Int) -> Canvas {
        var whole = Canvas(width: side * 3 / 2, height: side * 3 / 2)
        draw(on: &whole)
        let left = Int(edges.left), top = Int(edges.top)
        return whole.cropped(
            x: left, y: top, width: Int(edges.right) + 1 - left, height: Int(edges.bottom) + 1 - top)
    }

    func draw(on canvas: inout Canvas) {
        canvas.fill(outline, ink)
        let width = edges.right - edges.left
        let height = edges.bottom - edges.top
        let isDark = Int(ink.red) + Int(ink.green) + Int(ink.blue) < 400
        canvas.letter(
            words, centre: Point(edges.left + width / 2, edges.top + height / 2), width: width * 0.8,
            height: height * 0.42,
            isDark ? Ink(255, 255, 255) : Ink(40, 0, 0))
    }
}
