// The instance decoder: learnable queries that compete for the patches, and the text-conditioned query.
// Sources: slot attention (Locatello et al. 2020) for the competition; ECLIP (Jin et al. 2023) for the instance queries
// and the positive query; unshared layers without recurrence, and the values-only positive query are ours.
import Autograd
import Tensors

/// What the free queries give. Both maps are the tensors the decoder itself used.
package struct Instances {
    /// Unit rows `[B, Q, e]`.
    let vectors: Variable
    /// Share among queries `[B, Q, P]`: sums to 1 over Q.
    let owned: Variable
    /// Share of the picture `[B, Q, P]`: sums to 1 over P.
    let share: Variable
}

/// One layer of competition.
package struct DecoderLayer: Module {
    var queryNorm: Norm
    var query, key, value, output: LinearLayer
    var norm: Norm
    var perceptron: Perceptron

    init(_ channels: Int, using random: inout some RandomNumberGenerator) {
        queryNorm = Norm(channels)
        query = LinearLayer(channels, channels, bias: false, using: &random)
        key = LinearLayer(channels, channels, bias: false, using: &random)
        value = LinearLayer(channels, channels, bias: false, using: &random)
        output = LinearLayer(channels, channels, using: &random)
        norm = Norm(channels)
        perceptron = Perceptron(channels, channels * 2, using: &random)
    }

    /// `slots [B, Q, C]`, `patches [B, P, C]`.
    /// - Parameter power: what the shares among queries are raised to before they become shares of the picture.
    func callAsFunction(_ tape: Tape, _ slots: Variable, _ patches: Variable, competition: Competition, power: Int)
        -> (slots: Variable, owned: Variable, share: Variable)
    {
        let scale = 1 / Float(slots.shape[2]).squareRoot()
        let logits = tape.scores(query(tape, queryNorm(tape, slots)), key(tape, patches), scale: scale)
        let owned = tape.softmaxOverQueries(logits)
        let share =
            switch competition {
            case .queries: tape.share(power == 2 ? tape.squared(owned) : owned)
            case .patches: tape.softmax(logits)
            }
        var next = tape.add(slots, output(tape, tape.mix(share, value(tape, patches))))
        next = tape.add(next, perceptron(tape, norm(tape, next)))
        return (next, owned, share)
    }

    package mutating func visit(_ prefix: String, _ body: (String, inout Tensor) -> Void) {
        queryNorm.visit(path(prefix, "query_norm"), body)
        query.visit(path(prefix, "query"), body)
        key.visit(path(prefix, "key"), body)
        value.visit(path(prefix, "value"), body)
        output.visit(path(prefix, "output"), body)
        norm.visit(path(prefix, "norm"), body)
        perceptron.visit(path(prefix, "mlp"), body)
    }
}

package struct InstanceDecoder: Module {
    let competition: Competition
    let mapPower: Int
    var queries: Tensor
    var layers: [DecoderLayer]
    var norm: Norm
    var projection: LinearLayer
    var conditionedQuery, conditionedKey, conditionedValue: LinearLayer
    var conditionedNorm: Norm

    init(_ c: ModelConfiguration, using random: inout some RandomNumberGenerator) {
        competition = c.competition
        mapPower = c.mapPower
        queries = .normal([c.queries, c.channels], deviation: 1, using: &random)
        layers = []
        for _ in 0..<c.decoderLayers { layers.append(DecoderLayer(c.channels, using: &random)) }
        norm = Norm(c.channels)
        projection = LinearLayer(c.channels, c.embedding, bias: false, using: &random)
        conditionedQuery = LinearLayer(c.embedding, c.channels, using: &random)
        conditionedKey = LinearLayer(c.channels, c.channels, bias: false, using: &random)
        conditionedValue = LinearLayer(c.channels, c.channels, using: &random)
        conditionedNorm = Norm(c.channels)
    }

    /// The free queries on `patches [B, P, C]`.
    func free(_ tape: Tape, _ patches: Variable) -> Instances {
        let steps = layered(tape, patches)
        guard let last = steps.last else { preconditionFailure("a decoder without layers") }
        return Instances(
            vectors: tape.normalise(projection(tape, norm(tape, last.slots))), owned: last.owned, share: last.share)
    }

    /// Every layer's slots and maps, in order.
    func layered(_ tape: Tape, _ patches: Variable) -> [(slots: Variable, owned: Variable, share: Variable)] {
        var slots = tape.repeated(tape.parameter(queries), batch: patches.shape[0])
        return layers.enumerated().map { place, layer in
            let power = place == layers.count - 1 ? mapPower : 1
            let step = layer(tape, slots, patches, competition: competition, power: power)
            slots = step.slots
            return step
        }
    }

    /// The text-conditioned query: every picture with every title. Values only: no residual from the title, so the
    /// title cannot leak into the vector.
    /// - Returns: unit vectors `[B, M, e]` and maps `[B, M, P]`, each summing to 1.
    func conditioned(_ tape: Tape, _ patches: Variable, texts: Variable) -> (vectors: Variable, maps: Variable) {
        let scale = 1 / Float(patches.shape[2]).squareRoot()
        let logits = tape.scores(conditionedQuery(tape, texts), conditionedKey(tape, patches), scale: scale)
        let maps = tape.softmax(logits)
        let gathered = tape.mix(maps, conditionedValue(tape, patches))
        return (tape.normalise(projection(tape, conditionedNorm(tape, gathered))), maps)
    }

    /// Query `copy` becomes query `original` plus normal noise of `deviation` in every channel. Both are places from 0. A copy
    /// without noise would share every patch with its original for ever: their gradients would be the same.
    mutating func restart(_ copy: Int, from original: Int, deviation: Float, using random: inout some RandomNumberGenerator) {
        let noise = Tensor.normal([1, queries.columns], deviation: deviation, using: &random)
        var rows = (0..<queries.rows).map { queries.slice($0..<$0 + 1) }
        rows[copy] = rows[original]
        rows[copy].accumulate(noise)
        queries = .concatenated(rows)
    }

    package mutating func visit(_ prefix: String, _ body: (String, inout Tensor) -> Void) {
        body(path(prefix, "queries"), &queries)
        for i in layers.indices { layers[i].visit(path(prefix, "layers.\(i)"), body) }
        norm.visit(path(prefix, "norm"), body)
        projection.visit(path(prefix, "projection"), body)
        conditionedQuery.visit(path(prefix, "conditioned.query"), body)
        conditionedKey.visit(path(prefix, "conditioned.key"), body)
        conditionedValue.visit(path(prefix, "conditioned.value"), body)
        conditionedNorm.visit(path(prefix, "conditioned.norm"), body)
    }
}
