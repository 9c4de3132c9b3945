// What an index knows about itself and the model it was built with. Another model's vectors mean nothing to it, so both
// names are kept and compared before anything is searched.
import Domain

/// A model as an index remembers it.
package struct ModelIdentity: Equatable, Sendable, Codable {
    /// Hash of tensors, configuration and tokenizer.
    package var sha256: String
    /// File name, for messages.
    package var name: String
    /// Size of an embedding (e).
    package var embedding: Int
    /// Instance vectors per picture (Q).
    package var queries: Int
    /// Patches of a map.
    package var rows, columns: Int
    /// Decoder layers.
    package var layers: Int
    /// What the shares among queries were raised to before they became shares of the picture; nil in older indexes.
    package var mapPower: Int?

    package init(
        sha256: String, name: String, embedding: Int, queries: Int, rows: Int, columns: Int, layers: Int, mapPower: Int? = nil
    ) {
        self.mapPower = mapPower
        self.sha256 = sha256
        self.name = name
        self.embedding = embedding
        self.queries = queries
        self.rows = rows
        self.columns = columns
        self.layers = layers
    }

    package var patches: Int { rows * columns }

    /// Sizes that a model can have, looked at before anything is reckoned with those of a file.
    var isSound: Bool {
        let sides = 1...4_096, layers = 0...1_024
        return (1...255).contains(queries) && (1...65_536).contains(embedding) && sides.contains(rows) && sides.contains(columns)
            && layers.contains(self.layers) && (1...16).contains(mapPower ?? 1)
    }

    /// Name and the start of the hash.
    package var label: String { "\(name) (\(sha256.prefix(12)))" }
}

/// What one instance query did over all pictures, measured at indexing.
package struct QueryShare: Equatable, Sendable, Codable {
    /// From 1.
    package var instance: Int
    /// Share of all patches that this query owns (largest share among the queries).
    package var owned: Double
    /// Share of the listed titles that this query answers best.
    package var wins: Double
    /// Owns much and answers seldom for what it owns: it models the background.
    package var isBackground: Bool

    package init(instance: Int, owned: Double, wins: Double, queries: Int) {
        self.instance = instance
        self.owned = owned
        self.wins = wins
        isBackground = QueryUse(owned: owned, wins: wins).isBackground(among: queries)
    }
}

/// What `info` and the health page show of an index.
package struct IndexSummary: Equatable, Sendable, Codable {
    package var formatVersion: Int
    package var model: ModelIdentity
    /// File name and hash of the catalog it was built from.
    package var catalog: String
    package var catalogHash: String
    /// The split it holds; nil for all.
    package var split: String?
    package var pictures: Int
    package var products: Int
    /// Pictures that could not be read, with the reason.
    package var skipped: [String: String]
    /// Pictures that are used although their files end early, with what is to be said.
    package var noted: [String: String]
    package var shares: [QueryShare]
    /// Hash of model, paths and vectors: two indexes with the same digest answer the same.
    package var digest: String
    /// The chance of a row as this gallery has it; nil in older indexes and where there was too little to fit it on.
    package var calibration: Calibration?

    package var instances: Int { pictures * model.queries }
}
