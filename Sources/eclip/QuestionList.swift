// The questions that somebody wants to go through in the explorer: the lines of `search --queries`, or plain words.
import Domain
import Foundation

struct QuestionList {
    /// The file's name.
    let name: String
    let subjects: [QuerySubject]

    /// Reads a file; a line that opens with `{` is JSON, any other one is words.
    /// - Throws: `InputFault` with file and line, and for a file without a question.
    init(path: String) throws {
        name = (path as NSString).lastPathComponent
        guard let data = FileManager.default.contents(atPath: path) else {
            throw InputFault(path, "no such file or not readable", expected: "a question in every line")
        }
        guard let text = String(data: data, encoding: .utf8) else { throw InputFault(path, "not UTF-8") }
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated()
        subjects = try lines.compactMap { number, line in
            let words = line.trimmingCharacters(in: .whitespaces)
            if words.isEmpty { return nil }
            guard words.hasPrefix("{") else { return .text(words) }
            return try QueryLine(words, place: "\(path):\(number + 1)").subject()
        }
        guard !subjects.isEmpty else { throw InputFault(path, "no question", expected: "a question in every line") }
    }
}
