// A product cut out of a studio photo: what a merchant who owns only such photos composes scenes from. The ground is
// flooded from the border (CutOutMask), the rim made soft and freed of the ground's colour (CutOutMatte), and photos
// that have no plain ground are refused with a reason, so that it can be said how many and why.
import Domain
import Images

/// Why a photo gives no cut-out.
package enum CutOutProblem: Int, Error, CaseIterable, Sendable {
    /// Under 16 pixels a side.
    case small = 1
    /// The border is not of one colour.
    case ground
    /// Nothing, or next to nothing, stands out from the ground.
    case faint
    /// The product runs out of the photo along much of its border.
    case cropped
    /// Hardly any ground is seen.
    case full
    /// Many separate pieces.
    case scattered
}

/// A product without its ground: premultiplied red, green, blue, alpha, followed by halved copies of itself.
package struct CutOut: Sendable, Equatable {
    package let shape: CutOutShape
    /// `shape.byteCount` bytes: the levels one after the other.
    package let bytes: [UInt8]

    /// The cut-out of a canvas whose ground is transparent.
    init(_ canvas: Canvas) {
        shape = CutOutShape(width: canvas.width, height: canvas.height)
        var level = canvas
        var all: [UInt8] = []
        for number in 0..<shape.levels.count {
            if number > 0 { level = level.halved() }
            all += level.bytes
        }
        bytes = all
    }

    /// Cuts the product out of a photo with a plain ground.
    /// - Parameter longest: the photo is first shrunk to at most this side in pixels.
    package static func of(_ photo: Raster, longest: Int) -> Result<CutOut, CutOutProblem> {
        let side = max(photo.width, photo.height)
        let factor = Double(min(longest, side)) / Double(side)
        let width = max(1, Int(Double(photo.width) * factor + 0.5))
        let height = max(1, Int(Double(photo.height) * factor + 0.5))
        let shrunk = resized(photo, width: width, height: height)
        return CutOutMask.of(shrunk).map { mask in
            CutOut(CutOutMatte(photo: shrunk, mask: mask).canvas())
        }
    }

    /// Reads the pixels in place; the pointer must not leave the closure.
    package func withPixels<Value>(_ body: (CutOutPixels) throws -> Value) rethrows -> Value {
        try bytes.withUnsafeBytes { try body(CutOutPixels(shape: shape, bytes: $0)) }
    }
}

/// The size of a cut-out and where its levels lie.
package struct CutOutShape: Sendable, Equatable {
    /// Pixels.
    package let width, height: Int

    package init(width: Int, height: Int) {
        self.width = width
        self.height = height
    }

    /// The cut-out and its halved copies, as byte offsets and sizes in pixels.
    var levels: [(offset: Int, width: Int, height: Int)] {
        var result = [(offset: 0, width: width, height: height)]
        while let last = result.last, min(last.width, last.height) >= 12, result.count < 5 {
            result.append((last.offset + last.width * last.height * 4, last.width / 2, last.height / 2))
        }
        return result
    }

    package var byteCount: Int { levels.reduce(0) { $0 + $1.width * $1.height * 4 } }
}

/// A cut-out that lies somewhere in memory: in an array, or in a mapped file.
package struct CutOutPixels {
    package let shape: CutOutShape
    let bytes: UnsafeRawBufferPointer

    /// `bytes` holds `shape.byteCount` bytes and starts at a multiple of four.
    package init(shape: CutOutShape, bytes: UnsafeRawBufferPointer) {
        precondition(bytes.count >= shape.byteCount, "\(bytes.count) bytes for a cut-out of \(shape.byteCount)")
        self.shape = shape
        self.bytes = bytes
    }
}
