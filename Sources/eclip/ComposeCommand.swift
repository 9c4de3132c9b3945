// Compose scenes of several products from studio photos, with the truth about them.
import ArgumentParser
import Catalog
import Domain

struct ComposeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compose", abstract: "Compose scenes of several products from a catalog's studio photos.",
        discussion: """
            Writes catalog.csv, truth.jsonl and the pictures into OUTPUT, ready for eclip index and eclip eval --truth. Photos \
            without a plain background are left out and counted.
            """)

    @Option(name: .long, help: ArgumentHelp("Catalog (CSV).", valueName: "csv"))
    var catalog: String

    @OptionGroup var reading: CatalogFlags

    @Option(name: .long, help: ArgumentHelp("Folder to write.", valueName: "dir"))
    var output: String

    @Option(name: .long, help: "Scenes for each product.", transform: whole(1...10_000))
    var scenes = 3

    @Option(name: .long, help: "Only products of this split: train or test; by a hash of the product where the catalog has none.")
    var split: String?

    @Option(name: .long, help: "At most so many products, chosen by a hash of their names.", transform: whole(1...manyThings))
    var products: Int?

    @Option(name: .long, help: "Side of the scenes in pixels.", transform: whole(32...2_048))
    var size = 192

    @Option(name: .long, help: "File format of the scenes: webp or png.")
    var format = DemoFormat.webp

    @Option(name: .long, help: "Another seed composes other scenes.", transform: seedNumber)
    var seed: UInt64 = 1

    @Flag(name: .long, help: "Go on although more than 5 % of the catalog's rows are bad.")
    var skipBadRows = false

    @OptionGroup var overwrite: OverwriteFlag

    func run() throws {
        let file = try reading.readAloud(catalog, skipBadRows: skipBadRows)
        for fault in file.faults { StandardError.note("\(fault) (skipped)") }
        let composed = try ComposedCatalog(
            file, split: split, scenes: scenes, products: products, size: size, format: format, seed: seed)
        let progress = ProgressLine("composing")
        defer { progress.finish() }
        let report = try composed.write(to: output, force: overwrite.force) { progress.update($0, of: $1) }
        progress.finish()
        StandardError.note("\(report.products) products, \(report.scenes) scenes in \(output)/catalog.csv and truth.jsonl")
        for fault in report.unreadable.prefix(20) { StandardError.note("\(fault) (left out)") }
        if report.unreadable.count > 20 { StandardError.note("\(report.unreadable.count - 20) more left out") }
        for note in report.notes.prefix(20) { StandardError.note("\(note) (kept)") }
        if report.notes.count > 20 { StandardError.note("\(report.notes.count - 20) more kept") }
        if !report.refused.isEmpty { StandardError.note("photos left out: \(CutOutWords.reasons(report.refused))") }
    }
}
