// What a file is, by its first bytes; names lie. Types that shops really have and we do not read are named, so that
// the message says what to do.

/// The picture formats that are read.
enum PictureKind: String {
    case png = "PNG"
    case jpeg = "JPEG"
    case webp = "WebP"

    static func of(_ bytes: UnsafeRawBufferPointer) -> PictureKind? {
        if starts(bytes, with: [0x89, 0x50, 0x4E, 0x47]) { return .png }
        if starts(bytes, with: [0xFF, 0xD8]) { return .jpeg }
        if starts(bytes, with: Array("RIFF".utf8)), starts(bytes, with: Array("WEBP".utf8), at: 8) { return .webp }
        return nil
    }

    /// What a file that is none of them seems to be.
    static func describeOther(_ bytes: UnsafeRawBufferPointer) -> String {
        let known: [(String, [UInt8], Int)] = [
            ("a GIF picture", Array("GIF8".utf8), 0), ("a BMP picture", Array("BM".utf8), 0),
            ("a TIFF picture", [0x49, 0x49, 0x2A, 0x00], 0), ("a TIFF picture", [0x4D, 0x4D, 0x00, 0x2A], 0),
            ("an AVIF picture", Array("ftypavif".utf8), 4), ("a HEIC picture", Array("ftyphei".utf8), 4),
            ("a HEIC picture", Array("ftypmif1".utf8), 4), ("a PDF document", Array("%PDF".utf8), 0),
            ("an SVG drawing", Array("<svg".utf8), 0), ("a web page", Array("<!DOCTYPE".utf8), 0),
            ("a web page", Array("<html".utf8), 0), ("a zip archive", [0x50, 0x4B, 0x03, 0x04], 0),
        ]
        for (words, magic, place) in known where starts(bytes, with: magic, at: place) { return words }
        return looksLikeText(bytes) ? "a text file" : "not a picture of a known type"
    }

    private static func starts(_ bytes: UnsafeRawBufferPointer, with magic: [UInt8], at place: Int = 0) -> Bool {
        bytes.count >= place + magic.count && magic.indices.allSatisfy { bytes[place + $0] == magic[$0] }
    }

    private static func looksLikeText(_ bytes: UnsafeRawBufferPointer) -> Bool {
        bytes.prefix(512).allSatisfy { $0 >= 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
    }
}
