// The reducer: what happened goes in, the next state and the requests to the world come out. No clock, no file, no
// thread; a turn collects the effects while it changes its copy of the state.
import Domain

/// One step of the explorer.
package func reduce(_ state: ExplorerState, _ event: Event) -> (ExplorerState, [Effect]) {
    var turn = Turn(state: state)
    turn.handle(event)
    return (turn.state, turn.effects)
}

/// A step in progress.
struct Turn {
    var state: ExplorerState
    var effects: [Effect] = []

    mutating func handle(_ event: Event) {
        var isPutBack = false
        if event.isFromThePerson {
            state.notice = nil
            state.tellsSession = false
            (state.arrival, state.awaitedImage) = (nil, nil)
            state.pointer.clicked = nil
        }
        if state.knockedOut != nil, !event.keepsKnockOut(onPage: state.overlay != nil) {
            putBack()
            if event == .run(.stepBack) { return }
            isPutBack = state.match != nil
        }
        switch event {
        case .run(let action): run(action)
        case .judge(let move): judging(move)
        case .clock(let seconds): state.judge?.clock = seconds
        case .type(let text): type(text)
        case .edit(let edit): self.edit(edit)
        case .overlay(let move): moveInOverlay(move)
        case .complete: complete()
        case .toggle(let filters): toggle(filters)
        case .reason(let reason): judge(.bad, reason: reason)
        case .instance(let instance): choose(instance)
        case .resized(let rows):
            state.pageRows = max(1, rows)
            keepCursorVisible()
        case .idle:
            keepDrafts()
            settle()
        case .refused(let action, let obstacle): state.notice = .refused(action, obstacle)
        case .noKey(let key): state.notice = .noKey(key)
        case .patch(let step): move(step)
        case .point(let pointing): point(pointing)
        default: receive(event)
        }
        if isPutBack, state.overlay != nil, state.notice == nil { state.notice = .wholeAgain }
        followWithZoom()
        arrive()
        askProbes()
        followTour()
    }

    mutating func run(_ action: Action) {
        if action != .newWords, action != .tour { state.boxIsSelected = false }
        if let obstacle = state.obstacle(to: action) {
            state.notice = .refused(action, obstacle)
            return
        }
        let wasComparing = state.overlay?.isComparison ?? false
        let keepsPage = action == .language ? state.overlay?.followsLanguage ?? false : [.redraw, .suspend].contains(action)
        if state.overlay != nil, !keepsPage { state.overlay = nil }
        switch action {
        case .down, .up, .pageDown, .pageUp, .first, .last: move(action)
        case .newWords:
            state.focus = .box
            state.boxIsSelected = !state.box.isEmpty
        case .focusBox: state.focus = .box
        case .focusRows: focusRows()
        case .stepBack: stepBack()
        case .clearBox: clearBox()
        case .enter: enter()
        case .back: back()
        case .fold: refine { $0.grouping = $0.grouping == .none ? .product : .none }
        case .score: refine { $0.score = ScoreKind.allCases.following($0.score, by: 1) }
        case .moreGlobal: weigh(1)
        case .lessGlobal: weigh(-1)
        case .facets: openFacets()
        case .nameFilters: state.overlay = .nameFilters(LineEditor())
        case .feedback: previewFeedback()
        case .queries: openQuerySet()
        case .nextQuery: stepQuery(1)
        case .previousQuery: stepQuery(-1)
        case .nextView: look { $0.view = MapView.allCases.following($0.view, by: 1) }
        case .previousView: look { $0.view = MapView.allCases.following($0.view, by: -1) }
        case .outline: look { $0.outlineShare = ExplorerState.outlineShares.following($0.outlineShare, by: 1) }
        case .nextInstance: stepInstance(1)
        case .previousInstance: stepInstance(-1)
        case .winner:
            look { ($0.chosenInstance, $0.heldInstance) = (nil, nil) }
        case .pin: togglePin()
        case .zoom: toggleZoom()
        case .good: judge(.good, reason: nil)
        case .bad: judge(.bad, reason: nil)
        case .reason: state.overlay = .reasons(cursor: 0)
        case .withdraw: withdraw()
        case .note:
            let draft = state.notedKey.flatMap { state.noteDrafts[$0] }
            state.overlay = .note(LineEditor(draft ?? state.keptNote ?? ""))
        case .flag: flag()
        case .mark: mark()
        case .unmark: unmark()
        case .undo: undo()
        case .redo: redo()
        case .help: state.overlay = .help(ListPage())
        case .palette: state.overlay = .palette(ListPage())
        case .health: state.overlay = .health(ListPage())
        case .history: state.overlay = .history(ListPage())
        case .why, .sheet, .patchCursor, .knockPatch, .knockOutline, .knockQuery,
            .wordsMap, .contrast, .layer, .head, .spot:
            probe(action)
        case .compare: openComparison(isOpen: wasComparing)
        case .tour: startTour()
        case .share: state.overlay = .share(LineEditor("eclip-view.html", isSelected: true))
        case .language: switchLanguage()
        case .mouse: toggleMouse()
        case .redraw: effects.append(.redraw)
        case .suspend: effects.append(.suspend)
        case .quit: quit()
        }
    }

