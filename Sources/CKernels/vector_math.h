#pragma once
// Shared by the kernels: the clone attribute and the polynomial exponential that the compiler can vectorise.
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <math.h>

#if defined(__x86_64__) && defined(__linux__)
#define CLONES __attribute__((target_clones("default", "arch=x86-64-v3", "arch=x86-64-v4")))
#else
#define CLONES
#endif

// e^x for |x| < 87, relative error about 2e-7: 2^n times a polynomial on [-ln2/2, ln2/2]. The rounding trick
// (adding 1.5 * 2^23) needs strict arithmetic, so this is never compiled under reassociation.
static inline __attribute__((always_inline)) float exponential(float x) {
    x = x < -87.0f ? -87.0f : x;
    x = x > 87.0f ? 87.0f : x;
    float shifted = x * 1.44269504088896341f + 12582912.0f;
    float n = shifted - 12582912.0f;
    float r = x - n * 0.693359375f;
    r = r + n * 2.12194440e-4f;
    float p = 1.9875691500e-4f;
    p = p * r + 1.3981999507e-3f;
    p = p * r + 8.3334519073e-3f;
    p = p * r + 4.1665795894e-2f;
    p = p * r + 1.6666665459e-1f;
    p = p * r + 5.0000001201e-1f;
    p = p * r * r + r + 1.0f;
    int32_t exponent = ((int32_t)n + 127) << 23;
    float power;
    memcpy(&power, &exponent, sizeof power);
    return p * power;
}

// Maximum of a row in 16 independent lanes: the compiler does not reorder a maximum by itself.
static inline __attribute__((always_inline)) float maximum(const float *x, ptrdiff_t count) {
    float lanes[16];
    ptrdiff_t i = 0;
    float best = x[0];
    if (count >= 16) {
        for (int l = 0; l < 16; l++) lanes[l] = x[l];
        for (i = 16; i + 16 <= count; i += 16)
            for (int l = 0; l < 16; l++) lanes[l] = x[i + l] > lanes[l] ? x[i + l] : lanes[l];
        for (int l = 0; l < 16; l++) best = lanes[l] > best ? lanes[l] : best;
    }
    for (; i < count; i++) best = x[i] > best ? x[i] : best;
    return best;
}

static inline __attribute__((always_inline)) float dot(const float *a, const float *b, ptrdiff_t count) {
#pragma clang fp reassociate(on) contract(fast)
    float sum = 0;
    for (ptrdiff_t i = 0; i < count; i++) sum += a[i] * b[i];
    return sum;
}

// y += factor * x
static inline __attribute__((always_inline)) void add_scaled(const float *x, float factor, float *y, ptrdiff_t count) {
#pragma clang fp contract(fast)
    for (ptrdiff_t i = 0; i < count; i++) y[i] += factor * x[i];
}
