// The pretext tasks (model.md, "Losses"), written for two shards: each shard computes its rows of every similarity
// matrix on a tape of its own, a small head puts the rows together, and gradients flow back the same way.
import Autograd
import Domain
import Tensors

/// The evidence head: it reads the un-mixed stem features under the same maps. Training only, never shipped. Ours.
package struct EvidenceHead: Module {
    var inputNorm: Norm
    var first, second: LinearLayer
    var outputNorm: Norm
    var projection: LinearLayer

    package init(_ c: ModelConfiguration, using random: inout some RandomNumberGenerator) {
        inputNorm = Norm(c.channels)
        first = LinearLayer(c.channels, c.channels * 2, using: &random)
        second = LinearLayer(c.channels * 2, c.channels, using: &random)
        outputNorm = Norm(c.channels)
        projection = LinearLayer(c.channels, c.embedding, bias: false, using: &random)
    }

    func values(_ tape: Tape, _ stem: Variable) -> Variable {
        second(tape, tape.gelu(first(tape, inputNorm(tape, stem))))
    }

    /// Unit vectors of what `maps [B, N, P]` gather from `values [B, P, C]`.
    func reading(_ tape: Tape, _ maps: Variable, _ values: Variable) -> Variable {
        tape.normalise(projection(tape, outputNorm(tape, tape.mix(maps, values))))
    }

    package mutating func visit(_ prefix: String, _ body: (String, inout Tensor) -> Void) {
        inputNorm.visit(path(prefix, "input_norm"), body)
        first.visit(path(prefix, "first"), body)
        second.visit(path(prefix, "second"), body)
        outputNorm.visit(path(prefix, "output_norm"), body)
        projection.visit(path(prefix, "projection"), body)
    }
}

/// What one shard of pictures contributes; n pictures of the batch's N, M = N titles.
package struct ShardRows {
    /// `[n, M]`: global vector . title.
    var global: Variable
    /// The rest is nil in a global-only model.
    var instance: InstanceRows?
    /// How far the own titles' maps miss the regions that people drew; nil where nobody drew one. A scalar: it compares
    /// nothing across the batch, so that it stays on the shard's tape.
    package var region: Variable?

    /// Everything as a list, in a fixed order, for joining shards and handing gradients back.
    package var all: [Variable] { [global] + (instance?.all ?? []) }
}

struct InstanceRows {
    /// `[n, M]`: the best free query . title (L_m).
    var best: Variable
    /// `[n, M]`: text-conditioned vector . its title (L_c).
    var conditioned: Variable
    /// `[n, M]`: evidence under the text-conditioned and the free maps (L_l).
    var evidenceConditioned, evidenceFree: Variable
    /// `[n, e]`: the matched instance (L_i), the text-conditioned vector of the own title (L_ic).
    var matched, own: Variable
    /// `[n, Q]`: matched instance . the partner photo's other queries; the partner's matched one is masked.
    var others: Variable
    /// `[n, P]`: the matched query's map (student) and the own title's map (teacher) (L_d).
    var student, teacher: Variable

    var all: [Variable] {
        [best, conditioned, evidenceConditioned, evidenceFree, matched, own, others, student, teacher]
    }
}

