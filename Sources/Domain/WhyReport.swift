// Why a photo stands where it stands: its true place among all photos of the index, what stands above it, and what each
// word of the question does to it. One value for the command, the page and the pinned photo's line.

/// A photo's place in a ranking.
package struct Standing: Equatable, Sendable {
    /// From 1, among all photos ranked.
    package var rank: Int
    package var score: Float
    /// The winning instance query, from 1.
    package var instance: Int

    package init(rank: Int, score: Float, instance: Int) {
        self.rank = rank
        self.score = score
        self.instance = instance
    }
}

/// A photo that stands beside the one asked about.
package struct Neighbour: Equatable, Sendable {
    package var image: String
    package var product: ProductLabel
    package var standing: Standing

    package init(image: String, product: ProductLabel, standing: Standing) {
        self.image = image
        self.product = product
        self.standing = standing
    }
}

/// What the question becomes without one of its words.
package struct WordEffect: Equatable, Sendable {
    package var word: String
    /// The words that are left.
    package var rest: String
    package var standing: Standing
    /// Where the rest looks: the text-conditioned map where the photo's file was read, else the winner's own.
    package var map: AttentionMap
    /// The share of the map's weight that stays where it was, 0...1.
    package var mapKept: Float

    package init(word: String, rest: String, standing: Standing, map: AttentionMap, mapKept: Float) {
        self.word = word
        self.rest = rest
        self.standing = standing
        self.map = map
        self.mapKept = mapKept
    }
}

/// The whole answer to "why not this one?".
package struct WhyReport: Equatable, Sendable {
    package var request: SearchRequest
    package var reading: QueryReading
    package var image: String
    package var product: ProductLabel
    package var standing: Standing
    /// Photos ranked.
    package var total: Int
    /// The photos of the first rows and of the rows just above, best first; empty for the first.
    package var above: [Neighbour]
    /// The next photo below.
    package var below: Neighbour?
    /// The winner's share of the picture.
    package var map: AttentionMap
    /// Where the words look, read from the file; nil where the file or the decoder is missing.
    package var conditioned: AttentionMap?
    /// Decoder layers in all.
    package var layers: Int
    /// One per word; empty for a question that is not words or has only one.
    package var words: [WordEffect]

    package init(
        request: SearchRequest, reading: QueryReading, image: String, product: ProductLabel, standing: Standing,
        total: Int, above: [Neighbour], below: Neighbour?, map: AttentionMap, conditioned: AttentionMap? = nil,
        layers: Int, words: [WordEffect] = []
    ) {
        self.request = request
        self.reading = reading
        self.image = image
        self.product = product
        self.standing = standing
        self.total = total
        self.above = above
        self.below = below
        self.map = map
        self.conditioned = conditioned
        self.layers = layers
        self.words = words
    }

    /// How far the score lies under the first row's; 0 for the first.
    package var behindFirst: Float { above.first.map { $0.standing.score - standing.score } ?? 0 }
}

extension AttentionMap {
    /// The share of weight that two maps of one grid have in common, 0...1 for maps that sum to 1.
    package func kept(in other: AttentionMap) -> Float {
        precondition(rows == other.rows && columns == other.columns, "maps of \(rows)x\(columns) and \(other.rows)x\(other.columns)")
        return zip(weights, other.weights).reduce(0) { $0 + min($1.0, $1.1) }
    }
}
