// Judge mode's reducer: one key is the verdict and the next open pair. Every change is an act of the journal, so that a
// kill loses nothing and undo takes back skips and flags as well as verdicts.
import Domain

extension Turn {
    /// Stands on the pair to go on with: the first open one after the last that was changed.
    mutating func startJudging() {
        guard let judge = state.judge else { return }
        let keys = judge.queue.items.map(\.key)
        let last = state.memory.done.last { keys.contains($0.key) }.flatMap { keys.firstIndex(of: $0.key) }
        state.judge?.position = last ?? 0
        state.judge?.news = nil
        if last != nil || !isOpen(0) { goToNextOpen() } else { showPair() }
    }

    /// The note that is being written on a pair.
    mutating func keepOpenDraft(_ judge: JudgeState) {
        if case .note(let line)? = judge.page, let item = judge.item { _ = keepDraft(line.text, of: item.key, note: kept(item).note) }
    }

    mutating func judging(_ move: JudgeMove) {
        guard let judge = state.judge, let item = judge.item else { return }
        // What is judged before checkpoint and session are open would have no evidence and no place in the journal.
        guard state.isOpened else {
            state.judge?.news = .stillOpening
            return
        }
        let news = judge.news
        state.judge?.news = nil
        switch move {
        case .grade(let level): grade(item, level, nil)
        case .bad(let reason): grade(item, 0, reason)
        case .mark, .markQuery, .unmark: mark(move, item)
        case .box where news == .reason(.wrongRegion): boxForLast()
        case .reason(let reason): giveReason(reason)
        case .cannotTell: setAside(item, .cannotTell)
        case .skip: setAside(item, .skipped)
        case .previous: stand(onPair: judge.position - 1)
        case .next: stand(onPair: judge.position + 1)
        case .nextOpen: goToNextOpen()
        case .flag: toggleFlag(item)
        case .withdraw: takeBack(item)
        case .undo: undoPair()
        case .redo: redoPair()
        case .view: state.judge?.hidesRegion.toggle()
        case .language: state.language = state.language.other
        case .unknown(let key): state.judge?.news = .noKey(key)
        default: movePage(move, item)
        }
    }

    // MARK: Verdicts

    private mutating func grade(_ item: QueueItem, _ level: Int, _ reason: VerdictReason?) {
        guard let judge = state.judge, judge.queue.scale.names.indices.contains(level) else { return }
        let items = chosen(or: item)
        var group: Int?
        for item in items {
            guard let verdict = verdict(on: item, level, reason) else { continue }
            let act = JudgedAct(verdict: verdict, group: group, settles: judge.queue.versions[item.key])
            let sequence = record(.judged(act))
            if items.count > 1 { group = group ?? sequence }
            state.judge?.countVerdict()
        }
        state.judge?.lastNegatives = judge.queue.scale.grade(of: level) == .bad ? items.map(\.key) : []
        state.judge?.marked = [:]
        goOn(after: items)
        guard state.judge?.news == nil else { return }
        if let reason, items.count == 1 {
            state.judge?.news = .reason(reason)
            return
        }
        state.judge?.news =
            items.count > 1 ? .judgedSet(count: items.count, level: level) : .judged(query: item.query, level: level)
    }

    /// nil where the pair is judged so already.
    private func verdict(on item: QueueItem, _ level: Int, _ reason: VerdictReason?) -> Verdict? {
        guard let scale = state.judge?.queue.scale else { return nil }
        let grade = scale.grade(of: level)
        let old = state.memory.verdicts[item.key], aside = state.memory.asides[item.key]
        if let old, old.grade == grade, (old.level ?? level) == level, reason == nil || old.reason == reason { return nil }
        return Verdict(
            key: item.key, grade: grade, level: scale.isBinary ? nil : level, reason: reason, note: old?.note ?? aside?.note,
            box: old?.box ?? aside?.box, evidence: evidence(for: item))
    }

    private func evidence(for item: QueueItem) -> Evidence {
        let seen = state.judge?.marked[item.key] ?? state.seenPair(item)
        return Evidence(
            modelSHA256: state.health.modelSHA256, indexSHA256: state.health.indexSHA256, rawQuery: item.query,
            rank: item.rank, score: item.score, scoreKind: item.scoreKind, productID: item.productID,
            recipe: seen.recipe, map: seen.map)
    }

