// The real program in a real terminal, for tests: tmux is the terminal, keys go in, the text of the screen comes out.
import Foundation
import ProgramDriver

/// A tmux server of its own with one window; it goes away with the value's owner.
final class TmuxScreen {
    private let socket = "eclip-test-\(UUID().uuidString.prefix(8))"
    private let tmux: String

    /// nil where there is no tmux.
    static var path: String? {
        let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":").map(String.init) ?? []
        return folders.map { $0 + "/tmux" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    init(tmux: String, columns: Int, rows: Int, command: String) throws {
        self.tmux = tmux
        _ = try run(["-f", "/dev/null", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", command])
    }

    deinit {
        _ = try? run(["kill-server"])
    }

    func press(_ keys: String...) throws { _ = try run(["send-keys"] + keys) }

    func type(_ text: String) throws { _ = try run(["send-keys", "-l", text]) }

    /// The rows of the screen as text.
    func lines() throws -> [String] {
        try run(["capture-pane", "-p"]).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// Kills what the window's shell runs, with the signal that no program can take.
    func kill() throws {
        let shell = try run(["display-message", "-p", "#{pane_pid}"]).filter(\.isNumber)
        let children = try String(contentsOfFile: "/proc/\(shell)/task/\(shell)/children", encoding: .utf8)
        for child in children.split(separator: " ").compactMap({ Int32($0) }) { Foundation.kill(child, SIGKILL) }
    }

    /// The first screen that fits, within 30 s.
    ///
    /// Throws `NotShown` with the last screen.
    func wait(_ what: String, until fits: ([String]) -> Bool) throws -> [String] {
        var last: [String] = []
        let end = Date(timeIntervalSinceNow: 30)
        while Date() < end {
            last = try lines()
            if fits(last) { return last }
            usleep(50_000)
        }
        throw NotShown(what: what, screen: last.joined(separator: "\n"))
    }

    struct NotShown: Error, CustomStringConvertible {
        let what: String
        let screen: String
        var description: String { "never seen: \(what)\n\(screen)" }
    }

    /// Not by Foundation's `Process`: it takes a child for running as long as anything the child started is, and the
    /// first tmux starts a server.
    private func run(_ arguments: [String]) throws -> String {
        try runProgram(tmux, ["-L", socket] + arguments).output
    }
}
