// A day at the keyboard in minutes: the real program on a pseudo-terminal takes random keys, pastes, clicks and windows of every
// size. It must not trap, not grow, and leave the terminal as it found it. Explorer and judge mode each in a program of its own.
import Foundation
import ProgramDriver

struct SoakWork {
    let setup: BenchSetup
    let keys: Int
    let seed: UInt64
    /// Where the program runs and writes: what it is told to save by chance lands here.
    private let folder: String

    /// The last tenth may hold so much more memory than the second, which has everything open once.
    private static let growth = 0.03
    /// Milliseconds of silence after which a burst counts as answered, and how long one waits for it.
    private static let silence = 4.0, patience = 400.0
    /// After so many bursts everything is waited for: searches, maps, what is saved.
    private static let restEvery = 400

    init(setup: BenchSetup, keys: Int, seed: UInt64) throws {
        (self.setup, self.keys, self.seed) = (setup, keys, seed)
        folder = try scratchFolder()
    }

    func run() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try sit("soak", [], keys, seed)
        try makeQueue()
        try sit("soak_judging", ["--judge", folder + "/pairs.queue", "--rater", "soak"], keys / 10, seed + 1)
    }

    private func makeQueue() throws {
        let asked = ["red bag", "blue shoe", "green cup", "yellow hat"].map { "{\"text\": \"\($0)\"}\n" }.joined()
        try Data(asked.utf8).write(to: URL(fileURLWithPath: folder + "/asked.jsonl"))
        let made = try runProgram(
            setup.program, ["queue", "--queries", folder + "/asked.jsonl", "--top", "50", "--output", folder + "/pairs.queue"] + files)
        guard made.status == 0 else { throw SoakFault(description: "no queue: \(made.errors)") }
    }

    private var files: [String] { ["--checkpoint", absolute(setup.checkpoint), "--index", absolute(setup.index)] }

    private func absolute(_ path: String) -> String { URL(fileURLWithPath: path).path }

    /// One program from start to end.
    private func sit(_ name: String, _ flags: [String], _ count: Int, _ seed: UInt64) throws {
        var keys = SoakKeys(seed: seed)
        let start = milliseconds(), terminal = try opened(name, flags)
        var memory: [Double] = [], sent = 0, bursts = 0
        while sent < count {
            if let size = keys.resize() { terminal.resize(columns: size.columns, rows: size.rows) }
            let burst = min(keys.burst(), count - sent)
            terminal.send((0..<burst).flatMap { _ in keys.key() })
            (sent, bursts) = (sent + burst, bursts + 1)
            try settle(terminal, bursts % Self.restEvery == 0, after: sent)
            while memory.count < sent * 100 / count { memory.append(Self.residentMemory(terminal.child.identifier)) }
        }
        let seconds = (milliseconds() - start) / 1_000
        try close(terminal)
        try report(name, memory, keys: sent, seconds)
    }

    private func opened(_ name: String, _ flags: [String]) throws -> PseudoTerminal {
        let settings = [
            "TERM": "xterm-256color", "LANG": "C.UTF-8", "HOME": folder, "XDG_STATE_HOME": folder, "XDG_CONFIG_HOME": folder,
            "SWIFT_BACKTRACE": "enable=no",
        ]
        let terminal = try PseudoTerminal(
            "/usr/bin/env", ["-C", folder, setup.program, "explore", "--session", folder + "/\(name).jsonl", "--lang", "en"] + files + flags,
            environment: setup.environment.merging(settings) { $1 })
        terminal.keeps = 1 << 16
        guard terminal.read(until: "\u{1b}[?1049h") != nil else { throw SoakFault(description: terminal.text) }
        _ = terminal.readUntilQuiet(600, limit: 20_000)
        return terminal
    }

    /// Waits for the answer; a long rest waits for everything.
    private func settle(_ terminal: PseudoTerminal, _ rests: Bool, after keys: Int) throws {
        terminal.drain(quiet: rests ? 250 : Self.silence, limit: rests ? 10_000 : Self.patience)
        if let status = terminal.child.statusIfEnded() {
            throw SoakFault(description: "the program ended with status \(status) after \(keys) keys of seed \(seed): \(tail(of: terminal))")
        }
    }

    private func tail(of terminal: PseudoTerminal) -> String { String(decoding: terminal.transcript.suffix(600), as: UTF8.self) }

    /// Leaves the way a person does, and looks at what is left behind.
    private func close(_ terminal: PseudoTerminal) throws {
        terminal.resize(columns: 80, rows: 24)
        terminal.drain(quiet: 700, limit: 20_000)
        // A key that was read together with an Escape before it is another key: a person presses again.
        for _ in 0..<5 where terminal.child.isRunning {
            terminal.send([3])
            terminal.drain(quiet: 1_500, limit: 4_000)
        }
        let status = terminal.waitForEnd(seconds: 20)
        guard status == 0 else { throw SoakFault(description: "the program ended with status \(status): \(tail(of: terminal))") }
        guard terminal.isRestored else { throw SoakFault(description: "the terminal's settings are not those before") }
        let text = String(decoding: terminal.transcript, as: UTF8.self)
        for mode in ["1049", "2004", "1000"] where text.range(of: "\u{1b}[?\(mode)l") == nil && text.range(of: ";\(mode)l") == nil {
            throw SoakFault(description: "mode \(mode) was left on: \(tail(of: terminal))")
        }
    }

    private func report(_ name: String, _ memory: [Double], keys: Int, _ seconds: Double) throws {
        let tenths = (0..<10).map { Array(memory[$0 * 10..<$0 * 10 + 10]).median }
        Figure(name: name + "_keys", value: Double(keys), unit: "keys").print()
        Figure(name: name + "_rate", value: Double(keys) / seconds, unit: "keys/s", isRate: true).print()
        for (place, value) in tenths.enumerated() { Figure(name: name + "_memory_tenth_\(place + 1)", value: value, unit: "MiB").print() }
        let growth = tenths[9] / tenths[1] - 1
        Figure(name: name + "_growth", value: growth * 100, unit: "%").print()
        guard growth <= Self.growth else {
            throw SoakFault(description: "\(name): \(tenths[9]) MiB in the last tenth, \(tenths[1]) in the second")
        }
    }

    /// MiB that a process has in memory.
    private static func residentMemory(_ process: Int32) -> Double {
        let status = (try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS") } ?? ""
        return (line.split(whereSeparator: { !$0.isNumber }).first.flatMap { Double($0) } ?? 0) / 1_024
    }
}

/// What a soak found.
struct SoakFault: Error, CustomStringConvertible {
    let description: String
}
