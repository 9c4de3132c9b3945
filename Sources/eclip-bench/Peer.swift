// The same work in Python: a process that is told a line and answers with one JSON line. It stays up between the
// rounds, so that neither its start nor its warm-up is measured.
import Foundation

/// A peer that is not there, or went away: its reason.
struct PeerFault: Error, CustomStringConvertible {
    let description: String
}

final class Peer {
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private var pending = Data()
    /// Its name and version.
    private(set) var name = ""

    /// Starts `Peers/<script>` and waits until it is ready. Throws `PeerFault`.
    init(python: String, script: String, _ arguments: [String]) throws {
        let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Peers/" + script).path
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [python, path] + arguments
        process.standardInput = input
        process.standardOutput = output
        do { try process.run() } catch { throw PeerFault(description: "\(python): \(error.localizedDescription)") }
        name = try answer()["ready"] as? String ?? ""
    }

    deinit { process.terminate() }

    /// Says a line and gives the answer.
    func ask(_ line: String) throws -> [String: Any] {
        try input.fileHandleForWriting.write(contentsOf: Data((line + "\n").utf8))
        return try answer()
    }

    /// The milliseconds the work of a line took there.
    func milliseconds(_ line: String) throws -> Double {
        guard let spent = try ask(line)["ms"] as? Double else { throw PeerFault(description: "no time in the answer") }
        return spent
    }

    private func answer() throws -> [String: Any] {
        while true {
            if let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
                let line = pending[pending.startIndex..<end]
                pending = Data(pending[(end + 1)...])
                guard let value = try? JSONSerialization.jsonObject(with: line) as? [String: Any] else { continue }
                return value
            }
            let more = output.fileHandleForReading.availableData
            guard !more.isEmpty else { throw PeerFault(description: "the peer ended before it answered") }
            pending += more
        }
    }
}
