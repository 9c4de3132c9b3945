// The procedural catalog: a plan, the cut-outs drawn once, then every picture on all cores. catalog.csv is written
// last, so that an interrupted run never looks finished. Nothing is printed here; the caller says the size first.
import Domain
import Files
import Foundation
import Images
import Synchronization

/// The file format of the demo's pictures.
package enum DemoFormat: String, CaseIterable, Sendable {
    case webp, png

    /// Measured mean bytes per pixel of the pictures, for the size that is announced.
    fileprivate var bytesPerPixel: Double { self == .webp ? 0.108 : 1.6 }
}

/// What `eclip demo` makes.
package struct DemoCatalog: Sendable {
    /// Scenes per train product.
    package let scenes: Int
    /// Side of every picture in pixels.
    package let size: Int
    package let format: DemoFormat
    package let seed: UInt64
    /// Leave out the train split (for the gallery that the program carries with it).
    package let onlyTest: Bool

    /// The smallest side in pixels at which products can still be told apart.
    package static let leastSize = 32

    /// Throws `InputFault` for a negative number of scenes or a side outside 32...2048 pixels.
    package init(
        scenes: Int = 20, size: Int = 192, format: DemoFormat = .webp, seed: UInt64 = 1, onlyTest: Bool = false
    ) throws {
        guard (0...10_000).contains(scenes) else {
            throw InputFault("--scenes", "\(scenes) scenes for each product", expected: "0 to 10000")
        }
        guard (Self.leastSize...2048).contains(size) else {
            throw InputFault("--size", "\(size) pixels", expected: "\(Self.leastSize) to 2048")
        }
        self.scenes = scenes
        self.size = size
        self.format = format
        self.seed = seed
        self.onlyTest = onlyTest
    }

    /// What writing will make: pictures, and bytes within about a quarter.
    package var plannedSize: (pictures: Int, bytes: Int) {
        let pictures = DemoPlan.count(scenesPerProduct: scenes, onlyTest: onlyTest)
        let bytesOfRows = 700.0
        return (pictures, Int(Double(pictures) * (bytesOfRows + Double(size * size) * format.bytesPerPixel)))
    }

    /// Writes `catalog.csv`, `truth.jsonl`, `studio/*` and `scenes/*`. The result depends on the seed, not on
    /// `threads`. `progress` gets (pictures done, pictures in all), in order, from any thread. Throws `InputFault`
    /// when a file cannot be written or, unless that is forced, the folder holds what is no demo.
    package func write(
        to directory: String, threads: Int = 2, force: Bool = false,
        progress: @escaping @Sendable (Int, Int) -> Void = { _, _ in }
    ) throws {
        let folder = try OutputFolder(
            directory, maker: "demo", folders: ["studio", "scenes"], lists: ["catalog.csv", "truth.jsonl"], reading: [],
            force: force, isOurs: { Self.isOlderDemo(directory) })
        let plan = DemoPlan(scenesPerProduct: scenes, seed: seed, onlyTest: onlyTest)
        let sprites = try sprites(threads: threads)
        let count = plan.jobs.count
        let entries = try inParallel(
            count, threads: threads,
            progress: { done in if done % 32 == 0 || done == count { progress(done, count) } },
            { try drawn(plan.jobs[$0], sprites: sprites, folder: folder) })
        try folder.write(entries.map(\.truth).joined(), to: "truth.jsonl")
        try folder.write(Self.header + "\n" + entries.map(\.rows).joined(), to: "catalog.csv")
    }

    static let header = "product_id,title,title_ja,image,source,split,category,color,pattern,accent"

    /// Made before demos carried a note: no other catalog has these columns in this order beside a truth.
    private static func isOlderDemo(_ directory: String) -> Bool {
        let start = head(of: directory + "/catalog.csv", header.utf8.count + 1)
        return start == Array((header + "\n").utf8) && FileKind.certain(directory + "/truth.jsonl") == .truth
    }

    private func sprites(threads: Int) throws -> [Sprite] {
        try inParallel(demoProducts.count, threads: threads) { index in
            let product = demoProducts[index]
            let random = SeededGenerator.derived(from: seed ^ 0x59817E, stream: UInt64(product.number))
            return Sprite(product, side: size, random: random)
        }
    }

    /// Draws, encodes and writes one picture; gives its lines for the catalog and the truth.
    private func drawn(_ job: DemoJob, sprites: [Sprite], folder: OutputFolder) throws -> (rows: String, truth: String) {
        var random = SeededGenerator.derived(from: seed, stream: job.stream)
        let drawer = DemoSceneDrawer(side: size)
        let picture =
            job.kind == .studio
            ? drawer.studio(sprites[job.members[0]], &random)
            : drawer.scene(job.members.map { sprites[$0] }, &random)
        let bytes =
            format == .webp ? try encodeWebP(picture.raster, quality: 82, effort: 2) : try encodePNG(picture.raster)
        let image = "\(job.path).\(format.rawValue)"
        try folder.write(Data(bytes), to: image)
        let members = job.members.map { demoProducts[$0] }
        let rows = members.map { row($0, job, image, &random) }.joined()
        let shown = zip(members, picture.boxes).filter { $0.1.area > 0 }.map {
            TruthInstance(productID: $0.0.id, box: $0.1)
        }
        return (rows, TruthFile.line(image: image, instances: shown))
    }

    private func row(
        _ product: DemoProduct, _ job: DemoJob, _ image: String, _ random: inout SeededGenerator
    ) -> String {
        // Shops' noise is for learning; the test split is filed cleanly, so that a reader of a ranking judges the search.
        let isClean = job.kind == .studio || job.isTest
        let english = isClean ? product.englishTitle : product.noisyEnglishTitle(&random)
        let japanese = isClean ? product.japaneseTitle : product.noisyJapaneseTitle(&random)
        let source = job.kind == .studio ? "studio" : "scene"
        return CSVWriter.line([
            product.id, english, japanese, image, source, job.isTest ? "test" : "train",
            product.category.rawValue, product.color.rawValue, product.pattern.rawValue, product.accent?.rawValue ?? "",
        ])
    }
}

