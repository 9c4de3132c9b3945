// The mean of checkpoints: every weight, one lineage, and a refusal where weights stand for other things.
import Domain
import Networks
import Tensors
import Testing

@Suite struct CheckpointMeanTests {
    private func checkpoint(seed: UInt64, queries: Int = 2, pieces: String = "{}") -> Checkpoint {
        var sizes = ModelConfiguration()
        (sizes.imageSize, sizes.queries, sizes.vocabulary) = (24, queries, 300)
        var random = SeededGenerator(seed: seed)
        return Checkpoint(model: ECLIP(sizes, using: &random), tokenizerJSON: pieces, training: TrainingRecord())
    }

    @Test func everyWeightIsTheMean() throws {
        let files = [1, 2, 3].map { (path: "\($0).safetensors", checkpoint: checkpoint(seed: $0)) }
        let mean = try Checkpoint.mean(of: files)
        let parts = files.map(\.checkpoint.model.parameters)
        #expect(mean.model.parameters.count == parts[0].count)
        for (place, (name, tensor)) in mean.model.parameters.enumerated() {
            let expected = tensor.values.indices.map { i in parts.reduce(Float(0)) { $0 + $1[place].tensor.values[i] } / 3 }
            #expect(zip(tensor.values, expected).allSatisfy { abs($0 - $1) < 1e-6 }, "\(name)")
        }
        #expect(mean.identity == mean.computedIdentity && !files.map(\.checkpoint.identity).contains(mean.identity))
        #expect(mean.lineage == files.map(\.checkpoint.identity).joined(separator: " + "))
    }

    @Test func oneAloneIsItself() throws {
        let one = checkpoint(seed: 1), mean = try Checkpoint.mean(of: [("one.safetensors", one)])
        #expect(mean.identity == one.identity && mean.lineage == one.identity)
    }

    @Test(arguments: [("sizes", 3, "{}"), ("word pieces", 2, "{ }")])
    func whatStandsForOtherThingsHasNoMean(differs: String, queries: Int, pieces: String) throws {
        let fault = #expect(throws: InputFault.self) {
            try Checkpoint.mean(of: [
                ("a.safetensors", checkpoint(seed: 1)),
                ("b.safetensors", checkpoint(seed: 1, queries: queries, pieces: pieces)),
            ])
        }
        let said = try #require(fault).description
        #expect(said.contains("b.safetensors") && said.contains("other \(differs) than a.safetensors"), "\(said)")
    }
}
