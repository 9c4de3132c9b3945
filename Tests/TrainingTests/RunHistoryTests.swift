// Which weights a run ships, and when it may end early: real runs on the tiny catalog, judged by what they leave behind.
import Domain
import Evaluation
import Foundation
import Networks
import Testing
import Training

@Suite struct RunHistoryTests {
    private func figures(_ map: Double) -> ValidationFigures {
        let ranking = RankingFigures(r1: map, r5: map, r10: map, map: map)
        return ValidationFigures(queries: 8, gallery: 20, instance: ranking, global: ranking)
    }

    private func history(_ measured: [(step: Int, precisions: [Float])]) -> RunHistory {
        var history = RunHistory()
        for (step, precisions) in measured {
            let mean = Double(precisions.reduce(0, +)) / Double(precisions.count)
            history.add(Measurement(figures: figures(mean), precisions: precisions), at: step, objective: .eclip)
        }
        return history
    }

    @Test func theLastWeightsAreKeptUnlessEarlierOnesWereClearlyBetter() {
        let good: [Float] = [0.5, 0.6, 0.7, 0.4, 0.5, 0.6, 0.55, 0.45]
        let worse = good.map { $0 - 0.2 }
        // A little better in the mean, by luck: half of the products say the opposite.
        let noisy = good.enumerated().map { $0.element + ($0.offset % 2 == 0 ? 0.3 : -0.32) }
        #expect(history([(0, good), (20, worse)]).worthKeeping == nil, "what stands before training is no candidate")
        #expect(history([(20, worse), (40, good)]).worthKeeping == nil)
        #expect(history([(20, good), (40, worse)]).worthKeeping == 20)
        #expect(history([(20, good), (40, noisy)]).worthKeeping == nil)
        #expect(history([(20, good), (40, good)]).worthKeeping == nil)
        #expect(history([(20, good), (40, worse), (60, good)]).worthKeeping == nil)
        #expect(history([]).worthKeeping == nil)
    }

    @Test func patienceCountsInTheSecondHalfOnly() {
        let good: [Float] = [0.5, 0.6], bad: [Float] = [0.1, 0.1]
        let still = history([(20, good), (40, bad), (60, bad), (80, bad), (120, bad), (140, bad)])
        #expect(!still.isHopeless(at: 80, planned: 200, patience: 1))
        #expect(still.isHopeless(at: 140, planned: 200, patience: 2))
        #expect(!still.isHopeless(at: 140, planned: 200, patience: 3))
        #expect(!still.isHopeless(at: 140, planned: 200, patience: nil))
        let rising = history([(100, bad), (120, good)])
        #expect(!rising.isHopeless(at: 120, planned: 200, patience: 1))
    }

    @Test(arguments: [(40, 20), (1000, 100), (1999, 199), (4200, 200), (100_000, 200)])
    func aTenthOfTheRunButAtMostTwoHundredSteps(_ planned: Int, _ interval: Int) {
        #expect(RunHistory.interval(planned: planned) == interval)
    }

    @Test func aRunIsMeasuredBeforeAlongTheWayAndAtItsEnd() throws {
        let fixture = try TrainingFixture()
        defer { fixture.remove() }
        var options = TrainingFixture.options
        options.steps = 50
        options.splitBy = .photo
        let seen = Collected()
        let outcome = try fixture.trainer(options).run(report: seen.add)
        #expect(seen.measured == [0, 20, 40, 50])
        let after = try #require(outcome.after), before = try #require(outcome.before)
        #expect(before != after && after.products >= 2 && after.queries >= after.products)
        #expect(after.uses.count == 3 && after.mapSpread != nil && !after.categories.isEmpty)
        #expect(abs(after.uses.reduce(0) { $0 + $1.wins } - 1) < 1e-9 && abs(after.uses.reduce(0) { $0 + $1.owned } - 1) < 1e-9)
    }

    /// From good weights on, a run with the signs of its losses turned unlearns: the shipped weights are early ones.
    @Test func weightsThatWereClearlyBetterAreShippedAndAResumedRunAgrees() throws {
        let fixture = try TrainingFixture(products: 30, photos: 10)
        defer { fixture.remove() }
        var options = TrainingFixture.options
        (options.splitBy, options.threads, options.steps, options.peakRate) = (.photo, 2, 240, 1e-2)
        _ = try fixture.trainer(options).run(report: { _ in })
        let good = try Checkpoint.read(fixture.output)
        (options.steps, options.peakRate, options.warmUpSteps) = (120, 2e-3, 60)
        options.weights = LossWeights()
        (options.weights.global, options.weights.multipleInstance, options.weights.interProduct) = (-1, -1, -1)
        func run(_ name: String, stopAt: Int = .max) throws -> TrainingOutcome {
            var asked = 0
            let trainer = try Trainer(
                fixture.catalog, name: "catalog.csv", output: fixture.directory + name, options: options, start: good)
            return try trainer.run(report: { _ in }, shouldStop: { asked += 1; return asked > stopAt })
        }
        let outcome = try run("/unlearned.safetensors"), kept = outcome.record.steps
        try #require(kept < 120, "it did not unlearn, so nothing is tested: \(outcome)")
        #expect(try Checkpoint.read(fixture.directory + "/unlearned.safetensors").training.steps == kept)
        _ = try run("/broken.safetensors", stopAt: 90)
        let rest = try Trainer(
            resuming: fixture.directory + "/broken.safetensors", catalog: fixture.catalog, name: "catalog.csv", threads: 1
        ).run(report: { _ in })
        #expect(rest.record.steps == kept && rest.after == outcome.after)
        let files = ["/unlearned.safetensors", "/broken.safetensors"].map { fixture.directory + $0 }
        #expect(try Set(files.map { try Checkpoint.read($0).identity }).count == 1)
    }

    @Test func patienceEndsARunAndResumingFindsNothingToDo() throws {
        let fixture = try TrainingFixture()
        defer { fixture.remove() }
        var options = TrainingFixture.options
        options.steps = 400
        options.splitBy = .photo
        options.peakRate = 0
        options.patience = 2
        let outcome = try fixture.trainer(options).run(report: { _ in })
        #expect(outcome.isComplete && outcome.endedEarly && outcome.steps == 280)
        let again = try Trainer(resuming: fixture.output, catalog: fixture.catalog, name: "catalog.csv", threads: 1)
            .run(report: { _ in })
        #expect(again.isComplete && again.endedEarly && again.steps == 280)
    }

    @Test func nothingHeldOutNothingMeasured() throws {
        let fixture = try TrainingFixture(products: 3)
        defer { fixture.remove() }
        var options = TrainingFixture.options
        options.splitBy = .photo
        let seen = Collected()
        let outcome = try fixture.trainer(options).run(report: seen.add)
        if outcome.after == nil { #expect(seen.measured.isEmpty && outcome.before == nil) }
        #expect(outcome.isComplete)
    }
}

/// What a run reported.
final class Collected: @unchecked Sendable {
    private(set) var measured: [Int] = []
    private(set) var unreadable: [InputFault] = []
    private(set) var cutShort: [InputFault] = []

    @Sendable func add(_ event: TrainingEvent) {
        switch event {
        case .validated(let step, _): measured.append(step)
        case .unreadable(let faults): unreadable += faults
        case .cutShort(let notes): cutShort += notes
        default: break
        }
    }
}
