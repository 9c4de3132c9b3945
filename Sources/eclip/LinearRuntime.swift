// The explorer as a conversation in lines (--linear): the same opening, reducer, engine and journal as on the screen, but
// one thing after the other, and no control code on stdout.
import Domain
import Engraving
import Explorer
import Foundation
import Interface
import Screen
import Sessions
import Synchronization

/// Events of other threads, in order.
private final class EventQueue: Sendable {
    private let waiting = Mutex<[Event]>([])
    private let signal = DispatchSemaphore(value: 0)

    func post(_ event: Event) {
        waiting.withLock { $0.append(event) }
        signal.signal()
    }

    func drain() -> [Event] {
        waiting.withLock { events in
            defer { events = [] }
            return events
        }
    }

    /// Waits until something was posted.
    func wait() { signal.wait() }

    func wake() { signal.signal() }
}

/// The running conversation.
final class LinearRuntime {
    private let look: ExploreLook
    private let machine = ExploreMachine()
    private let queue = EventQueue()
    /// nil for a reader.
    private let journal: JournalThread?
    private var state: ExplorerState
    private var reader: LinearReader
    private var isRunning = true
    private var lastShare = -1

    /// Tenths of an indexing run that are told.
    private static let tellingSteps = 10

    init(look: ExploreLook, writer: JournalWriter?) {
        self.look = look
        state = ExplorerState(language: look.language, rater: look.rater, role: look.role, queue: look.queue)
        state.pointer.isOn = false
        reader = LinearReader(keys: look.keys)
        let queue = queue
        journal = writer.map { JournalThread(writer: $0) { queue.post($0) } }
    }

    /// Verdicts in the session, for the last word.
    var verdictCount: Int { state.memory.verdicts.count }
    /// The language that the person left in.
    var language: Language { state.language }

    /// Opens, then answers lines until the person quits or the input ends. True when everything is saved.
    ///
    /// Throws what opening throws, and `ReaderWentAway`.
    func run(_ makeOpening: (@escaping @Sendable (Event) -> Void) -> ExploreOpening) throws -> Bool {
        send(.resized(rows: 20))
        try open(makeOpening)
        try tell(reader.greeting(state) + reader.tell(from: ExplorerState(language: state.language), to: state))
        do {
            while isRunning, let line = nextLine() { try answer(line) }
        } catch {
            finish()
            _ = journal?.finish(within: 3)
            throw error
        }
        finish()
        return journal?.finish(within: 3) ?? true
    }

    private func nextLine() -> String? {
        if isatty(STDIN_FILENO) == 1 { try? StandardOutput.write("> ") }
        return readLine(strippingNewline: true)?.withoutByteOrderMark
    }

    /// The end of the input is as good as "quit".
    private func finish() {
        if isRunning { send(.run(.quit)) }
    }

    // MARK: Opening

    private final class Outcome: Sendable {
        let kept = Mutex<(isDone: Bool, error: (any Error)?)>((false, nil))
    }

    private func open(_ makeOpening: (@escaping @Sendable (Event) -> Void) -> ExploreOpening) throws {
        let (queue, machine, outcome) = (queue, machine, Outcome())
        let opening = makeOpening { queue.post($0) }
        let thread = Thread {
            var failure: (any Error)?
            do { try opening.run(machine) } catch { failure = error }
            let found = failure
            outcome.kept.withLock { $0 = (true, found) }
            queue.wake()
        }
        thread.stackSize = 8 << 20
        thread.start()
        while true {
            queue.wait()
            let (isDone, error) = outcome.kept.withLock { $0 }
            try receive()
            if let error { throw error }
            if isDone { return }
        }
    }

    private func receive() throws {
        for event in queue.drain() {
            if case .progress(let progress?) = event { try tell(progress) }
            send(event)
        }
    }

    /// Progress by tenths, so that a long run says a few lines.
    private func tell(_ progress: Explorer.Progress) throws {
        guard progress.total > 0 else { return }
        let share = progress.done * Self.tellingSteps / progress.total
        guard share != lastShare else { return }
        lastShare = share
        try tell([linearProgress(progress, state)])
    }

    // MARK: Lines

    private func answer(_ line: String) throws {
        try receive()
        if state.judge != nil { send(.clock(Double(DispatchTime.now().uptimeNanoseconds) / 1e9)) }
        var before = state
        before.notice = nil
        switch reader.read(line, state) {
        case .say(let lines): try tell(lines)
        case .events(let events):
            for event in events { send(event) }
            let notice = state.notice
            if isRunning { send(.idle) }
            state.notice = notice
            try tell(reader.tell(from: before, to: state))
        }
    }

    private func tell(_ lines: [String]) throws {
        for line in lines { try StandardOutput.write(line.onOneLine + "\n") }
    }

    private func send(_ event: Event) {
        let (next, effects) = reduce(state, event)
        state = next
        for effect in effects { perform(effect) }
    }

    private func perform(_ effect: Effect) {
        switch effect {
        case .record(let act, let sequence):
            let time = Journal.timestamp(Date())
            journal?.add(SessionEntry(sequence: sequence, time: time, rater: look.rater, act: act))
        case .quit: isRunning = false
        case .share(let name):
            let surroundings = Surroundings(columns: 120, rows: 36, theme: Theme(inks: .plain), keys: look.keys)
            send(ViewWriter(command: look.command).write(state, in: surroundings, name: name))
        // There is no screen that could show these.
        case .picture, .enlarge, .mouse, .suspend, .redraw: break
        default: if let event = machine.answer(effect, isCancelled: { false }) { send(event) }
        }
    }
}
