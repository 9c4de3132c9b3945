// What a person feels: the real program on a pseudo-terminal, keys in, bytes out. "Frame" is the first byte the program
// writes after a key; "settled" is the last one before it falls silent, with results, picture and map on the screen.
import Foundation
import ProgramDriver

struct ScreenWork {
    let setup: BenchSetup
    /// Milliseconds of silence that end the opening: while a large index is read, nothing moves on the screen.
    var openingSilence = 600.0
    /// More than the word "saved" and the way to it take.
    private static let savedBytes = 60
    /// Milliseconds of silence that end an answer.
    private static let silence = 120.0
    private static let openingLimit = 60_000.0
    /// F8, F9 and the arrows as a terminal in keypad mode sends them; they work wherever the focus is.
    private static let clear = "\u{1b}[19~", pin = "\u{1b}[20~", down = "\u{1b}OB", up = "\u{1b}OA"

    /// How an answer to a key came.
    private struct Answer {
        var frame, settled: Double
        var bytes: Int
    }

    /// - Parameter suffix: behind the names of the figures, for another index than the demo's.
    func run(suffix: String = "") throws {
        try start(suffix)
        let terminal = try explorer()
        _ = terminal.readUntilQuiet(openingSilence, limit: Self.openingLimit)
        report(suffix, try drive(terminal))
        print(memory: terminal.child.identifier, suffix)
        end(terminal)
    }

    /// The same with an index of `instances` instances, alone and while the demo is indexed.
    func runInACrowd(_ instances: Int, demo: String) throws {
        let crowd = try CrowdedIndex(of: demo, index: setup.index, instances: instances)
        defer { crowd.remove() }
        try crowd.build()
        var crowded = setup
        crowded.index = crowd.path
        let work = ScreenWork(setup: crowded, openingSilence: 8_000), suffix = "_of_\(crowd.instances)"
        try work.run(suffix: suffix)
        try work.runWhileIndexing(suffix: suffix)
    }

    /// The same while the demo is indexed again and again on the same cores.
    func runWhileIndexing(suffix: String = "") throws {
        let output = NSTemporaryDirectory() + "/eclip-bench-\(getpid()).index"
        let arguments = IndexWork.arguments(setup, output: output).joined(separator: " ")
        let loop = "while rm -f \(output) && \(setup.program) \(arguments); do :; done"
        let job = try ChildProcess(
            "/bin/bash", ["-c", loop], environment: setup.environment,
            files: [.reading("/dev/null"), .writing("/dev/null"), .writing("/dev/null")], ownSession: true)
        defer {
            kill(-job.identifier, SIGKILL)
            _ = job.waitForEnd(seconds: 5)
            IndexWork.removeAll(output)
        }
        let terminal = try explorer()
        _ = terminal.readUntilQuiet(openingSilence, limit: Self.openingLimit)
        report(suffix + "_while_indexing", try drive(terminal))
        if job.statusIfEnded() != nil { throw PeerFault(description: "the indexing job failed: eclip \(arguments)") }
        end(terminal)
    }

    /// From the program's start to a screen with results on it, and to its first byte in the other screen.
    private func start(_ suffix: String) throws {
        var first: [Double] = [], settled: [Double] = []
        for _ in 0..<max(5, setup.rounds) {
            let terminal = try explorer()
            guard let shown = terminal.read(until: "\u{1b}[?1049h") else { throw PeerFault(description: terminal.text) }
            _ = shown
            let chunks = terminal.readUntilQuiet(openingSilence, limit: Self.openingLimit)
            // A frame arrives in as many pieces as the reader is fast; settings and questions before it are shorter.
            var received = 0
            let frame = chunks.first { chunk in
                received += chunk.bytes.count
                return received > 400
            }?.time ?? shown
            first.append(frame - terminal.startTime)
            // The word that says whether all is saved comes once the question has stood for a while; it is no result.
            let last = chunks.last { $0.bytes.count > Self.savedBytes } ?? chunks.last
            settled.append((last?.time ?? shown) - terminal.startTime)
            end(terminal)
        }
        Figure(name: "start_to_first_frame" + suffix, value: first.median, unit: "ms").print()
        Figure(name: "start_to_results" + suffix, value: settled.median, unit: "ms").print()
    }

    private func explorer() throws -> PseudoTerminal {
        let session = NSTemporaryDirectory() + "/eclip-bench-\(getpid())-\(UInt32.random(in: 0..<UInt32.max)).jsonl"
        return try PseudoTerminal(
            setup.program,
            ["explore", "--checkpoint", setup.checkpoint, "--index", setup.index, "--session", session, "--color", "256"],
            environment: setup.environment.merging(["TERM": "xterm-256color", "LANG": "C.UTF-8"]) { $1 })
    }

    private func end(_ terminal: PseudoTerminal) {
        terminal.write("\u{3}")
        _ = terminal.waitForEnd(seconds: 3)
    }

    private func press(_ key: String, on terminal: PseudoTerminal) -> Answer? {
        _ = terminal.readUntilQuiet(5, limit: 50)
        let start = milliseconds()
        terminal.write(key)
        let chunks = terminal.readUntilQuiet(Self.silence, limit: 3_000)
        guard let first = chunks.first, let last = chunks.last else { return nil }
        return Answer(
            frame: first.time - start, settled: last.time - start, bytes: chunks.reduce(0) { $0 + $1.bytes.count })
    }

    private typealias Measured = (typed: [Answer], moved: [Answer], pinned: [Answer])

    private func drive(_ terminal: PseudoTerminal) throws -> Measured {
        var measured: Measured = ([], [], [])
        for word in ["red bag", "blue shoe", "green cup", "#p12", "watch", "yellow hat"] {
            _ = press(Self.clear, on: terminal)
            measured.typed += word.compactMap { press(String($0), on: terminal) }
        }
        for round in 0..<4 {
            let key = round % 2 == 0 ? Self.down : Self.up
            measured.moved += (0..<12).compactMap { _ in press(key, on: terminal) }
        }
        _ = press(Self.pin, on: terminal)
        for word in [" red", " shoe", " bag"] { measured.pinned += word.compactMap { press(String($0), on: terminal) } }
        return measured
    }

    private func report(_ suffix: String, _ measured: Measured) {
        let all = measured.typed + measured.moved
        print("key_to_frame" + suffix, all.map(\.frame))
        print("key_to_results" + suffix, measured.typed.map(\.settled))
        print("cursor_to_map" + suffix, measured.moved.map(\.settled))
        print("word_to_pinned_map" + suffix, measured.pinned.map(\.settled))
        let bytes = measured.moved.map { Double($0.bytes) }
        Figure(name: "bytes_per_cursor_move" + suffix, value: bytes.median, unit: "bytes").print()
    }

    private func print(_ name: String, _ values: [Double]) {
        Figure(name: name + "_p50", value: values.percentile(0.5), unit: "ms").print()
        Figure(name: name + "_p99", value: values.percentile(0.99), unit: "ms").print()
    }

    private func print(memory process: Int32, _ suffix: String) {
        let status = (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM") } ?? ""
        let kilobytes = line.split(whereSeparator: { !$0.isNumber }).first.flatMap { Double($0) } ?? 0
        Figure(name: "explorer_peak_memory" + suffix, value: kilobytes / 1_024, unit: "MiB").print()
    }
}
