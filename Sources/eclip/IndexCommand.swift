// Read a catalog's photos into an index. An interrupted run keeps what it has; the same command goes on.
import ArgumentParser
import Catalog
import Domain
import Files
import Foundation
import Interface
import Retrieval

struct IndexCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "index", abstract: "Read the photos of a catalog into an index.",
        discussion: "An interrupted run keeps what it has done; the same command goes on from there.")

    @Option(name: .long, help: ArgumentHelp("Checkpoint (safetensors); the bundled one where none is named.", valueName: "file"))
    var checkpoint: String?

    @Option(name: .long, help: ArgumentHelp("Catalog (CSV).", valueName: "csv"))
    var catalog: String

    @OptionGroup var reading: CatalogFlags

    @Option(name: .long, help: ArgumentHelp("Index to write.", valueName: "file"))
    var output: String

    @Option(name: .long, help: "Only the pictures of this split.")
    var split: String?

    @Option(name: .long, help: "Threads.", transform: whole(1...64))
    var threads = 2

    @Flag(name: .long, help: "Go on although more than 5 % of the rows or pictures are bad.")
    var skipBadRows = false

    func validate() throws {
        guard (1...64).contains(threads) else { throw ValidationError("--threads: \(threads) (expected 1 to 64)") }
    }

    func run() throws {
        let model = try checkpoint ?? AssetPaths.found().checkpoint
        try OutputFile(output, as: .index, reading: [model, catalog]).checkReplaceable()
        let file = try reading.readAloud(catalog, skipBadRows: skipBadRows)
        let indexer = Indexer(
            model: try LoadedModel(at: model), catalog: file, output: output, split: split, threads: threads, skipBadRows: skipBadRows)
        StopRequest.listen()
        let progress = ProgressLine("indexing")
        defer { progress.finish() }
        do {
            let report = try indexer.run(isCancelled: { StopRequest.isWanted }) {
                progress.update($0.done, of: $0.total, note: String(format: "%.0f pictures/s", $0.picturesPerSecond))
            }
            progress.finish()
            say(report)
        } catch is CancellationError {
            progress.finish()
            StandardError.note("stopped before the end; the same command goes on")
            throw Ending.no
        }
    }

    private func say(_ report: IndexingReport) {
        for fault in report.faults.prefix(20) { StandardError.note("\(fault) (skipped)") }
        if report.faults.count > 20 { StandardError.note("\(report.faults.count - 20) more skipped") }
        for note in report.notes.prefix(20) { StandardError.note("\(note) (kept)") }
        if report.notes.count > 20 { StandardError.note("\(report.notes.count - 20) more kept") }
        for warning in report.warnings { StandardError.note("warning: \(warning.said(in: .en))") }
        let rate = Double(report.encoded) / max(report.seconds, 1e-3)
        let short = report.summary.noted.isEmpty ? "" : " (\(report.summary.noted.count) end early)"
        let resumed = (report.resumed > 0 ? ", \(report.resumed) were there already" : "")
            + (report.known > 0 ? ", \(report.known) photos are as they were" : "")
        StandardError.note(
            "\(output): \(report.summary.pictures) pictures\(short), \(report.summary.products) products, "
                + "\(report.summary.instances) instances; "
                + String(format: "%.1f s, %.0f pictures/s", report.seconds, rate) + resumed)
    }
}
