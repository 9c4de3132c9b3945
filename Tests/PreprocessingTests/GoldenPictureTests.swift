// From a file to the model's input, against a pipeline spelled out in numpy; an augmented view against PyTorch's
// affine_grid and grid_sample.
import Images
import Preprocessing
import Support
import Tensors
import Testing

private struct GoldenView: Decodable {
    let scale, gain, offset: Float
    let flipped: Bool
    let shift: [Float]
}

@Suite struct GoldenPictureTests {
    @Test func fileBecomesTheGoldenInput() throws {
        let golden = try GoldenFile("pictures")
        let size: Int = try golden.fact("size")
        let raster = try decodePicture(at: goldenPath("picture.png"))
        #expect((raster.width, raster.height) == (37, 23))
        let tensor = PictureInput.tensor(from: [modelInput(raster, size: size).pixels], size: size)
        #expect(tensor.shape == [1, size, size, 3])
        let difference = try golden.difference(tensor.reshaped([size, size, 3]), "picture.input")
        #expect(difference == nil)
    }

    @Test func viewEqualsGridSample() throws {
        let golden = try GoldenFile("pictures")
        let size: Int = try golden.fact("size")
        let drawn: GoldenView = try golden.fact("view")
        let pixels = try golden.tensor("picture.input").values.map { UInt8($0 * 64 + 128) }
        var view = PictureAugmentation()
        view.scale = drawn.scale
        view.isFlipped = drawn.flipped
        view.shift = SIMD2(drawn.shift[0], drawn.shift[1])
        (view.gain, view.offset) = (drawn.gain, drawn.offset)
        let found = Tensor(shape: [size, size, 3]) { output in
            pixels.withUnsafeBufferPointer {
                view.apply(to: $0, size: size, into: UnsafeMutableBufferPointer(start: output, count: size * size * 3))
            }
        }
        let difference = try golden.difference(found, "picture.augmented")
        #expect(difference == nil)
    }
}
