// Losses on small matrices: forward value and gradient at once, in double precision where sums are long.
#if canImport(Glibc)
    import Glibc
#else
    import Foundation
#endif

/// Scalar losses with their gradients.
package enum LossKernels {
    /// Cross-entropy of each row of `logits [N, M]` against soft `targets [N, M]`, averaged over the rows.
    /// - Returns: the loss and its gradient by the logits.
    package static func softCrossEntropy(_ logits: Tensor, _ targets: Tensor) -> (loss: Float, gradient: Tensor) {
        precondition(logits.count == targets.count, "softCrossEntropy: \(logits.shape) with \(targets.shape)")
        let rows = logits.rows, columns = logits.columns
        var gradient = Rows.softmax(logits)
        var loss = 0.0
        reading(logits, targets) { x, t in
            for r in 0..<rows {
                let base = r * columns
                let mass = (0..<columns).reduce(0.0) { $0 + Double(t[base + $1]) }
                loss += mass * logSumExp(x + base, columns)
                for c in 0..<columns where t[base + c] != 0 { loss -= Double(t[base + c] * x[base + c]) }
            }
        }
        gradient.update { g in
            targets.withValues { t in
                for r in 0..<rows {
                    let mass = (0..<columns).reduce(Float(0)) { $0 + t[r * columns + $1] }
                    for i in r * columns..<(r + 1) * columns { g[i] = (g[i] * mass - t[i]) / Float(rows) }
                }
            }
        }
        return (Float(loss / Double(rows)), gradient)
    }

    /// `-log` of the weight of each row of `maps [N, P]` inside its region (`[N, P]`, values 0...1), averaged over the rows.
    /// - Returns: the loss and its gradient by the maps.
    package static func weightInside(_ maps: Tensor, _ regions: Tensor) -> (loss: Float, gradient: Tensor) {
        precondition(maps.count == regions.count, "weightInside: \(maps.shape) with \(regions.shape)")
        let rows = maps.rows, columns = maps.columns
        var loss = 0.0
        var gradient = regions
        var inside = [Double](repeating: 0, count: rows)
        reading(maps, regions) { weights, region in
            for row in 0..<rows {
                for column in row * columns..<(row + 1) * columns { inside[row] += Double(weights[column] * region[column]) }
                inside[row] = max(inside[row], 1e-6)
                loss -= log(inside[row])
            }
        }
        gradient.update { values in
            for row in 0..<rows {
                let factor = Float(-1 / (inside[row] * Double(rows)))
                for column in row * columns..<(row + 1) * columns { values[column] *= factor }
            }
        }
        return (Float(loss / Double(rows)), gradient)
    }

    private static func logSumExp(_ x: UnsafePointer<Float>, _ count: Int) -> Double {
        var top = x[0]
        for i in 1..<count where x[i] > top { top = x[i] }
        var sum = 0.0
        for i in 0..<count { sum += exp(Double(x[i] - top)) }
        return Double(top) + log(sum)
    }

    /// `sum teacher * (log(teacher + e) - log(student + e))` per row, averaged; gradient by the student.
    package static func divergence(student: Tensor, teacher: Tensor, epsilon: Float = 1e-6)
        -> (loss: Float, gradient: Tensor)
    {
        precondition(student.count == teacher.count, "divergence: \(student.shape) with \(teacher.shape)")
        let scale = 1 / Float(student.rows)
        var loss = 0.0
        let gradient = reading(student, teacher) { s, t in
            Tensor(shape: student.shape) { g in
                for i in 0..<student.count {
                    loss += Double(t[i]) * (log(Double(t[i] + epsilon)) - log(Double(s[i] + epsilon)))
                    g[i] = -scale * t[i] / (s[i] + epsilon)
                }
            }
        }
        return (Float(loss) * scale, gradient)
    }

    /// Transposed copy of a matrix.
    package static func transposed(_ x: Tensor) -> Tensor {
        let (rows, columns) = (x.rows, x.columns)
        return x.withValues { source in
            Tensor(shape: [columns, rows]) { y in
                for r in 0..<rows { for c in 0..<columns { y[c * rows + r] = source[r * columns + c] } }
            }
        }
    }
}
