// Files to pixels. The type is decided by content, the size by the header before any pixel is decoded, and what
// comes out is always upright RGB on white. Every fault names the file, what is wrong and what was expected.
import CImages
import Domain
import Files
import Foundation

private let readableKinds = "a PNG, JPEG or WebP picture"

/// A picture, and what is to be said about it.
package struct DecodedPicture: Sendable {
    package let raster: Raster
    /// The data end early and the picture is used all the same; nil for a whole file.
    package let note: InputFault?
}

/// Decodes PNG, JPEG or WebP (by content): EXIF orientation applied, alpha on white, CMYK and grey converted.
/// `atLeast`: a side length in pixels the caller will shrink to anyway; a JPEG, and a very large PNG or WebP, whose both
/// sides are at least twice that is decoded at 1/2, 1/4 or 1/8 size, which is several times faster and smaller. Throws
/// `InputFault` naming `name`, also for a picture above `PictureLimits`.
package func decodePicture(_ bytes: [UInt8], name: String, atLeast side: Int? = nil) throws -> Raster {
    try bytes.withUnsafeBytes { try decoded($0, name: name, atLeast: side).raster }
}

/// The same for `Data`.
package func decodePicture(_ data: Data, name: String, atLeast side: Int? = nil) throws -> Raster {
    try data.withUnsafeBytes { try decoded($0, name: name, atLeast: side).raster }
}

/// Reads and decodes a file. Throws `InputFault` naming the path, also when it cannot be read or is no plain file.
package func decodePicture(at path: String, atLeast side: Int? = nil) throws -> Raster {
    try readPicture(at: path, atLeast: side).raster
}

/// The same, with what is to be said about the file. Throws as `decodePicture(at:)`.
package func readPicture(at path: String, atLeast side: Int? = nil) throws -> DecodedPicture {
    try readPicture(try pictureBytes(at: path), name: path, atLeast: side)
}

/// The same for bytes. Throws as `decodePicture`.
package func readPicture(_ bytes: [UInt8], name: String, atLeast side: Int? = nil) throws -> DecodedPicture {
    try bytes.withUnsafeBytes { try decoded($0, name: name, atLeast: side) }
}

/// The width and height of the upright picture in a file, from its header alone. Throws as `decodePicture(at:)`.
package func pictureSize(at path: String) throws -> (width: Int, height: Int) {
    try pictureBytes(at: path).withUnsafeBytes { bytes in
        let kind = try pictureKind(of: bytes, name: path)
        let info = try header(of: bytes, kind: kind, name: path)
        let (width, height) = (Int(info.width), Int(info.height))
        return orientation(of: bytes, kind: kind) > 4 ? (height, width) : (width, height)
    }
}

private func decoded(_ bytes: UnsafeRawBufferPointer, name: String, atLeast side: Int?) throws -> DecodedPicture {
    let kind = try pictureKind(of: bytes, name: name)
    let info = try header(of: bytes, kind: kind, name: name)
    let size = DecodingSize(info, kind: kind, turn: orientation(of: bytes, kind: kind), atLeast: side)
    try size.check(name)
    return try pixels(of: bytes, kind: kind, size: size, name: name)
}

/// What a file is by its first bytes. Throws `InputFault` for what is no picture that is read here.
func pictureKind(of bytes: UnsafeRawBufferPointer, name: String) throws -> PictureKind {
    if bytes.isEmpty { throw InputFault(name, "the file is empty", expected: readableKinds) }
    guard let kind = PictureKind.of(bytes) else {
        throw InputFault(name, "this is \(PictureKind.describeOther(bytes))", expected: readableKinds)
    }
    return kind
}

private func header(of bytes: UnsafeRawBufferPointer, kind: PictureKind, name: String) throws -> eclip_image_info {
    var info = eclip_image_info()
    var plan = PictureLimits.plan()
    let start = bytes.bindMemory(to: UInt8.self).baseAddress
    let status =
        switch kind {
        case .jpeg: eclip_jpeg_header(start, bytes.count, &plan, &info)
        case .png: eclip_png_header(start, bytes.count, &plan, &info)
        case .webp: eclip_webp_header(start, bytes.count, &plan, &info)
        }
    if status == ECLIP_IMAGE_TRUNCATED { throw cut(name, kind, info) }
    try check(status, info, kind, name)
    guard info.width > 0, info.height > 0 else {
        throw InputFault(name, "the \(kind.rawValue) header says \(info.width)x\(info.height) pixels")
    }
    return info
}

private func pixels(
    of bytes: UnsafeRawBufferPointer, kind: PictureKind, size: DecodingSize, name: String
) throws -> DecodedPicture {
    let start = bytes.bindMemory(to: UInt8.self).baseAddress
    let decode =
        switch kind {
        case .jpeg: eclip_jpeg_decode
        case .png: eclip_png_decode
        case .webp: eclip_webp_decode
        }
    var plan = PictureLimits.plan(shrink: size.shrink, orientation: size.turn)
    var info = eclip_image_info()
    var status: Int32 = 0
    let (width, height) = size.decoded
    let count = width * height * 3
    let pixels = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
        status = decode(start, bytes.count, &plan, buffer.baseAddress, count, &info)
        filled = status == ECLIP_IMAGE_OK || isNearlyWhole(status, info) ? count : 0
    }
    if status == ECLIP_IMAGE_TRUNCATED, !isNearlyWhole(status, info) { throw cut(name, kind, info) }
    if status != ECLIP_IMAGE_TRUNCATED { try check(status, info, kind, name) }
    return DecodedPicture(
        raster: Raster(width: width, height: height, pixels: pixels),
        note: status == ECLIP_IMAGE_TRUNCATED ? note(name, kind, info) : nil)
}

// MARK: what is said

/// Do the data that end early hold enough rows?
private func isNearlyWhole(_ status: Int32, _ info: eclip_image_info) -> Bool {
    status == ECLIP_IMAGE_TRUNCATED && info.whole_rows > 0
        && Int(info.whole_rows) * 10 >= Int(info.height) * PictureLimits.neededTenths
}

private func note(_ name: String, _ kind: PictureKind, _ info: eclip_image_info) -> InputFault {
    let rows = info.whole_rows == info.height
        ? "every row is there"
        : "read as far as row \(info.whole_rows) of \(info.height)"
    return InputFault(name, "the \(kind.rawValue) data end early; \(rows)")
}

private func cut(_ name: String, _ kind: PictureKind, _ info: eclip_image_info) -> InputFault {
    let place = info.whole_rows > 0 ? ", at row \(info.whole_rows) of \(info.height)" : ""
    return InputFault(
        name, "the \(kind.rawValue) data end before the picture does\(place) (\(words(of: info)))",
        expected: "a whole file")
}

private func words(of info: eclip_image_info) -> String {
    withUnsafeBytes(of: info.problem) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
}

private func check(_ status: Int32, _ info: eclip_image_info, _ kind: PictureKind, _ name: String) throws {
    switch Int(status) {
    case Int(ECLIP_IMAGE_OK): return
    case Int(ECLIP_IMAGE_ANIMATED):
        throw InputFault(name, "this is an animated WebP", expected: "a still picture")
    case Int(ECLIP_IMAGE_SCANS):
        throw InputFault(
            name, "the JPEG comes in more than \(PictureLimits.scans) scans", expected: "at most \(PictureLimits.scans)")
    default: throw InputFault(name, "damaged \(kind.rawValue) data: \(words(of: info))")
    }
}
