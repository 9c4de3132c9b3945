// Regions that people drew: a step along the gradient pulls a title's map into the box, and pictures without one feel nothing.
import Autograd
import Domain
import Networks
import Support
import Tensors
import Testing

@Suite struct DrawnRegionTests {
    private let right = Box(x: 0.5, y: 0, width: 0.5, height: 1)

    private func shard(_ tape: Tape, _ model: ECLIP, _ tiny: GoldenModel, _ regions: [Int: Box]) -> ShardRows {
        model.shardRows(
            tape, pixels: tiny.pixels, texts: tape.leaf(tiny.model.encodeTexts(tiny.ids)),
            ownTitle: Array(tiny.ids.indices), partner: tiny.partner, regions: regions, evidence: tiny.evidence)
    }

    @Test(arguments: [Box(x: 0.5, y: 0, width: 0.5, height: 1), Box(x: 0, y: 0.5, width: 1, height: 0.5)])
    func aStepPullsTheMapIntoTheBox(box: Box) throws {
        let tiny = try GoldenModel()
        let tape = Tape(recording: true)
        let before = try #require(shard(tape, tiny.model, tiny, [1: box]).region)
        tape.backward(before)
        var model = tiny.model
        var moved = 0
        model.visit("") { _, tensor in
            guard let gradient = tape.gradient(of: tensor) else { return }
            moved += 1
            tensor.accumulate(Rows.scaled(gradient, by: -0.02))
        }
        #expect(moved > 0)
        let after = try #require(shard(Tape(recording: false), model, tiny, [1: box]).region)
        #expect(after.value.scalar < before.value.scalar, "\(after.value.scalar) after \(before.value.scalar)")
    }

    @Test func withoutARegionNothingIsAsked() throws {
        let tiny = try GoldenModel()
        #expect(shard(Tape(recording: false), tiny.model, tiny, [:]).region == nil)
        let outside = Box(x: 1.2, y: 0, width: 0.3, height: 0.3)
        #expect(shard(Tape(recording: false), tiny.model, tiny, [0: outside]).region == nil, "it was cropped away")
    }

    @Test func theLossIsTheLogOfTheWeightInside() {
        let maps = Tensor(shape: [2, 3], values: [0.5, 0.25, 0.25, 0.1, 0.1, 0.8])
        let regions = Tensor(shape: [2, 3], values: [1, 0.5, 0, 0, 0, 1])
        let found = LossKernels.weightInside(maps, regions)
        #expect(abs(found.loss - 0.34657) < 1e-4)
        for place in 0..<6 {
            var values = maps.withValues { Array($0) }
            values[place] += 1e-3
            let change = LossKernels.weightInside(Tensor(shape: [2, 3], values: values), regions).loss - found.loss
            let gradient = found.gradient.withValues { $0[place] }
            #expect(abs(change / 1e-3 - gradient) < 2e-2, "\(place): \(change / 1e-3), \(gradient)")
        }
    }
}
