// What a training run has to say: a bar with losses, speed and time left; lines for what is worth keeping; a log.
import Domain
import Evaluation
import Foundation
import Synchronization
import Training

/// Safe to call from any thread.
final class TrainingWords: Sendable {
    private let reading = ProgressLine("reading pictures")
    private let training = Mutex<ProgressLine?>(nil)
    private let log: FileHandle?

    /// Throws `InputFault` when the log cannot be written.
    init(log path: String?) throws {
        guard let path else {
            log = nil
            return
        }
        try checkWritable(path)
        if !FileManager.default.fileExists(atPath: path) { _ = FileManager.default.createFile(atPath: path, contents: nil) }
        guard let handle = FileHandle(forWritingAtPath: path) else { throw InputFault(path, "cannot be written") }
        handle.seekToEndOfFile()
        log = handle
    }

    @Sendable func report(_ event: TrainingEvent) {
        switch event {
        case .caching(let done, let total): reading.update(done, of: total)
        case .unreadable(let faults):
            finish()
            for fault in faults.prefix(20) { StandardError.note("\(fault) (left out)") }
            if faults.count > 20 { StandardError.note("\(faults.count - 20) more pictures left out") }
        case .cut(let usable, let refused): say(CutOutWords.line(usable: usable, refused: refused))
        case .prepared(let products, let pictures, let heldOut, let pieces, _):
            say("\(products) products, \(pictures) photos, \(heldOut) held out, \(pieces) word pieces")
        case .stepped(let step):
            keep(Self.json(step))
            bar.update(step.step, of: step.planned ?? 0, note: Self.note(step))
        case .validated(let step, let figures):
            keep(Self.json(step, figures))
            say("step \(step): \(Self.words(figures))")
        case .saved(let path, let step): keep(.object([("step", .int(step)), ("saved", .string(path))]))
        }
    }

    func finish() {
        reading.finish()
        training.withLock { $0?.finish() }
    }

    /// Made at the first step, so that its estimate of the time left knows nothing of the reading.
    private var bar: ProgressLine {
        training.withLock { line in
            if let line { return line }
            reading.finish()
            let made = ProgressLine("training")
            line = made
            return made
        }
    }

    private func say(_ words: String) {
        finish()
        StandardError.note(words)
    }

    /// A log on a full disk is a loss, but not one worth ending a run for.
    private func keep(_ entry: JSON) { try? log?.write(contentsOf: Data((entry.text + "\n").utf8)) }

    private static func note(_ step: StepReport) -> String {
        let names = step.losses.keys.filter { $0 != "total" }.sorted()
        let parts = (["total"] + names).compactMap { name in
            step.losses[name].map { "\(name == "total" ? "loss" : name) \(String(format: "%.2f", $0))" }
        }
        return parts.joined(separator: " ") + String(format: "  %.0f pictures/s", step.picturesPerSecond)
    }

    private static func json(_ step: StepReport) -> JSON {
        let losses = step.losses.sorted { $0.key < $1.key }.map { ($0.key, JSON.float($0.value)) }
        return .object([
            ("step", .int(step.step)), ("planned", .optional(step.planned)), ("losses", .object(losses)),
            ("pictures_per_second", .number(step.picturesPerSecond)), ("cpu_seconds", .number(step.cpuSeconds)),
            ("rate", .float(step.rate)), ("gradient_norm", .float(step.gradientNorm)),
        ])
    }

    private static func json(_ step: Int, _ figures: ValidationFigures) -> JSON {
        .object([
            ("step", .int(step)), ("queries", .int(figures.queries)), ("gallery", .int(figures.gallery)),
            ("instance", figures.instance.json), ("global", figures.global.json),
        ])
    }

    private static func words(_ figures: ValidationFigures) -> String {
        let size = "\(figures.queries) held-out titles, \(figures.gallery) scenes"
        return "\(size): by instances \(figures.instance.words), by the global vector R@10 "
            + String(format: "%.3f", figures.global.r10)
    }
}
