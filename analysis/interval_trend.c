/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trend over interval data.
 *
 * Slope: least squares is linear in the values, sum c_i y_i with c_i = (t_i - mean) / Sxx, so its
 * extremes take low or high by the sign of c_i. They are attained: the bounds are sharp.
 *
 * S: each pair is bounded by itself, sgn(low_j - high_i) <= sgn(y_j - y_i) <= sgn(high_j - low_i).
 *
 * p: a completion may create ties, and ties change the null distribution. Let T be the number of
 * pairs that a completion ties, beyond known values that are equal. Breaking them at random moves S
 * by at most T, hence, for s > 0,
 *
 *     P(S' >= s + T) <= P(S >= s) <= P(S' >= s - T)
 *
 * with S' without those ties. So p is bounded by the distribution in which only known values tie,
 * at an S where each pair that may tie counts fully against (p_high) or for (p_low) the trend.
 * Method page: docs/methods/interval_trend.md. */
#include "tiptrend/interval_trend.h"

#include <math.h>
#include <stdlib.h>

#include "inversions.h"
#include "level_core.h"
#include "tiptrend/memory.h"

/* A point this near to the mean time, relative to the period, has no weight in the slope: an
 * unknown value there leaves the slope known. */
#define WEIGHT_ZERO 1e-12

/* Intervals per unit of exposure, and the known values in order. */
typedef struct bounds {
    size_t n;
    double *low;
    double *high;
    double *known; /* values with low = high; room for a sort behind them */
    size_t *size;  /* tie sizes */
    tt__ties ties; /* of the known values */
    int64_t worst; /* S with each pair that may tie counted -1, and +1 */
    int64_t best;
} bounds;

static tt_status check_point(const tt_interval_points *in, size_t i, tt_error *err)
{
    double exposure = in->exposure ? in->exposure[i] : 1;
    if (!isfinite(in->time[i]) || !isfinite(exposure) || isnan(in->low[i]) || isnan(in->high[i]))
        return tt_fail(err, TT_ENONFINITE,
                       "point %zu: time %g, from %g to %g, exposure %g; an unknown value is an "
                       "interval with infinite ends",
                       i + 1, in->time[i], in->low[i], in->high[i], exposure);
    if (i > 0 && !(in->time[i] > in->time[i - 1]))
        return tt_fail(err, TT_EDOMAIN, "time %g at point %zu follows %g; sort by time",
                       in->time[i], i + 1, in->time[i - 1]);
    if (!(in->low[i] <= in->high[i]) || in->low[i] == INFINITY || in->high[i] == -INFINITY)
        return tt_fail(err, TT_EDOMAIN,
                       "interval from %g to %g at time %g; the low end comes first", in->low[i],
                       in->high[i], in->time[i]);
    if (!(exposure > 0))
        return tt_fail(err, TT_EDOMAIN, "exposure %g at time %g; give a positive number", exposure,
                       in->time[i]);
    return TT_OK;
}

static tt_status bounds_make(const tt_interval_points *in, bounds *out, tt_error *err)
{
    *out = (bounds){.n = in->n};
    if (in->n < 2)
        return tt_fail(err, TT_ETOOFEW, "%zu points; 2 are needed", in->n);
    for (size_t i = 0; i < in->n; i++) {
        tt_status status = check_point(in, i, err);
        if (status)
            return status;
    }
    out->low = tt_calloc(4 * in->n, sizeof *out->low);
    out->size = tt_calloc(in->n / 2 + 1, sizeof *out->size);
    if (!out->low || !out->size)
        return tt_fail(err, TT_ENOMEM, "no memory for %zu points", in->n);
    out->high = out->low + in->n;
    out->known = out->low + 2 * in->n;
    size_t known = 0;
    for (size_t i = 0; i < in->n; i++) {
        double exposure = in->exposure ? in->exposure[i] : 1;
        out->low[i] = in->low[i] / exposure;
        out->high[i] = in->high[i] / exposure;
        if (out->low[i] == out->high[i])
            out->known[known++] = out->low[i];
    }
    (void)tt__sort_inversions(out->known, out->known + in->n, known);
    out->ties.size = out->size;
    tt__ties_count(out->known, known, &out->ties);
    return TT_OK;
}

static void bound_s(bounds *b, tt_interval_trend_result *out)
{
    for (size_t i = 0; i < b->n; i++)
        for (size_t j = i + 1; j < b->n; j++) {
            int least = (b->low[j] > b->high[i]) - (b->low[j] < b->high[i]);
            int most = (b->high[j] > b->low[i]) - (b->high[j] < b->low[i]);
            int known_tie = b->low[i] == b->high[i] && b->low[j] == b->high[j] && least == 0;
            out->s_min += least;
            out->s_max += most;
            b->worst += known_tie ? 0 : least > 0 ? 1 : -1;
            b->best += known_tie ? 0 : most < 0 ? -1 : 1;
        }
}

