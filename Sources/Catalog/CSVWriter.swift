// Writing RFC 4180: a field is quoted when it must be, quotes are doubled. Nothing is put before what a spreadsheet takes for a
// formula: the file is read back by programs, and `-5` is a number to them.
import Domain

package enum CSVWriter {
    /// One line with its newline.
    package static func line(_ fields: [String]) -> String {
        fields.map(field).joined(separator: ",") + "\n"
    }

    private static func field(_ text: String) -> String {
        let mustQuote =
            text.unicodeScalars.contains { $0 == "," || $0 == "\"" || $0 == "\n" || $0 == "\r" }
            || text.first == " " || text.last == " "
        guard mustQuote else { return text }
        return "\"" + text.replacing(scalar: "\"", with: "\"\"") + "\""
    }
}
