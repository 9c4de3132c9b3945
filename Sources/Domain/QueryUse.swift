// What an instance query does over many pictures, and the two names that follow from it. Training and indexing measure it
// on pictures of their own and must call the same thing by the same name.

/// How much one instance query owns and how often it answers.
package struct QueryUse: Equatable, Sendable, Codable {
    /// Share of all patches that this query owns (largest share among the queries).
    package var owned: Double
    /// Share of the titles that this query answers best.
    package var wins: Double

    package init(owned: Double, wins: Double) {
        self.owned = owned
        self.wins = wins
    }

    /// Owns much and answers seldom for what it owns: it models the background, which is wanted.
    package func isBackground(among queries: Int) -> Bool {
        queries > 1 && owned > 1.5 / Double(queries) && wins < owned / 4
    }

    /// Answers hardly ever and does not model the background either.
    package func isDead(among queries: Int) -> Bool { wins < 0.005 && !isBackground(among: queries) }
}
