// One batch of indexing: files to vectors, maps and nearest titles. And the crew of threads that does the batches: each
// takes a whole batch from file to vectors, so the cores share nothing but the list of batches.
import Domain
import Foundation
import InstanceIndex
import Networks
import Synchronization
import Tensors

/// A batch done.
struct IndexedBatch: Sendable {
    var pictures: [EncodedPicture] = []
    /// By position: why a picture could not be read.
    var faults: [Int: InputFault] = [:]
    /// By position: what is to be said about a picture that was read.
    var notes: [Int: InputFault] = [:]
    /// Model inputs of a few pictures, for the statistics.
    var sample: [[UInt8]] = []
    /// Pictures taken over from the index before.
    var known = 0
}

struct IndexingWork: Sendable {
    let model: LoadedModel
    let plan: IndexPlan
    /// The folder that picture paths are relative to.
    let folder: String
    private let bank: TitleBank
    /// What was read before of the same files.
    private let known: IndexStore?

    init(model: LoadedModel, plan: IndexPlan, folder: String, known: IndexStore? = nil) {
        self.known = known
        self.model = model
        self.plan = plan
        self.folder = folder
        bank = TitleBank(plan.products)
    }

    func batch(_ positions: [Int]) -> IndexedBatch {
        var batch = IndexedBatch()
        var inputs: [(pixels: [UInt8], frame: Box)] = []
        var fresh: [Int] = [], found: [(position: Int, picture: StoredPicture)] = []
        for position in positions {
            if let picture = stored(position) { found.append((position, picture)); continue }
            do {
                let picture = try model.read(folder + "/" + plan.pictures[position].path)
                inputs.append(picture.input)
                batch.notes[position] = picture.note
                fresh.append(position)
            } catch let fault as InputFault { batch.faults[position] = fault } catch {
                batch.faults[position] = InputFault(plan.pictures[position].path, "\(error)")
            }
        }
        batch.sample = inputs.prefix(Self.sampled).map(\.pixels)
        batch.known = found.count
        for (position, view) in zip(fresh, model.views(inputs)) { found.append((position, picture(view))) }
        let nearest = bank.nearest(to: found.map(\.picture.instances), embedding: model.configuration.embedding)
        batch.pictures = zip(found, nearest).map { encoded($0.position, $0.picture, $1) }
        return batch
    }

    /// nil for a photo that is new or changed, and for one that ends early: that is to be said again.
    private func stored(_ position: Int) -> StoredPicture? {
        guard let known, let stamp = plan.pictures[position].stamp,
            known.summary.noted[plan.pictures[position].path] == nil
        else { return nil }
        return (try? known.stored(plan.pictures[position].path, stamp)) ?? nil
    }

    /// Pictures per batch that are measured for the statistics.
    private static let sampled = 4

    private func picture(_ view: PictureView) -> StoredPicture {
        StoredPicture(
            frame: view.frame, instances: view.instances, global: view.global,
            maps: StoredMaps(
                share: view.share, owned: view.owned, queries: model.queries, patches: model.configuration.patches,
                power: model.configuration.mapPower))
    }

    private func encoded(_ position: Int, _ picture: StoredPicture, _ nearest: [TitleBank.Hit]) -> EncodedPicture {
        EncodedPicture(
            position: position, frame: picture.frame, instances: picture.instances, global: picture.global, maps: picture.maps,
            fits: fits(position, picture.instances), nearest: nearest.map(\.product), nearestScores: nearest.map(\.score))
    }

    /// Per instance: the listed product whose title fits best; the first row where no title says anything.
    private func fits(_ position: Int, _ instances: [Float]) -> [Int32] {
        let size = model.configuration.embedding
        let listings = plan.pictures[position].listings
        let titled = listings.filter { !plan.products[$0.product].label.title.isEmpty }
        return (0..<model.queries).map { query in
            let vector = instances[query * size..<(query + 1) * size]
            let scored = titled.map { ($0.product, dotProduct(vector, plan.products[$0.product].vector)) }
            return Int32(scored.max { $0.1 < $1.1 }?.0 ?? listings.first?.product ?? -1)
        }
    }
}

/// The titles of all products of an index, to find the nearest.
struct TitleBank: Sendable {
    struct Hit: Sendable {
        var product: Int32
        var score: Float
    }

