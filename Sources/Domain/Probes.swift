// What can be asked of one photo beyond its reading: what a score loses when a part of it is gone, and its other maps.

/// A part of a photo, or of what the model sees in it, that is taken away.
package enum KnockOut: Equatable, Sendable {
    /// Patches, row-major from the top left, filled with the mean colour of the picture's border.
    case patches(Set<Int>)
    /// An instance query, from 1.
    case query(Int)
}

/// A photo's place before and after a knock-out.
package struct KnockOutReport: Equatable, Sendable {
    package var image: String
    package var knockOut: KnockOut
    package var before, after: Standing
    /// The new winner's share of the picture.
    package var map: AttentionMap

    package init(image: String, knockOut: KnockOut, before: Standing, after: Standing, map: AttentionMap) {
        self.image = image
        self.knockOut = knockOut
        self.before = before
        self.after = after
        self.map = map
    }
}

/// The maps of a photo that are read from its file: where texts look, what each layer of the decoder did, and what the image
/// encoder did before it.
package struct PhotoMaps: Equatable, Sendable {
    package var image: String
    /// The texts asked with, in their order; an empty one is the prompt that says nothing.
    package var texts: [String]
    /// One text-conditioned map per text; empty from a checkpoint without a decoder.
    package var conditioned: [AttentionMap]
    /// Per decoder layer, per instance: share of the picture.
    package var layers: [[AttentionMap]]
    package var encoder: EncoderMaps

    package init(
        image: String, texts: [String], conditioned: [AttentionMap], layers: [[AttentionMap]], encoder: EncoderMaps
    ) {
        self.image = image
        self.texts = texts
        self.conditioned = conditioned
        self.layers = layers
        self.encoder = encoder
    }
}

/// One map minus another, patch by patch, on the even-share scale of both.
package struct ContrastMap: Equatable, Sendable {
    package let rows, columns: Int
    /// Differences of weights; they sum to 0.
    package let weights: [Float]

    /// Maps of one grid.
    package init(_ map: AttentionMap, minus other: AttentionMap) {
        precondition(map.rows == other.rows && map.columns == other.columns, "maps of two grids")
        rows = map.rows
        columns = map.columns
        weights = zip(map.weights, other.weights).map(-)
    }

    /// -5...5: the sign of the difference and its level, in doublings from half an even share.
    package func level(_ patch: Int) -> Int {
        let level = AttentionMap.level(evenShares: abs(weights[patch]) * Float(weights.count))
        return weights[patch] < 0 ? -level : level
    }
}
