// Verdicts for other programs: TREC relevance judgements, JSON Lines, CSV, Quepid, RRE, COCO. Pure functions from
// verdicts to text, in a stable order (query, picture, instance).
import Domain
import Foundation

/// A form that `eclip export` writes and `eclip import` reads.
package enum ExportFormat: String, Sendable, CaseIterable {
    case qrels, jsonl, csv, quepid, rre, coco
}

/// The size of a picture, in pixels.
package typealias PictureSize = (width: Int, height: Int)

/// The verdicts of a session as text, their authors left out.
///
/// Throws what `pictureSize` throws.
package func export(
    _ memory: SessionMemory, as format: ExportFormat, bom: Bool = false,
    pictureSize: (String) throws -> PictureSize = unknownSize
) throws -> String {
    let verdicts = memory.verdicts.values.sorted(by: Verdict.precedes).map { SignedVerdict($0) }
    return try export(verdicts, as: format, bom: bom, pictureSize: pictureSize)
}

/// Verdicts as text.
///
/// - qrels: `query 0 picture grade`, blanks and `%` percent-encoded; the grades are those of `PhotoLabel`.
/// - csv: RFC 4180 with a header; `bom` puts a byte-order mark in front for spreadsheet programs.
/// - quepid: CSV `query,docid,rating`, grades as in qrels.
/// - rre: a ratings file of the Rated Ranking Evaluator, grades as in qrels.
/// - coco: verdicts with a drawn box as COCO annotations; only this form asks for `pictureSize`, by path.
///
/// Throws what `pictureSize` throws.
package func export(
    _ verdicts: [SignedVerdict], as format: ExportFormat, bom: Bool = false,
    pictureSize: (String) throws -> PictureSize = unknownSize
) throws -> String {
    let labels = PhotoLabel.labels(of: verdicts.map(\.verdict))
    switch format {
    case .qrels: return labels.map { "\($0.query.withoutBlanks) 0 \($0.image.withoutBlanks) \($0.grade)\n" }.joined()
    case .jsonl: return try verdicts.map { try jsonText($0) + "\n" }.joined()
    case .csv: return (bom ? "\u{FEFF}" : "") + csv([CSVForm.header] + verdicts.map(CSVForm.fields))
    case .quepid:
        let rows = labels.map { [$0.query, $0.image, String($0.grade)] }
        return (bom ? "\u{FEFF}" : "") + csv([QuepidForm.header] + rows)
    case .rre: return try jsonText(RatingsFile(labels), pretty: true) + "\n"
    case .coco: return try jsonText(CocoFile(verdicts.map(\.verdict), pictureSize: pictureSize), pretty: true) + "\n"
    }
}

/// Rows with a flag, and those with a note and no verdict, a JSON object a line: `key`, `flagged`, `note`. None of them is a
/// verdict.
package func exportedFlags(_ memory: SessionMemory) throws -> String {
    struct Line: Encodable {
        let key: VerdictKey
        let flagged: Bool?
        let note: String?
    }
    let kept = memory.asides.filter { $1.isFlagged || $1.note?.isEmpty == false }
    let keys = kept.keys.sorted { ($0.query, $0.image, $0.instance) < ($1.query, $1.image, $1.instance) }
    return try keys.map { key in
        try jsonText(Line(key: key, flagged: kept[key]?.isFlagged == true ? true : nil, note: kept[key]?.note)) + "\n"
    }.joined()
}

/// For forms that need no size. Throws `InputFault`.
package func unknownSize(_ image: String) throws -> PictureSize {
    throw InputFault(image, "the size of the picture is not known", expected: "the folder of the pictures")
}

func jsonText(_ value: some Encodable, pretty: Bool = false) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    if pretty { encoder.outputFormatting.insert(.prettyPrinted) }
    return String(decoding: try encoder.encode(value), as: UTF8.self)
}

/// The columns of the CSV form.
enum CSVForm {
    static let header = [
        "query", "raw_query", "image", "instance", "product_id", "grade", "reason", "note", "rank", "score",
        "score_kind", "model_sha256", "index_sha256", "level", "box", "recipe", "rater", "time",
    ]

    static func fields(_ signed: SignedVerdict) -> [String] {
        let verdict = signed.verdict, evidence = signed.verdict.evidence
        let box = verdict.box.map { [$0.x, $0.y, $0.width, $0.height].map { String($0) }.joined(separator: " ") }
        return [
            verdict.key.query, evidence.rawQuery, verdict.key.image, String(verdict.key.instance), evidence.productID,
            verdict.grade.rawValue, verdict.reason?.rawValue ?? "", verdict.note ?? "", String(evidence.rank),
            String(evidence.score), evidence.scoreKind.rawValue, evidence.modelSHA256, evidence.indexSHA256,
            verdict.level.map { String($0) } ?? "", box ?? "", evidence.recipe, signed.rater ?? "", signed.time ?? "",
        ]
    }
}

/// The columns of Quepid's plain ratings file.
enum QuepidForm {
    static let header = ["query", "docid", "rating"]
}

private func csv(_ rows: [[String]]) -> String {
    rows.map { $0.map(quoted).joined(separator: ",") + "\r\n" }.joined()
}

private func quoted(_ field: String) -> String {
    guard field.unicodeScalars.contains(where: { "\",\r\n".unicodeScalars.contains($0) }) else { return field }
    return "\"" + field.replacing(scalar: "\"", with: "\"\"") + "\""
}
