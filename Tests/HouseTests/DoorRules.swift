// The doors to the disk, to the terminal and to numbers from outside: one each, so that what was learned about files (marks,
// line ends, encodings, pipes, inputs that are outputs) holds for every command. A file that goes around one says here why.
import Foundation

enum DoorRules {
    private static let ours: Set<String> = ["Files", "eclip-bench", "eclip-fuzz"]

    static let words: [WordRule] = [
        WordRule(
            words: [
                "String(contentsOf", "Data(contentsOf", ".contents(atPath", "FileHandle(forReading", "fopen(", "readLine(",
            ],
            only: ours,
            files: [
                // What the kernel says of locks and processes.
                "Sources/Sessions/LockHolder.swift",
                // A conversation, line by line.
                "Sources/eclip/LinearRuntime.swift",
                // A cache of our own.
                "Sources/eclip/ExploreFolder.swift",
            ],
            why: "files are read through Files (readBytes, TextFile, head)"),
        WordRule(
            words: [".enumerator(at", ".contentsOfDirectory", "opendir("], only: ours,
            files: [
                // Looks for its own files beside an index.
                "Sources/Retrieval/IndexSnapshots.swift",
            ],
            why: "folders are walked through FolderWalk"),
        WordRule(
            words: [".write(to: URL", ".write(toFile", ".createFile(", "FileHandle(forWriting", "O_CREAT"], only: ours,
            files: [
                // Appends and is locked.
                "Sources/Sessions/JournalWriter.swift",
                // Caches that are mapped while they are filled.
                "Sources/Training/PixelCacheMaker.swift", "Sources/Training/CutOutCache.swift",
                // Where stderr goes while the screen is up.
                "Sources/Terminal/TerminalSession.swift",
                "Sources/eclip/ExploreFolder.swift",
            ],
            why: "files are written through OutputFile, OutputFolder or replaceFile"),
        WordRule(
            words: [
                ".split(separator: \"\\n\"", ".isNewline", ".enumerateLines", ".components(separatedBy: \"\\n\"",
                ".components(separatedBy: .newlines",
            ],
            only: ours,
            files: [
                // Tables and lines of our own, and what was typed.
                "Sources/Interface/KanjiReading.swift", "Sources/Explorer/LineEditor.swift", "Sources/Sessions/LockHolder.swift",
                // Guidelines, whose lines the queue's reader joined.
                "Sources/Interface/LinearJudgeVoice.swift", "Sources/Interface/DrawJudge.swift",
            ],
            why: "lines are NumberedLine's: \\r\\n is one Character, and no line feed"),
        WordRule(
            words: [
                "deletingLastPathComponent", "lastPathComponent", "pathExtension", "deletingPathExtension", "appendingPathComponent",
            ].map { "as NSString)." + $0 },
            only: ours, why: "Foundation traps on names of one character here; see PathParts"),
        WordRule(
            words: ["FileHandle.standardOutput", "FileHandle.standardError", "fputs(", "STDOUT_FILENO, "], only: ours,
            files: ["Sources/eclip/StandardFiles.swift"], why: "words for a terminal go through StandardOutput and StandardError"),
    ]

    /// A flag that takes a number says which numbers: arithmetic on any other one traps.
    static func uncheckedNumbers(in file: SourceText) -> [Finding] {
        guard file.room == "eclip", file.isSwift else { return [] }
        var found: [Finding] = []
        var begun: (line: Int, text: String)?
        for (number, line) in file.code.enumerated() {
            if line.contains("@Option") || line.contains("@Argument") { begun = (number + 1, "") }
            begun?.text += line
            guard let flag = begun, let name = line.firstMatch(of: #/\bvar (\w+)(: (Int|UInt|UInt64|Double|Float)\b| = -?[0-9])/#) else {
                if line.contains(#/\bvar \w/#) { begun = nil }
                continue
            }
            if !flag.text.contains("transform:") {
                found.append(Finding(path: file.path, line: flag.line, problem: "\(name.1) takes any number: give it a transform"))
            }
            begun = nil
        }
        return found
    }
}
