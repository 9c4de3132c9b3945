// The line under the box when the words need a remark: what Tab would complete, what the model's limit cut off, words
// training never saw, words that the first row is not filed under, the form the model read where folding changed it.
import Domain
import Explorer
import Screen

extension Drawing {
    /// True when there was something to say.
    mutating func drawQueryNotes(row: Int, width: Int) -> Bool {
        let whole = queryNotes(isShort: false)
        let spans = columns(of: whole) <= width ? whole : queryNotes(isShort: true)
        guard !spans.isEmpty else { return false }
        var column = 0
        for span in spans {
            let text = widths.cut(span.text, to: width - column, ellipsis: ellipsis)
            column = place([Span(text, span.role, click: span.event)], row: row, column: column, limit: width - column)
        }
        return true
    }

    private func queryNotes(isShort: Bool) -> [Span] {
        let offers = state.completions
        if !offers.isEmpty {
            let words = offers.prefix(8).map { $0.word + ($0.pictures.map { " \($0)" } ?? "") }
            return [Span(" Tab ", .key, click: .complete), Span(words.joined(separator: "  "), .quiet)]
        }
        var spans: [Span] = []
        func add(_ text: String, _ role: Role) { spans.append(Span((spans.isEmpty ? " " : "  ") + text, role)) }
        if let doubt = state.filterDoubt { add(say(.doubt(doubt)), .problem) }
        guard state.chip == nil, let answer = state.answer else { return spans }
        let reading = answer.reading
        if !reading.droppedText.isEmpty { add(say(.cutOff(reading.droppedText)), .problem) }
        // Short only where two remarks share the line: one alone is cut where it must be.
        let missing = answer.knownMissingWords, unseen = reading.unseenWords
        if !unseen.isEmpty { add(say(isShort && !missing.isEmpty ? .unseenShort(unseen) : .unseen(unseen)), .unseen) }
        if !missing.isEmpty { add(say(isShort ? .missingInFirstShort(missing) : .missingInFirst(missing)), .unseen) }
        if reading.isFolded { add(say(.readAs(reading.normalized)), .quiet) }
        return spans
    }
}
