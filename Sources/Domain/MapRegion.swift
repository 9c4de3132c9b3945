// Where a map looks, as facts that a sentence can be made of ("the lower right edge", 「右下の端」). The words live
// in Interface; here is the rule, so that both languages say the same thing.

/// The place and the spread of the patches that hold a given share of a map's weight.
package struct MapRegion: Equatable, Sendable {
    /// A third of the picture along one axis.
    package enum Third: Sendable, Equatable, CaseIterable {
        case low, middle, high
    }

    /// How the patches lie.
    package enum Spread: Sendable, Equatable {
        /// A compact area that touches no border of the picture, or only with a corner of it.
        case area
        /// The centre of gravity lies within a sixth of a border.
        case edge
        /// More than 40 % of the picture.
        case most
        /// The patches fall apart: they lie further from each other than a third of the picture on average.
        case scattered
    }

    /// Left to right: low is left.
    package let across: Third
    /// Top to bottom: low is the top.
    package let down: Third
    package let spread: Spread
    /// Patches inside the outline.
    package let patches: Int
    /// All patches of the map.
    package let patchCount: Int
    /// The share of the weight the outline really holds, 0...1.
    package let held: Float
}

extension AttentionMap {
    /// Where `share` (0...1) of the weight lies, in thirds of the picture (the frame is taken out).
    package func region(holding share: Float) -> MapRegion {
        let outline = outline(holding: share)
        let points = outline.inside.indices.filter { outline.inside[$0] }.map { (centre($0), Double(weights[$0])) }
        let mass = max(points.reduce(0) { $0 + $1.1 }, 1e-9)
        let x = points.reduce(0) { $0 + $1.0.x * $1.1 } / mass
        let y = points.reduce(0) { $0 + $1.0.y * $1.1 } / mass
        let variance =
            points.reduce(0) { sum, point in
                let dx = point.0.x - x
                let dy = point.0.y - y
                return sum + (dx * dx + dy * dy) * point.1
            } / mass
        return MapRegion(
            across: Self.third(x), down: Self.third(y),
            spread: Self.spread(
                x: x, y: y, radius: variance.squareRoot(), share: Double(points.count) / Double(patchCount)),
            patches: points.count, patchCount: patchCount, held: outline.held)
    }

    /// The centre of a patch in fractions of the picture, held inside it.
    package func centre(_ patch: Int) -> (x: Double, y: Double) {
        let x = (Double(patch % columns) + 0.5) / Double(columns)
        let y = (Double(patch / columns) + 0.5) / Double(rows)
        guard frame.width > 0, frame.height > 0 else { return (x, y) }
        return (min(1, max(0, (x - frame.x) / frame.width)), min(1, max(0, (y - frame.y) / frame.height)))
    }

    private static func third(_ value: Double) -> MapRegion.Third {
        value < 1.0 / 3 ? .low : value > 2.0 / 3 ? .high : .middle
    }

    private static func spread(x: Double, y: Double, radius: Double, share: Double) -> MapRegion.Spread {
        if share > 0.4 { return .most }
        if radius > 1.0 / 3 { return .scattered }
        let margin = min(x, 1 - x, y, 1 - y)
        return margin < 1.0 / 6 ? .edge : .area
    }

    /// Even shares from which a patch counts as an outlier: drawn as the top level, marked and counted.
    package static let clip: Float = 16

    /// What the numbers mean, as evidence keeps it (never localised).
    package func recipe(layers: Int) -> String {
        let clipped = weights.indices.count { evenShares($0) >= Self.clip }
        let origin =
            switch axis {
            case .picture, .owners, .conditioned: "layer \(layer) of \(layers)"
            case .pooled: "image encoder, attention pooling"
            case .reads:
                "image encoder, block \(layer)"
                    + (reading.map { ", head \($0.head), patch \(PatchPlace(patch: $0.patch, columns: columns).text)" } ?? "")
            }
        return "\(origin), axis \(axis.rawValue), even-share scale, \(clipped) clipped at \(Int(Self.clip))x"
    }
}
