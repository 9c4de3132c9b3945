// Pixels to files. WebP for the demo catalog (small), PNG where every bit counts, JPEG for tests and exports.
import CImages
import Domain

private typealias Encoder = (
    UnsafePointer<UInt8>?, inout UnsafeMutablePointer<UInt8>?, inout Int, inout eclip_image_info
) -> Int32

/// The picture as PNG. Throws `InputFault` when libpng cannot (no memory).
package func encodePNG(_ raster: Raster) throws -> [UInt8] {
    try encoded(raster, as: "PNG") { pixels, result, count, info in
        eclip_png_encode(pixels, Int32(raster.width), Int32(raster.height), &result, &count, &info)
    }
}

/// The picture as WebP: `quality` 0...100, nil for lossless; `effort` 0 (fast) to 6 (small). Throws `InputFault`
/// above WebP's own limit of 16,383 pixels a side.
package func encodeWebP(_ raster: Raster, quality: Float? = 85, effort: Int = 3) throws -> [UInt8] {
    try encoded(raster, as: "WebP") { pixels, result, count, info in
        eclip_webp_encode(
            pixels, Int32(raster.width), Int32(raster.height), quality ?? 101, Int32(effort), &result, &count, &info)
    }
}

/// The picture as baseline JPEG, `quality` 1...100.
package func encodeJPEG(_ raster: Raster, quality: Int = 90) throws -> [UInt8] {
    try encoded(raster, as: "JPEG") { pixels, result, count, info in
        eclip_jpeg_encode(pixels, Int32(raster.width), Int32(raster.height), Int32(quality), &result, &count, &info)
    }
}

private func encoded(_ raster: Raster, as format: String, _ encode: Encoder) throws -> [UInt8] {
    var result: UnsafeMutablePointer<UInt8>?
    var count = 0
    var info = eclip_image_info()
    let status = raster.pixels.withUnsafeBufferPointer { encode($0.baseAddress, &result, &count, &info) }
    guard status == 0, let result else {
        let words = withUnsafeBytes(of: info.problem) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
        throw InputFault("a \(raster.width)x\(raster.height) picture", "cannot be written as \(format): \(words)")
    }
    defer { eclip_image_free(result) }
    return Array(UnsafeBufferPointer(start: result, count: count))
}
