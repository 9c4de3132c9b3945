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
        let c = configuration, batch = pixels.shape[0]
        let sub = tape.constant(Gather.subPatches(pixels, patch: c.patchSize, pieces: c.stemPieces))
        let detail = tape.reshape(
            tape.gelu(pieces(tape, sub)), [batch, c.patches, c.stemChannels * c.stemPieces * c.stemPieces])
        let stem = patch(tape, detail)
        var x = tape.addToRows(stem, tape.parameter(position))
        for block in blocks {
            x = block(tape, x) { tape.localAttention($0, heads: c.heads, side: c.side, radius: c.attentionRadius) }
        }
        x = norm(tape, x)
        return ImageFeatures(stem: stem, patches: x, global: tape.normalise(projection(tape, pooled(tape, x))))
    }

    private func pooled(_ tape: Tape, _ x: Variable) -> Variable {
        let weights = tape.softmax(tape.scores(tape.parameter(pool), x, scale: 1))
        return tape.reshape(tape.mix(weights, x), [x.shape[0], x.shape[2]])
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
