#include "attention_kernels.h"
#include "vector_math.h"

// Rows and columns of the neighbourhood that lie on the grid, for one patch.
typedef struct {
    ptrdiff_t top, bottom, left, right;
} window;

static inline window neighbourhood(ptrdiff_t patch, ptrdiff_t side, ptrdiff_t radius) {
    ptrdiff_t row = patch / side, column = patch % side;
    window w;
    w.top = row - radius < 0 ? 0 : row - radius;
    w.bottom = row + radius >= side ? side - 1 : row + radius;
    w.left = column - radius < 0 ? 0 : column - radius;
    w.right = column + radius >= side ? side - 1 : column + radius;
    return w;
}

static inline __attribute__((always_inline)) void softmax_in_place(float *x, ptrdiff_t count) {
    float top = maximum(x, count), sum = 0;
    for (ptrdiff_t i = 0; i < count; i++) {
        x[i] = exponential(x[i] - top);
        sum += x[i];
    }
    for (ptrdiff_t i = 0; i < count; i++) x[i] /= sum;
}

CLONES void eclip_local_attention(const float *restrict qkv, float *restrict y, float *restrict weights,
                                  ptrdiff_t batch, ptrdiff_t side, ptrdiff_t channels, ptrdiff_t heads,
                                  ptrdiff_t radius) {
    ptrdiff_t patches = side * side, width = channels / heads, reach = 2 * radius + 1, near = reach * reach;
    float scale = 1.0f / sqrtf((float)width);
    memset(weights, 0, sizeof(float) * (size_t)(batch * heads * patches * near));
    for (ptrdiff_t b = 0; b < batch; b++)
        for (ptrdiff_t p = 0; p < patches; p++) {
            const float *base = qkv + b * patches * 3 * channels;
            ptrdiff_t row = p / side, column = p % side;
            window w = neighbourhood(p, side, radius);
            for (ptrdiff_t h = 0; h < heads; h++) {
                const float *query = base + p * 3 * channels + h * width;
                float *stored = weights + ((b * heads + h) * patches + p) * near;
                float *out = y + (b * patches + p) * channels + h * width, scores[256];
                ptrdiff_t n = 0;
                for (ptrdiff_t r = w.top; r <= w.bottom; r++)
                    for (ptrdiff_t c = w.left; c <= w.right; c++)
                        scores[n++] = scale * dot(query, base + (r * side + c) * 3 * channels + channels + h * width,
                                                  width);
                softmax_in_place(scores, n);
                for (ptrdiff_t d = 0; d < width; d++) out[d] = 0;
                n = 0;
                for (ptrdiff_t r = w.top; r <= w.bottom; r++)
                    for (ptrdiff_t c = w.left; c <= w.right; c++) {
                        float a = scores[n++];
                        stored[(r - row + radius) * reach + (c - column + radius)] = a;
                        add_scaled(base + (r * side + c) * 3 * channels + 2 * channels + h * width, a, out, width);
                    }
            }
        }
}

