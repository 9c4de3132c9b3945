// Tensor faces of the C self-attention kernels. `qkv` packs query, key and value side by side: [B, T, 3C].
import CKernels

/// Multi-head self-attention over packed projections, with pullbacks.
package enum SelfAttention {
    /// Attention masked to the square neighbourhood of `radius` patches.
    /// - Returns: `y [B, P, C]` and `weights [B, H, P, (2 radius + 1)^2]`.
    package static func local(_ qkv: Tensor, heads: Int, side: Int, radius: Int) -> (y: Tensor, weights: Tensor) {
        let batch = qkv.shape[0], patches = side * side, channels = qkv.columns / 3, reach = 2 * radius + 1
        precondition(qkv.shape[1] == patches && reach * reach <= 256, "local attention: \(qkv.shape) on side \(side)")
        var weights = Tensor(shape: [batch, heads, patches, reach * reach], repeating: 0)
        let y = Tensor(shape: [batch, patches, channels]) { y in
            weights.update { w in
                qkv.withValues {
                    eclip_local_attention($0.baseAddress!, y, w.baseAddress!, batch, side, channels, heads, radius)
                }
            }
        }
        return (y, weights)
    }

    package static func localGradient(
        _ qkv: Tensor, weights: Tensor, _ dy: Tensor, side: Int, radius: Int
    ) -> Tensor {
        var gradient = Tensor(shape: qkv.shape, repeating: 0)
        gradient.update { d in
            reading(qkv, weights, dy) {
                eclip_local_attention_backward(
                    $0, $1, $2, d.baseAddress!, qkv.shape[0], side, qkv.columns / 3, weights.shape[1], radius)
            }
        }
        return gradient
    }

    /// Attention over the first `lengths[b]` tokens of each row (the rest is padding).
    /// - Returns: `y [B, T, C]` and `weights [B, H, T, T]`.
    package static func padded(_ qkv: Tensor, heads: Int, lengths: [Int]) -> (y: Tensor, weights: Tensor) {
        let batch = qkv.shape[0], tokens = qkv.shape[1], channels = qkv.columns / 3
        precondition(lengths.count == batch && lengths.allSatisfy { $0 > 0 && $0 <= tokens }, "lengths for \(qkv.shape)")
        var weights = Tensor(shape: [batch, heads, tokens, tokens], repeating: 0)
        let y = Tensor(shape: [batch, tokens, channels]) { y in
            weights.update { w in
                qkv.withValues {
                    eclip_attention(
                        $0.baseAddress!, lengths.map(Int32.init), y, w.baseAddress!, batch, tokens, channels, heads)
                }
            }
        }
        return (y, weights)
    }

    package static func paddedGradient(_ qkv: Tensor, weights: Tensor, lengths: [Int], _ dy: Tensor) -> Tensor {
        var gradient = Tensor(shape: qkv.shape, repeating: 0)
        gradient.update { d in
            reading(qkv, weights, dy) {
                eclip_attention_backward(
                    $0, lengths.map(Int32.init), $1, $2, d.baseAddress!, qkv.shape[0], qkv.shape[1], qkv.columns / 3,
                    weights.shape[1])
            }
        }
        return gradient
    }
}
