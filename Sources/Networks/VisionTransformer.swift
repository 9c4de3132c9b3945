// The image encoder: `pixels [B, S, S, 3]` -> `patches [B, P, C]` and `global [B, e]`.
// Source: ViT (Dosovitskiy et al. 2021) with three choices of ours, found by experiment (model.md): a two-level stem,
// attention masked to the 3x3 neighbourhood (global attention sends the instance queries to background patches), and
// attention pooling instead of a class token.
import Autograd
import Tensors

/// What the image encoder gives; `stem` is read by the evidence loss only.
package struct ImageFeatures {
    /// Un-mixed patch features before positions, `[B, P, C]`.
    let stem: Variable
    /// `[B, P, C]`
    let patches: Variable
    /// Unit rows `[B, e]`.
    let global: Variable
}

/// The weights that the encoder's attention used.
package struct EncoderAttention: Sendable {
    /// The blocks that attend, in order: place among all blocks, from 1, and `[B, H, P, (2 radius + 1)^2]`, which sums to 1.
    package let blocks: [(number: Int, weights: Tensor)]
    /// Share of each patch in the global vector, `[B, 1, P]`.
    package let pooled: Tensor
}

package struct VisionTransformer: Module {
    let configuration: ModelConfiguration
    var pieces: LinearLayer
    var patch: LinearLayer
    var position: Tensor
    var blocks: [Block]
    var norm: Norm
    var pool: Tensor
    var projection: LinearLayer

    init(_ c: ModelConfiguration, using random: inout some RandomNumberGenerator) {
        configuration = c
        let sub = c.patchSize / c.stemPieces
        pieces = LinearLayer(sub * sub * 3, c.stemChannels, using: &random)
        patch = LinearLayer(c.stemChannels * c.stemPieces * c.stemPieces, c.channels, using: &random)
        position = .normal([c.patches, c.channels], deviation: 0.02, using: &random)
        blocks = []
        for i in 0..<c.imageBlocks { blocks.append(Block(c.channels, c.hidden, attends: i % 2 == 0, using: &random)) }
        norm = Norm(c.channels)
        pool = .normal([1, c.channels], deviation: 0.02, using: &random)
        projection = LinearLayer(c.channels, c.embedding, bias: false, using: &random)
    }

    func callAsFunction(_ tape: Tape, _ pixels: Tensor) -> ImageFeatures {
        let c = configuration, stem = stem(tape, pixels)
        let x = patches(tape, stem) {
            tape.localAttention($0, heads: c.heads, side: c.side, radius: c.attentionRadius)
        }
        return ImageFeatures(stem: stem, patches: x, global: tape.normalise(projection(tape, pooled(tape, x))))
    }

    /// Un-mixed patches `[B, P, C]` of `pixels [B, S, S, 3]`.
    private func stem(_ tape: Tape, _ pixels: Tensor) -> Variable {
        let c = configuration
        let sub = tape.constant(Gather.subPatches(pixels, patch: c.patchSize, pieces: c.stemPieces))
        let width = c.stemChannels * c.stemPieces * c.stemPieces
        return patch(tape, tape.reshape(tape.gelu(pieces(tape, sub)), [pixels.shape[0], c.patches, width]))
    }

    /// The stem's patches mixed: positions, blocks, norm. `attend` gets the packed projections `[B, P, 3C]` of a block.
    private func patches(_ tape: Tape, _ stem: Variable, attend: (Variable) -> Variable) -> Variable {
        var x = tape.addToRows(stem, tape.parameter(position))
        for block in blocks { x = block(tape, x, attend: attend) }
        return norm(tape, x)
    }

    private func pooled(_ tape: Tape, _ x: Variable) -> Variable {
        tape.reshape(tape.mix(poolWeights(tape, x), x), [x.shape[0], x.shape[2]])
    }

    /// `[B, 1, P]`, from `x [B, P, C]`.
    private func poolWeights(_ tape: Tape, _ x: Variable) -> Variable {
        tape.softmax(tape.scores(tape.parameter(pool), x, scale: 1))
    }

    /// The same pass as above, for its weights.
    func attention(_ pixels: Tensor) -> EncoderAttention {
        let c = configuration, tape = Tape(recording: false)
        var found: [Tensor] = []
        let x = patches(tape, stem(tape, pixels)) { qkv in
            let (y, weights) = SelfAttention.local(qkv.value, heads: c.heads, side: c.side, radius: c.attentionRadius)
            found.append(weights)
            return tape.constant(y)
        }
        let numbers = blocks.indices.filter { blocks[$0].attention != nil }
        return EncoderAttention(
            blocks: zip(numbers, found).map { ($0 + 1, $1) }, pooled: poolWeights(tape, x).value)
    }

    package mutating func visit(_ prefix: String, _ body: (String, inout Tensor) -> Void) {
        pieces.visit(path(prefix, "stem.pieces"), body)
        patch.visit(path(prefix, "stem.patch"), body)
        body(path(prefix, "position"), &position)
        for i in blocks.indices { blocks[i].visit(path(prefix, "blocks.\(i)"), body) }
        norm.visit(path(prefix, "norm"), body)
        body(path(prefix, "pool"), &pool)
        projection.visit(path(prefix, "projection"), body)
    }
}
