// Judge mode's own part of the state: the queue in the rater's order, where one stands, the page on top, the pace. What
// was judged is in the session's memory like every verdict; nothing here needs to survive the program.
import Domain

/// What becomes of a pair.
package enum PairState: Equatable, Sendable {
    case pending
    /// Begun: a note or a box, and no verdict.
    case draft
    case done(Verdict)
    case skipped, cannotTell
}

/// A box being drawn on the patches of a map.
package struct BoxDraft: Equatable, Sendable {
    package var row: Int
    package var column: Int
    /// The corner that stays while the cursor moves; nil: the patch under the cursor alone.
    package var anchor: PatchPlace?

    /// A patch, from the top left.
    package struct PatchPlace: Equatable, Sendable {
        package var row: Int
        package var column: Int
    }

    package func contains(row: Int, column: Int) -> Bool { rows.contains(row) && columns.contains(column) }

    package var rows: ClosedRange<Int> { min(row, anchor?.row ?? row)...max(row, anchor?.row ?? row) }
    package var columns: ClosedRange<Int> {
        min(column, anchor?.column ?? column)...max(column, anchor?.column ?? column)
    }

    /// The box in fractions of the picture behind `map`.
    package func box(on map: AttentionMap) -> Box {
        let (width, height) = (Double(map.columns), Double(map.rows))
        return map.inPicture(
            Box(
                x: Double(columns.lowerBound) / width, y: Double(rows.lowerBound) / height,
                width: Double(columns.count) / width, height: Double(rows.count) / height))
    }
}

/// A page over the pair.
package enum JudgePage: Equatable, Sendable {
    case guidelines, help, reasons
    case note(LineEditor)
    case box(BoxDraft)
    /// What was done, the latest first; the row of the cursor.
    case history(Int)
}

/// What the last key did, for the line above the keys.
package enum JudgeNews: Equatable, Sendable {
    case judged(query: String, level: Int)
    case judgedSet(count: Int, level: Int)
    case marked(Int)
    case reason(VerdictReason)
    case skipped, cannotTell, flagged, unflagged, withdrawn, boxKept, noteKept, draftKept
    /// The words of the pair that undo or redo came back to.
    case undone(String), redone(String)
    case allDone, stillOpening
    /// The note ends behind so many characters.
    case noteCut(at: Int)
    /// A character that is no key where it was pressed.
    case noKey(String)
    case noNegative, noMap, nothingToUndo, nothingToRedo, noGuidelines
}

/// What a judge does.
package enum JudgeMove: Equatable, Sendable {
    case grade(Int)
    /// The lowest grade and why, with one key.
    case bad(VerdictReason)
    /// For the last negative verdict.
    case reason(VerdictReason)
    case cannotTell, skip, previous, next, nextOpen, flag, withdraw, undo, redo
    case note, guidelines, help, reasons, box, view, language, history
    /// Marks the pair, or every open pair of its words; the next verdict is about all that are marked.
    case mark, markQuery, unmark
    case line(Int)
    case typed(String)
    case edited(LineEdit)
    case boxStep(rows: Int, columns: Int, extends: Bool)
    case boxAnchor
    case accept, close
    /// A character that is no key here.
    case unknown(String)
}

/// A pair of a set that is judged at once.
package struct MarkedPair: Equatable, Sendable {
    package var map: AttentionMap?
    package var recipe: String
}

/// The state of judge mode.
package struct JudgeState: Equatable, Sendable {
    package let queue: JudgeQueue
    package internal(set) var position = 0
    package internal(set) var page: JudgePage?
    package internal(set) var news: JudgeNews?
    /// The verdict that a reason key speaks about.
    package internal(set) var lastNegatives: [VerdictKey] = []
    /// Pairs that the next verdict is about, with the maps they were seen with.
    package internal(set) var marked: [VerdictKey: MarkedPair] = [:]
    /// Where to go on after a box was drawn on an earlier pair.
    package internal(set) var returnsTo: Int?
    /// The photo whole instead of with its region.
    package internal(set) var hidesRegion = false
    /// Seconds on a clock of the runtime's.
    package internal(set) var clock = 0.0
    /// When the last verdicts were given, on that clock.
    package internal(set) var times: [Double] = []

    /// - Parameter queue: in the rater's order.
    package init(queue: JudgeQueue) { self.queue = queue }

    package var item: QueueItem? { queue.items.indices.contains(position) ? queue.items[position] : nil }

    /// Pairs a minute over the last verdicts, pauses counted as a minute at most; nil before the third.
    package var pace: Double? {
        guard times.count >= 3 else { return nil }
        let seconds = zip(times, times.dropFirst()).reduce(0) { $0 + min(60, max(0, $1.1 - $1.0)) }
        return seconds > 0 ? Double(times.count - 1) * 60 / seconds : nil
    }

    mutating func countVerdict() {
        times = Array((times + [clock]).suffix(21))
    }
}

extension ExplorerState {
    /// What became of a pair of the queue.
    package func pairState(_ key: VerdictKey) -> PairState {
        if let verdict = memory.verdicts[key] { return .done(verdict) }
        guard let aside = memory.asides[key] else { return .pending }
        switch aside.state {
        case .skipped: return .skipped
        case .cannotTell: return .cannotTell
        case nil: return aside.note != nil || aside.box != nil ? .draft : .pending
        }
    }

    /// The map of the region that is being judged; nil until the photo is read.
    package var judgedMap: AttentionMap? {
        guard let item = judge?.item else { return nil }
        guard let reading, reading.image == item.image else { return memory.verdicts[item.key]?.evidence.map }
        return reading.instances.first { $0.instance == item.instance }?.map
    }

    /// Pairs without a verdict that were not set aside, and those that were skipped.
    package var openPairs: (pending: Int, skipped: Int) {
        guard let judge else { return (0, 0) }
        var count = (pending: 0, skipped: 0)
        for item in judge.queue.items {
            switch pairState(item.key) {
            case .pending, .draft: count.pending += 1
            case .skipped: count.skipped += 1
            case .done, .cannotTell: break
            }
        }
        return count
    }
}
