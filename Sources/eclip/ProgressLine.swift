// How far a long command is: a bar that redraws itself on a terminal, now and then a line elsewhere. Always on stderr.
import Domain
import Foundation
import Synchronization

/// Safe to call from any thread; draws at most ten times a second.
final class ProgressLine: Sendable {
    private struct State {
        var lastDrawn: Date
        var isDrawn = false
        var percent = -1
    }

    private let what: String
    private let isTerminal = StandardError.isTerminal
    private let started = Date()
    private let state: Mutex<State>

    /// - Parameter what: what is being done, in a word: "indexing".
    init(_ what: String) {
        self.what = what
        state = Mutex(State(lastDrawn: isTerminal ? .distantPast : started))
    }

    /// - Parameters:
    ///   - done, total: in the same unit; a total of 0 is unknown.
    ///   - note: what else to say, short: "412 pictures/s".
    func update(_ done: Int, of total: Int, note: String = "") {
        state.withLock { state in
            let now = Date(), percent = total > 0 ? done * 100 / total : 0
            let isDue = now.timeIntervalSince(state.lastDrawn) >= (isTerminal ? 0.1 : 15)
            guard isDue || (done == total && state.percent != percent) else { return }
            state.lastDrawn = now
            state.percent = percent
            state.isDrawn = true
            let words = line(done, total, note)
            if isTerminal { StandardError.overwriteLine(clipped(words)) } else { StandardError.write(words + "\n") }
        }
    }

    /// Takes the bar away, so that what comes next starts on a line of its own.
    func finish() {
        state.withLock { state in
            if isTerminal, state.isDrawn { StandardError.overwriteLine("") }
            state.isDrawn = false
        }
    }

    private func line(_ done: Int, _ total: Int, _ note: String) -> String {
        var parts = [what]
        if isTerminal, total > 0 { parts.append(bar(Double(done) / Double(total))) }
        parts.append(total > 0 ? "\(done)/\(total)" : "\(done)")
        if !note.isEmpty { parts.append(note) }
        if let left = secondsLeft(done, total) { parts.append(Self.words(seconds: left) + " left") }
        return parts.joined(separator: "  ")
    }

    private func bar(_ share: Double) -> String {
        let width = 20, full = min(width, max(0, Int(share * Double(width))))
        return "[" + String(repeating: "#", count: full) + String(repeating: ".", count: width - full) + "]"
    }

    /// Nothing in the first two seconds: an estimate from so little is noise.
    private func secondsLeft(_ done: Int, _ total: Int) -> Double? {
        let elapsed = Date().timeIntervalSince(started)
        guard done > 0, done < total, elapsed > 2 else { return nil }
        return elapsed / Double(done) * Double(total - done)
    }

    /// 75 seconds is "1 min 15 s".
    static func words(seconds: Double) -> String {
        let whole = Int(seconds.rounded(.up))
        if whole < 60 { return "\(whole) s" }
        return whole < 3_600 ? "\(whole / 60) min \(whole % 60) s" : "\(whole / 3_600) h \(whole % 3_600 / 60) min"
    }

    private func clipped(_ words: String) -> String { String(words.prefix(max(10, StandardError.columns - 1))) }
}
