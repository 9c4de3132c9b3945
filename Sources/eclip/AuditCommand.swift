// The page for the meeting: what instance search would gain, category by category, and what stands in its way.
import ArgumentParser
import Domain
import Files
import Retrieval

struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit", abstract: "Say where instance search pays in a catalog, and what to mend first.",
        discussion: """
            Measures as 'eval' does and writes one page (Markdown): gain over the global vector by category, photos with several
            products, cut-off and tiny products, titles that are empty or misspelt, the ten worst photos, what a photo guide
            should say, and the order in which to switch it on. Without --truth, what needs boxes is left out.
            """)

    @OptionGroup var options: EvaluationOptions

    @Option(name: .long, help: ArgumentHelp("Write the page here instead of to stdout.", valueName: "file.md"))
    var output: String?

    @Option(name: .long, help: ArgumentHelp("Language of the page, where it is not that of --lang.", valueName: "en|ja"))
    var pageLang: Language?

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    @OptionGroup var overwrite: OverwriteFlag

    func run() throws {
        let file = try output.map {
            try OutputFile($0, as: json ? .auditFigures : .audit, reading: options.inputs, force: overwrite.force)
        }
        let audit = try options.run().audited { StandardError.note($0) }
        let text = json ? audit.json + "\n" : AuditPage(audit: audit, language: pageLang ?? options.lang).markdown
        if let file { try file.write(text) } else { try StandardOutput.write(data: text) }
    }
}
