// Several raters' sessions into one journal, names kept.
import ArgumentParser
import Domain
import Files
import Foundation
import Sessions

/// Sessions of raters, and how they are told apart.
struct RaterSessions: ParsableArguments {
    @Argument(help: ArgumentHelp("Sessions (JSON Lines).", valueName: "session"))
    var sessions: [String] = []

    @Flag(name: .long, help: "A rater per file, named like the file, whatever names stand in it.")
    var byFile = false

    func validate() throws {
        if sessions.isEmpty { throw ValidationError("no session (expected one or more)") }
    }

    /// Adds every session to a merge. Throws `InputFault` for a file that is no session.
    func add(to merge: inout SessionMerge) throws {
        for path in sessions {
            let name = path.nameOfPath.withoutEnding
            try merge.add(try readSession(path), rater: byFile ? name : nil)
        }
        if merge.dangling > 0 { StandardError.note("\(merge.dangling) acts undo or redo what is on a damaged line (skipped)") }
    }
}

struct MergeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge", abstract: "Put sessions of several raters into one journal.",
        discussion: """
            Acts keep their rater and time and are appended to the output, which may be there already; what it holds is not \
            added twice, so a merge can be repeated as the work goes on.
            """)

    @OptionGroup var raters: RaterSessions

    @Option(name: .long, help: ArgumentHelp("Session to append to; made where there is none.", valueName: "file"))
    var output: String

    @Flag(name: .long, help: "Print JSON.")
    var json = false

    func run() throws {
        _ = try OutputFile(output, as: .session, reading: raters.sessions)
        for path in raters.sessions where path != "-" && !FileManager.default.fileExists(atPath: path) {
            throw InputFault(path, "no such file", expected: "a session")
        }
        let writer = try sessionWriter(output)
        for note in writer.opened.notes { StandardError.note("\(output):\(note.line): \(note.problem) (skipped)") }
        var merge = try SessionMerge(into: writer.opened)
        try raters.add(to: &merge)
        for entry in merge.added { try writer.append(entry) }
        try writer.sync()
        try say(merge, merge.merged(with: writer.opened))
    }

    private func say(_ merge: SessionMerge, _ result: JournalContents) throws {
        let verdicts = result.memory.verdicts.count
        guard json else {
            return try StandardOutput.write(
                "\(merge.added.count) acts added to \(output), \(merge.duplicates) were already there; now \(verdicts) "
                    + "verdicts by \(result.raters.joined(separator: ", "))\n")
        }
        let fields: [(String, JSON)] = [
            ("output", .string(output)), ("added", .int(merge.added.count)), ("duplicates", .int(merge.duplicates)),
            ("dangling", .int(merge.dangling)), ("entries", .int(result.entries.count)), ("verdicts", .int(verdicts)),
            ("raters", .strings(result.raters)),
        ]
        try StandardOutput.write(data: JSON.object(fields).text + "\n")
    }
}
