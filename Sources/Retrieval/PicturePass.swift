// One pass over the gallery's files for what an index does not hold: the text-conditioned query, and the patch-text
// cosines that a model without a decoder would point with. Two threads, each with a stripe of the gallery.
import Domain
import Evaluation
import InstanceIndex
import Networks
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
        /// By place.
        var pairs: [PairOutcome] = []
        var leftOut = LeftOut()
    }

    /// What one picture gave.
    private struct Found: Sendable {
        var conditioned: [(query: Int, score: Float)] = []
        var pairs: [PairOutcome] = []
        var leftOut = LeftOut()
    }

    /// Pictures that cannot be read are left out and counted.
    func run(progress: (String) -> Void) throws -> Result {
        let pairs = Dictionary(grouping: pairs(), by: \.place)
        let wanted = queriesByPlace()
        progress("maps of \(pairs.values.joined().count) pairs")
        let found = try inParallel(gallery.pictures.count) { place in
            try self.look(at: place, pairs[place] ?? [], queries: wanted[place])
        }
        return collected(found)
    }

    /// Per place: the queries whose refined search looks at it again.
    private func queriesByPlace() -> [[Int]] {
        var wanted = [[Int]](repeating: [], count: gallery.pictures.count)
        guard engine.model.hasInstances else { return wanted }
        for query in heads.indices { for place in heads[query] { wanted[place].append(query) } }
        return wanted
    }

    /// Products asked for, in scenes of at least two where their box covers over 2 % of the picture.
    private func pairs() -> [PairOutcome] {
        let queries = Dictionary(
            gallery.queries.indices.map { (gallery.queries[$0].productID, $0) }, uniquingKeysWith: { first, _ in first }
        )
        return gallery.placed.indices.filter { gallery.placed[$0].count >= 2 }.flatMap { place in
            gallery.placed[place].compactMap { product in
                guard product.box.area > 0.02, let query = queries[product.productID] else { return nil }
                return PairOutcome(query: query, place: place, box: product.box)
            }
        }
    }

    private func look(at place: Int, _ pairs: [PairOutcome], queries: [Int]) throws -> Found {
        var found = Found(pairs: pairs)
        guard !pairs.isEmpty || !queries.isEmpty else { return found }
        let file = engine.file(of: gallery.paths[place])
        guard let view = try ifReadable({ try engine.model.view(at: file) }) else {
            return Found(leftOut: LeftOut([file: Set(queries + pairs.map(\.query)).count]))
        }
        let asked = queries + pairs.map(\.query)
        if let guided = engine.model.conditioned(view, texts: asked.map { texts[$0] }) {
            found.conditioned = zip(queries, guided).map { ($0, $1.score) }
            for (pair, seen) in zip(pairs.indices, guided.dropFirst(queries.count)) {
                found.pairs[pair].guided = groundingResult(map: seen.map, truth: pairs[pair].box)
            }
        }
        try ground(&found.pairs, place, view)
        return found
    }

    private func ground(_ pairs: inout [PairOutcome], _ place: Int, _ view: PictureView) throws {
        guard !pairs.isEmpty else { return }
        let stored = try engine.index.maps(of: gallery.pictures[place])
        for (pair, map) in zip(pairs.indices, patchText(view, pairs)) {
            let truth = pairs[pair].box
            if engine.model.hasInstances {
                pairs[pair].free = groundingResult(
                    map: engine.map(stored, instance: winner(of: pairs[pair])), truth: truth)
            }
            pairs[pair].patchText = groundingResult(map: map, truth: truth)
            pairs[pair].oracle = oracleOverlap(rows: map.rows, columns: map.columns, frame: view.frame, truth: truth)
        }
    }

    /// The instance (from 1) that fits the title best.
    private func winner(of pair: PairOutcome) -> Int {
        let position = gallery.pictures[pair.place]
        let scores = (1...engine.model.queries).map {
            dotProduct(engine.index.instances.vector(of: position, instance: $0), texts[pair.query])
        }
        return (scores.indices.max { (scores[$0], $1) < (scores[$1], $0) } ?? 0) + 1
    }

    /// Cosine of each patch with the title, what is below zero left out.
    private func patchText(_ view: PictureView, _ pairs: [PairOutcome]) -> [AttentionMap] {
        let size = engine.model.configuration.embedding
        let patches = engine.model.configuration.patches
        let titles = Tensor(shape: [pairs.count, size], values: pairs.flatMap { texts[$0.query] })
        let cosines = engine.model.checkpoint.model.patchSimilarity(patches: view.patches, texts: titles).values
        return pairs.indices.map { pair in
            let weights = (0..<patches).map { max(0, cosines[$0 * pairs.count + pair]) }
            return engine.model.map(weights, axis: .picture, layer: 1, frame: view.frame)
        }
    }

    private func collected(_ found: [Found]) -> Result {
        var result = Result()
        if engine.model.hasInstances { result.conditioned = .init(repeating: [:], count: texts.count) }
        for (place, picture) in found.enumerated() {
            for (query, score) in picture.conditioned { result.conditioned[query][place] = score }
        }
        result.pairs = found.flatMap(\.pairs)
        for picture in found { result.leftOut.add(picture.leftOut) }
        return result
    }
}

/// A product to be found in a picture, and what each map got.
struct PairOutcome: Sendable {
    let query: Int
    let place: Int
    let box: Box
    /// Of the winning instance, the text-conditioned query, and patches against the text.
    var free, guided, patchText: GroundingResult?
    var oracle = 0.0

    init(query: Int, place: Int, box: Box) {
        self.query = query
        self.place = place
        self.box = box
    }
}

extension EvaluationReport.Grounding {
    init(_ pairs: [PairOutcome]) {
        let truths = pairs.map(\.box)
        let centred = Evaluation.centredBox(for: truths)
        self.init(
            pairs: pairs.count, free: GroundingFigures(withIntervals: pairs.compactMap(\.free)),
            textConditioned: GroundingFigures(withIntervals: pairs.compactMap(\.guided)),
            oracleIou: pairs.isEmpty ? nil : pairs.reduce(0) { $0 + $1.oracle } / Double(pairs.count),
            centredBox: GroundingFigures(withIntervals: truths.map { boxBaseline(centred, truth: $0) }),
            wholePicture: GroundingFigures(withIntervals: truths.map { boxBaseline(.whole, truth: $0) }),
            patchText: GroundingFigures(withIntervals: pairs.compactMap(\.patchText)))
    }
}
