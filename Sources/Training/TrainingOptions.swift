// What a run is asked to do, and the recipe it follows (model.md, "Losses" and "Sampling").
import Foundation
import Networks

/// Which objective a run trains.
package enum Objective: String, Sendable, Codable, CaseIterable {
    /// The three tasks of ECLIP.
    case eclip
    /// The CLIP-style baseline: the same encoders, image-text contrast alone.
    case global
}

/// What the held-out part of a catalog without a `split` column is made of.
package enum SplitUnit: String, Sendable, Codable, CaseIterable {
    case product, photo
}

/// Sizes that a run may choose; nil leaves them as they are.
package struct SizeOptions: Sendable, Codable, Equatable {
    /// Side of the square pictures in pixels.
    package var imageSize: Int?
    package var queries: Int?
    /// Patches that attention reaches to each side.
    package var attentionRadius: Int?
    package var competition: Competition?
    package var mapPower: Int?

    package init() {}

    package func applied(to sizes: ModelConfiguration) -> ModelConfiguration {
        var result = sizes
        result.imageSize = imageSize ?? sizes.imageSize
        result.queries = queries ?? sizes.queries
        result.attentionRadius = attentionRadius ?? sizes.attentionRadius
        result.competition = competition ?? sizes.competition
        result.mapPower = mapPower ?? sizes.mapPower
        return result
    }
}

package struct TrainingOptions: Sendable, Codable, Equatable {
    package var objective = Objective.eclip
    /// Steps in all; nil lets `minutes` decide.
    package var steps: Int?
    /// CPU minutes (user + system, all threads) for the whole run; the steps that fit are fixed after a warm-up.
    package var minutes: Double?
    package var splitBy = SplitUnit.product
    package var seed: UInt64 = 1
    /// Worker threads. Results do not depend on it: the batch is always cut into the same two shards.
    package var threads = 2
    /// Products in a batch; each brings two photos and two titles.
    package var products = 32
    package var peakRate: Float = 1e-3
    package var warmUpSteps = 100
    package var weightDecay: Float = 0.05
    package var gradientLimit: Float = 1
    /// Steps that pair two augmentations of the clean shot before scenes come in; nil chooses by catalog size.
    package var cleanSteps: Int?
    /// Pieces of the tokenizer; nil sizes it from the titles.
    package var pieces: Int?
    /// Sizes of a fresh model; nil for the recipe's own.
    package var configuration: ModelConfiguration?
    /// Changes to the sizes of the recipe, or of the checkpoint that training starts from.
    package var sizes: SizeOptions?
    /// End where so many measurements of the second half bring no new best; nil never does.
    package var patience: Int?
    /// Seconds between checkpoints.
    package var checkpointInterval: Double = 180
    /// Compose scenes from studio photos while training (nil: no, and so it is in the states of earlier versions).
    package var compose: Bool?
    /// The instance that speaks for a clean shot is chosen by place, not by its title (nil: no).
    package var choosesByPlace: Bool?
    /// Share of words left out of a varied title; nil for the recipe's own.
    package var droppedWords: Double?
    /// Share of the titles that are cut down to a shopper's question of one to three words; nil for none.
    package var shortQuestions: Double?
    /// Share of the titles that lose one word, while what holds the rest is no negative; nil for none.
    package var lostWords: Double?
    /// Share of a batch's products drawn for the words they share with another of it; nil for none.
    package var relatedProducts: Double?
    /// Share of a batch's products drawn for being the same thing as another of it in almost the same words; nil for none.
    package var siblingProducts: Double?
    /// Whatever answers a question made of a title is as right as the title's own product, not only no negative (nil: no).
    package var sharesAnswers: Bool?
    /// A title that lost a word is told only from pictures of what has that word (nil: from all that do not answer it).
    package var losesWordsEvenly: Bool?
    /// Queries that answer nothing start again as copies of busy ones, in the first half of the run (nil: no).
    package var revivesQueries: Bool?
    /// Judgements to learn from; nil for none.
    package var feedback: [JudgedPicture]?
    package var weights = LossWeights()

    private enum CodingKeys: String, CodingKey {
        case objective, steps, minutes, splitBy, seed, threads, products, peakRate, warmUpSteps, weightDecay
        case gradientLimit, cleanSteps, pieces, configuration, sizes, checkpointInterval, weights, compose, patience
        case choosesByPlace, droppedWords, revivesQueries, shortQuestions, lostWords, relatedProducts
        case siblingProducts, sharesAnswers, losesWordsEvenly, feedback
    }

    package init() {}

    /// Learning rate at a step (from 0): linear warm-up, then a cosine down to 2 % of the peak.
    package func rate(at step: Int, of total: Int) -> Float {
        let warm = min(1, Float(step + 1) / Float(warmUpSteps))
        let wave = 0.5 * (1 + cos(.pi * min(1, Float(step) / Float(total))))
        return peakRate * warm * (wave * 0.98 + 0.02)
    }

    /// The distillation's share of its weight: none in the first 400 steps, all of it from step 600 on.
    package func distillationRamp(at step: Int) -> Float { max(0, min(1, Float(step - 400) / 200)) }
}
