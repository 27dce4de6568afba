/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Straight lines by least squares.
 *
 * Time and values are centred at their weighted means before any product is formed, in the 64-bit
 * mantissa of long double; so years as large as 2018 cost no digits. With w weights, X and Y the means:
 *
 *     slope = sum w (x - X)(y - Y) / Sxx      se = sigma / sqrt(Sxx)
 *     sigma^2 = sum w (y - fit)^2 / (n - 2)   t with n - 2 degrees of freedom */
#include "tiptrend/linreg.h"

#include <math.h>

#include "glm_core.h"
#include "level_core.h"
#include "linreg_core.h"
#include "tiptrend/memory.h"

/* Standard errors, limits and p; none for two points, none that mean anything for a perfect fit. */
static void infer(const tt__response *r, const tt__line_sums *s, tt_linreg *out)
{
    tt_trend *t = &out->trend;
    size_t n = r->points->n;
    t->df = (double)n - 2;
    if (n == 2) {
        t->notes |= TT_NOTE_NO_LIMITS;
    } else if (sqrtl(s->rss / s->weight) <= TT__PERFECT * s->largest) {
        t->notes |= TT_NOTE_PERFECT_FIT;
        out->sigma = 0;
        t->slope_se = t->intercept_se = 0;
    } else {
        long double sigma = sqrtl(s->rss / (long double)(n - 2));
        out->sigma = (double)sigma;
        t->slope_se = (double)(sigma / sqrtl(s->sxx));
        t->intercept_se = (double)(sigma / sqrtl(s->weight));
    }
    tt__trend_finish(t, (double)s->y, r->scale, NULL);
}

tt_status tt_linreg_fit(const tt_points *points, const tt_linreg_options *options, tt_linreg *out,
                        tt_error *err)
{
    static const tt_linreg_options defaults = {0};
    const tt_linreg_options *o = options ? options : &defaults;
    *out = (tt_linreg){.sigma = NAN, .r_squared = NAN};
    tt__response r = {points, o->weights, o->scale};
    double conf = 0;
    tt_status status = tt__response_check(&r, 2, "a line", err);
    if (status == TT_OK)
        status = tt__conf_check(o->conf, &conf, err);
    if (status != TT_OK)
        return status;
    long double *y = tt_calloc(points->n, sizeof *y);
    if (!y)
        return tt_fail(err, TT_ENOMEM, "no memory for %zu points", points->n);
    for (size_t i = 0; i < points->n; i++)
        y[i] = tt__response_at(&r, i);
    tt__line_sums s = tt__line_add_up(&r, y, 0);
    tt_free(y);
    if (!isfinite((double)s.sxx) || s.sxx <= 0 || !isfinite((double)s.rss))
        return tt_fail(err, TT_EDOMAIN, "the figures are too large for a line");
    tt_trend *t = &out->trend;
    *t = (tt_trend){.n = points->n,
                    .centre = (double)s.x,
                    .intercept = (double)s.y,
                    .intercept_se = NAN,
                    .slope = {(double)(s.sxy / s.sxx), NAN, NAN},
                    .slope_se = NAN,
                    .conf = conf};
    out->sxx = (double)s.sxx;
    out->weight = (double)s.weight;
    if (s.syy > 0)
        out->r_squared = (double)(1 - s.rss / s.syy);
    t->notes |= tt__response_notes(points);
    infer(&r, &s, out);
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
    double quantile = tt__glm_critical(t->conf, t->df);
    double distance = (time - t->centre) * (time - t->centre) / fit->sxx;
    double se = fit->sigma * sqrt(1 / fit->weight + distance);
    double wide = fit->sigma * sqrt(1 + 1 / fit->weight + distance);
    mean->low = back(at - quantile * se, scale);
    mean->high = back(at + quantile * se, scale);
    observation->low = back(at - quantile * wide, scale);
    observation->high = back(at + quantile * wide, scale);
    return TT_OK;
}
