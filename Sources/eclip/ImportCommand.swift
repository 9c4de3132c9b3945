// Verdicts of other programs into a session: a file whole or not at all, each as an act that can be undone.
import ArgumentParser
import Catalog
import Domain
import Files
import Foundation
import Sessions

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Take verdicts of other programs into a session.",
        discussion: """
            Reads what 'eclip export' writes, and the same forms from elsewhere. Anything wrong is listed with its line and \
            nothing is taken. What the session already says is not taken again.
            """)

    @Argument(help: ArgumentHelp("The file to take.", valueName: "file"))
    var file: String

    @Option(name: .long, help: ArgumentHelp("Session to add to; made where there is none.", valueName: "file"))
    var session: String

    @Option(name: .long, help: "Form: \(ExportFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
    var format: ExportFormat

    @Option(name: .long, help: "Who judged, where the file does not say.")
    var rater = "imported"

    @Flag(name: .long, help: "Only say what would be taken.")
    var dryRun = false

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    private static let faultsShown = 20

    func run() throws {
        if !dryRun { _ = try OutputFile(session, as: .session, reading: [file]) }
        let name = TextFile.name(of: file)
        let imported = ImportedVerdicts(try TextFile.bytes(of: file), name: name, as: format, table: Self.table(named: name))
        try refuse(imported.faults)
        guard !imported.verdicts.isEmpty else { throw InputFault(file, "holds no verdict", expected: "\(format.rawValue)") }
        let news = dryRun ? try Journal.read(path: session).memory.news(imported.verdicts) : try write(imported.verdicts)
        try say(news: news.count, known: imported.verdicts.count - news.count)
    }

    private static func table(named name: String) -> ([UInt8]) throws -> [TableRow] {
        { bytes in
            try CSVReader.records(of: bytes, name: name).map {
                TableRow(line: $0.line, fields: $0.fields, problem: $0.problem)
            }
        }
    }

    /// All faults but the last on lines of their own; the last ends the command.
    private func refuse(_ faults: [InputFault]) throws {
        guard let last = faults.prefix(Self.faultsShown).last else { return }
        for fault in faults.prefix(Self.faultsShown).dropLast() { StandardError.note("\(fault)") }
        if faults.count > Self.faultsShown { StandardError.note("and \(faults.count - Self.faultsShown) more") }
        throw last
    }

    /// Writes what is new as one group, so that one undo takes it all back.
    private func write(_ verdicts: [SignedVerdict]) throws -> [SignedVerdict] {
        let writer = try sessionWriter(session)
        for note in writer.opened.notes { StandardError.note("\(session):\(note.line): \(note.problem) (skipped)") }
        let memory = writer.opened.memory
        let news = memory.news(verdicts)
        let now = Journal.timestamp(Date())
        for (number, signed) in news.enumerated() {
            let act = JudgedAct(verdict: signed.verdict, group: number == 0 ? nil : memory.nextSequence)
            try writer.append(
                SessionEntry(
                    sequence: memory.nextSequence + number, time: signed.time ?? now, rater: signed.rater ?? rater,
                    act: .judged(act)))
        }
        try writer.sync()
        return news
    }

    private func say(news: Int, known: Int) throws {
        if json {
            let fields: [(String, JSON)] = [
                ("file", .string(file)), ("session", .string(session)), ("taken", .int(news)),
                ("already_there", .int(known)), ("dry_run", .bool(dryRun)),
            ]
            return try StandardOutput.write(data: JSON.object(fields).text + "\n")
        }
        let words = dryRun ? "would be taken into" : "taken into"
        try StandardOutput.write("\(news) verdicts \(words) \(session), \(known) were already there\n")
    }
}
