// An evaluation with what every single query got, so that another one can be compared with it query by query.
import Domain
import Evaluation
import Files
import Foundation
import Images

package struct SavedEvaluation: Sendable {
    package static let format = "eclip evaluation"

    package var report: EvaluationReport
    package var head: Head
    /// Per product asked for, and per pair of a product and a photo.
    package var queries, pairs: [QueryRecord]

    /// What was measured on what.
    package struct Head: Codable, Equatable, Sendable {
        package var format = SavedEvaluation.format
        package var version = 1
        /// Name of the checkpoint's file and `model_sha256`.
        package var checkpoint, modelSha256: String
        package var index: String
        /// Hash over the gallery's pictures and what each shows.
        package var gallery: String
        package var pictures: Int
        package var language, querySource: String?
    }

    init(_ run: EvaluationRun, _ measured: Measurement) {
        let gallery = measured.gallery
        report = measured.report
        head = Head(
            checkpoint: run.engine.model.name, modelSha256: run.engine.model.checkpoint.identity,
            index: run.engine.index.path.nameOfPath, gallery: gallery.identity,
            pictures: gallery.pictures.count, language: run.language, querySource: run.querySource)
        let records = EvaluationRecords(measured)
        queries = records.queries
        pairs = records.pairs
    }

    /// The parts of the file that are read again.
    private struct File: Codable {
        var evaluation: Head
        var queries, pairs: [QueryRecord]
    }

    /// The whole as JSON: figures, head, and one object per query.
    package var json: String {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let file = File(evaluation: head, queries: queries, pairs: pairs)
        let body = (try? encoder.encode(file)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
        return "{\"figures\":\(report.json)," + body.dropFirst() + "\n"
    }

    /// Does a file look like a saved evaluation? Checkpoints and indexes do not begin with a brace. Throws `InputFault`.
    package static func isSaved(_ path: String) throws -> Bool {
        if let kind = FileKind.certain(path) { return kind == .evaluation }
        return try TextFile.bytes(of: path).first { !" \t\r\n".utf8.contains($0) } == UInt8(ascii: "{")
    }

    /// - Throws: `InputFault` for a file that cannot be read or is none of ours.
    package static func read(_ path: String) throws -> SavedEvaluation {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        guard let file = try? decoder.decode(File.self, from: Data(TextFile.bytes(of: path))), file.evaluation.format == format else {
            throw InputFault(path, "not an evaluation", expected: "a file that `eclip eval --save` wrote")
        }
        guard file.evaluation.version == 1 else {
            throw InputFault(path, "an evaluation of version \(file.evaluation.version)", expected: "version 1")
        }
        return SavedEvaluation(report: EvaluationReport(), head: file.evaluation, queries: file.queries, pairs: file.pairs)
    }

    private init(report: EvaluationReport, head: Head, queries: [QueryRecord], pairs: [QueryRecord]) {
        self.report = report
        self.head = head
        self.queries = queries
        self.pairs = pairs
    }

    /// This evaluation against another, query by query.
    /// - Parameter name: of the other, for complaints.
    /// - Throws: `InputFault` when the two did not ask the same queries of the same gallery.
    package func compared(with other: SavedEvaluation, named name: String) throws -> [PairedDifference] {
        let expected = "an evaluation of the same queries and gallery"
        guard other.head.language == head.language, other.head.querySource == head.querySource,
            Set(other.queries.map(\.id)) == Set(queries.map(\.id))
        else { throw InputFault(name, difference(from: other), expected: expected) }
        guard other.head.gallery == head.gallery else {
            throw InputFault(
                name, "searched another gallery (\(other.head.pictures) pictures, here \(head.pictures))", expected: expected)
        }
        return pairedDifferences(this: queries, other: other.queries) + pairedDifferences(this: pairs, other: other.pairs)
    }

    private func difference(from other: SavedEvaluation) -> String {
        let (mine, theirs) = (Set(queries.map(\.id)), Set(other.queries.map(\.id)))
        guard mine == theirs else {
            return "asked for other products (\(mine.intersection(theirs).count) of \(mine.count) shared)"
        }
        return other.head.language == head.language ? "asked with other shots" : "asked in another language"
    }
}

/// What every query and every pair got, by the paths of the report.
struct EvaluationRecords {
    var queries: [QueryRecord]
    var pairs: [QueryRecord] = []

    init(_ measured: Measurement) {
        let gallery = measured.gallery
        queries = gallery.queries.map { QueryRecord(id: $0.productID) }
        func add(_ scoring: String, _ result: RankingResult?, to query: Int) {
            guard let result else { return }
            queries[query].results[scoring] = Dictionary(uniqueKeysWithValues: zip(RankingFigures.names, result.values))
        }
        for (query, outcome) in measured.outcomes.enumerated() {
            add("text_to_scene.instance", outcome.curve.isEmpty ? nil : outcome.instance, to: query)
            add("text_to_scene.global", outcome.global, to: query)
            add("text_to_scene.blend", outcome.curve.isEmpty ? nil : outcome.blend, to: query)
            add("text_to_scene.own", outcome.own, to: query)
        }
        for (query, result) in measured.refined.enumerated() { add("text_to_scene.refined", result, to: query) }
        for shot in measured.shots {
            add("instance_to_scene.instance", shot.instance, to: shot.query)
            add("instance_to_scene.global", shot.global, to: shot.query)
            add("instance_to_scene.with_title", shot.withTitle, to: shot.query)
            add("instance_to_scene.own", shot.instance ?? shot.global, to: shot.query)
        }
        pairs = measured.pairs.map { pair in
            var record = QueryRecord(id: gallery.queries[pair.query].productID + " " + gallery.names[pair.place])
            record.results["grounding.free"] = pair.free?.values
            record.results["grounding.text_conditioned"] = pair.guided?.values
            return record
        }
    }
}

extension GroundingResult {
    fileprivate var values: [String: Double] {
        ["pointing": pointing ? 1 : 0, "mass_in_box": massInBox, "iou": overlap]
    }
}
