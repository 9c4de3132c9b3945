// Runs of the real trainer on a tiny model: exact resumption, independence of threads, what stops a run.
import Domain
import Foundation
import Networks
import Testing
import Training

@Suite struct TrainerTests {
    @Test func aRunLeavesACheckpointThatReadsBack() throws {
        let fixture = try TrainingFixture()
        defer { fixture.remove() }
        let result = try fixture.trainer().run(report: { _ in })
        #expect(result.isComplete && result.record.steps == 6)
        let checkpoint = try Checkpoint.read(fixture.output)
        #expect(checkpoint.identity == checkpoint.computedIdentity)
        #expect(checkpoint.training.steps == 6)
        #expect(checkpoint.knownWords.contains("thing"))
        #expect(checkpoint.pictureStatisticsJSON != nil)
    }

    @Test func anInstanceRunGivesAGlobalStartItsQueries() throws {
        let fixture = try TrainingFixture()
        defer { fixture.remove() }
        var options = TrainingFixture.options
        options.objective = .global
        options.steps = 1
        _ = try fixture.trainer(options).run(report: { _ in })
        options.objective = .eclip
        let second = fixture.directory + "/second.safetensors"
        let start = try Checkpoint.read(fixture.output)
        _ = try Trainer(fixture.catalog, name: "catalog.csv", output: second, options: options, start: start)
            .run(report: { _ in })
        #expect(!start.model.hasInstances)
        #expect(try Checkpoint.read(second).model.hasInstances)
    }

    @Test func sizesThatDoNotFitTheStartAreRefused() throws {
        let fixture = try TrainingFixture()
        defer { fixture.remove() }
        _ = try fixture.trainer().run(report: { _ in })
        var options = TrainingFixture.options
        options.sizes = SizeOptions()
        options.sizes?.imageSize = 25  // patches of the start are 6 pixels wide
        let start = try Checkpoint.read(fixture.output)
        #expect(throws: InputFault.self) {
            try Trainer(
                fixture.catalog, name: "catalog.csv", output: fixture.directory + "/second.safetensors",
                options: options, start: start)
        }
    }

    @Test func threadsDoNotChangeTheResult() throws {
        let fixture = try TrainingFixture()
        defer { fixture.remove() }
        _ = try fixture.trainer().run(report: { _ in })
        var options = TrainingFixture.options
        options.threads = 2
        let second = fixture.directory + "/second.safetensors"
        _ = try fixture.trainer(options, output: second).run(report: { _ in })
        #expect(try Checkpoint.read(fixture.output).identity == Checkpoint.read(second).identity)
    }

    @Test func anInterruptedRunGoesOnBitForBit() throws {
        let fixture = try TrainingFixture()
        defer { fixture.remove() }
        _ = try fixture.trainer().run(report: { _ in })
        let broken = fixture.directory + "/broken.safetensors"
        var asked = 0
        let first = try fixture.trainer(output: broken).run(report: { _ in }, shouldStop: { asked += 1; return asked > 3 })
        #expect(!first.isComplete && first.record.steps == 3)
        let rest = try Trainer(resuming: broken, catalog: fixture.catalog, name: "catalog.csv", threads: 2)
            .run(report: { _ in })
        #expect(rest.isComplete)
        #expect(try Checkpoint.read(broken).identity == Checkpoint.read(fixture.output).identity)
    }

    @Test func seedsDiffer() throws {
        let fixture = try TrainingFixture()
        defer { fixture.remove() }
        _ = try fixture.trainer().run(report: { _ in })
        var options = TrainingFixture.options
        options.seed = 2
        let other = fixture.directory + "/other.safetensors"
        _ = try fixture.trainer(options, output: other).run(report: { _ in })
        #expect(try Checkpoint.read(fixture.output).identity != Checkpoint.read(other).identity)
    }

    @Test func anEditedCatalogIsRefusedOnResumption() throws {
        let fixture = try TrainingFixture()
        defer { fixture.remove() }
        _ = try fixture.trainer().run(report: { _ in })
        let path = fixture.directory + "/catalog.csv"
        let edited = try String(contentsOfFile: path, encoding: .utf8) + "\np0,thing number 0,物0,p0-1.png,scene,c0"
        try edited.write(toFile: path, atomically: true, encoding: .utf8)
        #expect(throws: InputFault.self) {
            _ = try Trainer(resuming: fixture.output, catalog: .read(path), name: path, threads: 1)
        }
    }

    @Test func aLossThatIsNoNumberStopsWithStepAndTerm() throws {
        let fixture = try TrainingFixture()
        defer { fixture.remove() }
        var options = TrainingFixture.options
        options.peakRate = .greatestFiniteMagnitude
        options.steps = 50
        do {
            _ = try fixture.trainer(options).run(report: { _ in })
            Issue.record("a run with an endless rate went through")
        } catch let fault as InputFault {
            #expect(fault.place.hasPrefix("step "))
            #expect(fault.problem.contains("not a number"))
        }
    }

    @Test func theGlobalObjectiveHasNoDecoder() throws {
        let fixture = try TrainingFixture()
        defer { fixture.remove() }
        var options = TrainingFixture.options
        options.objective = .global
        let result = try fixture.trainer(options).run(report: { _ in })
        #expect(Set(result.record.losses.keys) == ["g", "total"])
        #expect(try !Checkpoint.read(fixture.output).model.hasInstances)
    }

    @Test func startingFromACheckpointKeepsItsTokenizer() throws {
        let fixture = try TrainingFixture()
        defer { fixture.remove() }
        _ = try fixture.trainer().run(report: { _ in })
        let start = try Checkpoint.read(fixture.output)
        let second = fixture.directory + "/second.safetensors"
        let trainer = try Trainer(
            fixture.catalog, name: "catalog.csv", output: second, options: TrainingFixture.options, start: start)
        let result = try trainer.run(report: { _ in })
        #expect(result.record.startedFrom == start.identity)
        #expect(try Checkpoint.read(second).tokenizerJSON == start.tokenizerJSON)
    }

    @Test func aLearnableCatalogIsLearned() throws {
        let fixture = try TrainingFixture()
        defer { fixture.remove() }
        var options = TrainingFixture.options
        options.steps = 150
        options.threads = 2
        options.peakRate = 5e-3
        let totals = Totals()
        _ = try fixture.trainer(options).run(report: { event in
            if case .stepped(let step) = event { totals.add(step.losses["m"] ?? 0) }
        })
        let seen = totals.all
        #expect(seen.count == 3)
        #expect(seen.last ?? 9 < (seen.first ?? 0) - 0.2, "the multiple-instance loss did not fall: \(seen)")
    }
}

/// Losses in the order of their reports.
private final class Totals: @unchecked Sendable {
    private(set) var all: [Float] = []
    func add(_ value: Float) { all.append(value) }
}
