// The gallery's vectors as two matrices: a batch of queries against all of them is one matrix product, which is several
// times faster than as many scans of the index.
import InstanceIndex
import Tensors

/// One query's scores, by place in the gallery.
struct QueryScores: Sendable {
    let instance: [Float]
    let global: [Float]
    /// The winning instance, from 1.
    let winners: [UInt8]
}

struct GalleryMatrix: Sendable {
    /// `[pictures * Q, e]`
    private let instances: Tensor
    /// `[pictures, e]`
    private let globals: Tensor
    private let perPicture: Int
    private let pictures: Int

    init(_ index: IndexStore, pictures: [Int]) {
        perPicture = index.instances.perPicture
        self.pictures = pictures.count
        let size = index.instances.dimension
        instances = Self.rows(of: index.instances, pictures, shape: [pictures.count * perPicture, size])
        globals = Self.rows(of: index.globals, pictures, shape: [pictures.count, size])
    }

    private static func rows(of table: VectorTable, _ pictures: [Int], shape: [Int]) -> Tensor {
        let stride = table.perPicture * table.dimension
        return Tensor(shape: shape) { target in
            for (place, picture) in pictures.enumerated() {
                table.vectors(of: picture).withUnsafeBufferPointer { vectors in
                    for value in 0..<stride { target[place * stride + value] = vectors[value] }
                }
            }
        }
    }

    /// Scores of vectors `[e]` against every picture: by its best instance, and by its global vector.
    func scores(of vectors: [[Float]]) -> [QueryScores] {
        guard let size = vectors.first?.count else { return [] }
        let queries = Tensor(shape: [vectors.count, size], values: vectors.flatMap { $0 })
        let fits = Matrix.linear(queries, weight: instances, bias: nil)
        let whole = Matrix.linear(queries, weight: globals, bias: nil)
        return vectors.indices.map { query in
            let best = fits.withValues { values in
                let start = query * pictures * perPicture
                return self.best(of: UnsafeBufferPointer(rebasing: values[start..<start + pictures * perPicture]))
            }
            return QueryScores(instance: best.scores, global: whole[row: query], winners: best.winners)
        }
    }

    private func best(of fits: UnsafeBufferPointer<Float>) -> (scores: [Float], winners: [UInt8]) {
        var scores = [Float](repeating: 0, count: pictures)
        var winners = [UInt8](repeating: 1, count: pictures)
        for picture in 0..<pictures {
            let start = picture * perPicture
            var winner = 0
            for instance in 1..<max(1, perPicture) where fits[start + instance] > fits[start + winner] { winner = instance }
            scores[picture] = fits[start + winner]
            winners[picture] = UInt8(winner + 1)
        }
        return (scores, winners)
    }

    /// Queries of one product: a few million scores at a time.
    var batch: Int { max(1, min(32, 8_000_000 / max(1, pictures * perPicture))) }
}
