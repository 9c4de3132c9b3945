// Tensor faces of the C row kernels: each checks shapes, allocates the result and hands pointers to C.
import CKernels

/// Reads several tensors at once; the pointers must not leave the closure.
func reading<Result>(_ a: Tensor, _ b: Tensor, _ body: (UnsafePointer<Float>, UnsafePointer<Float>) -> Result) -> Result {
    a.withValues { x in b.withValues { y in body(x.baseAddress!, y.baseAddress!) } }
}

func reading<Result>(
    _ a: Tensor, _ b: Tensor, _ c: Tensor,
    _ body: (UnsafePointer<Float>, UnsafePointer<Float>, UnsafePointer<Float>) -> Result
) -> Result {
    reading(a, b) { x, y in c.withValues { body(x, y, $0.baseAddress!) } }
}

/// Functions along the last axis and element by element, with their pullbacks.
package enum Rows {
    package static func gelu(_ x: Tensor) -> Tensor {
        Tensor(shape: x.shape) { y in x.withValues { eclip_gelu($0.baseAddress!, y, x.count) } }
    }

    package static func geluGradient(_ x: Tensor, _ dy: Tensor) -> Tensor {
        Tensor(shape: x.shape) { dx in reading(x, dy) { eclip_gelu_backward($0, $1, dx, x.count) } }
    }

    /// The normalised rows, and per row the mean and 1/standard deviation for the pullback.
    package static func layerNorm(_ x: Tensor, gain: Tensor, shift: Tensor) -> (y: Tensor, mean: Tensor, inverse: Tensor) {
        precondition(gain.count == x.columns && shift.count == x.columns, "layerNorm: \(x.shape) with \(gain.shape)")
        var mean = Tensor(shape: [x.rows], repeating: 0), inverse = Tensor(shape: [x.rows], repeating: 0)
        let y = Tensor(shape: x.shape) { y in
            mean.update { m in
                inverse.update { inv in
                    reading(x, gain, shift) {
                        eclip_layer_norm(
                            $0, $1, $2, y, m.baseAddress!, inv.baseAddress!, x.rows, x.columns, 1e-5)
                    }
                }
            }
        }
        return (y, mean, inverse)
    }

    package static func layerNormGradient(
        _ x: Tensor, gain: Tensor, mean: Tensor, inverse: Tensor, _ dy: Tensor
    ) -> (dx: Tensor, gain: Tensor, shift: Tensor) {
        var dgain = Tensor(shape: gain.shape, repeating: 0), dshift = Tensor(shape: gain.shape, repeating: 0)
        let dx = Tensor(shape: x.shape) { dx in
            dgain.update { dg in
                dshift.update { ds in
                    reading(x, gain, dy) { px, pg, pdy in
                        reading(mean, inverse) {
                            eclip_layer_norm_backward(
                                px, pg, $0, $1, pdy, dx, dg.baseAddress!, ds.baseAddress!, x.rows, x.columns)
                        }
                    }
                }
            }
        }
        return (dx, dgain, dshift)
    }

    package static func softmax(_ x: Tensor) -> Tensor {
        Tensor(shape: x.shape) { y in x.withValues { eclip_softmax($0.baseAddress!, y, x.rows, x.columns) } }
    }

    package static func softmaxGradient(_ y: Tensor, _ dy: Tensor) -> Tensor {
        Tensor(shape: y.shape) { dx in reading(y, dy) { eclip_softmax_backward($0, $1, dx, y.rows, y.columns) } }
    }

    /// Softmax over the queries of `[B, Q, P]`: each patch divides itself among the queries.
    package static func softmaxOverQueries(_ x: Tensor) -> Tensor {
        Tensor(shape: x.shape) { y in
            x.withValues { eclip_softmax_queries($0.baseAddress!, y, x.shape[0], x.shape[1], x.shape[2]) }
        }
    }

    package static func softmaxOverQueriesGradient(_ y: Tensor, _ dy: Tensor) -> Tensor {
        Tensor(shape: y.shape) { dx in
            reading(y, dy) { eclip_softmax_queries_backward($0, $1, dx, y.shape[0], y.shape[1], y.shape[2]) }
        }
    }

    /// `(x + epsilon) / row sum`, and the row sums `[rows]`.
    package static func share(_ x: Tensor, epsilon: Float) -> (y: Tensor, sums: Tensor) {
        var sums = Tensor(shape: [x.rows], repeating: 0)
        let y = Tensor(shape: x.shape) { y in
            sums.update { s in
                x.withValues { eclip_share($0.baseAddress!, y, s.baseAddress!, x.rows, x.columns, epsilon) }
            }
        }
        return (y, sums)
    }

    package static func shareGradient(_ y: Tensor, sums: Tensor, _ dy: Tensor) -> Tensor {
        Tensor(shape: y.shape) { dx in
            reading(y, sums, dy) { eclip_share_backward($0, $1, $2, dx, y.rows, y.columns) }
        }
    }

    /// Rows of unit length, and 1/length per row.
    package static func normalised(_ x: Tensor) -> (y: Tensor, inverse: Tensor) {
        var inverse = Tensor(shape: [x.rows], repeating: 0)
        let y = Tensor(shape: x.shape) { y in
            inverse.update { inv in
                x.withValues { eclip_normalise($0.baseAddress!, y, inv.baseAddress!, x.rows, x.columns) }
            }
        }
        return (y, inverse)
    }

    package static func normalisedGradient(_ y: Tensor, inverse: Tensor, _ dy: Tensor) -> Tensor {
        Tensor(shape: y.shape) { dx in
            reading(y, inverse, dy) { eclip_normalise_backward($0, $1, $2, dx, y.rows, y.columns) }
        }
    }

    package static func add(_ a: Tensor, _ b: Tensor) -> Tensor {
        precondition(a.count == b.count, "add: \(a.shape) with \(b.shape)")
        return Tensor(shape: a.shape) { y in reading(a, b) { eclip_add($0, $1, y, a.count) } }
    }

    /// Element by element.
    package static func product(_ a: Tensor, _ b: Tensor) -> Tensor {
        precondition(a.count == b.count, "product: \(a.shape) with \(b.shape)")
        return Tensor(shape: a.shape) { y in reading(a, b) { for i in 0..<a.count { y[i] = $0[i] * $1[i] } } }
    }

    package static func scaled(_ x: Tensor, by factor: Float) -> Tensor {
        Tensor(shape: x.shape) { y in x.withValues { eclip_scale($0.baseAddress!, factor, y, x.count) } }
    }

    /// `shift` added to every block of `shift.count` values.
    package static func addToRows(_ x: Tensor, _ shift: Tensor) -> Tensor {
        precondition(x.count % shift.count == 0, "addToRows: \(x.shape) with \(shift.shape)")
        return Tensor(shape: x.shape) { y in
            reading(x, shift) { eclip_add_to_rows($0, $1, y, x.count / shift.count, shift.count) }
        }
    }

    /// Sums over all blocks of `shape`'s size: the pullback of `addToRows` and of a bias.
    package static func sumOfRows(_ x: Tensor, shape: [Int]) -> Tensor {
        var sums = Tensor(shape: shape, repeating: 0)
        let size = sums.count
        sums.update { s in
            x.withValues { eclip_accumulate_columns($0.baseAddress!, s.baseAddress!, x.count / size, size) }
        }
        return sums
    }

    package static func dot(_ a: Tensor, _ b: Tensor) -> Float {
        precondition(a.count == b.count, "dot: \(a.shape) with \(b.shape)")
        return reading(a, b) { eclip_dot($0, $1, a.count) }
    }
}

