// State to cells. The whole screen is drawn anew each time; the painter sends only what differs.
import Domain
import Engraving
import Explorer
import Screen

/// The screen for a state, its caret where the terminal's real cursor belongs.
package func draw(_ state: ExplorerState, in surroundings: Surroundings) -> Grid {
    var drawing = Drawing(state: state, surroundings: surroundings)
    drawing.drawAll()
    return drawing.grid
}

/// Where things go for a state on a screen; nil when it is too small.
package func layout(_ state: ExplorerState, columns: Int, rows: Int) -> Layout? {
    let map = state.shownMap
    return Layout(
        columns: columns, rows: rows, patchRows: map?.rows ?? max(state.health.patchRows, 1),
        patchColumns: map?.columns ?? max(state.health.patchColumns, 1), queries: state.health.instancesPerPicture)
}

/// A screen being drawn.
struct Drawing {
    let state: ExplorerState
    let surroundings: Surroundings
    var grid: Grid
    var clickables: [Clickable] = []
    let theme: Theme

    init(state: ExplorerState, surroundings: Surroundings) {
        self.state = state
        self.surroundings = surroundings
        theme = surroundings.theme
        grid = Grid(columns: surroundings.columns, rows: surroundings.rows, widths: surroundings.widths)
    }

    var language: Language { state.language }
    var widths: TextWidth { surroundings.widths }
    /// Lines, arrows and dots are drawn in ASCII.
    var drawsPlain: Bool { theme.inks.rung == .ascii || widths.ambiguousIsWide }
    /// What stands where text is cut.
    var ellipsis: String { drawsPlain ? "~" : "…" }

    func say(_ phrase: Phrase) -> String {
        let said = phrase.said(in: language)
        return drawsPlain ? plainSigns(said) : said
    }

    /// The title an instance is nearest to, in the screen's language.
    func nearestTitle(_ instance: InstanceReading) -> String {
        state.catalog.localized(instance.nearestTitle, language: language)
    }

    func said(_ progress: Progress) -> String {
        switch progress.task {
        case .catalog: say(.listing(done: progress.done, total: progress.total))
        case .indexing: say(.indexing(done: progress.done, total: progress.total))
        case .opening: say(.opening)
        }
    }

    mutating func drawAll() {
        if let judge = state.judge, grid.columns >= Layout.leastColumns, grid.rows >= Layout.leastRows {
            return drawJudge(judge)
        }
        guard let layout = layout(state, columns: grid.columns, rows: grid.rows) else { return drawTooSmall() }
        if state.zoom != nil { return drawZoom() }
        drawTitleBar()
        if state.overlay != nil {
            drawOverlay()
        } else {
            drawBox()
            if state.isPicking { drawPicker(layout) } else { drawMatches(layout) }
            drawPane(layout)
            drawWhy(layout)
        }
        drawKeys(layout)
    }

    private mutating func drawTooSmall() {
        let text = say(.tooSmall(columns: Layout.leastColumns, rows: Layout.leastRows))
        let lines = widths.wrapped(text, to: max(1, grid.columns))
        grid.put(lines: lines, row: 0, column: 0, limit: grid.columns)
        grid.caret = Position(row: 0, column: 0)
    }

    // MARK: The first line

    private mutating func drawTitleBar() {
        if let tour = state.tour { return drawTour(tour) }
        let health = state.health
        var spans = [Span(" eclip", .programName), Span("  " + health.name)]
        spans.append(Span("   " + say(.pictures(health.pictures)), .quiet))
        if grid.columns >= 100 {
            spans.append(
                Span(language.comma + say(.products(health.products)) + language.comma + say(.instancesInAll(health.instances)), .quiet))
        } else if health.instancesPerPicture > 1, grid.columns >= 60 {
            spans.append(Span(" x " + say(.queriesEach(health.instancesPerPicture)), .quiet))
        }
        let right = rightOfTitle
        let width = right.reduce(0) { $0 + widths.columns(of: $1.text) }
        // A number cut in the middle is another number: what has no room is left out whole.
        let room = max(0, grid.columns - width - 1)
        while spans.count > 1, columns(of: spans) > room { spans.removeLast() }
        grid.put(fitted(spans, to: room), row: 0, column: 0, limit: room, theme: theme)
        place(right, row: 0, column: max(0, grid.columns - width), limit: width)
    }

