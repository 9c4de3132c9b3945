// Learn a checkpoint from a catalog. The run is Training's; here are its flags, its words and its end.
import ArgumentParser
import Catalog
import Domain
import Files
import Foundation
import Interface
import Networks
import Training

extension Objective: ExpressibleByArgument {}
extension SplitUnit: ExpressibleByArgument {}

struct TrainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train", abstract: "Learn a checkpoint from a catalog.",
        discussion: """
            Ctrl-C stops after the step at hand; --resume goes on from there, bit for bit. What a run needs to go on lies in \
            OUTPUT.state. Ten times or more a run is measured on what it holds out of training; OUTPUT holds the last weights, \
            or earlier ones that were clearly better.
            """)

    @Option(name: .long, help: ArgumentHelp("Catalog (CSV).", valueName: "csv"))
    var catalog: String

    @OptionGroup var reading: CatalogFlags

    @Option(name: .long, help: ArgumentHelp("Checkpoint to write (safetensors).", valueName: "file"))
    var output: String

    @Option(
        name: .customLong("init"),
        help: ArgumentHelp(
            """
            Start from this checkpoint's weights; its sizes and its tokenizer come with them. May be repeated: from the mean of \
            several that were trained from one start.
            """, valueName: "file"))
    var starts: [String] = []

    @Option(name: .long, help: "Steps in all (3000 without --minutes). 0, with --init: only measure, and fit the chance p.", transform: whole(0...manyThings))
    var steps: Int?

    @Option(name: .long, help: "CPU minutes (user + system) in all.", transform: number(0...1e6))
    var minutes: Double?

    @Option(name: .long, help: "eclip (the default), or global: the baseline of image-text contrast alone.")
    var objective: Objective?

    @Option(name: .long, help: "Hold out by product (the default) or by photo, where the catalog has no split.")
    var splitBy: SplitUnit?

    @Flag(name: .long, help: "Compose scenes from studio photos while training.")
    var compose = false

    @Option(name: .long, help: "Word pieces to learn; sized from the titles where not given. With --init: learned anew.", transform: whole(512...65_536))
    var pieces: Int?

    @Option(name: .long, help: "Another seed is another run (1).", transform: seedNumber)
    var seed: UInt64?

    @Option(name: .long, help: "Threads; the result does not depend on them.", transform: whole(1...64))
    var threads = 2

    @OptionGroup(title: "Recipe") var recipe: RecipeFlags

    @Flag(name: .long, help: "Go on where OUTPUT.state stopped.")
    var resume = false

    @Flag(name: .long, help: "Go on although more than 5 % of the catalog's rows are bad.")
    var skipBadRows = false

    @Option(
        name: .long,
        help: ArgumentHelp(
            "End early where this many measurements in a row bring nothing new; counted in the second half of the run only.",
            valueName: "measurements"), transform: whole(1...manyThings))
    var patience: Int?

    @Option(name: .long, help: "Seconds between checkpoints: what a crash costs at most (180).", transform: number(0...1e9))
    var checkpointSeconds: Double?

    @Option(
        name: .long,
        help: ArgumentHelp("Append progress as JSON lines; the curves are drawn beside it as PNG.", valueName: "jsonl"))
    var log: String?

    @Option(
        name: .long,
        help: ArgumentHelp(
            "Learn from this session's verdicts: photos judged right answer the words asked, wrong ones are hard negatives.",
            valueName: "session"))
    var feedback: [String] = []

    func validate() throws {
        guard (1...64).contains(threads) else { throw ValidationError("--threads: \(threads) (expected 1 to 64)") }
        if let steps, steps < (starts.isEmpty ? 1 : 0) {
            throw ValidationError("--steps: \(steps) (expected 1 or more; 0 with --init)")
        }
        if let minutes, !(minutes > 0) { throw ValidationError("--minutes: \(minutes) (expected more than 0)") }
        if let patience, patience < 1 { throw ValidationError("--patience: \(patience) (expected 1 or more)") }
        if let checkpointSeconds, !(checkpointSeconds > 0) {
            throw ValidationError("--checkpoint-seconds: \(checkpointSeconds) (expected more than 0)")
        }
        if let pieces, !(512...65_536).contains(pieces) {
            throw ValidationError("--pieces: \(pieces) (expected 512 to 65536)")
        }
        if steps != nil, minutes != nil { throw ValidationError("--steps and --minutes: both (expected one of them)") }
        let fixed: [(String, Bool)] = [
            ("--init", !starts.isEmpty), ("--steps", steps != nil), ("--minutes", minutes != nil),
            ("--objective", objective != nil), ("--split-by", splitBy != nil), ("--seed", seed != nil),
            ("--pieces", pieces != nil), ("--compose", compose), ("--patience", patience != nil),
            ("--feedback", !feedback.isEmpty),
        ] + recipe.given
        let given = fixed.filter(\.1).map(\.0)
        if resume, !given.isEmpty {
            let flags = given.joined(separator: ", ")
            throw ValidationError("--resume: goes on with the options it started with (expected no \(flags))")
        }
    }

    func run() throws {
        let inputs = [catalog] + feedback + starts
        try OutputFile(output, as: .checkpoint, reading: inputs).checkReplaceable()
        let state = output + ".state"
        try OutputFile(state, as: .trainingState, reading: inputs).checkReplaceable()
        let logFile = try log.map { try OutputFile($0, as: .log, reading: inputs + [output, state]) }
        if !resume { try checkNothingIsLost() }
        // A photo that is gone does no harm where an earlier run has read it; the trainer says what it misses.
        let file = try reading.readAloud(catalog, skipBadRows: skipBadRows, keepsMissing: true)
        for fault in file.faults { StandardError.note("\(fault) (skipped)") }
        let words = try TrainingWords(log: logFile, beside: inputs + [output, state])
        StopRequest.listen()
        let trainer = try trainer(file)
        trainer.skipsBadPictures = skipBadRows
        let outcome = try trainer.run(report: words.report, shouldStop: { StopRequest.isWanted })
        words.finish()
        words.plot()
        let ending = TrainingEnding(outcome: outcome, output: output, catalog: catalog, goOn: goOn)
        for line in ending.lines { StandardError.note(line) }
        if !outcome.isComplete { throw Ending.no }
    }

    /// A run that stopped half way is hours of work: it is not begun anew unasked. Throws `InputFault`.
    private func checkNothingIsLost() throws {
        guard let run = UnfinishedRun(of: output) else { return }
        let planned = run.planned.map { " of \($0)" } ?? ""
        throw InputFault(
            "\(output).state", "holds a run that stopped at step \(run.step)\(planned), and this one would begin anew",
            expected: "\(goOn), or another --output, or that file removed")
    }

    /// What to type to go on with a run that stopped: what a resumed run may still be told.
    private var goOn: String {
        var words = ["eclip", "train", "--catalog", catalog, "--output", output, "--resume"] + reading.named
        if let log { words += ["--log", log] }
        if skipBadRows { words.append("--skip-bad-rows") }
        if threads != 2 { words += ["--threads", String(threads)] }
        return shellLine(words)
    }

    private func trainer(_ file: CatalogFile) throws -> Trainer {
        if resume {
            return try Trainer(
                resuming: output, catalog: file, name: catalog, threads: threads, checkpointInterval: checkpointSeconds)
        }
        var options = TrainingOptions()
        options.objective = objective ?? options.objective
        options.splitBy = splitBy ?? options.splitBy
        options.seed = seed ?? options.seed
        options.pieces = pieces
        options.compose = compose ? true : nil
        options.patience = patience
        options.checkpointInterval = checkpointSeconds ?? options.checkpointInterval
        recipe.apply(to: &options)
        options.threads = threads
        options.minutes = minutes
        options.feedback = try feedback(file)
        options.steps = minutes == nil ? steps ?? 3_000 : nil
        return try Trainer(
            file, name: catalog, output: output, options: options, start: try start())
    }

    /// The checkpoint to start from, or the mean of several; nil without `--init`.
    private func start() throws -> Checkpoint? {
        guard !starts.isEmpty else { return nil }
        return try Checkpoint.mean(of: starts.map { ($0, try Checkpoint.read($0)) })
    }

    /// What the sessions say about photos of this catalog; nil without `--feedback`.
    private func feedback(_ file: CatalogFile) throws -> [JudgedPicture]? {
        guard !feedback.isEmpty else { return nil }
        let found = try FeedbackFiles(sessions: feedback, catalog: file)
        guard !found.judged.isEmpty else {
            throw InputFault(
                feedback.joined(separator: ", "), "no verdict is about words and a photo of \(catalog)",
                expected: "verdicts given on an index of this catalog")
        }
        let unmatched = found.unmatched == 0 ? "" : "; \(found.unmatched) are about other photos or about no words"
        let drawn = found.judged.count { $0.region != nil }
        let regions = drawn == 0 ? "" : ", \(drawn) of them with a drawn region"
        StandardError.note("\(found.judged.count) verdicts to learn from\(regions)\(unmatched)")
        return found.judged
    }
}
