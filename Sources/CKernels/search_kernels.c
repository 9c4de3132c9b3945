// The hot loops of the search. Floats: function multiversioning by the compiler, with a plain path for other
// processors. Bytes: the four-way dot product instruction where the processor has it, else the same multiversioning.
#include "include/search_kernels.h"

#include <math.h>

#if defined(__x86_64__)
#include <immintrin.h>
#define CLONES __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
#else
#define CLONES
#endif
#define INLINE static inline __attribute__((always_inline))

// Rounding of single precision sums of at most a few thousand terms of unit vectors, far below any bound that matters.
static const float SLACK = 2e-5f;

INLINE float dot(const float *a, const float *b, int32_t count) {
#pragma clang fp reassociate(on) contract(fast)
    float sum = 0;
    for (int32_t i = 0; i < count; i++) sum += a[i] * b[i];
    return sum;
}

INLINE void best_of_groups(
    const float *rows, ptrdiff_t groups, int32_t per_group, int32_t dimension, const float *query,
    float *best, uint8_t *winner) {
    for (ptrdiff_t group = 0; group < groups; group++) {
        float top = -INFINITY;
        int32_t which = 0;
        for (int32_t row = 0; row < per_group; row++, rows += dimension) {
            float score = dot(rows, query, dimension);
            if (score > top) { top = score; which = row; }
        }
        best[group] = top;
        winner[group] = (uint8_t)which;
    }
}

CLONES void eclip_best_dots(
    const float *rows, ptrdiff_t groups, int32_t per_group, int32_t dimension, const float *query,
    float *best, uint8_t *winner) {
    // A size known to the compiler lets it keep the whole query in registers.
    if (dimension == 128) best_of_groups(rows, groups, per_group, 128, query, best, winner);
    else best_of_groups(rows, groups, per_group, dimension, query, best, winner);
}

int32_t eclip_quantised_stride(int32_t dimension) { return (dimension + 63) / 64 * 64; }

INLINE float largest(const float *row, int32_t count) {
#pragma clang fp reassociate(on)
    float top = 0;
    for (int32_t i = 0; i < count; i++) {
        float size = fabsf(row[i]);
        top = size > top ? size : top;
    }
    return top;
}

CLONES float eclip_quantise_rows(
    const float *rows, ptrdiff_t count, int32_t dimension, uint8_t *codes, float *scales, float *errors) {
#pragma clang fp reassociate(on) contract(fast)
    int32_t stride = (dimension + 63) / 64 * 64;
    float longest = 0;
    for (ptrdiff_t r = 0; r < count; r++) {
        const float *row = rows + r * dimension;
        uint8_t *code = codes + r * stride;
        float scale = largest(row, dimension) / 127.0f;
        float inverse = scale > 0 ? 1.0f / scale : 0.0f, error = 0, length = 0;
        for (int32_t i = 0; i < dimension; i++) {
            int32_t step = (int32_t)(row[i] * inverse + 128.5f);
            float value = (float)(step - 128) * scale, difference = row[i] - value;
            code[i] = (uint8_t)step;
            error += difference * difference;
            length += value * value;
        }
        for (int32_t i = dimension; i < stride; i++) code[i] = 128;
        scales[r] = scale;
        errors[r] = sqrtf(error);
        longest = length > longest ? length : longest;
    }
    return sqrtf(longest);
}

eclip_quantised_query eclip_quantise_query(const float *query, int32_t dimension, int8_t *codes) {
    eclip_quantised_query result = {largest(query, dimension) / 127.0f, 0, 0, 0};
    float inverse = result.scale > 0 ? 1.0f / result.scale : 0.0f;
    for (int32_t i = 0; i < dimension; i++) {
        int32_t step = (int32_t)lrintf(query[i] * inverse);
        float difference = query[i] - (float)step * result.scale;
        codes[i] = (int8_t)step;
        result.length += query[i] * query[i];
        result.error += difference * difference;
        result.offset += 128 * step;
    }
    for (int32_t i = dimension; i < eclip_quantised_stride(dimension); i++) codes[i] = 0;
    result.length = sqrtf(result.length);
    result.error = sqrtf(result.error);
    return result;
}

// One scan, written once; `DOT` is the byte dot product of the processor at hand.
#define BOUNDS(DOT)                                                                                  \
    int32_t stride = (dimension + 63) / 64 * 64;                                                     \
    float fixed = query.error * longest_row + SLACK * (query.length * longest_row + 1e-6f);          \
    for (ptrdiff_t group = 0; group < groups; group++) {                                             \
        float low = -INFINITY, high = -INFINITY;                                                     \
        for (int32_t row = 0; row < per_group; row++, codes += stride, scales++, errors++) {         \
            float value = *scales * query.scale * (float)(DOT(codes, query_codes, stride) - query.offset); \
            float margin = query.length * *errors + fixed;                                           \
            if (value - margin > low) low = value - margin;                                          \
            if (value + margin > high) high = value + margin;                                        \
        }                                                                                            \
        lower[group] = low;                                                                          \
        upper[group] = high;                                                                         \
    }

INLINE int32_t byte_dot(const uint8_t *a, const int8_t *b, int32_t count) {
    int32_t sum = 0;
    for (int32_t i = 0; i < count; i++) sum += (int32_t)a[i] * (int32_t)b[i];
    return sum;
}

CLONES static void bounds_plain(
    const uint8_t *codes, const float *scales, const float *errors, ptrdiff_t groups, int32_t per_group,
    int32_t dimension, const int8_t *query_codes, eclip_quantised_query query, float longest_row,
    float *lower, float *upper) {
    BOUNDS(byte_dot)
}

#if defined(__x86_64__)
#define VNNI __attribute__((target("avx512f,avx512bw,avx512vl,avx512dq,avx512vnni")))

VNNI static inline int32_t byte_dot_vnni(const uint8_t *a, const int8_t *b, int32_t count) {
    __m512i sum = _mm512_setzero_si512();
    for (int32_t i = 0; i < count; i += 64)
        sum = _mm512_dpbusd_epi32(sum, _mm512_loadu_si512(a + i), _mm512_loadu_si512(b + i));
    return _mm512_reduce_add_epi32(sum);
}

VNNI static void bounds_vnni(
    const uint8_t *codes, const float *scales, const float *errors, ptrdiff_t groups, int32_t per_group,
    int32_t dimension, const int8_t *query_codes, eclip_quantised_query query, float longest_row,
    float *lower, float *upper) {
    BOUNDS(byte_dot_vnni)
}
#endif

void eclip_quantised_bounds(
    const uint8_t *codes, const float *scales, const float *errors, ptrdiff_t groups, int32_t per_group,
    int32_t dimension, const int8_t *query_codes, eclip_quantised_query query, float longest_row,
    float *lower, float *upper) {
#if defined(__x86_64__)
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx512vnni")) {
        bounds_vnni(
            codes, scales, errors, groups, per_group, dimension, query_codes, query, longest_row, lower, upper);
        return;
    }
#endif
    bounds_plain(codes, scales, errors, groups, per_group, dimension, query_codes, query, longest_row, lower, upper);
}