    /// Notes an act: in the memory at once, in the journal by the runtime.
    @discardableResult
    mutating func record(_ act: SessionAct) -> Int {
        let sequence = state.memory.apply(act)
        if state.role != .reader { effects.append(.record(act, sequence: sequence)) }
        return sequence
    }

    /// Puts what was asked and looked at into the journal, unless it is there already.
    mutating func settle() {
        // What is typed while the files are opened belongs to them, and its number to the session that is being read.
        guard state.isOpen else { return }
        if let origin = state.unrecordedQuery, let subject = state.subject {
            state.unrecordedQuery = nil
            let answer = state.answerIsCurrent ? state.answer : nil
            record(
                .queried(
                    QueriedAct(
                        subject: subject, label: state.chip?.label,
                        normalized: answer?.reading.normalized ?? subject.key, score: state.score,
                        grouping: state.grouping, origin: origin, digest: answer?.digest, total: answer?.total ?? 0,
                        blend: state.score == .blend && state.blend != 0.5 ? state.blend : nil,
                        feedbackOf: state.unrecordedFeedback)))
            state.unrecordedFeedback = nil
            state.hasUnrecordedLook = true
        }
        if state.hasUnrecordedLook, state.knockedOut == nil {
            state.hasUnrecordedLook = false
            record(.looked(currentLook))
        }
        keepMarks()
        askGlobalRanks()
        fetchNeighbours()
    }

    /// Photos of the rows that the next keys lead to.
    private mutating func fetchNeighbours() {
        guard !state.isPicking, let matches = state.answer?.matches else { return }
        for row in [state.cursor + 1, state.cursor + 2, state.cursor - 1] where matches.indices.contains(row) {
            let image = matches[row].image
            if state.pictures[image] == nil, state.pictureFaults[image] == nil {
                effects.append(.picture(image: image, generation: state.whyGeneration))
            }
        }
    }

    private var currentLook: LookedAct {
        LookedAct(
            image: state.isPicking ? nil : state.match?.image, rank: state.match?.rank ?? 0,
            instance: state.chosenInstance, view: state.view, outline: state.outlineShare, language: state.language,
            pinned: state.pin?.image)
    }

    private mutating func quit() {
        keepDrafts()
        settle()
        effects.append(.quit)
    }

    private mutating func switchLanguage() {
        state.language = state.language.other
        state.hasUnrecordedLook = true
        if case .product(let id)? = state.chip?.subject, let title = state.catalog.title(of: id, language: state.language) {
            state.chip?.label = title
        }
        refreshPicker()
        ask(keeping: state.rowImage)
    }
}

extension Event {
    /// A key, as opposed to an answer.
    var isFromThePerson: Bool {
        switch self {
        case .run, .judge, .type, .edit, .overlay, .complete, .toggle, .reason, .instance, .patch, .point, .refused, .noKey: true
        default: false
        }
    }
}

extension Array where Element: Equatable {
    /// The element some steps further, round and round; the first one for an element that is not in it.
    func following(_ element: Element, by steps: Int) -> Element {
        guard let position = firstIndex(of: element) else { return self[0] }
        return self[((position + steps) % count + count) % count]
    }
}