    private mutating func giveReason(_ reason: VerdictReason) {
        state.judge?.page = nil
        let verdicts = (state.judge?.lastNegatives ?? []).compactMap { state.memory.verdicts[$0] }
        guard !verdicts.isEmpty else {
            state.judge?.news = .noNegative
            return
        }
        var group: Int?
        for var verdict in verdicts where verdict.reason != reason {
            verdict.reason = reason
            let sequence = record(.judged(JudgedAct(verdict: verdict, group: group)))
            if verdicts.count > 1 { group = group ?? sequence }
        }
        state.judge?.news = .reason(reason)
    }

    private mutating func takeBack(_ item: QueueItem) {
        if state.memory.verdicts[item.key] != nil {
            record(.withdrawn(item.key))
        } else if state.memory.asides[item.key] != nil {
            record(.setAside(item.key, Aside()))
        }
        state.judge?.lastNegatives = []
        state.judge?.news = .withdrawn
    }

    // MARK: Beside a verdict

    private mutating func setAside(_ item: QueueItem, _ why: AsideState) {
        let items = chosen(or: item)
        for item in items {
            var aside = state.memory.asides[item.key] ?? Aside()
            if let old = state.memory.verdicts[item.key] { (aside.note, aside.box) = (old.note, old.box) }
            aside.state = why
            if state.memory.asides[item.key] != aside { record(.setAside(item.key, aside)) }
            if why == .cannotTell { state.judge?.countVerdict() }
        }
        state.judge?.lastNegatives = []
        state.judge?.marked = [:]
        goOn(after: items)
        if state.judge?.news == nil { state.judge?.news = why == .skipped ? .skipped : .cannotTell }
    }

    private mutating func toggleFlag(_ item: QueueItem) {
        var aside = state.memory.asides[item.key] ?? Aside()
        aside.isFlagged.toggle()
        record(.setAside(item.key, aside))
        state.judge?.news = aside.isFlagged ? .flagged : .unflagged
    }

    /// Changes note or box of a pair: of its verdict, or of a draft.
    private mutating func amend(_ item: QueueItem, note: String?, box: Box?) {
        if var verdict = state.memory.verdicts[item.key] {
            (verdict.note, verdict.box) = (note, box)
            if verdict != state.memory.verdicts[item.key] { record(.judged(JudgedAct(verdict: verdict))) }
        } else {
            var aside = state.memory.asides[item.key] ?? Aside()
            (aside.note, aside.box, aside.draft) = (note, box, state.noteDrafts[item.key])
            if aside != state.memory.asides[item.key] ?? Aside() { record(.setAside(item.key, aside)) }
        }
    }

    private func kept(_ item: QueueItem) -> (note: String?, box: Box?) {
        if let verdict = state.memory.verdicts[item.key] { return (verdict.note, verdict.box) }
        let aside = state.memory.asides[item.key]
        return (aside?.note, aside?.box)
    }

    private mutating func undoPair() {
        guard let key = state.memory.lastDone?.key else {
            state.judge?.news = .nothingToUndo
            return
        }
        undo()
        come(to: key, saying: .undone(key.query))
    }

    private mutating func redoPair() {
        guard let key = state.memory.lastUndone?.key else {
            state.judge?.news = .nothingToRedo
            return
        }
        redo()
        come(to: key, saying: .redone(key.query))
    }

    private mutating func come(to key: VerdictKey, saying news: JudgeNews?) {
        state.judge?.lastNegatives = []
        if let place = state.judge?.queue.items.firstIndex(where: { $0.key == key }) { stand(onPair: place) }
        state.judge?.news = news
    }

    // MARK: Moving

    /// To the next open pair; the pair on the screen is not passed over where only others, marked before, got the verdict.
    private mutating func goOn(after items: [QueueItem]) {
        let isDone = state.judge?.item.map { shown in items.contains { $0.key == shown.key } } ?? true
        if isDone { goToNextOpen() } else { state.judge?.news = nil }
    }

    func isOpen(_ position: Int, skippedToo: Bool = false) -> Bool {
        guard let items = state.judge?.queue.items, items.indices.contains(position) else { return false }
        switch state.pairState(items[position].key) {
        case .pending, .draft: return true
        case .skipped: return skippedToo
        case .done, .cannotTell: return false
        }
    }

