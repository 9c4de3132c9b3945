// Lines of a text as editors number them. Every text file is split here, so that a byte-order mark, Windows line ends, old
// Macintosh ones and a last line without an end mean the same to every reader. U+2028 and its kind end no line: they are
// white space inside one, as JSON has it, so that `file:12` is the line that an editor shows.

/// One line of a text, without its end.
package struct NumberedLine: Equatable, Sendable {
    /// From 1.
    package let number: Int
    package let text: Substring

    package init(number: Int, text: Substring) {
        self.number = number
        self.text = text
    }

    /// Nothing but white space.
    package var isBlank: Bool { text.unicodeScalars.allSatisfy(\.properties.isWhitespace) }

    /// What stands between white space.
    package var fields: [String] {
        text.unicodeScalars.split(whereSeparator: \.properties.isWhitespace).map { String(Substring($0)) }
    }

    /// All lines of a text, blank ones too. A byte-order mark at the start belongs to no line; LF, CR LF and CR end one.
    package static func all(of text: String) -> [NumberedLine] {
        let units = text.utf8
        var lines: [NumberedLine] = []
        var start = text.hasByteOrderMark ? units.index(units.startIndex, offsetBy: 3) : units.startIndex
        var place = start
        func take(to end: String.Index) { lines.append(NumberedLine(number: lines.count + 1, text: text[start..<end])) }
        while place < units.endIndex {
            let unit = units[place]
            let next = units.index(after: place)
            guard unit == lineFeed || unit == carriageReturn else { place = next; continue }
            take(to: place)
            let isPair = unit == carriageReturn && next < units.endIndex && units[next] == lineFeed
            start = isPair ? units.index(after: next) : next
            place = start
        }
        if start < units.endIndex { take(to: units.endIndex) }
        return lines
    }

    /// The lines that say something.
    package static func filled(of text: String) -> [NumberedLine] { all(of: text).filter { !$0.isBlank } }
}

private let lineFeed: UInt8 = 0x0A
private let carriageReturn: UInt8 = 0x0D

extension String {
    /// Begins with U+FEFF, which some editors put before the first line.
    package var hasByteOrderMark: Bool { utf8.starts(with: [0xEF, 0xBB, 0xBF]) }

    /// The same without it.
    package var withoutByteOrderMark: String { hasByteOrderMark ? String(decoding: utf8.dropFirst(3), as: UTF8.self) : self }
}
