// The explorer's loop: the main thread owns the terminal and the state, turns keys into events, effects into work for
// the helpers, and draws when something changed. Nothing here waits for the machine.
import Domain
import Engraving
import Explorer
import Foundation
import Interface
import Screen
import Sessions
import Synchronization
import Terminal

/// How the screen is to be drawn, as far as the person said so.
struct ExploreLook {
    /// The rung asked for; nil lets the terminal decide.
    var rung: GlyphRung?
    var language: Language
    var rater: String
    /// `eclip explore` and the files it was given.
    var command = ["eclip", "explore"]
    var keys = KeyMap.standard
    /// Read the mouse from the start.
    var mouse = true
    /// How the zoom sends pixels.
    var zoom = PixelPreference.auto
    var environment: [String: String] = [:]
    var role = SessionRole.editor
    /// Pairs to judge, as the file has them; nil to browse.
    var queue: JudgeQueue?
    /// The session's file; nil for a reader.
    var session: String?
    /// The person named it.
    var namesSession = false

    /// The state that the explorer begins in.
    func beginning() -> ExplorerState {
        var state = ExplorerState(language: language, rater: rater, role: role, queue: queue)
        let home = environment["HOME"] ?? ""
        state.sessionPath = session.map { home.count > 1 && $0.hasPrefix(home + "/") ? "~" + $0.dropFirst(home.count) : $0 }
        state.tellsSession = !namesSession && session != nil
        return state
    }
}

/// What the helpers share.
final class ExploreMachine: Sendable {
    private let engine = Mutex<(any ExplorerEngine)?>(nil)
    private let pinned = Mutex<(image: String, words: any LiveWords)?>(nil)

    func open(_ engine: any ExplorerEngine) { self.engine.withLock { $0 = engine } }

    /// The event an effect ends in; nil for none.
    /// - Parameter meanwhile: hears events on the way there.
    func answer(
        _ effect: Effect, isCancelled: () -> Bool, meanwhile: @escaping (Event) -> Void = { _ in }
    ) -> Event? {
        guard let engine = engine.withLock({ $0 }) else { return nil }
        if case .pin(let image) = effect { return pin(image, engine) }
        return engine.answer(effect, pinned: words(for: effect), isCancelled: isCancelled, meanwhile: meanwhile)
    }

    private func words(for effect: Effect) -> (any LiveWords)? {
        guard case .shine(let image, _, _) = effect else { return nil }
        return pinned.withLock { $0?.image == image ? $0?.words : nil }
    }

    private func pin(_ image: String, _ engine: any ExplorerEngine) -> Event {
        do {
            let words = try engine.pin(image: image)
            pinned.withLock { $0 = (image, words) }
            return .pinned(image: image)
        } catch {
            return .pinFailed(image: image, String(describing: error))
        }
    }
}

/// The running explorer.
final class ExploreRuntime {
    private let session: TerminalSession
    private let look: ExploreLook
    private let mailbox: Mailbox<Event>
    private let machine: ExploreMachine
    private let answers: EffectWorker
    private let pictures: EffectWorker
    /// What nobody waits for: a question of the person's own never stands behind it.
    private let counting: EffectWorker
    /// nil for a reader.
    private let journal: JournalThread?
    private var pixels: PixelZoom
    private var state: ExplorerState
    private var isRunning = true
    private var isSettled = true
    private var needsDrawing = true

    /// Milliseconds without a key after which the question and the look are written down.
    private static let pause = 400

    init(
        session: TerminalSession, look: ExploreLook, mailbox: Mailbox<Event>, machine: ExploreMachine,
        writer: JournalWriter?
    ) {
        self.session = session
        self.look = look
        self.mailbox = mailbox
        self.machine = machine
        state = look.beginning()
        state.pointer.isOn = look.mouse
        pixels = PixelZoom(session: session, preference: look.zoom, environment: look.environment) { mailbox.wake() }
        let perform = Self.performer(machine, mailbox)
        // A scan wants every core; the frame that shows the key comes first.
        answers = EffectWorker(name: "search", niceness: 3, perform: perform)
        pictures = EffectWorker(name: "pictures", niceness: 6, perform: perform)
        counting = EffectWorker(name: "counting", niceness: 10, perform: perform)
        journal = writer.map { JournalThread(writer: $0) { mailbox.post($0) } }
    }

