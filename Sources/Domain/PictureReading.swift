// Everything the model sees in one photo: each instance query with its map, its score for the words at hand
// and the catalog title nearest to it. This is what the "why" panel and the strip draw.

/// One instance query's view of a photo.
package struct InstanceReading: Equatable, Sendable {
    /// From 1 (shown as a letter: 1 is a).
    package var instance: Int
    /// Share of the picture: sums to 1 over the patches.
    package var map: AttentionMap
    /// Share among queries: what part of each patch this query owns, `rows * columns` values 0...1.
    package var owned: [Float]
    /// Score for the words at hand; nil without a query.
    package var score: Float?
    /// The catalog's title nearest to this instance's vector.
    package var nearestTitle: String
    package var nearestScore: Float
    /// Measured at indexing: this query models the background.
    package var isBackground: Bool

    package init(
        instance: Int, map: AttentionMap, owned: [Float], score: Float?, nearestTitle: String, nearestScore: Float,
        isBackground: Bool
    ) {
        self.instance = instance
        self.map = map
        self.owned = owned
        self.score = score
        self.nearestTitle = nearestTitle
        self.nearestScore = nearestScore
        self.isBackground = isBackground
    }

    /// The letter the screen uses for an instance counted from 1: a, b, c…
    package static func letter(_ instance: Int) -> Character {
        Character(UnicodeScalar(UInt8(96 + max(1, min(26, instance)))))
    }

    /// An instance by its letter or its number, both as people type them; nil for anything else.
    package static func instance(named text: String) -> Int? {
        if let number = Int(text) { return number > 0 ? number : nil }
        return (1...26).first { String(letter($0)) == text.lowercased() }
    }
}

/// All instance queries of one photo.
package struct PictureReading: Equatable, Sendable {
    package var image: String
    package var instances: [InstanceReading]
    /// The text-conditioned map, when the photo was read with words from its file.
    package var conditioned: AttentionMap?
    package var conditionedScore: Float?
    /// Score of the picture's global vector for the words at hand.
    package var globalScore: Float?
    /// Decoder layers in all (maps are of the last unless they say otherwise).
    package var layers: Int

    package init(
        image: String, instances: [InstanceReading], conditioned: AttentionMap? = nil,
        conditionedScore: Float? = nil, globalScore: Float? = nil, layers: Int
    ) {
        self.image = image
        self.instances = instances
        self.conditioned = conditioned
        self.conditionedScore = conditionedScore
        self.globalScore = globalScore
        self.layers = layers
    }
}
