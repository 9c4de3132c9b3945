// Why this row: the region in words, every query of the photo, what the global vector says, the recipe. On small
// screens four lines; where there is room a strip of all queries with their maps and a block of facts.
import Domain
import Engraving
import Explorer
import Screen

extension Drawing {
    mutating func drawWhy(_ layout: Layout) {
        drawSentence(row: layout.sentenceRow)
        if let strip = layout.stripRow {
            drawStrip(row: strip)
            drawFacts(layout.facts)
        } else {
            drawQueries(row: layout.sentenceRow + 1)
            drawFactLine(row: layout.sentenceRow + 2)
        }
        drawRecipe(row: layout.recipeRow, hasStrip: layout.stripRow != nil, isNarrow: layout.block?.scale == 1)
        let noticeRow = layout.stripRow == nil ? layout.sentenceRow + 2 : layout.sentenceRow
        drawNotice(row: noticeRow)
    }

    private mutating func line(_ spans: [Span], row: Int) {
        grid.fill(Region(row: row, column: 0, rows: 1, columns: grid.columns))
        place(fitted(spans, to: grid.columns - 2), row: row, column: 1, limit: grid.columns - 1)
    }

    // MARK: The region in words

    private mutating func drawSentence(row: Int) {
        guard let map = state.shownMap else { return }
        let region = map.region(holding: Float(state.outlineShare))
        let place = region.place(in: language)
        let letter = InstanceReading.letter(state.shownInstance ?? 1)
        if drawPatch(row: row) { return }
        let who = map.axis == .pooled ? say(.probe(.globalSees(place)))
            : state.mapIsOfWords ? say(.wordsSee(place)) : say(.sees(letter, place))
        let percent = Int((region.held * 100).rounded())
        let long = say(.weightHeld(patches: region.patches, of: region.patchCount, held: percent))
        let short = say(.weightHeldShort(patches: region.patches, of: region.patchCount, held: percent))
        let forms = [who + ": " + long, who + ": " + short, who]
        line([Span(forms.first { widths.columns(of: $0) < grid.columns } ?? who)], row: row)
    }

    // MARK: All queries in one line

    private mutating func drawQueries(row: Int) {
        guard let instances = state.reading?.instances, state.reading?.image == state.shownImage else { return }
        let named = instances.filter { !$0.isBackground }.sorted {
            ($0.score ?? $0.nearestScore, $1.instance) > ($1.score ?? $1.nearestScore, $0.instance)
        }
        var spans = [
            Span("[ ", .key, click: .run(.previousInstance)), Span("] ", .key, click: .run(.nextInstance)),
        ]
        var used = 5
        for (position, instance) in named.enumerated() {
            let text = queryText(instance) + "   "
            let rest = named.count - position
            if used + widths.columns(of: text) + 4 > grid.columns, position > 0 {
                spans.append(Span(say(.moreQueries(rest)), .quiet))
                break
            }
            let role: Role = instance.instance == state.shownInstance ? .winner : .plain
            spans.append(Span(text, role, click: .instance(instance.instance)))
            used += widths.columns(of: text)
        }
        line(spans, row: row)
    }

    private func queryText(_ instance: InstanceReading) -> String {
        let title = widths.cut(nearestTitle(instance), to: grid.columns < 100 ? 17 : 24, ellipsis: ellipsis)
        let score = instance.score ?? instance.nearestScore
        return "\(InstanceReading.letter(instance.instance)) \(title) \(hundredths(score))"
    }

    /// ".74".
    private func hundredths(_ score: Float) -> String {
        let value = Int((abs(score) * 100).rounded())
        let digits = value >= 100 ? "1.0" : "." + (value < 10 ? "0" : "") + String(value)
        return (score < 0 && value > 0 ? "-" : "") + digits
    }

    // MARK: Facts

