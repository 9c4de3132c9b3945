// What is kept of a query once its scores are gone: ten thousand products against as many pictures would not fit in
// memory.
import Domain
import Evaluation

/// A picture that answers a query.
struct AnswerRank: Sendable {
    /// Place in the gallery.
    let place: Int
    /// Its rank among the pictures that are no answers, from 1: other photos of the product do not stand in its way.
    let rank: Double
    /// The instance that fits the title best, from 1.
    let winner: Int
}

struct QueryOutcome: Sendable {
    var instance, global, blend: RankingResult?
    /// The blend at weights 0, 0.1 … 1 of the global vector; empty without instances.
    var curve: [RankingResult] = []
    /// Places that a refined search looks at again, and their scores.
    var head: [Int] = []
    /// Every answer, best first.
    var answers: [AnswerRank] = []
    /// Spread of the map that wins the first row.
    var spread = 0.0
    var judged: [JudgedRow] = []
    /// The first row's chance: with the answers in the gallery, without them, without any picture of its category.
    var chance, chanceWithout, chanceKindless: Float?
    /// Is the first row right?
    var isFirstRight = false
    /// Share of foreign wishes that this query's ranking happens to fulfil, and what a random order would.
    var shuffled: Double?
    var shuffledChance = 0.0

    var relevant: Int { answers.count }
    /// By instances, by the global vector in a model without them.
    var own: RankingResult? { instance ?? global }
}
