// Judge mode's screen: the words in large, what the photo is filed as, the photo with the region being judged. No rank, no
// score, no chance, no name of a model, an index or a file: whoever judges must not know what the machine thinks.
import Domain
import Engraving
import Explorer
import Screen

extension Drawing {
    func tell(_ phrase: JudgePhrase) -> String { phrase.said(in: language) }

    mutating func drawJudge(_ judge: JudgeState) {
        guard grid.columns >= Layout.leastColumns, grid.rows >= Layout.leastRows else { return }
        drawJudgeTitle(judge)
        drawJudgeKeys(judge)
        switch judge.page {
        case .help: return drawJudgeLines(tell(.helpTitle), helpLines(judge))
        case .guidelines:
            let own = judge.queue.guidelines
            let text = own.isEmpty ? tell(.noGuidelines) : own
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false).flatMap {
                widths.wrapped(String($0), to: grid.columns - 4)
            }
            return drawJudgeLines(tell(.guidelines), lines)
        case .reasons: return drawJudgeLines(tell(.reasonsTitle), reasonLines)
        case .history(let row): return drawJudgeHistory(row, judge)
        default: break
        }
        guard let item = judge.item else { return }
        drawPair(item, judge)
        drawJudgeNews(judge)
    }

    // MARK: Frame

    private mutating func drawJudgeTitle(_ judge: JudgeState) {
        let open = state.openPairs
        let count = judge.queue.items.count
        let done = count - open.pending - open.skipped
        var left: [Span] = [
            Span(" eclip", .programName), Span("  " + tell(.title)),
            Span("  " + tell(.counts(done: done, of: count, skipped: open.skipped)), .quiet),
        ]
        var right = judgeAside(judge, open: open.pending + open.skipped)
        // How much is done stays when there is room for nothing else.
        func isTooWide() -> Bool { columns(of: left) + columns(of: right) >= grid.columns }
        while right.count > 4, isTooWide() { right.removeFirst() }
        if isTooWide() { left.remove(at: 1) }
        if isTooWide() { right.removeFirst() }
        let width = columns(of: right)
        let room = max(0, grid.columns - width - 1)
        grid.put(fitted(left, to: room), row: 0, column: 0, limit: room, theme: theme)
        grid.put(right, row: 0, column: max(0, grid.columns - width), limit: width, theme: theme)
    }

    /// Beside how much is done, what can go first where there is little room.
    private func judgeAside(_ judge: JudgeState, open: Int) -> [Span] {
        var spans: [Span] = []
        if let pace = judge.pace {
            let minutes = Int((Double(open) / pace).rounded(.up))
            spans += [Span(tell(.pace(Int(pace.rounded()))) + "  ", .quiet), Span(tell(.minutesLeft(minutes)) + "  ", .quiet)]
        }
        if let progress = state.progress { spans.append(Span(said(progress) + "  ", .notice)) }
        let isSaved: Phrase = state.isSaved ? .saved : .saving
        return spans + [Span(say(isSaved) + "  ", .quiet), Span(language.rawValue), Span(" ?", .key), Span(" ")]
    }

    private mutating func drawJudgeKeys(_ judge: JudgeState) {
        var column = 1
        if case .box = judge.page {
            grid.put(tell(.boxTitle), row: grid.rows - 1, column: 1, limit: grid.columns - 2)
            return
        }
        for hint in judgeHints(judge) {
            let label = " " + tell(hint.words) + "  "
            let width = judgeHintWidth(hint)
            let event = JudgeKeys.key(of: hint.key).flatMap { JudgeKeys.event(for: $0, in: state) }
            if let event { clickable(.event(event), row: grid.rows - 1, column: column, columns: width - 2) }
            column = grid.put(
                [Span(hint.key, .key), Span(label, .keyLabel)], row: grid.rows - 1, column: column, limit: width,
                theme: theme)
        }
    }

    private func judgeHintWidth(_ hint: JudgeKeys.Hint) -> Int {
        widths.columns(of: hint.key) + widths.columns(of: tell(hint.words)) + 3
    }

    /// What fits of the keys that mean something now; verdicts and the keys that take one back stay longest.
    private func judgeHints(_ judge: JudgeState) -> [JudgeKeys.Hint] {
        var hints = judge.page.map(JudgeKeys.hints) ?? JudgeKeys.table(judge.queue.scale)
        func isTooWide() -> Bool { hints.reduce(1) { $0 + judgeHintWidth($1) } > grid.columns + 2 }
        while isTooWide(), let last = hints.lastIndex(where: { !$0.staysLong }) { hints.remove(at: last) }
        while isTooWide(), !hints.isEmpty { hints.removeLast() }
        return hints
    }

    private mutating func drawJudgeLines(_ title: String, _ lines: [String]) {
        grid.put([Span(" " + title, .heading)], row: 1, column: 0, limit: grid.columns, theme: theme)
        let room = judgeLineRoom, columns = judgeLineColumns(lines.count)
        let width = (grid.columns - 3) / columns
        for (offset, line) in lines.prefix(room * columns).enumerated() {
            grid.put(line, row: 3 + offset % room, column: 2 + offset / room * width, limit: width - 1)
        }
        grid.caret = Position(row: 1, column: 0)
    }

    private var judgeLineRoom: Int { max(1, grid.rows - 5) }

    private func judgeLineColumns(_ lines: Int) -> Int { lines > judgeLineRoom && grid.columns >= 60 ? 2 : 1 }

    /// What has no room behind its key goes on below.
    private func helpLines(_ judge: JudgeState) -> [String] {
        let hints = JudgeKeys.table(judge.queue.scale), lead = 6
        let room = (grid.columns - 3) / judgeLineColumns(hints.count) - 1 - lead
        return hints.flatMap { hint in
            widths.wrapped(tell(hint.words), to: room).enumerated().map { line in
                widths.padded(line.offset == 0 ? hint.key : "", to: lead) + line.element
            }
        }
    }

    /// Who said what, where the queue settles disagreements.
    func versions(of item: QueueItem, _ judge: JudgeState) -> [String] {
        (judge.queue.versions[item.key] ?? []).prefix(max(0, grid.rows - 12)).map { version in
            var words = [tell(.level(version.chosenGrade, judge.queue.scale))]
            if let reason = version.reason { words.append(reason.said(in: language)) }
            if version.box != nil { words.append(tell(.hasBox)) }
            let note = version.note.map { " (\($0))" } ?? ""
            return tell(.said(version.rater, words.joined(separator: language.comma) + note))
        }
    }

    private var reasonLines: [String] {
        VerdictReason.allCases.enumerated().map { "\($0.offset + 1)  \($0.element.said(in: language))" }
    }

    // MARK: The pair

    private mutating func drawPair(_ item: QueueItem, _ judge: JudgeState) {
        grid.put(large(item.query), row: 1, column: 1, style: theme.style(.programName), limit: grid.columns - 2)
        let title = state.catalog.title(of: item.productID, language: language) ?? item.title
        let name = title.isEmpty && !item.productID.isEmpty ? "#" + item.productID : title
        let filed = Span(tell(.filedAs) + " ", .quiet)
        if !name.isEmpty { grid.put(fitted([filed, Span(name)], to: grid.columns - 2), row: 2, column: 1, limit: grid.columns - 2, theme: theme) }
        drawJudgedPhoto(item, judge)
        let place = tell(.place(judge.position + 1, of: judge.queue.items.count))
        var pieces = [place] + marks(of: item, judge)
        if judge.marked[item.key] != nil { pieces.insert("*", at: 0) }
        if !judge.marked.isEmpty { pieces.append(tell(.marked(judge.marked.count))) }
        let marks = pieces.joined(separator: "  ")
        let said = versions(of: item, judge)
        for (place, line) in said.enumerated() {
            grid.put(line, row: grid.rows - 3 - said.count + place, column: 1, limit: grid.columns - 2)
        }
        grid.put(fitted([Span(marks, .notice)], to: grid.columns - 2), row: grid.rows - 3, column: 1, limit: grid.columns - 2, theme: theme)
        if judge.page == nil { grid.caret = Position(row: 1, column: 0) }
    }

    /// Words twice as wide where there is room: the full-width forms of their letters.
    private func large(_ words: String) -> String {
        guard theme.inks.rung != .ascii else { return words }
        let wide = String(
            String.UnicodeScalarView(
                words.unicodeScalars.map { scalar in
                    if scalar == " " { return "\u{3000}" }
                    return (0x21...0x7e).contains(scalar.value)
                        ? Unicode.Scalar(scalar.value + 0xfee0) ?? scalar : scalar
                }))
        return widths.columns(of: wide) <= grid.columns - 2 ? wide : words
    }

    private func marks(of item: QueueItem, _ judge: JudgeState) -> [String] {
        var marks: [String] = []
        var note = state.memory.asides[item.key]?.note
        var box = state.memory.asides[item.key]?.box
        switch state.pairState(item.key) {
        case .pending: break
        case .draft: marks.append(tell(.draft))
        case .skipped: marks.append(tell(.skippedState))
        case .cannotTell: marks.append(tell(.cannotTellState))
        case .done(let verdict):
            (note, box) = (verdict.note, verdict.box)
            let sign = verdict.grade == .good ? "+ " : "x "
            marks.append(sign + tell(.level(verdict.level ?? (verdict.grade == .good ? 1 : 0), judge.queue.scale)))
            if let reason = verdict.reason { marks.append(reason.said(in: language)) }
        }
        if state.memory.asides[item.key]?.isFlagged == true { marks.append("! " + tell(.flagged)) }
        if box != nil { marks.append(tell(.hasBox)) }
        if let note { marks.append("(\(note))") }
        return marks
    }

    private mutating func drawJudgedPhoto(_ item: QueueItem, _ judge: JudgeState) {
        if let fault = state.pictureFaults[item.image] {
            grid.put([Span("! \(fault)", .problem)], row: 4, column: 1, limit: grid.columns - 2, theme: theme)
            return
        }
        guard let raster = state.pictures[item.image] else {
            grid.put([Span(say(.readingPhoto), .quiet)], row: 4, column: 1, limit: 20, theme: theme)
            return
        }
        let room = (rows: grid.rows - 6 - versions(of: item, judge).count, columns: grid.columns - 2)
        guard let plate = JudgePlate(map: state.judgedMap, health: state.health, rows: room.rows, columns: room.columns) else { return }
        let block = surroundings.engraver.block(
            state.judgedMap == nil || judge.hidesRegion ? .photo : .spotlight,
            of: BlockSubject(raster: raster, map: plate.map, outlineShare: 1), size: plate.size)
        let left = max(1, (grid.columns - plate.size.cellColumns) / 2)
        grid.blit(block.grid, row: 3, column: left)
        if case .box(let draft) = judge.page { drawBoxDraft(draft, plate, left: left) }
    }

    /// The patches of the box as plus signs, the cursor as an X where the terminal's own cursor stands.
    private mutating func drawBoxDraft(_ draft: BoxDraft, _ plate: JudgePlate, left: Int) {
        for cell in 0..<plate.size.patchCount {
            let patch = plate.patch(of: cell)
            guard draft.contains(row: patch.row, column: patch.column) else { continue }
            let place = plate.size.glyphPlace(of: cell)
            let isCursor = patch.row == draft.row && patch.column == draft.column
            grid.put(isCursor ? "X" : "+", row: 3 + place.row, column: left + place.column, style: theme.style(.selected))
            if isCursor { grid.caret = Position(row: 3 + place.row, column: left + place.column) }
        }
    }
}
