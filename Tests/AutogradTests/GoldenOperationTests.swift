// Every operation of the tape against PyTorch: its value, and the gradient of each input for one incoming gradient.
import Autograd
import Support
import Tensors
import Testing

/// One operation: the inputs are leaves read from the golden file in order.
struct OperationCase: Sendable, CustomTestStringConvertible {
    let name: String
    let run: @Sendable (Tape, [Variable], GoldenFile) throws -> Variable

    init(_ name: String, _ run: @escaping @Sendable (Tape, [Variable], GoldenFile) throws -> Variable) {
        self.name = name
        self.run = run
    }

    var testDescription: String { name }

    static let layers = [
        OperationCase("linear") { tape, x, _ in tape.linear(x[0], x[1], x[2]) },
        OperationCase("linear_plain") { tape, x, _ in tape.linear(x[0], x[1]) },
        OperationCase("gelu") { tape, x, _ in tape.gelu(x[0]) },
        OperationCase("layer_norm") { tape, x, _ in tape.layerNorm(x[0], gain: x[1], shift: x[2]) },
        OperationCase("add") { tape, x, _ in tape.add(x[0], x[1]) },
        OperationCase("add_to_rows") { tape, x, _ in tape.addToRows(x[0], x[1]) },
        OperationCase("normalise") { tape, x, _ in tape.normalise(x[0]) },
        OperationCase("embedding") { tape, x, _ in
            tape.embedding(x[0], [1, 8, 1, 0, 2, 2, 2, 7, 5, 1, 0, 3], shape: [3, 4])
        },
        OperationCase("mean") { tape, x, _ in tape.mean(x[0], lengths: [4, 1, 3]) },
        OperationCase("first_rows") { tape, x, _ in tape.firstRows(x[0], 4) },
        OperationCase("repeated") { tape, x, _ in tape.repeated(x[0], batch: 2) },
        OperationCase("joined_rows") { tape, x, _ in tape.joinedRows(x) },
    ]

    static let attention = [
        OperationCase("local_attention") { tape, x, _ in tape.localAttention(x[0], heads: 3, side: 4, radius: 1) },
        OperationCase("local_attention_wide") { tape, x, _ in tape.localAttention(x[0], heads: 2, side: 5, radius: 2) },
        OperationCase("attention") { tape, x, _ in tape.attention(x[0], heads: 2, lengths: [5, 1, 3]) },
        OperationCase("scores") { tape, x, _ in tape.scores(x[0], x[1], scale: 0.3) },
        OperationCase("scores_shared") { tape, x, _ in tape.scores(x[0], x[1], scale: 0.3) },
        OperationCase("softmax") { tape, x, _ in tape.softmax(x[0]) },
        OperationCase("softmax_over_queries") { tape, x, _ in tape.softmaxOverQueries(x[0]) },
        OperationCase("share") { tape, x, _ in tape.share(x[0]) },
        OperationCase("mix") { tape, x, _ in tape.mix(x[0], x[1]) },
    ]

    static let losses = [
        OperationCase("paired_dots") { tape, x, _ in tape.pairedDots(x[0], x[1]) },
        OperationCase("pick") { tape, x, _ in tape.pick(x[0], [1, 0, 3]) },
        OperationCase("pick_query") { tape, x, _ in tape.pickQuery(x[0], [0, 2, 1, 2, 1, 1, 0, 2]) },
        OperationCase("rows") { tape, x, _ in tape.rows(x[0], [2, 0, 2]) },
        OperationCase("tempered") { tape, x, _ in tape.tempered(x[0], logScale: x[1]) },
        OperationCase("tempered_at_limit") { tape, x, _ in tape.tempered(x[0], logScale: x[1]) },
        OperationCase("shifted") { tape, x, golden in tape.shifted(x[0], by: try golden.tensor("shifted.constant")) },
        OperationCase("beside") { tape, x, _ in tape.beside(x[0], x[1]) },
        OperationCase("contrast") { tape, x, golden in
            let rows = try golden.tensor("contrast.rows"), columns = try golden.tensor("contrast.columns")
            return tape.contrast(
                x[0], rows: (rows, Tensor(shape: rows.shape, repeating: 0)),
                columns: (columns, Tensor(shape: columns.shape, repeating: 0)))
        },
        OperationCase("cross_entropy") { tape, x, golden in
            tape.crossEntropy(x[0], targets: try golden.tensor("cross_entropy.targets"))
        },
        OperationCase("divergence") { tape, x, golden in
            tape.divergence(student: x[0], teacher: try golden.tensor("divergence.teacher"))
        },
        OperationCase("weighted_sum") { tape, x, _ in tape.weightedSum([(x[0], 0.5), (x[1], 2), (x[2], -0.25)]) },
    ]
}

@Suite struct GoldenOperationTests {
    @Test(arguments: OperationCase.layers + OperationCase.attention + OperationCase.losses)
    func valueAndGradientsEqualPyTorch(operation: OperationCase) throws {
        let golden = try GoldenFile("operations")
        let tape = Tape(recording: true)
        let inputs = try golden.keys(below: operation.name + ".input.").map {
            tape.leaf(try golden.tensor(operation.name + ".input." + $0))
        }
        let output = try operation.run(tape, inputs, golden)
        let difference = try golden.difference(output.value, operation.name + ".output")
        #expect(difference == nil)
        tape.backward([(output, try golden.tensor(operation.name + ".incoming"))])
        for (place, input) in inputs.enumerated() {
            let gradient = input.gradient ?? Tensor(shape: input.shape, repeating: 0)  // none arrived: zero
            let difference = try golden.difference(gradient, "\(operation.name).gradient.\(place)")
            #expect(difference == nil)
        }
    }

    @Test func everyGoldenOperationIsCompared() throws {
        let compared = Set((OperationCase.layers + OperationCase.attention + OperationCase.losses).map(\.name))
        let written = Set(
            try GoldenFile("operations").file.names.filter { $0.hasSuffix(".incoming") }.map { String($0.dropLast(9)) })
        #expect(compared == written)
    }

    @Test func silentTapeGivesTheSameValues() throws {
        let golden = try GoldenFile("operations")
        let silent = Tape(recording: false)
        let x = silent.leaf(try golden.tensor("softmax.input.0"))
        let y = silent.softmax(x)
        let difference = try golden.difference(y.value, "softmax.output")
        #expect(difference == nil)
        silent.backward([(y, try golden.tensor("softmax.incoming"))])
        #expect(x.gradient == nil)
    }

    @Test func aSquaresGradientIsTwiceTheValue() {
        let tape = Tape(recording: true)
        let x = tape.leaf(Tensor(shape: [2, 2], values: [1, -2, 0, 0.5]))
        let y = tape.squared(x)
        #expect(y.value.values == [1, 4, 0, 0.25])
        tape.backward([(y, Tensor(shape: [2, 2], values: [1, 1, 3, -1]))])
        #expect(x.gradient?.values == [2, -4, 0, -1])
    }

    @Test func gradientsOfTwoUsesAddUp() throws {
        let golden = try GoldenFile("operations")
        let tape = Tape(recording: true)
        let weight = try golden.tensor("linear_plain.input.1")
        let x = try golden.tensor("linear_plain.input.0")
        let both = tape.add(
            tape.linear(tape.constant(x), tape.parameter(weight)), tape.linear(tape.constant(x), tape.parameter(weight))
        )
        tape.backward([(both, try golden.tensor("linear_plain.incoming"))])
        let half = tape.gradient(of: weight).map { Rows.scaled($0, by: 0.5) }
        let difference = try golden.difference(half, "linear_plain.gradient.1")
        #expect(difference == nil)
    }
}