    private var factSpans: [Span] {
        guard let match = state.match else { return pickerFacts }
        var spans = pinnedSpans
        // What follows is said of the row, and the photo in the pane is another one.
        if let pin = state.pin, pin.image != match.image { spans.append(Span(say(.rowOfRank(match.rank)) + ": ", .quiet)) }
        if let verdict = state.verdictUnderCursor {
            spans.append(Span(verdictText(verdict) + "    ", role(of: verdict)))
        }
        if let aside = asideText(match) { spans.append(Span(aside + "    ", .notice)) }
        let rank = state.globalRanks[match.image]
        spans.append(Span(instanceFacts(match, state, language)))
        spans.append(Span("    " + say(.globalFacts(rank: rank, score: scoreText(match.scores.global)))))
        if let note = match.note { spans.append(Span("    " + note, .problem)) }
        return spans
    }

    private var pickerFacts: [Span] {
        guard let product = state.pickedProduct else { return [] }
        let other = product.title(in: language.other.rawValue)
        let second = other == product.title(in: language.rawValue) ? "" : "   " + other
        return [Span("#\(product.label.productID) \(product.category ?? "")\(second)", .quiet)]
    }

    private func role(of verdict: Verdict) -> Role { verdict.grade == .good ? .good : .bad }

    private func verdictText(_ verdict: Verdict) -> String {
        let sign = verdict.grade == .good ? "+ " : "x "
        let words = verdict.reason?.said(in: language) ?? say(.grade(verdict.grade))
        return sign + words + (verdict.note.map { " (\($0))" } ?? "")
    }

    /// The flag on a row, and the note on one without a verdict; nil for neither.
    private func asideText(_ match: Match) -> String? {
        let aside = state.aside(of: match)
        let flag = aside?.isFlagged == true ? "! " + say(.news(.isFlagged)) : nil
        let parts = [flag, aside?.note.map { say(.news(.isNoted($0))) }].compactMap { $0 }
        return parts.isEmpty ? nil : parts.joined(separator: "  ")
    }

    private mutating func drawFactLine(row: Int) {
        line(factSpans, row: row)
    }

    /// The block of facts under the list of a large screen.
    private mutating func drawFacts(_ region: Region) {
        guard region.rows >= 5, let match = state.match else { return }
        func put(_ spans: [Span], _ offset: Int) {
            let fitting = fitted(spans, to: region.columns - 2)
            grid.put(fitting, row: region.row + offset, column: 1, limit: region.columns - 2, theme: theme)
        }
        put(pinnedSpans, 0)
        put([Span(widths.cut(match.product.name, to: region.columns - 3, ellipsis: ellipsis), .winner)], 1)
        put([Span("#\(match.product.productID)  \(shortName(match.image))  \(match.source)", .quiet)], 2)
        put([Span(instanceFacts(match, state, language))], 3)
        put([Span(say(.globalFacts(rank: state.globalRanks[match.image], score: scoreText(match.scores.global))))], 4)
        let verdict = state.verdictUnderCursor.map { Span(verdictText($0), role(of: $0)) }
        let judged = [verdict, asideText(match).map { Span((verdict == nil ? "" : "  ") + $0, .notice) }].compactMap { $0 }
        if !judged.isEmpty { put(judged, 5) }
        if let note = match.note { put([Span(note, .problem)], 6) }
        // What is free below the verdict and the note belongs to the catalog's own columns.
        let taken = match.note != nil ? 7 : judged.isEmpty ? 5 : 6
        let lines = filed(match, columns: region.columns - 3, rows: region.rows - taken)
        for (offset, line) in lines.enumerated() { put([Span(line, .quiet)], taken + offset) }
    }

    /// What the catalog's own columns say of the product, none of them broken in two; an ellipsis stands for those without room.
    private func filed(_ match: Match, columns: Int, rows: Int) -> [String] {
        var lines: [String] = []
        for (name, value) in match.facets.sorted(by: { $0.key < $1.key }) where !value.isEmpty {
            let item = "\(name): \(value)"
            let joined = (lines.last.map { $0 + "  " } ?? "") + item
            if !lines.isEmpty, widths.columns(of: joined) <= columns {
                lines[lines.count - 1] = joined
            } else if lines.count < max(0, rows) {
                lines.append(widths.cut(item, to: columns, ellipsis: ellipsis))
            } else if let last = lines.last {
                lines[lines.count - 1] = widths.cut(last + "  " + item, to: columns, ellipsis: ellipsis)
                break
            }
        }
        return lines
    }

    // MARK: The recipe

