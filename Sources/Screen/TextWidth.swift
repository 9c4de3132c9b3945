// How many columns text takes, measured exactly as the grid puts it: scalar by scalar, because terminals disagree
// about joined emoji and selectors. Those joiners and selectors are dropped, so that what is measured is what is drawn.

/// Text as one cell of a grid can hold it.
package struct TextPiece: Equatable, Sendable {
    /// One spacing scalar with its combining marks.
    package let text: String
    /// 1 or 2 columns.
    package let columns: Int
}

/// The widths of one kind of terminal.
package struct TextWidth: Equatable, Hashable, Sendable {
    /// Whether the terminal draws scalars of ambiguous width (Greek, Cyrillic, boxes, ①, …) two columns wide. Curses
    /// counts one, so there each of them is replaced by a stand-in of plain ASCII.
    package var ambiguousIsWide: Bool

    package init(ambiguousIsWide: Bool = false) { self.ambiguousIsWide = ambiguousIsWide }

    /// Ambiguous scalars take one column.
    package static let standard = TextWidth()

    /// Columns of one scalar: 0, 1 or 2. Controls count 1, the width of the sign they are drawn as.
    package func columns(of scalar: Unicode.Scalar) -> Int {
        let value = scalar.value
        if value < 0x7F || value < 0xA1 && value != 0xAD { return 1 }
        if WidthTables.holds(WidthTables.zero, value) { return 0 }
        return value >= 0x1100 && WidthTables.holds(WidthTables.wide, value) ? 2 : 1
    }

    /// Columns the text takes when put into a grid.
    package func columns(of text: String) -> Int {
        if Self.isPlain(text) { return text.utf8.count }
        return text.reduce(0) { $0 + columns(of: $1) }
    }

    /// Columns one grapheme takes.
    package func columns(of character: Character) -> Int {
        pieces(of: character).reduce(0) { $0 + $1.columns }
    }

    /// A grapheme as cells hold it: usually one piece; several for joined emoji, flags and spacing marks.
    package func pieces(of character: Character) -> [TextPiece] {
        if let ascii = character.asciiValue { return [TextPiece(text: shown(ascii, character), columns: 1)] }
        var pieces: [TextPiece] = []
        for scalar in character.unicodeScalars where !Self.isDropped(scalar, after: pieces.last) {
            let columns = columns(of: scalar)
            if columns == 0, let base = pieces.popLast() {
                pieces.append(Self.adding(scalar, to: base))
            } else if columns == 0 {
                pieces.append(TextPiece(text: " " + String(scalar), columns: 1))
            } else {
                pieces.append(TextPiece(text: standIn(for: Self.shown(scalar)), columns: columns))
            }
        }
        return pieces
    }

    /// The longest beginning of whole graphemes within `limit` columns; an `ellipsis` replaces what is cut off.
    package func cut(_ text: String, to limit: Int, ellipsis: String = "") -> String {
        if columns(of: text) <= limit { return text }
        let mark = columns(of: ellipsis) <= limit ? ellipsis : ""
        let room = limit - columns(of: mark)
        var used = 0
        var kept = ""
        for character in text {
            used += columns(of: character)
            if used > room { break }
            kept.append(character)
        }
        return kept + mark
    }

    /// Both ends of a text within `limit` columns, with an `ellipsis` for what stood between them.
    package func cutInside(_ text: String, to limit: Int, ellipsis: String) -> String {
        guard columns(of: text) > limit else { return text }
        let room = limit - columns(of: ellipsis)
        guard room >= 4 else { return cut(text, to: limit, ellipsis: ellipsis) }
        let head = cut(text, to: room - room / 2)
        var tail = "", used = 0
        for character in text.reversed() {
            used += columns(of: character)
            if used > room / 2 { break }
            tail = String(character) + tail
        }
        return head + ellipsis + tail
    }

    /// The text cut or filled with blanks to exactly `columns` columns.
    package func padded(
        _ text: String, to columns: Int, alignment: TextAlignment = .leading, ellipsis: String = ""
    ) -> String {
        let kept = cut(text, to: max(0, columns), ellipsis: ellipsis)
        let blanks = String(repeating: " ", count: max(0, columns - self.columns(of: kept)))
        return alignment == .leading ? kept + blanks : blanks + kept
    }

    /// The text broken into lines of at most `limit` columns, at blanks where there are any (Japanese has none and
    /// breaks between characters).
    package func wrapped(_ text: String, to limit: Int) -> [String] {
        guard limit > 1 else { return text.isEmpty ? [] : [cut(text, to: limit)] }
        var lines: [String] = []
        var line = ""
        var used = 0
        for character in text {
            let columns = columns(of: character)
            if used + columns > limit {
                let rest = character == " " ? "" : Self.breakLine(&line)
                lines.append(line)
                line = rest
                used = self.columns(of: rest)
                if character == " " { continue }
            }
            line.append(character)
            used += columns
        }
        return line.isEmpty ? lines : lines + [line]
    }
}

/// On which side padding goes.
package enum TextAlignment: Sendable {
    case leading, trailing
}

extension TextWidth {
    /// Printable ASCII only: one column a byte.
    private static func isPlain(_ text: String) -> Bool { text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } }

    /// Selectors, joiners, direction marks and tags, and skin tones behind their emoji: terminals draw each of them
    /// in their own way, so no cell holds one.
    private static func isDropped(_ scalar: Unicode.Scalar, after base: TextPiece?) -> Bool {
        switch scalar.value {
        case 0xAD, 0xFE00...0xFE0F, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF, 0xE0000...0xE0FFF,
            0x2028, 0x2029:
            return true
        case 0x1F3FB...0x1F3FF: return base?.columns == 2
        default: return false
        }
    }

    /// Curses holds five scalars a cell: marks beyond the fourth are left out.
    private static func adding(_ mark: Unicode.Scalar, to base: TextPiece) -> TextPiece {
        guard base.text.unicodeScalars.count < 5 else { return base }
        var scalars = String.UnicodeScalarView(base.text.unicodeScalars)
        scalars.append(mark)
        return TextPiece(text: String(scalars), columns: base.columns)
    }

    private func shown(_ ascii: UInt8, _ character: Character) -> String {
        if ascii >= 0x20 && ascii < 0x7F { return String(character) }
        return ascii >= 9 && ascii <= 13 ? " " : standIn(for: "\u{FFFD}")
    }

    /// Control characters never reach a terminal: white space becomes a blank, the rest a replacement sign.
    private static func shown(_ scalar: Unicode.Scalar) -> String {
        switch scalar.value {
        case 9...13, 0x85: return " "
        case ..<0x20, 0x7F...0x9F: return "\u{FFFD}"
        default: return String(scalar)
        }
    }

    /// Cuts the line at its last blank and returns what stood behind it.
    private static func breakLine(_ line: inout String) -> String {
        guard let blank = line.lastIndex(of: " ") else { return "" }
        let rest = String(line[line.index(after: blank)...])
        line = String(line[..<blank])
        return rest
    }

    /// The text itself, or a stand-in where the terminal would draw it wider than curses counts.
    private func standIn(for text: String) -> String {
        guard ambiguousIsWide, let scalar = text.unicodeScalars.first,
            scalar == "\u{FFFD}" || WidthTables.holds(WidthTables.ambiguous, scalar.value)
        else { return text }
        return String(StandIns.ascii(for: scalar))
    }
}
