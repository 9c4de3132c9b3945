// The flag of every command that writes a file.
import ArgumentParser
import Domain
import Files
import Foundation
import Sessions

/// A session to write. Throws `InputFault` for one that is none, for a device, which keeps nothing, and for `-`.
func sessionWriter(_ path: String) throws -> JournalWriter {
    guard path != "-", isRegular(path) || !FileManager.default.fileExists(atPath: path) || isFolder(path) || isPipe(path) else {
        throw InputFault(path, "is no file: what is judged would be lost", expected: "a file to keep the session in")
    }
    return try JournalWriter(path: path)
}

private func isPipe(_ path: String) -> Bool {
    var facts = stat()
    return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFIFO
}

struct OverwriteFlag: ParsableArguments {
    @Flag(name: .long, help: "Write over existing files of another kind, too. What the command reads, and photos, stay.")
    var force = false
}
