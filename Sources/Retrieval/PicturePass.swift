// One pass over the gallery's files for what an index does not hold: the text-conditioned query, and the patch-text
// cosines that a model without a decoder would point with. Two threads, each with a stripe of the gallery.
import Domain
import Evaluation
import Foundation
import InstanceIndex
import Networks
import Synchronization
import Tensors

struct PicturePass: Sendable {
    let engine: SearchEngine
    let gallery: EvaluationGallery
    let texts: [[Float]]
    /// Per query: the places that its refined search looks at again.
    let heads: [[Int]]

    /// What the pass found.
    struct Result {
        /// Per query: text-conditioned scores of its head, by place in the gallery; empty without a decoder.
        var conditioned: [[Int: Float]] = []
        var grounding = EvaluationReport.Grounding()
        /// Per query: whether each of its free maps points right.
        var pointing: [[Bool]] = []
    }

    /// A product to be found in a picture.
    private struct Pair {
        let query: Int
        let place: Int
        let box: Box
    }

    /// What one picture gave.
    private struct Found: Sendable {
        var conditioned: [(query: Int, score: Float)] = []
        var free: [(query: Int, result: GroundingResult)] = []
        var guided: [GroundingResult] = []
        var patchText: [GroundingResult] = []
        var oracle: [Double] = []
    }

    /// - Throws: `InputFault` when a picture of the gallery cannot be read.
    func run(progress: (String) -> Void) throws -> Result {
        let pairs = Dictionary(grouping: pairs(), by: \.place)
        let wanted = queriesByPlace()
        progress("maps of \(pairs.values.joined().count) pairs")
        let found = try eachPicture { place in try self.look(at: place, pairs[place] ?? [], queries: wanted[place]) }
        return collected(found, pairs: pairs.values.flatMap { $0 })
    }

    /// Per place: the queries whose refined search looks at it again.
    private func queriesByPlace() -> [[Int]] {
        var wanted = [[Int]](repeating: [], count: gallery.pictures.count)
        guard engine.model.hasInstances else { return wanted }
        for query in heads.indices { for place in heads[query] { wanted[place].append(query) } }
        return wanted
    }

    /// Products asked for, in scenes of at least two where their box covers over 2 % of the picture.
    private func pairs() -> [Pair] {
        let queries = Dictionary(
            gallery.queries.indices.map { (gallery.queries[$0].productID, $0) }, uniquingKeysWith: { first, _ in first }
        )
        return gallery.placed.indices.filter { gallery.placed[$0].count >= 2 }.flatMap { place in
            gallery.placed[place].compactMap { product in
                guard product.box.area > 0.02, let query = queries[product.productID] else { return nil }
                return Pair(query: query, place: place, box: product.box)
            }
        }
    }

    private func look(at place: Int, _ pairs: [Pair], queries: [Int]) throws -> Found {
        var found = Found()
        guard !pairs.isEmpty || !queries.isEmpty else { return found }
        let view = try engine.model.view(at: engine.file(of: gallery.paths[place]))
        let asked = queries + pairs.map(\.query)
        if let guided = engine.model.conditioned(view, texts: asked.map { texts[$0] }) {
            found.conditioned = zip(queries, guided).map { ($0, $1.score) }
            found.guided = zip(pairs, guided.dropFirst(queries.count)).map {
                groundingResult(map: $1.map, truth: $0.box)
            }
        }
        try ground(pairs, place, view, &found)
        return found
    }

    private func ground(_ pairs: [Pair], _ place: Int, _ view: PictureView, _ found: inout Found) throws {
        guard !pairs.isEmpty else { return }
        let stored = try engine.index.maps(of: gallery.pictures[place])
        let similar = patchText(view, pairs)
        for (pair, map) in zip(pairs, similar) {
            let free = engine.map(stored, instance: winner(of: pair))
            if engine.model.hasInstances {
                found.free.append((pair.query, groundingResult(map: free, truth: pair.box)))
            }
            found.patchText.append(groundingResult(map: map, truth: pair.box))
            found.oracle.append(
                oracleOverlap(rows: map.rows, columns: map.columns, frame: view.frame, truth: pair.box))
        }
    }

    /// The instance (from 1) that fits the title best.
    private func winner(of pair: Pair) -> Int {
        let position = gallery.pictures[pair.place]
        let scores = (1...engine.model.queries).map {
            dotProduct(engine.index.instances.vector(of: position, instance: $0), texts[pair.query])
        }
        return (scores.indices.max { (scores[$0], $1) < (scores[$1], $0) } ?? 0) + 1
    }

    /// Cosine of each patch with the title, what is below zero left out.
    private func patchText(_ view: PictureView, _ pairs: [Pair]) -> [AttentionMap] {
        let size = engine.model.configuration.embedding
        let patches = engine.model.configuration.patches
        let titles = Tensor(shape: [pairs.count, size], values: pairs.flatMap { texts[$0.query] })
        let cosines = engine.model.checkpoint.model.patchSimilarity(patches: view.patches, texts: titles).values
        return pairs.indices.map { pair in
            let weights = (0..<patches).map { max(0, cosines[$0 * pairs.count + pair]) }
            return engine.model.map(weights, axis: .picture, layer: 1, frame: view.frame)
        }
    }

    private func collected(_ found: [Found], pairs: [Pair]) -> Result {
        var result = Result()
        result.pointing = .init(repeating: [], count: texts.count)
        if engine.model.hasInstances { result.conditioned = .init(repeating: [:], count: texts.count) }
        for (place, picture) in found.enumerated() {
            for (query, score) in picture.conditioned { result.conditioned[query][place] = score }
            for (query, free) in picture.free { result.pointing[query].append(free.pointing) }
        }
        let truths = pairs.map(\.box)
        let centred = centredBox(for: truths)
        let oracle = found.flatMap(\.oracle)
        result.grounding = EvaluationReport.Grounding(
            pairs: pairs.count, free: GroundingFigures(found.flatMap { $0.free.map(\.result) }),
            textConditioned: GroundingFigures(found.flatMap(\.guided)),
            oracleIou: oracle.isEmpty ? nil : oracle.reduce(0, +) / Double(oracle.count),
            centredBox: GroundingFigures(truths.map { boxBaseline(centred, truth: $0) }),
            wholePicture: GroundingFigures(truths.map { boxBaseline(.whole, truth: $0) }),
            patchText: GroundingFigures(found.flatMap(\.patchText)))
        return result
    }

    /// Runs `work` for every place of the gallery on two threads, in order of the places.
    /// - Throws: the first fault.
    private func eachPicture(_ work: @escaping @Sendable (Int) throws -> Found) throws -> [Found] {
        let results = Mutex<[Int: Swift.Result<Found, any Error>]>([:])
        let next = Atomic<Int>(0)
        let count = gallery.pictures.count
        DispatchQueue.concurrentPerform(iterations: 2) { _ in
            while case let place = next.add(1, ordering: .relaxed).oldValue, place < count {
                let found = Swift.Result { try work(place) }
                results.withLock { $0[place] = found }
            }
        }
        return try results.withLock { found in try (0..<count).compactMap { try found[$0]?.get() } }
    }
}
