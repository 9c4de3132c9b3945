// The terminal while the screen is up: one synchronous loop of events for the thread that opened it. Keys are read
// before anything is waited for, workers wake the loop through a mailbox, signals through a descriptor.
import CNcurses
import Screen

#if canImport(Glibc)
    import Glibc
#endif

/// What the loop gets.
package enum TerminalEvent: Equatable, Sendable {
    /// A key, a paste, the mouse, or a new size (`Key.resize`).
    case key(Key)
    /// A mailbox holds something.
    case wake
    /// The program was stopped and continued; the whole screen is drawn anew with the next frame.
    case resumed
    /// The terminal answered late: `session.facts` changed.
    case learned
    /// A signal asks for the end (SIGTERM, SIGINT, SIGHUP), or the terminal is gone (SIGHUP).
    case end(signal: Int32)
    /// The time given passed without anything else.
    case idle
}

/// What is known about the terminal.
package struct TerminalFacts: Equatable, Sendable {
    package var columns, rows: Int
    package var depth: ColourDepth
    /// nil: not known, dark is a good guess.
    package var background: RGB?
    package var widths: TextWidth
    /// Does the terminal draw UTF-8? Its own answer, else the person's locale.
    package var isUnicode: Bool
}

/// How to open.
package struct TerminalOptions: Sendable {
    package var colour: ColourPreference
    package var environment: [String: String]
    /// A file that takes what is written to stderr while the screen is up; nil: memory.
    package var logPath: String?
    package var mouse: Bool
    /// The smallest window that can be used.
    package var minimumColumns, minimumRows: Int
    /// How long the first frame may wait for the terminal's answers (ms); 0 asks nothing. Later answers come as events.
    package var answerMilliseconds: Int

    package init(
        colour: ColourPreference = .auto, environment: [String: String], logPath: String? = nil, mouse: Bool = true,
        minimumColumns: Int = 40, minimumRows: Int = 10, answerMilliseconds: Int = 30
    ) {
        self.colour = colour
        self.environment = environment
        self.logPath = logPath
        self.mouse = mouse
        self.minimumColumns = minimumColumns
        self.minimumRows = minimumRows
        self.answerMilliseconds = answerMilliseconds
    }
}

/// The open terminal. Belongs to one thread; `close` or the end of the process gives the terminal back.
package final class TerminalSession {
    package private(set) var facts: TerminalFacts
    package var painter: Painter
    private var answers = TerminalAnswers()
    private var asked = false
    private let isInsideTmux: Bool
    private let source = CursesSource()

    /// Opens the screen.
    /// - Throws: `TerminalFault`; the terminal is then as it was.
    package init(_ options: TerminalOptions) throws {
        let (name, isDirectEntry) = try Self.name(for: options)
        var size = (rows: Int32(0), columns: Int32(0))
        glass_size(&size.rows, &size.columns)
        guard size.columns >= options.minimumColumns, size.rows >= options.minimumRows else {
            throw TerminalFault.tooSmall(
                columns: Int(size.columns), rows: Int(size.rows), neededColumns: options.minimumColumns,
                neededRows: options.minimumRows)
        }
        var found = glass_facts()
        let log = options.logPath.map { open($0, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600) } ?? -1
        try Self.check(glass_open(name, log, options.mouse ? 1 : 0, &found), name: name)
        let depth = ColourDecision.depth(
            options.colour, environment: options.environment, colours: Int(found.colours),
            hasDirectEntry: isDirectEntry && found.is_direct != 0)
        facts = TerminalFacts(
            columns: Int(found.columns), rows: Int(found.rows), depth: depth,
            background: ColourDecision.background(environment: options.environment), widths: .standard,
            isUnicode: found.locale_is_unicode != 0)
        painter = Painter(depth: depth, isDirect: found.is_direct != 0)
        isInsideTmux = options.environment["TMUX"] != nil
        ask(options, terminal: name)
    }

    deinit { glass_close() }

    /// Gives the terminal back. Later calls do nothing.
    package func close() { glass_close() }

    /// Shows a grid.
    package func paint(_ grid: Grid) { painter.paint(grid) }

    /// Sends the whole screen again with the next frame.
    package func redraw() { painter.forget() }

    /// The next event.
    /// - Parameter timeoutMilliseconds: how long to wait before `.idle`; nil waits for ever.
    package func next(timeoutMilliseconds: Int? = nil) -> TerminalEvent {
        while true {
            if let event = signalEvent() ?? keyEvent() { return event }
            let ready = Int(glass_wait(timeoutMilliseconds.map { Int32(clamping: $0) } ?? -1))
            if ready == 0 && timeoutMilliseconds != nil { return .idle }
            if ready & GLASS_WOKEN != 0 && ready & GLASS_INPUT_READY == 0 {
                glass_take_wakes()
                return .wake
            }
            if ready & GLASS_GONE != 0 { return .end(signal: SIGHUP) }
        }
    }

    /// Reads the mouse, or leaves it to the terminal.
    package func reportMouse(_ isOn: Bool) { glass_report_mouse(isOn ? 1 : 0) }

    /// Is input waiting? A loop may skip drawing between keys that are already there.
    package var inputIsWaiting: Bool { Int(glass_wait(0)) & GLASS_INPUT_READY != 0 }

    /// Stops the job as ^Z in a shell does; comes back when it is continued.
    package func suspend() {
        glass_suspend()
        painter.forget()
        measure()
    }
}

// MARK: - opening

extension TerminalSession {
    private static func check(_ answer: Int32, name: String) throws {
        switch Int(answer) {
        case GLASS_OPEN: return
        case GLASS_NOT_A_TERMINAL: throw TerminalFault.notATerminal
        case GLASS_UNKNOWN: throw TerminalFault.unknownTerminal(name: name)
        case GLASS_CANNOT_MOVE: throw TerminalFault.cannotMoveCursor(name: name)
        default: throw TerminalFault.refused
        }
    }