    private mutating func drawRecipe(row: Int, hasStrip: Bool, isNarrow: Bool) {
        guard let shown = state.shownMap else { return }
        // Owners are those of the last layer, whatever map was asked for.
        let isOwned = state.view == .owners && state.contrast == nil && owners != nil
        let map = isOwned ? state.reading?.instances.first?.map ?? shown : shown
        let layers = state.reading?.layers ?? map.layer
        let view = hasStrip && state.view != .owners || state.view == .owners && !isOwned ? .heat : state.view
        let plain = recipes(
            map, view: view, layers: layers, share: state.outlineShare, language: language, isNarrow: isNarrow)
        let forms = probeRecipes(plain) ?? plain
        let fitting = forms.first { widths.columns(of: $0) <= grid.columns - 2 } ?? forms[forms.count - 1]
        line([Span(fitting, .quiet)], row: row)
    }

    // MARK: Notices

    private mutating func drawNotice(row: Int) {
        guard let notice = state.notice else { return }
        line([Span(widths.cut(text(of: notice), to: grid.columns - 2, ellipsis: ellipsis), role(of: notice))], row: row)
    }

    func role(of notice: Notice) -> Role {
        switch notice {
        case .refused, .problem, .noSuchPhoto, .noSuchQuery, .noSuchPatch, .noKey: .problem
        case .restored(_, let note): note == nil ? .notice : .problem
        default: .notice
        }
    }

    func text(of notice: Notice) -> String {
        switch notice {
        case .refused(let action, let obstacle):
            action.label(in: language) + ": " + say(.notNow(obstacle.said(in: language)))
        case .judged(let count, let rank, let grade, let reason):
            say(.judged(say(count == 1 ? .rowOfRank(rank) : .severalRows(count)), grade, reason))
        case .withdrawn: say(.withdrawn)
        case .noteKept: say(.noteKept)
        case .rowNoted: say(.news(.rowNoted))
        case .flagged(let rank, let isThere): say(.news(.flagged(say(.rowOfRank(rank)), isThere)))
        case .wholeAgain: say(.wholeAgain)
        case .draftKept: say(.draftKept)
        case .shared(let path): say(.shared(path))
        case .named(let name): say(.named(name))
        case .toured: say(.toured)
        case .holding(let instance): say(.probe(.holding(InstanceReading.letter(instance))))
        case .undone(let count, let change): said(change, count, isUndone: true)
        case .redone(let count, let change): said(change, count, isUndone: false)
        case .endOfQueries(let isLast): say(.endOfQueries(isLast: isLast))
        case .looksThere(let row, let question): say(.probe(.looksThere(row, question)))
        case .nowhereOut: say(.nowhereOut(state.focus == .box ? nil : keyName(of: .newWords)))
        case .beyondRows(let count): say(.beyondRows(count))
        case .noSuchPhoto(let photo): say(.noSuchPhoto(photo))
        case .noSuchQuery(let number, let count): say(.noSuchQuery(number, of: count))
        case .noSuchPatch(let place, let rows, let columns): say(.noSuchPatch(place, rows: rows, columns: columns))
        case .problem(let problem): faultWords(problem, in: language)
        case .cut(let count): say(.news(.cut(at: count)))
        case .noKey(let key): say(.news(.noKey(key, state.overlay == nil ? keyName(of: .help) : "Esc")))
        case .notHere: say(.news(.notHere))
        case .warning(let warning): warning.said(in: language)
        case .restored(let verdicts, let note): say(.restored(verdicts)) + (note.map { (language == .en ? ". " : "。") + $0 } ?? "")
        case .story(let story): say(.story(story))
        case .knockedOut(let report): say(.probe(.knockedOut(report)))
        case .mouse(let isOn): say(.mouse(isOn))
        }
    }
}

/// The instances' score, with a rank only where it is what ranks; a blend, which ranks by both, comes first.
func instanceFacts(_ match: Match, _ state: ExplorerState, _ language: Language) -> String {
    let score = state.answer?.request.score ?? state.score
    let facts = Phrase.instanceFacts(
        rank: score == .instance ? match.rank : nil, score: scoreText(match.scores.instance)).said(in: language)
    guard score == .blend else { return facts }
    return Phrase.blendFacts(rank: match.rank, score: scoreText(match.score)).said(in: language) + language.comma + facts
}
