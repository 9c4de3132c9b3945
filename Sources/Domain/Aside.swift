// What a pair of a queue can be besides judged: skipped, not to be told, flagged, or begun and not finished.

/// Why a pair of a queue has no verdict.
package enum AsideState: String, Sendable, Codable, CaseIterable {
    case skipped
    case cannotTell = "cannot_tell"
}

/// What stands beside a pair of a queue: its state, a flag, and the note and box of a verdict that is not given yet.
package struct Aside: Equatable, Sendable, Codable {
    /// nil: the pair is open (or judged).
    package var state: AsideState?
    package var isFlagged: Bool
    package var note: String?
    /// In fractions of the picture.
    package var box: Box?
    /// Words of a note that was begun and not kept: they come back where the note is opened, and belong to no verdict.
    package var draft: String?

    package init(
        state: AsideState? = nil, isFlagged: Bool = false, note: String? = nil, box: Box? = nil, draft: String? = nil
    ) {
        self.draft = draft
        self.state = state
        self.isFlagged = isFlagged
        self.note = note
        self.box = box
    }

    package var isEmpty: Bool { self == Aside() }

    /// What a verdict leaves of it: the flag.
    package var settled: Aside? { isFlagged ? Aside(isFlagged: true) : nil }

    private enum CodingKeys: String, CodingKey {
        case state
        case isFlagged = "flagged"
        case note, box, draft
    }

    package init(from decoder: Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        state = try fields.decodeIfPresent(AsideState.self, forKey: .state)
        isFlagged = try fields.decodeIfPresent(Bool.self, forKey: .isFlagged) ?? false
        note = try fields.decodeIfPresent(String.self, forKey: .note)
        box = try fields.decodeIfPresent(Box.self, forKey: .box)
        draft = try fields.decodeIfPresent(String.self, forKey: .draft)
    }

    package func encode(to encoder: Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encodeIfPresent(state, forKey: .state)
        if isFlagged { try fields.encode(true, forKey: .isFlagged) }
        try fields.encodeIfPresent(note, forKey: .note)
        try fields.encodeIfPresent(box, forKey: .box)
        try fields.encodeIfPresent(draft, forKey: .draft)
    }
}
