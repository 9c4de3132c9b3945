// Matrix products through OpenBLAS. One thread per call: training and indexing run one call per core on shards of
// their own, which beats splitting each small product.
import COpenBLAS

/// Products of row-major matrices. Leading dimensions of a tensor count as rows.
package enum Matrix {
    /// OpenBLAS would otherwise start threads of its own inside every shard.
    private static let oneThread: Void = openblas_set_num_threads(1)

    /// `x [N, I] . weight [O, I]^T + bias [O]` -> `[N, O]` (leading dimensions of x kept).
    package static func linear(_ x: Tensor, weight: Tensor, bias: Tensor?) -> Tensor {
        let rows = x.rows, inner = x.columns, outer = weight.shape[0]
        precondition(weight.shape == [outer, inner], "linear: x \(x.shape) with weight \(weight.shape)")
        return Tensor(shape: x.shape.dropLast() + [outer]) { y in
            bias.map { fill(y, rows: rows, with: $0) }
            multiply(
                x, false, weight, true, into: y, rows: rows, columns: outer, inner: inner, beta: bias == nil ? 0 : 1)
        }
    }

    /// Gradient of `linear` for its input: `dy [N, O] . weight [O, I]`.
    package static func linearInputGradient(_ dy: Tensor, weight: Tensor, shape: [Int]) -> Tensor {
        Tensor(shape: shape) {
            multiply(
                dy, false, weight, false, into: $0, rows: dy.rows, columns: weight.shape[1], inner: dy.columns, beta: 0)
        }
    }

    /// Gradient of `linear` for its weight: `dy^T [O, N] . x [N, I]`.
    package static func linearWeightGradient(_ dy: Tensor, _ x: Tensor) -> Tensor {
        Tensor(shape: [dy.columns, x.columns]) {
            multiply(dy, true, x, false, into: $0, rows: dy.columns, columns: x.columns, inner: dy.rows, beta: 0)
        }
    }

    /// One product per batch element: `op(a_b) . op(b_b)`, scaled. `a` is `[B, m, n]` or a shared `[m, n]`.
    /// - Parameters: `transposeA`, `transposeB`: read the last two dimensions swapped.
    package static func batched(
        _ a: Tensor, transposeA: Bool = false, _ b: Tensor, transposeB: Bool = false, scale: Float = 1
    ) -> Tensor {
        let batch = max(a.shape.count == 3 ? a.shape[0] : 1, b.shape.count == 3 ? b.shape[0] : 1)
        let (m, inner) = dimensions(a, transposeA), (innerB, n) = dimensions(b, transposeB)
        precondition(inner == innerB, "batched: \(a.shape) with \(b.shape)")
        let strideA = a.shape.count == 3 ? m * inner : 0, strideB = b.shape.count == 3 ? n * inner : 0
        _ = oneThread
        return Tensor(shape: [batch, m, n]) { y in
            a.withValues { left in
                b.withValues { right in
                    for i in 0..<batch {
                        gemm(
                            left.baseAddress! + i * strideA, transposeA, right.baseAddress! + i * strideB, transposeB,
                            y + i * m * n, m, n, inner, scale, 0)
                    }
                }
            }
        }
    }

    /// Sum over the batch of `op(a_b) . op(b_b)` -> `[m, n]`; both `[B, …]`.
    package static func batchedSum(
        _ a: Tensor, transposeA: Bool = false, _ b: Tensor, transposeB: Bool = false, scale: Float = 1
    ) -> Tensor {
        let (m, inner) = dimensions(a, transposeA), (innerB, n) = dimensions(b, transposeB)
        precondition(inner == innerB && a.shape[0] == b.shape[0], "batchedSum: \(a.shape) with \(b.shape)")
        _ = oneThread
        return Tensor(shape: [m, n]) { y in
            a.withValues { left in
                b.withValues { right in
                    for i in 0..<a.shape[0] {
                        gemm(
                            left.baseAddress! + i * m * inner, transposeA, right.baseAddress! + i * inner * n,
                            transposeB, y, m, n, inner, scale, i == 0 ? 0 : 1)
                    }
                }
            }
        }
    }

    private static func dimensions(_ x: Tensor, _ transposed: Bool) -> (Int, Int) {
        let rows = x.shape[x.shape.count - 2]
        return transposed ? (x.columns, rows) : (rows, x.columns)
    }

    private static func fill(_ y: UnsafeMutablePointer<Float>, rows: Int, with bias: Tensor) {
        bias.withValues { for row in 0..<rows { (y + row * bias.count).update(from: $0.baseAddress!, count: bias.count) } }
    }

    private static func multiply(
        _ a: Tensor, _ transposeA: Bool, _ b: Tensor, _ transposeB: Bool, into y: UnsafeMutablePointer<Float>,
        rows: Int, columns: Int, inner: Int, beta: Float
    ) {
        _ = oneThread
        a.withValues { left in
            b.withValues { right in
                gemm(left.baseAddress!, transposeA, right.baseAddress!, transposeB, y, rows, columns, inner, 1, beta)
            }
        }
    }

    private static func gemm(
        _ a: UnsafePointer<Float>, _ transposeA: Bool, _ b: UnsafePointer<Float>, _ transposeB: Bool,
        _ y: UnsafeMutablePointer<Float>, _ m: Int, _ n: Int, _ k: Int, _ alpha: Float, _ beta: Float
    ) {
        cblas_sgemm(
            CblasRowMajor, transposeA ? CblasTrans : CblasNoTrans, transposeB ? CblasTrans : CblasNoTrans,
            blasint(m), blasint(n), blasint(k), alpha, a, blasint(transposeA ? m : k), b,
            blasint(transposeB ? k : n), beta, y, blasint(n))
    }
}
