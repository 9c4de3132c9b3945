// The real program on a pseudo-terminal: keys in, bytes out with the time they came, and the terminal's settings before
// and after. It draws nothing: who wants a screen runs tmux.
import Foundation
import Glibc

/// Bytes that came from the program, and when.
package struct OutputChunk: Sendable {
    package let bytes: [UInt8]
    /// Milliseconds on the machine's steady clock.
    package let time: Double
}

/// A pseudo-terminal with a program on it.
package final class PseudoTerminal {
    private let master: Int32
    /// Kept open, so that the settings outlive the program and reading does not fail at its end.
    private let slave: Int32
    package let child: ChildProcess
    /// When the program was started, milliseconds on the steady clock.
    package let startTime: Double
    private let settingsBefore: termios
    /// Everything read so far, or the end of it.
    package private(set) var transcript: [UInt8] = []
    /// How much of the transcript is kept at least, in bytes; nil keeps all.
    package var keeps: Int?

    package init(
        _ path: String, _ arguments: [String], environment: [String: String], columns: Int = 80, rows: Int = 24,
        cell: (width: Int, height: Int) = (0, 0)
    ) throws {
        master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
        guard let device = Self.unlocked(master) else { throw SpawnFault(description: "no pseudo-terminal") }
        slave = open(device, O_RDWR | O_NOCTTY | O_CLOEXEC)
        Self.setSize(of: master, columns: columns, rows: rows, cell: cell)
        settingsBefore = Self.settings(of: slave)
        startTime = milliseconds()
        child = try ChildProcess(
            path, arguments, environment: environment,
            files: [.terminal(device), .terminal(device), .terminal(device)], ownSession: true)
    }

    deinit {
        child.signal(SIGKILL)
        _ = child.statusIfEnded()
        close(master)
        close(slave)
    }

    package func write(_ text: String) { write(Array(text.utf8)) }

    package func write(_ all: [UInt8]) {
        var bytes = all[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { Glibc.write(master, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            bytes = bytes.dropFirst(count)
        }
    }

    /// Writes while it reads: a program that is busy writing takes nothing in, and then both would wait for each other.
    package func send(_ all: [UInt8], limit: Double = 20_000) {
        var bytes = all[...]
        let end = milliseconds() + limit
        let flags = fcntl(master, F_GETFL)
        _ = fcntl(master, F_SETFL, flags | O_NONBLOCK)
        defer { _ = fcntl(master, F_SETFL, flags) }
        while !bytes.isEmpty, milliseconds() < end {
            let count = bytes.withUnsafeBytes { Glibc.write(master, $0.baseAddress, min(256, $0.count)) }
            if count > 0 { bytes = bytes.dropFirst(count) }
            _ = read(timeout: count > 0 ? 0 : 5)
        }
    }

    /// Reads until nothing came for `quiet` milliseconds.
    package func drain(quiet: Double, limit: Double) {
        let end = milliseconds() + limit
        while milliseconds() < end, read(timeout: quiet) != nil {}
    }

    package func resize(columns: Int, rows: Int) {
        Self.setSize(of: master, columns: columns, rows: rows)
        child.signal(SIGWINCH)
    }

    /// The next bytes, or nil when none came for `timeout` milliseconds.
    package func read(timeout: Double) -> OutputChunk? {
        var waiting = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        guard poll(&waiting, 1, Int32(max(0, timeout.rounded(.up)))) > 0 else { return nil }
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = Glibc.read(master, &buffer, buffer.count)
        guard count > 0 else { return nil }
        transcript += buffer[..<count]
        if let keeps, transcript.count > 4 * keeps { transcript.removeFirst(transcript.count - keeps) }
        return OutputChunk(bytes: Array(buffer[..<count]), time: milliseconds())
    }

    /// Reads until nothing came for `quiet` milliseconds. Gives all chunks.
    package func readUntilQuiet(_ quiet: Double, limit: Double = 5_000) -> [OutputChunk] {
        let end = milliseconds() + limit
        var chunks: [OutputChunk] = []
        while milliseconds() < end, let chunk = read(timeout: quiet) { chunks.append(chunk) }
        return chunks
    }

    /// Reads until the output since `start` (an index into `transcript`) holds `words`; nil after `limit` milliseconds
    /// or when the program ended. Gives the time at which the last needed byte came.
    package func read(until words: String, since start: Int = 0, limit: Double = 10_000) -> Double? {
        let end = milliseconds() + limit, needle = Array(words.utf8)
        var looked = max(0, start)
        while true {
            if transcript.count > looked, Self.find(needle, in: transcript[looked...]) { return milliseconds() }
            looked = max(looked, transcript.count - needle.count)
            guard milliseconds() < end else { return nil }
            if read(timeout: min(50, end - milliseconds())) == nil, kill(child.identifier, 0) != 0 { return nil }
        }
    }

    private static func find(_ needle: [UInt8], in hay: ArraySlice<UInt8>) -> Bool {
        guard needle.count <= hay.count else { return false }
        return hay.indices.dropLast(needle.count - 1).contains { hay[$0...].starts(with: needle) }
    }

    /// Reads on until the program ends; kills it after `seconds`.
    package func waitForEnd(seconds: Double = 20) -> Int32 {
        let end = milliseconds() + seconds * 1_000
        while milliseconds() < end {
            _ = read(timeout: 10)
            if let status = child.statusIfEnded() {
                _ = readUntilQuiet(5)
                return status
            }
        }
        return child.waitForEnd(seconds: 0)
    }

    /// The terminal's settings are what they were before the program started.
    package var isRestored: Bool {
        let now = Self.settings(of: slave), then = settingsBefore
        return now.c_iflag == then.c_iflag && now.c_oflag == then.c_oflag && now.c_lflag == then.c_lflag
            && now.c_cflag == then.c_cflag
    }

    /// The last switch between the screens, if there was one, went back to the ordinary one.
    package var isOnOrdinaryScreen: Bool {
        let text = String(decoding: transcript, as: UTF8.self)
        let entered = text.range(of: "\u{1b}[?1049h", options: .backwards)?.lowerBound
        let left = text.range(of: "\u{1b}[?1049l", options: .backwards)?.lowerBound
        guard let entered else { return true }
        return left.map { $0 > entered } ?? false
    }

    /// Everything the program wrote, as text.
    package var text: String { String(decoding: transcript, as: UTF8.self) }

    /// The path of the other end. The two requests are TIOCSPTLCK and TIOCGPTN, whose macros do not reach Swift.
    private static func unlocked(_ master: Int32) -> String? {
        var lock: Int32 = 0, number: UInt32 = 0
        guard master >= 0, ioctl(master, 0x4004_5431, &lock) == 0, ioctl(master, 0x8004_5430, &number) == 0 else {
            return nil
        }
        return "/dev/pts/\(number)"
    }

    private static func settings(of descriptor: Int32) -> termios {
        var settings = termios()
        tcgetattr(descriptor, &settings)
        return settings
    }

    private static func setSize(
        of descriptor: Int32, columns: Int, rows: Int, cell: (width: Int, height: Int) = (0, 0)
    ) {
        var size = winsize(
            ws_row: UInt16(rows), ws_col: UInt16(columns), ws_xpixel: UInt16(columns * cell.width),
            ws_ypixel: UInt16(rows * cell.height))
        _ = ioctl(descriptor, UInt(TIOCSWINSZ), &size)
    }
}

/// The machine's steady clock in milliseconds.
package func milliseconds() -> Double {
    var now = timespec()
    clock_gettime(CLOCK_MONOTONIC, &now)
    return Double(now.tv_sec) * 1_000 + Double(now.tv_nsec) / 1_000_000
}
