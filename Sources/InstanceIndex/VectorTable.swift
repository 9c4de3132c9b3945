// The vectors of an index in memory: rows in picture order, so that a scan reads one stream and folds by picture on the
// way. Large tables also get a quantised copy, four times smaller, which a scan uses to find the few pictures worth
// comparing in full precision.
import CKernels

/// `pictures * perPicture` vectors of `dimension` floats, immutable once filled.
package final class VectorTable: @unchecked Sendable {
    package let pictures: Int
    /// Vectors per picture (Q), 1...255.
    package let perPicture: Int
    package let dimension: Int
    let rows: UnsafeMutablePointer<Float>
    let quantised: QuantisedRows?

    /// From this many vectors on, scanning the quantised copy first is measured to be faster than scanning floats.
    package static let quantisedFrom = 60_000

    /// - Parameters:
    ///   - quantise: make the quantised copy; nil decides by size.
    ///   - fill: writes `pictures * perPicture * dimension` floats.
    package init(
        pictures: Int, perPicture: Int, dimension: Int, quantise: Bool? = nil,
        fill: (UnsafeMutableBufferPointer<Float>) throws -> Void
    ) rethrows {
        precondition(pictures >= 0 && (1...255).contains(perPicture) && dimension > 0, "no such table")
        self.pictures = pictures
        self.perPicture = perPicture
        self.dimension = dimension
        let count = pictures * perPicture * dimension
        let rows = Self.alignedFloats(count)
        do { try fill(UnsafeMutableBufferPointer(start: rows, count: count)) } catch {
            rows.deallocate()
            throw error
        }
        self.rows = rows
        let wanted = quantise ?? (pictures * perPicture >= Self.quantisedFrom)
        quantised = wanted ? QuantisedRows(rows: rows, count: pictures * perPicture, dimension: dimension) : nil
    }

    deinit { rows.deallocate() }

    /// The vectors of one picture, `perPicture * dimension` floats.
    package func vectors(of picture: Int) -> [Float] {
        let size = perPicture * dimension
        return Array(UnsafeBufferPointer(start: rows + picture * size, count: size))
    }

    /// One vector; the instance counts from 1.
    package func vector(of picture: Int, instance: Int) -> [Float] {
        let start = (picture * perPicture + instance - 1) * dimension
        return Array(UnsafeBufferPointer(start: rows + start, count: dimension))
    }

    private static func alignedFloats(_ count: Int) -> UnsafeMutablePointer<Float> {
        let raw = UnsafeMutableRawPointer.allocate(
            byteCount: max(1, count) * MemoryLayout<Float>.stride, alignment: 64)
        return raw.bindMemory(to: Float.self, capacity: max(1, count))
    }
}

/// The quantised copy: a byte per value, a scale and the exact length of the rounding error per row.
final class QuantisedRows: @unchecked Sendable {
    let stride: Int
    let codes: UnsafeMutablePointer<UInt8>
    let scales: UnsafeMutablePointer<Float>
    let errors: UnsafeMutablePointer<Float>
    /// Length of the longest quantised row.
    let longest: Float

    init(rows: UnsafePointer<Float>, count: Int, dimension: Int) {
        stride = Int(eclip_quantised_stride(Int32(dimension)))
        let bytes = UnsafeMutableRawPointer.allocate(byteCount: max(1, count * stride), alignment: 64)
        codes = bytes.bindMemory(to: UInt8.self, capacity: max(1, count * stride))
        scales = .allocate(capacity: max(1, count))
        errors = .allocate(capacity: max(1, count))
        longest = eclip_quantise_rows(rows, count, Int32(dimension), codes, scales, errors)
    }

    deinit {
        codes.deallocate()
        scales.deallocate()
        errors.deallocate()
    }
}

/// A query as bytes.
struct QuantisedQuery: Sendable {
    let codes: [Int8]
    let header: eclip_quantised_query

    init(_ query: [Float], stride: Int) {
        var codes = [Int8](repeating: 0, count: stride)
        header = eclip_quantise_query(query, Int32(query.count), &codes)
        self.codes = codes
    }
}