    private var rightOfTitle: [Span] {
        var spans: [Span] = []
        if let progress = state.progress { spans.append(Span(said(progress) + "  ", .notice)) }
        if !state.rater.isEmpty, grid.columns >= 100 { spans.append(Span(state.rater + "  ", .quiet)) }
        let place = state.tellsSession ? state.sessionPath.map { say(.news(.savedIn(shortened($0)))) } : nil
        let isSaved = state.isSaved ? place ?? say(.saved) : say(.saving)
        let ledger = state.role == .reader ? JudgePhrase.readOnly.said(in: language) : isSaved
        spans.append(Span(ledger + "  ", .quiet))
        return spans + [
            Span(language.rawValue, click: .run(.language)), Span(" ?", .key, click: .run(.help)), Span(" "),
        ]
    }

    /// A path in at most half of the line: its end says more than its beginning.
    private func shortened(_ path: String) -> String {
        var kept = path[...]
        while widths.columns(of: String(kept)) > grid.columns / 2, let slash = kept.dropFirst().firstIndex(of: "/") {
            kept = kept[slash...]
        }
        return kept.count < path.count ? ellipsis + kept : path
    }

    // MARK: The last line

    private mutating func drawKeys(_ layout: Layout) {
        var column = 1
        let row = layout.keyRow
        let quit = surroundings.keys.names(of: .quit, while: state.focus).first ?? ""
        // ":" is a character among words; in an empty box it still opens the menu.
        let isAmongWords = state.focus == .box && !(state.box.isEmpty && state.chip == nil)
        let menu = surroundings.keys.names(of: .palette, while: isAmongWords ? .box : .rows).first ?? ""
        let tail =
            state.overlay == nil
            ? [
                Span(" " + quit, .key, click: .run(.quit)),
                Span(" " + Action.quit.label(in: language), click: .run(.quit)),
                Span("  " + menu, .key, click: .run(.palette)), Span(" " + say(.menu) + " ", .keyLabel, click: .run(.palette)),
            ] : []
        let tailWidth = tail.reduce(0) { $0 + widths.columns(of: $1.text) }
        for hint in fitting(KeyBar.hints(state, surroundings.keys), columns: grid.columns - 1 - tailWidth) {
            let width = self.width(of: hint)
            let start = column
            column = place(hint.spans, row: row, column: column, limit: width)
            if let (key, event) = hint.second {
                clickable(.event(event), row: row, column: start, columns: widths.columns(of: key))
            }
        }
        place(tail, row: row, column: max(column, grid.columns - tailWidth), limit: tailWidth)
    }

    private func width(of hint: KeyBar.Hint) -> Int {
        widths.columns(of: hint.key) + 1 + widths.columns(of: hint.label) + 2
    }

    /// The hints that fit: the first ones, and where there is little room those that can run now.
    private func fitting(_ hints: [KeyBar.Hint], columns: Int) -> [KeyBar.Hint] {
        var kept = hints
        func used() -> Int { kept.reduce(0) { $0 + width(of: $1) } }
        while used() > columns + 1, let last = kept.lastIndex(where: { !$0.isEnabled }) { kept.remove(at: last) }
        while used() > columns + 1, !kept.isEmpty { kept.removeLast() }
        return kept
    }

    /// The first key of an action on the rows.
    func keyName(of action: Action) -> String { surroundings.keys.names(of: action, while: .rows).first ?? "" }

    func columns(of spans: [Span]) -> Int { spans.reduce(0) { $0 + widths.columns(of: $1.text) } }

    /// Spans in a number of columns, with the sign of a cut where some have no room.
    func fitted(_ spans: [Span], to room: Int) -> [Span] {
        guard columns(of: spans) > room else { return spans }
        var kept: [Span] = []
        var room = room
        for var span in spans where room > 0 {
            let width = widths.columns(of: span.text)
            if width >= room {
                // One blank more than there is, so that the cut shows even where the span itself would have fitted.
                span.text = widths.cut(span.text + " ", to: room, ellipsis: ellipsis)
            }
            room -= width
            kept.append(span)
        }
        return kept
    }

    /// A horizontal line with words in it: "-- words ----".
    mutating func rule(_ words: String, row: Int, column: Int, width: Int) {
        let dash = drawsPlain ? "-" : "─"
        let start = dash + dash + " "
        let kept = widths.cut(words, to: max(0, width - 6), ellipsis: ellipsis)
        let used = widths.columns(of: start) + widths.columns(of: kept) + 1
        let end = " " + String(repeating: dash, count: max(0, width - used))
        grid.put([Span(start + kept + end, .rule)], row: row, column: column, limit: width, theme: theme)
    }
}

/// What the key bar offers here and now.
enum KeyBar {
    struct Hint {
        var key: String
        let label: String
        let isEnabled: Bool
        /// What the key does.
        let event: Event?
        /// The first of two keys ("[ ]") and what it does.
        var second: (key: String, event: Event)?

