// What a merchant needs to know before switching instance search on: category by category what it gains, what is wrong
// with photos and titles, and where to begin. Facts only; the sentences are the executable's.
import Evaluation
import Foundation

package struct AuditReport: Encodable, Sendable {
    /// When a category should get instance search.
    package enum Rollout: String, Encodable, Sendable {
        /// The gain is surely above zero.
        case first
        /// A gain was measured, but it could be luck.
        case next
        case wait
    }

    package struct Category: Encodable, Sendable {
        package var category: String
        package var products, photos: Int
        package var r10, globalR10: Double
        package var gain: RankingGain
        /// Share of the photos that show several products.
        package var severalProducts: Double
        /// Mean share of the photo that background queries own; nil where the model has none.
        package var background: Double?
        /// Mean share of the winning map's weight outside the product's box; nil without truth.
        package var weightOutside: Double?
        /// Share of the sightings whose box touches the photo's edge, or covers under 4 %; nil without truth.
        package var cutOff, tiny: Double?
        package var emptyTitles, misspeltTitles: Int
        package var rollout: Rollout
    }

    /// A word that training never saw and that looks like a known one.
    package struct Misspelling: Encodable, Sendable {
        package var word, suggestion: String
        /// Products whose title holds it, and one of them.
        package var products: Int
        package var productID, title: String

        private enum CodingKeys: String, CodingKey {
            case word, suggestion, products, title
            case productID = "product_id"
        }
    }

    package struct Titles: Encodable, Sendable {
        package var empty: Int
        /// Products with an empty title, the first twenty.
        package var emptyProducts: [String]
        package var misspelt: [Misspelling]
        /// Words that training never saw and that look like no known one, by how many titles hold them; the first twenty.
        package var unseen: [String: Int]
    }

    /// What makes a photo hard, as far as it can be measured.
    package enum Reason: Equatable, Sendable, Encodable {
        case severalProducts(Int)
        /// Share of the photo.
        case tiny(Double)
        case cutOff
        /// The strongest patch lies outside the product's box.
        case mapElsewhere
        case unseenWords([String])
        /// Nothing of these, and the photo that stands first shows the same product: the title finds other photos of it better.
        case sameProductFirst
        /// Nothing of these, and the photo that stands first shows another product of the same title.
        case sameTitleFirst
        /// Nothing of these: another product looks more like the title.
        case lookAlike

        package func encode(to encoder: any Encoder) throws {
            var words = encoder.singleValueContainer()
            switch self {
            case .severalProducts(let count): try words.encode("several products: \(count)")
            case .tiny(let share): try words.encode("tiny: \((share * 1000).rounded() / 10) % of the photo")
            case .cutOff: try words.encode("cut off")
            case .mapElsewhere: try words.encode("map elsewhere")
            case .unseenWords(let unseen): try words.encode("unseen words: " + unseen.joined(separator: " "))
            case .sameProductFirst: try words.encode("other photos of the product first")
            case .sameTitleFirst: try words.encode("a product of the same title first")
            case .lookAlike: try words.encode("look-alike")
            }
        }
    }

    package struct Photo: Encodable, Sendable {
        package var image, productID, title: String
        /// Among the photos that show other products.
        package var rank: Int
        /// Title of what stands first instead.
        package var firstInstead: String?
        package var reasons: [Reason]

        private enum CodingKeys: String, CodingKey {
            case image, title, rank, firstInstead, reasons
            case productID = "product_id"
        }
    }

    /// A stratum that is surely harder than another one, which a photo guide can do something about.
    package struct Advice: Encodable, Sendable {
        package enum Kind: String, Encodable, Sendable {
            case fewerProducts = "fewer_products"
            case largerProduct = "larger_product"
            case wholeProduct = "whole_product"
        }

        package var kind: Kind
        /// The harder stratum and the best one, with the share of pairs among the first ten.
        package var stratum: String
        package var r10: Double
        package var better: String
        package var betterR10: Double
    }

    package var checkpoint, index, catalog: String
    /// Products asked for that a picture shows, and those that none shows.
    package var products, withoutPhoto: Int
    package var pictures: Int
    package var hasTruth: Bool
    package var instance, global: RankingFigures
    package var gain: RankingGain
    /// R@10 with one typo over R@10 without.
    package var typoShareOfClean: Double?
    package var faithfulAbove: Double?
    package var categories: [Category]
    package var titles: Titles
    package var worstPhotos: [Photo]
    package var guide: [Advice]
    /// Categories, the first to switch on first.
    package var rollout: [String]

    /// One line of JSON.
    package var json: String {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }
}