static tt_status bound_p(const bounds *b, tt_mk_cache *cache, tt_interval_trend_result *out,
                         tt_error *err)
{
    int64_t far = llabs(b->worst) > llabs(b->best) ? llabs(b->worst) : llabs(b->best);
    int64_t near = llabs(b->worst) < llabs(b->best) ? llabs(b->worst) : llabs(b->best);
    if (b->worst <= 0 && b->best >= 0)
        near = 0;
    if (b->n > TT__EXACT_MAX_N) {
        double variance = tt__mk_variance(b->n, &b->ties);
        out->p_low = tt__mk_normal(far, variance).two_sided;
        out->p_high = tt__mk_normal(near, variance).two_sided;
        out->notes |= TT_NOTE_NORMAL_APPROX;
        return TT_OK;
    }
    tt__block block = {b->n, b->ties.groups, b->ties.size};
    tt__inversions own;
    const tt__inversions *dist = tt__inversions_of(cache, &block, &own, err);
    if (!dist)
        return TT_ENOMEM;
    out->p_low = tt__inversions_tails(dist, far).two_sided;
    out->p_high = tt__inversions_tails(dist, near).two_sided;
    tt__inversions_clear(&own);
    return TT_OK;
}

/* Least-squares slope with each value at the end that makes it least (side 0) or greatest (side 1);
 * in logarithms where asked. Infinite ends give an infinite slope; weight 0 leaves a value out. */
static double extreme_slope(const bounds *b, const double *time, int side, int logs)
{
    double mean = 0; /* of the time since the start: years as such would cost digits */
    for (size_t i = 0; i < b->n; i++)
        mean += time[i] - time[0];
    mean /= (double)b->n;
    double zero = WEIGHT_ZERO * (time[b->n - 1] - time[0]);
    double sxx = 0;
    double sxy = 0;
    for (size_t i = 0; i < b->n; i++) {
        double d = time[i] - time[0] - mean;
        double y = (d > 0) == (side == 1) ? b->high[i] : b->low[i];
        sxx += d * d;
        if (fabs(d) > zero)
            sxy += d * (logs ? log(y) : y);
    }
    return sxy / sxx;
}

static void bound_slope(const bounds *b, const double *time, tt_interval_trend_result *out)
{
    out->slope = (tt_interval){extreme_slope(b, time, 0, 0), extreme_slope(b, time, 1, 0)};
    out->slope_sign = (out->slope.low > 0) - (out->slope.high < 0);
    out->log_slope = out->apc = (tt_interval){NAN, NAN};
    for (size_t i = 0; i < b->n; i++)
        if (!(b->low[i] > 0))
            return;
    out->log_slope = (tt_interval){extreme_slope(b, time, 0, 1), extreme_slope(b, time, 1, 1)};
    out->apc = (tt_interval){100 * expm1(out->log_slope.low), 100 * expm1(out->log_slope.high)};
}

static tt_robust verdict(const bounds *b, const tt_interval_trend_result *r, double level)
{
    if (r->p_high <= level)
        return b->worst > 0 ? TT_ROBUST_UP : TT_ROBUST_DOWN;
    return r->p_low > level ? TT_ROBUST_NO_TREND : TT_ROBUST_UNKNOWN;
}

tt_status tt_interval_trend_bounds(const tt_interval_points *in,
                                   const tt_interval_trend_options *opt,
                                   tt_interval_trend_result *out, tt_error *err)
{
    static const tt_interval_trend_options defaults = {0};
    *out = (tt_interval_trend_result){0};
    opt = opt ? opt : &defaults;
    double conf;
    tt_status status = tt__conf_check(opt->conf, &conf, err);
    if (status)
        return status;
    bounds b;
    tt_interval_trend_result result = {.n = in->n};
    status = bounds_make(in, &b, err);
    if (!status) {
        bound_s(&b, &result);
        status = bound_p(&b, opt->cache, &result, err);
    }
    if (!status) {
        for (size_t i = 0; i < b.n; i++)
            result.intervals += b.low[i] < b.high[i];
        bound_slope(&b, in->time, &result);
        result.robust = verdict(&b, &result, 1 - conf);
        double least = 2 * tt__mk_smallest(b.n, &b.ties);
        result.notes |= (tt__has_gaps(in->time, in->n) ? TT_NOTE_GAPS : 0) |
                        (least > TT__P_FLOOR ? TT_NOTE_P_FLOOR : 0);
        *out = result;
    }
    tt_free(b.low);
    tt_free(b.size);
    return status;
}
