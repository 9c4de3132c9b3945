// The tiny model of Tests/Golden/golden_model.py, loaded by parameter name, and one whole step on it: titles and pictures
// on shards of their own tapes, the losses in a head, gradients back. Written out here once more, single-threaded, so
// that the trainer's own step has something to be compared with.
import Autograd
import Networks
import Support
import Tensors

/// The golden model with its batch.
struct GoldenModel {
    let golden: GoldenFile
    let configuration: ModelConfiguration
    let model: ECLIP
    let evidence: EvidenceHead
    let pixels: Tensor
    let ids: [[Int]]
    let targets: ContrastTargets
    let partner: [Int]
    let ramp: Float

    init() throws {
        let golden = try GoldenFile("model")
        let configuration: ModelConfiguration = try golden.fact("configuration")
        (self.golden, self.configuration) = (golden, configuration)
        var random = SystemRandomNumberGenerator()
        var model = ECLIP(configuration, using: &random)
        var evidence = EvidenceHead(configuration, using: &random)
        let names = golden.keys(below: "parameter.")
        let file = TensorFile(metadata: [:], try names.map { ($0, try golden.tensor("parameter." + $0)) })
        try model.load(TensorFile(metadata: [:], file.named { !$0.hasPrefix("evidence.") }), path: "golden model")
        try evidence.load(
            TensorFile(
                metadata: [:], file.named { $0.hasPrefix("evidence.") }.map { (String($0.0.dropFirst(9)), $0.1) }),
            path: "golden evidence")
        (self.model, self.evidence) = (model, evidence)
        pixels = try golden.tensor("input.pixels")
        ids = try golden.fact("ids")
        partner = try golden.fact("partner")
        ramp = try golden.fact("ramp")
        let conflicts: [[Int]] = try golden.fact("conflicts")
        targets = ContrastTargets(
            products: try golden.fact("products"), partner: partner, queries: configuration.queries,
            conflicts: { conflicts.contains([$0, $1]) })
    }
}

extension TensorFile {
    func named(_ isWanted: (String) -> Bool) -> [(String, Tensor)] {
        names.filter(isWanted).compactMap { name in tensors[name].map { (name, $0) } }
    }
}

/// A step's loss and gradients by name.
struct StepResult {
    var gradients: [String: Tensor] = [:]
    var terms: [String: Float] = [:]
    var total: Float = 0
}

extension GoldenModel {
    /// One step over shards given by their picture ranges; partners must lie in one shard.
    func step(shards: [Range<Int>], weights: LossWeights = LossWeights()) -> StepResult {
        let textTape = Tape(recording: true)
        let texts = model.textRows(textTape, ids)
        let tapes = shards.map { _ in Tape(recording: true) }
        let leaves = tapes.map { $0.leaf(texts.value) }
        let rows = shards.indices.map { shard in
            model.shardRows(
                tapes[shard], pixels: pixels.slice(shards[shard]), texts: leaves[shard], ownTitle: Array(shards[shard]),
                partner: partner[shards[shard]].map { $0 - shards[shard].lowerBound }, evidence: evidence
            ).all
        }
        let head = Tape(recording: true)
        let joined = rows[0].indices.map { row in head.leaf(Tensor.concatenated(rows.map { $0[row].value })) }
        let loss = model.loss(head, rows: joined, targets: targets, weights: weights, ramp: ramp)
        head.backward(loss.total)
        for shard in shards.indices {
            tapes[shard].backward(
                zip(rows[shard], joined).compactMap { row, whole in
                    whole.gradient.map { (row, $0.slice(shards[shard])) }
                })
        }
        textTape.backward(leaves.compactMap { leaf in leaf.gradient.map { (texts, $0) } })
        return StepResult(
            gradients: gradients(tapes + [textTape, head]),
            terms: Dictionary(uniqueKeysWithValues: loss.terms.map { $0 }),
            total: loss.total.value.scalar)
    }

    private func gradients(_ tapes: [Tape]) -> [String: Tensor] {
        var found: [String: Tensor] = [:]
        let named = model.parameters + evidence.parameters.map { ("evidence." + $0.name, $0.tensor) }
        for (name, parameter) in named {
            for part in tapes.compactMap({ $0.gradient(of: parameter) }) {
                if found[name] == nil { found[name] = part } else { found[name]?.accumulate(part) }
            }
        }
        return found
    }
}