CLONES void eclip_local_attention_backward(const float *restrict qkv, const float *restrict weights,
                                           const float *restrict dy, float *restrict dqkv, ptrdiff_t batch,
                                           ptrdiff_t side, ptrdiff_t channels, ptrdiff_t heads, ptrdiff_t radius) {
    ptrdiff_t patches = side * side, width = channels / heads, reach = 2 * radius + 1, near = reach * reach;
    float scale = 1.0f / sqrtf((float)width);
    for (ptrdiff_t b = 0; b < batch; b++)
        for (ptrdiff_t p = 0; p < patches; p++) {
            const float *base = qkv + b * patches * 3 * channels;
            float *dbase = dqkv + b * patches * 3 * channels;
            ptrdiff_t row = p / side, column = p % side;
            window w = neighbourhood(p, side, radius);
            for (ptrdiff_t h = 0; h < heads; h++) {
                const float *stored = weights + ((b * heads + h) * patches + p) * near;
                const float *d = dy + (b * patches + p) * channels + h * width;
                float dweights[256], mean = 0;
                ptrdiff_t n = 0;
                for (ptrdiff_t r = w.top; r <= w.bottom; r++)
                    for (ptrdiff_t c = w.left; c <= w.right; c++) {
                        ptrdiff_t other = (r * side + c) * 3 * channels + h * width;
                        float a = stored[(r - row + radius) * reach + (c - column + radius)];
                        dweights[n] = dot(d, base + other + 2 * channels, width);
                        mean += a * dweights[n++];
                        add_scaled(d, a, dbase + other + 2 * channels, width);
                    }
                n = 0;
                for (ptrdiff_t r = w.top; r <= w.bottom; r++)
                    for (ptrdiff_t c = w.left; c <= w.right; c++) {
                        ptrdiff_t other = (r * side + c) * 3 * channels + h * width, self = p * 3 * channels + h * width;
                        float a = stored[(r - row + radius) * reach + (c - column + radius)];
                        float g = scale * a * (dweights[n++] - mean);
                        add_scaled(base + other + channels, g, dbase + self, width);
                        add_scaled(base + self, g, dbase + other + channels, width);
                    }
            }
        }
}

CLONES void eclip_attention(const float *restrict qkv, const int32_t *restrict lengths, float *restrict y,
                            float *restrict weights, ptrdiff_t batch, ptrdiff_t tokens, ptrdiff_t channels,
                            ptrdiff_t heads) {
    ptrdiff_t width = channels / heads;
    float scale = 1.0f / sqrtf((float)width);
    memset(weights, 0, sizeof(float) * (size_t)(batch * heads * tokens * tokens));
    for (ptrdiff_t b = 0; b < batch; b++)
        for (ptrdiff_t h = 0; h < heads; h++)
            for (ptrdiff_t t = 0; t < tokens; t++) {
                const float *base = qkv + b * tokens * 3 * channels + h * width;
                float *row = weights + ((b * heads + h) * tokens + t) * tokens;
                float *out = y + (b * tokens + t) * channels + h * width;
                for (ptrdiff_t k = 0; k < lengths[b]; k++)
                    row[k] = scale * dot(base + t * 3 * channels, base + k * 3 * channels + channels, width);
                softmax_in_place(row, lengths[b]);
                for (ptrdiff_t d = 0; d < width; d++) out[d] = 0;
                for (ptrdiff_t k = 0; k < lengths[b]; k++)
                    add_scaled(base + k * 3 * channels + 2 * channels, row[k], out, width);
            }
}

CLONES void eclip_attention_backward(const float *restrict qkv, const int32_t *restrict lengths,
                                     const float *restrict weights, const float *restrict dy, float *restrict dqkv,
                                     ptrdiff_t batch, ptrdiff_t tokens, ptrdiff_t channels, ptrdiff_t heads) {
    ptrdiff_t width = channels / heads;
    float scale = 1.0f / sqrtf((float)width);
    for (ptrdiff_t b = 0; b < batch; b++)
        for (ptrdiff_t h = 0; h < heads; h++)
            for (ptrdiff_t t = 0; t < tokens; t++) {
                const float *base = qkv + b * tokens * 3 * channels + h * width;
                float *dbase = dqkv + b * tokens * 3 * channels + h * width;
                const float *row = weights + ((b * heads + h) * tokens + t) * tokens;
                const float *d = dy + (b * tokens + t) * channels + h * width;
                float mean = 0;
                for (ptrdiff_t k = 0; k < lengths[b]; k++)
                    mean += row[k] * dot(d, base + k * 3 * channels + 2 * channels, width);
                for (ptrdiff_t k = 0; k < lengths[b]; k++) {
                    const float *key = base + k * 3 * channels + channels;
                    float *dkey = dbase + k * 3 * channels + channels;
                    float g = scale * row[k] * (dot(d, key + channels, width) - mean);
                    add_scaled(d, row[k], dkey + channels, width);
                    add_scaled(key, g, dbase + t * 3 * channels, width);
                    add_scaled(base + t * 3 * channels, g, dkey, width);
                }
            }
}
