// Kernels against PyTorch where no tape is needed, long rows against a plain reference, and the comparison itself.
import Support
import Tensors
import Testing

@Suite struct GoldenKernelTests {
    @Test func adamStepsEqualPyTorch() throws {
        let golden = try GoldenFile("operations")
        var value = try golden.tensor("adam.start")
        var first = Tensor(shape: value.shape, repeating: 0)
        var second = first
        for step in 0..<3 {
            value.adamStep(
                gradient: try golden.tensor("adam.gradient.\(step)"), first: &first, second: &second, step: step + 1,
                rate: 0.01,
                decay: 0.05, gradientScale: 0.25)
            let difference = try golden.difference(value, "adam.after.\(step)")
            #expect(difference == nil)
        }
    }

    @Test func subPatchesEqualPyTorch() throws {
        let golden = try GoldenFile("operations")
        let cut = Gather.subPatches(try golden.tensor("sub_patches.input"), patch: 6, pieces: 3)
        let difference = try golden.difference(cut, "sub_patches.output")
        #expect(difference == nil)
    }

    @Test func corruptedValueIsFoundAndNamed() throws {
        let golden = try GoldenFile("operations")
        var cut = try golden.tensor("sub_patches.output")
        let difference = try golden.difference(cut, "sub_patches.output")
        #expect(difference == nil)
        cut.update { $0[5 * 12 + 7] += 0.001 }
        try #expect(golden.difference(cut, "sub_patches.output")?.index == [5, 7])
        cut.update { $0[3] = .nan }
        try #expect(golden.difference(cut, "sub_patches.output")?.index == [0, 3])
        try #expect(golden.difference(cut.reshaped([12, 72]), "sub_patches.output") != nil)
        try #expect(golden.difference(nil, "sub_patches.output") != nil)
    }

    @Test(arguments: [1, 2, 7, 15, 16, 17, 31, 33, 64, 100, 257])
    func rowKernelsAreRightAtEveryWidth(width: Int) {
        let x = Tensor(shape: [3, width], values: (0..<3 * width).map { Float(($0 * 37) % 101) / 10 - 5 })
        let soft = Rows.softmax(x)
        let plain = plainSoftmax(x)
        for (value, expected) in zip(soft.values, plain) { #expect(abs(Double(value) - expected) < 1e-6) }
        let unit = Rows.normalised(x).y
        for row in 0..<3 {
            let length = unit[row: row].reduce(0) { $0 + $1 * $1 }
            #expect(abs(length - 1) < 1e-5)
        }
        let gain = Tensor(shape: [width], repeating: 1)
        let shift = Tensor(shape: [width], repeating: 0)
        let normed = Rows.layerNorm(x, gain: gain, shift: shift).y
        for row in 0..<3 { #expect(abs(normed[row: row].reduce(0, +)) < 1e-3) }
    }

    private func plainSoftmax(_ x: Tensor) -> [Double] {
        (0..<x.rows).flatMap { row -> [Double] in
            let values = x[row: row].map(Double.init)
            let top = values.max() ?? 0
            let powers = values.map { exponential($0 - top) }
            return powers.map { $0 / powers.reduce(0, +) }
        }
    }

    /// e^x by halving and a short series, so that no library stands in.
    private func exponential(_ x: Double) -> Double {
        var result = 1.0
        var term = 1.0
        for k in 1..<16 {
            term *= x / 64 / Double(k)
            result += term
        }
        for _ in 0..<6 { result *= result }
        return result
    }

    @Test func softmaxOfExtremeLogitsStaysFinite() {
        let x = Tensor(shape: [2, 4], values: [1e4, -1e4, 0, 1e4, -1e30, -1e30, -1e30, -1e30])
        let y = Rows.softmax(x).values
        #expect(y.allSatisfy { $0.isFinite })
        #expect(abs(y[0] - 0.5) < 1e-6 && y[1] < 1e-30 && abs(y[4] - 0.25) < 1e-6)
    }
}
