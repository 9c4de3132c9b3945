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
        case .close: state.overlay = nil
        case .accept: accept(overlay)
        }
    }

    private mutating func accept(_ overlay: Overlay) {
        state.overlay = nil
        switch overlay {
        case .reasons(let cursor):
            if VerdictReason.allCases.indices.contains(cursor) { judge(.bad, reason: VerdictReason.allCases[cursor]) }
        case .note(let line): setNote(line.text)
        case .compare(let cursor): goToCompared(cursor)
        case .share(let line): if !line.isEmpty { effects.append(.share(line.text)) }
        default: break
        }
    }
}

extension Overlay {
    var isComparison: Bool { if case .compare = self { true } else { false } }

    /// The row under the page's cursor.
    package internal(set) var cursor: Int {
        get {
            switch self {
            case .help(let page), .palette(let page), .history(let page), .health(let page), .inquiry(_, let page):
                page.cursor
            case .reasons(let cursor), .compare(let cursor): cursor
            case .note, .share: 0
            }
        }
        set { change(cursor: newValue) }
    }

    /// The line that typing goes to.
    package var line: LineEditor? {
        switch self {
        case .help(let page), .palette(let page), .history(let page), .health(let page): page.filter
        case .reasons, .inquiry, .compare: nil
        case .note(let line), .share(let line): line
        }
    }

    private mutating func change(cursor: Int) {
        switch self {
        case .help(var page):
            page.cursor = cursor
            self = .help(page)
        case .palette(var page):
            page.cursor = cursor
            self = .palette(page)
        case .history(var page):
            page.cursor = cursor
            self = .history(page)
        case .health(var page):
            page.cursor = cursor
            self = .health(page)
        case .inquiry(let inquiry, var page):
            page.cursor = cursor
            self = .inquiry(inquiry, page)
        case .reasons: self = .reasons(cursor: cursor)
        case .compare: self = .compare(cursor: cursor)
        case .note, .share: break
        }
    }

    mutating func edit(_ change: (inout LineEditor) -> Void) {
        switch self {
        case .help(var page):
            change(&page.filter)
            page.cursor = 0
            self = .help(page)
        case .palette(var page):
            change(&page.filter)
            page.cursor = 0
            self = .palette(page)
        case .history(var page):
            change(&page.filter)
            page.cursor = 0
            self = .history(page)
        case .health, .reasons, .inquiry, .compare: break
        case .note(var line):
            change(&line)
            self = .note(line)
        case .share(var line):
            change(&line)
            self = .share(line)
        }
    }
}
