// The questions that somebody wants to go through in the explorer, each line as `search --queries` reads it.
import Domain
import Foundation

struct QuestionList {
    /// The file's name.
    let name: String
    let subjects: [QuerySubject]

    /// Reads a file.
    /// - Throws: `InputFault` with file and line, and for a file without a question.
    init(path: String) throws {
        name = path.nameOfPath
        subjects = try QueryLine.read(path).map { try $0.subject() }
        guard !subjects.isEmpty else { throw InputFault(path, "no question", expected: "a question in every line") }
    }
}
