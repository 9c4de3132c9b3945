// A question to the index, as data: what the box holds, how to score, how to fold.

/// What is searched for.
package enum QuerySubject: Equatable, Hashable, Sendable {
    /// Words, as typed.
    case text(String)
    /// A product of the index, by its id.
    case product(String)
    /// A picture: a path of the index or a file; the instance counts from 1, nil lets the engine pick.
    case picture(String, instance: Int?)
}

/// Which score ranks the pictures.
package enum ScoreKind: String, Sendable, Codable, CaseIterable {
    case instance, global, blend
}

/// Whether photos of one product fold into one row.
package enum Grouping: String, Sendable, Codable, CaseIterable {
    case none, product
}

/// Pictures by name: only these, or all but these.
package struct PictureChoice: Equatable, Sendable {
    package var images: Set<String>
    package var isExcluded: Bool

    package init(_ images: Set<String>, isExcluded: Bool = false) {
        self.images = images
        self.isExcluded = isExcluded
    }
}

/// Everything that decides a ranking.
package struct SearchRequest: Equatable, Sendable {
    package var subject: QuerySubject
    /// Rows wanted; 0 means all.
    package var top: Int
    package var score: ScoreKind
    /// Weight of the global vector in a blend, 0...1.
    package var blend: Double
    package var grouping: Grouping
    /// Re-rank the first 50 by the text-conditioned query on the picture files.
    package var refine: Bool
    /// Give each match its map.
    package var maps: Bool
    /// Language of the titles shown (`en`, `ja`).
    package var language: String
    /// What is ranked beside the filters of the words; empty for everything.
    package var choices: [PictureChoice] = []

    package init(
        _ subject: QuerySubject, top: Int = 10, score: ScoreKind = .instance, blend: Double = 0.5,
        grouping: Grouping = .none, refine: Bool = false, maps: Bool = false, language: String = "en"
    ) {
        self.subject = subject
        self.top = top
        self.score = score
        self.blend = blend
        self.grouping = grouping
        self.refine = refine
        self.maps = maps
        self.language = language
    }
}
