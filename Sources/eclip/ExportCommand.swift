// A session's verdicts for other programs.
import ArgumentParser
import Domain
import Foundation
import Sessions

extension ExportFormat: ExpressibleByArgument {}

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write the verdicts of a session for other programs.")

    @Option(name: .long, help: ArgumentHelp("Session (JSON Lines).", valueName: "file"))
    var session: String

    @Option(name: .long, help: "Form: \(ExportFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
    var format: ExportFormat

    @Flag(name: .long, help: "Put a byte-order mark in front of CSV, for spreadsheet programs.")
    var bom = false

    @Option(name: .long, help: ArgumentHelp("File to write; stdout where none is named.", valueName: "file"))
    var output: String?

    func run() throws {
        let contents = try readSession(session)
        let text = try export(contents.memory, as: format, bom: bom)
        guard let output else { return try StandardOutput.write(text) }
        try writeOutput(text, to: output)
    }
}

/// Reads a session and says on stderr what was left out of it.
/// - Throws: `InputFault` when there is none, it cannot be read, or no line of it is an entry.
func readSession(_ path: String) throws -> JournalContents {
    guard FileManager.default.fileExists(atPath: path) else { throw InputFault(path, "no such file") }
    let contents = try Journal.read(path: path)
    for note in contents.notes { StandardError.note("\(path):\(note.line): \(note.problem) (skipped)") }
    return contents
}
