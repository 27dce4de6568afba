/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Confidence and prediction bands of trends, and forecasts.
 *
 * Least squares:   fit -+ t sigma sqrt(1/n + (t - T)^2/Sxx), with 1 more under the root for a new year;
 *                  through logarithms all is taken back by exp, so the line is the median.
 * Count models:    exp(eta -+ q se(eta)) for the mean, with
 *                  se(eta)^2 = Var a + 2 d Cov(a, b) + d^2 Var b, d = years from the centre;
 *                  a new count from its predictive distribution (predictive_core).
 *
 * Built on the fits of linreg and countreg: it adds no estimate of its own. */
#include "tiptrend/bands.h"

#include <math.h>

#include "glm_core.h"
#include "linreg_core.h"
#include "predictive_core.h"
#include "tiptrend/countreg.h"
#include "tiptrend/linreg.h"

static const tt_estimate no_estimate = {NAN, NAN, NAN};

static tt_status check_place(const tt_points *points, const tt_points *at, tt_error *err)
{
    if (points->exposure && !at->exposure)
        return tt_fail(
            err, TT_EUSAGE,
            "the series has exposures and the places to predict at have none: give them");
    for (size_t i = 0; i < at->n; i++) {
        if (!isfinite(at->time[i]))
            return tt_fail(err, TT_ENONFINITE, "time %zu to predict at is not finite", i + 1);
        if (at->exposure && !(isfinite(at->exposure[i]) && at->exposure[i] > 0))
            return tt_fail(err, TT_EDOMAIN, "an exposure of %g at %g; it must be above 0",
                           at->exposure[i], at->time[i]);
    }
    return TT_OK;
}

static tt_estimate times(tt_estimate e, double factor)
{
    return (tt_estimate){e.value * factor, e.low * factor, e.high * factor};
}

static tt_status line_bands(const tt_points *points, const tt_bands_options *o, const tt_points *at,
                            tt_band *out, tt_notes *notes, tt_error *err)
{
    tt_linreg_options options = {
        .scale = o->model == TT_BANDS_OLS ? TT_LINREG_LINEAR : TT_LINREG_LOG, .conf = o->conf};
    tt_linreg fit;
    tt_status status = tt_linreg_fit(points, &options, &fit, err);
    *notes = fit.trend.notes;
    for (size_t i = 0; i < at->n && status == TT_OK; i++) {
        status =
            tt_linreg_predict(&fit, &options, at->time[i], &out[i].mean, &out[i].observation, err);
        out[i].mean = times(out[i].mean, out[i].exposure);
        out[i].observation = times(out[i].observation, out[i].exposure);
    }
    return status;
}

/* Dispersion below 1, used as it is, belongs to no distribution of counts: a normal one stands in. */
static tt_interval normal_limits(const tt__predictive *p, double conf)
{
    double reach =
        tt__glm_critical(conf, p->df) * sqrt(p->phi * p->mean + p->se * p->se * p->mean * p->mean);
    return (tt_interval){fmax(0, p->mean - reach), p->mean + reach};
}

static void count_band(const tt_countreg *fit, bool mean_only, tt_band *band)
{
    double conf = fit->trend.conf;
    const tt_trend *t = &fit->trend;
    double d = band->time - t->centre;
    double eta = t->intercept + t->slope.value * d + log(band->exposure);
    double se = sqrt(t->intercept_se * t->intercept_se + 2 * d * fit->covariance +
                     d * d * t->slope_se * t->slope_se);
    double reach = tt__glm_critical(conf, t->df) * se;
    band->mean = (tt_estimate){exp(eta), exp(eta - reach), exp(eta + reach)};
    band->observation = (tt_estimate){band->mean.value, NAN, NAN};
    if (mean_only || isnan(se) || !isfinite(band->mean.value))
        return;
    tt__predictive p = {.mean = band->mean.value,
                        .se = se,
                        .df = t->df,
                        .phi = fit->dispersion_used,
                        .alpha = isnan(fit->alpha) ? 0 : fit->alpha};
    tt_interval limits = p.phi < 1 ? normal_limits(&p, conf) : tt__predictive_limits(&p, conf);
    band->observation.low = limits.low;
    band->observation.high = limits.high;
}

static tt_status count_bands(const tt_points *points, const tt_bands_options *o, size_t count,
                             tt_band *out, tt_notes *notes, tt_error *err)
{
    tt_countreg_options options = {.conf = o->conf, .raw_dispersion = o->raw_dispersion};
    options.model = o->model == TT_BANDS_NB2     ? TT_COUNTREG_NB2
                    : o->model == TT_BANDS_QUASI ? TT_COUNTREG_QUASI
                                                 : TT_COUNTREG_POISSON;
    tt_countreg fit;
    tt_status status = tt_countreg_fit(points, &options, &fit, err);
    if (status)
        return status;
    *notes = fit.trend.notes;
    for (size_t i = 0; i < count; i++)
        count_band(&fit, o->mean_only, &out[i]);
    return TT_OK;
}

tt_status tt_bands_fit(const tt_points *points, const tt_bands_options *options,
                       const tt_points *at, tt_band *out, tt_notes *notes, tt_error *err)
{
    static const tt_bands_options defaults = {0};
    const tt_bands_options *o = options ? options : &defaults;
    tt_notes found = 0;
    if (notes)
        *notes = 0;
    if (!points || !out)
        return tt_fail(err, TT_EUSAGE, "bands need points and a place for them");
    if ((unsigned)o->model > TT_BANDS_NB2)
        return tt_fail(err, TT_EUSAGE, "no model %d for bands; see tt_bands_model", (int)o->model);
    if (!at)
        at = points;
    tt_status status = check_place(points, at, err);
    if (status)
        return status;
    for (size_t i = 0; i < at->n; i++)
        out[i] = (tt_band){.time = at->time[i],
                           .exposure = points->exposure ? at->exposure[i] : 1,
                           .mean = no_estimate,
                           .observation = no_estimate};
    if (o->model <= TT_BANDS_OLS)
        status = line_bands(points, o, at, out, &found, err);
    else
        status = count_bands(points, o, at->n, out, &found, err);
    if (notes)
        *notes = status ? 0 : found;
    return status;
}

tt_status tt_bands_forecast(const tt_points *points, const tt_bands_options *options, size_t years,
                            tt_band *out, tt_notes *notes, tt_error *err)
{
    if (notes)
        *notes = 0;
    if (!points || !out || years == 0)
        return tt_fail(err, TT_EUSAGE, "a forecast needs points, years and a place for them");
    size_t n = points->n;
    if (n < TT_FORECAST_MIN_N)
        return tt_fail(err, TT_ETOOFEW, "%zu points; a forecast needs at least %d", n,
                       TT_FORECAST_MIN_N);
    if (years > n / TT_FORECAST_PART)
        return tt_fail(err, TT_EDOMAIN,
                       "a forecast of %zu years from %zu points; at most a third as many years as "
                       "points, here %zu",
                       years, n, n / TT_FORECAST_PART);
    double step = tt__shortest_step(points);
    tt_notes found = 0;
    for (size_t i = 0; i < years; i++) {
        double time = points->time[n - 1] + (double)(i + 1) * step;
        double exposure = points->exposure ? points->exposure[n - 1] : 1;
        tt_points at = {1, &time, NULL, points->exposure ? &exposure : NULL};
        tt_status status = tt_bands_fit(points, options, &at, &out[i], &found, err);
        if (status)
            return status;
    }
    if (notes)
        *notes = found | TT_NOTE_FORECAST | (points->exposure ? TT_NOTE_NO_EXPOSURE : 0);
    return TT_OK;
}
