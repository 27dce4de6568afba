/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Influence of single years.
 *
 * Least squares, e the residuals, h the leverages, p = 2:
 *     standardised  e/(s sqrt(1 - h))        studentised  e/(s_(i) sqrt(1 - h)),
 *     s_(i)^2 = (rss - e^2/(1 - h))/(n - p - 1)
 *     Cook  e^2 h/(p s^2 (1 - h)^2)          dffits  studentised * sqrt(h/(1 - h))
 *
 * Counts, r Pearson's residuals, d those of the deviance, h = mu (1/M + (t - T)^2/(M V)) with M the total,
 * T and V mean and variance of time weighted by mu (the conventions of R):
 *     standardised  r/sqrt(phi (1 - h))      studentised  sign(d) sqrt(d^2 + h r^2/(1 - h)) [/ s_(i)]
 *     Cook  r^2 h/(p phi (1 - h)^2)          dffits  d sqrt(h)/(s_(i) (1 - h)),  s_(i) as above of the d
 *
 * The change of the trend itself is not approximated: the model is fitted again without each year. */
#include "tiptrend/influence.h"

#include <math.h>

#include "countlik_core.h"
#include "glm_core.h"
#include "linreg_core.h"
#include "tiptrend/countreg.h"
#include "tiptrend/memory.h"

enum { LEAST_POINTS = 4, COLUMNS = 2 };

/* Scatter without point i, from residuals with these sums of squares. */
static double sigma_without(double squares, double residual, double leverage, size_t n)
{
    double rest = squares - residual * residual / (1 - leverage);
    return sqrt(fmax(0, rest) / (double)(n - COLUMNS - 1));
}

static double outlier_p(double studentised, double df, size_t n)
{
    return fmin(1, (double)n * tt__glm_p(studentised, df));
}

static tt_influence empty(double time)
{
    return (tt_influence){.time = time,
                          .fitted = NAN,
                          .residual = NAN,
                          .leverage = NAN,
                          .standardised = NAN,
                          .studentised = NAN,
                          .outlier_p = NAN,
                          .cook = NAN,
                          .dffits = NAN,
                          .apc_without = NAN};
}

/* ---- least squares ---- */

static void judge_line(const tt_lsq *fit, size_t i, tt_influence *out)
{
    double e = fit->residual[i];
    double h = fit->leverage[i];
    double rest = 1 - h;
    out->leverage = h;
    if (h > TT__FULL_LEVERAGE || fit->sigma == 0)
        return;
    double without = sigma_without(fit->rss, e, h, fit->n);
    out->standardised = e / (fit->sigma * sqrt(rest));
    out->studentised = e / (without * sqrt(rest));
    out->outlier_p = outlier_p(out->studentised, (double)(fit->n - COLUMNS - 1), fit->n);
    out->cook = out->standardised * out->standardised * h / (COLUMNS * rest);
    out->dffits = out->studentised * sqrt(h / rest);
}

static tt_status line_years(const tt_points *points, tt_linreg_scale scale, tt_influence *out,
                            tt_notes *notes, tt_error *err)
{
    tt__response r = {points, NULL, scale};
    tt__line_fit line = {0};
    tt_status status = tt__response_check(&r, LEAST_POINTS, "influence", err);
    if (!status)
        status = tt__line_fit_make(&r, &line, err);
    for (size_t i = 0; i < points->n && !status; i++) {
        double exposure = points->exposure ? points->exposure[i] : 1;
        out[i] = empty(points->time[i]);
        out[i].residual = line.fit.residual[i];
        out[i].fitted = scale == TT_LINREG_LOG ? exp(line.fit.fitted[i]) : line.fit.fitted[i];
        out[i].fitted *= exposure;
        judge_line(&line.fit, i, &out[i]);
    }
    if (!status)
        *notes = tt__response_notes(points) | (line.fit.notes & TT_NOTE_PERFECT_FIT);
    tt__line_fit_clear(&line);
    return status;
}

/* ---- counts ---- */

typedef struct count_sums {
    double total;    /* of the fitted means */
    double centroid; /* of time, weighted by them */
    double moment;   /* sum mu (t - centroid)^2 */
    double deviance;
} count_sums;

static count_sums add_counts(const tt_points *points, const double *mu)
{
    count_sums s = {0};
    double first = points->time[0];
    for (size_t i = 0; i < points->n; i++) {
        s.total += mu[i];
        s.centroid += mu[i] * (points->time[i] - first);
        s.deviance += 2 * tt__poisson_half_deviance(points->value[i], mu[i]);
    }
    s.centroid = first + s.centroid / s.total;
    for (size_t i = 0; i < points->n; i++) {
        double d = points->time[i] - s.centroid;
        s.moment += mu[i] * d * d;
    }
    return s;
}

