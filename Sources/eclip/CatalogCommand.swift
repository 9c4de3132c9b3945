// A catalog from a folder of pictures, for people who have no CSV yet.
import ArgumentParser
import Catalog
import Domain
import Files
import Foundation
import Interface

struct CatalogCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "catalog", abstract: "Make a catalog from a folder of pictures.",
        discussion: """
            A folder whose pictures are only numbered holds photos of one product, named by the folder. In any other folder \
            every picture is a product, named by its file, and the folder is the category. A catalog that is there already keeps \
            its rows as they are, corrections and all; pictures that it does not list yet are added.
            """)

    @Argument(help: ArgumentHelp("Folder of pictures.", valueName: "dir"))
    var directory: String

    @Option(name: .long, help: ArgumentHelp("Catalog to write (CSV).", valueName: "csv"))
    var output: String

    @OptionGroup var overwrite: OverwriteFlag

    func run() throws {
        let file = try OutputFile(output, as: .catalog, reading: [], force: overwrite.force)
        let isThere = FileKind.certain(output) == .catalog
        let progress = ProgressLine("looking")
        defer { progress.finish() }
        let found = try FolderCatalog.scan(directory) { progress.update($0, of: $1) }
        progress.finish()
        for fault in found.faults { StandardError.note("\(fault) (left out)") }
        for note in found.notes { StandardError.note("\(note) (kept)") }
        sayLeftOut(found)
        if isThere { return try update(found) }
        try file.write(found.text(for: output))
        let products = Set(found.rows.map(\.productID)).count
        let short = found.notes.isEmpty ? "" : " (\(found.notes.count) end early)"
        let others = found.otherFiles > 0 ? ", \(found.otherFiles) other files left alone" : ""
        StandardError.note("wrote \(output): \(products) products, \(found.rows.count) photos\(short)\(others)")
    }

    /// Nothing of a folder vanishes without a word.
    private func sayLeftOut(_ found: FolderCatalog) {
        for entry in found.leftOut.prefix(20) { StandardError.note("\(directory)/\(entry.path): \(entry.reason.words) (left out)") }
        if found.leftOut.count > 20 { StandardError.note("and \(found.leftOut.count - 20) more left out") }
        guard let encoding = found.likelyEncoding else { return }
        let warning = DataWarning.foreignNames(encoding: encoding.name, command: encoding.renaming(directory))
        StandardError.note(warning.said(in: .en))
    }

    private func update(_ found: FolderCatalog) throws {
        let update = try found.update(output)
        let gone = update.gone == 0 ? "" : "; \(update.gone) of its pictures are gone from \(directory), their rows are kept"
        StandardError.note("\(output): kept \(update.kept) rows, added \(update.added) pictures\(gone)")
    }
}
