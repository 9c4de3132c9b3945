// The run: cache, tokenizer, steps, checkpoints, an end. It reports facts as events; words and bars are the command's.
import Catalog
import Domain
import Foundation
import Networks
import Preprocessing
import Tensors

/// Progress of a step.
package struct StepReport: Sendable {
    package var step: Int
    /// nil while `--minutes` is still measuring.
    package var planned: Int?
    /// Means over the steps since the last report, by the names of model.md.
    package var losses: [String: Float]
    package var picturesPerSecond: Double
    package var secondsLeft: Double?
    package var cpuSeconds: Double
    package var rate: Float
    package var gradientNorm: Float
}

package enum TrainingEvent: Sendable {
    case prepared(products: Int, pictures: Int, heldOut: Int, pieces: Int, cleanSteps: Int)
    case caching(done: Int, of: Int)
    case unreadable([InputFault])
    /// Photos that scenes are composed from, and those that cannot be cut out.
    case cut(usable: Int, refused: [CutOutProblem: Int])
    case stepped(StepReport)
    case validated(step: Int, ValidationFigures)
    case saved(path: String, step: Int)
}

package final class Trainer {
    private let options: TrainingOptions
    private let output: String
    private let set: TrainingSet
    private let catalog: CatalogFile
    private let tokenizer: Tokenizer
    private var trainee: Trainee
    private var record: RunRecord
    private let earlierCPU: Double
    private let startCPU = ProcessorTime.seconds
    /// CPU seconds when the first step began: decoding the cache is not a step's cost.
    private var firstStepCPU = 0.0
    private var recentTerms: [String: Float] = [:]

    /// Steps whose cost decides how many fit into `--minutes`.
    private static let measuredSteps = 40
    private static let reportInterval = 50

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
        var configuration = (options.sizes ?? SizeOptions()).applied(to: start?.model.configuration ?? options.configuration ?? ModelConfiguration())
        configuration.vocabulary = tokenizer.vocabularySize
        if options.objective == .global { configuration.queries = 0 }
        var model = ECLIP(configuration, using: &random)
        if let start { model.takeShared(from: start.model) }
        trainee = Trainee(
            model: model, evidence: configuration.hasInstances ? EvidenceHead(configuration, using: &random) : nil,
            optimizer: AdamW())
        record = RunRecord(
            options: options, step: 0, planned: options.steps, cpuSeconds: 0, catalogHash: catalog.hash,
            startedFrom: start?.identity)
        earlierCPU = 0
    }

    /// Goes on where `output`'s `.state` stopped.
    /// - Throws: `InputFault` when there is no state or the catalog is not the one it was trained on.
    package init(resuming output: String, catalog: CatalogFile, name: String, threads: Int) throws {
        let path = TrainingState.path(for: output)
        let (trainee, saved, json) = try TrainingState.read(path)
        guard saved.catalogHash == catalog.hash else {
            throw InputFault(name, "is not the catalog that \(path) was trained on", expected: "SHA-256 \(saved.catalogHash)")
        }
        var options = saved.options
        options.threads = threads
        self.options = options
        self.output = output
        self.catalog = catalog
        self.trainee = trainee
        record = saved
        earlierCPU = saved.cpuSeconds
        tokenizer = try Tokenizer(json: json)
        set = try TrainingSet(catalog, splitBy: options.splitBy, name: name)
    }

    /// Trains to the end, or until `shouldStop` says so; either way everything done so far is on disk.
    /// - Returns: the record of the run; `isComplete` is false when it was stopped early.
    /// - Throws: `InputFault` for pictures that cannot be read, a disk that is full, a loss that is no number.
    package func run(
        report: @escaping @Sendable (TrainingEvent) -> Void, shouldStop: () -> Bool = { false }
    ) throws -> (record: TrainingRecord, isComplete: Bool) {
        let size = trainee.model.configuration.imageSize
        let cache = try PixelCache.open(
            pictures: set.pictures, directory: catalog.directory, beside: output, key: catalog.hash, size: size,
            threads: options.threads, progress: { report(.caching(done: $0, of: $1)) })
        if !cache.faults.isEmpty { report(.unreadable(cache.faults.sorted { $0.key < $1.key }.map(\.value))) }
        let bad = Set(cache.faults.keys), limit = trainee.model.configuration.tokenLimit
        let (set, composition) = try composed(cache, report)
        let batcher = Batcher(
            set, tokenizer: tokenizer, options: options, tokenLimit: limit, bad: bad, composition: composition)
        let validation = Validation(
            set, tokenizer: tokenizer, tokenLimit: limit, seed: options.seed, bad: bad, composition: composition)
        report(.prepared(
            products: set.productCount, pictures: set.pictureCount, heldOut: set.heldOut.count,
            pieces: tokenizer.vocabularySize, cleanSteps: batcher.cleanSteps))
        let complete = try loop(batcher, cache, validation, report, shouldStop)
        try save(report, calibration: validation?.calibration(trainee.model, cache, threads: options.threads), cache)
        return (trainingRecord(calibration: nil), complete)
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

    private func loop(
        _ batcher: Batcher, _ cache: PixelCache, _ validation: Validation?,
        _ report: @escaping @Sendable (TrainingEvent) -> Void, _ shouldStop: () -> Bool
    ) throws -> Bool {
        var window = StepWindow()
        var lastSave = ContinuousClock.now
        firstStepCPU = earlierCPU + ProcessorTime.seconds - startCPU
        while record.step < record.planned ?? .max {
            if shouldStop() { return false }
            let norm = try step(batcher, cache, &window)
            planSteps()
            if record.step % Self.reportInterval == 0 || record.step == record.planned {
                recentTerms = window.means
                report(.stepped(stepReport(window, norm)))
                window = StepWindow()
            }
            if (ContinuousClock.now - lastSave) > .seconds(options.checkpointInterval) {
                try save(report, calibration: nil, cache)
                if let figures = validation?.figures(trainee.model, cache, threads: options.threads) {
                    report(.validated(step: record.step, figures))
                }
                lastSave = .now
            }
        }
        if let figures = validation?.figures(trainee.model, cache, threads: options.threads) {
            report(.validated(step: record.step, figures))
        }
        return true
    }

    private func step(_ batcher: Batcher, _ cache: PixelCache, _ window: inout StepWindow) throws -> Float {
        let batch = batcher.batch(record.step), views = batch.views
        let inputs = onShards(batch.shards.count, threads: options.threads) { self.shardInput(batch.shards[$0], cache, batcher.composition) }
        let partner = inputs.enumerated().flatMap { shard, input in
            input.partner.map { $0 + inputs[..<shard].reduce(0) { $0 + $1.ids.count } }
        }
        let targets = ContrastTargets(
            products: views.map(\.product), partner: partner, queries: trainee.model.configuration.queries,
            conflicts: { batcher.conflict(views[$0], views[$1]) })
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
        return ShardInput(pixels: pixels, ids: views.map(\.ids), partner: Batch.partners(in: views), clean: views.map(\.isClean))
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

    /// Fixes the number of steps once their cost is known.
    private func planSteps() {
        guard record.planned == nil, record.step == Self.measuredSteps, let minutes = options.minutes else { return }
        let perStep = (record.cpuSeconds - firstStepCPU) / Double(Self.measuredSteps)
        let left = (minutes * 60 - record.cpuSeconds) * 0.97
        record.planned = record.step + max(0, Int(left / max(perStep, 1e-3)))
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
        result.steps = record.step
        result.seed = options.seed
        result.catalogHash = record.catalogHash
        result.splitBy = options.splitBy.rawValue
        result.losses = recentTerms
        result.cpuSeconds = record.cpuSeconds
        result.calibration = calibration
        result.startedFrom = record.startedFrom
        return result
    }

    private func save(_ report: (TrainingEvent) -> Void, calibration: Calibration?, _ cache: PixelCache) throws {
        var checkpoint = Checkpoint(
            model: trainee.model, tokenizerJSON: tokenizer.json, training: trainingRecord(calibration: calibration))
        checkpoint.knownWords = KnownWords(titles: set.allTitles, languages: set.languages).words
        checkpoint.pictureStatisticsJSON = statisticsJSON(cache)
        try TrainingState.write(trainee, record, tokenizerJSON: tokenizer.json, to: TrainingState.path(for: output))
        try checkpoint.write(to: output)
        report(.saved(path: output, step: record.step))
    }

    /// Statistics over at most 2,000 of the training pictures.
    private func statisticsJSON(_ cache: PixelCache) -> String? {
        var statistics = PictureStatistics()
        for place in stride(from: 0, to: cache.count, by: max(1, cache.count / 2000)) where cache.faults[place] == nil {
            statistics.add(cache.withPicture(place) { Array($0) }, size: cache.size)
        }
        return (try? JSONEncoder().encode(statistics)).map { String(decoding: $0, as: UTF8.self) }
    }
}

/// Sums since the last report.
private struct StepWindow {
    var sums: [String: Float] = [:]
    var counts: [String: Float] = [:]
    var steps = 0
    var pictures = 0
    private let start = ContinuousClock.now

    mutating func add(_ gradients: Gradients, pictures: Int) {
        for (name, value) in gradients.terms + [("total", gradients.total)] {
            sums[name, default: 0] += value
            counts[name, default: 0] += 1
        }
        steps += 1
        self.pictures += pictures
    }

    var means: [String: Float] { sums.merging(counts) { $0 / $1 } }

    /// Wall seconds since the window opened.
    var seconds: Double {
        let passed = (ContinuousClock.now - start).components
        return Double(passed.seconds) + Double(passed.attoseconds) * 1e-18
    }
}
