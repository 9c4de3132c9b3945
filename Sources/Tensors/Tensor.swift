// Row-major float32 values with a shape. A value type: copies share storage until one of them is updated in place.
// No strides, views, broadcasting or other types; kernels say what they need in their names.

/// Row-major float32 values. Shape legend: B batch, T tokens, P patches, C channels, H heads, Q instance queries,
/// V vocabulary, M titles, e embedding size.
package struct Tensor: Sendable {
    package let shape: [Int]
    package let count: Int
    private(set) var storage: TensorStorage

    /// A tensor filled by `fill`, which must write every value.
    package init(shape: [Int], fill: (UnsafeMutablePointer<Float>) -> Void) {
        self.init(uninitialised: shape)
        fill(storage.base)
    }

    package init(shape: [Int], values: [Float]) {
        self.init(uninitialised: shape)
        precondition(values.count == count, "\(values.count) values for shape \(shape)")
        values.withUnsafeBufferPointer { storage.base.update(from: $0.baseAddress!, count: count) }
    }

    package init(shape: [Int], repeating value: Float) {
        self.init(uninitialised: shape)
        storage.base.update(repeating: value, count: count)
    }

    package static func scalar(_ value: Float) -> Tensor { Tensor(shape: [1], repeating: value) }

    private init(uninitialised shape: [Int]) {
        precondition(shape.allSatisfy { $0 > 0 }, "empty dimension in shape \(shape)")
        self.shape = shape
        count = shape.reduce(1, *)
        storage = TensorStorage(count: count)
    }

    private init(shape: [Int], storage: TensorStorage) {
        self.shape = shape
        count = shape.reduce(1, *)
        self.storage = storage
    }

    /// The same values under another shape of equal size.
    package func reshaped(_ shape: [Int]) -> Tensor {
        precondition(shape.reduce(1, *) == count, "cannot reshape \(self.shape) to \(shape)")
        return Tensor(shape: shape, storage: storage)
    }

    /// Identity of the storage, by which a tape knows a parameter again.
    package var identity: ObjectIdentifier { ObjectIdentifier(storage) }

    /// A copy of all values.
    package var values: [Float] { withValues { Array($0) } }

    /// The only value of a one-element tensor.
    package var scalar: Float {
        precondition(count == 1, "scalar of shape \(shape)")
        return withValues { $0[0] }
    }

    /// Size of the last dimension.
    package var columns: Int { shape.last! }
    /// Everything but the last dimension.
    package var rows: Int { count / columns }

    /// Values at one index of the leading dimension.
    package subscript(row row: Int) -> [Float] {
        let stride = count / shape[0]
        return withValues { Array($0[row * stride..<(row + 1) * stride]) }
    }

    /// Reads the values in place. The pointer must not leave the closure.
    package func withValues<Result>(_ body: (UnsafeBufferPointer<Float>) throws -> Result) rethrows -> Result {
        defer { withExtendedLifetime(storage) {} }
        return try body(UnsafeBufferPointer(start: storage.base, count: count))
    }

    /// Updates the values in place, copying them first when another tensor shares them.
    package mutating func update<Result>(_ body: (UnsafeMutableBufferPointer<Float>) throws -> Result) rethrows -> Result {
        if !isKnownUniquelyReferenced(&storage) {
            let copy = TensorStorage(count: count)
            copy.base.update(from: storage.base, count: count)
            storage = copy
        }
        defer { withExtendedLifetime(storage) {} }
        return try body(UnsafeMutableBufferPointer(start: storage.base, count: count))
    }

    /// Rows `range` of the leading dimension, copied.
    package func slice(_ range: Range<Int>) -> Tensor {
        let stride = count / shape[0]
        return withValues { source in
            Tensor(shape: [range.count] + shape.dropFirst()) {
                $0.update(from: source.baseAddress! + range.lowerBound * stride, count: range.count * stride)
            }
        }
    }

    /// Tensors joined along the leading dimension.
    package static func concatenated(_ parts: [Tensor]) -> Tensor {
        let leading = parts.reduce(0) { $0 + $1.shape[0] }
        return Tensor(shape: [leading] + parts[0].shape.dropFirst()) { target in
            var offset = 0
            for part in parts {
                precondition(part.shape.dropFirst() == parts[0].shape.dropFirst(), "\(part.shape) beside \(parts[0].shape)")
                part.withValues { (target + offset).update(from: $0.baseAddress!, count: part.count) }
                offset += part.count
            }
        }
    }

    /// The first value that is not finite, if any.
    package var firstNonFinite: Int? { withValues { $0.firstIndex { !$0.isFinite } } }
}
