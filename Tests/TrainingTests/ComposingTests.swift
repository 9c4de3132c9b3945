// Training that composes its scenes: exact resumption, independence of threads, what becomes of studio photos.
import Catalog
import Domain
import Foundation
import Images
import Networks
import Preprocessing
import Synchronization
import Testing
import Training

/// Sixteen products, one drawn studio photo each and no word about its source; one more without a plain background.
private struct StudioFixture {
    let directory: String
    let catalog: CatalogFile

    init() throws {
        directory = NSTemporaryDirectory() + "eclip-composing-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        var lines = ["product_id,title,image,category"]
        var random = SeededGenerator(seed: 6)
        for (number, name) in Self.names.enumerated() {
            var canvas = Canvas(width: 40, height: 40, ink: Ink(255, 255, 255))
            canvas.fill(.ellipse(Edges(6, 8, 34, 22 + Double(number % 10))), Ink(UInt8(number * 14), 60, 160))
            var raster = canvas.raster()
            if number == Self.names.count - 1 {
                for index in raster.pixels.indices { raster.pixels[index] = UInt8(random.integer(in: 0...255)) }
            }
            try Data(encodePNG(raster)).write(to: URL(fileURLWithPath: "\(directory)/\(number).png"))
            lines.append("\(name),thing number \(number),\(number).png,c\(number % 3)")
        }
        try lines.joined(separator: "\n").write(toFile: directory + "/catalog.csv", atomically: true, encoding: .utf8)
        catalog = try CatalogFile.read(directory + "/catalog.csv")
    }

    /// Names of which three are held out.
    private static let names: [String] = {
        let all = (0..<400).map { "s\($0)" }
        return Array(all.filter { HeldOut.holds($0) }.prefix(3)) + Array(all.filter { !HeldOut.holds($0) }.prefix(14))
    }()

    func remove() { try? FileManager.default.removeItem(atPath: directory) }

    static var options: TrainingOptions {
        var options = TrainingFixture.options
        options.compose = true
        options.cleanSteps = 2
        options.steps = 8
        return options
    }

    func trainer(_ options: TrainingOptions = Self.options, output: String) throws -> Trainer {
        try Trainer(catalog, name: "catalog.csv", output: directory + "/" + output, options: options, start: nil)
    }

    func batcher() throws -> Batcher {
        let set = try TrainingSet(catalog, splitBy: .product, name: "catalog.csv")
        let tokenizer = try Tokenizer(json: TokenizerTrainer.train(titles: set.allTitles, pieces: 512).json)
        let cache = try PixelCache.open(
            pictures: set.pictures, directory: directory, beside: directory + "/b", key: catalog.hash, size: 24, threads: 1,
            progress: { _, _ in })
        let cutOuts = try CutOutCache.open(
            pictures: set.pictures, wanted: set.studioCandidates, directory: directory, beside: directory + "/b",
            key: catalog.hash, size: 24, threads: 1, progress: { _, _ in })
        let composing = set.composing(cutOuts)
        let composition = Composition(composing, cutOuts: cutOuts, cache: cache, seed: 1)
        return Batcher(
            composing, tokenizer: tokenizer, options: Self.options, tokenLimit: 32, bad: [], composition: composition)
    }

    func identity(_ output: String) throws -> String { try Checkpoint.read(directory + "/" + output).identity }
}

@Suite struct ComposingTests {
    @Test func aPhotoReplacedInPlaceIsCutOutAgain() throws {
        let fixture = try StudioFixture()
        defer { fixture.remove() }
        let set = try TrainingSet(fixture.catalog, splitBy: .product, name: "catalog.csv")
        func cuts() throws -> Int {
            let made = Mutex(0)
            _ = try CutOutCache.open(
                pictures: set.pictures, wanted: set.studioCandidates, directory: fixture.directory,
                beside: fixture.directory + "/again", key: "key", size: 24, threads: 1, progress: { done, _ in made.withLock { $0 = done } })
            return made.withLock { $0 }
        }
        #expect(try cuts() > 0)
        #expect(try cuts() == 0)
        let photo = fixture.directory + "/" + set.pictures[set.studioCandidates[0]]
        let bytes = try Data(contentsOf: URL(fileURLWithPath: photo))
        try (bytes + [0]).write(to: URL(fileURLWithPath: photo))
        #expect(try cuts() > 0)
        try FileManager.default.removeItem(atPath: photo)
        #expect(try cuts() == 0)
    }

