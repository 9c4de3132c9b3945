// The box: the way back as a breadcrumb, what is asked for, the pieces the model read, what it never learned, the time.
import Domain
import Explorer
import Foundation
import Screen

extension Drawing {
    mutating func drawBox() {
        let sign = Span(" / ", .boxSign, click: .run(.newWords))
        let start = place([sign] + crumbs, row: 1, column: 0, limit: grid.columns / 2)
        let sum = state.focus == .rows ? feedbackName(state.box.text) : nil
        let subject = state.chip.map(chipText) ?? sum ?? state.box.text
        // What is asked for goes first; the pieces and times take what it leaves.
        // A long question leaves the pieces the ends of theirs, and how many there are: that is when one looks for them.
        let left = max(grid.columns - start - widths.columns(of: subject) - 2, min(30, (grid.columns - start) / 2))
        let right = rightOfBox(room: left, hasPieces: sum == nil)
        let rightWidth = right.reduce(0) { $0 + widths.columns(of: $1.text) }
        drawSubject(column: start, room: grid.columns - start - rightWidth - 1)
        grid.put(right, row: 1, column: grid.columns - rightWidth, limit: rightWidth, theme: theme)
    }

    /// Where the questions before lead: at most two, the others counted.
    private var crumbs: [Span] {
        let place = state.querySetPlace.map { "\($0 + 1)/\(state.querySet.questions.count) " }
        let spans = place.map { [Span($0, .key, click: .run(.queries))] } ?? []
        let trail = state.trail
        guard !trail.isEmpty else { return spans }
        let hidden = max(0, trail.count - 2)
        let names = trail.suffix(2).map { widths.cut(name(of: $0.subject), to: 18, ellipsis: ellipsis) + " > " }
        return spans + [Span((hidden > 0 ? "+\(hidden) > " : "") + names.joined(), .quiet, click: .run(.back))]
    }

    private func name(of subject: QuerySubject) -> String {
        switch subject {
        case .text(let words): return feedbackName(words) ?? words
        case .product(let id): return state.catalog.title(of: id, language: language) ?? "#" + id
        case .picture(let path, let instance):
            return say(.likeInstance(InstanceReading.letter(instance ?? 1), shortName(path)))
        }
    }

    /// A sum that verdicts made is a row of file names; on the rows and where it is remembered it is said in words.
    func feedbackName(_ words: String) -> String? {
        state.feedback(in: words).map { say(.feedbackSum(name(of: $0.question), good: $0.good, bad: $0.bad)) }
    }

    private mutating func drawSubject(column: Int, room: Int) {
        clickable(.line(first: 0, columns: []), row: 1, column: column, columns: room)
        if let chip = state.chip {
            let text = widths.cut(chipText(chip), to: room, ellipsis: ellipsis)
            let end = grid.put([Span(text, .chip)], row: 1, column: column, limit: room, theme: theme)
            if state.focus == .box { grid.caret = Position(row: 1, column: min(end, grid.columns - 1)) }
        } else if state.box.isEmpty {
            grid.put([Span(say(.boxHint), .quiet)], row: 1, column: column, limit: room, theme: theme)
            if state.focus == .box { grid.caret = Position(row: 1, column: column) }
        } else if state.focus == .rows, let name = feedbackName(state.box.text) {
            grid.put(widths.cut(name, to: room, ellipsis: ellipsis), row: 1, column: column, style: theme.style(.chip), limit: room)
        } else {
            drawLine(state.box, row: 1, column: column, room: room, hasCaret: state.focus == .box)
            underlineUnseen(row: 1, column: column, room: room)
        }
    }

    private func chipText(_ chip: Chip) -> String {
        switch chip.subject {
        case .text(let words): words
        case .product(let id): "#\(id) \(chip.label)"
        case .picture: name(of: chip.subject) + ": " + chip.label
        }
    }

