// The operations of layers: each is a forward kernel and one pullback.
import Tensors

extension Tape {
    /// `x [..., I] . weight [O, I]^T + bias [O]`
    package func linear(_ x: Variable, _ weight: Variable, _ bias: Variable? = nil) -> Variable {
        record(Matrix.linear(x.value, weight: weight.value, bias: bias?.value), from: [x, weight]) { dy in
            x.accumulate(Matrix.linearInputGradient(dy, weight: weight.value, shape: x.shape))
            weight.accumulate(Matrix.linearWeightGradient(dy, x.value))
            if let bias { bias.accumulate(Rows.sumOfRows(dy, shape: bias.shape)) }
        }
    }

    package func gelu(_ x: Variable) -> Variable {
        record(Rows.gelu(x.value), from: [x]) { x.accumulate(Rows.geluGradient(x.value, $0)) }
    }

    package func layerNorm(_ x: Variable, gain: Variable, shift: Variable) -> Variable {
        let (y, mean, inverse) = Rows.layerNorm(x.value, gain: gain.value, shift: shift.value)
        return record(y, from: [x, gain, shift]) { dy in
            let d = Rows.layerNormGradient(x.value, gain: gain.value, mean: mean, inverse: inverse, dy)
            x.accumulate(d.dx)
            gain.accumulate(d.gain)
            shift.accumulate(d.shift)
        }
    }

    package func add(_ a: Variable, _ b: Variable) -> Variable {
        record(Rows.add(a.value, b.value), from: [a, b]) { dy in
            a.accumulate(dy)
            b.accumulate(dy)
        }
    }

    /// `shift` (a position table, say) added to every block of its size.
    package func addToRows(_ x: Variable, _ shift: Variable) -> Variable {
        record(Rows.addToRows(x.value, shift.value), from: [x, shift]) { dy in
            x.accumulate(dy)
            shift.accumulate(Rows.sumOfRows(dy, shape: shift.shape))
        }
    }

    package func reshape(_ x: Variable, _ shape: [Int]) -> Variable {
        record(x.value.reshaped(shape), from: [x]) { x.accumulate($0) }
    }

    /// Rows of unit length.
    package func normalise(_ x: Variable) -> Variable {
        let (y, inverse) = Rows.normalised(x.value)
        return record(y, from: [x]) { x.accumulate(Rows.normalisedGradient(y, inverse: inverse, $0)) }
    }

    /// Rows `ids` of `table [V, C]` -> `shape + [C]`.
    package func embedding(_ table: Variable, _ ids: [Int], shape: [Int]) -> Variable {
        record(Gather.rows(table.value, ids, shape: shape), from: [table]) {
            table.accumulate(Gather.scatterRows($0, ids, table: table.shape))
        }
    }

    /// Mean over the first `lengths[b]` tokens: `[B, T, C]` -> `[B, C]`.
    package func mean(_ x: Variable, lengths: [Int]) -> Variable {
        record(Gather.mean(x.value, lengths: lengths), from: [x]) {
            x.accumulate(Gather.meanGradient($0, lengths: lengths, shape: x.shape))
        }
    }

    /// The first `count` rows of `x` (positions for the tokens at hand).
    package func firstRows(_ x: Variable, _ count: Int) -> Variable {
        guard count < x.shape[0] else { return x }
        return record(x.value.slice(0..<count), from: [x]) { dy in
            var gradient = Tensor(shape: x.shape, repeating: 0)
            gradient.update { g in dy.withValues { g.baseAddress!.update(from: $0.baseAddress!, count: dy.count) } }
            x.accumulate(gradient)
        }
    }

    /// `x [N, D]` repeated for a batch -> `[B, N, D]`.
    package func repeated(_ x: Variable, batch: Int) -> Variable {
        record(Tensor.concatenated(Array(repeating: x.value.reshaped([1] + x.shape), count: batch)), from: [x]) {
            x.accumulate(Rows.sumOfRows($0, shape: x.shape))
        }
    }
}

extension Tape {
    /// Tensors joined along their leading dimension (query, key and value weights for one product).
    package func joinedRows(_ parts: [Variable]) -> Variable {
        record(Tensor.concatenated(parts.map(\.value)), from: parts) { dy in
            var start = 0
            for part in parts {
                let end = start + part.shape[0]
                part.accumulate(dy.slice(start..<end))
                start = end
            }
        }
    }
}
