// The rows of the pages over the main screen. Drawing and Enter read the same rows, so that what is selected is what
// runs.
import Domain
import Explorer

/// One row of a page.
struct OverlayRow: Equatable {
    /// In front: the key, the digit, the number.
    var lead: String
    var text: String
    /// Behind: why it cannot run, what it is about.
    var detail = ""
    var role = Role.plain
    /// What Enter runs.
    var action: Action?
    /// The filters that Enter puts in or takes out.
    var filters: [QueryFilter] = []
    /// Says something about the page; there is nothing to choose.
    var isRemark = false
}

extension OverlayRow {
    /// A blank or a heading: the cursor passes it, and it has no number.
    var isPassed: Bool { text.isEmpty || role == .heading }
}

extension [OverlayRow] {
    /// The number that a row is called by in lines; nil for what cannot be chosen.
    var numbers: [Int?] {
        var last = 0
        return map { row in
            if row.isRemark || row.isPassed { return nil }
            last += 1
            return last
        }
    }

    /// The row some steps on, past blanks and headings; the same one where there is none that way.
    func row(_ steps: Int, from row: Int) -> Int {
        let step = steps < 0 ? -1 : 1
        var place = Swift.max(0, Swift.min(row + steps, count - 1))
        while indices.contains(place), self[place].isPassed { place += step }
        return indices.contains(place) ? place : row
    }
}

/// A page: its title, the prompt of its line, its rows.
struct OverlayContent {
    var title: Phrase
    var rows: [OverlayRow]

    /// - Parameter isWhole: every row of a long list is written out, not only those around the cursor.
    init(_ overlay: Overlay, _ state: ExplorerState, keys: KeyMap, isWhole: Bool = false) {
        let language = state.language
        switch overlay {
        case .help(let page):
            title = .helpTitle
            rows = Self.actions(page.filter.text, state, keys, namesFirst: false)
            rows += QuestionForm.found(by: page.filter.text).map { OverlayRow(lead: "", text: $0.said(in: language), isRemark: true) }
        case .palette(let page):
            title = .paletteTitle
            rows = Self.actions(page.filter.text, state, keys, namesFirst: true)
        case .history(let page):
            title = .historyTitle
            rows = historyRows(page.filter.text, state)
        case .health:
            title = .healthTitle
            rows = healthRows(state)
        case .inquiry(let inquiry, _):
            title = inquiryTitle(inquiry, state)
            rows = inquiryRows(inquiry, state)
        case .reasons:
            title = state.reasonless.map { .reasonsTitleOf(rank: $0.rank) } ?? .reasonsTitle
            rows = VerdictReason.allCases.enumerated().map {
                OverlayRow(lead: "\($0.offset + 1)", text: $0.element.said(in: language))
            }
        case .facets(let page):
            title = .facetsTitle
            rows = facetRows(page.filter.text, state)
        case .queries:
            title = querySetTitle(state)
            rows = querySetRows(state, around: isWhole ? nil : overlay.cursor)
        case .feedback:
            title = .feedbackTitle(good: state.feedback?.good ?? 0, bad: state.feedback?.bad ?? 0)
            rows = feedbackRows(state)
        case .nameFilters:
            title = .nameFiltersTitle(state.boxFilters.map(\.typed).joined(separator: " "))
            rows = []
        case .compare:
            title = comparisonTitle(state)
            rows = comparisonRows(state)
        case .wording:
            title = .news(.wordingTitle)
            rows = []
        case .note:
            let photo = state.notedKey.map { shortPath($0.image) } ?? ""
            title = state.notedVerdict == nil ? .news(.noteOnRow(photo)) : .noteTitle(photo)
            rows = []
        case .share:
            title = .shareTitle
            rows = []
        }
        if rows.isEmpty, !overlay.isWriting {
            rows = [OverlayRow(lead: "", text: Phrase.nothingFound.said(in: language), role: .quiet, isRemark: true)]
        }
    }

    /// All actions that fit the filter: a key typed exactly comes first, then words in either language.
    private static func actions(_ filter: String, _ state: ExplorerState, _ keys: KeyMap, namesFirst: Bool) -> [OverlayRow] {
        let all = Action.allCases
        let forms = all.map { action in
            Language.allCases.flatMap { [action.label(in: $0).folded, action.sentence(in: $0).folded] }
                + [action.rawValue.folded] + action.otherWords
        }
        let exact = all.filter { !filter.isEmpty && keys.isKey(filter, of: $0) }
        let found = fuzzyOrder(filter, candidates: forms).map { all[$0] }
        return (exact + found.filter { !exact.contains($0) }).map { row($0, state, keys, namesFirst: namesFirst) }
    }

    private static func row(_ action: Action, _ state: ExplorerState, _ keys: KeyMap, namesFirst: Bool) -> OverlayRow {
        let obstacle = state.obstacle(to: action)
        let language = state.language
        let other = namesFirst ? action.sentence(in: language.other) : ""
        return OverlayRow(
            lead: keys.allNames(of: action).prefix(2).joined(separator: " "), text: action.sentence(in: language),
            detail: obstacle.map { Phrase.notNow($0.said(in: language)).said(in: language) } ?? other,
            role: obstacle == nil ? .plain : .disabledKey, action: action)
    }
}

/// Milliseconds with one decimal.
func tenths(_ milliseconds: Double) -> String {
    let value = Int((milliseconds * 10).rounded())
    return "\(value / 10).\(value % 10)"
}
