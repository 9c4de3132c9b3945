#include "row_kernels.h"
#include "vector_math.h"

// Abramowitz and Stegun 7.1.26: Phi(x) and exp(-x^2/2) share one exponential; absolute error below 1.5e-7.
static inline __attribute__((always_inline)) float normal_cdf(float x, float *density) {
    float z = fabsf(x) * 0.70710678118654752f;
    float t = 1.0f / (1.0f + 0.3275911f * z);
    float e = exponential(-z * z);
    float tail = t * (0.254829592f + t * (-0.284496736f + t * (1.421413741f + t * (-1.453152027f + t * 1.061405429f))));
    float half = 0.5f * tail * e;
    *density = 0.39894228040143268f * e;
    return x >= 0 ? 1.0f - half : half;
}

CLONES void eclip_gelu(const float *restrict x, float *restrict y, ptrdiff_t count) {
    for (ptrdiff_t i = 0; i < count; i++) {
        float density;
        y[i] = x[i] * normal_cdf(x[i], &density);
    }
}

CLONES void eclip_gelu_backward(const float *restrict x, const float *restrict dy, float *restrict dx,
                                ptrdiff_t count) {
    for (ptrdiff_t i = 0; i < count; i++) {
        float density;
        float cdf = normal_cdf(x[i], &density);
        dx[i] = dy[i] * (cdf + x[i] * density);
    }
}

CLONES void eclip_layer_norm(const float *restrict x, const float *restrict gain, const float *restrict shift,
                             float *restrict y, float *restrict mean, float *restrict inverse, ptrdiff_t rows,
                             ptrdiff_t columns, float epsilon) {
#pragma clang fp reassociate(on) contract(fast)
    for (ptrdiff_t r = 0; r < rows; r++) {
        const float *row = x + r * columns;
        float *out = y + r * columns;
        float sum = 0, squares = 0;
        for (ptrdiff_t c = 0; c < columns; c++) sum += row[c];
        float m = sum / (float)columns;
        for (ptrdiff_t c = 0; c < columns; c++) squares += (row[c] - m) * (row[c] - m);
        float inv = 1.0f / sqrtf(squares / (float)columns + epsilon);
        for (ptrdiff_t c = 0; c < columns; c++) out[c] = (row[c] - m) * inv * gain[c] + shift[c];
        mean[r] = m;
        inverse[r] = inv;
    }
}

CLONES void eclip_layer_norm_backward(const float *restrict x, const float *restrict gain, const float *restrict mean,
                                      const float *restrict inverse, const float *restrict dy, float *restrict dx,
                                      float *restrict dgain, float *restrict dshift, ptrdiff_t rows,
                                      ptrdiff_t columns) {
#pragma clang fp reassociate(on) contract(fast)
    for (ptrdiff_t r = 0; r < rows; r++) {
        const float *row = x + r * columns, *d = dy + r * columns;
        float *out = dx + r * columns;
        float m = mean[r], inv = inverse[r], sum = 0, sum_hat = 0;
        for (ptrdiff_t c = 0; c < columns; c++) {
            float hat = (row[c] - m) * inv, g = d[c] * gain[c];
            sum += g;
            sum_hat += g * hat;
        }
        sum /= (float)columns;
        sum_hat /= (float)columns;
        for (ptrdiff_t c = 0; c < columns; c++) {
            float hat = (row[c] - m) * inv;
            out[c] = inv * (d[c] * gain[c] - sum - hat * sum_hat);
            dgain[c] += d[c] * hat;
            dshift[c] += d[c];
        }
    }
}

static inline __attribute__((always_inline)) float exponentials(const float *x, float shift, float *y,
                                                                ptrdiff_t count) {
    for (ptrdiff_t c = 0; c < count; c++) y[c] = exponential(x[c] - shift);
    float sum = 0;
    {
#pragma clang fp reassociate(on)
        for (ptrdiff_t c = 0; c < count; c++) sum += y[c];
    }
    return sum;
}

