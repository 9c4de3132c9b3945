// Starts the real program as a shell would, and says how it ended. posix_spawn, so that benchmarks and tests see the
// program itself and not a framework's threads and pipes.
import Foundation
import Glibc

/// What could not be started, and the system's reason.
package struct SpawnFault: Error, CustomStringConvertible {
    package let description: String

    package init(description: String) { self.description = description }
}

/// One thing a child finds at a file descriptor.
package enum ChildFile: Sendable {
    /// A file opened for reading.
    case reading(String)
    /// A file opened for writing, created and emptied.
    case writing(String)
    /// Both: a terminal.
    case terminal(String)
    case closed
}

/// A running child.
package struct ChildProcess: Sendable {
    package let identifier: pid_t

    /// Starts `path`. `files` are descriptors 0, 1, 2. With `ownSession`, a terminal among them becomes its
    /// controlling terminal.
    package init(
        _ path: String, _ arguments: [String], environment: [String: String],
        files: [ChildFile], ownSession: Bool = false
    ) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (descriptor, file) in files.enumerated() { Self.add(file, at: Int32(descriptor), to: &actions) }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        // The threads of a test run block signals, and a child inherits that: it starts with none blocked.
        var none = sigset_t(), all = sigset_t()
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        let newSession: Int32 = ownSession ? 0x80 : 0  // POSIX_SPAWN_SETSID, hidden without _GNU_SOURCE
        posix_spawnattr_setflags(&attributes, Int16(newSession | 0x04 | 0x08))  // SETSIGDEF, SETSIGMASK
        var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
        var settings: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0)=\($1)") } + [nil]
        defer { (words + settings).forEach { free($0) } }
        var identifier: pid_t = 0
        let error = posix_spawn(&identifier, path, &actions, &attributes, &words, &settings)
        guard error == 0 else { throw SpawnFault(description: "\(path): \(String(cString: strerror(error)))") }
        self.identifier = identifier
    }

    private static func add(_ file: ChildFile, at descriptor: Int32, to actions: inout posix_spawn_file_actions_t) {
        switch file {
        case .reading(let path): posix_spawn_file_actions_addopen(&actions, descriptor, path, O_RDONLY, 0)
        case .writing(let path):
            posix_spawn_file_actions_addopen(&actions, descriptor, path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        case .terminal(let path): posix_spawn_file_actions_addopen(&actions, descriptor, path, O_RDWR, 0)
        case .closed: posix_spawn_file_actions_addclose(&actions, descriptor)
        }
    }

    package func signal(_ number: Int32) { kill(identifier, number) }

    /// It has not ended; its status stays to be asked for.
    package var isRunning: Bool {
        var facts = siginfo_t()
        return waitid(P_PID, id_t(identifier), &facts, WEXITED | WNOHANG | WNOWAIT) == 0 && facts.si_signo == 0
    }

    /// Exit status, or 128 plus the signal that ended it; nil while it runs.
    package func statusIfEnded() -> Int32? {
        var raw: Int32 = 0
        guard waitpid(identifier, &raw, WNOHANG) == identifier else { return nil }
        return Self.status(raw)
    }

    /// The most memory that the program has held so far, in kilobytes; nil once it has ended. (What `wait4` says of a child
    /// counts the memory of the parent it was made from.)
    package var peakKilobytes: Int? {
        guard let text = try? String(contentsOfFile: "/proc/\(identifier)/status", encoding: .utf8),
            let line = text.split(separator: "\n").first(where: { $0.hasPrefix("VmHWM:") })
        else { return nil }
        return line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first.flatMap { Int($0) }
    }

    /// Waits for the end; kills after `seconds` and then answers 137.
    /// - Parameter look: called again and again until then.
    package func waitForEnd(seconds: Double, look: () -> Void = {}) -> Int32 {
        let deadline = Date().addingTimeInterval(seconds)
        while Date() < deadline {
            look()
            if let status = statusIfEnded() { return status }
            usleep(2_000)
        }
        kill(identifier, SIGKILL)
        var raw: Int32 = 0
        waitpid(identifier, &raw, 0)
        return Self.status(raw)
    }

    private static func status(_ raw: Int32) -> Int32 {
        let signal = raw & 0x7f
        return signal == 0 ? (raw >> 8) & 0xff : 128 + signal
    }
}

/// How a program that needs no terminal ended.
package struct ProgramRun: Sendable {
    /// Exit status, 128 plus the signal that ended it, 137 when it took too long.
    package let status: Int32
    package let output: String
    package let errors: String
    /// The most memory it ever held, in MB; 0 where the system does not say.
    package let peakMegabytes: Int
}

/// Runs a program to its end with files for stdin, stdout and stderr, so that no pipe can fill up.
package func runProgram(
    _ path: String, _ arguments: [String], environment: [String: String] = ProcessInfo.processInfo.environment,
    input: ChildFile = .reading("/dev/null"), outputTo: String? = nil, seconds: Double = 60
) throws -> ProgramRun {
    let scratch = try scratchFolder()
    defer { try? FileManager.default.removeItem(atPath: scratch) }
    let output = outputTo ?? scratch + "/out", errors = scratch + "/err"
    let child = try ChildProcess(
        path, arguments, environment: environment, files: [input, .writing(output), .writing(errors)])
    var peak = 0
    let status = child.waitForEnd(seconds: seconds) { peak = max(peak, child.peakKilobytes ?? 0) }
    return ProgramRun(
        status: status, output: outputTo == nil ? contents(output) : "", errors: contents(errors),
        peakMegabytes: peak / 1024)
}

/// A fresh folder for one run, under the system's temporary folder.
package func scratchFolder() throws -> String {
    var template = Array((NSTemporaryDirectory() + "/eclip.XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else { throw SpawnFault(description: "no temporary folder") }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

private func contents(_ path: String) -> String {
    FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) } ?? ""
}

/// The program `name` beside the running test bundle or benchmark: SwiftPM puts all products into one folder.
package func builtProgram(_ name: String) -> String {
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    return URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent(name).path
}
