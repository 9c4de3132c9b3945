// What changed between two states, and nothing else: the answer to a line. Also what `rows`, `more` and `help` read out.
import Domain
import Explorer

extension LinearReader {
    /// What is worth saying after a command.
    /// - Parameter before: the state before it; its notice was heard already.
    package mutating func tell(from before: ExplorerState, to after: ExplorerState) -> [String] {
        defer { (request, owesAnswer) = (nil, false) }
        let lines = told(before, after)
        return lines.isEmpty && owesAnswer ? insteadOfSilence(before, after) : lines
    }

    /// Where a page was closed one is on a row again; else nothing came of the line.
    private func insteadOfSilence(_ before: ExplorerState, _ after: ExplorerState) -> [String] {
        let isClosed = (before.overlay != nil && after.overlay == nil) || (before.judge?.page != nil && after.judge?.page == nil)
        guard isClosed else { return [LinearPhrase.nothingChanged.said(in: after.language)] }
        let place = after.judge.map { LinearJudgeVoice(state: after, judge: $0).pair }
            ?? [LinearVoice(state: after, keys: keys).current].compactMap { $0 }
        return place.isEmpty ? [LinearPhrase.pageClosed.said(in: after.language)] : place
    }

    private mutating func told(_ before: ExplorerState, _ after: ExplorerState) -> [String] {
        if let judge = after.judge { return tellJudging(before, after, judge) }
        let lines = changes(from: before, to: after)
        return lines + requested(after, heard: lines) + tourLines(before, after)
    }

    /// What was asked for, unless it is among what changed.
    private func requested(_ state: ExplorerState, heard: [String]) -> [String] {
        let voice = LinearVoice(state: state, keys: keys)
        let lines: [String] =
            switch request {
            case .row: [voice.current].compactMap { $0 }
            case .patch: voice.patch
            case .photo: voice.photo
            case .sight: [voice.sight, voice.nearest].compactMap { $0 }
            case .lines(let lines): lines
            case .news, nil: []
            }
        return lines.filter { !heard.contains($0) }
    }

    private mutating func changes(from before: ExplorerState, to after: ExplorerState) -> [String] {
        let voice = LinearVoice(state: after, keys: keys)
        var lines: [String] = []
        // The verdict is read out with its note.
        if let notice = voice.notice, after.notice != .noteKept { lines.append(notice) }
        if after.language != before.language { lines.append(LinearPhrase.language.said(in: after.language)) }
        if let overlay = after.overlay {
            if before.overlay != nil, after.answer?.request != before.answer?.request {
                lines += voice.answer.prefix(1)
            }
            lines += pageLines(overlay, before, voice)
            return lines
        }
        let question = questionLines(before, after, voice)
        lines += question
        if question.isEmpty { lines += notedLines(before, after) }
        lines += photoLines(before, after, voice)
        if after.marked != before.marked {
            lines.append(LinearPhrase.markedCount(after.marked.count).said(in: after.language))
        }
        return lines
    }

    /// The first words of a session: what is open and how to go on.
    package func greeting(_ state: ExplorerState) -> [String] {
        // Whoever judges does not hear what is open.
        if let judge = state.judge { return LinearJudgeVoice(state: state, judge: judge).greeting }
        let health = state.health
        return [
            LinearPhrase.greeting(health.name, pictures: health.pictures, products: health.products).said(
                in: state.language),
            LinearPhrase.howTo.said(in: state.language),
        ] + (state.tellsSession ? state.sessionPath.map { [Phrase.news(.savedIn($0)).said(in: state.language)] } ?? [] : [])
    }

    private mutating func pageLines(_ overlay: Overlay, _ before: ExplorerState, _ voice: LinearVoice) -> [String] {
        let (lines, next) = voice.page(overlay, from: 0, count: Self.longPage)
        nextRow = next
        guard let old = before.overlay else { return lines }
        let heard = LinearVoice(state: before, keys: keys).page(old, from: 0, count: Self.longPage).lines
        // The same page with other marks or numbers: only those rows.
        guard heard.count == lines.count, heard.first == lines.first else { return lines }
        return zip(heard, lines).filter { $0 != $1 }.map(\.1)
    }

    private mutating func questionLines(
        _ before: ExplorerState, _ after: ExplorerState, _ voice: LinearVoice
    ) -> [String] {
        let isNewList =
            after.isPicking
            ? !before.isPicking || after.box.text != before.box.text || after.pickerRows != before.pickerRows
            : before.isPicking || after.answer?.request != before.answer?.request
                || after.answer?.digest != before.answer?.digest || after.isOtherFault(than: before)
        if isNewList {
            if after.isPicking {
                let (lines, next) = voice.rows(from: 0, count: Self.page)
                nextRow = next
                return voice.answer + lines
            }
            nextRow = after.cursor + 1
            return voice.answer + [voice.current ?? LinearPhrase.noRows.said(in: after.language)]
        }
        let old = LinearVoice(state: before, keys: keys).current
        guard let current = voice.current, current != old else { return [] }
        nextRow = (after.isPicking ? after.pickerCursor : after.cursor) + 1
        return [current]
    }

