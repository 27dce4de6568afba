/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ljung-Box test.
 *
 *     Q = n (n + 2) sum over k = 1 ... h of r_k^2/m_k,     chi-square with h - fitted
 *
 * with r_k = sum of products k years apart/sum of squares, about the mean, and m_k the number of those
 * products: n - k without gaps, where this is the usual formula. */
#include "tiptrend/ljungbox.h"

#include <float.h>
#include <math.h>

#include <gsl/gsl_cdf.h>

#include "linreg_core.h"

enum { LEAST_POINTS = 4, LAG_PART = 5, MOST_DEFAULT_LAGS = 10, ASYMPTOTIC_N = 30 };

/* Scatter below this part of the values is rounding. */
#define PERFECT (16 * DBL_EPSILON)

static tt_status check(const tt_points *p, const tt_ljungbox_options *o, tt_error *err)
{
    tt__response r = {&(tt_points){p->n, p->time, p->value, NULL}, NULL, TT_LINREG_LINEAR};
    tt_status status = tt__response_check(&r, LEAST_POINTS, "Ljung-Box", err);
    if (!status && o->lags >= p->n)
        status = tt_fail(err, TT_EUSAGE, "%zu lags of %zu points; at most n - 1", o->lags, p->n);
    return status;
}

/* Correlation k steps apart, and the number of its pairs. */
static double correlation(const tt_points *p, double step, size_t k, double mean, double squares,
                          size_t *pairs)
{
    long double products = 0;
    *pairs = 0;
    for (size_t i = 1; i < p->n; i++) {
        for (size_t j = i; j-- > 0;) {
            double lag = tt__steps_between(p->time[j], p->time[i], step);
            if (lag > (double)k)
                break;
            if (lag != (double)k)
                continue;
            products += ((long double)p->value[i] - mean) * (p->value[j] - mean);
            (*pairs)++;
        }
    }
    return (double)(products / squares);
}

tt_status tt_ljungbox_test(const tt_points *points, const tt_ljungbox_options *options,
                           tt_ljungbox *out, tt_error *err)
{
    static const tt_ljungbox_options defaults = {0};
    const tt_ljungbox_options *o = options ? options : &defaults;
    *out = (tt_ljungbox){0};
    tt_status status = check(points, o, err);
    if (status)
        return status;
    size_t n = points->n;
    size_t lags = o->lags;
    if (lags == 0)
        lags = n / LAG_PART > MOST_DEFAULT_LAGS ? MOST_DEFAULT_LAGS : n / LAG_PART;
    if (lags == 0)
        lags = 1;
    if (o->fitted >= lags)
        return tt_fail(err, TT_EUSAGE, "%zu fitted parameters leave nothing of %zu lags", o->fitted,
                       lags);
    tt_ljungbox result = {.n = n, .lags = lags, .df = (double)(lags - o->fitted)};
    long double mean = 0, squares = 0;
    double largest = 0;
    for (size_t i = 0; i < n; i++)
        mean += points->value[i] / (long double)n;
    for (size_t i = 0; i < n; i++) {
        squares += (points->value[i] - mean) * (points->value[i] - mean);
        largest = fmax(largest, fabs(points->value[i]));
    }
    result.notes =
        (n < ASYMPTOTIC_N ? TT_NOTE_ASYMPTOTIC : 0) | (tt__response_notes(points) & TT_NOTE_GAPS);
    if (sqrtl(squares / (long double)n) <= PERFECT * largest) {
        result.notes |= TT_NOTE_PERFECT_FIT;
        result.statistic = result.p = result.r1 = NAN;
        *out = result;
        return TT_OK;
    }
    double step = tt__shortest_step(points);
    for (size_t k = 1; k <= lags; k++) {
        size_t pairs;
        double r = correlation(points, step, k, (double)mean, (double)squares, &pairs);
        if (pairs == 0)
            return tt_fail(err, TT_ETOOFEW, "no two points are %zu steps apart; take fewer lags",
                           k);
        if (k == 1)
            result.r1 = r;
        result.statistic += (double)n * ((double)n + 2) * r * r / (double)pairs;
    }
    result.p = gsl_cdf_chisq_Q(result.statistic, result.df);
    *out = result;
    return TT_OK;
}
