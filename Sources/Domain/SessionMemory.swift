// What a list of acts amounts to: where one is, the way back, the verdicts, what can be undone. The live screen and a
// journal read from disk go through the same `apply`, so reopening cannot differ from having stayed.

/// A place to come back to.
package struct Place: Equatable, Sendable {
    package var subject: QuerySubject
    /// What the screen calls a subject that is not words.
    package var label: String?
    package var score: ScoreKind
    package var grouping: Grouping
    /// The picture under the cursor.
    package var image: String?
    /// Weight of the global vector in a blend; nil is a half.
    package var blend: Double?

    package init(
        subject: QuerySubject, label: String? = nil, score: ScoreKind = .instance, grouping: Grouping = .none,
        image: String? = nil, blend: Double? = nil
    ) {
        self.blend = blend
        self.subject = subject
        self.label = label
        self.score = score
        self.grouping = grouping
        self.image = image
    }
}

/// Where a person stood on an index, kept while the session is open on another.
private struct Stay: Equatable, Sendable {
    var place: Place?
    var trail: [Place] = []
    var look = LookedAct()
    var marked: [String] = []
}

/// A name for filters that came, changed or went.
package struct NamingChange: Equatable, Sendable {
    package var name: String
    package var before: NamedFilter?
    package var after: NamedFilter?
}

/// Marks that a verdict used up.
package struct MarkingChange: Equatable, Sendable {
    package var before: [String]
    package var after: [String]
}

/// A verdict that came, changed or went; or something else that the same keys undo and do again.
package struct VerdictChange: Equatable, Sendable {
    /// The entry that made it.
    package var sequence: Int
    /// Changes made by one key share it.
    package var group: Int
    package var key: VerdictKey
    package var before: Verdict?
    package var after: Verdict?
    /// What stood beside the verdict: a state of the queue, a flag, a draft.
    package var asideBefore: Aside?
    package var asideAfter: Aside?
    /// The index that was open; nil in journals that do not say.
    package var index: String?
    /// Then `key` is of no row.
    package var naming: NamingChange?
    /// Then `key` has the question and no photo.
    package var marking: MarkingChange?

    /// It is about a row: a verdict, a flag, a note.
    package var isOfRow: Bool { naming == nil && marking == nil }
}