    /// A note on a verdict of another row than the cursor's.
    private func notedLines(_ before: ExplorerState, _ after: ExplorerState) -> [String] {
        after.memory.verdicts.values.filter { verdict in
            before.memory.verdicts[verdict.key].map { $0.note != verdict.note && verdict.note != nil } ?? false
        }.map { LinearPhrase.judged($0.grade, reason: $0.reason, note: $0.note).said(in: after.language) }
    }

    private func photoLines(_ before: ExplorerState, _ after: ExplorerState, _ voice: LinearVoice) -> [String] {
        var lines: [String] = []
        if after.pin?.image != before.pin?.image || after.view != before.view || after.probe.mode != before.probe.mode {
            // Without a photo there is no caption, but the views go on.
            lines += [voice.caption ?? (after.view == before.view ? nil : after.view.said(in: after.language))].compactMap { $0 }
        }
        lines += patchLines(before, after, voice)
        let isSameRow = after.match?.image == before.match?.image && after.shownImage == before.shownImage
        let isOtherMap = after.shownMap != before.shownMap || after.outlineShare != before.outlineShare
        if isSameRow, isOtherMap, after.answer?.request == before.answer?.request {
            // A head's reading is among the patch's lines.
            lines += [voice.sight].compactMap { $0 }.filter { !lines.contains($0) }
            if after.shownInstance != before.shownInstance { lines += [voice.nearest].compactMap { $0 } }
        } else if after.pin != nil, after.pin != before.pin {
            lines += [voice.sight].compactMap { $0 }
        }
        if let place = voice.pinnedPlace, place != LinearVoice(state: before, keys: keys).pinnedPlace {
            lines.append(place)
        }
        return lines
    }

    /// The patch under the cursor where it is another one, or its photo; and how to go on where there was none.
    private func patchLines(_ before: ExplorerState, _ after: ExplorerState, _ voice: LinearVoice) -> [String] {
        guard after.probe.patch != nil else {
            let isLeft = before.probe.patch != nil && after.shownImage == before.shownImage
            return isLeft ? [LinearPhrase.patchLeft.said(in: after.language)] : []
        }
        let isNew = before.probe.patch == nil
        let isSame = after.probe.patch == before.probe.patch && after.shownImage == before.shownImage
        if isSame, after.blankedPatches == before.blankedPatches { return [] }
        return voice.patch + (isNew ? [LinearPhrase.patchHowTo.said(in: after.language)] : [])
    }

    // MARK: Reading out

    mutating func rows(_ first: Int?, _ fromCursor: Bool, _ state: ExplorerState) -> LinearStep? {
        guard fromCursor || first != nil else { return nil }
        let start = first.map { $0 - 1 } ?? (state.isPicking ? state.pickerCursor : state.cursor)
        guard state.rowCount > 0 else { return .say([LinearPhrase.noRows.said(in: state.language)]) }
        guard start >= 0, start < state.rowCount else {
            return .say([LinearPhrase.onlyRows(state.rowCount).said(in: state.language)])
        }
        let (lines, next) = LinearVoice(state: state, keys: keys).rows(from: start, count: Self.page)
        nextRow = next
        return .say(lines)
    }

    mutating func more(_ state: ExplorerState) -> [String] {
        let voice = LinearVoice(state: state, keys: keys)
        let part =
            state.overlay.map { voice.page($0, from: nextRow, count: Self.longPage) }
            ?? voice.rows(from: nextRow, count: Self.page)
        nextRow = part.next
        return part.lines.isEmpty ? [LinearPhrase.lastRow.said(in: state.language)] : part.lines
    }

    /// The commands of the linear mode and every action, or those that a word finds.
    func help(_ word: String, _ language: Language, _ state: ExplorerState) -> [String] {
        let all = Action.allCases
        let forms = all.map { action in
            Language.allCases.flatMap { [action.label(in: $0).folded, action.sentence(in: $0).folded] } + [
                action.rawValue.folded, action.spokenSentence(in: language).folded,
            ] + action.otherWords
        }
        let found =
            word.isEmpty
            ? Array(all.indices) : all.indices.filter { index in forms[index].contains { $0.contains(word.folded) } }
        let lines = found.map { index -> String in
            let action = all[index]
            let reason = state.spokenObstacle(to: action).map {
                LinearPhrase.comma.said(in: language) + Phrase.notNow($0.spoken(in: language)).said(in: language)
            }
            return action.label(in: language) + language.comma + action.label(in: language.other)
                + ": " + action.spokenSentence(in: language) + (reason ?? "")
        }
        let asked = QuestionForm.found(by: word).map { $0.said(in: language) }
        if lines.isEmpty, asked.isEmpty { return [Phrase.nothingFound.said(in: language)] }
        return (word.isEmpty ? LinearPhrase.commands(in: language) : []) + lines + asked
    }
}
