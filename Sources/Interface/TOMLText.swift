// TOML as a keys file needs it: tables, strings and lists of them; numbers, dates and the like are passed over. Read by ourselves,
// because the package at hand stops the program at a typing mistake (`[%keys]`, `["g", }`) where a person needs the line.

/// What stands behind a key.
package enum TOMLValue: Equatable, Sendable {
    case text(String)
    case list([TOMLValue])
    case table([String: TOMLValue])
    /// A number, a date, true or false.
    case other

    /// One text, or a list of nothing else; nil for any other value.
    package var texts: [String]? {
        switch self {
        case .text(let text): return [text]
        case .list(let values):
            let texts = values.compactMap { if case .text(let text) = $0 { text } else { nil } }
            return texts.count == values.count ? texts : nil
        default: return nil
        }
    }
}

/// Why a text is no TOML.
package struct TOMLFault: Error, Equatable, Sendable {
    /// From 1.
    package let line: Int
    package let problem: String
    package let expected: String
}

package struct TOMLText {
    private let scalars: [Unicode.Scalar]
    private var place = 0
    /// Lists and tables that are open.
    private var depth = 0

    private static let deepest = 32

    /// Reads a whole text. Throws `TOMLFault`.
    package static func read(_ text: String) throws -> [String: TOMLValue] {
        var reader = TOMLText(text)
        return try reader.document()
    }

    private init(_ text: String) {
        scalars = Array(text.unicodeScalars.first == "\u{FEFF}" ? text.unicodeScalars.dropFirst() : text.unicodeScalars[...])
    }

    private var current: Unicode.Scalar? { place < scalars.count ? scalars[place] : nil }

    private func starts(with words: String) -> Bool { scalars[place...].starts(with: words.unicodeScalars) }

    private func fault(_ problem: String, expected: String, at spot: Int? = nil) -> TOMLFault {
        let line = scalars[..<min(scalars.count, spot ?? place)].count { $0 == "\n" } + 1
        return TOMLFault(line: line, problem: problem, expected: expected)
    }

    private var found: String { current.map { $0 == "\n" || $0 == "\r" ? "the end of the line" : "\"\($0)\"" } ?? "the end of the file" }

    // MARK: lines

    private mutating func document() throws -> [String: TOMLValue] {
        var root: [String: TOMLValue] = [:], table: [String] = []
        while true {
            skip(lines: true)
            guard let first = current else { return root }
            let start = place
            if first == "[" {
                table = try header()
                try open(table[...], in: &root, start)
            } else {
                let name = try key()
                try take("=", "behind a key")
                skip(lines: false)
                try put(try value(), (table + name)[...], in: &root, start)
            }
            skip(lines: false)
            guard current == nil || current == "\n" || starts(with: "\r\n") else {
                throw fault("\(found) behind a value", expected: "a line of its own")
            }
        }
    }

    /// Blanks and comments, and the ends of lines where they mean nothing.
    private mutating func skip(lines: Bool) {
        while let scalar = current {
            if scalar == "#" {
                while let scalar = current, scalar != "\n" { place += 1 }
            } else if scalar == " " || scalar == "\t" || lines && (scalar == "\n" || starts(with: "\r\n")) {
                place += 1
            } else {
                return
            }
        }
    }

    private mutating func take(_ sign: Unicode.Scalar, _ words: String) throws {
        skip(lines: false)
        guard current == sign else { throw fault("\(found) \(words)", expected: "\"\(sign)\"") }
        place += 1
    }

    /// `[a.b]`, and `[[a.b]]`, which is taken for the same.
    private mutating func header() throws -> [String] {
        place += 1
        let isDouble = current == "["
        if isDouble { place += 1 }
        let name = try key()
        try take("]", "behind a table's name")
        if isDouble { try take("]", "behind a table's name") }
        return name
    }

    /// Bare and quoted names between dots.
    private mutating func key() throws -> [String] {
        var names: [String] = []
        repeat {
            if !names.isEmpty { place += 1 }
            skip(lines: false)
            if current == "\"" || current == "'" { names.append(try text()) } else { names.append(try bareName()) }
            skip(lines: false)
        } while current == "." && names.count < Self.deepest
        return names
    }

    private mutating func bareName() throws -> String {
        let start = place
        while let scalar = current, scalar.isASCII, scalar.properties.isAlphabetic || ("0"..."9").contains(scalar) || scalar == "_" || scalar == "-" {
            place += 1
        }
        guard place > start else { throw fault("\(found) where a name begins", expected: "a name of letters, digits, _ and -") }
        return string(start..<place)
    }

    private func string(_ range: Range<Int>) -> String { String(String.UnicodeScalarView(scalars[range])) }

    // MARK: tables

    private func open(_ names: ArraySlice<String>, in table: inout [String: TOMLValue], _ start: Int) throws {
        guard let name = names.first else { return }
        try change(name, in: &table, start) { try open(names.dropFirst(), in: &$0, start) }
    }

    private func put(_ value: TOMLValue, _ names: ArraySlice<String>, in table: inout [String: TOMLValue], _ start: Int) throws {
        guard let name = names.first else { return }
        if names.count > 1 { return try change(name, in: &table, start) { try put(value, names.dropFirst(), in: &$0, start) } }
        guard table.updateValue(value, forKey: name) == nil else { throw fault("\(name) is there twice", expected: "one of each", at: start) }
    }

    /// Changes the table of a name, which is taken out meanwhile, so that it is not copied at every key.
    private func change(
        _ name: String, in table: inout [String: TOMLValue], _ start: Int, _ change: (inout [String: TOMLValue]) throws -> Void
    ) throws {
        guard case .table(var inner) = table.removeValue(forKey: name) ?? .table([:]) else {
            throw fault("\(name) is no table", expected: "one of each", at: start)
        }
        try change(&inner)
        table[name] = .table(inner)
    }

    // MARK: values

    private mutating func value() throws -> TOMLValue {
        switch current {
        case "\""?, "'"?: return .text(try text())
        case "["?: return .list(try nested { try $0.list() })
        case "{"?: return .table(try nested { try $0.inlineTable() })
        default: break
        }
        let start = place
        while let scalar = current, scalar.isASCII, scalar.properties.isAlphabetic || "0123456789+-_.:".unicodeScalars.contains(scalar) { place += 1 }
        guard place > start else { throw fault("\(found) where a value begins", expected: "a text in quotes, or a list of them in brackets") }
        return .other
    }

    private mutating func nested<Result>(_ read: (inout TOMLText) throws -> Result) throws -> Result {
        guard depth < Self.deepest else { throw fault("more than \(Self.deepest) brackets in each other", expected: "a list of texts") }
        depth += 1
        place += 1
        defer { depth -= 1 }
        return try read(&self)
    }

    private mutating func list() throws -> [TOMLValue] {
        var values: [TOMLValue] = []
        while true {
            skip(lines: true)
            if current == "]" { break }
            values.append(try value())
            skip(lines: true)
            if current == "," { place += 1 } else if current != "]" { throw fault("\(found) in a list", expected: "\",\" or \"]\"") }
        }
        place += 1
        return values
    }

    private mutating func inlineTable() throws -> [String: TOMLValue] {
        var table: [String: TOMLValue] = [:]
        skip(lines: false)
        while current != "}" {
            let start = place, name = try key()
            try take("=", "behind a key")
            skip(lines: false)
            try put(try value(), name[...], in: &table, start)
            skip(lines: false)
            if current == "," { place += 1 } else if current != "}" { throw fault("\(found) in a table", expected: "\",\" or \"}\"") }
        }
        place += 1
        return table
    }

    // MARK: texts

    /// From an opening quote; three of them hold lines.
    private mutating func text() throws -> String {
        guard let quote = current else { return "" }
        let start = place, isLong = scalars[place...].prefix(3).count == 3 && scalars[place...].prefix(3).allSatisfy { $0 == quote }
        place += isLong ? 3 : 1
        if isLong { if starts(with: "\r\n") { place += 2 } else if current == "\n" { place += 1 } }
        var text = String.UnicodeScalarView()
        while let scalar = current {
            if scalar == quote, !isLong || scalars[place...].prefix(3).allSatisfy({ $0 == quote }) && place + 3 <= scalars.count {
                place += isLong ? 3 : 1
                // A text may end with quotes of its own.
                while isLong, current == quote { text.append(quote); place += 1 }
                return String(text)
            }
            if scalar == "\n", !isLong { break }
            place += 1
            if scalar == "\\", quote == "\"" { try escape(into: &text) } else { text.append(scalar) }
        }
        throw fault("a quote that opens here is never closed", expected: "a closing quote", at: start)
    }

    private static let escapes: [Unicode.Scalar: Unicode.Scalar] = [
        "b": "\u{8}", "t": "\t", "n": "\n", "f": "\u{C}", "r": "\r", "e": "\u{1B}", "\"": "\"", "\\": "\\",
    ]

    private mutating func escape(into text: inout String.UnicodeScalarView) throws {
        guard let sign = current else { return }
        let start = place
        place += 1
        if let known = Self.escapes[sign] { return text.append(known) }
        if sign == "u" || sign == "U" {
            let count = sign == "u" ? 4 : 8, digits = scalars[place...].prefix(count)
            if digits.count == count, digits.allSatisfy(\.properties.isASCIIHexDigit), let value = UInt32(string(digits.indices), radix: 16), let scalar = Unicode.Scalar(value) {
                place += count
                return text.append(scalar)
            }
        } else if sign == " " || sign == "\t" || sign == "\n" || sign == "\r" {
            // The end of a line behind a backslash is none, and neither are the blanks before the next word.
            while let scalar = current, scalar.properties.isWhitespace { place += 1 }
            return
        }
        throw fault("\\\(sign) in a text", expected: "\\\\, \\\", \\n, \\t or \\u and four digits", at: start)
    }
}
