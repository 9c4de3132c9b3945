// The box: typing, picking, jumping, the way back. Every change of the question asks the engine at once; the journal
// hears of it when the person pauses or moves on.
import Domain

extension Turn {
    /// Rows asked for: what a person scrolls through.
    static let rowsAskedFor = 60
    /// Above this many pictures the ranks by the global vector are not asked for.
    static let globalRankLimit = 100_000

    mutating func type(_ text: String) {
        var isWhole = true
        defer { if !isWhole { state.notice = .cut(at: LineEditor.longest) } }
        if editOverlay({ isWhole = $0.insert(text) }) { return }
        if startsNewWords(text) {
            if !state.box.isEmpty { clearBox() }
            state.owesSlash = true
            return
        }
        if state.chip != nil || state.boxIsSelected || state.focus == .rows {
            settle()
            state.chip = nil
            state.box = LineEditor()
        }
        state.boxIsSelected = false
        state.focus = .box
        payOwedSlash(before: text)
        let before = state.box
        isWhole = state.box.insert(text)
        if state.box != before { boxChanged() }
    }

    /// A second slash in the first word: the first one was no key for new words, it began a path.
    private mutating func payOwedSlash(before text: String) {
        guard state.owesSlash else { return }
        let start = state.box.text
        if text == "/", !start.isEmpty { state.box = LineEditor("/" + start) }
        if start.isEmpty == false, text == "/" || text.contains(where: \.isWhitespace) { state.owesSlash = false }
    }

    /// The key for new words, pressed by habit where the box is waiting for words already: no query begins with it.
    private func startsNewWords(_ text: String) -> Bool {
        ["/", "／"].contains(text) && state.focus == .box && state.chip == nil
            && (state.box.isEmpty || state.boxIsSelected)
    }

    mutating func edit(_ edit: LineEdit) {
        if editOverlay({ $0.apply(edit) }) { return }
        if state.chip != nil {
            if edit == .backspace || edit == .deleteToStart || edit == .deleteWord { clearBox() }
            return
        }
        let before = state.box.text
        state.owesSlash = false
        if state.boxIsSelected, [.backspace, .delete, .deleteWord].contains(edit) { state.box = LineEditor() }
        state.boxIsSelected = false
        state.box.apply(edit)
        if state.box.text != before { boxChanged() }
    }

    mutating func clearBox() {
        settle()
        state.chip = nil
        state.box = LineEditor()
        state.owesSlash = false
        state.focus = .box
        boxChanged()
    }

    mutating func boxChanged() {
        state.marked = []
        if state.isPicking {
            state.pickerCursor = 0
            state.pickerScroll = 0
            state.answerIsCurrent = false
            state.isSearching = false
            state.unrecordedQuery = nil
            state.searchGeneration += 1
            letGoForAnother(nil)
            refreshPicker()
            lookAtRow()
        } else {
            state.unrecordedQuery = originOfTyping
            state.unrecordedFeedback = nil
            ask(keeping: nil)
        }
        shine()
    }

    /// Words after a picked product or a likened instance leave a way back to it.
    private var originOfTyping: QueryOrigin {
        switch state.memory.place?.subject {
        case .product, .picture: .jumped
        default: .typed
        }
    }

    mutating func refreshPicker() {
        let text = state.box.text
        guard !state.catalog.isSlow(for: text) else {
            state.pickerIsBehind = true
            effects.append(
                .list(text, from: state.catalog, recent: state.memory.finishedWords, language: state.language))
            return
        }
        listProducts()
    }

    private mutating func listProducts() {
        show(state.catalog.rows(for: state.box.text, recent: state.memory.finishedWords, language: state.language))
    }

    mutating func show(_ rows: [PickerRow]) {
        state.pickerRows = rows
        state.pickerIsBehind = false
        state.pickerCursor = max(0, min(state.pickerCursor, state.pickerRows.count - 1))
    }

    /// Sends the question off; rows of the last answer stay until the new ones come.
    mutating func ask(keeping image: String?) {
        guard let subject = state.subject else { return lookAtRow() }
        letGoForAnother(subject)
        state.searchGeneration += 1
        state.wantedImage = image
        state.isSearching = true
        state.answerIsCurrent = false
        effects.append(.search(request(subject), generation: state.searchGeneration))
    }

    func request(_ subject: QuerySubject) -> SearchRequest {
        let (subject, choices) = state.withoutVerdicts(subject)
        var request = SearchRequest(
            subject, top: Self.rowsAskedFor, score: state.score, blend: state.blend, grouping: state.grouping,
            maps: true, language: state.language.rawValue)
        request.choices = choices
        return request
    }

