// The figures of an evaluation, in the form of `eval --json` (interfaces.md): names stay, more may be added.
import Evaluation
import Foundation

package struct EvaluationReport: Encodable, Sendable {
    /// Words find photos: by the best instance, the global vector, their blend, and refined.
    package struct TextToScene: Encodable, Sendable {
        package var instance, global, blend, refined: RankingFigures?
    }

    /// A clean shot finds photos: by its central instance, its global vector, and the instance its title picks.
    package struct InstanceToScene: Encodable, Sendable {
        package var instance, global: RankingFigures?
        package var withTitle: RankingFigures?
    }

    package struct Grounding: Encodable, Sendable {
        package var pairs = 0
        package var free, textConditioned: GroundingFigures?
        package var oracleIou: Double?
        package var centredBox, wholePicture, patchText: GroundingFigures?
    }

    package struct Controls: Encodable, Sendable {
        /// Recall when what the decoder makes of a blank picture and the title is the query: a leak would find the photo.
        package var blankPictureR10: Double?
        package var shuffledTitleR10: Double
        package var chanceR10: Double
        /// The 95 % interval contains chance.
        package var blankPictureAtChance: Bool?
        package var shuffledTitleAtChance: Bool
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
    }

    package struct Calibrated: Encodable, Sendable {
        /// Mean distance between the chance said and the share right, over the first ten rows of every query.
        package var error: Double
        package var rows: Int
        /// Area under the curve of the first row's chance: queries with an answer against the same without it.
        package var aurocAnswerless: Double?
    }

    package var textToScene = TextToScene()
    package var instanceToScene = InstanceToScene()
    package var grounding = Grounding()
    package var controls: Controls?
    package var queries: Queries?
    package var calibration: Calibrated?
    package var byCategory: [Category] = []
    /// Products asked for.
    package var products = 0
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

    /// A figure by its path, as `--fail-under` names it: `text_to_scene.instance.r10`; nil where there is none.
    package func value(at path: String) -> Double? {
        var value: Any? = try? JSONSerialization.jsonObject(with: Data(json.utf8))
        for key in path.split(separator: ".") { value = (value as? [String: Any])?[String(key)] }
        return (value as? NSNumber)?.doubleValue
    }
}
