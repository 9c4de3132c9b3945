// Sizes in a checkpoint that its tensors do not fill are refused before memory is asked for.
import Domain
import Foundation
import Networks
import Tensors
import Testing

@Suite struct CheckpointSizeTests {
    private func sizes(_ change: (inout ModelConfiguration) -> Void = { _ in }) -> ModelConfiguration {
        var sizes = ModelConfiguration()
        (sizes.imageSize, sizes.patchSize, sizes.stemPieces, sizes.stemChannels) = (24, 6, 2, 5)
        (sizes.channels, sizes.heads, sizes.vocabulary, sizes.embedding) = (12, 2, 40, 10)
        change(&sizes)
        return sizes
    }

    @Test func theNumbersOfAModelAreCountedFromItsSizes() {
        let places: [WritableKeyPath<ModelConfiguration, Int>] = [
            \.queries, \.imageBlocks, \.textBlocks, \.decoderLayers, \.vocabulary, \.tokenLimit, \.embedding, \.stemChannels,
        ]
        for place in places {
            for value in [0, 1, 3, 4] where value > 0 || place == \.queries { count { $0[keyPath: place] = value } }
        }
        count { ($0.channels, $0.stemPieces) = (6, 3) }
    }

    private func count(_ change: (inout ModelConfiguration) -> Void) {
        let configuration = sizes(change)
        var random = SeededGenerator(seed: 1)
        let numbers = ECLIP(configuration, using: &random).parameters.reduce(0) { $0 + $1.tensor.count }
        #expect(configuration.parameterCount == Double(numbers))
    }

    @Test(arguments: [(1 << 20, 40, 2, 10), (12, 1 << 20, 2, 10), (12, 40, 1 << 20, 10), (1 << 20, 40, 2, 1 << 20)])
    func sizesThatTheFileCannotFillAreRefused(channels: Int, vocabulary: Int, blocks: Int, embedding: Int) throws {
        var random = SeededGenerator(seed: 1)
        let model = ECLIP(sizes(), using: &random)
        let path = NSTemporaryDirectory() + "eclip-\(UUID().uuidString).safetensors"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Checkpoint(model: model, tokenizerJSON: "{}", training: TrainingRecord()).write(to: path)
        var file = try TensorFile.read(path)
        let asked = sizes { ($0.channels, $0.vocabulary, $0.imageBlocks, $0.embedding) = (channels, vocabulary, blocks, embedding) }
        file.metadata["config"] = String(decoding: try JSONEncoder().encode(asked), as: UTF8.self)
        try file.write(to: path)
        let fault = #expect(throws: InputFault.self) { try Checkpoint.read(path) }
        #expect(fault?.problem.contains("a model of") == true)
    }
}