    /// Numbers of the products with a title, and their vectors in pieces that keep a product matrix small.
    private let pieces: [(products: [Int32], vectors: Tensor)]
    private static let pieceSize = 4096

    init(_ products: [PlannedProduct]) {
        let titled = products.indices.filter { !products[$0].label.title.isEmpty }
        pieces = stride(from: 0, to: titled.count, by: Self.pieceSize).map { start in
            let numbers = titled[start..<min(titled.count, start + Self.pieceSize)]
            let size = products[numbers[numbers.startIndex]].vector.count
            let vectors = Tensor(shape: [numbers.count, size], values: numbers.flatMap { products[$0].vector })
            return (numbers.map(Int32.init), vectors)
        }
    }

    /// Per picture and instance: the nearest title.
    /// - Parameter pictures: `queries * embedding` floats each.
    func nearest(to pictures: [[Float]], embedding: Int) -> [[Hit]] {
        guard let first = pictures.first else { return [] }
        let queries = first.count / embedding
        var hits = [Hit](repeating: Hit(product: -1, score: 0), count: pictures.count * queries)
        let rows = Tensor(shape: [hits.count, embedding], values: pictures.flatMap { $0 })
        for piece in pieces {
            Matrix.linear(rows, weight: piece.vectors, bias: nil).withValues { scores in
                for row in hits.indices {
                    Self.improve(
                        &hits[row], with: scores[row * piece.products.count..<(row + 1) * piece.products.count],
                        of: piece.products)
                }
            }
        }
        return pictures.indices.map { Array(hits[$0 * queries..<($0 + 1) * queries]) }
    }

    private static func improve(_ hit: inout Hit, with scores: Slice<UnsafeBufferPointer<Float>>, of products: [Int32])
    {
        for (place, score) in scores.enumerated() where hit.product < 0 || score > hit.score {
            hit = Hit(product: products[place], score: score)
        }
    }
}

/// Threads that work off a list of batches; results arrive on the calling thread in the order they are done.
struct IndexingCrew {
    let work: IndexingWork
    let batches: [[Int]]
    let threads: Int
    let inBackground: Bool

    /// - Throws: what `receive` throws, or `CancellationError`; the threads have ended by then.
    func run(isCancelled: () -> Bool, receive: (IndexedBatch) throws -> Void) throws {
        let table = BatchTable(batches)
        let done = DispatchSemaphore(value: 0)
        let work = work
        let crew = min(threads, max(1, batches.count))
        let inBackground = inBackground
        for _ in 0..<crew {
            let thread = Thread {
                if inBackground { stepBack() }
                while let batch = table.take() {
                    table.put(work.batch(batch))
                    done.signal()
                }
                table.leave()
                done.signal()
            }
            thread.stackSize = 8 << 20
            thread.start()
        }
        var fault: (any Error)?
        while table.left < crew {
            _ = done.wait(timeout: .now() + .milliseconds(100))
            do {
                for batch in table.collect() where fault == nil { try receive(batch) }
                if fault == nil, isCancelled() { throw CancellationError() }
            } catch {
                fault = fault ?? error
                table.stop()
            }
        }
        if let fault { throw fault }
        for batch in table.collect() { try receive(batch) }
        if isCancelled() { throw CancellationError() }
    }
}

/// Lowers the priority of the calling thread (on Linux nice values are a thread's own).
private func stepBack() { _ = setpriority(numericCast(PRIO_PROCESS.rawValue), 0, 10) }

/// What the crew shares.
private final class BatchTable: Sendable {
    private struct State {
        var waiting: [[Int]]
        var done: [IndexedBatch] = []
        var left = 0
    }
    private let state: Mutex<State>

    init(_ batches: [[Int]]) { state = Mutex(State(waiting: batches.reversed())) }

    func take() -> [Int]? { state.withLock { $0.waiting.popLast() } }
    func put(_ batch: IndexedBatch) { state.withLock { $0.done.append(batch) } }
    func leave() { state.withLock { $0.left += 1 } }
    func stop() { state.withLock { $0.waiting = [] } }
    var left: Int { state.withLock { $0.left } }

    func collect() -> [IndexedBatch] {
        state.withLock { state in
            defer { state.done = [] }
            return state.done
        }
    }
}
