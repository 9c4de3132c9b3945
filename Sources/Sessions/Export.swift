// Verdicts for other programs: TREC relevance judgements, JSON Lines, CSV. Pure functions from a session's memory to
// text, in a stable order (query, picture, instance).
import Domain
import Foundation

/// A form that `eclip export` writes.
package enum ExportFormat: String, Sendable, CaseIterable {
    case qrels, jsonl, csv
}

/// The verdicts of a session as text.
///
/// - qrels: `query 0 picture grade`, blanks and `%` percent-encoded; a picture counts as relevant (1) when a verdict
///   on it is good, or bad only because the region is wrong.
/// - csv: RFC 4180 with a header; `bom` puts a byte-order mark in front for spreadsheet programs.
package func export(_ memory: SessionMemory, as format: ExportFormat, bom: Bool = false) throws -> String {
    let verdicts = memory.verdicts.values.sorted(by: comesFirst)
    switch format {
    case .qrels: return qrels(verdicts)
    case .jsonl: return try verdicts.map(jsonLine).joined()
    case .csv: return (bom ? "\u{FEFF}" : "") + csv(verdicts)
    }
}

private func comesFirst(_ one: Verdict, _ other: Verdict) -> Bool {
    (one.key.query, one.key.image, one.key.instance) < (other.key.query, other.key.image, other.key.instance)
}

private func qrels(_ verdicts: [Verdict]) -> String {
    var grades: [(query: String, image: String, grade: Int)] = []
    for verdict in verdicts {
        let grade = verdict.grade == .good || verdict.reason == .wrongRegion ? 1 : 0
        if let last = grades.last, last.query == verdict.key.query, last.image == verdict.key.image {
            grades[grades.count - 1].grade = max(last.grade, grade)
        } else {
            grades.append((verdict.key.query, verdict.key.image, grade))
        }
    }
    return grades.map { "\($0.query.withoutBlanks) 0 \($0.image.withoutBlanks) \($0.grade)\n" }.joined()
}

private func jsonLine(_ verdict: Verdict) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(verdict), as: UTF8.self) + "\n"
}

private func csv(_ verdicts: [Verdict]) -> String {
    let header = [
        "query", "raw_query", "image", "instance", "product_id", "grade", "reason", "note", "rank", "score",
        "score_kind", "model_sha256", "index_sha256",
    ]
    let rows = verdicts.map { verdict in
        let evidence = verdict.evidence
        return [
            verdict.key.query, evidence.rawQuery, verdict.key.image, String(verdict.key.instance), evidence.productID,
            verdict.grade.rawValue, verdict.reason?.rawValue ?? "", verdict.note ?? "", String(evidence.rank),
            String(evidence.score), evidence.scoreKind.rawValue, evidence.modelSHA256, evidence.indexSHA256,
        ]
    }
    return ([header] + rows).map { $0.map(quoted).joined(separator: ",") + "\r\n" }.joined()
}

private func quoted(_ field: String) -> String {
    guard field.unicodeScalars.contains(where: { "\",\r\n".unicodeScalars.contains($0) }) else { return field }
    return "\"" + field.replacingOccurrences(of: "\"", with: "\"\"") + "\""
}
