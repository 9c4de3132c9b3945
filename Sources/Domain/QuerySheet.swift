// Every instance query over the whole index: which answer, which model the background, which are dead, and which two are
// one. The figures are facts of a sample; the names for them follow from fixed thresholds that the sheet carries.

/// A title that an instance query is nearest to, and how often.
package struct TitleCount: Equatable, Sendable {
    package var product: ProductLabel
    package var pictures: Int

    package init(product: ProductLabel, pictures: Int) {
        self.product = product
        self.pictures = pictures
    }
}

/// Another query that sees nearly the same.
package struct QueryTwin: Equatable, Sendable {
    /// From 1.
    package var instance: Int
    /// Mean cosine of the two vectors.
    package var cosine: Double
    /// Mean share of weight that the two maps have in common, 0...1.
    package var mapsShared: Double

    package init(instance: Int, cosine: Double, mapsShared: Double) {
        self.instance = instance
        self.cosine = cosine
        self.mapsShared = mapsShared
    }

    /// Mean cosine, or mean share of the maps in common, from which two queries count as one.
    package static let nearCosine = 0.95, nearMaps = 0.9

    package var isDuplicate: Bool { cosine >= Self.nearCosine || mapsShared >= Self.nearMaps }
}

/// One instance query over the index.
package struct SheetLine: Equatable, Sendable {
    /// From 1.
    package var instance: Int
    package var use: QueryUse
    package var isBackground: Bool
    package var isDead: Bool
    /// The query it is most like; nil where it is alone.
    package var nearestTwin: QueryTwin?
    /// Mean entropy of its maps over that of an even map, 0...1: 0 looks at one patch, 1 everywhere.
    package var entropy: Double
    /// Mean share of its weight on the outermost ring of the picture's patches, 0...1.
    package var edge: Double
    /// The titles its vectors are nearest to most often, the most frequent first.
    package var titles: [TitleCount]
    /// The mean of its maps: where in a photo it looks by habit; nil where maps of several shapes were looked at.
    package var mean: AttentionMap?

    package init(
        instance: Int, use: QueryUse, isBackground: Bool, isDead: Bool, nearestTwin: QueryTwin?, entropy: Double,
        edge: Double, titles: [TitleCount], mean: AttentionMap? = nil
    ) {
        self.mean = mean
        self.instance = instance
        self.use = use
        self.isBackground = isBackground
        self.isDead = isDead
        self.nearestTwin = nearestTwin
        self.entropy = entropy
        self.edge = edge
        self.titles = titles
    }

    package var isDuplicate: Bool { nearestTwin?.isDuplicate ?? false }
}

/// All instance queries over an index.
package struct QuerySheet: Equatable, Sendable {
    package var lines: [SheetLine]
    /// Pictures of the index, and those that were looked at.
    package var pictures, sampled: Int
    /// What an even map would put on the outermost ring, 0...1.
    package var evenEdge: Double

    package init(lines: [SheetLine], pictures: Int, sampled: Int, evenEdge: Double) {
        self.lines = lines
        self.pictures = pictures
        self.sampled = sampled
        self.evenEdge = evenEdge
    }

    /// Queries that are dead or the duplicate of another.
    package var flagged: [SheetLine] { lines.filter { $0.isDead || $0.isDuplicate } }
}
