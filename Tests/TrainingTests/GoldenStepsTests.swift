// Ten steps of the trainer's own step and optimizer against PyTorch's: two shards, clipping, warm-up, cosine, weight
// decay. Run on the tiny model of Tests/Golden/golden_model.py, whose batch stays the same.
import Networks
import Support
import Tensors
import Testing
import Training

private struct GoldenSchedule: Decodable {
    let steps, warmUpSteps: Int
    let peakRate, weightDecay, gradientLimit: Float

    var options: TrainingOptions {
        var options = TrainingOptions()
        options.warmUpSteps = warmUpSteps
        options.peakRate = peakRate
        options.weightDecay = weightDecay
        options.gradientLimit = gradientLimit
        return options
    }
}

@Suite struct GoldenStepsTests {
    private let golden: GoldenFile
    private let schedule: GoldenSchedule
    private let trainee: Trainee

    init() throws {
        let golden = try GoldenFile("model")
        let configuration: ModelConfiguration = try golden.fact("configuration")
        var random = SystemRandomNumberGenerator()
        var trainee = Trainee(
            model: ECLIP(configuration, using: &random), evidence: EvidenceHead(configuration, using: &random))
        trainee.visit { name, tensor in tensor = golden.file.tensors["parameter." + name] ?? tensor }
        (self.golden, self.trainee) = (golden, trainee)
        schedule = try golden.fact("steps")
    }

    private func inputs() throws -> [ShardInput] {
        let pixels = try golden.tensor("input.pixels")
        let ids: [[Int]] = try golden.fact("ids")
        let partner: [Int] = try golden.fact("partner")
        return [0..<4, 4..<8].map { shard in
            ShardInput(
                pixels: pixels.slice(shard), ids: Array(ids[shard]),
                partner: partner[shard].map { $0 - shard.lowerBound })
        }
    }

    private func targets() throws -> ContrastTargets {
        let conflicts: [[Int]] = try golden.fact("conflicts")
        return ContrastTargets(
            products: try golden.fact("products"), partner: try golden.fact("partner"),
            queries: trainee.model.configuration.queries, conflicts: { conflicts.contains([$0, $1]) })
    }

    /// The trainee after all steps, with each step's loss and gradient norm.
    private func run(threads: Int) throws -> (trainee: Trainee, losses: [Float], norms: [Float]) {
        var trainee = trainee
        var losses: [Float] = []
        var norms: [Float] = []
        let inputs = try inputs()
        let targets = try targets()
        let options = schedule.options
        let ramp: Float = try golden.fact("ramp")
        for step in 0..<schedule.steps {
            let gradients = trainee.gradients(
                inputs, targets: targets, weights: LossWeights(), ramp: ramp, threads: threads)
            let norm = AdamW.norm(gradients.byName)
            trainee.update(
                gradients.byName, norm: norm, rate: options.rate(at: step, of: schedule.steps), options: options)
            losses.append(gradients.total)
            norms.append(norm)
        }
        return (trainee, losses, norms)
    }

    /// Adam divides a gradient by its own size, so rounding grows with every step: 20 times the tolerance of one step.
    /// A key's bias moves all scores of a row alike, and the bias before a competing query's projection moves all queries'
    /// scores for a patch alike: softmax takes both out, their gradient is rounding alone, and so is their path.
    @Test func tenStepsEqualPyTorch() throws {
        let found = try run(threads: 2)
        let count = schedule.steps
        let difference = try golden.difference(Tensor(shape: [count], values: found.losses), "steps.losses")
        #expect(difference == nil)
        try #expect(golden.difference(Tensor(shape: [count], values: found.norms), "steps.norms") == nil)
        for (name, tensor) in found.trainee.parameters where !Self.isWithoutEffect(name) {
            let difference = try golden.difference(tensor, "steps.after." + name, tolerance: 5 * golden.tolerance)
            #expect(difference == nil)
        }
    }

    private static func isWithoutEffect(_ name: String) -> Bool {
        name.hasSuffix("attention.key.bias") || name.hasSuffix("query_norm.bias")
    }

    @Test func threadsDoNotChangeABit() throws {
        let one = try run(threads: 1)
        let two = try run(threads: 2)
        #expect(one.losses == two.losses)
        for (a, b) in zip(one.trainee.parameters, two.trainee.parameters) {
            #expect(a.tensor.values == b.tensor.values)
        }
    }
}
