#pragma once
// Multi-head self-attention on one packed projection: `qkv` is [batch, tokens, 3 * channels], query, key and value
// side by side, heads side by side inside each.
#include <stddef.h>
#include <stdint.h>

/// Attention within the square neighbourhood of `radius` patches on a `side` x `side` grid.
/// `weights` is [batch, heads, patches, (2 radius + 1)^2], zero where the neighbour lies outside the grid.
void eclip_local_attention(const float *qkv, float *y, float *weights, ptrdiff_t batch, ptrdiff_t side,
                           ptrdiff_t channels, ptrdiff_t heads, ptrdiff_t radius);
/// dqkv must come in as zeros.
void eclip_local_attention_backward(const float *qkv, const float *weights, const float *dy, float *dqkv,
                                    ptrdiff_t batch, ptrdiff_t side, ptrdiff_t channels, ptrdiff_t heads,
                                    ptrdiff_t radius);

/// Attention over the first `lengths[b]` tokens of each row; later tokens are padding and are never read as keys.
/// `weights` is [batch, heads, tokens, tokens], zero at padding keys.
void eclip_attention(const float *qkv, const int32_t *lengths, float *y, float *weights, ptrdiff_t batch,
                     ptrdiff_t tokens, ptrdiff_t channels, ptrdiff_t heads);
/// dqkv must come in as zeros.
void eclip_attention_backward(const float *qkv, const int32_t *lengths, const float *weights, const float *dy,
                              float *dqkv, ptrdiff_t batch, ptrdiff_t tokens, ptrdiff_t channels, ptrdiff_t heads);
