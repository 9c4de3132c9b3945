// The operations of the losses: dot products between pictures and titles, picks, temperatures, cross-entropies.
import Foundation
import Tensors

extension Tape {
    /// Dot products of row `m` of every block of `x [B, M, e]` with row `m` of `titles [M, e]` -> `[B, M]`.
    package func pairedDots(_ x: Variable, _ titles: Variable) -> Variable {
        record(PairedDots.forward(x.value, titles.value), from: [x, titles]) { dy in
            x.accumulate(PairedDots.gradient(dy, titles.value))
            titles.accumulate(PairedDots.titleGradient(dy, x.value))
        }
    }

    /// Row `index[b]` of each block of `x [B, N, D]` -> `[B, D]`.
    package func pick(_ x: Variable, _ index: [Int]) -> Variable {
        record(Gather.pick(x.value, index), from: [x]) {
            x.accumulate(Gather.pickGradient($0, index, shape: x.shape))
        }
    }

    /// For each picture and title the value of one query: `x [B, Q, M]`, `index [B * M]` -> `[B, M]`.
    package func pickQuery(_ x: Variable, _ index: [Int]) -> Variable {
        record(Gather.pickQuery(x.value, index), from: [x]) {
            x.accumulate(Gather.pickQueryGradient($0, index, shape: x.shape))
        }
    }

    /// Rows `index` of `x [N, D]` -> `[index.count, D]`.
    package func rows(_ x: Variable, _ index: [Int]) -> Variable {
        embedding(x, index, shape: [index.count])
    }

    /// `x * min(exp(logScale), limit)`; the gradient of the scale stops at the limit.
    package func tempered(_ x: Variable, logScale: Variable, limit: Float = 100) -> Variable {
        let raw = exp(logScale.value.scalar), factor = min(raw, limit)
        return record(Rows.scaled(x.value, by: factor), from: [x, logScale]) { dy in
            x.accumulate(Rows.scaled(dy, by: factor))
            if raw <= limit { logScale.accumulate(.scalar(Rows.dot(dy, x.value) * factor)) }
        }
    }

    /// A constant added to every value (a mask of large negatives, say).
    package func shifted(_ x: Variable, by constant: Tensor) -> Variable {
        record(Rows.add(x.value, constant), from: [x]) { x.accumulate($0) }
    }

    /// Matrices of equal row count side by side: `[N, A]`, `[N, B]` -> `[N, A + B]`.
    package func beside(_ a: Variable, _ b: Variable) -> Variable {
        let (left, right) = (a.value.columns, b.value.columns)
        return record(Columns.joined(a.value, b.value), from: [a, b]) { dy in
            a.accumulate(Columns.part(dy, 0..<left))
            b.accumulate(Columns.part(dy, left..<left + right))
        }
    }

    /// Symmetric InfoNCE with soft targets: half the cross-entropy of the rows plus half that of the columns of `logits [N, M]`,
    /// each with a mask that is added first (0, or a large negative where a pair does not count).
    /// - Parameters:
    ///   - rows: `[N, M]` each; targets sum to 1 along rows.
    ///   - columns: `[M, N]` each; targets sum to 1 along rows.
    package func contrast(
        _ logits: Variable, rows: (targets: Tensor, mask: Tensor), columns: (targets: Tensor, mask: Tensor)
    ) -> Variable {
        let along = LossKernels.softCrossEntropy(Rows.add(logits.value, rows.mask), rows.targets)
        let across = LossKernels.softCrossEntropy(
            Rows.add(LossKernels.transposed(logits.value), columns.mask), columns.targets)
        return record(.scalar(0.5 * (along.loss + across.loss)), from: [logits]) { dy in
            var gradient = along.gradient
            gradient.accumulate(LossKernels.transposed(across.gradient))
            logits.accumulate(Rows.scaled(gradient, by: 0.5 * dy.scalar))
        }
    }

    /// Cross-entropy of the rows of `logits [N, M]` against `targets [N, M]`.
    package func crossEntropy(_ logits: Variable, targets: Tensor) -> Variable {
        let result = LossKernels.softCrossEntropy(logits.value, targets)
        return record(.scalar(result.loss), from: [logits]) { dy in
            logits.accumulate(Rows.scaled(result.gradient, by: dy.scalar))
        }
    }

    /// KL divergence of the student's maps from the teacher's (`[B, P]` each, rows sum to 1), averaged over rows.
    package func divergence(student: Variable, teacher: Tensor) -> Variable {
        let result = LossKernels.divergence(student: student.value, teacher: teacher)
        return record(.scalar(result.loss), from: [student]) { dy in
            student.accumulate(Rows.scaled(result.gradient, by: dy.scalar))
        }
    }

    /// `-log` of the weight of each map that lies inside a region, averaged over the maps: it pulls weight into the region and
    /// says nothing about where in it. Both `[B, P]`; a map's rows sum to 1, a region's values are 0...1.
    package func weightInside(_ maps: Variable, regions: Tensor) -> Variable {
        let result = LossKernels.weightInside(maps.value, regions)
        return record(.scalar(result.loss), from: [maps]) { dy in
            maps.accumulate(Rows.scaled(result.gradient, by: dy.scalar))
        }
    }

    /// `sum weight * term` over scalar terms.
    package func weightedSum(_ terms: [(Variable, Float)]) -> Variable {
        let total = terms.reduce(Float(0)) { $0 + $1.0.value.scalar * $1.1 }
        return record(.scalar(total), from: terms.map(\.0)) { dy in
            for (term, weight) in terms { term.accumulate(.scalar(weight * dy.scalar)) }
        }
    }
}