    /// Changes how the same question is ranked.
    mutating func refine(_ change: (inout ExplorerState) -> Void) {
        settle()
        change(&state)
        state.unrecordedQuery = .typed
        ask(keeping: state.match?.image)
    }

    /// Where the global vector puts these rows; asked when the person pauses.
    mutating func askGlobalRanks() {
        guard state.answerIsCurrent, state.globalRanks.isEmpty, state.score != .global, let answer = state.answer,
            answer.total <= Self.globalRankLimit, !answer.matches.isEmpty
        else { return }
        var request = answer.request
        (request.score, request.maps) = (.global, false)
        effects.append(.rankGlobally(request, images: answer.matches.map(\.image), generation: state.searchGeneration))
    }

    // MARK: Enter and the way back

    mutating func enter() {
        if state.isPicking { return pick() }
        if state.focus == .box { return focusRows() }
        guard let match = state.match else { return }
        let instance = state.likenedInstance ?? match.instance
        guard state.chip?.subject != .picture(match.image, instance: instance) else { return }
        let nearest = state.reading?.instances.first { $0.instance == instance }?.nearestTitle
        let label = nearest.map { state.catalog.localized($0, language: state.language) } ?? match.product.title
        jump(to: Chip(subject: .picture(match.image, instance: instance), label: label))
    }

    private mutating func pick() {
        // Enter means what was typed, not the rows of the letters before.
        if state.pickerIsBehind { listProducts() }
        guard state.pickerRows.indices.contains(state.pickerCursor) else { return }
        switch state.pickerRows[state.pickerCursor] {
        case .product(let product):
            jump(
                to: Chip(subject: .product(product.label.productID), label: product.title(in: state.language.rawValue)))
        case .words(let words), .recent(let words):
            state.box = LineEditor(words)
            state.focus = .rows
            boxChanged()
        }
    }

    private mutating func jump(to chip: Chip) {
        settle()
        state.chip = chip
        state.box = LineEditor()
        state.focus = .rows
        state.marked = []
        state.unrecordedQuery = .jumped
        ask(keeping: nil)
    }

    mutating func back() {
        settle()
        guard let place = state.trail.last else { return }
        go(to: place)
        state.unrecordedQuery = .back
        ask(keeping: place.image)
    }

    /// Puts a place's question into the box.
    mutating func go(to place: Place) {
        state.marked = []
        state.score = place.score
        state.grouping = place.grouping
        state.blend = place.blend ?? 0.5
        show(place.subject, label: place.label)
    }

    /// Puts a question into the box: words as words, anything else as a chip.
    /// - Parameter label: what a product is called that the catalog does not know, or a picture.
    mutating func show(_ subject: QuerySubject, label: String? = nil) {
        (state.chip, state.box, state.boxIsSelected) = (nil, LineEditor(), false)
        switch subject {
        case .text(let words): state.box = LineEditor(words)
        case .product(let id):
            let title = state.catalog.title(of: id, language: state.language)
            state.chip = Chip(subject: subject, label: title ?? label ?? id)
        case .picture(let path, _): state.chip = Chip(subject: subject, label: label ?? path)
        }
    }

    /// One step out: another map, a held query, the pin, the box, the way back. Never into the box: the next keys would
    /// become words.
    mutating func stepBack() {
        if state.focus == .rows, state.probe.mode != .free {
            state.probe.leaveMap()
        } else if state.focus == .rows, state.heldInstance != nil {
            letGo()
            look { $0.chosenInstance = nil }
        } else if let pin = state.pin {
            togglePin()
            state.overlay = pin.page
        } else if state.focus == .box, !state.isPicking, state.rowCount > 0 {
            focusRows()
        } else if !state.trail.isEmpty {
            back()
            state.focus = .rows
        } else if state.isPicking, !state.box.isEmpty {
            clearBox()
        } else if state.focus == .box, !state.box.isEmpty || state.chip != nil {
            clearBox()
        } else {
            state.notice = .nowhereOut
        }
    }

    /// A query held for all photos belongs to the question it was taken up with; filters only narrow that question down.
    private mutating func letGoForAnother(_ subject: QuerySubject?) {
        if state.askedTerms != subject?.terms { letGo() }
        state.askedTerms = subject?.terms
    }

    /// Shows the winners again from the next photo on.
    mutating func letGo() { state.heldInstance = nil }
}

extension QuerySubject {
    /// What is asked for, filters aside.
    fileprivate var terms: [QueryTerm] {
        if case .text(let words) = self { QueryParts(words).terms } else { [QueryTerm(subject: self)] }
    }
}