CLONES void eclip_softmax(const float *restrict x, float *restrict y, ptrdiff_t rows, ptrdiff_t columns) {
    for (ptrdiff_t r = 0; r < rows; r++) {
        const float *row = x + r * columns;
        float *out = y + r * columns;
        float scale = 1.0f / exponentials(row, maximum(row, columns), out, columns);
        for (ptrdiff_t c = 0; c < columns; c++) out[c] *= scale;
    }
}

CLONES void eclip_softmax_backward(const float *restrict y, const float *restrict dy, float *restrict dx,
                                   ptrdiff_t rows, ptrdiff_t columns) {
    for (ptrdiff_t r = 0; r < rows; r++) {
        const float *p = y + r * columns, *d = dy + r * columns;
        float *out = dx + r * columns;
        float mean = dot(p, d, columns);
        for (ptrdiff_t c = 0; c < columns; c++) out[c] = p[c] * (d[c] - mean);
    }
}

CLONES void eclip_softmax_queries(const float *restrict x, float *restrict y, ptrdiff_t batch, ptrdiff_t queries,
                                  ptrdiff_t patches) {
    float top[256], sum[256];
    for (ptrdiff_t b = 0; b < batch; b++)
        for (ptrdiff_t start = 0; start < patches; start += 256) {
            ptrdiff_t n = patches - start < 256 ? patches - start : 256;
            const float *in = x + b * queries * patches + start;
            float *out = y + b * queries * patches + start;
            for (ptrdiff_t p = 0; p < n; p++) top[p] = in[p], sum[p] = 0;
            for (ptrdiff_t q = 1; q < queries; q++)
                for (ptrdiff_t p = 0; p < n; p++)
                    top[p] = in[q * patches + p] > top[p] ? in[q * patches + p] : top[p];
            for (ptrdiff_t q = 0; q < queries; q++)
                for (ptrdiff_t p = 0; p < n; p++) {
                    float e = exponential(in[q * patches + p] - top[p]);
                    out[q * patches + p] = e;
                    sum[p] += e;
                }
            for (ptrdiff_t q = 0; q < queries; q++)
                for (ptrdiff_t p = 0; p < n; p++) out[q * patches + p] /= sum[p];
        }
}

CLONES void eclip_softmax_queries_backward(const float *restrict y, const float *restrict dy, float *restrict dx,
                                           ptrdiff_t batch, ptrdiff_t queries, ptrdiff_t patches) {
    float mean[256];
    for (ptrdiff_t b = 0; b < batch; b++)
        for (ptrdiff_t start = 0; start < patches; start += 256) {
            ptrdiff_t n = patches - start < 256 ? patches - start : 256, base = b * queries * patches + start;
            for (ptrdiff_t p = 0; p < n; p++) mean[p] = 0;
            for (ptrdiff_t q = 0; q < queries; q++)
                for (ptrdiff_t p = 0; p < n; p++)
                    mean[p] += y[base + q * patches + p] * dy[base + q * patches + p];
            for (ptrdiff_t q = 0; q < queries; q++)
                for (ptrdiff_t p = 0; p < n; p++)
                    dx[base + q * patches + p] = y[base + q * patches + p] * (dy[base + q * patches + p] - mean[p]);
        }
}

CLONES void eclip_share(const float *restrict x, float *restrict y, float *restrict sums, ptrdiff_t rows,
                        ptrdiff_t columns, float epsilon) {
#pragma clang fp reassociate(on) contract(fast)
    for (ptrdiff_t r = 0; r < rows; r++) {
        const float *row = x + r * columns;
        float sum = 0;
        for (ptrdiff_t c = 0; c < columns; c++) sum += row[c] + epsilon;
        float scale = 1.0f / sum;
        for (ptrdiff_t c = 0; c < columns; c++) y[r * columns + c] = (row[c] + epsilon) * scale;
        sums[r] = sum;
    }
}

CLONES void eclip_share_backward(const float *restrict y, const float *restrict sums, const float *restrict dy,
                                 float *restrict dx, ptrdiff_t rows, ptrdiff_t columns) {
    for (ptrdiff_t r = 0; r < rows; r++) {
        const float *p = y + r * columns, *d = dy + r * columns;
        float mean = dot(p, d, columns), scale = 1.0f / sums[r];
        for (ptrdiff_t c = 0; c < columns; c++) dx[r * columns + c] = (d[c] - mean) * scale;
    }
}

