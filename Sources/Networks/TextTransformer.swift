// The text encoder: piece ids -> `text [B, e]`, unit rows. Bidirectional, padding masked, masked mean.
// Source: CLIP's text tower (Radford et al. 2021) made small; mean instead of an end token is ours.
import Autograd
import Tensors

package struct TextTransformer: Module {
    let configuration: ModelConfiguration
    var embedding: Tensor
    var position: Tensor
    var blocks: [Block]
    var norm: Norm
    var projection: LinearLayer

    init(_ c: ModelConfiguration, using random: inout some RandomNumberGenerator) {
        configuration = c
        embedding = .normal([c.vocabulary, c.channels], deviation: 0.02, using: &random)
        position = .normal([c.tokenLimit, c.channels], deviation: 0.02, using: &random)
        blocks = []
        for _ in 0..<c.textBlocks { blocks.append(Block(c.channels, c.hidden, attends: true, using: &random)) }
        norm = Norm(c.channels)
        projection = LinearLayer(c.channels, c.embedding, bias: false, using: &random)
    }

    /// `ids`: one list of pieces per title, each with its start token, at most `tokenLimit` long.
    func callAsFunction(_ tape: Tape, _ ids: [[Int]]) -> Variable {
        let lengths = ids.map(\.count), tokens = lengths.max() ?? 1
        precondition(lengths.allSatisfy { $0 >= 1 } && tokens <= configuration.tokenLimit, "titles of \(lengths) pieces")
        let padded = ids.flatMap { $0 + Array(repeating: 0, count: tokens - $0.count) }
        var x = tape.embedding(tape.parameter(embedding), padded, shape: [ids.count, tokens])
        x = tape.addToRows(x, tape.firstRows(tape.parameter(position), tokens))
        for block in blocks {
            x = block(tape, x) { tape.attention($0, heads: configuration.heads, lengths: lengths) }
        }
        return tape.normalise(projection(tape, tape.mean(norm(tape, x), lengths: lengths)))
    }

    package mutating func visit(_ prefix: String, _ body: (String, inout Tensor) -> Void) {
        body(path(prefix, "embedding"), &embedding)
        body(path(prefix, "position"), &position)
        for i in blocks.indices { blocks[i].visit(path(prefix, "blocks.\(i)"), body) }
        norm.visit(path(prefix, "norm"), body)
        projection.visit(path(prefix, "projection"), body)
    }
}
