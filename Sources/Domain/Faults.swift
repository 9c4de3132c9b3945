// The world's errors, as facts. Words for people are made of these facts in one place, so that every command and
// the screen say the same thing: what, where, what was found, what was expected.

/// Something outside the program is not as it should be: a file, a flag, a row. Exit status 2.
package struct InputFault: Error, Equatable, Sendable, CustomStringConvertible {
    /// Where: a path, `catalog.csv:12`, `tensor image.position`, `--top`.
    package var place: String
    /// What is wrong.
    package var problem: String
    /// What was expected, when that helps.
    package var expected: String?

    package init(_ place: String, _ problem: String, expected: String? = nil) {
        self.place = place
        self.problem = problem
        self.expected = expected
    }

    /// One line, whatever stands in a file's name or in a line of it.
    package var description: String {
        (place + ": " + problem + (expected.map { " (expected \($0))" } ?? "")).onOneLine
    }
}
