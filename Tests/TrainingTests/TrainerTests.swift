// Runs of the real trainer on a tiny model: exact resumption, independence of threads, what stops a run.
import Domain
import Foundation
import Networks
import Synchronization
import Tensors
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

    @Test func moreQueriesThanTheStartHasKeepItsOwn() throws {
        let fixture = try TrainingFixture()
        defer { fixture.remove() }
        _ = try fixture.trainer().run(report: { _ in })
        let start = try Checkpoint.read(fixture.output)
        var sizes = start.model.configuration
        sizes.queries = 5
        var random = SeededGenerator(seed: 9)
        var wider = ECLIP(sizes, using: &random)
        wider.takeShared(from: start.model)
        func queries(_ model: ECLIP) throws -> Tensor {
            try #require(model.parameters.first { $0.name == "decoder.queries" }).tensor
        }
        #expect(try queries(wider).shape == [5, 12])
        #expect(try queries(wider).slice(0..<3).values == queries(start.model).values)
        #expect(try Set(queries(wider).slice(3..<5).values).isDisjoint(with: queries(start.model).values))
    }

    /// The dead query becomes a noisy copy of the busiest; a background query, which answers nothing either, is left alone.
    @Test func aQueryThatAnswersNothingBeginsAgainBesideTheBusiest() throws {
        var random = SeededGenerator(seed: 3)
        var sizes = try #require(TrainingFixture.options.configuration)
        sizes.queries = 4
        var model = ECLIP(sizes, using: &random)
        func queries() throws -> Tensor { try #require(model.parameters.first { $0.name == "decoder.queries" }).tensor }
        let before = try queries()
        let uses = [
            QueryUse(owned: 0.1, wins: 0), QueryUse(owned: 0.2, wins: 0.3), QueryUse(owned: 0.2, wins: 0.7),
            QueryUse(owned: 0.5, wins: 0),
        ]
        #expect(model.reviveQueries(uses, using: &random) == [0])
        let after = try queries()
        #expect(after.slice(1..<4).values == before.slice(1..<4).values)
        func distance(_ row: Int) -> Float {
            zip(after.slice(0..<1).values, before.slice(row..<row + 1).values).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        }
        #expect(distance(2) > 0 && distance(2) < distance(0) && distance(2) < distance(1))
        #expect(model.reviveQueries([], using: &random).isEmpty)
    }

    @Test func revivalIsReportedAndResumesBitForBit() throws {
        let fixture = try TrainingFixture(products: 60, photos: 3)
        defer { fixture.remove() }
        var options = TrainingFixture.options
        options.revivesQueries = true
        options.sizes = SizeOptions()
        options.sizes?.queries = 8
        let told = Mutex<[Int]>([]), uses = Mutex<[QueryUse]>([])
        _ = try fixture.trainer(options).run(report: { event in
            if case .revived(let step, _) = event { told.withLock { $0.append(step) } }
            if case .validated(0, let figures) = event { uses.withLock { $0 = figures.uses } }
        })
        #expect(told.withLock { $0 }.contains(0), "none of eight queries was dead: \(uses.withLock { $0 })")
        let broken = fixture.directory + "/broken.safetensors"
        var asked = 0
        _ = try fixture.trainer(options, output: broken).run(report: { _ in }, shouldStop: { asked += 1; return asked > 3 })
        _ = try Trainer(resuming: broken, catalog: fixture.catalog, name: "catalog.csv", threads: 2).run(report: { _ in })
        #expect(try Checkpoint.read(broken).identity == Checkpoint.read(fixture.output).identity)
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