    @Test func theRunIsTheSameOnAnyThreadsAndAfterABreak() throws {
        let fixture = try StudioFixture()
        defer { fixture.remove() }
        _ = try fixture.trainer(output: "one").run(report: { _ in })
        var options = StudioFixture.options
        options.threads = 2
        _ = try fixture.trainer(options, output: "two").run(report: { _ in })
        var asked = 0
        let first = try fixture.trainer(output: "broken").run(report: { _ in }, shouldStop: { asked += 1; return asked > 5 })
        #expect(!first.isComplete)
        _ = try Trainer(resuming: fixture.directory + "/broken", catalog: fixture.catalog, name: "catalog.csv", threads: 2)
            .run(report: { _ in })
        #expect(try fixture.identity("two") == fixture.identity("one"))
        #expect(try fixture.identity("broken") == fixture.identity("one"))
    }

    @Test func composingChangesWhatIsLearned() throws {
        let fixture = try StudioFixture()
        defer { fixture.remove() }
        var options = StudioFixture.options
        _ = try fixture.trainer(options, output: "one").run(report: { _ in })
        options.compose = nil
        _ = try fixture.trainer(options, output: "two").run(report: { _ in })
        #expect(try fixture.identity("two") != fixture.identity("one"))
    }

    @Test func photosAreCountedAndHeldOutProductsGetScenes() throws {
        let fixture = try StudioFixture()
        defer { fixture.remove() }
        let seen = Mutex<(cut: [Int], refused: [CutOutProblem: Int], galleries: [Int])>(([], [:], []))
        _ = try fixture.trainer(output: "one").run(report: { event in
            seen.withLock { seen in
                if case .cut(let usable, let refused) = event { (seen.cut, seen.refused) = (seen.cut + [usable], refused) }
                if case .validated(_, let figures) = event { seen.galleries.append(figures.gallery) }
            }
        })
        seen.withLock { seen in
            #expect(seen.cut == [16])
            #expect(seen.refused == [.ground: 1])
            // Three scenes for each of three held-out products; the busy photo, a scene now, stands among them.
            #expect(seen.galleries.last == 10)
        }
    }

    /// Validation takes the first held-out products, `eclip compose --products` those with the smallest hashes.
    @Test func whatValidatesIsNotWhatMeasures() throws {
        let fixture = try StudioFixture()
        defer { fixture.remove() }
        let set = try TrainingSet(fixture.catalog, splitBy: .product, name: "catalog.csv")
        let validating = set.heldOut.map(\.id)
        #expect(validating.count == 3)
        _ = try ComposedCatalog(fixture.catalog, split: "test", scenes: 1, products: 1, size: 32)
            .write(to: fixture.directory + "/measured")
        let measured = try CatalogFile.read(fixture.directory + "/measured/catalog.csv")
        #expect(Set(measured.rows.map(\.productID)) == [validating[2]])
    }

    @Test func nothingToCutOutIsSaid() throws {
        let fixture = try StudioFixture()
        defer { fixture.remove() }
        let path = fixture.directory + "/busy.csv"
        let rows = (0..<3).map { "b\($0),busy \($0),16.png" }
        try (["product_id,title,image"] + rows).joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
        let trainer = try Trainer(
            .read(path), name: path, output: fixture.directory + "/none", options: StudioFixture.options, start: nil)
        #expect(throws: InputFault.self) { _ = try trainer.run(report: { _ in }) }
    }

    /// Whatever else stands in a scene is no negative for it: by itself, by its title, by its category's word.
    @Test func whateverASceneShowsIsNoNegative() throws {
        let fixture = try StudioFixture()
        defer { fixture.remove() }
        let batcher = try fixture.batcher()
        var besides = 0, negatives = 0
        for step in 3..<23 {
            let views = batcher.batch(step).views
            for picture in views {
                guard let scene = picture.scene else { continue }
                #expect(scene.shown.first == picture.product && Set(scene.shown).count == scene.shown.count)
                #expect(scene.shown.count >= scene.pictures.count)
                for title in views {
                    let isShown = scene.shown.contains(title.product)
                    if isShown { #expect(batcher.conflict(picture, title)) }
                    if isShown, title.product != picture.product { besides += 1 }
                    if !isShown, !title.asksForCategory { #expect(!batcher.conflict(picture, title)) }
                    if !batcher.conflict(picture, title) { negatives += 1 }
                }
            }
        }
        #expect(besides > 20 && negatives > 200)
    }
}
