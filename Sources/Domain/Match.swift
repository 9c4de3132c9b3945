// The answer to a search: ranked pictures, each with the instance that won and why.
import Foundation

/// The parts of a match's score.
package struct ScoreParts: Equatable, Sendable, Codable {
    package var instance: Float
    package var global: Float
    /// Text-conditioned score, when the match was refined.
    package var conditioned: Float?

    package init(instance: Float, global: Float, conditioned: Float? = nil) {
        self.instance = instance
        self.global = global
        self.conditioned = conditioned
    }
}

/// A picture with its best instance.
package struct Match: Equatable, Sendable {
    /// From 1.
    package var rank: Int
    /// Path as the index stores it (relative to the index).
    package var image: String
    package var source: String
    /// The listed product whose title fits the instance best.
    package var product: ProductLabel
    /// All products the catalog lists for this picture.
    package var products: [ProductLabel]
    /// How many pictures this row stands for (1 unless folded by product).
    package var folded: Int
    package var facets: [String: String]
    /// The winning instance query, from 1.
    package var instance: Int
    package var score: Float
    /// Calibrated chance that the row is right; nil where neither the index nor the checkpoint has a calibration.
    package var probability: Float?
    package var scores: ScoreParts
    /// This score minus the next row's; nil on the last.
    package var gap: Float?
    /// Box around the winning instance's map, in fractions of the picture.
    package var box: Box
    package var map: AttentionMap?
    /// Something the row has to say: "the picture file is missing, first score kept".
    package var note: String?

    package init(
        rank: Int, image: String, source: String, product: ProductLabel, products: [ProductLabel], folded: Int = 1,
        facets: [String: String] = [:], instance: Int, score: Float, probability: Float? = nil, scores: ScoreParts,
        gap: Float? = nil, box: Box, map: AttentionMap? = nil, note: String? = nil
    ) {
        self.rank = rank
        self.image = image
        self.source = source
        self.product = product
        self.products = products
        self.folded = folded
        self.facets = facets
        self.instance = instance
        self.score = score
        self.probability = probability
        self.scores = scores
        self.gap = gap
        self.box = box
        self.map = map
        self.note = note
    }
}

/// How the words of a query were read.
package struct QueryReading: Equatable, Sendable {
    /// As typed.
    package var raw: String
    /// NFKC-folded.
    package var normalized: String
    /// The pieces the model read, without the start token.
    package var tokens: [String]
    /// Pieces cut off at the model's limit.
    package var droppedTokens: Int
    /// The end of the text that those pieces are of, normalised.
    package var droppedText = ""
    /// The model's limit in pieces, the start token included.
    package var tokenLimit: Int
    /// Words training never saw.
    package var unseenWords: [String]
    /// What is to be said of the file of a picture that was asked with; nil where it is whole.
    package var fileNote: InputFault?
    /// The photo and the instance of it that a product is asked with; nil for what is not a product.
    package var asked: AskedInstance?

    package init(
        raw: String, normalized: String, tokens: [String] = [], droppedTokens: Int = 0, tokenLimit: Int = 32,
        unseenWords: [String] = []
    ) {
        self.raw = raw
        self.normalized = normalized
        self.tokens = tokens
        self.droppedTokens = droppedTokens
        self.tokenLimit = tokenLimit
        self.unseenWords = unseenWords
    }
}

extension QueryReading {
    /// Folding changed more than the case of letters.
    package var isFolded: Bool { raw.precomposedStringWithCompatibilityMapping != raw.precomposedStringWithCanonicalMapping }
}

/// Where the milliseconds of a search went.
package struct SearchTiming: Equatable, Sendable {
    package var encode, search, maps: Double

    package init(encode: Double = 0, search: Double = 0, maps: Double = 0) {
        self.encode = encode
        self.search = search
        self.maps = maps
    }
}

/// A ranked answer.
package struct SearchAnswer: Equatable, Sendable {
    package var request: SearchRequest
    package var reading: QueryReading
    package var matches: [Match]
    /// How many pictures were ranked in all.
    package var total: Int
    package var timing: SearchTiming
    /// Words of the question that no title of the first row's photo holds, as they are compared; the catalog's word beside the
    /// model's.
    package var missingWords: [String] = []
    /// Those of them that training knew: a word that it never saw is told as such, and told once.
    package var knownMissingWords: [String] { Self.known(missingWords, unseen: reading.unseenWords) }
    /// The share of the index, 0..<1, that was looked at for these rows while the search goes on; nil once it is done.
    package var searched: Double?

    package init(
        request: SearchRequest, reading: QueryReading, matches: [Match], total: Int, timing: SearchTiming = .init()
    ) {
        self.request = request
        self.reading = reading
        self.matches = matches
        self.total = total
        self.timing = timing
    }

    package static func known(_ missing: [String], unseen: [String]) -> [String] { missing.filter { !unseen.contains($0) } }
}
