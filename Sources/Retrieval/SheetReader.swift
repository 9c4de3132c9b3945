// The all-queries sheet, from what the index holds: wins and owned patches were measured over every picture when it was
// sealed; likeness, entropy, edges and titles come from an even sample.
import Domain
import Foundation
import InstanceIndex

extension SearchEngine {
    /// Every instance query over the index.
    /// - Parameter sample: pictures to look at, evenly spread; 0 means all.
    /// - Throws: `InputFault` for a damaged index, `CancellationError`.
    package func sheet(sample: Int = 1_000, isCancelled: () -> Bool = { false }) throws -> QuerySheet {
        var reader = SheetReader(engine: self)
        let step = sample > 0 ? max(1, (index.pictureCount + sample - 1) / sample) : 1
        for picture in stride(from: 0, to: index.pictureCount, by: step) {
            if isCancelled() { throw CancellationError() }
            reader.add(picture, try index.maps(of: picture))
        }
        return reader.sheet
    }
}

private struct SheetReader {
    let engine: SearchEngine
    let queries: Int
    var sampled = 0
    var entropies, edges: [Double]
    /// By pair: `one * queries + other`, both from 0.
    var cosines, shared: [Double]
    var evenEdge = 0.0
    var titles: [[ProductLabel: Int]]
    /// Sums of the maps, by query; a photo whose map has another shape than the first one's is left out.
    var sums: [[Float]] = []
    var shape: AttentionMap?
    var summed = 0

    /// Titles named for a query.
    private static let named = 3

    init(engine: SearchEngine) {
        self.engine = engine
        queries = engine.model.queries
        entropies = .init(repeating: 0, count: queries)
        edges = entropies
        cosines = .init(repeating: 0, count: queries * queries)
        shared = cosines
        titles = .init(repeating: [:], count: queries)
    }

    mutating func add(_ picture: Int, _ stored: IndexedMaps) {
        sampled += 1
        let maps = (1...queries).map { engine.map(stored, instance: $0) }
        let vectors = (1...queries).map { engine.index.instances.vector(of: picture, instance: $0) }
        addUp(maps)
        let ring = maps[0].ring
        evenEdge += Double(ring.count { $0 }) / Double(max(1, ring.count))
        for query in 0..<queries {
            entropies[query] += maps[query].evenness
            edges[query] += zip(maps[query].weights, ring).reduce(0) { $0 + ($1.1 ? Double($1.0) : 0) }
            if let nearest = stored.nearest[query] { titles[query][nearest.label, default: 0] += 1 }
            for other in 0..<query {
                let pair = query * queries + other
                cosines[pair] += Double(dotProduct(vectors[query], vectors[other]))
                shared[pair] += Double(maps[query].kept(in: maps[other]))
            }
        }
    }

    private mutating func addUp(_ maps: [AttentionMap]) {
        if let shape, (shape.rows, shape.columns) != (maps[0].rows, maps[0].columns) { return }
        if shape == nil { sums = maps.map { [Float](repeating: 0, count: $0.patchCount) } }
        shape = maps[0]
        summed += 1
        for query in 0..<queries {
            for patch in sums[query].indices { sums[query][patch] += maps[query].weights[patch] }
        }
    }

    /// Padding is part of a photo's square, so the mean lies on the whole of it.
    private func mean(_ query: Int) -> AttentionMap? {
        guard let shape else { return nil }
        return AttentionMap(
            rows: shape.rows, columns: shape.columns, axis: shape.axis, layer: shape.layer, frame: .whole,
            weights: sums[query].map { $0 / Float(summed) })
    }

    var sheet: QuerySheet {
        QuerySheet(
            lines: (0..<queries).map(line), pictures: engine.index.pictureCount, sampled: sampled,
            evenEdge: evenEdge / Double(max(1, sampled)))
    }

    private func line(_ query: Int) -> SheetLine {
        let share = engine.index.summary.shares.first { $0.instance == query + 1 }
        let use = QueryUse(owned: share?.owned ?? 0, wins: share?.wins ?? 0)
        let count = Double(max(1, sampled))
        let often = titles[query].sorted { ($1.value, $0.key.productID) < ($0.value, $1.key.productID) }
        return SheetLine(
            instance: query + 1, use: use, isBackground: use.isBackground(among: queries),
            isDead: queries > 1 && use.isDead(among: queries), nearestTwin: twin(of: query),
            entropy: entropies[query] / count, edge: edges[query] / count,
            titles: often.prefix(Self.named).map { TitleCount(product: $0.key, pictures: $0.value) },
            mean: mean(query))
    }

    /// A duplicate where there is one, else the query with the most alike vectors.
    private func twin(of query: Int) -> QueryTwin? {
        let count = Double(max(1, sampled))
        let others = (0..<queries).filter { $0 != query }.map { other in
            let pair = max(query, other) * queries + min(query, other)
            return QueryTwin(instance: other + 1, cosine: cosines[pair] / count, mapsShared: shared[pair] / count)
        }
        return others.max {
            ($0.isDuplicate ? 1 : 0, $0.cosine, $1.instance) < ($1.isDuplicate ? 1 : 0, $1.cosine, $0.instance)
        }
    }
}

extension AttentionMap {
    /// Entropy over that of an even map, 0...1.
    var evenness: Double {
        let entropy = weights.reduce(0.0) { $1 > 0 ? $0 - Double($1) * log(Double($1)) : $0 }
        return patchCount > 1 ? entropy / log(Double(patchCount)) : 0
    }

    /// Per patch: is it of the outermost ring of those whose centre lies in the picture?
    var ring: [Bool] {
        func inside(_ row: Int, _ column: Int) -> Bool {
            guard (0..<rows).contains(row), (0..<columns).contains(column) else { return false }
            return frame.contains(
                x: (Double(column) + 0.5) / Double(columns), y: (Double(row) + 0.5) / Double(rows))
        }
        return weights.indices.map { patch in
            let (row, column) = (patch / columns, patch % columns)
            return inside(row, column)
                && ![(row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)].allSatisfy(inside)
        }
    }
}
