// The further figures of an evaluation: what mistakes cost, whether maps tell the truth, where it is hard, what it costs.
import Evaluation

extension EvaluationReport {
    /// Titles with one mistake each, judged by the answers of the title as it should be.
    package struct Robustness: Encodable, Sendable {
        package struct Kind: Encodable, Sendable {
            /// Titles in which this mistake can be made.
            package var queries: Int
            package var r1, r10, map: Double
            /// R@10 with the mistake over R@10 of the same titles without it.
            package var shareOfClean: Double?
            /// For a dropped word, which leaves "bottle with black stripes" of a green one: what the best reader of the
            /// shortened title would get, and the share of the titles that find any product they still describe.
            package var ceilingR10, matchingR10: Double?
            package var ci: [String: Interval]
            /// One of the titles.
            package var example: String
        }

        package var typo, droppedWord, shuffledWords, promotionWords: Kind?
    }

    /// Questions of one and two words, judged by every product whose title says so.
    package struct ShortQuestions: Encodable, Sendable {
        package struct Kind: Encodable, Sendable {
            package var questions: Int
            /// The share of the first ten photos that are right (of as many as can be, where fewer than ten are), and what a random
            /// order would get.
            package var p10, chance: Double
            package var ci: [String: Interval]
            /// The questions answered worst, the worst first.
            package var worst: [String]
        }

        /// The thing's name alone, and with one word more.
        package var thing, thingAndWord: Kind?
    }

    /// Score lost when a part of the picture is blanked.
    package struct Faithfulness: Encodable, Sendable {
        package struct Loss: Encodable, Sendable {
            /// Where the map looks; the same shape elsewhere; where another instance of the picture looks.
            package var outline, elsewhere: Double
            package var otherInstance: Double?
        }

        package var pairs: Int
        /// The share of the map's weight inside the outline, and the outline's mean share of the picture.
        package var outlineShare, area: Double
        /// Mean score before.
        package var score: Double
        package var loss: Loss
        /// Loss at the outline over loss elsewhere, and over loss at another instance; nil where that is not above zero.
        package var ratio, ratioToOther: Double?
        /// Share of the pairs that lose more at the outline than elsewhere, and than at another instance.
        package var above: Double
        package var aboveOther: Double?
        package var ci: [String: Interval]
    }

    /// Pairs of a product and a photo that shows it, by something that makes them hard.
    package struct Stratum: Encodable, Sendable {
        package var stratum: String
        package var pairs: Int
        /// Share of the pairs whose photo is among the first 1 and 10, other photos of the product aside.
        package var r1, r10: Double
        package var pointing: Double?
        package var ci: [String: Interval]
    }

    package struct Strata: Encodable, Sendable {
        package var productsPerPhoto: [Stratum] = []
        /// Visible part of the product over the picture; empty without truth.
        package var boxArea: [Stratum] = []
        /// Does the box touch the picture's edge? Empty without truth.
        package var edge: [Stratum] = []
        /// Products of the larger half of the catalog's categories against those of the smaller; empty where all are
        /// equally large.
        package var frequency: [Stratum] = []
    }

    /// Recall by the weight of the global vector.
    package struct BlendCurve: Encodable, Sendable {
        package var weights, r1, r10, map: [Double]
        /// The weight of the largest R@10, by mAP where several are.
        package var best: Double
    }

    package struct ZeroShot: Encodable, Sendable {
        /// The catalog's column, or `list`.
        package var column: String
        package var classes: Int
        package var products: Int
        /// Share of the products whose class word fits best: by the global vector, by the best instance.
        package var global: Double
        package var instance: Double?
        /// Share of the largest class: what always naming it would give.
        package var majority: Double
        package var ci: [String: Interval]
    }

    /// Photos that show one product alone, each given the best fitting of the products asked for.
    package struct PhotoNaming: Encodable, Sendable {
        package struct Share: Encodable, Sendable {
            /// Share of the photos given a product they show.
            package var accuracy: Double
            package var ci: Interval?
        }

        /// By the best instance (nil without instances), by the global vector.
        package struct Shares: Encodable, Sendable {
            package var instance, global: Share?
        }

        package var photos, products: Int
        /// The product whose title fits best; whose clean shot does (empty where a product has none).
        package var byTitle = Shares(), byShot = Shares()

        init(photos: Int, products: Int) { (self.photos, self.products) = (photos, products) }
    }

    package struct Similar: Encodable, Sendable {
        package struct Gain: Encodable, Sendable {
            package var ndcg10: Double
            package var ci: Interval?
        }

        package var queries, products: Int
        package var global: Gain
        package var instance: Gain?
    }

    /// What could not be measured because photos that the index knows cannot be read any more.
    package struct LeftOut: Encodable, Sendable {
        package var photos: Int
        /// Pairs of a question and such a photo.
        package var pairs: Int
    }

    /// What it takes, on this machine.
    package struct Cost: Encodable, Sendable {
        /// CPU seconds to decode and encode a thousand pictures, as indexing does; nil where no picture can be read.
        package var cpuSecondsPer1000Pictures: Double?
        /// Milliseconds from words to ten rows, median.
        package var queryMs: Double
        package var indexBytesPerPicture: Double
        /// Of this evaluation.
        package var cpuSeconds: Double
    }
}
