#pragma once
// Row kernels: element-wise functions and reductions along the last axis. All arrays are row-major float32,
// never overlapping unless the name says "accumulate".
#include <stddef.h>

/// GELU in its erf form, y[i] = x[i] * Phi(x[i]).
void eclip_gelu(const float *x, float *y, ptrdiff_t count);
/// dx[i] = dy[i] * (Phi(x[i]) + x[i] * phi(x[i])).
void eclip_gelu_backward(const float *x, const float *dy, float *dx, ptrdiff_t count);

/// LayerNorm over rows of `columns` values; `mean` and `inverse` (1/std) are kept per row for the pullback.
void eclip_layer_norm(const float *x, const float *gain, const float *shift, float *y, float *mean, float *inverse,
                      ptrdiff_t rows, ptrdiff_t columns, float epsilon);
/// dx is written; dgain and dshift are added to.
void eclip_layer_norm_backward(const float *x, const float *gain, const float *mean, const float *inverse,
                               const float *dy, float *dx, float *dgain, float *dshift, ptrdiff_t rows,
                               ptrdiff_t columns);

/// Softmax of each row.
void eclip_softmax(const float *x, float *y, ptrdiff_t rows, ptrdiff_t columns);
void eclip_softmax_backward(const float *y, const float *dy, float *dx, ptrdiff_t rows, ptrdiff_t columns);
/// Softmax over the middle axis of [batch, queries, patches]: each patch divides itself among the queries.
void eclip_softmax_queries(const float *x, float *y, ptrdiff_t batch, ptrdiff_t queries, ptrdiff_t patches);
void eclip_softmax_queries_backward(const float *y, const float *dy, float *dx, ptrdiff_t batch, ptrdiff_t queries,
                                    ptrdiff_t patches);
/// y = (x + epsilon) / sum of the row; `sums` keeps the row sums for the pullback.
void eclip_share(const float *x, float *y, float *sums, ptrdiff_t rows, ptrdiff_t columns, float epsilon);
void eclip_share_backward(const float *y, const float *sums, const float *dy, float *dx, ptrdiff_t rows,
                          ptrdiff_t columns);

/// Each row divided by its L2 norm; `inverse` keeps 1/norm.
void eclip_normalise(const float *x, float *y, float *inverse, ptrdiff_t rows, ptrdiff_t columns);
void eclip_normalise_backward(const float *y, const float *inverse, const float *dy, float *dx, ptrdiff_t rows,
                              ptrdiff_t columns);

void eclip_add(const float *a, const float *b, float *y, ptrdiff_t count);
/// y += x
void eclip_accumulate(const float *x, float *y, ptrdiff_t count);
/// y = factor * x (y may be x)
void eclip_scale(const float *x, float factor, float *y, ptrdiff_t count);
/// y[row] = x[row] + shift
void eclip_add_to_rows(const float *x, const float *shift, float *y, ptrdiff_t rows, ptrdiff_t columns);
/// sums[column] += sum over rows of x
void eclip_accumulate_columns(const float *x, float *sums, ptrdiff_t rows, ptrdiff_t columns);
float eclip_dot(const float *a, const float *b, ptrdiff_t count);
/// dots[row] = a[row] . b[row]
void eclip_row_dots(const float *a, const float *b, float *dots, ptrdiff_t rows, ptrdiff_t columns);
/// y[row] (+)= factors[row] * x[row]; `accumulate` chooses += over =.
void eclip_scale_rows(const float *x, const float *factors, float *y, ptrdiff_t rows, ptrdiff_t columns,
                      int accumulate);

/// One AdamW step in place. `correction1` and `correction2` are 1 - beta^step.
void eclip_adamw(float *parameter, const float *gradient, float *first, float *second, ptrdiff_t count, float rate,
                 float beta1, float beta2, float epsilon, float decay, float gradient_scale, float correction1,
                 float correction2);
