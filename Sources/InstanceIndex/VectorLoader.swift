// Reads all vectors of an index into memory in the order of the picture ids, which is the order of the paths.
import Domain
import Foundation
import GRDB

struct VectorLoader {
    let path: String
    let summary: IndexSummary

    struct Loaded {
        var ids: [Int64]
        var instances: VectorTable
        var globals: VectorTable
        var fits: [Int32]
    }

    func load(_ db: Database) throws -> Loaded {
        let model = summary.model
        let count = summary.pictures
        try checkRoom()
        var ids: [Int64] = []
        var fits: [Int32] = []
        ids.reserveCapacity(count)
        fits.reserveCapacity(count * model.queries)
        let globals = UnsafeMutableBufferPointer<Float>.allocate(capacity: count * model.embedding)
        defer { globals.deallocate() }
        let instances = try VectorTable(pictures: count, perPicture: model.queries, dimension: model.embedding) {
            rows in
            let cursor = try Row.fetchCursor(
                db, sql: "SELECT picture, instances, global, fits FROM vectors ORDER BY picture")
            while let row = try cursor.next(), ids.count < count {
                let place = ids.count
                try copy(row, 1, to: rows, at: place * model.queries * model.embedding, model.queries)
                try copy(row, 2, to: globals, at: place * model.embedding, 1)
                fits += try listedFits(row)
                ids.append(try row.id(0))
            }
        }
        guard ids.count == count else { throw damaged }
        let table = VectorTable(pictures: count, perPicture: 1, dimension: model.embedding) { rows in
            _ = rows.update(fromContentsOf: globals)
        }
        return Loaded(ids: ids, instances: instances, globals: table, fits: fits)
    }

    /// The vectors lie in the file as they will lie in memory: more than it has room for was never written.
    private func checkRoom() throws {
        var facts = stat()
        let model = summary.model, vector = Double(model.embedding * MemoryLayout<Float>.stride)
        let needed = Double(summary.pictures) * Double(model.queries + 1) * vector
        guard stat(path, &facts) == 0, needed <= Double(facts.st_size) else { throw damaged }
    }

    /// Copies so many vectors out of a blob. A cosine is made of vectors of length 1 (0 for a part that sees nothing): a longer one,
    /// or what is no number, was not written by us.
    private func copy(
        _ row: Row, _ column: Int, to target: UnsafeMutableBufferPointer<Float>, at start: Int, _ vectors: Int
    ) throws {
        let size = summary.model.embedding, count = vectors * size
        try row.withUnsafeData(atIndex: column) { data in
            guard let data, data.count == count * MemoryLayout<Float>.stride, let base = target.baseAddress else {
                throw damaged
            }
            data.withUnsafeBytes { bytes in
                guard let source = bytes.baseAddress else { return }
                UnsafeMutableRawPointer(base + start).copyMemory(from: source, byteCount: bytes.count)
            }
            for vector in 0..<vectors where !(squaredLength(base + start + vector * size, size) <= Self.longest) {
                throw InputFault(path, "the index is damaged: picture \(try row.id(0)) has a vector that is no direction; build it again")
            }
        }
    }

    /// Squared; room for what rounding adds.
    private static let longest: Float = 1.01

    private func squaredLength(_ start: UnsafePointer<Float>, _ count: Int) -> Float {
        let bytes = UnsafeRawPointer(start)
        var sums = SIMD16<Float>.zero
        let whole = count / 16 * 16
        for place in stride(from: 0, to: whole, by: 16) {
            let part = bytes.loadUnaligned(fromByteOffset: place * 4, as: SIMD16<Float>.self)
            sums += part * part
        }
        return (whole..<count).reduce(sums.sum()) { $0 + start[$1] * start[$1] }
    }

    private func listedFits(_ row: Row) throws -> [Int32] {
        let fits = numbers(in: try row.bytes(3), as: Int32.self)
        guard fits.count == summary.model.queries else { throw damaged }
        return fits
    }

    private var damaged: InputFault {
        InputFault(path, "the index is damaged: vectors of another size than its model's; build it again")
    }
}
