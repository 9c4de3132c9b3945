// What a training run has to say: a bar with losses, speed and time left; lines for what is worth keeping; a log.
import Domain
import Evaluation
import Files
import Foundation
import Synchronization
import Training

/// Safe to call from any thread.
final class TrainingWords: Sendable {
    private let reading = ProgressLine("reading pictures")
    private let training = Mutex<ProgressLine?>(nil)
    private let log: FileHandle?
    private let picture: OutputFile?
    private let curves: Mutex<RunCurves>
    /// What the disk refused, said once.
    private let refused = Mutex<Set<String>>([])

    /// - Parameter inputs: what the run reads, and what else it writes.
    /// Throws `InputFault` when the log cannot be written.
    init(log file: OutputFile?, beside inputs: [String]) throws {
        guard let file else {
            (log, picture) = (nil, nil)
            curves = Mutex(RunCurves())
            return
        }
        log = try file.openedForAppending()
        // A device has no past to draw, and nothing beside it.
        let isFile = file.isReplaceable
        let past = isFile ? try? RunCurves(log: file.path) : nil
        curves = Mutex(past ?? RunCurves())
        picture = isFile ? try Self.pictureFile(beside: file, hasPast: past != nil, inputs) : nil
    }

    /// The picture of the curves lies beside the log. One that is there before the log was begun is somebody's own.
    private static func pictureFile(beside log: OutputFile, hasPast: Bool, _ inputs: [String]) throws -> OutputFile {
        let path = RunPictures.path(forLog: log.path)
        guard hasPast || !FileManager.default.fileExists(atPath: path) else {
            throw InputFault(path, "is there already, and the curves of the log would replace it", expected: "another --log")
        }
        return try OutputFile(path, as: .picture, reading: inputs)
    }

    @Sendable func report(_ event: TrainingEvent) {
        switch event {
        case .caching(let done, let total): reading.update(done, of: total)
        case .unreadable(let faults):
            finish()
            for fault in faults.prefix(20) { StandardError.note("\(fault) (left out)") }
            if faults.count > 20 { StandardError.note("\(faults.count - 20) more pictures left out") }
        case .cutShort(let notes):
            finish()
            for note in notes.prefix(20) { StandardError.note("\(note) (kept)") }
            if notes.count > 20 { StandardError.note("\(notes.count - 20) more pictures kept that end early") }
        case .cut(let usable, let refused): say(CutOutWords.line(usable: usable, refused: refused))
        case .prepared(let products, let pictures, let heldOut, let pieces, _):
            say("\(products) products, \(pictures) photos, \(heldOut) held out, \(pieces) word pieces")
        case .stepped(let step):
            keep(Self.json(step))
            bar.update(step.step, of: step.planned ?? 0, note: Self.note(step))
        case .validated(let step, let figures):
            keep(Self.json(step, figures))
            draw()
            say("step \(step): \(Self.words(figures))")
        case .revived(let step, let queries):
            keep(.object([("step", .int(step)), ("revived_queries", .array(queries.map(JSON.int)))]))
            say("step \(step): no title found \(queries.count == 1 ? "query" : "queries") \(queries.map(InstanceReading.name).joined(separator: " ")); begun again beside the busiest")
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
    private func keep(_ entry: JSON) {
        let text = entry.text
        curves.withLock { $0.add(text) }
        attempt("the log") { try log?.write(contentsOf: Data((text + "\n").utf8)) }
    }

    /// The curves so far as a picture beside the log, whole or not at all.
    private func draw() {
        let curves = curves.withLock { $0 }
        // A picture of nothing would stand in the way of the next run's.
        guard let picture, !curves.isEmpty else { return }
        attempt(picture.path) { try picture.write(Data(RunPictures.png(curves))) }
    }

    private func attempt(_ what: String, _ write: () throws -> Void) {
        do { try write() } catch {
            guard refused.withLock({ $0.insert(what).inserted }) else { return }
            say("\(what) cannot be written: \((error as NSError).localizedDescription)")
        }
    }

    /// The curves to their end, and for a person who watched a plot; a pipe has the log.
    func plot() {
        draw()
        guard StandardError.isTerminal else { return }
        let lines = RunPictures.lines(
            curves.withLock { $0 }, columns: StandardError.columns, braille: Self.speaksUnicode)
        for line in lines { StandardError.write(drawn: line + "\n") }
        if let picture, isRegular(picture.path) { StandardError.note("curves: \(picture.path)") }
    }

    static var speaksUnicode: Bool {
        let environment = ProcessInfo.processInfo.environment
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].compactMap { environment[$0] }.first { !$0.isEmpty } ?? ""
        return locale.uppercased().contains("UTF")
    }

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
            ("dead_queries", .array(figures.deadQueries.map(JSON.int))),
            ("background_queries", .array(figures.backgroundQueries.map(JSON.int))),
            ("map_spread", .optional(figures.mapSpread)),
        ])
    }

    private static func words(_ figures: ValidationFigures) -> String {
        let size = "\(figures.queries) held-out titles, \(figures.gallery) scenes"
        return "\(size): by instances \(figures.instance.words), by the global vector R@10 "
            + String(format: "%.3f", figures.global.r10)
    }
}
