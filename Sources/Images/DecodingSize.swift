// What a header claims, held against the limits, and at which part of its size a picture is decoded.
import CImages
import Domain

struct DecodingSize {
    /// Pixels, as the picture lies in the file.
    let width, height: Int
    /// What both sides are divided by while decoding: 1, 2, 4 or 8.
    let shrink: Int
    /// EXIF's number, 1...8.
    let turn: Int
    /// Why the picture is unpacked whole, as a sentence has it; nil for one that comes row by row.
    private let whole: String?

    init(_ info: eclip_image_info, kind: PictureKind, turn: Int, atLeast side: Int?) {
        (width, height, self.turn) = (Int(info.width), Int(info.height), turn)
        let isShrunk = kind == .jpeg || width * height > PictureLimits.shrunkAbove
        let shrink = isShrunk ? Self.shrink(of: min(width, height), atLeast: side) : 1
        self.shrink = shrink
        // libwebp holds four bytes a pixel of these by itself; beside the pixels at full size that would be too much.
        let fits = kind == .webp && shrink > 1
        whole = fits ? nil : Self.words(for: info) ?? (kind == .webp && turn > 1 ? "a turned WebP" : nil)
    }

    /// The largest of the factors that leaves both sides at least `side`.
    private static func shrink(of shorter: Int, atLeast side: Int?) -> Int {
        guard let side, side > 0 else { return 1 }
        return [8, 4, 2].first { shorter / $0 >= side } ?? 1
    }

    private static func words(for info: eclip_image_info) -> String? {
        switch Int(info.whole) {
        case Int(ECLIP_WHOLE_PROGRESSIVE): "a progressive JPEG"
        case Int(ECLIP_WHOLE_SCANS): "a JPEG in several scans"
        case Int(ECLIP_WHOLE_INTERLACED): "an interlaced PNG"
        case Int(ECLIP_WHOLE_LOSSLESS): "a lossless WebP"
        case Int(ECLIP_WHOLE_ALPHA): "a WebP with transparency"
        default: nil
        }
    }

    /// The upright picture in pixels, as it is decoded.
    var decoded: (width: Int, height: Int) {
        let (across, down) = ((width + shrink - 1) / shrink, (height + shrink - 1) / shrink)
        return turn > 4 ? (down, across) : (across, down)
    }

    /// Throws `InputFault` for more than `PictureLimits` allows.
    func check(_ name: String) throws {
        guard max(width, height) <= PictureLimits.side else {
            throw InputFault(
                name, "\(width)x\(height) pixels", expected: "at most \(PictureLimits.side) pixels a side")
        }
        let pixels = width * height, megapixels = (pixels + 999_999) / 1_000_000
        guard pixels <= PictureLimits.pixels else {
            throw InputFault(
                name, "\(width)x\(height) are \(megapixels) megapixels",
                expected: "at most \(PictureLimits.pixels / 1_000_000) megapixels")
        }
        guard let whole, pixels > PictureLimits.wholePixels else { return }
        throw InputFault(
            name, "\(width)x\(height) are \(megapixels) megapixels in \(whole), which is unpacked whole",
            expected: "at most \(PictureLimits.wholePixels / 1_000_000) megapixels")
    }
}
