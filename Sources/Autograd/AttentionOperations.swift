// The operations of attention. Weights are values on the tape like any other, so a map that is shown is the very
// tensor the model used.
import Tensors

extension Tape {
    /// Self-attention within the 3x3 (radius 1) neighbourhood of each patch: `qkv [B, P, 3C]` -> `[B, P, C]`.
    package func localAttention(_ qkv: Variable, heads: Int, side: Int, radius: Int) -> Variable {
        let (y, weights) = SelfAttention.local(qkv.value, heads: heads, side: side, radius: radius)
        return record(y, from: [qkv]) {
            qkv.accumulate(SelfAttention.localGradient(qkv.value, weights: weights, $0, side: side, radius: radius))
        }
    }

    /// Self-attention over the first `lengths[b]` tokens: `qkv [B, T, 3C]` -> `[B, T, C]`.
    package func attention(_ qkv: Variable, heads: Int, lengths: [Int]) -> Variable {
        let (y, weights) = SelfAttention.padded(qkv.value, heads: heads, lengths: lengths)
        return record(y, from: [qkv]) {
            qkv.accumulate(SelfAttention.paddedGradient(qkv.value, weights: weights, lengths: lengths, $0))
        }
    }

    /// `scale * query . key`: `query [B, Q, C]` (or `[M, C]`, shared by the batch) with `key [B, P, C]`.
    /// - Returns: `[B, Q, P]` (or `[B, M, P]`).
    package func scores(_ query: Variable, _ key: Variable, scale: Float) -> Variable {
        let shared = query.shape.count == 2
        let value = Matrix.batched(query.value, key.value, transposeB: true, scale: scale)
        return record(value, from: [query, key]) { dy in
            query.accumulate(
                shared ? Matrix.batchedSum(dy, key.value, scale: scale) : Matrix.batched(dy, key.value, scale: scale))
            key.accumulate(Matrix.batched(dy, transposeA: true, query.value, scale: scale))
        }
    }

    /// Softmax over the last axis.
    package func softmax(_ x: Variable) -> Variable {
        let y = Rows.softmax(x.value)
        return record(y, from: [x]) { x.accumulate(Rows.softmaxGradient(y, $0)) }
    }

    /// Softmax over the queries of `[B, Q, P]`: the share among queries.
    package func softmaxOverQueries(_ x: Variable) -> Variable {
        let y = Rows.softmaxOverQueries(x.value)
        return record(y, from: [x]) { x.accumulate(Rows.softmaxOverQueriesGradient(y, $0)) }
    }

    /// `(x + epsilon)` divided by its row sum: the share of the picture.
    package func share(_ x: Variable, epsilon: Float = 1e-6) -> Variable {
        let (y, sums) = Rows.share(x.value, epsilon: epsilon)
        return record(y, from: [x]) { x.accumulate(Rows.shareGradient(y, sums: sums, $0)) }
    }

    /// `x * x`, element by element.
    package func squared(_ x: Variable) -> Variable {
        record(Rows.product(x.value, x.value), from: [x]) {
            x.accumulate(Rows.scaled(Rows.product(x.value, $0), by: 2))
        }
    }

    /// Weighted sums of values: `weights [B, Q, P]` with `values [B, P, C]` -> `[B, Q, C]`.
    package func mix(_ weights: Variable, _ values: Variable) -> Variable {
        record(Matrix.batched(weights.value, values.value), from: [weights, values]) { dy in
            weights.accumulate(Matrix.batched(dy, values.value, transposeB: true))
            values.accumulate(Matrix.batched(weights.value, transposeA: true, dy))
        }
    }
}