    private static func performer(
        _ machine: ExploreMachine, _ mailbox: Mailbox<Event>
    ) -> @Sendable (Effect, () -> Bool) -> Void {
        { effect, isCancelled in
            let last = machine.answer(effect, isCancelled: isCancelled) { mailbox.post($0) }
            if let last { mailbox.post(last) }
        }
    }

    /// Verdicts in the session, for the last word.
    var verdictCount: Int { state.memory.verdicts.count }
    /// The language that the person left in.
    var language: Language { state.language }

    /// Runs until the person quits or the terminal goes. True when everything is saved.
    func run(failure: () -> Bool = { false }) -> Bool {
        fitRows()
        while isRunning, !failure() {
            if needsDrawing, !session.inputIsWaiting { paint() }
            handle(session.next(timeoutMilliseconds: isSettled ? nil : Self.pause))
        }
        return journal?.finish(within: 3) ?? true
    }

    private func paint() {
        needsDrawing = false
        if !pixels.show(state, in: surroundings) { session.paint(draw(state, in: surroundings)) }
    }

    private var surroundings: Surroundings {
        let facts = session.facts
        let best = GlyphRung.best(depth: facts.depth, unicode: facts.isUnicode, widths: facts.widths)
        let inks = Inks(
            rung: look.rung ?? best, depth: facts.depth, background: facts.background ?? RGB(0, 0, 0),
            widths: facts.widths)
        return Surroundings(columns: facts.columns, rows: facts.rows, theme: Theme(inks: inks), keys: look.keys)
    }

    // MARK: Events

    private func handle(_ event: TerminalEvent) {
        switch event {
        case .key(.resize): fitRows()
        case .key(let key):
            isSettled = false
            if state.judge != nil { send(.clock(Double(DispatchTime.now().uptimeNanoseconds) / 1e9)) }
            if let event = self.event(for: key) { send(event) }
        case .wake:
            isSettled = false
            needsDrawing = true
            for event in mailbox.drain() { send(event) }
        case .idle:
            isSettled = true
            send(.idle)
        case .resumed:
            // Curses takes its screen back with a frame; pixels go on it afterwards.
            pixels.clear()
            session.paint(draw(state, in: surroundings))
            needsDrawing = true
        case .learned: needsDrawing = true
        case .end: send(.run(.quit))
        }
        if case .resumed = event { fitRows() }
    }

    private func event(for key: Key) -> Event? {
        guard case .mouse(let mouse) = key else { return look.keys.event(for: key, in: state) }
        return state.pointer.isOn ? MouseMap.event(for: mouse, in: state, surroundings: surroundings) : nil
    }

    private func send(_ event: Event) {
        let (next, effects) = reduce(state, event)
        state = next
        needsDrawing = true
        for effect in effects { perform(effect) }
        fitRows()
    }

    /// Tells the explorer how many rows its list has on this screen.
    private func fitRows() {
        needsDrawing = true
        let plan = layout(state, columns: session.facts.columns, rows: session.facts.rows)
        if let plan, plan.listRows != state.pageRows { send(.resized(rows: plan.listRows)) }
    }

    private func perform(_ effect: Effect) {
        switch effect {
        case .probe(.region), .countFacets, .glance: counting.add(effect)
        case .cancel(let kind): counting.cancel(kind)
        case .picture, .enlarge, .pin, .probe: pictures.add(effect)
        case .record(let act, let sequence):
            let time = Journal.timestamp(Date())
            journal?.add(SessionEntry(sequence: sequence, time: time, rater: look.rater, act: act))
        case .suspend:
            session.suspend()
            fitRows()
        case .share(let name): send(ViewWriter(command: look.command).write(state, in: surroundings, name: name))
        case .mouse(let isOn): session.reportMouse(isOn)
        case .redraw: session.redraw()
        case .quit: isRunning = false
        default: answers.add(effect)
        }
    }
}
