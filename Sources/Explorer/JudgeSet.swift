// Sets of pairs judged with one key, the list of what was done, and the way back from a box drawn on an earlier pair.
import Domain

extension ExplorerState {
    /// Checkpoint, index and session are there.
    var isOpened: Bool { health != HealthReport() }

    /// What is on the screen for a pair: evidence when it is judged.
    func seenPair(_ item: QueueItem) -> MarkedPair {
        guard judge?.item?.key == item.key, let map = judgedMap else { return MarkedPair(map: nil, recipe: "") }
        return MarkedPair(map: map, recipe: map.recipe(layers: reading?.layers ?? map.layer))
    }

    /// Changes of verdicts, the next to do again first, then what was done, the latest first.
    package var judgeChanges: [(change: VerdictChange, isUndone: Bool)] {
        (memory.undoneHere.map { ($0, true) } + memory.doneHere.reversed().map { ($0, false) }).filter { $0.0.isOfRow }
    }
}

extension Turn {
    /// The marked pairs in the order of the queue; without one, the pair at hand.
    func chosen(or item: QueueItem) -> [QueueItem] {
        guard let judge = state.judge, !judge.marked.isEmpty else { return [item] }
        return judge.queue.items.filter { judge.marked[$0.key] != nil }
    }

    mutating func mark(_ move: JudgeMove, _ item: QueueItem) {
        guard let judge = state.judge else { return }
        var marked = judge.marked
        switch move {
        case .mark:
            if marked.removeValue(forKey: item.key) == nil { marked[item.key] = state.seenPair(item) }
        case .markQuery:
            for (place, other) in judge.queue.items.enumerated()
            where other.key.query == item.key.query && isOpen(place, skippedToo: true) {
                marked[other.key] = marked[other.key] ?? state.seenPair(other)
            }
        default: marked = [:]
        }
        state.judge?.marked = marked
        if move == .mark { goToNextOpen() }
        state.judge?.news = .marked(marked.count)
    }

    /// The right product in the wrong region: the box is drawn on the photo that was just judged, then one goes on.
    mutating func boxForLast() {
        guard let judge = state.judge, let key = judge.lastNegatives.last,
            let place = judge.queue.items.firstIndex(where: { $0.key == key })
        else { return }
        state.judge?.returnsTo = judge.position
        stand(onPair: place)
        startBox(judge.queue.items[place])
        if state.judge?.page == nil { comeBack() }
    }

    mutating func comeBack() {
        guard let place = state.judge?.returnsTo else { return }
        state.judge?.returnsTo = nil
        stand(onPair: place)
    }
}
