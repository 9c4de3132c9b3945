// The explorer's helpers: one thread for answers that somebody waits for, lower ones for pictures and for counts, one for
// the journal. Each takes the newest work first and drops what a newer request has made useless.
import Domain
import Explorer
import Foundation
import Sessions
import Synchronization

/// Work by kind: a newer effect of a kind replaces the one that waits.
private struct Waiting {
    var byKind: [Int: Effect] = [:]
    var pictures: [Effect] = []
    /// The kind of the work at hand, and whether nobody waits for it any more.
    var running: Int?
    var isDropped = false

    /// The lower kind goes first.
    static func kind(of effect: Effect) -> Int {
        switch effect {
        case .list: -1
        case .shine: 0
        case .search: 1
        case .read, .readProduct: 2
        case .rankGlobally: 3
        case .compare: 5
        case .preview: 6
        case .countFacets: 7
        case .enlarge: 8
        case .glance: 9
        case .probe(let probe): kind(of: probe.kind)
        default: 4
        }
    }

    static func kind(of probe: Probe.Kind) -> Int { 10 + probe.rawValue }

    mutating func take() -> Effect? {
        if let kind = byKind.keys.min() { return byKind.removeValue(forKey: kind) }
        return pictures.popLast()
    }
}

/// A thread that carries out effects and posts the events they end in.
final class EffectWorker: @unchecked Sendable {
    private let condition = NSCondition()
    private var waiting = Waiting()
    private let niceness: Int32
    private let perform: @Sendable (Effect, () -> Bool) -> Void

    /// - Parameters:
    ///   - niceness: added to the thread's own priority, and to that of the threads it starts.
    ///   - perform: carries out one effect; the closure says whether a newer search has come.
    init(name: String, niceness: Int32, perform: @escaping @Sendable (Effect, () -> Bool) -> Void) {
        self.niceness = niceness
        self.perform = perform
        let thread = Thread { [weak self] in self?.work() }
        thread.name = name
        thread.stackSize = 8 << 20
        thread.start()
    }

    func add(_ effect: Effect) {
        condition.lock()
        if case .picture = effect {
            waiting.pictures.append(effect)
            if waiting.pictures.count > 12 { waiting.pictures.removeFirst() }
        } else {
            waiting.byKind[Waiting.kind(of: effect)] = effect
        }
        condition.signal()
        condition.unlock()
    }

    /// Forgets the probe of a kind, waiting or at work.
    func cancel(_ probe: Probe.Kind) {
        condition.lock()
        let kind = Waiting.kind(of: probe)
        waiting.byKind[kind] = nil
        if waiting.running == kind { waiting.isDropped = true }
        condition.unlock()
    }

    private func work() {
        lowerPriority(by: niceness)
        while true {
            let next = take()
            perform(next) { self.hasNewerSearch }
        }
    }

    private func take() -> Effect {
        condition.lock()
        defer { condition.unlock() }
        while true {
            if let next = waiting.take() {
                (waiting.running, waiting.isDropped) = (Waiting.kind(of: next), false)
                return next
            }
            condition.wait()
        }
    }

    private var hasNewerSearch: Bool {
        condition.lock()
        defer { condition.unlock() }
        return waiting.isDropped || waiting.byKind[Waiting.kind(of: .search(SearchRequest(.text("")), generation: 0))] != nil
    }
}

/// Makes the calling thread nicer to others.
func lowerPriority(by niceness: Int32) {
    guard niceness > 0 else { return }
    // On Linux a process id of 0 means the calling thread.
    _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, niceness)
}

/// Writes entries away from the screen's thread, syncs when there is a pause, and tries again after a failure.
final class JournalThread: @unchecked Sendable {
    private let condition = NSCondition()
    private var queue: [SessionEntry] = []
    private var isBusy = false
    private let writer: JournalWriter
    private let report: @Sendable (Event) -> Void

    init(writer: JournalWriter, report: @escaping @Sendable (Event) -> Void) {
        self.writer = writer
        self.report = report
        let thread = Thread { [weak self] in self?.work() }
        thread.name = "journal"
        thread.start()
    }

    func add(_ entry: SessionEntry) {
        condition.lock()
        queue.append(entry)
        condition.signal()
        condition.unlock()
    }

    /// Waits until everything is written, or the seconds are over. True when nothing is left.
    func finish(within seconds: Double) -> Bool {
        let end = Date(timeIntervalSinceNow: seconds)
        condition.lock()
        defer { condition.unlock() }
        while !queue.isEmpty || isBusy {
            if !condition.wait(until: end) { return queue.isEmpty && !isBusy }
        }
        return true
    }

    private func work() {
        while true {
            let entries = take()
            var kept: [SessionEntry] = []
            do {
                for (position, entry) in entries.enumerated() {
                    kept = Array(entries[position...])
                    try writer.append(entry)
                }
                kept = []
                try writer.sync()
                if let last = entries.last { report(.saved(through: last.sequence)) }
            } catch {
                report(.journalFailed(String(describing: error)))
                Thread.sleep(forTimeInterval: 1)
            }
            giveBack(kept)
        }
    }

    private func take() -> [SessionEntry] {
        condition.lock()
        defer { condition.unlock() }
        while queue.isEmpty { condition.wait() }
        isBusy = true
        defer { queue = [] }
        return queue
    }

    private func giveBack(_ entries: [SessionEntry]) {
        condition.lock()
        queue = entries + queue
        isBusy = false
        condition.broadcast()
        condition.unlock()
    }
}