/// The sum of a session's acts.
package struct SessionMemory: Equatable, Sendable {
    /// The number the next entry gets.
    package private(set) var nextSequence = 1
    /// What the session was last opened on.
    package private(set) var opened: OpenedAct?
    package private(set) var place: Place?
    /// Places to go back to, the latest last.
    package private(set) var trail: [Place] = []
    package private(set) var look = LookedAct()
    package private(set) var verdicts: [VerdictKey: Verdict] = [:]
    /// Pairs without a verdict that are more than pending, and flags.
    package private(set) var asides: [VerdictKey: Aside] = [:]
    /// Changes that can be undone, the latest last.
    package private(set) var done: [VerdictChange] = []
    /// Changes that can be done again, the latest last.
    package private(set) var undone: [VerdictChange] = []
    /// Undone changes that newer ones made unreachable on the screen. A merged journal may still do them again: between one
    /// rater's undo and redo stand another's acts.
    private var forgotten: [VerdictChange] = []
    /// Words asked for, the latest first, without repetition, at most 20.
    package private(set) var recentWords: [String] = []
    /// Of those the ones that were answered and not typed on into longer words: what a person would call a question.
    package private(set) var finishedWords: [String] = []
    /// Keys of all questions asked.
    package private(set) var asked: Set<String> = []
    /// What the person asked, by the key of the sum that verdicts made of it.
    package private(set) var feedbackOf: [String: QuerySubject] = [:]
    /// Photos of the rows that are marked, sorted.
    package private(set) var marked: [String] = []
    /// Filters with a name, by name.
    package private(set) var namedFilters: [NamedFilter] = []

    /// By index.
    private var stays: [String: Stay] = [:]

    package init() {}

    /// Changes that can be undone on the index that is open, the latest last: nobody takes back what he does not see.
    package var doneHere: [VerdictChange] { done.filter { $0.index == opened?.index } }

    /// The one that is undone next; looked for at every key, so without a list of all.
    package var lastDone: VerdictChange? { done.last { $0.index == opened?.index } }

    /// The one that is done again next.
    package var lastUndone: VerdictChange? { undone.last { $0.index == opened?.index } }

    /// Changes that can be done again on it.
    package var undoneHere: [VerdictChange] { undone.filter { $0.index == opened?.index } }

    /// Is there a place to return to on an index?
    package func hasPlace(on index: String) -> Bool { place(on: index) != nil || pinned(on: index) != nil }

    /// What was asked last on an index.
    package func place(on index: String) -> Place? { stay(on: index)?.place }

    /// The photo that was pinned on an index.
    package func pinned(on index: String) -> String? { stay(on: index)?.look.pinned }

    private func stay(on index: String) -> Stay? {
        opened.map { $0.index == index } ?? true ? Stay(place: place, look: look) : stays[index]
    }

    /// Adds an act as the next entry and returns the entry's number.
    @discardableResult
    package mutating func apply(_ act: SessionAct) -> Int {
        apply(act, sequence: nextSequence)
        return nextSequence - 1
    }

    /// Adds an entry read from a journal.
    package mutating func apply(_ entry: SessionEntry) {
        apply(entry.act, sequence: entry.sequence)
    }

    private mutating func apply(_ act: SessionAct, sequence: Int) {
        nextSequence = max(nextSequence, sequence + 1)
        switch act {
        case .opened(let opened): open(opened)
        case .queried(let queried): ask(queried)
        case .looked(let looked):
            look = looked
            place?.image = looked.image
        case .judged(let judged):
            change(judged.verdict.key, to: judged.verdict, sequence: sequence, group: judged.group)
        case .withdrawn(let key): change(key, to: nil, sequence: sequence, group: nil)
        case .setAside(let key, let aside): setAside(key, aside, sequence: sequence)
        case .undone(let target): undo(target)
        case .redone(let target): redo(target)
        case .named(let named): name(named, sequence: sequence)
        case .marked(let marked): mark(marked, sequence: sequence)
        }
    }

    /// Every index has its own place: what was asked of one catalog says nothing about the next.
    private mutating func open(_ act: OpenedAct) {
        defer { opened = act }
        guard let left = opened?.index, left != act.index else { return }
        stays[left] = Stay(place: place, trail: trail, look: look, marked: marked)
        let stay = stays[act.index] ?? Stay()
        (place, trail, marked) = (stay.place, stay.trail, stay.marked)
        (look.image, look.rank, look.instance, look.pinned) = (stay.look.image, stay.look.rank, stay.look.instance, stay.look.pinned)
    }

    private mutating func name(_ named: NamedFilter, sequence: Int) {
        let naming = NamingChange(
            name: named.name, before: namedFilters.first { $0.name == named.name }, after: named.filters.isEmpty ? nil : named)
        let key = VerdictKey(query: named.name, image: "", instance: 0)
        enter(VerdictChange(sequence: sequence, group: sequence, key: key, naming: naming))
    }

    private mutating func put(_ filter: NamedFilter?, named name: String) {
        namedFilters.removeAll { $0.name == name }
        if let filter { namedFilters.append(filter) }
        namedFilters.sort { $0.name < $1.name }
    }

    /// Marks are no change of their own; those that a verdict used up come back with it.
    private mutating func mark(_ act: MarkedAct, sequence: Int) {
        guard let group = act.group else { return marked = act.images }
        let marking = MarkingChange(before: marked, after: act.images)
        let key = VerdictKey(query: act.query, image: "", instance: 0)
        enter(VerdictChange(sequence: sequence, group: group, key: key, marking: marking))
    }

    private mutating func ask(_ queried: QueriedAct) {
        asked.insert(queried.subject.key)
        if let question = queried.feedbackOf { feedbackOf[queried.subject.key] = question }
        finish(queried)
        if queried.subject.key != place?.subject.key { marked = [] }
        if queried.origin == .jumped, let place { trail.append(place) }
        var image: String?
        if queried.origin == .back { image = trail.popLast()?.image }
        place = Place(
            subject: queried.subject, label: queried.label, score: queried.score, grouping: queried.grouping,
            image: image, blend: queried.blend)
        if case .text(let words) = queried.subject, !words.isEmpty {
            recentWords = Array(([words] + recentWords.filter { $0 != words }).prefix(20))
        }
    }

    private mutating func finish(_ queried: QueriedAct) {
        guard case .text(let words) = queried.subject, !words.isEmpty, queried.digest != nil else { return }
        var kept = finishedWords.filter { $0 != words }
        if queried.origin == .typed, case .text(let start)? = place?.subject, words.hasPrefix(start) {
            // Folded once: a session has as many verdicts as it has questions, and this is asked at every letter.
            let key = QuerySubject.text(start).key
            if !verdicts.keys.contains(where: { $0.query == key }) { kept.removeAll { $0 == start } }
        }
        finishedWords = Array(([words] + kept).prefix(20))
    }

    /// A verdict settles its pair: what stood beside it goes, but for the flag.
    private mutating func change(_ key: VerdictKey, to verdict: Verdict?, sequence: Int, group: Int?) {
        let aside = asides[key]?.settled
        enter(
            VerdictChange(
                sequence: sequence, group: group ?? sequence, key: key, before: verdicts[key], after: verdict,
                asideBefore: asides[key], asideAfter: aside))
    }

    /// A pair that is skipped or cannot be told has no verdict; a flag leaves the verdict alone. What is only begun is no change
    /// that could be undone.
    private mutating func setAside(_ key: VerdictKey, _ aside: Aside, sequence: Int) {
        var begun = asides[key] ?? Aside()
        if begun.draft != aside.draft {
            begun.draft = aside.draft
            if begun == aside { return asides[key] = aside.isEmpty ? nil : aside }
        }
        enter(
            VerdictChange(
                sequence: sequence, group: sequence, key: key, before: verdicts[key],
                after: aside.state == nil ? verdicts[key] : nil, asideBefore: asides[key],
                asideAfter: aside.isEmpty ? nil : aside))
    }

    private mutating func enter(_ change: VerdictChange) {
        var change = change
        change.index = opened?.index
        done.append(change)
        put(change, isUndone: false)
        forgotten += undoneHere
        undone.removeAll { $0.index == change.index }
    }

    private mutating func undo(_ sequence: Int) {
        guard let position = done.lastIndex(where: { $0.sequence == sequence }) else { return }
        let change = done.remove(at: position)
        put(change, isUndone: true)
        undone.append(change)
    }

    private mutating func redo(_ sequence: Int) {
        guard let change = takeUndone(sequence) else { return }
        put(change, isUndone: false)
        done.append(change)
    }

    /// Brings about one side of a change.
    private mutating func put(_ change: VerdictChange, isUndone: Bool) {
        if let naming = change.naming {
            put(isUndone ? naming.before : naming.after, named: naming.name)
        } else if let marking = change.marking {
            marked = isUndone ? marking.before : marking.after
        } else if isUndone {
            (verdicts[change.key], asides[change.key]) = (change.before, change.asideBefore)
        } else {
            (verdicts[change.key], asides[change.key]) = (change.after, change.asideAfter)
        }
    }

    private mutating func takeUndone(_ sequence: Int) -> VerdictChange? {
        if let position = undone.lastIndex(where: { $0.sequence == sequence }) { return undone.remove(at: position) }
        return forgotten.lastIndex { $0.sequence == sequence }.map { forgotten.remove(at: $0) }
    }
}
