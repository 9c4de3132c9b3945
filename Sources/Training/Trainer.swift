// The run: cache, tokenizer, steps, measurements, checkpoints, an end. It reports facts as events; words and bars are the
// command's. Everything it decides depends on steps, never on the clock, so that a resumed run is the unbroken one.
import Catalog
import Domain
import Foundation
import Networks
import Preprocessing
import Tensors

package final class Trainer {
    /// Go on although more than 5 % of the pictures cannot be read.
    package var skipsBadPictures = false
    private let options: TrainingOptions
    private let output: String
    private let set: TrainingSet
    private let catalog: CatalogFile
    private let tokenizer: Tokenizer
    private var trainee: Trainee
    private var record: RunRecord
    private var history: RunHistory
    /// The best weights so far where they are not the newest.
    private var best: ECLIP?
    private let earlierCPU: Double
    private let startCPU = ProcessorTime.seconds
    /// The step that this process began with and the CPU seconds then: decoding the cache is not a step's cost.
    private var begin = (step: 0, cpu: 0.0)
    /// The same all through a run, and not for nothing.
    private var knownWords: [String] = []
    private var statisticsJSON: String?
    private var recentTerms: [String: Float] = [:]

    /// Steps whose cost decides how many fit into `--minutes`.
    private static let measuredSteps = 40
    private static let reportInterval = 50
    /// Random numbers for revived queries: far from the streams of batches and of the start.
    private static let revivalStream: UInt64 = 1 << 41

    /// A new run, or one that starts from another checkpoint's weights and tokenizer. With `options.pieces` the start's
    /// tokenizer gives way to one learned from these titles: the words are another shop's, the eyes are kept.
    /// - Throws: `InputFault` when the catalog leaves nothing to train on, or `start` has other encoders.
    package init(_ catalog: CatalogFile, name: String, output: String, options: TrainingOptions, start: Checkpoint?) throws {
        self.options = options
        self.output = output
        self.catalog = catalog
        set = try TrainingSet(catalog, splitBy: options.splitBy, name: name)
        var random = SeededGenerator.derived(from: options.seed, stream: 1 << 40)
        if let start, options.pieces == nil {
            tokenizer = try Tokenizer(json: start.tokenizerJSON)
        } else {
            let titles = set.allTitles
            tokenizer = try TokenizerTrainer.train(
                titles: titles, pieces: options.pieces ?? TokenizerTrainer.recommendedPieces(for: titles))
        }
        let configuration = try Self.configuration(options, start: start, vocabulary: tokenizer.vocabularySize)
        var model = ECLIP(configuration, using: &random)
        if let start { model.takeShared(from: start.model) }
        trainee = Trainee(
            model: model, evidence: configuration.hasInstances ? EvidenceHead(configuration, using: &random) : nil,
            optimizer: AdamW())
        record = RunRecord(
            options: options, step: 0, planned: options.steps, cpuSeconds: 0, catalogHash: catalog.hash,
            startedFrom: start?.lineage)
        history = RunHistory()
        earlierCPU = 0
    }

    /// The sizes of a new run's model: those of `start` or of the recipe, with what the options change.
    /// - Throws: `InputFault` where the changes do not fit the rest.
    private static func configuration(
        _ options: TrainingOptions, start: Checkpoint?, vocabulary: Int
    ) throws -> ModelConfiguration {
        let base = start?.model.configuration ?? options.configuration ?? ModelConfiguration()
        var sizes = (options.sizes ?? SizeOptions()).applied(to: base)
        sizes.vocabulary = vocabulary
        switch options.objective {
        case .global: sizes.queries = 0
        // A global-only start has no queries: an instance run gives it the recipe's.
        case .eclip where sizes.queries == 0: sizes.queries = ModelConfiguration().queries
        case .eclip: break
        }
        if let fault = sizes.fault { throw InputFault("the recipe's sizes", fault, expected: "sizes that fit the start") }
        return sizes
    }

    /// Goes on where `output`'s `.state` stopped.
    /// - Throws: `InputFault` when there is no state or the catalog is not the one it was trained on.
    package init(
        resuming output: String, catalog: CatalogFile, name: String, threads: Int, checkpointInterval: Double? = nil
    ) throws {
        let path = TrainingState.path(for: output)
        guard FileManager.default.fileExists(atPath: path) else {
            throw InputFault(path, "no such file, so there is nothing to go on with", expected: "an earlier eclip train --output \(output)")
        }
        let run = try TrainingState.read(path), saved = run.record
        guard saved.catalogHash == catalog.hash else {
            throw InputFault(
                name, "is not the catalog that \(path) was trained on: its SHA-256 is \(catalog.hash)",
                expected: saved.catalogHash)
        }
        var options = saved.options
        options.threads = threads
        options.checkpointInterval = checkpointInterval ?? options.checkpointInterval
        self.options = options
        self.output = output
        self.catalog = catalog
        trainee = run.trainee
        record = saved
        history = saved.history ?? RunHistory()
        best = run.best ?? (history.best?.step == saved.step ? run.trainee.model : nil)
        earlierCPU = saved.cpuSeconds
        tokenizer = try Tokenizer(json: run.tokenizerJSON)
        set = try TrainingSet(catalog, splitBy: options.splitBy, name: name)
    }

    /// Trains to the end, or until `shouldStop` says so; either way everything done so far is on disk.
    /// - Throws: `InputFault` for pictures that cannot be read, a disk that is full, a loss that is no number.
    package func run(
        report: @escaping @Sendable (TrainingEvent) -> Void, shouldStop: () -> Bool = { false }
    ) throws -> TrainingOutcome {
        let cache = try openCache(report)
        if !cache.faults.isEmpty { report(.unreadable(cache.faults.sorted { $0.key < $1.key }.map(\.value))) }
        if !cache.notes.isEmpty { report(.cutShort(cache.notes.sorted { $0.key < $1.key }.map(\.value))) }
        let bad = Set(cache.faults.keys), limit = trainee.model.configuration.tokenLimit
        let (set, composition) = try composed(cache, report)
        let batcher = Batcher(
            set, tokenizer: tokenizer, options: options, tokenLimit: limit, bad: bad, composition: composition)
        let validation = Validation(
            set, tokenizer: tokenizer, tokenLimit: limit, seed: options.seed, bad: bad, composition: composition)
        report(.prepared(
            products: set.productCount, pictures: set.pictureCount, heldOut: set.heldOut.count,
            pieces: tokenizer.vocabularySize, cleanSteps: batcher.cleanSteps))
        knownWords = KnownWords(titles: set.allTitles, languages: set.languages).words
        statisticsJSON = statistics(of: cache)
        let complete = try loop(RunWork(batcher: batcher, cache: cache, validation: validation, report: report), shouldStop)
        if !complete, record.step == 0 {
            try saveState()
            return outcome(isComplete: false, calibration: nil, after: nil)
        }
        let calibration = validation?.calibration(kept.model, cache, threads: options.threads)
        try save(report, calibration: calibration)
        let after = complete ? validation?.measure(kept.model, cache, threads: options.threads)?.figures : nil
        return outcome(isComplete: complete, calibration: calibration, after: after)
    }

    /// With `--compose`: the set that knows its clean shots, and where scenes come from.
    private func composed(
        _ cache: PixelCache, _ report: @escaping @Sendable (TrainingEvent) -> Void
    ) throws -> (TrainingSet, Composition?) {
        guard options.compose == true else { return (set, nil) }
        let cutOuts = try CutOutCache.open(
            pictures: set.pictures, wanted: set.studioCandidates, directory: catalog.directory, beside: output,
            key: catalog.hash, size: cache.size, threads: options.threads,
            progress: { report(.caching(done: $0, of: $1)) })
        let composing = set.composing(cutOuts)
        let composition = Composition(composing, cutOuts: cutOuts, cache: cache, seed: options.seed)
        report(.cut(usable: cutOuts.usable, refused: cutOuts.problems))
        guard !composition.isEmpty else {
            throw InputFault(
                catalog.path, "no photo of a product to train on can be cut out, so there is nothing to compose with",
                expected: "studio photos with a plain background, or no --compose")
        }
        return (composing, composition)
    }

    private func outcome(isComplete: Bool, calibration: Calibration?, after: ValidationFigures?) -> TrainingOutcome {
        TrainingOutcome(
            record: trainingRecord(calibration: calibration), isComplete: isComplete, steps: record.step,
            endedEarly: history.endedEarly, before: history.before, after: after)
    }

    /// What the steps of a run work with.
    private struct RunWork {
        let batcher: Batcher
        let cache: PixelCache
        let validation: Validation?
        let report: @Sendable (TrainingEvent) -> Void
    }

    private func openCache(_ report: @escaping @Sendable (TrainingEvent) -> Void) throws -> PixelCache {
        let name = catalog.path, pictures = set.pictures
        let lines = Dictionary(catalog.rows.map { ($0.image, $0.line) }, uniquingKeysWith: { first, _ in first })
        return try PixelCache.open(
            pictures: pictures, directory: catalog.directory, beside: output, key: catalog.hash,
            size: trainee.model.configuration.imageSize, threads: options.threads, toleratesMany: skipsBadPictures,
            located: { place, fault in
                let picture = pictures[place]
                return InputFault("\(name):\(lines[picture] ?? 0)", "image \(picture): \(fault.problem)")
            },
            progress: { report(.caching(done: $0, of: $1)) })
    }

    private func loop(_ work: RunWork, _ shouldStop: () -> Bool) throws -> Bool {
        var window = StepWindow()
        if record.step == 0, history.before == nil { try start(work) }
        var lastSave = ContinuousClock.now
        begin = (record.step, earlierCPU + ProcessorTime.seconds - startCPU)
        while record.step < record.planned ?? .max, !history.endedEarly {
            if shouldStop() { return false }
            let norm = try step(work.batcher, work.cache, &window)
            planSteps()
            if record.step % Self.reportInterval == 0 || record.step == record.planned {
                recentTerms = window.means
                work.report(.stepped(stepReport(window, norm)))
                window = StepWindow()
            }
            try window.leavingOut {
                if isMeasurementDue { measure(work) }
                guard ContinuousClock.now - lastSave > .seconds(options.checkpointInterval) else { return }
                try save(work.report, calibration: nil)
                lastSave = .now
            }
        }
        return true
    }

    /// What a run does before its first step. The first state lets a run that is killed early be resumed; what an older
    /// run of the same name left stands until there is something to put in its place.
    private func start(_ work: RunWork) throws {
        let before = ProcessorTime.seconds
        measure(work)
        history.cost = ProcessorTime.seconds - before
        if !FileManager.default.fileExists(atPath: TrainingState.path(for: output)) { try saveState() }
    }

    private var isMeasurementDue: Bool {
        guard let planned = record.planned else { return false }
        return record.step % RunHistory.interval(planned: planned) == 0 || record.step == planned
    }

    private func measure(_ work: RunWork) {
        guard let measured = work.validation?.measure(trainee.model, work.cache, threads: options.threads) else { return }
        history.add(measured, at: record.step, objective: options.objective)
        if history.best?.step == record.step { best = trainee.model }
        work.report(.validated(step: record.step, measured.figures))
        reviveQueries(measured.figures.uses, work)
        history.endedEarly = history.isHopeless(at: record.step, planned: record.planned ?? .max, patience: options.patience)
    }

    /// Another shop's photos leave some queries of the start without work. In the first half of a run those begin again beside
    /// the busiest; later there would be no time to grow apart.
    ///
    /// While clean shots alone are seen a few queries suffice, and those begun again would be begun again at every measurement.
    private func reviveQueries(_ uses: [QueryUse], _ work: RunWork) {
        let step = record.step
        guard options.revivesQueries == true, step == 0 || step >= work.batcher.cleanSteps, step <= (record.planned ?? .max) / 2
        else { return }
        var random = SeededGenerator.derived(from: options.seed, stream: Self.revivalStream + UInt64(record.step))
        let revived = trainee.model.reviveQueries(uses, using: &random)
        if !revived.isEmpty { work.report(.revived(step: record.step, queries: revived.map { $0 + 1 })) }
    }

    /// The weights worth shipping now, and their step.
    private var kept: (model: ECLIP, step: Int) {
        if let step = history.worthKeeping, let best { return (best, step) }
        return (trainee.model, record.step)
    }

    private func step(_ batcher: Batcher, _ cache: PixelCache, _ window: inout StepWindow) throws -> Float {
        let batch = batcher.batch(record.step), views = batch.views
        let inputs = onShards(batch.shards.count, threads: options.threads) { self.shardInput(batch.shards[$0], cache, batcher.composition) }
        let partner = inputs.enumerated().flatMap { shard, input in
            input.partner.map { $0 + inputs[..<shard].reduce(0) { $0 + $1.ids.count } }
        }
        let targets = ContrastTargets(
            products: views.map(\.product), partner: partner, queries: trainee.model.configuration.queries,
            conflicts: { batcher.conflict(views[$0], views[$1]) },
            furtherAnswers: { batcher.isFurtherAnswer(views[$0], views[$1]) })
        let gradients = trainee.gradients(
            inputs, targets: targets, weights: options.weights, ramp: options.distillationRamp(at: record.step),
            threads: options.threads)
        let norm = AdamW.norm(gradients.byName)
        try checkFinite(gradients, norm)
        let rate = options.rate(at: record.step, of: record.planned ?? .max)
        trainee.update(gradients.byName, norm: norm, rate: rate, options: options)
        record.step += 1
        record.cpuSeconds = earlierCPU + ProcessorTime.seconds - startCPU
        window.add(gradients, pictures: views.count)
        return norm
    }

    private func shardInput(_ views: [View], _ cache: PixelCache, _ composition: Composition?) -> ShardInput {
        let size = cache.size, stride = size * size * 3
        let pixels = Tensor(shape: [views.count, size, size, 3]) { target in
            for (i, view) in views.enumerated() {
                let slot = UnsafeMutableBufferPointer(start: target + i * stride, count: stride)
                view.write(from: cache, composition, into: slot)
            }
        }
        let middles = Dictionary(uniqueKeysWithValues: views.enumerated().compactMap { place, view in view.middle.map { (place, $0) } })
        let regions = Dictionary(uniqueKeysWithValues: views.enumerated().compactMap { place, view in view.region.map { (place, $0) } })
        return ShardInput(
            pixels: pixels, ids: views.map(\.ids), partner: Batch.partners(in: views), middles: middles, regions: regions)
    }

    private func checkFinite(_ gradients: Gradients, _ norm: Float) throws {
        let step = "step \(record.step + 1)"
        for (name, value) in gradients.terms where !value.isFinite {
            throw InputFault(step, "loss term \(name) is not a number", expected: "a lower rate or cleaner data; \(output) keeps the last checkpoint")
        }
        if !norm.isFinite {
            let name = gradients.byName.keys.sorted().first { gradients.byName[$0]?.firstNonFinite != nil } ?? "?"
            throw InputFault(step, "the gradient of \(name) is not a number", expected: "\(output) keeps the last checkpoint")
        }
    }

    /// Fixes the number of steps once their cost is known, and with it the cost of measuring.
    private func planSteps() {
        guard record.planned == nil, record.step == Self.measuredSteps, let minutes = options.minutes else { return }
        let perStep = max(1e-3, (record.cpuSeconds - begin.cpu) / Double(max(1, record.step - begin.step)))
        let left = (minutes * 60 - record.cpuSeconds) * 0.97
        // A short run measures ten times, a long one every 200 steps.
        let fitting = min((left - 10 * history.cost) / perStep, left / (perStep + history.cost / 200))
        record.planned = record.step + max(0, Int(fitting))
    }

    private func stepReport(_ window: StepWindow, _ norm: Float) -> StepReport {
        let perStep = window.seconds / Double(max(1, window.steps))
        return StepReport(
            step: record.step, planned: record.planned, losses: window.means,
            picturesPerSecond: Double(window.pictures) / max(window.seconds, 1e-9),
            secondsLeft: record.planned.map { Double($0 - record.step) * perStep }, cpuSeconds: record.cpuSeconds,
            rate: options.rate(at: record.step - 1, of: record.planned ?? .max), gradientNorm: norm)
    }

    private func trainingRecord(calibration: Calibration?) -> TrainingRecord {
        var result = TrainingRecord()
        result.objective = options.objective.rawValue
        result.steps = kept.step
        result.seed = options.seed
        result.catalogHash = record.catalogHash
        result.splitBy = options.splitBy.rawValue
        result.losses = recentTerms
        result.cpuSeconds = record.cpuSeconds
        result.calibration = calibration
        result.startedFrom = record.startedFrom
        return result
    }

    private func saveState() throws {
        record.history = history
        let other = history.best?.step == record.step ? nil : best
        try TrainingState.write(
            SavedRun(trainee: trainee, record: record, best: other, tokenizerJSON: tokenizer.json),
            to: TrainingState.path(for: output))
    }

    private func save(_ report: (TrainingEvent) -> Void, calibration: Calibration?) throws {
        try saveState()
        var checkpoint = Checkpoint(
            model: kept.model, tokenizerJSON: tokenizer.json, training: trainingRecord(calibration: calibration))
        checkpoint.knownWords = knownWords
        checkpoint.pictureStatisticsJSON = statisticsJSON
        try checkpoint.write(to: output)
        report(.saved(path: output, step: record.step))
    }

    /// Statistics over at most 2,000 of the training pictures.
    private func statistics(of cache: PixelCache) -> String? {
        var statistics = PictureStatistics()
        for place in stride(from: 0, to: cache.count, by: max(1, cache.count / 2000)) where cache.faults[place] == nil {
            statistics.add(cache.withPicture(place) { Array($0) }, size: cache.size)
        }
        return (try? JSONEncoder().encode(statistics)).map { String(decoding: $0, as: UTF8.self) }
    }
}
