// A session's verdicts for other programs.
import ArgumentParser
import Domain
import Foundation
import Images
import Sessions

extension ExportFormat: ExpressibleByArgument {}

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write the verdicts of a session for other programs.")

    @Option(name: .long, help: ArgumentHelp("Session (JSON Lines).", valueName: "file"))
    var session: String

    @Option(name: .long, help: "Form: \(ExportFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
    var format: ExportFormat

    @Option(name: .long, help: "Only what this rater judged; without it the last verdict on a match counts.")
    var rater: String?

    @Option(name: .long, help: ArgumentHelp("Folder of the pictures, for coco; without it the session's index says where.", valueName: "dir"))
    var pictures: String?

    @Flag(name: .long, help: "Put a byte-order mark in front of CSV, for spreadsheet programs.")
    var bom = false

    @Option(name: .long, help: ArgumentHelp("File to write; stdout where none is named.", valueName: "file"))
    var output: String?

    func run() throws {
        if let output { try checkWritable(output) }
        let contents = try readSession(session)
        if let rater, !contents.raters.contains(rater) {
            throw InputFault("--rater", "no acts of \(rater) in \(session)", expected: contents.raters.joined(separator: ", "))
        }
        let folder = pictures ?? Self.folder(contents.memory.opened)
        let text = try export(contents.signedVerdicts(of: rater), as: format, bom: bom) { try Self.size($0, in: folder) }
        guard let output else { return try StandardOutput.write(text) }
        try writeOutput(text, to: output)
    }

    private static func folder(_ opened: OpenedAct?) -> String? {
        guard let index = opened?.index, FileManager.default.fileExists(atPath: index) else { return nil }
        return (index as NSString).deletingLastPathComponent
    }

    private static func size(_ image: String, in folder: String?) throws -> PictureSize {
        let path = image.hasPrefix("/") || folder?.isEmpty != false ? image : folder.map { $0 + "/" + image } ?? image
        guard FileManager.default.fileExists(atPath: path) else {
            throw InputFault(path, "no such picture, and a box needs its size", expected: "--pictures with their folder")
        }
        return try pictureSize(at: path)
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
