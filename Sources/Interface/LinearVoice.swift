// What the linear mode says: facts as sentences, one a line, without marks that a screen reader would spell out.
import Domain
import Explorer
import Foundation
import Screen

/// Says things about a state.
struct LinearVoice {
    let state: ExplorerState
    let keys: KeyMap

    var language: Language { state.language }
    func say(_ phrase: LinearPhrase) -> String { phrase.said(in: language) }
    /// Sentences that the screen has too.
    var drawing: Drawing {
        Drawing(state: state, surroundings: Surroundings(columns: 200, rows: 50, keys: keys))
    }

    // MARK: Rows

    func row(_ match: Match) -> String {
        var parts = [say(.rank(match.rank)), scoreText(match.score)]
        if let chance = match.probability { parts.append(say(.chance(Int((min(chance, 0.99) * 100).rounded())))) }
        let letter = InstanceReading.letter(match.instance)
        if let map = match.map {
            parts.append(say(.querySees(letter, map.region(holding: Float(state.outlineShare)).place(in: language))))
        } else {
            parts.append(say(.query(letter)))
        }
        parts.append(say(.filedAs(match.product.name)))
        if match.folded > 1 { parts.append(say(.folded(match.folded))) }
        if let verdict = state.verdict(of: match) {
            parts.append(say(.judged(verdict.grade, reason: verdict.reason, note: verdict.note)))
        }
        if let aside = state.aside(of: match) {
            if aside.isFlagged { parts.append(Phrase.news(.isFlagged).said(in: language)) }
            if let note = aside.note { parts.append(Phrase.news(.isNoted(note)).said(in: language)) }
        }
        if state.marked.contains(match.image) { parts.append(say(.marked)) }
        return parts.joined(separator: say(.comma))
    }

    func row(_ item: PickerRow, number: Int) -> String {
        switch item {
        case .words(let words): say(.tryWords(number, words))
        case .recent(let words): say(.lastWords(number, words))
        case .product(let product):
            say(.product(number, product.title(in: language.rawValue), product.label.productID, product.pictures))
        }
    }

    /// Rows of the list from a place on, and the place behind the last one.
    func rows(from first: Int, count: Int) -> (lines: [String], next: Int) {
        let total = state.rowCount
        let range = max(0, min(first, total))..<max(0, min(first + count, total))
        var lines = range.compactMap { index in
            state.isPicking
                ? row(state.pickerRows[index], number: index + 1) : state.answer.map { row($0.matches[index]) }
        }
        if range.upperBound < total { lines.append(say(.moreRows(total - range.upperBound))) }
        return (lines, range.upperBound)
    }

    /// The row under the cursor.
    var current: String? {
        if state.isPicking {
            guard state.pickerRows.indices.contains(state.pickerCursor) else { return nil }
            return row(state.pickerRows[state.pickerCursor], number: state.pickerCursor + 1)
        }
        return state.match.map(row)
    }

    // MARK: The question

    /// What is asked for: words, a product by its title and number, or what an instance of a photo looks like.
    private var question: String {
        guard let chip = state.chip else { return state.box.text.trimmingCharacters(in: .whitespaces) }
        switch chip.subject {
        case .text(let words): return words
        case .product(let id): return chip.label + say(.comma) + "#" + id
        case .picture(let path, let instance):
            let like = Phrase.likeInstance(InstanceReading.letter(instance ?? 1), drawing.shortName(path))
            return like.said(in: language) + say(.comma) + chip.label
        }
    }

    /// What was asked and how much was found.
    var answer: [String] {
        if state.isPicking {
            return [say(.products(state.pickerRows.count))]
        }
        guard let answer = state.answer, state.answerIsShown else { return filterDoubt }
        let name = question
        let how =
            state.score.said(in: language)
            + (state.score == .blend ? " \(Int((state.blend * 100).rounded())) %" : "")
        var lines = [say(.found(name, rows: answer.matches.count, of: answer.total, how))] + filterDoubt
        let reading = answer.reading
        if state.chip == nil {
            if !reading.unseenWords.isEmpty { lines.append(Phrase.unseen(reading.unseenWords).said(in: language)) }
            if !answer.knownMissingWords.isEmpty { lines.append(Phrase.missingInFirst(answer.knownMissingWords).said(in: language)) }
            if !reading.droppedText.isEmpty { lines.append(Phrase.cutOff(reading.droppedText).said(in: language)) }
            if reading.isFolded { lines.append(Phrase.readAs(reading.normalized).said(in: language)) }
        }
        if let first = answer.matches.firstUnlikely { lines.append(say(.unlikelyFrom(answer.matches[first].rank))) }
        return lines
    }

    /// A filter that can leave nothing, as the screen says it under the box.
    private var filterDoubt: [String] { state.filterDoubt.map { [Phrase.doubt($0).said(in: language)] } ?? [] }

    // MARK: The photo

    /// The shown map in words.
    var sight: String? {
        guard let map = state.shownMap else { return nil }
        let region = map.region(holding: Float(state.outlineShare))
        let place = region.place(in: language)
        let letter = InstanceReading.letter(state.shownInstance ?? 1)
        if let reading = drawing.readingSentence(map, columns: .max) { return reading }
        let who =
            (map.axis == .pooled ? Phrase.probe(.globalSees(place)) : state.mapIsOfWords ? .wordsSee(place) : .sees(letter, place))
            .said(in: language)
        let held = Phrase.weightHeld(
            patches: region.patches, of: region.patchCount, held: Int((region.held * 100).rounded()))
        return who + say(.comma) + held.said(in: language)
    }

