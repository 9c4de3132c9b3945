// The whole model: two encoders, the instance decoder and two learned temperatures. A Sendable struct of tensors, so
// search, maps and indexing share one model across threads; inference runs the training code on a silent tape.
import Autograd
import Domain
import Tensors

/// What a picture gives at index time.
package struct PictureEncoding: Sendable {
    /// Unit rows `[B, e]`.
    package let global: Tensor
    /// `[B, P, C]`
    package let patches: Tensor
    /// Unit rows `[B, Q, e]`; Q is 1 (the global vector) in a global-only model.
    package let instances: Tensor
    /// Share of the picture `[B, Q, P]`: sums to 1 over the patches.
    package let share: Tensor
    /// Share among queries `[B, Q, P]`: sums to 1 over the queries.
    package let owned: Tensor
}

package struct ECLIP: Module {
    package let configuration: ModelConfiguration
    var image: VisionTransformer
    var text: TextTransformer
    var decoder: InstanceDecoder?
    /// Log of the temperatures' inverses: of the global contrast and of everything else.
    var globalScale: Tensor
    var instanceScale: Tensor

    /// A fresh model, initialised as PyTorch would.
    package init(_ configuration: ModelConfiguration, using random: inout some RandomNumberGenerator) {
        self.configuration = configuration
        image = VisionTransformer(configuration, using: &random)
        text = TextTransformer(configuration, using: &random)
        decoder = configuration.hasInstances ? InstanceDecoder(configuration, using: &random) : nil
        globalScale = .scalar(2.6592600)
        instanceScale = .scalar(2.6592600)
    }

    package var hasInstances: Bool { decoder != nil }

    package mutating func visit(_ prefix: String, _ body: (String, inout Tensor) -> Void) {
        image.visit(path(prefix, "image"), body)
        text.visit(path(prefix, "text"), body)
        decoder?.visit(path(prefix, "decoder"), body)
        body(path(prefix, "scale.global"), &globalScale)
        if decoder != nil { body(path(prefix, "scale.instance"), &instanceScale) }
    }

    // MARK: inference

    /// Pictures `[B, S, S, 3]` -> vectors and maps.
    package func encodePictures(_ pixels: Tensor) -> PictureEncoding {
        let tape = Tape(recording: false)
        let features = image(tape, pixels)
        let global = features.global.value, patches = features.patches.value, batch = pixels.shape[0]
        guard let found = decoder?.free(tape, features.patches) else {
            let count = configuration.patches
            return PictureEncoding(
                global: global, patches: patches, instances: global.reshaped([batch, 1, global.columns]),
                share: Tensor(shape: [batch, 1, count], repeating: 1 / Float(count)),
                owned: Tensor(shape: [batch, 1, count], repeating: 1))
        }
        return PictureEncoding(
            global: global, patches: patches, instances: found.vectors.value, share: found.share.value,
            owned: found.owned.value)
    }

    /// Titles as piece ids (start token first) -> unit rows `[B, e]`.
    package func encodeTexts(_ ids: [[Int]]) -> Tensor { text(Tape(recording: false), ids).value }

    /// The text-conditioned query for every picture and title: `patches [B, P, C]`, `texts [M, e]`.
    /// - Returns: unit vectors `[B, M, e]` and maps `[B, M, P]`; nil from a global-only model.
    package func conditioned(patches: Tensor, texts: Tensor) -> (vectors: Tensor, maps: Tensor)? {
        guard let decoder else { return nil }
        let tape = Tape(recording: false)
        let result = decoder.conditioned(tape, tape.constant(patches), texts: tape.constant(texts))
        return (result.vectors.value, result.maps.value)
    }

    /// The share of the picture `[B, Q, P]` after each decoder layer, from `patches [B, P, C]`; empty from a global-only model.
    package func layerMaps(patches: Tensor) -> [Tensor] {
        let tape = Tape(recording: false)
        return decoder?.layered(tape, tape.constant(patches)).map(\.share.value) ?? []
    }

    /// What the attention of the image encoder does in pictures `[B, S, S, 3]`.
    package func encoderAttention(_ pixels: Tensor) -> EncoderAttention { image.attention(pixels) }

    /// Cosine of each projected patch with each text: `patches [B, P, C]`, `texts [M, e]` -> `[B, P, M]`. The grounding
    /// that a CLIP-style model has without a decoder.
    package func patchSimilarity(patches: Tensor, texts: Tensor) -> Tensor {
        let tape = Tape(recording: false)
        return Matrix.linear(
            tape.normalise(image.projection(tape, tape.constant(patches))).value, weight: texts, bias: nil)
    }
}

extension ECLIP {
    /// Instance queries that answer nothing start again as noisy copies of those that answer most, the busiest first.
    /// - Parameter uses: what each query did over some pictures, in order.
    /// - Returns: the queries that started again, from 0; none from a global-only model, or where no query answers.
    @discardableResult
    package mutating func reviveQueries(_ uses: [QueryUse], using random: inout some RandomNumberGenerator) -> [Int] {
        let dead = uses.indices.filter { uses[$0].isDead(among: uses.count) }
        let busy = uses.indices.filter { !dead.contains($0) && !uses[$0].isBackground(among: uses.count) }
            .sorted { (uses[$1].wins, $0) < (uses[$0].wins, $1) }
        guard decoder != nil, !busy.isEmpty, uses.count == configuration.queries else { return [] }
        for (place, query) in dead.enumerated() {
            decoder?.restart(query, from: busy[place % busy.count], deviation: Self.revivalNoise, using: &random)
        }
        return dead
    }

    /// Deviation of the noise in a copied query; the queries themselves begin with 1.
    private static let revivalNoise: Float = 0.5

    /// Takes every parameter that the other model has under the same name and shape (all of them for equal
    /// configurations, the encoders alone between an instance and a global-only model). Of another number of queries the first
    /// ones are taken. Positions of another picture size are resampled: a patch keeps what it knows about its place.
    package mutating func takeShared(from other: ECLIP) {
        let known = Dictionary(other.parameters.map { ($0.name, $0.tensor) }, uniquingKeysWith: { first, _ in first })
        visit("") { name, tensor in
            if let found = known[name], found.shape == tensor.shape { tensor = found }
        }
        if let ours = decoder?.queries, let theirs = other.decoder?.queries, ours.columns == theirs.columns {
            let kept = min(ours.rows, theirs.rows), first = theirs.slice(0..<kept)
            decoder?.queries = kept == ours.rows ? first : .concatenated([first, ours.slice(kept..<ours.rows)])
        }
        if image.position.columns == other.image.position.columns {
            image.position = other.image.position.resampledGrid(to: configuration.side)
        }
    }
}