    /// Can a screen be opened on this kind of terminal? Asked before anything is written for it. Throws `TerminalFault`.
    package static func check(_ options: TerminalOptions) throws { _ = try name(for: options) }

    /// The first terminfo name that works, and whether it is the direct-colour form.
    private static func name(for options: TerminalOptions) throws -> (String, Bool) {
        let term = options.environment["TERM"] ?? ""
        let direct = ColourDecision.wantsDirect(options.colour, environment: options.environment)
        var worst = GLASS_UNKNOWN
        for name in ColourDecision.names(for: term, direct: direct) {
            let answer = Int(glass_knows(name))
            if answer == GLASS_OPEN { return (name, name.hasSuffix("-direct")) }
            if answer != GLASS_UNKNOWN { worst = answer }
        }
        try check(Int32(worst), name: term)
        throw TerminalFault.refused
    }

    /// Asks the terminal about itself and waits a moment; what was typed meanwhile is given back.
    private func ask(_ options: TerminalOptions, terminal: String) {
        guard options.answerMilliseconds > 0, terminal != "linux", !terminal.hasPrefix("vt") else { return }
        asked = true
        ask(TerminalAnswers.questions, milliseconds: options.answerMilliseconds)
        learn()
    }

    /// Asks and reads answers until the fence comes or the time is over; what was typed meanwhile is given back.
    private func ask(_ questions: String, milliseconds: Int) {
        answers.isComplete = false
        _ = glass_ask(questions, Int32(questions.utf8.count))
        var rest: [UInt8] = []
        var typed: [UInt8] = []
        let clock = ContinuousClock()
        let end = clock.now + .milliseconds(milliseconds)
        while !answers.isComplete, clock.now < end, typed.count < 80 {
            let left = (end - clock.now).components.attoseconds / 1_000_000_000_000_000
            var bytes = [UInt8](repeating: 0, count: 256)
            let count = glass_answer(&bytes, 64, Int32(max(1, left)))
            let sifted = answers.sift(rest + bytes[0..<Int(count)])
            typed += sifted.typed
            rest = sifted.rest
        }
        let unread = typed + rest
        glass_unread(unread, Int32(unread.count))
    }

    /// Asks whether the terminal draws pixels. Waits a moment, once: the answer comes with the next round trip or never.
    package func askAboutPixels() -> TerminalAnswers {
        if asked { ask(PixelDecision.questions, milliseconds: Self.pixelPatience) }
        return answers
    }

    private static let pixelPatience = 300

    /// A cell in pixels: what the kernel knows of the window, else what the terminal answered.
    package var cellPixels: (width: Int, height: Int)? {
        var (width, height) = (Int32(0), Int32(0))
        glass_pixels(&width, &height)
        if width > 0, height > 0, facts.columns > 0, facts.rows > 0 {
            return (max(1, Int(width) / facts.columns), max(1, Int(height) / facts.rows))
        }
        return answers.cell.map { ($0.width, $0.height) }
    }

    /// Writes bytes as they are while curses waits. What curses believes is on the screen is wrong from then on: call
    /// `redraw` before the next frame.
    package func writeBesideCurses(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { buffer in
            _ = glass_ask(buffer.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(buffer.count))
        }
    }

    /// Takes the terminal's answers into the facts; true when they changed.
    @discardableResult
    private func learn() -> Bool {
        let old = facts
        if let background = answers.background { facts.background = background }
        if let isWide = answers.ambiguousIsWide { facts.widths = TextWidth(ambiguousIsWide: isWide) }
        // tmux reads UTF-8 whatever the terminal around it can draw, so there the locale has the last word.
        if let isUnicode = answers.isUnicode, !isInsideTmux { facts.isUnicode = isUnicode }
        return facts != old
    }
}

// MARK: - events

extension TerminalSession {
    private func signalEvent() -> TerminalEvent? {
        let signals = Int(glass_take_signals())
        if signals == 0 { return nil }
        if signals & GLASS_TERMINATE != 0 { return .end(signal: SIGTERM) }
        if signals & GLASS_HANGUP_SIGNAL != 0 { return .end(signal: SIGHUP) }
        if signals & GLASS_INTERRUPT != 0 { return .end(signal: SIGINT) }
        if signals & GLASS_STOP != 0 {
            suspend()
            return .resumed
        }
        if signals & GLASS_CONTINUED != 0 {
            glass_resume()
            painter.forget()
            measure()
            return .resumed
        }
        return signals & GLASS_RESIZED != 0 ? resized() : nil
    }

    /// A new size, when it is one.
    private func resized() -> TerminalEvent {
        measure()
        glass_resize(Int32(facts.rows), Int32(facts.columns))
        painter.forget()
        return .key(.resize(columns: facts.columns, rows: facts.rows))
    }

    private func measure() {
        var rows: Int32 = 0
        var columns: Int32 = 0
        glass_size(&rows, &columns)
        facts.rows = Int(rows)
        facts.columns = Int(columns)
    }

    private func keyEvent() -> TerminalEvent? {
        while let input = source.read(patienceMilliseconds: 0) {
            switch KeyDecoder.decode(input, from: source) {
            case .key(.character("z", .control)):
                suspend()
                return .resumed
            case .key(.character(let letter, [])) where Int(glass_waiting()) >= PasteReader.flood:
                return .key(.paste(PasteReader.flood(after: letter, from: source)))
            case .key(let key): return .key(key)
            case .sequence(let sequence):
                if asked && answers.take(sequence) && learn() { return .learned }
            case .nothing: break
            }
        }
        return nil
    }
}
