// One map of attention over the patches of a picture, with the recipe that says what its numbers mean.

/// What a map's weights were normalised over.
package enum MapAxis: String, Sendable, Codable {
    /// Each query's weights sum to 1 over the patches ("share of the picture").
    case picture
    /// Each patch's weights sum to 1 over the queries ("share among queries").
    case owners
    /// The text-conditioned query: one softmax over the patches.
    case conditioned
    /// Attention pooling of the image encoder: how much of each patch goes into the global vector.
    case pooled
    /// Self-attention of the image encoder: from where one patch reads in one head.
    case reads
}

/// Attention weights over `rows * columns` patches, row-major from the top left.
package struct AttentionMap: Equatable, Sendable, Codable {
    package let rows: Int
    package let columns: Int
    package let axis: MapAxis
    /// Decoder layer the weights come from, counted from 1; of axis `.reads` the block of the image encoder.
    package let layer: Int
    /// The part of the padded square that is the picture.
    package let frame: Box
    /// `rows * columns` weights. Sum 1 but for `.owners`.
    package let weights: [Float]
    /// Of axis `.reads` whose reading it is; nil otherwise.
    package let reading: HeadReading?

    package init(
        rows: Int, columns: Int, axis: MapAxis, layer: Int, frame: Box, weights: [Float], reading: HeadReading? = nil
    ) {
        precondition(weights.count == rows * columns, "\(weights.count) weights for \(rows)x\(columns) patches")
        self.rows = rows
        self.columns = columns
        self.axis = axis
        self.layer = layer
        self.frame = frame
        self.weights = weights
        self.reading = reading
    }

    package var patchCount: Int { rows * columns }

    /// A weight in even shares: 1 means exactly what a uniform map would give this patch (of a head's reading: what each patch
    /// within its reach would get).
    package func evenShares(_ patch: Int) -> Float { weights[patch] * Float(reading?.reach ?? patchCount) }

    /// Level 0...5 on the even-share scale: under 1/2, <1, <2, <4, <8, 8 and more (`picture.md`).
    package func level(_ patch: Int) -> Int { Self.level(evenShares: evenShares(patch)) }

    package static func level(evenShares: Float) -> Int {
        switch evenShares {
        case ..<0.5: return 0
        case ..<1: return 1
        case ..<2: return 2
        case ..<4: return 3
        case ..<8: return 4
        default: return 5
        }
    }

    /// The patch with the largest weight; the first of equals.
    package var peak: Int {
        var best = 0
        for patch in weights.indices where weights[patch] > weights[best] { best = patch }
        return best
    }

    /// The smallest set of patches that holds at least `share` (0...1) of the weight.
    package func outline(holding share: Float) -> MassOutline {
        let order = weights.indices.sorted { (weights[$0], $1) > (weights[$1], $0) }
        let total = weights.reduce(0, +)
        var held: Float = 0
        var inside = [Bool](repeating: false, count: weights.count)
        for patch in order where held < share * total {
            inside[patch] = true
            held += weights[patch]
        }
        return MassOutline(inside: inside, held: total > 0 ? held / total : 0)
    }
}

extension AttentionMap {
    /// Maps come back out of sessions that people edit and merge: one whose weights are not those of its grid is refused.
    package init(from decoder: Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        rows = try fields.decode(Int.self, forKey: .rows)
        columns = try fields.decode(Int.self, forKey: .columns)
        axis = try fields.decode(MapAxis.self, forKey: .axis)
        layer = try fields.decode(Int.self, forKey: .layer)
        frame = try fields.decode(Box.self, forKey: .frame)
        weights = try fields.decode([Float].self, forKey: .weights)
        reading = try fields.decodeIfPresent(HeadReading.self, forKey: .reading)
        let (count, isTooLarge) = rows.multipliedReportingOverflow(by: columns)
        guard rows > 0, columns > 0, !isTooLarge, count == weights.count else {
            throw DecodingError.dataCorruptedError(
                forKey: .weights, in: fields, debugDescription: "\(weights.count) weights for \(rows)x\(columns) patches")
        }
    }
}

/// The smallest area of a map that holds a given share of its weight.
package struct MassOutline: Equatable, Sendable {
    /// Per patch: inside the outline?
    package let inside: [Bool]
    /// The share of the weight it really holds, at least the share asked for.
    package let held: Float

    package init(inside: [Bool], held: Float) {
        self.inside = inside
        self.held = held
    }

    package var patchCount: Int { inside.count { $0 } }
}