    /// A line being edited, scrolled so that the caret is seen.
    mutating func drawLine(_ line: LineEditor, row: Int, column: Int, room: Int, hasCaret: Bool) {
        var hidden = 0
        var before = widths.columns(of: line.beforeCaret)
        while before >= room, hidden < line.caret {
            before -= widths.columns(of: line.characters[hidden])
            hidden += 1
        }
        let shown = String(line.characters[hidden...])
        let columns = line.characters[hidden...].map { widths.columns(of: $0) }
        clickable(.line(first: hidden, columns: columns), row: row, column: column, columns: room)
        let isSelected = line.isSelected || row == 1 && state.boxIsSelected
        grid.put(shown, row: row, column: column, style: theme.style(isSelected ? .selected : .box), limit: room)
        if hasCaret { grid.caret = Position(row: row, column: min(column + before, grid.columns - 1)) }
    }

    /// Words that training never saw are underlined where they stand (and named in the line below).
    private mutating func underlineUnseen(row: Int, column: Int, room: Int) {
        guard let unseen = state.answer?.reading.unseenWords, state.answer?.reading.raw == state.box.text else {
            return
        }
        let text = state.box.text
        guard widths.columns(of: text) < room else { return }
        for word in Set(unseen) {
            var rest = text[...]
            while let found = rest.range(of: word, options: [.caseInsensitive, .widthInsensitive]) {
                let start = column + widths.columns(of: String(text[..<found.lowerBound]))
                let style = theme.style(.unseen)
                grid.restyle(
                    Region(row: row, column: start, rows: 1, columns: widths.columns(of: String(text[found])))
                ) { _ in style }
                rest = text[found.upperBound...]
            }
        }
    }

    private func rightOfBox(room: Int, hasPieces: Bool) -> [Span] {
        guard !state.isPicking else { return [] }
        var tail: [Span] = []
        if state.isSearching {
            let share = state.searchedSoFar.map { " \(Int($0 * 100)) %" } ?? ""
            tail.append(Span(" " + say(.searching) + share, .notice))
        } else if let timing = state.answer?.timing {
            // The pieces go before the parts of the time.
            let forms = timingForms(timing).map { "  " + $0 }
            tail.append(Span(forms.first { room - widths.columns(of: $0) >= 20 } ?? forms[forms.count - 1], .quiet))
        }
        tail.append(Span(" "))
        let used = tail.reduce(0) { $0 + widths.columns(of: $1.text) }
        if let reading = state.answer?.reading, state.chip == nil, hasPieces {
            tail = tokenStrip(reading, room: room - used) + tail
        }
        return tail
    }

    /// The parts of the time where there is room for them, and the whole.
    private func timingForms(_ timing: SearchTiming) -> [String] {
        let total = timing.encode + timing.search + timing.maps
        let whole = total < 10 ? tenths(total) + " ms" : "\(Int(total.rounded())) ms"
        return grid.columns >= 110 ? [HealthFact(timing).said(in: language), whole] : [whole]
    }

    /// "[yellow][bell][pepper]  4/32", and how many pieces the model's limit cut off; the count alone where there is
    /// little room.
    private func tokenStrip(_ reading: QueryReading, room: Int) -> [Span] {
        var spans = [Span("  \(reading.tokens.count + 1)/\(reading.tokenLimit)", .quiet)]
        if reading.droppedTokens > 0 { spans.append(Span(" " + say(.dropped(reading.droppedTokens)), .problem)) }
        let left = min(room, grid.columns * 2 / 5) - spans.reduce(0) { $0 + widths.columns(of: $1.text) }
        let strip = reading.readablePieces.map { "[\($0)]" }.joined()
        if left > 8 { spans.insert(Span(widths.cutInside(strip, to: left, ellipsis: ellipsis), .token), at: 0) }
        return room > 8 ? spans : []
    }

    /// A path's last component without its ending.
    func bareName(_ path: String) -> String {
        let name = shortName(path)
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
        return String(name[..<dot])
    }

    /// A path's last component.
    func shortName(_ path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }
}