    /// The next open pair, round and round; the skipped ones once nothing else is open.
    mutating func goToNextOpen() {
        guard let judge = state.judge else { return }
        let count = judge.queue.items.count
        let order = (1...max(1, count)).map { (judge.position + $0) % max(1, count) }
        if let next = order.first(where: { isOpen($0) }) ?? order.first(where: { isOpen($0, skippedToo: true) }) {
            stand(onPair: next)
        } else {
            state.judge?.news = .allDone
            showPair()
        }
    }

    mutating func stand(onPair position: Int) {
        guard let judge = state.judge else { return }
        state.judge?.position = max(0, min(position, judge.queue.items.count - 1))
        showPair()
    }

    /// Asks for the photo and its reading, and ahead of them for the photos that come next.
    private mutating func showPair() {
        guard let judge = state.judge, let item = judge.item else { return }
        state.whyGeneration += 1
        if state.reading?.image != item.image { state.reading = nil }
        for next in judge.queue.items.dropFirst(judge.position + 1).prefix(3).reversed() { fetch(next.image) }
        fetch(item.image)
        effects.append(.read(image: item.image, subject: nil, generation: state.whyGeneration))
    }

    private mutating func fetch(_ image: String) {
        guard state.pictures[image] == nil, state.pictureFaults[image] == nil else { return }
        effects.append(.picture(image: image, generation: state.whyGeneration))
    }

    // MARK: Pages

    private mutating func movePage(_ move: JudgeMove, _ item: QueueItem) {
        switch (move, state.judge?.page) {
        case (.note, _):
            let text = state.noteDrafts[item.key] ?? kept(item).note ?? ""
            state.judge?.page = .note(LineEditor(text))
        case (.guidelines, _):
            state.judge?.page = .guidelines
        case (.help, _): state.judge?.page = .help
        case (.history, _): state.judge?.page = .history(0)
        case (.line(let steps), .history(let row)):
            let last = state.judgeChanges.count - 1
            state.judge?.page = .history(max(0, min(last, row + steps)))
        case (.reasons, _):
            if state.judge?.lastNegatives.isEmpty != false { state.judge?.news = .noNegative } else { state.judge?.page = .reasons }
        case (.box, _): startBox(item)
        case (.typed(let text), .note(var line)):
            if !line.insert(text) { state.judge?.news = .noteCut(at: LineEditor.longest) }
            state.judge?.page = .note(line)
        case (.edited(let edit), .note(var line)):
            line.apply(edit)
            state.judge?.page = .note(line)
        case (.boxStep(let rows, let columns, let extends), .box(let draft)): step(draft, rows, columns, extends)
        case (.boxAnchor, .box(var draft)):
            draft.anchor = draft.anchor == nil ? BoxDraft.PatchPlace(row: draft.row, column: draft.column) : nil
            state.judge?.page = .box(draft)
        case (.accept, let page): accept(page, item)
        case (.close, let page):
            state.judge?.page = nil
            if case .note(let line)? = page, keepDraft(line.text, of: item.key, note: kept(item).note) {
                state.judge?.news = .draftKept
            }
            comeBack()
        default: break
        }
    }

    mutating func startBox(_ item: QueueItem) {
        guard let map = state.judgedMap else {
            state.judge?.news = .noMap
            return
        }
        state.judge?.page = .box(BoxDraft(row: map.peak / map.columns, column: map.peak % map.columns))
    }

    private mutating func step(_ draft: BoxDraft, _ rows: Int, _ columns: Int, _ extends: Bool) {
        guard let map = state.judgedMap else { return }
        var draft = draft
        if extends, draft.anchor == nil { draft.anchor = BoxDraft.PatchPlace(row: draft.row, column: draft.column) }
        draft.row = max(0, min(map.rows - 1, draft.row + rows))
        draft.column = max(0, min(map.columns - 1, draft.column + columns))
        state.judge?.page = .box(draft)
    }

    private mutating func accept(_ page: JudgePage?, _ item: QueueItem) {
        state.judge?.page = nil
        switch page {
        case .note(let line):
            state.noteDrafts[item.key] = nil
            amend(item, note: line.isEmpty ? nil : line.text, box: kept(item).box)
            state.judge?.news = .noteKept
        case .box(let draft):
            guard let map = state.judgedMap else { return }
            amend(item, note: kept(item).note, box: draft.box(on: map))
            comeBack()
            state.judge?.news = .boxKept
        case .history(let row):
            let changes = state.judgeChanges
            guard changes.indices.contains(row) else { return }
            come(to: changes[row].change.key, saying: nil)
        default: break
        }
    }
}