CLONES void eclip_normalise(const float *restrict x, float *restrict y, float *restrict inverse, ptrdiff_t rows,
                            ptrdiff_t columns) {
    for (ptrdiff_t r = 0; r < rows; r++) {
        const float *row = x + r * columns;
        float norm = sqrtf(dot(row, row, columns));
        float scale = 1.0f / (norm > 1e-12f ? norm : 1e-12f);
        for (ptrdiff_t c = 0; c < columns; c++) y[r * columns + c] = row[c] * scale;
        inverse[r] = scale;
    }
}

CLONES void eclip_normalise_backward(const float *restrict y, const float *restrict inverse, const float *restrict dy,
                                     float *restrict dx, ptrdiff_t rows, ptrdiff_t columns) {
    for (ptrdiff_t r = 0; r < rows; r++) {
        const float *unit = y + r * columns, *d = dy + r * columns;
        float along = dot(unit, d, columns), scale = inverse[r];
        for (ptrdiff_t c = 0; c < columns; c++) dx[r * columns + c] = (d[c] - along * unit[c]) * scale;
    }
}

CLONES void eclip_add(const float *restrict a, const float *restrict b, float *restrict y, ptrdiff_t count) {
    for (ptrdiff_t i = 0; i < count; i++) y[i] = a[i] + b[i];
}

CLONES void eclip_accumulate(const float *restrict x, float *restrict y, ptrdiff_t count) {
    for (ptrdiff_t i = 0; i < count; i++) y[i] += x[i];
}

CLONES void eclip_scale(const float *x, float factor, float *y, ptrdiff_t count) {
    for (ptrdiff_t i = 0; i < count; i++) y[i] = factor * x[i];
}

CLONES void eclip_add_to_rows(const float *restrict x, const float *restrict shift, float *restrict y, ptrdiff_t rows,
                              ptrdiff_t columns) {
    for (ptrdiff_t r = 0; r < rows; r++)
        for (ptrdiff_t c = 0; c < columns; c++) y[r * columns + c] = x[r * columns + c] + shift[c];
}

CLONES void eclip_accumulate_columns(const float *restrict x, float *restrict sums, ptrdiff_t rows,
                                     ptrdiff_t columns) {
    for (ptrdiff_t r = 0; r < rows; r++)
        for (ptrdiff_t c = 0; c < columns; c++) sums[c] += x[r * columns + c];
}

CLONES float eclip_dot(const float *restrict a, const float *restrict b, ptrdiff_t count) { return dot(a, b, count); }

CLONES void eclip_row_dots(const float *restrict a, const float *restrict b, float *restrict dots, ptrdiff_t rows,
                           ptrdiff_t columns) {
    for (ptrdiff_t r = 0; r < rows; r++) dots[r] = dot(a + r * columns, b + r * columns, columns);
}

CLONES void eclip_scale_rows(const float *restrict x, const float *restrict factors, float *restrict y, ptrdiff_t rows,
                             ptrdiff_t columns, int accumulate) {
    for (ptrdiff_t r = 0; r < rows; r++) {
        const float *in = x + r * columns;
        float *out = y + r * columns, factor = factors[r];
        if (accumulate)
            add_scaled(in, factor, out, columns);
        else
            for (ptrdiff_t c = 0; c < columns; c++) out[c] = factor * in[c];
    }
}

CLONES void eclip_adamw(float *restrict parameter, const float *restrict gradient, float *restrict first,
                        float *restrict second, ptrdiff_t count, float rate, float beta1, float beta2, float epsilon,
                        float decay, float gradient_scale, float correction1, float correction2) {
    float step = rate / correction1, root = 1.0f / sqrtf(correction2), keep = 1.0f - rate * decay;
    for (ptrdiff_t i = 0; i < count; i++) {
        float g = gradient[i] * gradient_scale;
        first[i] = beta1 * first[i] + (1.0f - beta1) * g;
        second[i] = beta2 * second[i] + (1.0f - beta2) * g * g;
        parameter[i] = parameter[i] * keep - step * first[i] / (sqrtf(second[i]) * root + epsilon);
    }
}