static void judge_count(double y, size_t n, const count_sums *s, double phi, bool quasi,
                        tt_influence *out)
{
    double mu = out->fitted;
    double d = out->time - s->centroid;
    double h = mu * (1 / s->total + d * d / s->moment);
    double pearson = (y - mu) / sqrt(mu);
    double deviance = copysign(sqrt(2 * tt__poisson_half_deviance(y, mu)), y - mu);
    double rest = 1 - h;
    out->residual = pearson;
    out->leverage = h;
    if (h > TT__FULL_LEVERAGE || !(s->deviance > 0))
        return;
    double without = sigma_without(s->deviance, deviance, h, n);
    double likelihood =
        copysign(sqrt(deviance * deviance + h * pearson * pearson / rest), deviance);
    out->standardised = pearson / sqrt(phi * rest);
    out->studentised = quasi ? likelihood / without : likelihood;
    out->outlier_p = outlier_p(out->studentised, quasi ? (double)(n - COLUMNS - 1) : INFINITY, n);
    out->cook = pearson * pearson * h / (COLUMNS * phi * rest * rest);
    out->dffits = deviance * sqrt(h) / (without * rest);
}

static tt_status count_years(const tt_points *points, bool quasi, tt_influence *out,
                             tt_notes *notes, tt_error *err)
{
    tt_countreg fit;
    tt_countreg_options options = {.model = quasi ? TT_COUNTREG_QUASI : TT_COUNTREG_POISSON,
                                   .raw_dispersion = true};
    tt_status status = tt_countreg_fit(points, &options, &fit, err);
    if (status)
        return status;
    double *mu = tt_calloc(points->n, sizeof *mu);
    if (!mu)
        return tt_fail(err, TT_ENOMEM, "no memory for %zu points", points->n);
    status = tt_countreg_fitted(&fit, points, mu, err);
    if (!status) {
        count_sums s = add_counts(points, mu);
        double phi = quasi ? fit.dispersion : 1;
        for (size_t i = 0; i < points->n; i++) {
            out[i] = empty(points->time[i]);
            out[i].fitted = mu[i];
            judge_count(points->value[i], points->n, &s, phi, quasi, &out[i]);
        }
        *notes = fit.trend.notes & (TT_NOTE_SMALL_N | TT_NOTE_GAPS | TT_NOTE_PERFECT_FIT);
    }
    tt_free(mu);
    return status;
}

/* ---- without one year ---- */

/* Annual percent change of the model; not-a-number where it has no fit. */
static double apc_of(const tt_points *points, tt_influence_model model)
{
    if (model == TT_INFLUENCE_POISSON || model == TT_INFLUENCE_QUASI) {
        tt_countreg fit;
        return tt_countreg_fit(points, NULL, &fit, NULL) == TT_OK ? fit.trend.apc.value : NAN;
    }
    tt_linreg fit;
    tt_linreg_options options = {.scale =
                                     model == TT_INFLUENCE_OLS ? TT_LINREG_LINEAR : TT_LINREG_LOG};
    return tt_linreg_fit(points, &options, &fit, NULL) == TT_OK ? fit.trend.apc.value : NAN;
}

static tt_status leave_out_each(const tt_points *points, tt_influence_model model,
                                tt_influence *out, tt_error *err)
{
    size_t n = points->n;
    double *block = tt_calloc(3 * n, sizeof *block);
    if (!block)
        return tt_fail(err, TT_ENOMEM, "no memory for %zu points", n);
    double *time = block;
    double *value = block + n;
    double *exposure = block + 2 * n;
    for (size_t left_out = 0; left_out < n; left_out++) {
        size_t k = 0;
        for (size_t i = 0; i < n; i++) {
            if (i == left_out)
                continue;
            time[k] = points->time[i];
            value[k] = points->value[i];
            exposure[k++] = points->exposure ? points->exposure[i] : 1;
        }
        tt_points rest = {k, time, value, points->exposure ? exposure : NULL};
        out[left_out].apc_without = apc_of(&rest, model);
    }
    tt_free(block);
    return TT_OK;
}

tt_status tt_influence_years(const tt_points *points, tt_influence_model model, tt_influence *out,
                             tt_notes *notes, tt_error *err)
{
    tt_notes found = 0;
    if (notes)
        *notes = 0;
    if (!points || !out || (unsigned)model > TT_INFLUENCE_QUASI)
        return tt_fail(err, TT_EUSAGE,
                       "influence needs points, a model and a place for the result");
    if (points->n < LEAST_POINTS)
        return tt_fail(err, TT_ETOOFEW, "%zu points; influence needs at least %d", points->n,
                       (int)LEAST_POINTS);
    tt_status status;
    if (model == TT_INFLUENCE_POISSON || model == TT_INFLUENCE_QUASI)
        status = count_years(points, model == TT_INFLUENCE_QUASI, out, &found, err);
    else
        status = line_years(points, model == TT_INFLUENCE_OLS ? TT_LINREG_LINEAR : TT_LINREG_LOG,
                            out, &found, err);
    if (!status)
        status = leave_out_each(points, model, out, err);
    if (notes && !status)
        *notes = found;
    return status;
}
