// The whole tiny model against its PyTorch twin: what inference gives, every term of the loss, every gradient.
import Networks
import Support
import Tensors
import Testing

/// Gradients that are zero but for rounding (a key's bias moves all scores of a row alike) are measured against this.
private let gradientFloor: Float = 0.05

@Suite struct GoldenModelTests {
    @Test func inferenceEqualsPyTorch() throws {
        let tiny = try GoldenModel()
        let golden = tiny.golden
        let found = tiny.model.encodePictures(tiny.pixels)
        let texts = tiny.model.encodeTexts(tiny.ids)
        let conditioned = tiny.model.conditioned(patches: found.patches, texts: texts)
        let similarity = tiny.model.patchSimilarity(patches: found.patches, texts: texts)
        let outputs: [(String, Tensor?)] = [
            ("texts", texts), ("global", found.global), ("patches", found.patches), ("instances", found.instances),
            ("share", found.share), ("owned", found.owned), ("conditioned.vectors", conditioned?.vectors),
            ("conditioned.maps", conditioned?.maps), ("patch_similarity", similarity),
        ]
        for (name, tensor) in outputs {
            let difference = try golden.difference(tensor, "output." + name)
            #expect(difference == nil)
        }
    }

    /// Patches mixed by the pooling weights, projected, are the global vector; every patch reads shares that sum to 1 in every head.
    @Test func encoderAttentionIsWhatTheEncoderUsed() throws {
        let tiny = try GoldenModel()
        let (encoding, found) = (tiny.model.encodePictures(tiny.pixels), tiny.model.encoderAttention(tiny.pixels))
        let projection = try #require(tiny.model.parameters.first { $0.name == "image.projection.weight" }?.tensor)
        let (patches, channels) = (encoding.patches.shape[1], encoding.patches.shape[2])
        let weights = found.pooled.values.prefix(patches), values = encoding.patches.values
        let mixed = (0..<channels).map { c in zip(weights, 0..<patches).reduce(Float(0)) { $0 + $1.0 * values[$1.1 * channels + c] } }
        let projected = (0..<projection.rows).map { row in zip(projection[row: row], mixed).reduce(Float(0)) { $0 + $1.0 * $1.1 } }
        let length = projected.reduce(0) { $0 + $1 * $1 }.squareRoot()
        for (value, other) in zip(projected, encoding.global[row: 0]) { #expect(abs(value / length - other) < 1e-5) }
        let side = tiny.model.configuration.side
        #expect(found.blocks.map(\.number) == [1, 3].filter { $0 <= tiny.model.configuration.imageBlocks })
        for (_, block) in found.blocks {
            #expect(Array(block.shape.dropFirst()) == [tiny.model.configuration.heads, side * side, 9])
            let values = block.values
            let sums = stride(from: 0, to: values.count, by: 9).map { values[$0..<$0 + 9].reduce(0, +) }
            #expect(sums.allSatisfy { abs($0 - 1) < 1e-5 })
        }
    }

    @Test func pictureAloneEqualsPictureInABatch() throws {
        let tiny = try GoldenModel()
        let whole = tiny.model.encodePictures(tiny.pixels)
        let alone = tiny.model.encodePictures(tiny.pixels.slice(3..<4))
        for (value, other) in zip(alone.instances[row: 0], whole.instances[row: 3]) {
            #expect(abs(value - other) < 1e-5)
        }
        let title = tiny.model.encodeTexts([tiny.ids[1]])
        for (value, other) in zip(title[row: 0], tiny.model.encodeTexts(tiny.ids)[row: 1]) {
            #expect(abs(value - other) < 1e-5)
        }
    }

    @Test func mapsAreShares() throws {
        let tiny = try GoldenModel()
        let found = tiny.model.encodePictures(tiny.pixels)
        let (queries, patches) = (tiny.configuration.queries, tiny.configuration.patches)
        for picture in 0..<found.share.shape[0] {
            let share = found.share[row: picture]
            let owned = found.owned[row: picture]
            for query in 0..<queries {
                #expect(abs(share[query * patches..<(query + 1) * patches].reduce(0, +) - 1) < 1e-5)
            }
            for patch in 0..<patches {
                #expect(abs((0..<queries).reduce(Float(0)) { $0 + owned[$1 * patches + patch] } - 1) < 1e-5)
            }
        }
    }

    @Test(arguments: [[0..<8], [0..<4, 4..<8]])
    func everyTermAndGradientEqualsPyTorch(shards: [Range<Int>]) throws {
        let tiny = try GoldenModel()
        let golden = tiny.golden
        let found = tiny.step(shards: shards)
        for name in ["g", "m", "c", "lc", "lm", "i", "ic", "d"] {
            let difference = try golden.difference(found.terms[name].map { .scalar($0) }, "loss.\(name)")
            #expect(difference == nil)
        }
        let difference = try golden.difference(.scalar(found.total), "loss.total")
        #expect(difference == nil)
        for name in golden.keys(below: "gradient.") {
            let difference = try golden.difference(found.gradients[name], "gradient.\(name)", floor: gradientFloor)
            #expect(difference == nil)
        }
        #expect(found.gradients.count == golden.keys(below: "gradient.").count)
    }

    /// Terms that share a weight (`i` and `ic`, `lc` and `lm`) are compared as the sum they enter the loss as.
    @Test(arguments: ["g", "m", "c", "i+ic", "lc+lm", "d"])
    func gradientOfEachTermEqualsPyTorch(term: String) throws {
        let tiny = try GoldenModel()
        let golden = tiny.golden
        let parts = term.split(separator: "+").map(String.init)
        let found = tiny.step(shards: [0..<4, 4..<8], weights: .only(term, ramp: tiny.ramp))
        for name in golden.keys(below: "loss.\(parts[0]).gradient.") {
            let expected = try parts.map { try golden.tensor("loss.\($0).gradient.\(name)").values }
            let sums = expected[0].indices.map { place in expected.reduce(Float(0)) { $0 + $1[place] } }
            let gradient = found.gradients[name]?.values ?? sums.map { _ in 0 }
            let magnitude = max(1e-3, sums.reduce(0) { max($0, abs($1)) })
            let worst = zip(gradient, sums).reduce(Float(0)) { max($0, abs($1.0 - $1.1)) } / magnitude
            #expect(worst < golden.tolerance, "\(name)")
        }
    }

    @Test func corruptedParameterIsNoticed() throws {
        let tiny = try GoldenModel()
        var model = tiny.model
        model.visit("") { name, tensor in
            if name == "decoder.layers.1.value.weight" { tensor.update { $0[17] += 0.01 } }
        }
        let found = model.encodePictures(tiny.pixels)
        try #expect(tiny.golden.difference(found.patches, "output.patches") == nil)
        try #expect(tiny.golden.difference(found.instances, "output.instances") != nil)
    }
}

extension LossWeights {
    /// Weights that leave one term, at 1, of the whole loss.
    static func only(_ term: String, ramp: Float) -> LossWeights {
        var weights = LossWeights()
        weights.global = term == "g" ? 1 : 0
        weights.multipleInstance = term == "m" ? 1 : 0
        weights.interProduct = term == "c" ? 1 : 0
        weights.intraProduct = term == "i+ic" ? 1 : 0
        weights.evidence = term == "lc+lm" ? 2 : 0
        weights.distillation = term == "d" ? 1 / ramp : 0
        return weights
    }
}