extension ECLIP {
    /// The rows of one shard.
    /// - Parameters:
    ///   - pixels: `[n, S, S, 3]`
    ///   - texts: all titles of the batch `[M, e]`, a leaf of this tape.
    ///   - ownTitle: for each picture, the title drawn with it.
    ///   - partner: for each picture of the shard, the other photo of its product (index within the shard).
    ///   - middles: pictures whose instance is chosen by place, and the place: only the query with most of its weight there
    ///     answers titles (ours: a search by a clean shot has no title to choose a query by).
    ///   - regions: pictures whose own title's map is pulled into a part of the view (ours: regions that people drew).
    package func shardRows(
        _ tape: Tape, pixels: Tensor, texts: Variable, ownTitle: [Int], partner: [Int], middles: [Int: Box] = [:],
        regions: [Int: Box] = [:], evidence: EvidenceHead?
    ) -> ShardRows {
        let features = image(tape, pixels)
        let global = tape.linear(features.global, texts)
        guard let decoder, let evidence else { return ShardRows(global: global, instance: nil) }
        let free = decoder.free(tape, features.patches)
        let (vectors, maps) = decoder.conditioned(tape, features.patches, texts: texts)
        let similarity = tape.linear(free.vectors, texts)  // [n, Q, M]
        var winners = Gather.bestQuery(similarity.value)
        let titles = texts.shape[0]
        for (picture, query) in placed(free.share.value, middles) {
            for title in 0..<titles { winners[picture * titles + title] = query }
        }
        let matchedQuery = ownTitle.enumerated().map { winners[$0.offset * titles + $0.element] }
        let values = evidence.values(tape, features.stem)
        let freeEvidence = tape.linear(evidence.reading(tape, free.share, values), texts)
        let matched = tape.pick(free.vectors, matchedQuery)
        let ownMaps = tape.pick(maps, ownTitle)
        return ShardRows(
            global: global,
            instance: InstanceRows(
                best: tape.pickQuery(similarity, winners),
                conditioned: tape.pairedDots(vectors, texts),
                evidenceConditioned: tape.pairedDots(evidence.reading(tape, maps, values), texts),
                evidenceFree: tape.pickQuery(freeEvidence, winners),
                matched: matched, own: tape.pick(vectors, ownTitle),
                others: otherQueries(tape, free.vectors, matched, matchedQuery, partner),
                student: tape.pick(free.share, matchedQuery),
                teacher: tape.constant(ownMaps.value)),
            region: regionLoss(tape, ownMaps, regions))
    }

    /// nil where no region lies in its view.
    private func regionLoss(_ tape: Tape, _ maps: Variable, _ regions: [Int: Box]) -> Variable? {
        let covers = regions.sorted { $0.key < $1.key }.map { ($0.key, patchCover(of: $0.value)) }
            .filter { $0.1.reduce(0, +) >= Self.leastRegion }
        guard !covers.isEmpty else { return nil }
        return tape.weightInside(
            tape.rows(maps, covers.map(\.0)),
            regions: Tensor(shape: [covers.count, maps.shape[1]], values: covers.flatMap(\.1)))
    }

    /// Less than half a patch of a region in the view says nothing.
    private static var leastRegion: Float { 0.5 }

    /// The share of each patch that a part of the view covers, 0...1.
    private func patchCover(of part: Box) -> [Float] {
        let side = configuration.side, step = 1 / Double(side)
        return (0..<side * side).map { patch in
            let cell = Box(x: Double(patch % side) * step, y: Double(patch / side) * step, width: step, height: step)
            return Float(cell.intersection(part).area / cell.area)
        }
    }

    /// For each of some pictures the query (from 0) with most of its weight inside a part of the picture.
    /// - Parameter share: `[n, Q, P]`, patches in rows of a square.
    private func placed(_ share: Tensor, _ middles: [Int: Box]) -> [Int: Int] {
        let (queries, patches, side) = (share.shape[1], share.shape[2], configuration.side)
        return Dictionary(uniqueKeysWithValues: middles.map { picture, part in
            let inside = (0..<patches).filter {
                part.contains(x: (Double($0 % side) + 0.5) / Double(side), y: (Double($0 / side) + 0.5) / Double(side))
            }
            let masses = share.withValues { weights in
                (0..<queries).map { query in
                    inside.reduce(Float(0)) { $0 + weights[(picture * queries + query) * patches + $1] }
                }
            }
            return (picture, masses.indices.max { masses[$0] < masses[$1] } ?? 0)
        })
    }

    /// The matched instance of each picture against the queries of its partner photo.
    private func otherQueries(
        _ tape: Tape, _ vectors: Variable, _ matched: Variable, _ matchedQuery: [Int], _ partner: [Int]
    ) -> Variable {
        let (count, queries, width) = (vectors.shape[0], vectors.shape[1], vectors.shape[2])
        let flat = tape.reshape(vectors, [count, queries * width])
        let partners = tape.reshape(tape.rows(flat, partner), [count, queries, width])
        let dots = tape.scores(tape.reshape(matched, [count, 1, width]), partners, scale: 1)
        var mask = Tensor(shape: [count, queries], repeating: 0)
        mask.update { for row in 0..<count { $0[row * queries + matchedQuery[partner[row]]] = ContrastTargets.excluded } }
        return tape.shifted(tape.reshape(dots, [count, queries]), by: mask)
    }
}

extension ECLIP {
    /// One shard's titles as unit rows `[n, e]` on a tape.
    package func textRows(_ tape: Tape, _ ids: [[Int]]) -> Variable { text(tape, ids) }
}
