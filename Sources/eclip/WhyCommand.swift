// "Why not this one?" without the screen: the true place of one photo, what beats it, where it looks, and what each word
// does.
import ArgumentParser
import Domain
import Engraving
import Foundation
import Interface
import Retrieval
import Screen

struct WhyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "why", abstract: "Say why a photo stands where it stands for words: true rank, what beats it, each word.",
        discussion: """
            The photo is one of the index (--picture), or the best of those that list a product (--product). Photos are ranked
            one by one among the whole index. With --within N the exit status is 1 when the photo stands below rank N.
            """)

    @OptionGroup var files: ModelFiles
    @OptionGroup var drawing: DrawingFlags

    @Argument(help: "Words that were searched for.")
    var text: String

    @Option(name: .long, help: ArgumentHelp("The best photo of this product.", valueName: "id"))
    var product: String?

    @Option(name: .long, help: ArgumentHelp("A photo of the index.", valueName: "path"))
    var picture: String?

    @OptionGroup var scoring: ScoreFlags

    @Option(name: .long, help: ArgumentHelp("Exit with 1 when the photo stands below this rank.", valueName: "rank"), transform: whole(1...manyThings))
    var within: Int?

    @OptionGroup var probes: WhyProbes

    @Option(name: .long, help: "Language: en or ja.")
    var lang = Language.en

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    func validate() throws {
        let asked = [product, picture].count { $0 != nil }
        guard asked == 1 else { throw ValidationError("\(asked) photos (expected exactly one of --product, --picture)") }
        if let within, within < 1 { throw ValidationError("--within: \(within) (expected 1 or more)") }
        guard text.contains(where: { !$0.isWhitespace }) else { throw ValidationError("TEXT: no words") }
    }

    func run() throws {
        let engine = try SearchEngine(checkpoint: files.checkpointPath(), index: files.indexPath())
        let request = SearchRequest(.text(text), score: scoring.score, blend: scoring.blend, language: lang.rawValue)
        let target = product.map(WhyTarget.product) ?? .picture(picture ?? "")
        let report = try engine.why(target, in: request)
        let findings = try probes.findings(report, engine)
        if json {
            try StandardOutput.write(data: report.json(source: AnswerSource(engine), findings).text + "\n")
        } else {
            let page = WhyPage(report: report, language: lang, inks: drawing.inks(), columns: StandardOutput.columns,
                lineColumns: StandardOutput.lineColumns)
            let text = page.text(raster: try? engine.raster(image: report.image, atLeast: AnswerTable.photoSide))
            try StandardOutput.write(drawn: text + findings.text(lang, inks: page.inks))
        }
        if let within, report.standing.rank > within { throw Ending.no }
    }
}

extension WhyReport {
    /// One object; nothing in it is localised but titles.
    func json(source: AnswerSource, _ findings: WhyFindings) -> JSON {
        .object([
            ("text", .string(reading.raw)), ("normalized", .string(reading.normalized)),
            ("unseen_words", .strings(reading.unseenWords)),
            ("checkpoint", .object([
                ("file", .string(source.checkpointFile)), ("model_sha256", .string(source.modelSHA256)),
            ])),
            ("index", .object([("file", .string(source.indexFile)), ("instances", .int(source.instances))])),
            ("score_kind", .string(request.score.rawValue)), ("image", .string(image)),
            ("product_id", .string(product.productID)), ("title", .string(product.title)),
            ("rank", .int(standing.rank)), ("total", .int(total)), ("score", .float(standing.score)),
            ("behind_first", .float(behindFirst)), ("instance", .int(standing.instance)),
            ("region", map.region(holding: 0.6).json), ("box", map.box().json),
            ("recipe", .string(map.recipe(layers: layers))), ("map", map.json),
            ("conditioned_recipe", .optional(conditioned?.recipe(layers: layers))),
            ("conditioned_map", conditioned?.json ?? .null),
            ("above", .array(above.map { $0.json(beside: standing) })), ("below", below?.json(beside: standing) ?? .null),
            ("words", .array(words.map { $0.json(beside: standing) })),
        ] + findings.fields)
    }
}

extension Neighbour {
    fileprivate func json(beside asked: Standing) -> JSON {
        .object([
            ("rank", .int(standing.rank)), ("image", .string(image)), ("product_id", .string(product.productID)),
            ("title", .string(product.title)), ("score", .float(standing.score)), ("instance", .int(standing.instance)),
            ("ahead", .float(standing.score - asked.score)),
        ])
    }
}

extension WordEffect {
    fileprivate func json(beside asked: Standing) -> JSON {
        .object([
            ("word", .string(word)), ("rest", .string(rest)), ("rank", .int(standing.rank)),
            ("score", .float(standing.score)), ("instance", .int(standing.instance)),
            ("rank_change", .int(standing.rank - asked.rank)), ("score_change", .float(standing.score - asked.score)),
            ("map_kept", .float(mapKept)), ("region", map.region(holding: 0.6).json),
        ])
    }
}

extension MapRegion {
    /// Thirds of the picture and how the patches lie.
    var json: JSON {
        func name(_ third: Third, _ names: [String]) -> JSON {
            .string(names[third == .low ? 0 : third == .middle ? 1 : 2])
        }
        return .object([
            ("across", name(across, ["left", "middle", "right"])), ("down", name(down, ["top", "middle", "bottom"])),
            ("spread", .string("\(spread)")), ("patches", .int(patches)), ("of", .int(patchCount)), ("held", .float(held)),
        ])
    }
}
