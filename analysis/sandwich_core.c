/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Covariances that do not suppose equal, independent scatter.
 *
 *     cov = sum over i, j of k(i, j) (e_i P_i)(e_j P_j)',     P_i = row i of the pull matrix X'W -> beta
 *
 * HC: only i = j, with e^2 multiplied by 1, n/(n - p), 1/(1 - h) or 1/(1 - h)^2. Newey-West: k = 1 -
 * l/(L + 1) for two years that are l = 0 ... L years apart. Years that are missing are in no pair,
 * which is the same as a residual of 0 in them, so that the sum stays positive (Parzen's "amplitude
 * modulated" form).
 *
 * Through the pull matrix, which is formed in doubled precision about the mean year, nothing cancels:
 * X'X with years as they are would cost six of the digits. */
#include "sandwich_core.h"

#include <math.h>

#include "linreg_core.h"
#include "tiptrend/memory.h"

size_t tt__newey_west_lags(size_t n)
{
    size_t lags = (size_t)floor(4 * pow((double)n / 100, 2.0 / 9));
    return lags < n ? lags : n - 1;
}

/* Residual as the kind of covariance weighs it; not-a-number where its leverage is 1. */
static double weighed_residual(const tt_lsq *fit, tt_se_kind kind, size_t i)
{
    double e = fit->residual[i];
    double rest = 1 - fit->leverage[i];
    if (kind != TT_SE_HC2 && kind != TT_SE_HC3)
        return e;
    if (fit->leverage[i] > TT__FULL_LEVERAGE)
        return NAN;
    return kind == TT_SE_HC2 ? e / sqrt(rest) : e / rest;
}

/* How much the product of rows i >= j counts. */
static double kernel(const tt__sandwich *s, size_t i, size_t j)
{
    if (i == j)
        return 1;
    double lag = tt__steps_between(s->time[j], s->time[i], s->step);
    double width = (double)s->lags + 1;
    return lag == floor(lag) && lag < width ? 1 - lag / width : 0;
}

static void add_pair(const double *a, const double *b, double factor, size_t p, double *sum)
{
    for (size_t j = 0; j < p; j++)
        for (size_t l = 0; l < p; l++)
            sum[j * p + l] += factor * a[j] * b[l];
}

static void add_lags(const tt__sandwich *s, const double *row, size_t i, size_t p, double *sum)
{
    for (size_t j = i; j-- > 0;) {
        if (tt__steps_between(s->time[j], s->time[i], s->step) > (double)s->lags)
            break;
        double factor = kernel(s, i, j);
        if (factor <= 0)
            continue;
        add_pair(row + i * p, row + j * p, factor, p, sum);
        add_pair(row + j * p, row + i * p, factor, p, sum);
    }
}

tt_status tt__sandwich_covariance(const tt_lsq *fit, const tt__sandwich *s, double *covariance,
                                  tt_error *err)
{
    size_t n = fit->n;
    size_t p = fit->columns;
    if (s->kind == TT_SE_CLASSIC || fit->sigma == 0 || isnan(fit->sigma)) {
        for (size_t j = 0; j < p * p; j++)
            covariance[j] = fit->sigma * fit->sigma * fit->unscaled[j];
        return TT_OK;
    }
    double *row = tt_calloc(n * p, sizeof *row); /* e_i P_i */
    if (!row)
        return tt_fail(err, TT_ENOMEM, "no memory for the covariance of %zu points", n);
    for (size_t j = 0; j < p * p; j++)
        covariance[j] = 0;
    for (size_t i = 0; i < n; i++) {
        double e = weighed_residual(fit, s->kind, i);
        for (size_t j = 0; j < p; j++)
            row[i * p + j] = e * fit->pull[i * p + j];
        add_pair(row + i * p, row + i * p, 1, p, covariance);
        if (s->kind == TT_SE_NEWEY_WEST)
            add_lags(s, row, i, p, covariance);
    }
    bool corrected = s->kind == TT_SE_HC1 || (s->kind == TT_SE_NEWEY_WEST && s->adjust);
    double factor = corrected ? (double)n / (double)(n - p) : 1;
    for (size_t j = 0; j < p * p; j++)
        covariance[j] *= factor;
    tt_free(row);
    return TT_OK;
}
