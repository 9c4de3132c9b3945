// One line of text with a caret, by grapheme: the box, the note, the filter of help and palette all edit with it.

/// A change of the caret or the text that is not typing.
package enum LineEdit: Sendable, Equatable, CaseIterable {
    case left, right, wordLeft, wordRight, start, end
    case backspace, delete, deleteWord, deleteToStart, deleteToEnd
}

/// Text being edited.
package struct LineEditor: Equatable, Sendable {
    package private(set) var characters: [Character]
    /// 0...characters.count: the caret stands before this character.
    package private(set) var caret: Int

    /// Characters that typing and pasting fill a line with: more than any question or note of a person's own, and little
    /// enough that every key after a paste is answered at once.
    package static let longest = 2_000
    /// Scalars of one insertion that are looked at: a letter may carry marks without end.
    private static let longestInScalars = 8 * longest

    /// The text is a proposal: what is typed takes its place, and any step of the caret keeps it.
    package private(set) var isSelected: Bool

    package init(_ text: String = "", isSelected: Bool = false) {
        characters = Array(text)
        caret = characters.count
        self.isSelected = isSelected
    }

    package var text: String { String(characters) }
    package var isEmpty: Bool { characters.isEmpty }
    /// The text before the caret.
    package var beforeCaret: String { String(characters[..<caret]) }

    /// Puts typed or pasted text at the caret, as much as there is room for; control characters and line ends become blanks.
    /// - Returns: false where some of it was left out.
    @discardableResult
    package mutating func insert(_ typed: String) -> Bool {
        if isSelected { self = LineEditor() }
        let scalars = typed.unicodeScalars.prefix(Self.longestInScalars)
        let taken = Substring(scalars).prefix(max(0, Self.longest - characters.count))
        put(taken)
        return taken.endIndex == typed.endIndex
    }

    private mutating func put(_ typed: Substring) {
        guard !typed.isEmpty else { return }
        var whole = String(characters[..<caret])
        whole += String(typed.map { $0.isNewline || Self.isControl($0) ? " " : $0 })
        let before = Array(whole)
        // A combining mark joins the character before it, so the caret is counted again.
        characters = before + characters[caret...]
        caret = before.count
    }

    private static func isControl(_ character: Character) -> Bool {
        character.unicodeScalars.allSatisfy { $0.properties.generalCategory == .control }
    }

    /// Puts the caret before a character; held inside the text.
    package mutating func stand(before character: Int) {
        caret = max(0, min(character, characters.count))
        isSelected = false
    }

    package mutating func apply(_ edit: LineEdit) {
        if isSelected, [.backspace, .delete, .deleteWord].contains(edit) {
            self = LineEditor()
            return
        }
        isSelected = false
        switch edit {
        case .left: caret = max(0, caret - 1)
        case .right: caret = min(characters.count, caret + 1)
        case .wordLeft: caret = wordStart
        case .wordRight: caret = wordEnd
        case .start: caret = 0
        case .end: caret = characters.count
        case .backspace: if caret > 0 { remove(caret - 1..<caret) }
        case .delete: if caret < characters.count { remove(caret..<caret + 1) }
        case .deleteWord: remove(wordStart..<caret)
        case .deleteToStart: remove(0..<caret)
        case .deleteToEnd: remove(caret..<characters.count)
        }
    }

    private mutating func remove(_ range: Range<Int>) {
        characters.removeSubrange(range)
        caret = range.lowerBound
    }

    private var wordStart: Int {
        var position = caret
        while position > 0, characters[position - 1].isWhitespace { position -= 1 }
        while position > 0, !characters[position - 1].isWhitespace { position -= 1 }
        return position
    }

    private var wordEnd: Int {
        var position = caret
        while position < characters.count, characters[position].isWhitespace { position += 1 }
        while position < characters.count, !characters[position].isWhitespace { position += 1 }
        return position
    }
}
