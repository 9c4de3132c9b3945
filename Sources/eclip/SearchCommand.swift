// Ask the index: words, a product, a photo, or a file of questions.
import ArgumentParser
import Domain
import Foundation
import InstanceIndex
import Retrieval

extension ScoreKind: ExpressibleByArgument {}
extension Grouping: ExpressibleByArgument {}

/// The flags that decide a ranking.
struct RankingFlags: ParsableArguments {
    @Option(name: .long, help: "Rows wanted; 0 means all.", transform: whole(0...manyThings))
    var top = 10

    @OptionGroup var scoring: ScoreFlags

    @Option(name: .long, help: "Fold photos of one product into a row: none or product.")
    var group = Grouping.none

    @Flag(name: .long, help: "Re-rank the first 50 by the text-conditioned query on the picture files.")
    var refine = false

    @Flag(name: .long, help: "Give each match its map.")
    var maps = false

    @Option(name: .long, help: "Language of the titles: en or ja.")
    var lang = Language.en

    func validate() throws {
        guard top >= 0 else { throw ValidationError("--top: \(top) (expected 0 or more)") }
    }

    func request(_ subject: QuerySubject) -> SearchRequest {
        SearchRequest(
            subject, top: top, score: scoring.score, blend: scoring.blend, grouping: group, refine: refine, maps: maps,
            language: lang.rawValue)
    }
}

struct SearchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search", abstract: "Rank the photos of an index for words, a product or a photo.",
        discussion: """
            TEXT may weigh terms, stay away from some, hold products and filters: '2:red dress + #p12 - floral color:red \
            price:<50 -brand:x title:"with dots"'. An operator stands between blanks. What there is to filter by: eclip facets.
            """)

    @OptionGroup var files: ModelFiles
    @OptionGroup var ranking: RankingFlags
    @OptionGroup var drawing: DrawingFlags

    @Argument(help: "Words to search for.")
    var text: String?

    @Option(name: .long, help: ArgumentHelp("A product of the index.", valueName: "id"))
    var product: String?

    @Option(name: .long, help: ArgumentHelp("A photo: a path of the index or a file.", valueName: "file"))
    var image: String?

    @Option(name: .long, help: ArgumentHelp("Instance query of the photo, a letter or a number from 1.", valueName: "q"))
    var instance: String?

    @Option(name: .long, help: ArgumentHelp("A question a line: words, #id, path@n or JSON; - is stdin.", valueName: "file"))
    var queries: String?

    @Option(
        name: .long, help: ArgumentHelp("Filters for every question: color:red price:<50 -brand:x.", valueName: "filters"))
    var filter: String?

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    @Option(name: .long, help: ArgumentHelp(
        "What the verdicts of a session on this question would change: the explorer's R, as a table.", valueName: "session"))
    var feedback: String?

    @OptionGroup var rows: RunFlags

    @Option(name: .long, help: ArgumentHelp(
        "Re-rank the rows that another engine gave, a TREC run; queries are found by their id or their words.",
        valueName: "run"))
    var rerank: String?

    func validate() throws {
        if filter != nil, rerank != nil { throw ValidationError("--rerank: its rows are those of the run (expected no --filter)") }
        if feedback != nil, queries != nil || rerank != nil || filter != nil || rows.format != .table {
            throw ValidationError("--feedback: one question at a time (expected no --queries, --rerank, --filter or --format)")
        }
        if json, rows.format == .trec { throw ValidationError("--json and --format trec are two forms") }
        let asked = [text, product, image, queries].count { $0 != nil }
        guard asked == 1 else {
            throw ValidationError("\(asked) questions (expected exactly one of TEXT, --product, --image, --queries)")
        }
        if let instance {
            guard image != nil else { throw ValidationError("--instance: no --image to choose an instance of") }
            guard InstanceReading.instance(named: instance) != nil else {
                throw ValidationError("--instance: \(instance) (expected a letter or a number from 1)")
            }
        }
        if let text, text.folded.isEmpty { throw ValidationError("TEXT: no words to look for") }
    }

    func run() throws {
        let others = try rerank.map { try readRun($0) }
        let engine = try SearchEngine(checkpoint: files.checkpointPath(), index: files.indexPath())
        if let feedback {
            let found = try FeedbackSearch(engine: engine, session: feedback, request: ranking.request(subject))
            return try StandardOutput.write(json ? found.json.text + "\n" : found.text, asData: json)
        }
        let filters = try FacetsCommand.filters(filter)
        let searcher = Searcher(
            engine: engine, flags: rows, others: try others.map { try Reranker(engine, $0, rows.documents) },
            allowed: try Facets(engine.index).gallery(meeting: filters)?.pictures, filters: filters)
        let source = AnswerSource(engine)
        if let queries { return try answer(QueryLine.read(queries), searcher, source) }
        let found = try searcher.search(ranking.request(subject), id: .null)
        try show(found, id: .null, searcher, source)
        if found.matches.isEmpty { throw Ending.no }
    }

    private var subject: QuerySubject {
        if let product { return .product(product) }
        if let image { return .picture(image, instance: instance.flatMap(InstanceReading.instance(named:))) }
        return .text(text ?? "")
    }

    private func answer(_ lines: [QueryLine], _ searcher: Searcher, _ source: AnswerSource) throws {
        var answered = 0
        for line in lines {
            do {
                let found = try searcher.search(ranking.request(line.subject()), id: line.id)
                try show(found, id: line.id, searcher, source)
                answered += 1
            } catch let fault as InputFault {
                try complain(fault, id: line.id)
            }
        }
        // One bad line among many costs one answer; nothing but bad lines is a bad file.
        if answered == 0, !lines.isEmpty { throw InputFault(queries ?? "--queries", "none of its \(lines.count) questions could be answered") }
    }

    private func complain(_ fault: InputFault, id: JSON) throws {
        guard json || rows.format == .json else { return StandardError.note("\(fault)") }
        try StandardOutput.write(data: JSON.object([("id", id), ("error", .string("\(fault)"))]).text + "\n")
    }

    private func show(_ answer: SearchAnswer, id: JSON, _ searcher: Searcher, _ source: AnswerSource) throws {
        let engine = searcher.engine, notes = try searcher.notes(on: answer, in: ranking.lang)
        if let note = answer.reading.fileNote { StandardError.note("\(note)") }
        if !(json || rows.format == .json) { for note in notes { StandardError.note(note) } }
        if rows.format == .trec { return try StandardOutput.write(data: searcher.trecLines(answer, id: id)) }
        if json || rows.format == .json { return try StandardOutput.write(data: answer.json(id: id, source: source, notes: notes).text + "\n") }
        let table = AnswerTable(
            inks: drawing.inks(), columns: StandardOutput.columns, lineColumns: StandardOutput.lineColumns,
            language: ranking.lang)
        try StandardOutput.write(table.text(answer))
        guard ranking.maps else { return }
        for match in answer.matches {
            let raster = try? engine.raster(image: match.image, atLeast: AnswerTable.photoSide)
            try StandardOutput.write(drawn: table.block(match, raster: raster))
        }
    }
}
