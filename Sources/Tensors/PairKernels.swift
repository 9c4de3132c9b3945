// Small kernels of the losses: dot products between aligned rows, columns joined and cut.
import CKernels

/// Dot products of `x [B, M, e]` with the shared rows `titles [M, e]`.
package enum PairedDots {
    /// -> `[B, M]`
    package static func forward(_ x: Tensor, _ titles: Tensor) -> Tensor {
        precondition(titles.shape == [x.shape[1], x.shape[2]], "pairedDots: \(x.shape) with \(titles.shape)")
        return Tensor(shape: [x.shape[0], x.shape[1]]) { y in
            reading(x, titles) { px, pt in
                for b in 0..<x.shape[0] {
                    eclip_row_dots(px + b * titles.count, pt, y + b * x.shape[1], x.shape[1], x.shape[2])
                }
            }
        }
    }

    /// Gradient by `x`.
    package static func gradient(_ dy: Tensor, _ titles: Tensor) -> Tensor {
        let (batch, count, width) = (dy.shape[0], titles.shape[0], titles.shape[1])
        return Tensor(shape: [batch, count, width]) { dx in
            reading(dy, titles) { pd, pt in
                for b in 0..<batch {
                    eclip_scale_rows(pt, pd + b * count, dx + b * titles.count, count, width, 0)
                }
            }
        }
    }

    /// Gradient by the titles: summed over the batch.
    package static func titleGradient(_ dy: Tensor, _ x: Tensor) -> Tensor {
        let (count, width) = (x.shape[1], x.shape[2])
        var gradient = Tensor(shape: [count, width], repeating: 0)
        gradient.update { g in
            reading(dy, x) { pd, px in
                for b in 0..<x.shape[0] {
                    eclip_scale_rows(px + b * count * width, pd + b * count, g.baseAddress!, count, width, 1)
                }
            }
        }
        return gradient
    }
}

/// Columns of matrices.
package enum Columns {
    /// `[N, A]` beside `[N, B]`.
    package static func joined(_ a: Tensor, _ b: Tensor) -> Tensor {
        precondition(a.rows == b.rows, "beside: \(a.shape) with \(b.shape)")
        let (left, right) = (a.columns, b.columns)
        return Tensor(shape: [a.rows, left + right]) { y in
            reading(a, b) { pa, pb in
                for r in 0..<a.rows {
                    (y + r * (left + right)).update(from: pa + r * left, count: left)
                    (y + r * (left + right) + left).update(from: pb + r * right, count: right)
                }
            }
        }
    }

    /// Columns `range` of a matrix.
    package static func part(_ x: Tensor, _ range: Range<Int>) -> Tensor {
        x.withValues { source in
            Tensor(shape: [x.rows, range.count]) { y in
                for r in 0..<x.rows {
                    (y + r * range.count).update(
                        from: source.baseAddress! + r * x.columns + range.lowerBound, count: range.count)
                }
            }
        }
    }
}
