#pragma once
// Scans of the search: rows of vectors in groups (a picture's instances), one query, the best row of each group.
// Rows are read strictly in memory order, because one core reads a single stream about three times as fast as four.
#include <stddef.h>
#include <stdint.h>

/// For each of `groups` groups of `per_group` rows of `dimension` floats: the largest dot product with `query`, and
/// which row of the group has it (the first of equals). `per_group` is at most 255.
void eclip_best_dots(
    const float *rows, ptrdiff_t groups, int32_t per_group, int32_t dimension, const float *query,
    float *best, uint8_t *winner);

/// Bytes of one quantised row: `dimension` rounded up to whole 64-byte lines.
int32_t eclip_quantised_stride(int32_t dimension);

/// Rows to bytes: `round(x / scale) + 128` with one scale per row. `errors` gets the length of the difference between
/// each row and its quantised form. Returns the largest length of a quantised row.
float eclip_quantise_rows(
    const float *rows, ptrdiff_t count, int32_t dimension, uint8_t *codes, float *scales, float *errors);

/// A query as signed bytes, ready for `eclip_quantised_bounds`.
typedef struct {
    float scale;    // one step of a code
    float length;   // length of the query
    float error;    // length of the difference between the query and its codes
    int32_t offset; // 128 times the sum of the codes: what the rows' +128 adds to a dot product
} eclip_quantised_query;

/// Quantises a query; `codes` has room for `eclip_quantised_stride(dimension)` bytes.
eclip_quantised_query eclip_quantise_query(const float *query, int32_t dimension, int8_t *codes);

/// For each group: bounds on its largest dot product with the query in full precision. Whatever the rounding of the
/// codes, `lower[g] <= true maximum <= upper[g]`.
void eclip_quantised_bounds(
    const uint8_t *codes, const float *scales, const float *errors, ptrdiff_t groups, int32_t per_group,
    int32_t dimension, const int8_t *query_codes, eclip_quantised_query query, float longest_row,
    float *lower, float *upper);
