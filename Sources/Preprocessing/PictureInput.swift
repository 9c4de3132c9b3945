// The only place that knows how bytes become the model's pixel values: (u8 - 128) / 64, height by width by channel.
// Training (through PictureAugmentation) and search share it, so that they cannot drift apart.
import Tensors

/// Pictures as model input.
package enum PictureInput {
    /// The byte that becomes 0.
    static let centre: Float = 128
    /// Factor after the centre is taken off.
    static let scale: Float = 1.0 / 64

    /// A batch of pictures.
    /// - Parameters:
    ///   - pixels: B pictures of `size * size * 3` bytes, as `Images.modelInput` gives them.
    ///   - size: side of the picture in pixels.
    /// - Returns: `[B,size,size,3]`.
    package static func tensor(from pixels: [[UInt8]], size: Int) -> Tensor {
        Tensor(shape: [pixels.count, size, size, 3], values: values(from: pixels, size: size))
    }

    /// The same values, not yet a tensor.
    package static func values(from pixels: [[UInt8]], size: Int) -> [Float] {
        let count = size * size * 3
        return [Float](unsafeUninitializedCapacity: pixels.count * count) { buffer, written in
            for (picture, bytes) in pixels.enumerated() {
                precondition(bytes.count == count, "\(bytes.count) bytes for a \(size)x\(size)x3 picture")
                for place in 0..<count { buffer[picture * count + place] = (Float(bytes[place]) - centre) * scale }
            }
            written = pixels.count * count
        }
    }
}
