// Any ranking scored by verdicts: our own, another score or checkpoint, or the TREC run of another engine.
import ArgumentParser
import Domain
import Evaluation
import Files
import Retrieval
import Sessions

/// The options of `eval` that speak about judgements.
struct VerdictFlags: ParsableArguments {
    @Option(name: .long, help: ArgumentHelp(
        "Score a ranking by these judgements instead: TREC qrels or a session.", valueName: "file"))
    var qrels: String?

    @Option(name: .long, help: ArgumentHelp("With --qrels: the ranking is this TREC run.", valueName: "file"))
    var run: String?

    @Option(name: .long, help: ArgumentHelp(
        "With --qrels: one JSON query a line; without it the judgements' queries are asked.", valueName: "file"))
    var queries: String?

    /// With --qrels.
    @OptionGroup var scoring: ScoreFlags

    @Option(name: .long, help: "With --qrels: what is ranked: picture or product.")
    var documents = DocumentKind.picture

    @Option(name: .long, help: "With --qrels: first rows that count.", transform: whole(1...manyThings))
    var top = 10

    @Option(name: .long, help: "With --qrels: rows that average precision and MRR look at; 0 means all.", transform: whole(0...manyThings))
    var depth = 1_000

    func validate() throws {
        guard (1...1_000).contains(top) else { throw ValidationError("--top: \(top) (expected 1 to 1000)") }
        guard depth == 0 || depth >= top else { throw ValidationError("--depth: \(depth) (expected --top or more, or 0)") }
        if qrels == nil, run != nil || queries != nil { throw ValidationError("--run and --queries go with --qrels") }
    }

    /// - Throws: `InputFault` for bad files.
    func report(_ files: ModelFiles) throws -> (name: String, report: JudgedReport)? {
        guard let qrels else { return nil }
        let filed = try Self.judgements(qrels)
        let asked = try queries.map(AskedQuery.read) ?? Self.asked(filed)
        let judgements = try filed.judging(asked, of: queries ?? qrels, judged: qrels)
        let side: RankingSide, name: String
        if let run {
            (side, name) = (.run(try readRun(run)), run)
        } else {
            let engine = try SearchEngine(checkpoint: files.checkpointPath(), index: files.indexPath())
            side = .engine(engine, score: scoring.score, blend: scoring.blend, words: nil, names: nil)
            name = engine.model.name + " " + scoring.score.rawValue
        }
        try side.check(asked, name: name)
        let rows = depth == 0 ? Int(Int32.max) : depth
        let rankings = try asked.map { (id: $0.id, documents: try side.documents($0, documents, depth: rows)) }
        try judgements.check(named: qrels, against: [(name, side.known(rankings.map(\.documents)))])
        return (name, JudgedReport(rankings: rankings, judgements: judgements, top: top))
    }

    /// Judgements out of qrels, or the verdicts of a session. Throws `InputFault`.
    static func judgements(_ path: String) throws -> Judgements {
        let file = try TextFile(path)
        guard file.text.first(where: { !$0.isWhitespace }) == "{" else { return try readJudgements(path) }
        let labels = PhotoLabel.labels(of: try readSession(path).memory.verdicts.values)
        guard !labels.isEmpty else { throw InputFault(path, "holds no verdict", expected: "a session with verdicts, or qrels") }
        var grades: [String: [String: Int]] = [:]
        for label in labels { grades[label.query, default: [:]][label.image] = max(0, label.grade) }
        return Judgements(grades: grades)
    }

    private static func asked(_ judgements: Judgements) -> [AskedQuery] {
        judgements.grades.keys.sorted().map { AskedQuery(id: $0, subject: QuerySubject(key: $0)) }
    }
}

/// The report as JSON and as a page.
struct VerdictFigures {
    let name: String
    let report: JudgedReport

    private static let shown = 20
    /// Queries without a relevant document that are named.
    private static let named = 10
    private static let titles = ["ndcg": "nDCG", "p": "P", "mrr": "MRR", "map": "MAP", "err": "ERR"]

    var json: String {
        let means = report.means.map { mean in
            JSON.object([
                ("figure", .string(mean.name)), ("mean", .number(mean.mean)),
                ("ci", .array([.number(mean.ci.low), .number(mean.ci.high)])),
            ])
        }
        return JSON.object([
            ("ranking", .string(name)), ("top", .int(report.top)), ("gain", .string("linear")),
            ("queries_rated", .int(report.rated)), ("unrated", .int(report.unrated)), ("rows", .int(report.rows)),
            ("figures", .array(means)), ("queries", .array(report.queries.map(Self.json))),
        ]).text
    }

    private static func json(_ query: JudgedQuery) -> JSON {
        let values: [(String, JSON)] = JudgedReport.names.enumerated().map { place, name in
            (name, query.values.isEmpty ? .null : .number(query.values[place]))
        }
        return .object([("id", .string(query.id))] + values + [("unrated", .int(query.unrated)), ("rows", .int(query.rows))])
    }

    var text: String {
        var lines = [name, "over \(report.rated) of \(report.queries.count) queries with a relevant document"]
        if report.rated < report.queries.count {
            let without = report.queries.filter { $0.figures == nil }
            let named = without.prefix(Self.named).map(\.id).joined(separator: ", ")
            lines.append("\(without.count) have bad verdicts only and count nowhere below: \(named)\(without.count > Self.named ? "…" : "")")
        }
        lines += report.means.map { mean in
            let cut = ["mrr", "map"].contains(mean.name) ? "" : "@\(report.top)"
            let title = ((Self.titles[mean.name] ?? mean.name) + cut).padding(toLength: 9, withPad: " ", startingAt: 0)
            return "\(title) \(threeDecimals(mean.mean)) \(mean.ci.words)"
        }
        lines.append("\(report.unrated) of the first \(report.rows) rows unrated")
        lines += ["", "worst first", " nDCG     P    MRR    MAP  unrated  query"]
        lines += report.queries.prefix(Self.shown).map { query in
            let cells = query.values.prefix(4).map { threeDecimals($0) }
            let figures = cells.isEmpty ? "    -      -      -      -" : cells.joined(separator: "  ")
            return "\(figures)  \(query.unrated)".padding(toLength: 36, withPad: " ", startingAt: 0) + query.id
        }
        let more = report.queries.count - min(Self.shown, report.queries.count)
        return (lines + (more > 0 ? ["and \(more) more (--json has all)"] : [])).page
    }
}
