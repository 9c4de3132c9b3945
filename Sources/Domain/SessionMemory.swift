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

/// A verdict that came, changed or went.
package struct VerdictChange: Equatable, Sendable {
    /// The entry that made it.
    package var sequence: Int
    /// Changes made by one key share it.
    package var group: Int
    package var key: VerdictKey
    package var before: Verdict?
    package var after: Verdict?
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
    /// Changes that can be undone, the latest last.
    package private(set) var done: [VerdictChange] = []
    /// Changes that can be done again, the latest last.
    package private(set) var undone: [VerdictChange] = []
    /// Words asked for, the latest first, without repetition, at most 20.
    package private(set) var recentWords: [String] = []
    /// Keys of all questions asked.
    package private(set) var asked: Set<String> = []
    /// Filters with a name, by name.
    package private(set) var namedFilters: [NamedFilter] = []

    package init() {}

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
        case .opened(let opened): self.opened = opened
        case .queried(let queried): ask(queried)
        case .looked(let looked):
            look = looked
            place?.image = looked.image
        case .judged(let judged):
            change(judged.verdict.key, to: judged.verdict, sequence: sequence, group: judged.group)
        case .withdrawn(let key): change(key, to: nil, sequence: sequence, group: nil)
        case .undone(let target): undo(target)
        case .redone(let target): redo(target)
        case .named(let named): name(named)
        }
    }

    private mutating func name(_ named: NamedFilter) {
        namedFilters.removeAll { $0.name == named.name }
        if !named.filters.isEmpty { namedFilters.append(named) }
        namedFilters.sort { $0.name < $1.name }
    }

    private mutating func ask(_ queried: QueriedAct) {
        asked.insert(queried.subject.key)
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

    private mutating func change(_ key: VerdictKey, to verdict: Verdict?, sequence: Int, group: Int?) {
        done.append(
            VerdictChange(
                sequence: sequence, group: group ?? sequence, key: key, before: verdicts[key], after: verdict))
        verdicts[key] = verdict
        undone.removeAll()
    }

    private mutating func undo(_ sequence: Int) {
        guard let position = done.lastIndex(where: { $0.sequence == sequence }) else { return }
        let change = done.remove(at: position)
        verdicts[change.key] = change.before
        undone.append(change)
    }

    private mutating func redo(_ sequence: Int) {
        guard let position = undone.lastIndex(where: { $0.sequence == sequence }) else { return }
        let change = undone.remove(at: position)
        verdicts[change.key] = change.after
        done.append(change)
    }
}
