// One step: titles and pictures encoded on two shards, the losses over the whole batch in a small head, gradients back
// through the shards, summed in a fixed order.
import Autograd
import Domain
import Networks
import Tensors

/// Everything a step changes: the model, the evidence head and their moments.
package struct Trainee: Sendable {
    package var model: ECLIP
    package var evidence: EvidenceHead?
    package var optimizer: AdamW

    package init(model: ECLIP, evidence: EvidenceHead?, optimizer: AdamW = AdamW()) {
        self.model = model
        self.evidence = evidence
        self.optimizer = optimizer
    }

    /// Every trained parameter, the evidence head's under `evidence.`.
    package var parameters: [(name: String, tensor: Tensor)] {
        model.parameters + (evidence?.parameters ?? []).map { ("evidence." + $0.name, $0.tensor) }
    }

    package mutating func visit(_ body: (String, inout Tensor) -> Void) {
        model.visit("", body)
        evidence?.visit("evidence", body)
    }
}

/// Gradients of a step by parameter name, with the terms of its loss.
package struct Gradients {
    package var byName: [String: Tensor]
    package var terms: [(name: String, value: Float)]
    package var total: Float
}

/// Pixels and titles of one shard, ready for the model.
package struct ShardInput: Sendable {
    let pixels: Tensor
    let ids: [[Int]]
    let partner: [Int]
    /// Where the one product of a clean shot is (fractions of the view), for the pictures whose instance is chosen by place.
    let middles: [Int: Box]
    /// Where people said that the words of a picture's title are, in fractions of the view.
    let regions: [Int: Box]

    /// - Parameters:
    ///   - pixels: `[n, S, S, 3]`
    ///   - ids: one title per picture, each with its start token.
    ///   - partner: for each picture the other photo of its product, counted within the shard.
    ///   - middles: by picture, where its instance is to be chosen by place.
    ///   - regions: by picture, where its title's map shall look.
    package init(pixels: Tensor, ids: [[Int]], partner: [Int], middles: [Int: Box] = [:], regions: [Int: Box] = [:]) {
        self.pixels = pixels
        self.ids = ids
        self.partner = partner
        self.middles = middles
        self.regions = regions
    }
}

extension Trainee {
    /// - Parameters:
    ///   - inputs: one per shard; pictures and titles are numbered through the shards in order.
    ///   - ramp: see `TrainingOptions.distillationRamp`.
    package func gradients(
        _ inputs: [ShardInput], targets: ContrastTargets, weights: LossWeights, ramp: Float, threads: Int
    ) -> Gradients {
        let textTapes = inputs.map { _ in Tape(recording: true) }, imageTapes = inputs.map { _ in Tape(recording: true) }
        let texts = onShards(inputs.count, threads: threads) { model.textRows(textTapes[$0], inputs[$0].ids) }
        let allTexts = Tensor.concatenated(texts.map(\.value))
        let starts = inputs.indices.map { shard in inputs[..<shard].reduce(0) { $0 + $1.ids.count } }
        let leaves = imageTapes.map { $0.leaf(allTexts) }
        let shardRows = onShards(inputs.count, threads: threads) { shard in
            model.shardRows(
                imageTapes[shard], pixels: inputs[shard].pixels, texts: leaves[shard],
                ownTitle: inputs[shard].ids.indices.map { starts[shard] + $0 }, partner: inputs[shard].partner,
                middles: inputs[shard].middles, regions: inputs[shard].regions, evidence: evidence
            )
        }
        let rows = shardRows.map(\.all), drawn = shardRows.compactMap(\.region)
        let head = Tape(recording: true)
        let joined = rows[0].indices.map { i in head.leaf(Tensor.concatenated(rows.map { $0[i].value })) }
        let loss = model.loss(head, rows: joined, targets: targets, weights: weights, ramp: ramp)
        head.backward(loss.total)
        let counts = inputs.map { $0.ids.count }
        _ = onShards(inputs.count, threads: threads) { shard in
            let region = shardRows[shard].region.map { ($0, Tensor.scalar(Self.regionWeight / Float(drawn.count))) }
            imageTapes[shard].backward(
                Self.seeds(rows[shard], joined, from: starts[shard], count: counts[shard]) + (region.map { [$0] } ?? []))
        }
        let textGradient = Self.sum(leaves.map(\.gradient))
        _ = onShards(inputs.count, threads: threads) { shard in
            guard let textGradient else { return }
            let part = textGradient.slice(starts[shard]..<starts[shard] + counts[shard])
            textTapes[shard].backward([(texts[shard], part)])
        }
        var gradients = collected(textTapes + imageTapes + [head], loss)
        if !drawn.isEmpty {
            let value = drawn.reduce(Float(0)) { $0 + $1.value.scalar } / Float(drawn.count)
            gradients.terms.append(("r", value))
            gradients.total += Self.regionWeight * value
        }
        return gradients
    }

    /// Weight of the regions that people drew. They are few and sure, and a batch has a handful of them at most.
    static let regionWeight: Float = 0.25

    private static func seeds(_ rows: [Variable], _ joined: [Variable], from start: Int, count: Int) -> [(Variable, Tensor)] {
        zip(rows, joined).compactMap { row, whole in
            whole.gradient.map { (row, $0.slice(start..<start + count)) }
        }
    }

    private static func sum(_ parts: [Tensor?]) -> Tensor? {
        parts.compactMap { $0 }.reduce(nil as Tensor?) { total, part in
            guard var total else { return part }
            total.accumulate(part)
            return total
        }
    }

    private func collected(_ tapes: [Tape], _ loss: LossTerms) -> Gradients {
        var byName: [String: Tensor] = [:]
        for (name, tensor) in parameters { byName[name] = Self.sum(tapes.map { $0.gradient(of: tensor) }) }
        return Gradients(byName: byName, terms: loss.terms, total: loss.total.value.scalar)
    }
}
