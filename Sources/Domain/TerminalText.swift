// Text of unknown origin made safe for a plain terminal. A title, a file name or a line of somebody else's file may hold
// escape sequences that move the cursor, change colours or set the clipboard, and marks that turn text around.

extension Unicode.Scalar {
    /// What a terminal acts on instead of showing it: control characters, marks that override the direction of text,
    /// separators of lines and paragraphs.
    package var isTerminalControl: Bool {
        switch value {
        case 0...0x1F, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: true
        default: false
        }
    }

    /// Line ends of every kind, and tabs.
    fileprivate var breaksLine: Bool {
        switch value {
        case 0x09...0x0D, 0x85, 0x2028, 0x2029: true
        default: false
        }
    }
}

extension String {
    /// The same with every control replaced by U+FFFD, but for line feeds and tabs. For text that has lines.
    package var safeForTerminal: String {
        guard unicodeScalars.contains(where: { $0.isTerminalControl && $0 != "\n" && $0 != "\t" }) else { return self }
        return replacingControls { $0 == "\n" || $0 == "\t" }
    }

    /// Lines that eclip itself coloured: the same, but sequences that set colours and weights (`ESC [ 1;38 m`) stay.
    package var safeDrawing: String {
        guard utf8.contains(0x1B) else { return safeForTerminal }
        let parts = split(separator: "\u{1B}", omittingEmptySubsequences: false)
        let rest = parts.dropFirst().map { part in
            let end = part.dropFirst().firstIndex { !$0.isASCII || !($0.isNumber || $0 == ";" || $0 == ":") }
            let isStyle = part.hasPrefix("[") && end.map { part[$0] == "m" } ?? false
            return (isStyle ? "\u{1B}" : "\u{FFFD}") + String(part).safeForTerminal
        }
        return String(parts[0]).safeForTerminal + rest.joined()
    }

    /// One line: line ends and tabs become single blanks, other controls U+FFFD. For a title in a row; the blanks that a row begins
    /// with stay.
    package var onOneLine: String {
        guard unicodeScalars.contains(where: \.isTerminalControl) else { return self }
        let lead = String(unicodeScalars.prefix { $0 == " " })
        let pieces = unicodeScalars.split(whereSeparator: \.breaksLine).map { String($0).trimmingBlanks }
        return lead + pieces.filter { !$0.isEmpty }.joined(separator: " ").replacingControls { _ in false }
    }

    /// Every occurrence replaced, also one that a combining mark follows and that is no character of its own then: what quotes or
    /// escapes for another program must not be blind to it.
    package func replacing(scalar: Unicode.Scalar, with text: String) -> String {
        guard unicodeScalars.contains(scalar) else { return self }
        return unicodeScalars.split(separator: scalar, omittingEmptySubsequences: false).map { String($0) }.joined(separator: text)
    }

    private var trimmingBlanks: String {
        let behind = unicodeScalars.drop { $0 == " " }
        return String(String.UnicodeScalarView(behind.reversed().drop { $0 == " " }.reversed()))
    }

    private func replacingControls(but keeps: (Unicode.Scalar) -> Bool) -> String {
        String(String.UnicodeScalarView(unicodeScalars.map { $0.isTerminalControl && !keeps($0) ? "\u{FFFD}" : $0 }))
    }
}

extension Sequence<String> {
    /// A page of rows for a plain terminal: each on a line of its own, whatever the words in it hold.
    package var page: String { map { $0.onOneLine + "\n" }.joined() }
}
