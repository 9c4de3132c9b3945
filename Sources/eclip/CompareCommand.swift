// Two rankings side by side: what moved for one question; what the change is worth over many, worst first.
import ArgumentParser
import Catalog
import Domain
import Evaluation
import Retrieval

struct CompareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare",
        abstract: "Put two rankings side by side: checkpoints, scores, wordings, or another engine's TREC run.",
        discussion: """
            The first side is --score (of --checkpoint and --index) or --run; the second is what the --with-… options change
            about it, or --with-run. Figures need judgements: --qrels, or --catalog (with --truth), where a photo is right
            when it shows a product whose title is the query. A difference is the second side minus the first.
            """)

    @OptionGroup var sides: SideFlags
    @OptionGroup var drawing: DrawingFlags

    @Option(name: .long, help: ArgumentHelp("TREC judgements: query 0 document grade; 'eclip export' writes them.", valueName: "file"))
    var qrels: String?

    @Option(name: .long, help: ArgumentHelp("Catalog (CSV) to judge by.", valueName: "csv"))
    var catalog: String?

    @OptionGroup var reading: CatalogFlags

    @Option(name: .long, help: ArgumentHelp("What is where in the pictures (JSON Lines), to judge by.", valueName: "jsonl"))
    var truth: String?

    @Option(name: .long, help: "Rows read of each side, to tell where a row came from or went.", transform: whole(1...manyThings))
    var depth = 100

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    @Flag(name: .long, help: "Exit status 1 when a figure of the second side is worse beyond luck.")
    var failWorse = false

    @Option(name: .long, help: ArgumentHelp(
        "The least a figure must reach: right.ndcg, difference.ndcg (also p, mrr, err), or overlap; may be repeated.",
        valueName: "figure=number"))
    var failUnder: [Threshold] = []

    func validate() throws {
        if qrels != nil, catalog != nil { throw ValidationError("--qrels and --catalog (expected one to judge by)") }
        if truth != nil, catalog == nil { throw ValidationError("--truth: without --catalog") }
        if failWorse, qrels == nil, catalog == nil { throw ValidationError("--fail-worse: without --qrels or --catalog") }
        guard (1...10_000).contains(depth) else { throw ValidationError("--depth: \(depth) (expected 1 to 10000)") }
    }

    func run() throws {
        try failUnder.forEach(check)
        let filed = try qrels.map(readJudgements)
        let opened = try RankingSides(sides)
        let rated = try filed?.judging(opened.queries, of: sides.queries ?? sides.text ?? opened.names[0], judged: qrels ?? "")
        let judgements = try rated ?? catalogJudgements(opened)
        let rankings = try opened.rankings(depth: max(depth, sides.top))
        if let rated, let qrels { try rated.check(named: qrels, against: opened.known(rankings)) }
        let comparison = RankingComparison(rankings: rankings, judgements: judgements, top: sides.top)
        let missed = try missed(comparison)
        let report = ComparisonWords(comparison, names: opened.names, top: sides.top, isASCII: drawing.inks().rung == .ascii)
        try StandardOutput.write(json ? report.json.text + "\n" : report.text, asData: json)
        for words in missed { StandardError.note(words) }
        if !missed.isEmpty { throw Ending.no }
    }

    private func catalogJudgements(_ opened: RankingSides) throws -> Judgements? {
        guard let catalog else { return nil }
        let file = try reading.read(catalog, keepsMissing: true)
        let known = try truth.map { try readTruth($0, of: file) }
        return CatalogJudgements(catalog: file, truth: known, kind: opened.kind)
            .judgements(of: opened.queries.map { ($0.id, $0.subject) }, index: opened.index)
    }

    /// Throws `InputFault` for a figure that no comparison has, before anything is asked.
    private func check(_ threshold: Threshold) throws {
        let parts = threshold.figure.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        let isKnown = parts.count == 2 && ["left", "right", "difference"].contains(parts[0])
            && JudgedFigures.names.contains(parts[1])
        guard threshold.figure != "overlap", !isKnown || (qrels == nil && catalog == nil) else { return }
        throw unknown(threshold)
    }

    private func unknown(_ threshold: Threshold) -> InputFault {
        InputFault(
            "--fail-under", "no figure \(threshold.figure)",
            expected: "overlap, or left, right or difference with .ndcg, .p, .mrr or .err, and judgements")
    }

    /// What was asked for and is not so, in words. Throws `InputFault` for a figure that could not be had.
    private func missed(_ comparison: RankingComparison) throws -> [String] {
        var missed = failUnder.isEmpty && !failWorse ? [] : comparison.differences.filter { failWorse && $0.verdict == .worse }
            .map { "\($0.figure) is worse: \(threeDecimals($0.difference)) \($0.ci.words)" }
        for threshold in failUnder {
            guard let value = value(threshold.figure, comparison) else { throw unknown(threshold) }
            if value < threshold.least { missed.append("\(threshold.figure) is \(value), under \(threshold.least)") }
        }
        return missed
    }

    private func value(_ path: String, _ comparison: RankingComparison) -> Double? {
        if path == "overlap" { return comparison.overlap }
        let parts = path.split(separator: ".").map(String.init)
        guard parts.count == 2, let found = comparison.differences.first(where: { $0.figure == parts[1] }) else { return nil }
        switch parts[0] {
        case "left": return found.other
        case "right": return found.this
        case "difference": return found.difference
        default: return nil
        }
    }
}
