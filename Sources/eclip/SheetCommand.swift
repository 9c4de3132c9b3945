// Every instance query over an index: which answer, which are background, dead or twins.
import ArgumentParser
import Domain
import Foundation
import Retrieval
import Screen

struct SheetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sheet", abstract: "List every instance query over an index: wins, background, dead, duplicate.",
        discussion: """
            Wins and owned patches were measured over every picture when the index was built; likeness, entropy, edges and titles come
            from an even sample. Two queries are duplicates from a mean cosine of 0.95 or 90 % of their maps in common. With --check
            the exit status is 1 when a query is dead or a duplicate. With --region and --query the photos come instead, those first \
            whose query has the most of its weight in that part of the picture.
            """)

    @OptionGroup var files: ModelFiles

    @Option(name: .long, help: "Pictures to look at; 0 means all.", transform: whole(0...manyThings))
    var sample = 1_000

    @OptionGroup var place: RegionFlags

    @Flag(name: .long, help: "Exit with 1 when a query is dead or a duplicate.")
    var check = false

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    func validate() throws {
        guard sample >= 0 else { throw ValidationError("--sample: \(sample) (expected 0 or more)") }
        if check, place.question != nil { throw ValidationError("--check: not with --region") }
    }

    func run() throws {
        let engine = try SearchEngine(checkpoint: files.checkpointPath(), index: files.indexPath())
        if let question = place.question { return try place.write(question, engine, json: json) }
        let sheet = try engine.sheet(sample: sample)
        try StandardOutput.write(json ? sheet.json(source: AnswerSource(engine)).text + "\n" : table(sheet), asData: json)
        if check, !sheet.flagged.isEmpty { throw Ending.no }
    }

    private func table(_ sheet: QuerySheet) -> String {
        let widths = TextWidth.standard
        let flags = sheet.lines.map { $0.flags.joined(separator: " ") }
        let flagColumns = max(11, (flags.map(widths.columns).max() ?? 0) + 1)
        let head = " q  wins  owns  entropy  edge  most like     " + widths.padded("flags", to: flagColumns) + "nearest to"
        let note = "\(sheet.sampled) of \(sheet.pictures) pictures; an even map has \(percent(sheet.evenEdge)) at the edge"
        let rows = sheet.lines.map { line -> String in
            let twin = line.nearestTwin.map {
                "\(InstanceReading.letter($0.instance)) \(AnswerTable.thousandths(Float($0.cosine)))/\(percent($0.mapsShared))"
            }
            let cells: [(String, Int, TextAlignment)] = [
                (" \(InstanceReading.letter(line.instance))", 2, .leading), (percent(line.use.wins), 5, .trailing),
                (percent(line.use.owned), 5, .trailing), (percent(line.entropy), 8, .trailing),
                (percent(line.edge), 5, .trailing), (" " + (twin ?? "-"), 13, .leading),
                (" " + line.flags.joined(separator: " "), flagColumns + 1, .leading),
            ]
            let titles = line.titles.map { "\($0.product.name) (\($0.pictures))" }.joined(separator: ", ")
            return cells.map { widths.padded($0.0, to: $0.1, alignment: $0.2) }.joined(separator: " ") + titles
        }
        return ([note, head] + rows).map { widths.cut($0.onOneLine, to: StandardOutput.columns) }.page
    }

    private func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
}

extension SheetLine {
    /// Names for scripts, never localised.
    var flags: [String] {
        (isBackground ? ["background"] : []) + (isDead ? ["dead"] : []) + (isDuplicate ? ["duplicate"] : [])
    }
}

extension QuerySheet {
    func json(source: AnswerSource) -> JSON {
        .object([
            ("checkpoint", .object([
                ("file", .string(source.checkpointFile)), ("model_sha256", .string(source.modelSHA256)),
            ])),
            ("index", .object([("file", .string(source.indexFile)), ("instances", .int(source.instances))])),
            ("pictures", .int(pictures)), ("sampled", .int(sampled)), ("even_edge", .number(evenEdge)),
            ("queries", .array(lines.map(\.json))),
        ])
    }
}

extension SheetLine {
    fileprivate var json: JSON {
        let twin: JSON = nearestTwin.map {
            .object([("instance", .int($0.instance)), ("cosine", .number($0.cosine)), ("maps_shared", .number($0.mapsShared))])
        } ?? .null
        return .object([
            ("instance", .int(instance)), ("wins", .number(use.wins)), ("owned", .number(use.owned)),
            ("background", .bool(isBackground)), ("dead", .bool(isDead)), ("duplicate", .bool(isDuplicate)),
            ("most_like", twin), ("entropy", .number(entropy)), ("edge", .number(edge)),
            ("titles", .array(titles.map {
                .object([
                    ("product_id", .string($0.product.productID)), ("title", .string($0.product.title)),
                    ("pictures", .int($0.pictures)),
                ])
            })), ("mean_map", mean?.json ?? .null),
        ])
    }
}
