// When an environment holds the matrix kernels back, and when there is nothing to say.
import Tensors
import Testing

@Suite struct PinnedKernelTests {
    @Test func narrowerKernelsThanTheProcessorsAreFound() throws {
        let old = try #require(PinnedKernel(name: "Haswell", kernel: "Haswell", processorBits: 512))
        #expect(old.bits == 256 && old.processorBits == 512 && old.name == "Haswell")
        let narrow = try #require(PinnedKernel(name: "x", kernel: "Nehalem", processorBits: 256))
        #expect(narrow.bits == 128 && narrow.fitting == "Haswell" && old.fitting == "SkylakeX")
        // A processor newer than OpenBLAS: nobody set a variable, and the kernels are the oldest all the same.
        let unknown = try #require(PinnedKernel(name: nil, kernel: "Prescott", processorBits: 512))
        #expect(unknown.name == nil && unknown.fitting == "SkylakeX")
    }

    @Test(arguments: [("Haswell", 256), ("Zen", 256), ("SkylakeX", 512), ("Prescott", 128), ("Unheard", 512), ("Haswell", 0)])
    func whatCostsNothingOrIsNotKnownIsNoFault(_ kernel: String, _ processorBits: Int) {
        #expect(PinnedKernel(name: kernel, kernel: kernel, processorBits: processorBits) == nil)
    }
}
