/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Straight lines by least squares.
 *
 * Time and values are centred at their weighted means before any product is formed, in the 64-bit
 * mantissa of long double; so years as large as 2018 cost no digits. With w weights, X and Y the means:
 *
 *     slope = sum w (x - X)(y - Y) / Sxx      se = sigma / sqrt(Sxx)
 *     sigma^2 = sum w (y - fit)^2 / (n - 2)   t with n - 2 degrees of freedom */
#include "tiptrend/linreg.h"

#include <float.h>
#include <gsl/gsl_cdf.h>
#include <math.h>

/* Residuals below this part of the values are rounding, not scatter. */
static const long double perfect = 64 * DBL_EPSILON;

typedef struct sums {
    long double weight;
    long double x; /* means */
    long double y;
    long double sxx;
    long double sxy;
    long double syy;
    long double rss;
    long double largest; /* |y| */
} sums;

static double weight_at(const tt_linreg_options *o, size_t i)
{
    return o->weights ? o->weights[i] : 1;
}

/* The response of a point: the value or the rate, or its logarithm. */
static long double response(const tt_points *p, const tt_linreg_options *o, size_t i)
{
    long double y = p->value[i];
    if (p->exposure)
        y /= p->exposure[i];
    return o->scale == TT_LINREG_LOG ? logl(y) : y;
}

static tt_status check_point(const tt_points *p, const tt_linreg_options *o, size_t i,
                             tt_error *err)
{
    if (!isfinite(p->time[i]) || !isfinite(p->value[i]) || !isfinite(weight_at(o, i)) ||
        (p->exposure && !isfinite(p->exposure[i])))
        return tt_fail(err, TT_ENONFINITE, "point %zu is not finite; leave missing figures out",
                       i + 1);
    tt_status status = TT_OK;
    if (i > 0 && p->time[i] <= p->time[i - 1])
        status = tt_fail(err, TT_EDOMAIN, "the years must increase; %g follows %g", p->time[i],
                         p->time[i - 1]);
    else if (weight_at(o, i) <= 0)
        status = tt_fail(err, TT_EDOMAIN, "a weight of %g; weights are above 0", weight_at(o, i));
    else if (p->exposure && p->exposure[i] <= 0)
        status = tt_fail(err, TT_EDOMAIN, "an exposure of %g; it must be above 0", p->exposure[i]);
    else if (o->scale == TT_LINREG_LOG && p->value[i] <= 0)
        status =
            tt_fail(err, TT_EDOMAIN,
                    "a value of %g has no logarithm; use a linear or a Poisson trend", p->value[i]);
    tt_error_subject(err, NULL, (int)floor(p->time[i]));
    return status;
}

static tt_status check(const tt_points *p, const tt_linreg_options *o, tt_error *err)
{
    if (p->n < 2)
        return tt_fail(err, TT_ETOOFEW, "%zu points; a line needs at least 2", p->n);
    if (o->conf < 0 || o->conf >= 1)
        return tt_fail(err, TT_EUSAGE, "a confidence level of %g; it lies between 0 and 1",
                       o->conf);
    for (size_t i = 0; i < p->n; i++) {
        tt_status status = check_point(p, o, i, err);
        if (status != TT_OK)
            return status;
    }
    return TT_OK;
}

static sums add_up(const tt_points *p, const tt_linreg_options *o)
{
    sums s = {0};
    for (size_t i = 0; i < p->n; i++) {
        long double w = weight_at(o, i);
        s.weight += w;
        s.x += w * p->time[i];
        s.y += w * response(p, o, i);
    }
    s.x /= s.weight;
    s.y /= s.weight;
    for (size_t i = 0; i < p->n; i++) {
        long double w = weight_at(o, i);
        long double dx = p->time[i] - s.x;
        long double y = response(p, o, i);
        s.sxx += w * dx * dx;
        s.sxy += w * dx * (y - s.y);
        s.syy += w * (y - s.y) * (y - s.y);
        s.largest = fmaxl(s.largest, fabsl(y));
    }
    for (size_t i = 0; i < p->n; i++) {
        long double residual = response(p, o, i) - s.y - s.sxy / s.sxx * (p->time[i] - s.x);
        s.rss += weight_at(o, i) * residual * residual;
    }
    return s;
}

static double apc_of(double slope, const sums *s, tt_linreg_scale scale)
{
    if (scale == TT_LINREG_LOG)
        return 100 * expm1(slope);
    return s->y == 0 ? NAN : (double)(100 * slope / fabsl(s->y));
}

