// Where the cut-outs of a scene stand: sizes by their number, random places, the least overlapping of up to 24.
import Domain
import Images

enum ComposedLayout {
    struct Place {
        let placement: Placement
        /// Around the turned cut-out, in pixels.
        let bounds: Edges
    }

    /// Places for cut-outs in a square scene of `side` pixels. Products mostly stand apart; in a third of the scenes
    /// up to a quarter of one may lie in another's way.
    static func places(_ shapes: [CutOutShape], side: Double, _ random: inout SeededGenerator) -> [Place] {
        let allowed = random.chance(1.0 / 3) ? 0.25 : 0.08
        let range = SceneLayout.sizes[min(shapes.count, 4) - 1]
        var places: [Place] = []
        for shape in shapes {
            var best: (overlap: Double, place: Place)?
            for attempt in 0..<24 {
                let longest = side * random.uniform(range.lowerBound, range.upperBound) * (attempt < 12 ? 1 : 0.85)
                let place = place(shape, longest: longest, side: side, &random)
                let overlap = places.map { SceneLayout.overlap(place.bounds, $0.bounds) }.max() ?? 0
                if best.map({ overlap < $0.overlap }) ?? true { best = (overlap, place) }
                if overlap < allowed { break }
            }
            if let best { places.append(best.place) }
        }
        return places
    }

    /// Somewhere in the scene; one in seven may stick out of it by a quarter.
    private static func place(
        _ shape: CutOutShape, longest: Double, side: Double, _ random: inout SeededGenerator
    ) -> Place {
        let factor = longest / Double(max(shape.width, shape.height))
        var placement = Placement(
            centre: Point(0, 0), width: max(4, Double(shape.width) * factor * random.uniform(0.93, 1.07)),
            height: max(4, Double(shape.height) * factor * random.uniform(0.93, 1.07)),
            turn: random.uniform(-18, 18) * .pi / 180, mirrored: random.chance(0.5))
        let around = bounds(of: placement)
        let width = around.right - around.left, height = around.bottom - around.top
        let out = random.chance(0.15) ? 0.25 : 0
        let left = random.uniform(-out * width, side - width + out * width)
        let top = random.uniform(-out * height, side - height + out * height)
        placement.centre = Point(left - around.left, top - around.top)
        return Place(placement: placement, bounds: Edges(left, top, left + width, top + height))
    }

    private static func bounds(of placement: Placement) -> Edges {
        let corners = [Point(0, 0), Point(1, 0), Point(0, 1), Point(1, 1)].map(placement.position)
        let x = corners.map(\.x), y = corners.map(\.y)
        return Edges(x.min() ?? 0, y.min() ?? 0, x.max() ?? 0, y.max() ?? 0)
    }
}
