// Files to pixels. The type is decided by content, the size by the header before any pixel is decoded, and what
// comes out is always upright RGB on white. Every fault names the file, what is wrong and what was expected.
import CImages
import Domain
import Files
import Foundation

/// Pictures above this many pixels are refused before decoding.
package let pixelLimit = 100_000_000

private let readableKinds = "a PNG, JPEG or WebP picture"

/// Decodes PNG, JPEG or WebP (by content): EXIF orientation applied, alpha on white, CMYK and grey converted.
/// `atLeast`: a side length in pixels the caller will shrink to anyway; a JPEG whose both sides are at least twice
/// that is decoded at 1/2, 1/4 or 1/8 size, which is several times faster. Throws `InputFault` naming `name`.
package func decodePicture(_ bytes: [UInt8], name: String, atLeast side: Int? = nil) throws -> Raster {
    try bytes.withUnsafeBytes { try decodePicture(bytes: $0, name: name, atLeast: side) }
}

/// The same for `Data`.
package func decodePicture(_ data: Data, name: String, atLeast side: Int? = nil) throws -> Raster {
    try data.withUnsafeBytes { try decodePicture(bytes: $0, name: name, atLeast: side) }
}

/// Files above this size are refused unread.
private let byteLimit = 1 << 30

/// Reads and decodes a file. Throws `InputFault` naming the path, also when it cannot be read or is no plain file.
package func decodePicture(at path: String, atLeast side: Int? = nil) throws -> Raster {
    var facts = stat()
    if stat(path, &facts) == 0 {
        let kind = facts.st_mode & S_IFMT
        guard kind == S_IFREG || kind == S_IFDIR else { throw InputFault(path, "is not a plain file") }
        guard facts.st_size <= byteLimit else {
            throw InputFault(path, "is \(facts.st_size >> 20) MB large", expected: "at most \(byteLimit >> 20) MB")
        }
    }
    return try decodePicture(try readBytes(at: path), name: path, atLeast: side)
}

/// The width and height of a picture as stored in the file (before orientation), from its header alone.
package func pictureSize(_ bytes: [UInt8], name: String) throws -> (width: Int, height: Int) {
    try bytes.withUnsafeBytes { all in
        let info = try header(of: all, kind: try kind(of: all, name: name), denominator: 1, name: name)
        return (Int(info.width), Int(info.height))
    }
}

private func decodePicture(bytes: UnsafeRawBufferPointer, name: String, atLeast side: Int?) throws -> Raster {
    let kind = try kind(of: bytes, name: name)
    var info = try header(of: bytes, kind: kind, denominator: 1, name: name)
    let denominator = kind == .jpeg ? jpegDenominator(Int(min(info.width, info.height)), side: side) : 1
    if denominator > 1 { info = try header(of: bytes, kind: kind, denominator: denominator, name: name) }
    let pixels = try pixels(of: bytes, kind: kind, denominator: denominator, info: info, name: name)
    let raster = Raster(width: Int(info.out_width), height: Int(info.out_height), pixels: pixels)
    return upright(raster, orientation: orientation(of: bytes, kind: kind))
}

private func kind(of bytes: UnsafeRawBufferPointer, name: String) throws -> PictureKind {
    if bytes.isEmpty { throw InputFault(name, "the file is empty", expected: readableKinds) }
    guard let kind = PictureKind.of(bytes) else {
        throw InputFault(name, "this is \(PictureKind.describeOther(bytes))", expected: readableKinds)
    }
    return kind
}

/// The largest reduction that leaves both sides at least `side`.
private func jpegDenominator(_ shorter: Int, side: Int?) -> Int {
    guard let side, side > 0 else { return 1 }
    return [8, 4, 2].first { shorter >= side * $0 } ?? 1
}

private func header(
    of bytes: UnsafeRawBufferPointer, kind: PictureKind, denominator: Int, name: String
) throws -> eclip_image_info {
    var info = eclip_image_info()
    let start = bytes.bindMemory(to: UInt8.self).baseAddress
    let count = bytes.count
    let status =
        switch kind {
        case .jpeg: eclip_jpeg_header(start, count, Int32(denominator), &info)
        case .png: eclip_png_header(start, count, &info)
        case .webp: eclip_webp_header(start, count, &info)
        }
    try check(status, info, kind, name)
    let pixels = Int(info.width) * Int(info.height)
    guard info.width > 0, info.height > 0 else {
        throw InputFault(name, "the \(kind.rawValue) header says \(info.width)x\(info.height) pixels")
    }
    guard pixels <= pixelLimit else {
        throw InputFault(
            name, "\(info.width)x\(info.height) are \(pixels / 1_000_000) megapixels",
            expected: "at most 100 megapixels")
    }
    return info
}

private func pixels(
    of bytes: UnsafeRawBufferPointer, kind: PictureKind, denominator: Int, info: eclip_image_info, name: String
) throws -> [UInt8] {
    let start = bytes.bindMemory(to: UInt8.self).baseAddress
    let count = bytes.count
    let area = Int(info.out_width) * Int(info.out_height)
    let channels = info.has_alpha != 0 ? 4 : 3
    var status: Int32 = 0
    var after = eclip_image_info()
    let decoded = [UInt8](unsafeUninitializedCapacity: area * channels) { buffer, filled in
        let out = buffer.baseAddress
        switch kind {
        case .jpeg: status = eclip_jpeg_decode(start, count, Int32(denominator), out, area * channels, &after)
        case .png: status = eclip_png_decode(start, count, out, area * channels, &after)
        case .webp: status = eclip_webp_decode(start, count, out, area * channels, &after)
        }
        filled = status == 0 ? area * channels : 0
    }
    try check(status, after, kind, name)
    return channels == 3 ? decoded : onWhite(decoded)
}

/// Red, green, blue, alpha composited over white.
private func onWhite(_ pixels: [UInt8]) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: pixels.count / 4 * 3) { buffer, filled in
        for pixel in 0..<pixels.count / 4 {
            let alpha = Int(pixels[pixel * 4 + 3])
            for channel in 0..<3 {
                let over = Int(pixels[pixel * 4 + channel]) * alpha + 255 * (255 - alpha)
                buffer[pixel * 3 + channel] = UInt8((over + 127) / 255)
            }
        }
        filled = pixels.count / 4 * 3
    }
}

private func check(_ status: Int32, _ info: eclip_image_info, _ kind: PictureKind, _ name: String) throws {
    let words = withUnsafeBytes(of: info.problem) { raw in
        String(decoding: raw.prefix { $0 != 0 }, as: UTF8.self)
    }
    switch Int(status) {
    case Int(ECLIP_IMAGE_OK): return
    case Int(ECLIP_IMAGE_TRUNCATED):
        throw InputFault(
            name, "the \(kind.rawValue) data end before the picture does (\(words))", expected: "a whole file")
    case Int(ECLIP_IMAGE_ANIMATED):
        throw InputFault(name, "this is an animated WebP", expected: "a still picture")
    default: throw InputFault(name, "damaged \(kind.rawValue) data: \(words)")
    }
}

/// Whether a file begins like a PNG, JPEG or WebP picture. False also when it cannot be read.
package func isPictureFile(at path: String) -> Bool {
    guard let file = FileHandle(forReadingAtPath: path) else { return false }
    defer { try? file.close() }
    guard let start = try? file.read(upToCount: 16) else { return false }
    return start.withUnsafeBytes { PictureKind.of($0) != nil }
}