    /// What the shown query sees by its nearest title.
    var nearest: String? {
        guard let instance = state.reading?.instances.first(where: { $0.instance == state.shownInstance }) else {
            return nil
        }
        if instance.isBackground { return Phrase.background.said(in: language) }
        return say(.nearest(drawing.nearestTitle(instance), scoreText(instance.nearestScore)))
    }

    /// Where the cursor is, in full.
    var whereabouts: [String] {
        if let overlay = state.overlay { return page(overlay, from: 0, count: LinearReader.longPage).lines + [tourStep].compactMap { $0 } }
        guard let match = state.match, !state.isPicking else {
            let why = filterDoubt.isEmpty ? [state.searchFault].compactMap { $0 } : filterDoubt
            let nothing = state.rowCount == 0 ? (state.isPicking ? [] : why) + [say(.noRows)] : []
            return [current].compactMap { $0 } + nothing + [tourStep].compactMap { $0 }
        }
        let global = Phrase.globalFacts(rank: state.globalRanks[match.image], score: scoreText(match.scores.global))
        let instance = instanceFacts(match, state, language)
        return [row(match), sight, nearest].compactMap { $0 }
            + [instance + say(.comma) + global.said(in: language), match.image] + patch
            + [match.note, tourStep].compactMap { $0 }
    }

    // MARK: Pages

    /// The rows of a page, numbered, from a place on.
    func page(_ overlay: Overlay, from first: Int, count: Int) -> (lines: [String], next: Int) {
        var content = OverlayContent(overlay, state, keys: keys, isWhole: true)
        content.sayArrows(in: language)
        let rows = content.rows
        let range = max(0, min(first, rows.count))..<max(0, min(first + count, rows.count))
        var lines = first == 0 ? [content.title.spoken(in: language)] : []
        if overlay.isWriting { lines.append(say(.writeLine)) }
        let numbers = rows.numbers
        for index in range where !rows[index].text.isEmpty {
            lines.append(numbers[index].map { line(rows[index], number: $0) } ?? rows[index].text)
        }
        if range.upperBound < rows.count { lines.append(say(.moreRows(rows.count - range.upperBound))) }
        return (lines, range.upperBound)
    }

    /// "3. chosen: color: grey, 242 photos". Columns of the screen become commas, its tick box a word.
    private func line(_ row: OverlayRow, number: Int) -> String {
        var lead = row.lead.isEmpty || row.lead == "\(number)" || row.lead == "[ ]" ? "" : row.lead + ": "
        if row.lead == "[x]" { lead = say(.chosen) + ": " }
        let parts = [row.text, row.detail].flatMap { $0.components(separatedBy: "  ") }
        let spoken = parts.map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        return "\(number). " + lead + spoken.joined(separator: say(.comma))
    }

    /// A row of a page that only tells something; of the words' effects said as what it is.
    func readAgain(_ row: Int, of overlay: Overlay) -> [String] {
        var content = OverlayContent(overlay, state, keys: keys, isWhole: true)
        content.sayArrows(in: language)
        guard let number = content.rows.numbers[row] else { return [] }
        if case .inquiry(.why, _) = overlay, let report = shownReport(state),
            report.words.indices.contains(row - WhyRows(report: report, state: state).rowsBeforeWords)
        {
            return [say(.withoutWord(content.rows[row].lead, content.rows[row].text))]
        }
        return [line(content.rows[row], number: number)]
    }

    var notice: String? {
        switch state.notice {
        case nil: nil
        case .knockedOut(let report)?: saidArrows(knockOutSentence(report, in: language), in: language)
        case .holding(let instance)?: say(.holding(InstanceReading.letter(instance)))
        case .refused(let action, let obstacle)?:
            action.label(in: language) + ": " + Phrase.notNow(obstacle.spoken(in: language)).said(in: language)
        case .endOfQueries(let isLast)?: say(.endOfQueries(isLast: isLast))
        case .named(let name)?: say(.named(name))
        case .toured?: say(.toured)
        case .nowhereOut?: Phrase.nowhereOut(nil).said(in: language)
        case .looksThere(let row, let question)?: say(.looksThere(row, question))
        case let notice?: saidArrows(drawing.text(of: notice), in: language)
        }
    }

    var caption: String? {
        // No photo is decoded for lines, and nobody waits for one.
        let waiting = language.comma + Phrase.readingPhoto.said(in: language)
        let caption = state.shownImage.flatMap { drawing.captions($0).first }?.replacing(waiting, with: "")
        // The screen's caption says by which key the query is let go.
        guard let held = state.heldInstance.map(InstanceReading.letter) else { return caption }
        let onScreen = Phrase.probe(.held(held, key: drawing.keyName(of: .winner))).said(in: language)
        return caption?.replacing(onScreen, with: Phrase.probe(.held(held, key: nil)).said(in: language))
    }

    var pinnedPlace: String? {
        let text = drawing.pinnedSpans.map(\.text).joined().split(separator: " ").joined(separator: " ")
        return text.isEmpty ? nil : text
    }

    func said(_ progress: Explorer.Progress) -> String { drawing.said(progress) }
}

extension ExplorerState {
    /// Another question that cannot be answered either.
    func isOtherFault(than before: ExplorerState) -> Bool { searchFault != nil && box.text != before.box.text }

    /// The answer belongs to the question in the box, and nothing is on its way.
    var answerIsShown: Bool { !isSearching && searchFault == nil }
}

/// Work beside the conversation, as a sentence.
package func linearProgress(_ progress: Explorer.Progress, _ state: ExplorerState) -> String {
    LinearVoice(state: state, keys: .standard).said(progress)
}
