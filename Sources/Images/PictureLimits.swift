// How much a single picture may cost, all of it in one place. A header can claim anything, so it is held against these
// before a byte of pixels is asked for; whatever passes is decoded in under 512 MiB beside its own file.
import CImages

package enum PictureLimits {
    /// Pixels of a picture that is unpacked row by row. As RGB they take 300 MB.
    package static let pixels = 100_000_000
    /// Pixels of a picture that is unpacked whole before its first row is known. Coefficients of a progressive JPEG take up
    /// to eight bytes a pixel beside the pixels themselves.
    package static let wholePixels = 40_000_000
    /// A side in pixels: a row is held whole, at sixteen bytes a pixel inside libpng.
    package static let side = 1_000_000
    /// A file in bytes. It is read whole.
    package static let fileBytes = 256 << 20
    /// Scans of a JPEG: encoders write about ten, and each one more is a walk over the whole picture.
    package static let scans = 100
    /// What a colour profile beside the pixels of a PNG may unpack to, in bytes.
    package static let chunkBytes = 4 << 20
    /// PNG and WebP pictures of more pixels are shrunk while they are decoded, where the caller shrinks them anyway. Ordinary
    /// photos stay below, so that their pixels do not depend on who asks.
    package static let shrunkAbove = 16_000_000
    /// Of a picture whose data end early, so many tenths of the rows must be there.
    package static let neededTenths = 9

    static func plan(shrink: Int = 1, orientation: Int = 1) -> eclip_image_plan {
        eclip_image_plan(
            shrink: Int32(shrink), orientation: Int32(orientation), scans: Int32(scans), chunk_bytes: chunkBytes)
    }
}
