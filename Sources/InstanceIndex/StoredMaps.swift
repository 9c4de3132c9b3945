// A picture's maps in bytes: per query the mass it owns (Float32), then its share of the picture, one byte a patch
// relative to the query's own peak. From these come both maps: the share of the picture sums to 1 over the patches; the
// share among the queries is the root of that share (of the decoder's map power; for power 1 the share itself), scaled to the mass.
import Domain
import Foundation

package struct StoredMaps: Equatable, Sendable {
    package let queries: Int
    package let patches: Int
    /// See `ModelIdentity.mapPower`.
    package let power: Int
    /// Per query: the sum over the patches of its share among the queries.
    private let masses: [Float]
    private let bytes: [UInt8]

    /// - Parameters:
    ///   - share: `queries * patches`, sums 1 over the patches.
    ///   - owned: `queries * patches`, sums 1 over the queries.
    package init(share: [Float], owned: [Float], queries: Int, patches: Int, power: Int = 1) {
        precondition(share.count == queries * patches && owned.count == share.count, "maps of another size")
        self.queries = queries
        self.patches = patches
        self.power = power
        masses = (0..<queries).map { owned[$0 * patches..<($0 + 1) * patches].reduce(0, +) }
        bytes = (0..<queries).flatMap { query -> [UInt8] in
            let weights = share[query * patches..<(query + 1) * patches]
            let peak = max(weights.max() ?? 0, .leastNormalMagnitude)
            return weights.map { UInt8(max(0, min(255, ($0 / peak * 255).rounded()))) }
        }
    }

    /// Reads what `blob` wrote.
    /// - Returns: nil for a blob of another size.
    package init?(blob: [UInt8], queries: Int, patches: Int, power: Int = 1) {
        guard blob.count == queries * (4 + patches) else { return nil }
        self.queries = queries
        self.patches = patches
        self.power = power
        masses = numbers(in: Array(blob.prefix(queries * 4)), as: Float.self)
        bytes = Array(blob.dropFirst(queries * 4))
    }

    package var blob: [UInt8] { bytesOf(masses) + bytes }

    /// Share of the picture of a query (from 1): sums to 1 over the patches.
    package func share(_ instance: Int) -> [Float] {
        let row = bytes[(instance - 1) * patches..<instance * patches]
        let total = row.reduce(0) { $0 + Int($1) }
        guard total > 0 else { return .init(repeating: 1 / Float(patches), count: patches) }
        return row.map { Float($0) / Float(total) }
    }

    /// Share among the queries of a query (from 1): 0...1 per patch.
    package func owned(_ instance: Int) -> [Float] {
        let shares = share(instance)
        let roots = power == 1 ? shares : shares.map { Float(pow(Double($0), 1 / Double(power))) }
        let total = max(roots.reduce(0, +), .leastNormalMagnitude)
        return roots.map { min(1, $0 / total * masses[instance - 1]) }
    }

    /// Per patch: the query (from 0) with the largest share.
    package var owners: [Int] {
        let all = (1...max(1, queries)).map(owned)
        return (0..<patches).map { patch in
            all.indices.reduce(0) { all[$1][patch] > all[$0][patch] ? $1 : $0 }
        }
    }
}

/// The memory of numbers, little-endian as everywhere this runs.
func bytesOf<Number>(_ numbers: [Number]) -> [UInt8] {
    numbers.withUnsafeBytes { Array($0) }
}

/// Numbers from their memory; a torn tail is dropped.
func numbers<Number: BitwiseCopyable>(in bytes: [UInt8], as type: Number.Type) -> [Number] {
    let size = MemoryLayout<Number>.stride
    return bytes.withUnsafeBytes { memory in
        (0..<bytes.count / size).map { memory.loadUnaligned(fromByteOffset: $0 * size, as: Number.self) }
    }
}