/// A table, whole or not at all; a device takes it as it comes. Who may be written over was asked before.
func writeText(_ text: String, to path: String) throws {
    try OutputFile(path, as: .catalog, reading: [], force: true).write(text)
}

/// What parallel workers share: the next index, the results in place, the first fault.
private final class SharedWork<Result: Sendable>: Sendable {
    private struct State {
        var next = 0
        var done = 0
        var results: [Result?]
        var fault: (any Error)?
    }

    private let state: Mutex<State>
    private let progress: @Sendable (Int) -> Void

    init(count: Int, progress: @escaping @Sendable (Int) -> Void) {
        state = Mutex(State(results: [Result?](repeating: nil, count: count)))
        self.progress = progress
    }

    func takeNext() -> Int? {
        state.withLock { state in
            guard state.fault == nil, state.next < state.results.count else { return nil }
            defer { state.next += 1 }
            return state.next
        }
    }

    func finish(_ index: Int, _ result: Result) {
        state.withLock { state in
            state.results[index] = result
            state.done += 1
            progress(state.done)
        }
    }

    func fail(_ error: any Error) {
        state.withLock { state in state.fault = state.fault ?? error }
    }

    func results() throws -> [Result] {
        try state.withLock { state in
            if let fault = state.fault { throw fault }
            return state.results.compactMap { $0 }
        }
    }
}

/// `work` for 0..<count on `threads` threads, results in order; the first fault stops the rest and is thrown.
func inParallel<Result: Sendable>(
    _ count: Int, threads: Int, progress: @escaping @Sendable (Int) -> Void = { _ in },
    _ work: @Sendable (Int) throws -> Result
) throws -> [Result] {
    let shared = SharedWork<Result>(count: count, progress: progress)
    DispatchQueue.concurrentPerform(iterations: max(1, min(threads, count))) { _ in
        while let index = shared.takeNext() {
            do { shared.finish(index, try work(index)) } catch { shared.fail(error) }
        }
    }
    return try shared.results()
}
