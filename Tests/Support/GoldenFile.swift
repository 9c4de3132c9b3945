// Golden vectors: arrays that PyTorch computed (Tests/Golden/make_golden.py), compared element by element. An error is
// measured against the largest magnitude of the expected array, because that is what a sum of its terms rounds at; the
// worst element is named by its indices, because the place tells a transposed axis from a wrong constant.
import Domain
import Foundation
import Tensors

/// How far a result is from its golden array; printed by a failing test.
package struct GoldenDifference: Equatable, CustomStringConvertible, Sendable {
    package let key: String
    /// Indices of the worst element.
    package let index: [Int]
    package let found, expected: Float
    /// Error of the worst element over the largest magnitude.
    package let relative: Float

    package var description: String {
        "\(key)\(index): found \(found), expected \(expected), off by \(relative) of the largest magnitude"
    }
}

/// A file of golden arrays.
package struct GoldenFile: Sendable {
    package let file: TensorFile
    /// From the file's metadata; what `difference` allows.
    package let tolerance: Float

    /// Reads `Tests/Golden/<name>.safetensors`.
    package init(_ name: String) throws {
        file = try TensorFile.read(goldenPath(name + ".safetensors"))
        guard let text = file.metadata["tolerance"], let tolerance = Float(text) else {
            throw InputFault(name, "no tolerance in the metadata")
        }
        self.tolerance = tolerance
    }

    package func tensor(_ key: String) throws -> Tensor {
        guard let tensor = file.tensors[key] else { throw InputFault(key, "no such golden array") }
        return tensor
    }

    /// Keys below `prefix`, without it.
    package func keys(below prefix: String) -> [String] {
        file.names.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) }.sorted()
    }

    /// A JSON fact of the metadata.
    package func fact<Value: Decodable>(_ name: String, as type: Value.Type = Value.self) throws -> Value {
        try JSONDecoder().decode(type, from: Data((file.metadata[name] ?? "").utf8))
    }

    /// nil when `found` is the golden array `key` within the tolerance, else its worst element.
    /// - Parameters:
    ///   - floor: magnitude that errors are at least measured against; for gradients that are zero but for rounding.
    ///   - tolerance: another tolerance than the file's, with a reason at the call.
    package func difference(
        _ found: Tensor?, _ key: String, floor: Float = 1e-6, tolerance: Float? = nil
    ) throws -> GoldenDifference? {
        let expected = try tensor(key)
        guard let found, found.shape == expected.shape else {
            return GoldenDifference(
                key: key + " of another shape", index: found?.shape ?? [], found: .nan, expected: 0, relative: .infinity
            )
        }
        let worst = Self.worst(found.values, expected.values, floor: floor)
        guard !(worst.relative <= tolerance ?? self.tolerance) else { return nil }
        return GoldenDifference(
            key: key, index: Self.indices(of: worst.place, in: expected.shape), found: found.values[worst.place],
            expected: expected.values[worst.place], relative: worst.relative)
    }

    private static func worst(_ found: [Float], _ expected: [Float], floor: Float) -> (place: Int, relative: Float) {
        let unit = max(floor, expected.reduce(0) { max($0, abs($1)) })
        var worst = (place: 0, relative: Float(-1))
        for (place, (a, b)) in zip(found, expected).enumerated() {
            let error = abs(a - b) / unit
            if !(error <= worst.relative) { worst = (place, error.isNaN ? .infinity : error) }
            if worst.relative == .infinity { break }
        }
        return worst
    }

    private static func indices(of place: Int, in shape: [Int]) -> [Int] {
        var rest = place
        var indices: [Int] = []
        for size in shape.reversed() {
            indices.insert(rest % size, at: 0)
            rest /= size
        }
        return indices
    }
}
