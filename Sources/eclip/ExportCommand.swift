// A session's verdicts for other programs.
import ArgumentParser
import Domain
import Files
import Foundation
import Images
import Sessions

extension ExportFormat: ExpressibleByArgument {
    /// What a file in this form is.
    var kind: FileKind {
        switch self {
        case .qrels: .qrels
        case .jsonl: .verdicts
        case .csv: .verdictTable
        case .quepid: .quepid
        case .rre: .ratings
        case .coco: .coco
        }
    }
}

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

    @Flag(name: .long, help: "With jsonl: lines for rows that have a flag, or a note and no verdict; they have no grade.")
    var flags = false

    func validate() throws {
        if flags, format != .jsonl { throw ValidationError("--flags with --format \(format.rawValue) (expected jsonl)") }
    }

    @Option(name: .long, help: ArgumentHelp("File to write; stdout where none is named.", valueName: "file"))
    var output: String?

    @OptionGroup var overwrite: OverwriteFlag

    func run() throws {
        let file = try output.map { try OutputFile($0, as: format.kind, reading: [session], force: overwrite.force) }
        let contents = try readSession(session)
        if let rater, !contents.raters.contains(rater) {
            throw InputFault("--rater", "no acts of \(rater) in \(session)", expected: contents.raters.joined(separator: ", "))
        }
        let folder = pictures ?? Self.folder(contents.memory.opened)
        var text = try export(contents.signedVerdicts(of: rater), as: format, bom: bom) { try Self.size($0, in: folder) }
        if flags { text += try exportedFlags(rater.map(contents.memory(of:)) ?? contents.memory) }
        if let file { try file.write(text) } else { try StandardOutput.write(data: text) }
    }

    private static func folder(_ opened: OpenedAct?) -> String? {
        guard let index = opened?.index, FileManager.default.fileExists(atPath: index) else { return nil }
        return index.folderOfPath
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
    guard path == "-" || FileManager.default.fileExists(atPath: path) else {
        throw InputFault(path, "no such file", expected: "a session")
    }
    let contents = try Journal.read(path: path), name = TextFile.name(of: path)
    for note in contents.notes { StandardError.note("\(name):\(note.line): \(note.problem) (skipped)") }
    return contents
}