        var spans: [Span] {
            let labelRole: Role = isEnabled ? .keyLabel : .disabledKey
            return [
                Span(key, isEnabled ? .key : .disabledKey, click: event), Span(" " + label, labelRole, click: event),
                Span("  ", labelRole),
            ]
        }
    }

    static func hints(_ state: ExplorerState, _ keys: KeyMap) -> [Hint] {
        if let overlay = state.overlay { return hints(in: overlay, state, keys) }
        return actions(state).compactMap { action in
            if action == .focusRows, !state.completions.isEmpty {
                return Hint(key: "Tab", label: state.language == .en ? "complete" : "補完", isEnabled: true, event: .complete)
            }
            guard let first = keys.names(of: action, while: state.focus).first else { return nil }
            var hint = Hint(
                key: first, label: label(action, state), isEnabled: state.obstacle(to: action) == nil, event: .run(action))
            if action == .nextInstance, let previous = keys.names(of: .previousInstance, while: state.focus).first {
                hint.key = previous + " " + first
                hint.second = (previous, .run(.previousInstance))
            }
            return hint
        }
    }

    private static func actions(_ state: ExplorerState) -> [Action] {
        if state.focus == .box {
            return state.isPicking
                ? [.enter, .focusRows, .stepBack, .help, .health]
                : [.focusRows, .nextView, .stepBack, .undo, .pin, .help]
        }
        if state.probe.patch != nil { return [.enter, .patchCursor, .knockPatch, .knockOutline, .spot, .knockQuery, .nextView, .help] }
        if state.isPicking { return [.enter, .newWords, .nextView, .pin, .help, .health] }
        let ofList: [Action] = state.querySet.questions.isEmpty ? [] : [.nextQuery, .queries]
        return [.enter, .newWords, .nextView, .nextInstance, .good, .bad] + ofList
            + [.undo, .pin, .back, .reason, .outline, .mark, .fold, .score, .note, .help]
    }

    private static func label(_ action: Action, _ state: ExplorerState) -> String {
        let label = action.label(in: state.language)
        if action == .enter, state.isPicking { return state.language == .en ? "pick" : "選ぶ" }
        if action == .enter, let instance = state.likenedInstance {
            let letter = InstanceReading.letter(instance)
            return state.language == .en ? "\(label) \(letter)" : "\(letter) に類似"
        }
        return label
    }

    private static func hints(in overlay: Overlay, _ state: ExplorerState, _ keys: KeyMap) -> [Hint] {
        let en = state.language == .en
        func enter(_ key: String, _ label: String) -> Hint {
            Hint(key: key, label: label, isEnabled: true, event: keys.event(for: .named(.enter), in: state))
        }
        var hints = [Hint(key: "Esc", label: en ? "close" : "閉じる", isEnabled: true, event: .overlay(.close))]
        switch overlay {
        case .help, .palette: hints.insert(enter("Enter", en ? "run" : "実行"), at: 0)
        case .reasons: hints.insert(enter("1-6", en ? "choose" : "選ぶ"), at: 0)
        case .compare:
            let other = Hint(key: "Tab", label: en ? "other side" : "相手を変更", isEnabled: true, event: .run(.compare))
            let slash = keys.names(of: .newWords, while: .rows).first ?? ""
            let words = Hint(key: slash, label: en ? "other words" : "別の言葉", isEnabled: true, event: .overlay(.write))
            hints = [enter("Enter", en ? "go there" : "移動"), other, words] + hints
        case .wording: hints.insert(enter("Enter", en ? "compare" : "比べる"), at: 0)
        case .facets: hints.insert(enter("Enter", en ? "in or out" : "入れる・外す"), at: 0)
        case .queries: hints.insert(enter("Enter", en ? "ask" : "質問する"), at: 0)
        case .feedback: hints.insert(enter("Enter", en ? "take it" : "採用"), at: 0)
        case .note, .share, .nameFilters: hints.insert(enter("Enter", en ? "keep" : "保存"), at: 0)
        case .inquiry(.sheet, _): hints.insert(enter("Enter", en ? "hold this query" : "このクエリで見る"), at: 0)
        case .inquiry(.region, _): hints.insert(enter("Enter", en ? "pin it with its map" : "写真と注目マップを固定"), at: 0)
        case .inquiry(.why, _):
            let hasWords = !(shownReport(state)?.words.isEmpty ?? true)
            if hasWords { hints.append(Hint(key: "Down", label: en ? "a word shows its map" : "言葉ごとの注目マップ", isEnabled: true, event: keys.event(for: .named(.down), in: state))) }
        case .history, .health: break
        }
        return hints
    }
}
