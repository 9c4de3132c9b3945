// Kernels that move whole rows by index: embeddings, means over real tokens, one row picked per batch element.

/// Row gathers and their pullbacks (scatters).
package enum Gather {
    /// Rows `ids` of `table [V, C]`; `shape` gives the leading dimensions of the result.
    package static func rows(_ table: Tensor, _ ids: [Int], shape: [Int]) -> Tensor {
        let width = table.columns
        return table.withValues { source in
            Tensor(shape: shape + [width]) { y in
                for (row, id) in ids.enumerated() {
                    precondition(id >= 0 && id < table.shape[0], "id \(id) of a table \(table.shape)")
                    (y + row * width).update(from: source.baseAddress! + id * width, count: width)
                }
            }
        }
    }

    /// Pullback of `rows`: each row of `dy` is added to the table row it came from.
    package static func scatterRows(_ dy: Tensor, _ ids: [Int], table shape: [Int]) -> Tensor {
        var gradient = Tensor(shape: shape, repeating: 0)
        let width = shape[1]
        gradient.update { g in
            dy.withValues { d in
                for (row, id) in ids.enumerated() {
                    for c in 0..<width { g[id * width + c] += d[row * width + c] }
                }
            }
        }
        return gradient
    }

    /// Mean over the first `lengths[b]` rows of each `[T, C]` block -> `[B, C]`.
    package static func mean(_ x: Tensor, lengths: [Int]) -> Tensor {
        let tokens = x.shape[1], width = x.columns
        var result = Tensor(shape: [x.shape[0], width], repeating: 0)
        result.update { y in
            x.withValues { source in
                for (b, length) in lengths.enumerated() {
                    let scale = 1 / Float(length)
                    for t in 0..<length {
                        for c in 0..<width { y[b * width + c] += scale * source[(b * tokens + t) * width + c] }
                    }
                }
            }
        }
        return result
    }

    package static func meanGradient(_ dy: Tensor, lengths: [Int], shape: [Int]) -> Tensor {
        var gradient = Tensor(shape: shape, repeating: 0)
        let tokens = shape[1], width = shape[2]
        gradient.update { g in
            dy.withValues { d in
                for (b, length) in lengths.enumerated() {
                    let scale = 1 / Float(length)
                    for t in 0..<length {
                        for c in 0..<width { g[(b * tokens + t) * width + c] = scale * d[b * width + c] }
                    }
                }
            }
        }
        return gradient
    }

    /// Row `index[b]` of each block of `x [B, N, D]` -> `[B, D]`.
    package static func pick(_ x: Tensor, _ index: [Int]) -> Tensor {
        let flat = index.enumerated().map { $0.offset * x.shape[1] + $0.element }
        return rows(x.reshaped([x.shape[0] * x.shape[1], x.columns]), flat, shape: [x.shape[0]])
    }

    package static func pickGradient(_ dy: Tensor, _ index: [Int], shape: [Int]) -> Tensor {
        let flat = index.enumerated().map { $0.offset * shape[1] + $0.element }
        return scatterRows(dy, flat, table: [shape[0] * shape[1], shape[2]]).reshaped(shape)
    }

    /// For each `[b, m]` the value of query `index[b * M + m]` in `x [B, Q, M]` -> `[B, M]`.
    package static func pickQuery(_ x: Tensor, _ index: [Int]) -> Tensor {
        let (queries, titles) = (x.shape[1], x.shape[2])
        return x.withValues { source in
            Tensor(shape: [x.shape[0], titles]) { y in
                for (i, query) in index.enumerated() {
                    y[i] = source[(i / titles * queries + query) * titles + i % titles]
                }
            }
        }
    }

    package static func pickQueryGradient(_ dy: Tensor, _ index: [Int], shape: [Int]) -> Tensor {
        var gradient = Tensor(shape: shape, repeating: 0)
        let (queries, titles) = (shape[1], shape[2])
        gradient.update { g in
            dy.withValues { d in
                for (i, query) in index.enumerated() {
                    g[(i / titles * queries + query) * titles + i % titles] = d[i]
                }
            }
        }
        return gradient
    }

    /// The query with the largest value for each `[b, m]` of `x [B, Q, M]`; the first of equals.
    package static func bestQuery(_ x: Tensor) -> [Int] {
        let (queries, titles) = (x.shape[1], x.shape[2])
        return x.withValues { source in
            (0..<x.shape[0] * titles).map { i in
                let base = i / titles * queries * titles + i % titles
                var best = 0
                for q in 1..<queries where source[base + q * titles] > source[base + best * titles] { best = q }
                return best
            }
        }
    }

    /// Each 3-colour square of `size x size` cut into patches, each patch into `pieces x pieces` sub-patches:
    /// `[B, S, S, 3]` -> `[B * P * pieces^2, h * h * 3]`, rows, columns, colours inside a sub-patch.
    package static func subPatches(_ pixels: Tensor, patch: Int, pieces: Int) -> Tensor {
        let (batch, side) = (pixels.shape[0], pixels.shape[1]), grid = side / patch, h = patch / pieces
        precondition(pixels.shape == [batch, side, side, 3] && side % patch == 0 && patch % pieces == 0,
            "subPatches: \(pixels.shape) by patch \(patch) and \(pieces)")
        return pixels.withValues { source in
            Tensor(shape: [batch * grid * grid * pieces * pieces, h * h * 3]) { y in
                var target = y
                for b in 0..<batch {
                    for gy in 0..<grid { for gx in 0..<grid {
                        for py in 0..<pieces { for px in 0..<pieces {
                            for line in 0..<h {
                                let row = gy * patch + py * h + line, column = gx * patch + px * h
                                let from = source.baseAddress! + ((b * side + row) * side + column) * 3
                                target.update(from: from, count: h * 3)
                                target += h * 3
                            }
                        } }
                    } }
                }
            }
        }
    }
}

extension Tensor {
    /// Rows of a square grid `[n * n, C]` read bilinearly at the centres of a `side * side` grid.
    package func resampledGrid(to side: Int) -> Tensor {
        let from = Int(Double(rows).squareRoot().rounded()), width = columns
        precondition(from * from == rows, "\(shape) is no square grid")
        guard from != side else { return self }
        let places = (0..<side).map { place -> (low: Int, high: Int, part: Float) in
            let at = max(0, min(Float(from - 1), (Float(place) + 0.5) * Float(from) / Float(side) - 0.5))
            return (Int(at), min(from - 1, Int(at) + 1), at - Float(Int(at)))
        }
        return withValues { source in
            Tensor(shape: [side * side, width]) { y in
                for (row, v) in places.enumerated() {
                    for (column, h) in places.enumerated() {
                        for c in 0..<width {
                            func read(_ r: Int, _ k: Int) -> Float { source[(r * from + k) * width + c] }
                            let top = read(v.low, h.low) * (1 - h.part) + read(v.low, h.high) * h.part
                            let bottom = read(v.high, h.low) * (1 - h.part) + read(v.high, h.high) * h.part
                            y[(row * side + column) * width + c] = top * (1 - v.part) + bottom * v.part
                        }
                    }
                }
            }
        }
    }
}
