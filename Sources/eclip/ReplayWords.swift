// What a replay found, as JSON and as a page.
import Domain
import Evaluation

struct ReplayReport {
    let session, checkpoint, index: String
    let baseline: String?
    let top: Int
    let queries: [ReplayedQuery]
    let answers: (same: Int, asked: Int)

    var verdicts: Int { queries.reduce(0) { $0 + $1.labels.count + $1.regions.count } }
    var honoured: Int { queries.reduce(0) { $0 + $1.honoured } }
    var broken: Int { queries.reduce(0) { $0 + $1.broken } }
    var won: Int { queries.reduce(0) { $0 + $1.won } }
    var missing: Int { queries.reduce(0) { $0 + $1.missing } }

    // MARK: JSON

    var json: String {
        JSON.object([
            ("session", .string(session)), ("checkpoint", .string(checkpoint)), ("index", .string(index)),
            ("baseline", .optional(baseline)), ("top", .int(top)), ("verdicts", .int(verdicts)), ("honoured", .int(honoured)),
            ("broken", .int(broken)), ("won", .int(won)), ("missing", .int(missing)),
            ("answers", .object([("asked", .int(answers.asked)), ("same", .int(answers.same))])),
            ("queries", .array(queries.map(Self.json))),
        ]).text
    }

    private static func json(_ query: ReplayedQuery) -> JSON {
        .object([
            ("query", .string(query.id)), ("head", .int(query.head)), ("honoured", .int(query.honoured)),
            ("broken", .int(query.broken)), ("won", .int(query.won)), ("missing", .int(query.missing)),
            ("verdicts", .array(query.labels.map(json))), ("regions", .array(query.regions.map(json))),
        ])
    }

    private static func json(_ label: ReplayedLabel) -> JSON {
        .object([
            ("image", .string(label.label.image)), ("grade", .int(label.label.grade)), ("rank", .optional(label.rank)),
            ("honoured", json(label.isHonoured)), ("rank_before", .optional(label.rankBefore)),
            ("honoured_before", json(label.wasHonoured)), ("broken", .bool(label.isBroken)),
        ])
    }

    private static func json(_ region: ReplayedRegion) -> JSON {
        .object([
            ("image", .string(region.key.image)), ("instance", .int(region.key.instance)),
            ("honoured", json(region.isHonoured)), ("honoured_before", json(region.wasHonoured)),
            ("broken", .bool(region.isBroken)),
        ])
    }

    private static func json(_ value: Bool?) -> JSON { value.map(JSON.bool) ?? .null }

    // MARK: Words

    var text: String {
        var lines = ["\(session) on \(checkpoint) with \(index)" + (baseline.map { ", against \($0)" } ?? ""), ""]
        for query in queries.sorted(by: { ($1.broken, $0.id) < ($0.broken, $1.id) }) {
            let right = query.labels.filter(\.isRight), wrong = query.labels.filter { !$0.isRight }
            lines.append(
                "\(query.id): right \(Self.share(right)) in the first \(query.head), wrong \(Self.share(wrong)) kept below"
                    + (query.regions.isEmpty ? "" : ", regions \(query.regions.count { $0.isHonoured == true }) of \(query.regions.count)"))
            lines += query.labels.filter(\.isBroken).map { "  broken  " + Self.words($0) }
            lines += query.regions.filter(\.isBroken).map { "  broken  region  \($0.key.image)  the map's peak is outside of the box" }
            lines += query.labels.filter(\.isWon).map { "  won     " + Self.words($0) }
        }
        return (lines + ["", summary]).page
    }

    private var summary: String {
        let told = verdicts - missing
        var parts = ["\(honoured) of \(told) verdicts honoured, \(broken) broken"]
        if baseline != nil { parts.append("\(won) won") }
        if missing > 0 { parts.append("\(missing) about photos that the index does not hold") }
        if answers.asked > 0 { parts.append("\(answers.same) of \(answers.asked) questions answered as in the session") }
        return parts.joined(separator: ", ")
    }

    private static func share(_ labels: [ReplayedLabel]) -> String {
        "\(labels.count { $0.isHonoured == true }) of \(labels.count { $0.isHonoured != nil })"
    }

    private static func words(_ label: ReplayedLabel) -> String {
        let rank = label.rank.map { "rank \($0)" } ?? "not there"
        let before = label.rankBefore.map { " (was \($0))" } ?? ""
        return "\(label.isRight ? "right" : "wrong")  \(label.label.image)  \(rank)\(before)"
    }
}
