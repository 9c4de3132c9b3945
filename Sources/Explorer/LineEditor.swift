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

    /// Puts typed or pasted text at the caret; control characters and line ends become blanks.
    package mutating func insert(_ typed: String) {
        if isSelected { self = LineEditor() }
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
