// The figures of an evaluation, in the form of `eval --json` (interfaces.md): names stay, more may be added. A
// figure that a model cannot have is null, never missing, hence the encoders by hand.
import Evaluation
import Foundation

package struct EvaluationReport: Encodable, Sendable {
    /// Words find photos: by the best instance, the global vector, their blend, and refined.
    package struct TextToScene: Encodable, Sendable {
        package var instance, global, blend, refined: RankingFigures?
        /// Instances minus global vector, query by query.
        package var gain: RankingGain?

        private enum CodingKeys: String, CodingKey { case instance, global, blend, refined, gain }

        package func encode(to encoder: Encoder) throws {
            var object = encoder.container(keyedBy: CodingKeys.self)
            try object.encode(instance, forKey: .instance)
            try object.encode(global, forKey: .global)
            try object.encode(blend, forKey: .blend)
            try object.encode(refined, forKey: .refined)
            try object.encode(gain, forKey: .gain)
        }
    }

    /// A clean shot finds photos: by its central instance, its global vector, and the instance its title picks.
    package struct InstanceToScene: Encodable, Sendable {
        package var instance, global: RankingFigures?
        package var withTitle: RankingFigures?
        /// Clean shots asked with whose product a picture shows, in the index or not.
        package var queries = 0

        private enum CodingKeys: String, CodingKey { case instance, global, withTitle, queries }

        package func encode(to encoder: Encoder) throws {
            var object = encoder.container(keyedBy: CodingKeys.self)
            try object.encode(instance, forKey: .instance)
            try object.encode(global, forKey: .global)
            try object.encode(withTitle, forKey: .withTitle)
            try object.encode(queries, forKey: .queries)
        }
    }

    package struct Grounding: Encodable, Sendable {
        package var pairs = 0
        package var free, textConditioned: GroundingFigures?
        package var oracleIou: Double?
        package var centredBox, wholePicture, patchText: GroundingFigures?

        private enum CodingKeys: String, CodingKey {
            case pairs, free, textConditioned, oracleIou, centredBox, wholePicture, patchText
        }

        package func encode(to encoder: Encoder) throws {
            var object = encoder.container(keyedBy: CodingKeys.self)
            try object.encode(pairs, forKey: .pairs)
            try object.encode(free, forKey: .free)
            try object.encode(textConditioned, forKey: .textConditioned)
            try object.encode(oracleIou, forKey: .oracleIou)
            try object.encode(centredBox, forKey: .centredBox)
            try object.encode(wholePicture, forKey: .wholePicture)
            try object.encode(patchText, forKey: .patchText)
        }
    }

    package struct Controls: Encodable, Sendable {
        /// Recall when what the decoder makes of a blank picture and the title is the query: a leak would find the
        /// photo.
        package var blankPictureR10: Double?
        package var shuffledTitleR10: Double
        package var chanceR10: Double
        /// The 95 % interval contains chance.
        package var blankPictureAtChance: Bool?
        package var shuffledTitleAtChance: Bool
        /// What a random order gives wishes for other products, one picture of each, the query's own answers aside:
        /// what `shuffledTitleR10` is measured like.
        package var shuffledChanceR10: Double
        package var ci: [String: Interval]

        private enum CodingKeys: String, CodingKey {
            case blankPictureR10, shuffledTitleR10, chanceR10, blankPictureAtChance, shuffledTitleAtChance
            case shuffledChanceR10, ci
        }

        package func encode(to encoder: Encoder) throws {
            var object = encoder.container(keyedBy: CodingKeys.self)
            try object.encode(blankPictureR10, forKey: .blankPictureR10)
            try object.encode(shuffledTitleR10, forKey: .shuffledTitleR10)
            try object.encode(chanceR10, forKey: .chanceR10)
            try object.encode(blankPictureAtChance, forKey: .blankPictureAtChance)
            try object.encode(shuffledTitleAtChance, forKey: .shuffledTitleAtChance)
            try object.encode(shuffledChanceR10, forKey: .shuffledChanceR10)
            try object.encode(ci, forKey: .ci)
        }
    }

    package struct Queries: Encodable, Sendable {
        /// Share of the instance queries that answer under 0.5 % of the listed titles.
        package var deadShare: Double
        /// Mean spread of the winning maps, 0 (one patch) ... 1 (uniform).
        package var entropy: Double
        /// Queries that model the background, from 1.
        package var background: [Int]
    }

    package struct Category: Encodable, Sendable {
        package var category: String
        package var products: Int
        package var r10: Double
        package var pointing: Double?
        package var r1: Double
        /// By the global vector.
        package var globalR10: Double?
        /// Instances minus global vector.
        package var gain: RankingGain?
        /// The weight of the global vector that blends best.
        package var bestBlend: Double?
        package var ci: [String: Interval]

        private enum CodingKeys: String, CodingKey {
            case category, products, r10, pointing, r1, globalR10, gain, bestBlend, ci
        }

        package func encode(to encoder: Encoder) throws {
            var object = encoder.container(keyedBy: CodingKeys.self)
            try object.encode(category, forKey: .category)
            try object.encode(products, forKey: .products)
            try object.encode(r10, forKey: .r10)
            try object.encode(pointing, forKey: .pointing)
            try object.encode(r1, forKey: .r1)
            try object.encode(globalR10, forKey: .globalR10)
            try object.encode(gain, forKey: .gain)
            try object.encode(bestBlend, forKey: .bestBlend)
            try object.encode(ci, forKey: .ci)
        }
    }

    package struct Calibrated: Encodable, Sendable {
        /// Mean distance between the chance said and the share right, over the first ten rows of every query.
        package var error: Double
        package var rows: Int
        /// Area under the curve of the first row's chance: queries with an answer against the same without it.
        package var aurocAnswerless: Double?
        /// What `aurocAnswerless` cannot exceed: where the first row is wrong anyway, taking the answers out changes
        /// nothing that could be seen in it.
        package var aurocCeiling: Double?
        /// The same against galleries without any picture of the query's category.
        package var aurocKindless: Double?
        /// The same against titles of other trades, no word of which the catalog knows.
        package var aurocForeign: Double?
        package var foreignTitles: Int
    }

    /// Another run over the same queries.
    package struct Comparison: Encodable, Sendable {
        /// Name of the other checkpoint's file.
        package var with: String
        package var queries: Int
        package var differences: [PairedDifference]

        /// - Throws: `InputFault` when the two did not ask the same.
        package init(_ run: SavedEvaluation, with other: SavedEvaluation, named name: String) throws {
            with = other.head.checkpoint
            queries = run.queries.count
            differences = try run.compared(with: other, named: name)
        }
    }

    package var comparison: Comparison?
    package var textToScene = TextToScene()
    package var instanceToScene = InstanceToScene()
    package var grounding = Grounding()
    package var controls: Controls?
    package var queries: Queries?
    package var calibration: Calibrated?
    package var robustness: Robustness?
    package var shortQuestions: ShortQuestions?
    package var faithfulness: Faithfulness?
    package var strata = Strata()
    package var blendCurve: BlendCurve?
    package var zeroShot: ZeroShot?
    package var photoNaming: PhotoNaming?
    package var similarProducts: Similar?
    package var cost: Cost?
    /// nil where every photo could be read.
    package var leftOut: LeftOut?
    package var byCategory: [Category] = []
    /// Products asked for that a picture shows.
    package var products = 0
    /// Products asked for that no picture shows: they are in no figure.
    package var withoutPhoto = 0
    /// Pictures of the gallery: those of the index that are not clean shots (all, where there is nothing else).
    package var pictures = 0
    /// Clean shots of the index left out of the gallery.
    package var cleanShots = 0

    package init() {}

    /// One line of JSON.
    package var json: String {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    /// A figure by its path, as `--fail-under` names it: `text_to_scene.instance.r10`, places of a list from 0
    /// (`text_to_scene.instance.ci.r10.0`); nil where there is none.
    package func value(at path: String) -> Double? {
        var value: Any? = try? JSONSerialization.jsonObject(with: Data(json.utf8))
        for key in path.split(separator: ".") {
            if let list = value as? [Any] {
                value = Int(key).flatMap { list.indices.contains($0) ? list[$0] : nil }
            } else {
                value = (value as? [String: Any])?[String(key)]
            }
        }
        return (value as? NSNumber)?.doubleValue
    }
}
