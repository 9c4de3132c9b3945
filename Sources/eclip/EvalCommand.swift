// How good a checkpoint is on an index, and whether it is good enough.
import ArgumentParser
import Domain
import Evaluation
import Files
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
        discussion: """
            Every figure has its 95 % interval over the queries. With --fail-under, exit status 1 when a figure is missed.
            --compare takes what an earlier run wrote with --save, or another checkpoint with its --compare-index, and says
            which differences are more than luck. --qrels scores a ranking by verdicts instead.
            """)

    @OptionGroup var options: EvaluationOptions
    @OptionGroup var verdicts: VerdictFlags

    @Option(name: .long, help: ArgumentHelp("Write the figures and what every query got, for --compare.", valueName: "file"))
    var save: String?

    @Option(name: .long, help: ArgumentHelp("An evaluation saved earlier, or another checkpoint.", valueName: "file"))
    var compare: String?

    @Option(name: .long, help: ArgumentHelp("The index of the checkpoint named by --compare.", valueName: "file"))
    var compareIndex: String?

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    @Option(name: .long, help: ArgumentHelp("The least a figure must reach; may be repeated.", valueName: "figure=number"))
    var failUnder: [Threshold] = []

    @OptionGroup var overwrite: OverwriteFlag

    func validate() throws {
        if verdicts.qrels != nil, save != nil || compare != nil || options.truth != nil || options.catalog != nil {
            throw ValidationError("--qrels: without --save, --compare, --catalog and --truth (see 'eclip compare' for two sides)")
        }
    }

    func run() throws {
        try failUnder.forEach(check)
        if let (name, report) = try verdicts.report(options.files) { return try say(report, of: name) }
        let saved = try save.map {
            try OutputFile($0, as: .evaluation, reading: options.inputs + [compare, compareIndex], force: overwrite.force)
        }
        let other = try ComparedWith(compare, index: compareIndex)
        let measured = try options.run().measured { StandardError.note($0) }
        var report = measured.report
        report.comparison = try other?.comparison(of: measured, options)
        let missed = try missed(report)
        try saved?.write(measured.json)
        try StandardOutput.write(json ? report.json + "\n" : EvaluationWords(report: report).text, asData: json)
        for words in missed { StandardError.note(words) }
        if !missed.isEmpty { throw Ending.no }
    }

    /// Throws `InputFault` for a figure that no evaluation has, before the long work.
    private func check(_ threshold: Threshold) throws {
        if verdicts.qrels != nil {
            let names = JudgedReport.names + ["rated_share"]
            guard names.contains(threshold.figure) else {
                throw InputFault("--fail-under", "no figure \(threshold.figure)", expected: names.joined(separator: ", "))
            }
        } else if !EvaluationReport.isFigure(threshold.figure) {
            throw InputFault("--fail-under", "no figure \(threshold.figure)", expected: "one of eval --json")
        }
    }

    private func say(_ report: JudgedReport, of name: String) throws {
        let missed = try failUnder.compactMap { threshold -> String? in
            guard let value = report.value(threshold.figure) else {
                throw InputFault("--fail-under", "no query with a relevant document to measure \(threshold.figure) on")
            }
            return value < threshold.least ? "\(threshold.figure) is \(value), under \(threshold.least)" : nil
        }
        let figures = VerdictFigures(name: name, report: report)
        try StandardOutput.write(json ? figures.json + "\n" : figures.text, asData: json)
        for words in missed { StandardError.note(words) }
        if !missed.isEmpty { throw Ending.no }
    }

    /// The thresholds that are missed, in words. Throws `InputFault` for a figure that this model or catalog does not have.
    private func missed(_ report: EvaluationReport) throws -> [String] {
        try failUnder.compactMap { threshold in
            guard let value = report.value(at: threshold.figure) else {
                throw InputFault(
                    "--fail-under", "\(threshold.figure) was not measured", expected: "a figure that eval --json has here")
            }
            return value < threshold.least ? "\(threshold.figure) is \(value), under \(threshold.least)" : nil
        }
    }
}

/// What this run is compared with: an evaluation saved earlier, or a checkpoint and its index, measured now.
private enum ComparedWith {
    case saved(String, SavedEvaluation)
    case files(checkpoint: String, index: String)

    /// nil where nothing is named. Throws `InputFault` before the long work, as far as a mistake can be seen.
    init?(_ path: String?, index: String?) throws {
        guard let path else {
            guard index == nil else {
                throw InputFault("--compare-index", "without --compare", expected: "--compare CHECKPOINT --compare-index INDEX")
            }
            return nil
        }
        if try SavedEvaluation.isSaved(path) {
            guard index == nil else {
                throw InputFault("--compare-index", "\(path) is a saved evaluation and needs no index")
            }
            self = .saved(path, try SavedEvaluation.read(path))
        } else if let index {
            self = .files(checkpoint: path, index: index)
        } else {
            throw InputFault(
                path, "not a saved evaluation",
                expected: "a file of eval --save, or a checkpoint with its --compare-index")
        }
    }

    func comparison(of run: SavedEvaluation, _ options: EvaluationOptions) throws -> EvaluationReport.Comparison {
        switch self {
        case .saved(let path, let other): return try .init(run, with: other, named: path)
        case .files(let checkpoint, let index):
            StandardError.note("now \(checkpoint)")
            let other = try options.run(checkpoint: checkpoint, index: index).measured { StandardError.note($0) }
            return try .init(run, with: other, named: checkpoint)
        }
    }
}
