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

    /// What people read of an instance counted from 1: its letter, and its number where the letters are used up.
    package static func name(_ instance: Int) -> String { (1...26).contains(instance) ? String(letter(instance)) : String(instance) }

    /// What an instance of a model with so many can be called: `a to h, or 1 to 8`.
    package static func names(of count: Int) -> String {
        count > 1 ? "\(name(1)) to \(name(count)), or 1 to \(count)" : "\(name(1)), or 1"
    }

    /// An instance by its letter or its number, both as people type them; nil for anything else.
    package static func instance(named text: String) -> Int? {
        if let number = Int(text) { return number > 0 ? number : nil }
        return (1...26).first { String(letter($0)) == text.lowercased() }
    }
}

/// The instance of a photo that a product is asked with.
package struct AskedInstance: Equatable, Sendable {
    /// Path as the index stores it.
    package var image: String
    /// From 1.
    package var instance: Int
    /// Photos of the product that the question is made of; this one is the surest of them.
    package var photos: Int
    /// Photos of the product in the index.
    package var all: Int

    package init(image: String, instance: Int, photos: Int = 1, all: Int = 1) {
        (self.image, self.instance, self.photos, self.all) = (image, instance, photos, all)
    }
}

/// A product by the photo that it is asked with.
package struct ProductReading: Equatable, Sendable {
    package var productID: String
    package var asked: AskedInstance
    package var picture: PictureReading

    package init(productID: String, asked: AskedInstance, picture: PictureReading) {
        (self.productID, self.asked, self.picture) = (productID, asked, picture)
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
