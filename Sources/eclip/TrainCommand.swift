// Learn a checkpoint from a catalog. The run is Training's; here are its flags, its words and its end.
import ArgumentParser
import Catalog
import Domain
import Foundation
import Networks
import Training

extension Objective: ExpressibleByArgument {}
extension SplitUnit: ExpressibleByArgument {}

struct TrainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train", abstract: "Learn a checkpoint from a catalog.",
        discussion: """
            Ctrl-C stops after the step at hand; --resume goes on from there, bit for bit. What a run needs to go on lies in \
            OUTPUT.state.
            """)

    @Option(name: .long, help: ArgumentHelp("Catalog (CSV).", valueName: "csv"))
    var catalog: String

    @Option(name: .long, help: ArgumentHelp("Checkpoint to write (safetensors).", valueName: "file"))
    var output: String

    @Option(name: .customLong("init"), help: ArgumentHelp("Start from this checkpoint's weights.", valueName: "file"))
    var start: String?

    @Option(name: .long, help: "Steps in all (3000 without --minutes).")
    var steps: Int?

    @Option(name: .long, help: "CPU minutes (user + system) in all.")
    var minutes: Double?

    @Option(name: .long, help: "eclip, or global: the baseline of image-text contrast alone.")
    var objective: Objective?

    @Option(name: .long, help: "Hold out by product or by photo, where the catalog has no split.")
    var splitBy: SplitUnit?

    @Flag(name: .long, help: "Compose scenes from studio photos while training.")
    var compose = false

    @Option(name: .long, help: "Word pieces to learn; sized from the titles where not given. With --init: learned anew.")
    var pieces: Int?

    @Option(name: .long, help: "Another seed is another run.")
    var seed: UInt64?

    @Option(name: .long, help: "Threads; the result does not depend on them.")
    var threads = 2

    @OptionGroup(title: "Recipe") var recipe: RecipeFlags

    @Flag(name: .long, help: "Go on where OUTPUT.state stopped.")
    var resume = false

    @Flag(name: .long, help: "Go on although more than 5 % of the catalog's rows are bad.")
    var skipBadRows = false

    @Option(name: .long, help: ArgumentHelp("Append progress as JSON lines.", valueName: "jsonl"))
    var log: String?

    func validate() throws {
        guard (1...64).contains(threads) else { throw ValidationError("--threads: \(threads) (expected 1 to 64)") }
        if let steps, steps < 1 { throw ValidationError("--steps: \(steps) (expected 1 or more)") }
        if let minutes, !(minutes > 0) { throw ValidationError("--minutes: \(minutes) (expected more than 0)") }
        if let pieces, !(512...65_536).contains(pieces) {
            throw ValidationError("--pieces: \(pieces) (expected 512 to 65536)")
        }
        if steps != nil, minutes != nil { throw ValidationError("--steps and --minutes: both (expected one of them)") }
        let fixed: [(String, Bool)] = [
            ("--init", start != nil), ("--steps", steps != nil), ("--minutes", minutes != nil),
            ("--objective", objective != nil), ("--split-by", splitBy != nil), ("--seed", seed != nil),
            ("--pieces", pieces != nil), ("--compose", compose),
        ] + recipe.given
        if resume, let (flag, _) = fixed.first(where: \.1) {
            throw ValidationError("--resume: goes on with the options it started with (expected no \(flag))")
        }
    }

    func run() throws {
        try checkWritable(output, replacing: true)
        try checkOverwritable(output, start: [UInt8(ascii: "{")], at: 8, kind: "a checkpoint")
        let file = try CatalogFile.read(catalog, skipBadRows: skipBadRows)
        for fault in file.faults { StandardError.note("\(fault) (skipped)") }
        let words = try TrainingWords(log: log)
        StopRequest.listen()
        let trainer = try trainer(file)
        let (record, isComplete) = try trainer.run(report: words.report, shouldStop: { StopRequest.isWanted })
        words.finish()
        let minutes = String(format: "%.1f", record.cpuSeconds / 60)
        StandardError.note("\(output): \(record.steps) steps in \(minutes) CPU minutes")
        guard isComplete else {
            StandardError.note("stopped before the end; the same command with --resume and without other options goes on")
            throw Ending.no
        }
    }

    private func trainer(_ file: CatalogFile) throws -> Trainer {
        if resume { return try Trainer(resuming: output, catalog: file, name: catalog, threads: threads) }
        var options = TrainingOptions()
        options.objective = objective ?? options.objective
        options.splitBy = splitBy ?? options.splitBy
        options.seed = seed ?? options.seed
        options.pieces = pieces
        options.compose = compose ? true : nil
        recipe.apply(to: &options)
        options.threads = threads
        options.minutes = minutes
        options.steps = minutes == nil ? steps ?? 3_000 : nil
        return try Trainer(
            file, name: catalog, output: output, options: options, start: try start.map(Checkpoint.read))
    }
}
