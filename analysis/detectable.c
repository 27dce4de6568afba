/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Minimum detectable annual change.
 *
 * A two-sided t test of slope 0 finds a slope b with probability P(|T| > t), T noncentral t with n - 2
 * degrees of freedom about b/se(b). The delta that makes this 80 % is found exactly, and then
 *
 *     log-linear       b = delta sigma/sqrt(Sxx)
 *     quasi-Poisson    b sqrt(N V(b)/phi) = delta,  N the total count, V(b) the variance of time with
 *                      weights exposure * exp(b time): the steeper, the fewer years carry the counts
 *
 * The left side of the second rises from 0, and falls again when the counts crowd into one end: the first
 * crossing is the answer, and there may be none. */
#include "tiptrend/detectable.h"

#include <math.h>

#include "glm_core.h"
#include "level_core.h"
#include "linreg_core.h"
#include "noncentral_core.h"
#include "tiptrend/countreg.h"

enum { STEPS = 4000, BISECTIONS = 100, LEAST_POINTS = 3 };

/* Ratio of the last rate to the first, as a logarithm, beyond which nothing is looked for. */
#define LARGEST_RISE 40.0

#define DEFAULT_POWER 0.80

static tt_status check(const tt_detectable_options *o, double *conf, double *power, tt_error *err)
{
    if ((unsigned)o->model > TT_DETECTABLE_QUASI)
        return tt_fail(err, TT_EUSAGE, "no model %d for detectable changes", (int)o->model);
    tt_status status = tt__conf_check(o->conf, conf, err);
    *power = o->power == 0 ? DEFAULT_POWER : o->power;
    if (!status && !(*power > 1 - *conf && *power < 1))
        status = tt_fail(err, TT_EUSAGE,
                         "a power of %g; it lies between %g, the level of the test, and 1", *power,
                         1 - *conf);
    return status;
}

static tt_status log_linear(const tt_points *points, tt_detectable *out, tt_error *err)
{
    tt_linreg fit;
    tt_linreg_options options = {.scale = TT_LINREG_LOG};
    tt_status status = tt_linreg_fit(points, &options, &fit, err);
    if (status)
        return status;
    out->notes = fit.trend.notes;
    out->noise = fit.sigma;
    out->slope_rise =
        out->notes & TT_NOTE_PERFECT_FIT ? NAN : out->noncentrality * fit.sigma / sqrt(fit.sxx);
    out->slope_fall = -out->slope_rise;
    return TT_OK;
}

/* Variance of time with weights exposure * exp(b time). */
static double variance_of_time(const tt_points *points, double b)
{
    double anchor = b > 0 ? points->time[points->n - 1] : points->time[0]; /* no weight above 1 */
    double sum = 0, mean = 0, square = 0;
    for (size_t i = 0; i < points->n; i++) {
        double d = points->time[i] - anchor;
        double weight = tt__exposure(points, i) * exp(b * d);
        sum += weight;
        mean += weight * d;
        square += weight * d * d;
    }
    return fmax(0, square / sum - (mean / sum) * (mean / sum));
}

/* b over its standard error. */
static double evidence(const tt_points *points, double per_phi, double b)
{
    return fabs(b) * sqrt(per_phi * variance_of_time(points, b));
}

/* The first slope, going out from 0 to the side of `sign`, with this evidence; infinite without one. */
static double first_slope(const tt_points *points, double per_phi, double delta, double sign)
{
    double span = points->time[points->n - 1] - points->time[0];
    double step = sign * LARGEST_RISE / span / STEPS;
    for (int i = 1; i <= STEPS; i++) {
        double high = i * step;
        if (evidence(points, per_phi, high) < delta)
            continue;
        double low = high - step;
        for (int k = 0; k < BISECTIONS; k++) {
            double middle = 0.5 * (low + high);
            if (evidence(points, per_phi, middle) < delta)
                low = middle;
            else
                high = middle;
        }
        return high;
    }
    return sign * INFINITY;
}

static tt_status quasi_poisson(const tt_points *points, tt_detectable *out, tt_error *err)
{
    tt_countreg fit;
    tt_countreg_options options = {.model = TT_COUNTREG_QUASI};
    tt_status status = tt_countreg_fit(points, &options, &fit, err);
    if (status)
        return status;
    double total = 0;
    for (size_t i = 0; i < points->n; i++)
        total += points->value[i];
    out->notes = fit.trend.notes & ~TT_NOTE_ASYMPTOTIC;
    out->noise = fit.dispersion_used;
    out->slope_rise = first_slope(points, total / out->noise, out->noncentrality, 1);
    out->slope_fall = first_slope(points, total / out->noise, out->noncentrality, -1);
    return TT_OK;
}

tt_status tt_detectable_change(const tt_points *points, const tt_detectable_options *options,
                               tt_detectable *out, tt_error *err)
{
    static const tt_detectable_options defaults = {0};
    const tt_detectable_options *o = options ? options : &defaults;
    double conf = 0;
    double power = 0;
    *out = (tt_detectable){0};
    tt_status status = check(o, &conf, &power, err);
    if (status)
        return status;
    if (!points || points->n < LEAST_POINTS)
        return tt_fail(err, TT_ETOOFEW, "%zu points; a detectable change needs at least %d",
                       points ? points->n : 0, (int)LEAST_POINTS);
    tt_detectable result = {.n = points->n, .df = (double)points->n - 2};
    double critical = tt__glm_critical(conf, result.df);
    result.noncentrality = tt__noncentral_t_solve(critical, result.df, power);
    if (o->model == TT_DETECTABLE_QUASI)
        status = quasi_poisson(points, &result, err);
    else
        status = log_linear(points, &result, err);
    if (status)
        return status;
    result.apc_rise = 100 * expm1(result.slope_rise);
    result.apc_fall = 100 * expm1(result.slope_fall);
    if (isinf(result.apc_rise) || isinf(result.slope_fall))
        result.notes |= TT_NOTE_NO_LIMITS;
    *out = result;
    return TT_OK;
}
