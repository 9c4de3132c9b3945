// The explorer on a terminal. Everything that can be wrong with flags and files ends in words and status 2 with the
// terminal as it was.
import ArgumentParser
import Domain
import Explorer
import Files
import Foundation
import InstanceIndex
import Logging
import Retrieval
import Sessions
import Synchronization
import Terminal

extension Language: ExpressibleByArgument {}
extension SessionRole: ExpressibleByArgument {}

struct ExploreCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explore", abstract: "Search, look and judge on the terminal: the cursor on a result shows why.",
        discussion: """
            Without files the bundled demo is opened. DIR is a folder with a catalog.csv, or any folder of pictures; \
            it is indexed beside the screen, once. Everything done is saved in a session as it happens.
            """)

    @Argument(help: ArgumentHelp("Folder of pictures to explore.", valueName: "dir"))
    var directory: String?

    @OptionGroup var files: ModelFiles
    @OptionGroup var drawing: DrawingFlags
    @OptionGroup var comparing: CompareFlags
    @OptionGroup var place: ViewFlags
    @OptionGroup var keyFile: KeyFlags

    @Option(name: .long, help: ArgumentHelp("Catalog (CSV) to index and explore.", valueName: "csv"))
    var catalog: String?

    @OptionGroup var reading: CatalogFlags

    @Option(name: .long, help: ArgumentHelp("Session file (JSON Lines).", valueName: "file"))
    var session: String?

    @Option(name: .long, help: "Who is judging.")
    var rater: String?

    @Option(name: .long, help: ArgumentHelp("Questions to check: JSON lines, or plain words, one to a line.", valueName: "file"))
    var queries: String?

    @Flag(name: .long, help: "Start with the two-minute tour.")
    var tour = false

    @Option(name: .long, help: ArgumentHelp("Queue to judge, blind (made by 'eclip queue').", valueName: "queue"))
    var judge: String?

    @Option(name: .long, help: "Grades instead of the queue's: binary, 0-3, or names between commas, worst first.")
    var scale: String?

    @Option(name: .long, help: "reader writes nothing, judge sees nothing of the model (needs --judge), editor does all.")
    var role: SessionRole?

    @Option(name: .long, help: "Language of the screen: en or ja.")
    var lang: Language?

    @Flag(name: .long, help: "Leave the mouse to the terminal's own selection.")
    var noMouse = false

    @Option(name: .long, help: "How the zoom draws: auto, kitty, iterm2, sixel or blocks.")
    var zoom = PixelPreference.auto

    @Flag(name: .long, help: "A conversation in lines instead of a screen, for screen readers and scripts.")
    var linear = false

    func validate() throws {
        if directory != nil, catalog != nil { throw ValidationError("Name a folder or a --catalog, not both.") }
        if files.index != nil, directory != nil || catalog != nil {
            throw ValidationError("An --index is explored as it is: leave out the folder and --catalog.")
        }
        if role == .judge, judge == nil { throw ValidationError("--role judge: no queue (expected --judge QUEUE)") }
        if let role, role != .judge, judge != nil {
            throw ValidationError("--judge with --role \(role.rawValue) (expected --role judge)")
        }
        let named: [(String, String?)] = [
            ("--queries", queries), ("--judge", judge), ("--keys", keyFile.keys), ("--catalog", catalog), ("--session", session),
            ("--checkpoint", files.checkpoint), ("--index", files.index),
        ] + comparing.named
        for (flag, path) in named where ["-", "/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"].contains(path ?? "") {
            throw ValidationError("\(flag) \(path ?? "-"): standard input is what is typed here (expected a file, or <(...))")
        }
        if scale != nil, judge == nil { throw ValidationError("--scale: no --judge to use it for") }
        if let scale, JudgeScale(scale) == nil {
            throw ValidationError("--scale: \(scale) (expected binary, 0-3, or names between commas, worst first)")
        }
    }

    func run() throws {
        let environment = ProcessInfo.processInfo.environment
        let source = try source()
        let keys = try keyFile.keyMap(environment)
        var queue = try judge.map(QueueFile.read(path:))
        if let scale = scale.flatMap({ JudgeScale($0) }) { queue?.scale = scale }
        if let judge, let queue { try check(queue, named: judge, on: source) }
        if case .run(let run, let name)? = source.other, let index = source.index {
            let store = try IndexStore(at: index)
            try run.check(named: name, against: index) { try store.position(of: $0) != nil }
        }
        guard linear || isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 else {
            throw InputFault(
                "explore", TerminalFault.notATerminal.description, expected: "a terminal; see --linear and eclip search")
        }
        if !linear { try asked { try TerminalSession.check(terminalOptions(environment)) } }
        let path = try session ?? Self.defaultSession(environment)
        if let session { try Self.checkFolder(of: session) }
        let inputs = [judge, queries, catalog, source.checkpoint, source.index, keyFile.keys] + comparing.named.map(\.1)
        if role != .reader { try OutputFile.check(path, isNoneOf: inputs) }
        let writer = role == .reader ? nil : try sessionWriter(path)
        let contents = try writer?.opened ?? Journal.read(path: path)
        let look = ExploreLook(
            rung: drawing.rung, language: lang ?? Self.language(contents) ?? Language(of: environment),
            rater: rater ?? environment["USER"] ?? "me", command: reopening, keys: keys, mouse: !noMouse, zoom: zoom,
            environment: environment, role: role ?? (queue == nil ? .editor : .judge), queue: queue,
            session: writer?.path, namesSession: session != nil)
        if linear {
            try talk(source, contents, writer: writer, look: look)
        } else {
            try show(source, contents, writer: writer, look: look, environment: environment)
        }
    }

    /// A queue of other photos is refused before the screen is up. Throws `InputFault`.
    private func check(_ queue: JudgeQueue, named path: String, on source: ExploreSource) throws {
        guard let index = source.index else { return }
        let store = try IndexStore(at: index)
        let isAny = try queue.items.prefix(200).contains { try store.position(of: $0.image) != nil }
        if !isAny { throw InputFault(path, "none of its photos is in \(index)", expected: "the --index that it was made with") }
    }

    private func talk(
        _ source: ExploreSource, _ contents: JournalContents, writer: JournalWriter?, look: ExploreLook
    ) throws {
        let questions = try queries.map(QuestionList.init(path:))
        let runtime = LinearRuntime(look: look, writer: writer)
        let isSaved = try runtime.run { post in opening(source, questions, contents, look: look, post: post) }
        try end(isSaved, writer, runtime.verdictCount, runtime.language)
    }

    private func opening(
        _ source: ExploreSource, _ questions: QuestionList?, _ contents: JournalContents, look: ExploreLook,
        post: @escaping @Sendable (Event) -> Void
    ) -> ExploreOpening {
        ExploreOpening(
            source: source, language: look.language, memory: contents.memory, note: Self.note(contents, look.language),
            address: place.address, tour: tour, questions: questions, post: post)
    }

    /// A reader has nothing to save.
    private func end(_ isSaved: Bool, _ writer: JournalWriter?, _ verdicts: Int, _ language: Language) throws {
        guard let writer else { return }
        guard isSaved else { throw InputFault(writer.path, "the last acts of the session could not be saved") }
        StandardError.note(
            language == .en
                ? "session saved in \(writer.path), \(verdicts) \(verdicts == 1 ? "verdict" : "verdicts")"
                : "セッションを \(writer.path) に保存しました。判定 \(verdicts) 件")
    }

    private func source() throws -> ExploreSource {
        let hasOwn = directory != nil || catalog != nil
        for path in [directory, catalog].compactMap({ $0 }) where !FileManager.default.fileExists(atPath: path) {
            throw InputFault(path, "no such file or folder")
        }
        return ExploreSource(
            checkpoint: try files.checkpointPath(), index: hasOwn ? nil : try files.indexPath(), catalog: catalog,
            folder: directory, columns: try reading.names(), other: try comparing.other())
    }

    /// What opens these files again.
    private var reopening: [String] {
        let named = [("--checkpoint", files.checkpoint), ("--index", files.index), ("--catalog", catalog)]
            + comparing.named
        return ["eclip", "explore"] + [directory].compactMap { $0 }
            + named.flatMap { flag, path in path.map { [flag, $0] } ?? [] } + reading.named
    }

    /// The language a session was left in; nil for a new one.
    private static func language(_ contents: JournalContents) -> Language? {
        for entry in contents.entries.reversed() {
            if case .looked(let look) = entry.act { return look.language }
        }
        return nil
    }

    private func show(
        _ source: ExploreSource, _ contents: JournalContents, writer: JournalWriter?, look: ExploreLook,
        environment: [String: String]
    ) throws {
        let questions = try queries.map(QuestionList.init(path:))
        let terminal = try asked { try TerminalSession(terminalOptions(environment)) }
        let mailbox = Mailbox<Event>()
        let machine = ExploreMachine()
        let failure = Failure()
        let opening = opening(source, questions, contents, look: look) { mailbox.post($0) }
        let wake: @Sendable () -> Void = { mailbox.post(.progress(nil)) }
        Self.start(opening, machine, failure, wake)
        let runtime = ExploreRuntime(
            session: terminal, look: look, mailbox: mailbox, machine: machine, writer: writer)
        let isSaved = runtime.run { failure.error != nil }
        terminal.close()
        if let error = failure.error { throw error }
        try end(isSaved, writer, runtime.verdictCount, runtime.language)
    }

    private func terminalOptions(_ environment: [String: String]) -> TerminalOptions {
        TerminalOptions(
            colour: drawing.color, environment: environment, logPath: Self.logPath(environment), mouse: !noMouse)
    }

    /// What a terminal refuses, in words with advice. Throws `InputFault`.
    private func asked<Answer>(_ ask: () throws -> Answer) throws -> Answer {
        do {
            return try ask()
        } catch let fault as TerminalFault {
            throw InputFault("terminal", fault.description, expected: Self.advice(on: fault))
        }
    }

    /// What to type instead; nil where the fault says it.
    private static func advice(on fault: TerminalFault) -> String? {
        let linear = "eclip explore --linear, which needs no screen"
        return switch fault {
        case .unknownTerminal, .cannotMoveCursor:
            "a terminal that terminfo knows: TERM=xterm-256color eclip explore (in tmux and screen: TERM=screen-256color), or \(linear)"
        case .notATerminal: linear
        case .tooSmall, .refused: nil
        }
    }

    private static func defaultSession(_ environment: [String: String]) throws -> String {
        try defaultSessionPath(workingDirectory: FileManager.default.currentDirectoryPath, environment: environment) { path in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
        }
    }

    /// A mistyped path must not found a folder. Throws `InputFault` where there is none.
    private static func checkFolder(of session: String) throws {
        var isFolder: ObjCBool = false
        let place = folder(of: session)
        guard FileManager.default.fileExists(atPath: place, isDirectory: &isFolder), isFolder.boolValue else {
            throw InputFault(place, "no such folder", expected: "an existing folder for the session")
        }
    }

    /// The log of the screen's time, where stderr goes; nil when its folder cannot be made.
    private static func logPath(_ environment: [String: String]) -> String? {
        guard let folder = PersonalFolder.state.path(environment) else { return nil }
        let isMade =
            (try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)) != nil
        return isMade ? folder + "/explore.log" : nil
    }

    /// What the journal lost, in words; nil when it is whole.
    private static func note(_ contents: JournalContents, _ language: Language) -> String? {
        guard !contents.notes.isEmpty else { return nil }
        return contents.notes.prefix(3).map { note -> String in
            if !note.isTornEnd { return "line \(note.line): \(note.problem)" }
            return language == .en
                ? "line \(note.line) was torn and dropped" : "\(note.line) 行目は途中で切れていたため読みませんでした"
        }.joined(separator: language.stop)
    }

    /// An error of the opening thread, for the loop to end with.
    private final class Failure: Sendable {
        private let kept = Mutex<(any Error)?>(nil)

        var error: (any Error)? { kept.withLock { $0 } }
        func keep(_ error: any Error) { kept.withLock { $0 = error } }
    }

    private static func start(
        _ opening: ExploreOpening, _ machine: ExploreMachine, _ failure: Failure, _ wake: @escaping @Sendable () -> Void
    ) {
        let thread = Thread {
            // stderr is the log while the screen is up.
            let log = Logger(label: "eclip.explore") { StreamLogHandler.standardError(label: $0) }
            do {
                log.info("opening \(opening.source.index ?? opening.source.catalog ?? opening.source.folder ?? "")")
                try opening.run(machine)
            } catch {
                log.error("\(error)")
                failure.keep(error)
                wake()
            }
        }
        thread.name = "opening"
        thread.stackSize = 8 << 20
        thread.start()
    }
}
