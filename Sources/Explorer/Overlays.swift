// The pages over the main screen: help, palette, history, health, reasons, note. Which rows a filter leaves is a matter
// of words, so Interface says how many there are and which action a row is.
import Domain

extension Turn {
    /// Edits the line of the page on top, if it has one; true when there is a page.
    mutating func editOverlay(_ change: (inout LineEditor) -> Void) -> Bool {
        guard var overlay = state.overlay else { return false }
        overlay.edit(change)
        state.overlay = overlay
        return true
    }

    mutating func moveInOverlay(_ move: OverlayMove) {
        guard var overlay = state.overlay else { return }
        switch move {
        case .to(let row, let count):
            overlay.cursor = max(0, min(row, count - 1))
            state.overlay = overlay
        case .close:
            if case .wording = overlay { return compareAgain() }
            if case .note(let line) = overlay, let key = state.notedKey {
                if keepDraft(line.text, of: key, note: state.keptNote) { state.notice = .draftKept }
            }
            state.overlay = nil
        case .write: if overlay.isComparison { state.overlay = .wording(LineEditor()) }
        case .accept: accept(overlay)
        }
    }

    /// True when a note that was begun is kept for the next time.
    mutating func keepDraft(_ text: String, of key: VerdictKey, note: String?) -> Bool {
        let isDraft = !text.isEmpty && text != note ?? ""
        state.noteDrafts[key] = isDraft ? text : nil
        return isDraft
    }

    /// Notes that were begun are in the session whenever the keys rest, the one that is being written among them: a kill or a
    /// closed window costs no more than the last word.
    mutating func keepDrafts() {
        guard state.isOpened else { return }
        if case .note(let line)? = state.overlay, let key = state.notedKey {
            _ = keepDraft(line.text, of: key, note: state.keptNote)
        }
        if let judge = state.judge { keepOpenDraft(judge) }
        let saved = state.memory.asides.compactMapValues(\.draft)
        guard saved != state.noteDrafts else { return }
        for key in Set(saved.keys).union(state.noteDrafts.keys).sorted(by: { ($0.query, $0.image) < ($1.query, $1.image) })
        where saved[key] != state.noteDrafts[key] {
            var aside = state.memory.asides[key] ?? Aside()
            aside.draft = state.noteDrafts[key]
            record(.setAside(key, aside))
        }
    }

    private mutating func accept(_ overlay: Overlay) {
        state.overlay = nil
        switch overlay {
        case .reasons(let cursor):
            if VerdictReason.allCases.indices.contains(cursor) { judge(.bad, reason: VerdictReason.allCases[cursor]) }
        case .note(let line): setNote(line.text)
        case .compare(let cursor): goToCompared(cursor)
        case .wording(let line): compareWording(line.text)
        case .feedback: acceptFeedback()
        case .inquiry(.sheet, let page): hold(page.cursor)
        case .inquiry(.region, let page): pinFromRegion(page.cursor, page: page)
        case .queries(let page): askOfSet(page.cursor)
        case .nameFilters(let line): nameFilters(line.text)
        case .share(let line): if !line.isEmpty { effects.append(.share(line.text)) }
        default: break
        }
    }
}

extension Overlay {
    var isComparison: Bool { if case .compare = self { true } else { false } }

    /// Its rows are made of the state; those of a ranking were asked for in one language.
    var followsLanguage: Bool {
        switch self {
        case .compare, .feedback: false
        default: true
        }
    }

    /// The list of the page, if it is one.
    private var page: ListPage? {
        get {
            switch self {
            case .help(let page), .palette(let page), .history(let page), .health(let page), .inquiry(_, let page),
                .facets(let page), .feedback(let page), .queries(let page):
                page
            case .reasons(let cursor), .compare(let cursor): ListPage(cursor: cursor)
            case .note, .share, .nameFilters, .wording: nil
            }
        }
        set {
            guard let newValue else { return }
            switch self {
            case .help: self = .help(newValue)
            case .palette: self = .palette(newValue)
            case .history: self = .history(newValue)
            case .health: self = .health(newValue)
            case .inquiry(let inquiry, _): self = .inquiry(inquiry, newValue)
            case .facets: self = .facets(newValue)
            case .feedback: self = .feedback(newValue)
            case .queries: self = .queries(newValue)
            case .reasons: self = .reasons(cursor: newValue.cursor)
            case .compare: self = .compare(cursor: newValue.cursor)
            case .note, .share, .nameFilters, .wording: break
            }
        }
    }

    /// The row under the page's cursor.
    package internal(set) var cursor: Int {
        get { page?.cursor ?? 0 }
        set { page?.cursor = newValue }
    }

    /// The line that typing goes to.
    package var line: LineEditor? {
        switch self {
        case .help, .palette, .history, .facets: page?.filter
        case .health, .reasons, .inquiry, .compare, .feedback, .queries: nil
        case .note(let line), .share(let line), .nameFilters(let line), .wording(let line): line
        }
    }

    mutating func edit(_ change: (inout LineEditor) -> Void) {
        guard var line else { return }
        change(&line)
        switch self {
        case .note: self = .note(line)
        case .share: self = .share(line)
        case .nameFilters: self = .nameFilters(line)
        case .wording: self = .wording(line)
        default: page = ListPage(filter: line)
        }
    }
}
