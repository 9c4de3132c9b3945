// Draw the demo catalog. Its size is said before the first picture is written.
import ArgumentParser
import Catalog
import Domain

extension DemoFormat: ExpressibleByArgument {}

struct DemoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo", abstract: "Draw the demo catalog: products, scenes and the truth about them.")

    @Argument(help: ArgumentHelp("Folder for catalog.csv, truth.jsonl and the pictures.", valueName: "dir"))
    var directory: String

    @Option(name: .long, help: "Scenes for each product of the train split.", transform: whole(0...10_000))
    var scenes = 20

    @Option(name: .long, help: "Side of the pictures in pixels.", transform: whole(32...2_048))
    var size = 192

    @Option(name: .long, help: "File format: webp or png.")
    var format = DemoFormat.webp

    @Option(name: .long, help: "Another seed draws the same products differently.", transform: seedNumber)
    var seed: UInt64 = 1

    @Flag(name: .long, help: "Leave out the train split.")
    var onlyTest = false

    @OptionGroup var overwrite: OverwriteFlag

    func run() throws {
        let catalog = try DemoCatalog(scenes: scenes, size: size, format: format, seed: seed, onlyTest: onlyTest)
        let planned = catalog.plannedSize
        StandardError.note("\(planned.pictures) pictures, about \(Self.megabytes(planned.bytes)) MB, into \(directory)")
        let progress = ProgressLine("drawing")
        defer { progress.finish() }
        try catalog.write(to: directory, force: overwrite.force) { progress.update($0, of: $1) }
        progress.finish()
        StandardError.note("wrote \(directory)/catalog.csv and \(directory)/truth.jsonl")
    }

    private static func megabytes(_ bytes: Int) -> Int { max(1, (bytes + 500_000) / 1_000_000) }
}
