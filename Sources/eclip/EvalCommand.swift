// How good a checkpoint is on an index, and whether it is good enough.
import ArgumentParser
import Catalog
import Domain
import Evaluation
import Retrieval

/// A figure and the least it must reach: `text_to_scene.instance.r10=0.8`.
struct Threshold: ExpressibleByArgument {
    let figure: String
    let least: Double

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1)
        guard parts.count == 2, let least = Double(parts[1]), least.isFinite else { return nil }
        figure = String(parts[0])
        self.least = least
    }
}

struct EvalCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "eval", abstract: "Measure a checkpoint on an index.",
        discussion: "With --fail-under, exit status 1 when a figure is missed.")

    @OptionGroup var files: ModelFiles

    @Option(name: .long, help: ArgumentHelp("Catalog (CSV) of the index; the bundled one where none is named.", valueName: "csv"))
    var catalog: String?

    @Option(name: .long, help: ArgumentHelp("What is where in the pictures (JSON Lines).", valueName: "jsonl"))
    var truth: String?

    @Option(name: .long, help: "Source that the query pictures come from.")
    var querySource: String?

    @Option(name: .long, help: "Language of the titles asked with: en or ja.")
    var lang = Language.en

    @Flag(name: .long, help: "Go on although more than 5 % of the catalog's rows are bad.")
    var skipBadRows = false

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    @Option(name: .long, help: ArgumentHelp("The least a figure must reach; may be repeated.", valueName: "figure=number"))
    var failUnder: [Threshold] = []

    func run() throws {
        let isBundled = catalog == nil && files.index == nil
        let path = try catalog ?? AssetPaths.found().catalog
        let known = try truthPath(isBundled).map(TruthFile.read)
        let rows = try CatalogFile.read(path, skipBadRows: skipBadRows)
        let engine = try SearchEngine(checkpoint: files.checkpointPath(), index: files.indexPath())
        let run = EvaluationRun(
            engine: engine, catalog: rows, truth: known, querySource: querySource, language: lang.rawValue)
        let report = try run.run { StandardError.note($0) }
        let missed = try missed(report)
        try StandardOutput.write(json ? report.json + "\n" : EvaluationWords(report: report).text)
        for words in missed { StandardError.note(words) }
        if !missed.isEmpty { throw Ending.no }
    }

    /// The truth named; the bundled one belongs to the bundled catalog only.
    private func truthPath(_ isBundled: Bool) throws -> String? {
        try truth ?? (isBundled ? AssetPaths.found().truth : nil)
    }

    /// The thresholds that are missed, in words. Throws `InputFault` for a figure that does not exist.
    private func missed(_ report: EvaluationReport) throws -> [String] {
        try failUnder.compactMap { threshold in
            guard let value = report.value(at: threshold.figure) else {
                throw InputFault("--fail-under", "no figure \(threshold.figure)", expected: "one of eval --json")
            }
            return value < threshold.least ? "\(threshold.figure) is \(value), under \(threshold.least)" : nil
        }
    }
}
