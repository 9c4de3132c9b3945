// The pixel cache through runs of the trainer: photos that go, change and come back, and a file that is damaged.
import Catalog
import Domain
import Foundation
import Images
import Networks
import Testing
import Training

@Suite struct PixelCacheTests {
    private let fixture: TrainingFixture

    init() throws { fixture = try TrainingFixture(products: 16) }

    private var cache: String {
        get throws {
            let names = try FileManager.default.contentsOfDirectory(atPath: fixture.directory)
            return fixture.directory + "/" + (try #require(names.first { $0.hasSuffix(".pixels") }))
        }
    }

    /// One step; what was left out, how many pictures were read, and the identity of the weights.
    private func run(skipping: Bool = false) throws -> (unreadable: [InputFault], reads: Bool, identity: String) {
        let catalog = try CatalogFile.read(fixture.directory + "/catalog.csv", keepsMissing: true)
        var options = TrainingFixture.options
        options.steps = 1
        let trainer = try Trainer(catalog, name: "catalog.csv", output: fixture.output, options: options, start: nil)
        trainer.skipsBadPictures = skipping
        let seen = Collected(), reads = Flag()
        _ = try trainer.run(report: { event in
            seen.add(event)
            if case .caching = event { reads.raise() }
        })
        return (seen.unreadable, reads.isRaised, try Checkpoint.read(fixture.output).identity)
    }

    private func remove(_ name: String) throws { try FileManager.default.removeItem(atPath: fixture.directory + "/" + name) }

    @Test func aPhotoThatVanishedAfterItWasReadIsStillThere() throws {
        defer { fixture.remove() }
        let before = try run()
        #expect(before.reads && before.unreadable.isEmpty)
        try remove("p3-1.png")
        let after = try run()
        #expect(!after.reads && after.unreadable.isEmpty && after.identity == before.identity)
    }

    @Test func aPhotoThatWasNeverReadIsReportedByItsLineAndLeftOut() throws {
        defer { fixture.remove() }
        try remove("p3-1.png")
        let first = try run()
        #expect(first.unreadable.map(\.place) == [fixture.directory + "/catalog.csv:12"])
        #expect(first.unreadable.first?.problem == "image p3-1.png: no such file")
        let second = try run()
        #expect(!second.reads && second.unreadable == first.unreadable, "the cache keeps what it could not read")
    }

    /// Said again by every run, also by one that has the picture from the cache.
    @Test func aPhotoThatEndsEarlyIsTrainedOnAndNoted() throws {
        defer { fixture.remove() }
        let path = fixture.directory + "/p3-1.png"
        try Data(contentsOf: URL(fileURLWithPath: path)).dropLast(12).write(to: URL(fileURLWithPath: path))
        for _ in 0..<2 {
            let seen = Collected()
            _ = try fixture.trainer().run(report: seen.add)
            #expect(seen.unreadable.isEmpty)
            #expect(seen.cutShort.map(\.problem) == ["image p3-1.png: the PNG data end early; every row is there"])
            #expect(seen.cutShort.map(\.place) == [fixture.directory + "/catalog.csv:12"])
        }
    }

    @Test func moreThanFiveInAHundredStopsTheRunUnlessToldOtherwise() throws {
        defer { fixture.remove() }
        for name in ["p3-1.png", "p4-1.png", "p5-1.png"] { try remove(name) }
        let fault = try #require(throws: InputFault.self) { try run() }
        #expect(fault.place.hasSuffix("catalog.csv:12") && fault.problem.contains("3 of 48 pictures"))
        #expect(try run(skipping: true).unreadable.count == 3)
    }

    @Test func aPhotoThatChangedOrCameBackIsReadAgain() throws {
        defer { fixture.remove() }
        try remove("p3-1.png")
        _ = try run()
        try Data(encodePNG(Raster(width: 24, height: 24, red: 9, green: 9, blue: 200)))
            .write(to: URL(fileURLWithPath: fixture.directory + "/p3-1.png"))
        let back = try run()
        #expect(back.reads && back.unreadable.isEmpty)
        try Data(encodePNG(Raster(width: 25, height: 24, red: 250, green: 9, blue: 2)))
            .write(to: URL(fileURLWithPath: fixture.directory + "/p3-1.png"))
        #expect(try run().reads)
        #expect(try !run().reads)
    }

    @Test(arguments: ["cut", "flipped", "tail", "empty", "letter"])
    func aDamagedCacheIsMadeAgain(_ damage: String) throws {
        defer { fixture.remove() }
        let whole = try run().identity, path = try cache
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        switch damage {
        case "cut": bytes.removeLast(bytes.count / 3)
        case "flipped": bytes[4096 + 24 * 24 * 3 * 5 + 17] ^= 1
        case "tail": bytes[bytes.count - 9] ^= 1
        case "empty": bytes = Data()
        default: bytes = Data("Dear reader".utf8)
        }
        try bytes.write(to: URL(fileURLWithPath: path))
        let again = try run()
        #expect(again.reads && again.identity == whole)
        #expect(try !run().reads)
    }

    @Test func twoRunsThatNeedTheSameCacheMakeItOnce() throws {
        defer { fixture.remove() }
        let identities = Outcomes()
        DispatchQueue.concurrentPerform(iterations: 3) { number in
            let output = fixture.directory + "/run\(number).safetensors"
            var options = TrainingFixture.options
            options.steps = 1
            do {
                _ = try fixture.trainer(options, output: output).run(report: { _ in })
                identities.add(try Checkpoint.read(output).identity)
            } catch { identities.add("\(error)") }
        }
        #expect(Set(identities.all).count == 1 && identities.all.count == 3, "\(identities.all)")
        let left = try FileManager.default.contentsOfDirectory(atPath: fixture.directory).filter { $0.hasSuffix(".part") }
        #expect(left.isEmpty, "\(left)")
    }
}

private final class Flag: @unchecked Sendable {
    private(set) var isRaised = false
    func raise() { isRaised = true }
}

private final class Outcomes: @unchecked Sendable {
    private let lock = NSLock()
    private(set) var all: [String] = []
    func add(_ word: String) { lock.withLock { all.append(word) } }
}