extension Tensor {
    /// Adds another tensor of the same size in place.
    package mutating func accumulate(_ other: Tensor) {
        precondition(count == other.count, "accumulate: \(shape) with \(other.shape)")
        update { y in other.withValues { eclip_accumulate($0.baseAddress!, y.baseAddress!, y.count) } }
    }

    /// One AdamW step in place (Loshchilov and Hutter 2019; decay is decoupled, moments are bias-corrected).
    package mutating func adamStep(
        gradient: Tensor, first: inout Tensor, second: inout Tensor, step: Int, rate: Float, decay: Float,
        gradientScale: Float, beta1: Float = 0.9, beta2: Float = 0.98, epsilon: Float = 1e-8
    ) {
        precondition(count == gradient.count, "adamStep: \(shape) with gradient \(gradient.shape)")
        let size = count, t = Double(step)
        let correction1 = Float(1 - power(Double(beta1), t)), correction2 = Float(1 - power(Double(beta2), t))
        update { p in
            first.update { m in
                second.update { v in
                    gradient.withValues {
                        eclip_adamw(
                            p.baseAddress!, $0.baseAddress!, m.baseAddress!, v.baseAddress!, size, rate, beta1, beta2,
                            epsilon, decay, gradientScale, correction1, correction2)
                    }
                }
            }
        }
    }
}

private func power(_ base: Double, _ exponent: Double) -> Double {
    var result = 1.0, factor = base, n = Int(exponent)
    while n > 0 {
        if n & 1 == 1 { result *= factor }
        factor *= factor
        n >>= 1
    }
    return result
}
