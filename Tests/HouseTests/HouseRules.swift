// The words a room must not say, and what no file may hold. Plain needles, so that the scan of the whole house takes
// milliseconds and a rule can be read aloud.
import Foundation

/// A word that belongs to some rooms only.
struct WordRule {
    let words: [String]
    /// Rooms that may say it; nil for none.
    var only: Set<String> = []
    /// Rooms the rule speaks about; nil for all.
    var rooms: Set<String>?
    /// Also look into comments.
    var inComments = false
    /// Files that must say it, each for a reason of its own.
    var files: Set<String> = []
    let why: String

    func forbids(_ room: String) -> Bool { !only.contains(room) && (rooms?.contains(room) ?? true) }

    func findings(in file: SourceText) -> [Finding] {
        guard let room = file.room, file.isSwift, forbids(room), !files.contains(file.path) else { return [] }
        let lines = inComments ? file.lines : file.code
        return words.flatMap { word in
            lines.enumerated().compactMap { number, line in
                Self.says(line, word) ? Finding(path: file.path, line: number + 1, problem: "\(word) in \(room): \(why)") : nil
            }
        }
    }

    /// Does the line hold the word, not as the tail of a longer name?
    private static func says(_ line: String, _ word: String) -> Bool {
        guard line.utf8.count >= word.utf8.count, let range = line.range(of: word) else { return false }
        guard range.lowerBound > line.startIndex, let first = word.first, first.isLetter else { return true }
        let before = line[line.index(before: range.lowerBound)]
        return !(before.isLetter || before.isNumber || before == "_" || before == ".")
    }
}

enum HouseRules {
    static let longestFile = 400
    static let executables: Set<String> = ["eclip", "eclip-bench", "eclip-fuzz"]
    static let glass: Set<String> = ["Screen", "Engraving", "Explorer", "Interface"]

    static let words: [WordRule] = [
        WordRule(words: ["cblas_"], only: ["Tensors", "eclip-bench"], why: "matrix products belong to Tensors"),
        WordRule(
            words: ["SELECT ", "INSERT INTO", "CREATE TABLE", "CREATE INDEX", "PRAGMA "], only: ["InstanceIndex"],
            why: "SQL belongs to InstanceIndex"),
        WordRule(
            words: ["initscr", "newterm", "endwin", "wget_wch", "stdscr", "resizeterm"], only: ["Terminal"],
            why: "curses belongs to Terminal"),
        WordRule(
            words: ["- 128) / 64", "-128)/64", "- 128) * 0.015625"], only: ["Preprocessing"],
            why: "the mean and deviation of pixels belong to Preprocessing"),
        WordRule(
            words: ["FileManager", "FileHandle", "Date()", "Date.now", "ContinuousClock", "DispatchQueue"], rooms: glass,
            why: "the glass knows no files, clocks or threads"),
        WordRule(words: ["FileManager", "FileHandle", "fopen("], rooms: ["Domain"], why: "Domain touches no files"),
        WordRule(words: ["try!", "as! ", "fatalError("], why: "the world's mistakes are errors, not traps"),
        WordRule(words: ["TODO", "FIXME"], inComments: true, why: "finish it or open an issue"),
        WordRule(words: ["exit(", "_exit("], only: executables, why: "only an executable ends the program"),
        WordRule(words: ["print("], only: ["eclip-bench"], why: "StandardOutput is the one way to stdout"),
        WordRule(words: ["@testable"], why: "tests use the package surface"),
    ]

    /// Everything that is wrong with these files, doors aside.
    static func findings(in files: [SourceText]) -> [Finding] {
        files.flatMap { file -> [Finding] in
            var found = (words + DoorRules.words).flatMap { $0.findings(in: file) }
            found += DoorRules.uncheckedNumbers(in: file)
            found += length(of: file) + opening(of: file) + globals(of: file)
            return found
        }
    }

    private static func length(of file: SourceText) -> [Finding] {
        let count = file.lines.last == "" ? file.lines.count - 1 : file.lines.count
        guard count > longestFile else { return [] }
        return [Finding(path: file.path, line: longestFile + 1, problem: "\(count) lines, \(longestFile) at most")]
    }

    private static func opening(of file: SourceText) -> [Finding] {
        guard file.isSwift, file.room != nil, let first = file.lines.first, !first.hasPrefix("//") else { return [] }
        return [Finding(path: file.path, line: 1, problem: "a file opens with what it is and why")]
    }

    /// Variables of a whole program: at the left margin, or static and stored.
    private static func globals(of file: SourceText) -> [Finding] {
        guard file.isSwift, file.room != nil else { return [] }
        return file.code.enumerated().compactMap { number, line in
            let words = line.split(separator: " ")
            guard let place = words.firstIndex(of: "var") else { return nil }
            let before = words[..<place]
            let isUnsafe = before.contains { $0.hasPrefix("nonisolated(unsafe)") }
            guard isUnsafe, before.contains("static") || line.first?.isWhitespace == false else { return nil }
            return Finding(path: file.path, line: number + 1, problem: "no state of the whole program that can change")
        }
    }
}