static void add_apc(tt_trend *t, const sums *s, tt_linreg_scale scale)
{
    t->apc = (tt_estimate){apc_of(t->slope.value, s, scale), apc_of(t->slope.low, s, scale),
                           apc_of(t->slope.high, s, scale)};
}

/* Standard errors, limits and p; none for two points, none that mean anything for a perfect fit. */
static void infer(const tt_points *p, const sums *s, tt_linreg *out)
{
    tt_trend *t = &out->trend;
    t->df = (double)p->n - 2;
    if (p->n == 2) {
        t->notes |= TT_NOTE_NO_LIMITS;
        t->slope.low = -INFINITY;
        t->slope.high = INFINITY;
        return;
    }
    if (sqrtl(s->rss / s->weight) <= perfect * s->largest) {
        t->notes |= TT_NOTE_PERFECT_FIT;
        out->sigma = 0;
        t->slope_se = t->intercept_se = 0;
        t->slope.low = t->slope.high = t->slope.value;
        return;
    }
    long double sigma = sqrtl(s->rss / (long double)(p->n - 2));
    out->sigma = (double)sigma;
    t->slope_se = (double)(sigma / sqrtl(s->sxx));
    t->intercept_se = (double)(sigma / sqrtl(s->weight));
    double reach = gsl_cdf_tdist_Qinv((1 - t->conf) / 2, t->df) * t->slope_se;
    t->slope.low = t->slope.value - reach;
    t->slope.high = t->slope.value + reach;
    t->statistic = t->slope.value / t->slope_se;
    t->p = fmin(1, 2 * gsl_cdf_tdist_Q(fabs(t->statistic), t->df));
}

tt_status tt_linreg_fit(const tt_points *points, const tt_linreg_options *options, tt_linreg *out,
                        tt_error *err)
{
    enum { SMALL_N = 6 };
    static const tt_linreg_options defaults = {0};
    const tt_linreg_options *o = options ? options : &defaults;
    *out = (tt_linreg){.sigma = NAN, .r_squared = NAN};
    tt_status status = check(points, o, err);
    if (status != TT_OK)
        return status;
    sums s = add_up(points, o);
    if (!isfinite((double)s.sxx) || s.sxx <= 0 || !isfinite((double)s.rss))
        return tt_fail(err, TT_EDOMAIN, "the figures are too large for a line");
    tt_trend *t = &out->trend;
    *t = (tt_trend){.n = points->n,
                    .centre = (double)s.x,
                    .intercept = (double)s.y,
                    .intercept_se = NAN,
                    .slope = {(double)(s.sxy / s.sxx), NAN, NAN},
                    .slope_se = NAN,
                    .statistic = NAN,
                    .p = NAN,
                    .conf = o->conf > 0 ? o->conf : 0.95};
    out->sxx = (double)s.sxx;
    out->weight = (double)s.weight;
    if (s.syy > 0)
        out->r_squared = (double)(1 - s.rss / s.syy);
    t->notes |= points->n < SMALL_N ? TT_NOTE_SMALL_N : 0;
    for (size_t i = 1; i < points->n; i++)
        if (points->time[i] - points->time[i - 1] > 1.5 * (points->time[1] - points->time[0]))
            t->notes |= TT_NOTE_GAPS;
    infer(points, &s, out);
    add_apc(t, &s, o->scale);
    return TT_OK;
}

static double back(double y, tt_linreg_scale scale)
{
    return scale == TT_LINREG_LOG ? exp(y) : y;
}

tt_status tt_linreg_predict(const tt_linreg *fit, const tt_linreg_options *options, double time,
                            tt_estimate *mean, tt_estimate *observation, tt_error *err)
{
    const tt_trend *t = &fit->trend;
    tt_linreg_scale scale = options ? options->scale : TT_LINREG_LINEAR;
    *mean = *observation = (tt_estimate){NAN, NAN, NAN};
    if (!isfinite(time))
        return tt_fail(err, TT_ENONFINITE, "a time that is not finite");
    double at = t->intercept + t->slope.value * (time - t->centre);
    mean->value = observation->value = back(at, scale);
    if (isnan(fit->sigma))
        return TT_OK;
    double quantile = gsl_cdf_tdist_Qinv((1 - t->conf) / 2, t->df);
    double distance = (time - t->centre) * (time - t->centre) / fit->sxx;
    double se = fit->sigma * sqrt(1 / fit->weight + distance);
    double wide = fit->sigma * sqrt(1 + 1 / fit->weight + distance);
    mean->low = back(at - quantile * se, scale);
    mean->high = back(at + quantile * se, scale);
    observation->low = back(at - quantile * wide, scale);
    observation->high = back(at + quantile * wide, scale);
    return TT_OK;
}
