/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Log-linear trends of counts: Poisson, quasi-Poisson, NB2.
 *
 * The coefficients come from glm_core and negbin_core. Around them:
 *     X2 = sum (y - mu)^2/V(mu),  phi = X2/(n - 2),
 *     Var slope = phi/sum mu (t - t_w)^2,  t_w = sum mu t/sum mu.
 *
 * Unusual: the centre is the mean year, not the weighted mean, so that intercept and slope have a
 * covariance, which is given; with phi < 1 limits use 1, since a short series can look calmer than
 * Poisson by chance only. */
#include "tiptrend/countreg.h"

#include <float.h>
#include <math.h>

#include <gsl/gsl_cdf.h>

#include "countlik_core.h"
#include "glm_core.h"
#include "level_core.h"
#include "negbin_core.h"
#include "tiptrend/memory.h"

#define OVERDISPERSED_P 0.05

static tt_countreg empty(void)
{
    tt_countreg none = {.trend = {.n = 0}};
    none.dispersion = none.score_alpha = NAN;
    none.null_deviance = none.loglik = none.aic = NAN;
    none.alpha = none.alpha_se = none.theta = NAN;
    none.theta_se = none.theta_se_joint = none.slope_se_joint = NAN;
    none.dispersion_used = 1;
    return none;
}

/* Fitted means: line->scale times the weights of the fit. */
static double smallest_mean(const tt__poisson_line *line, const double *weights, size_t n)
{
    double smallest = weights[0];
    for (size_t i = 1; i < n; i++)
        smallest = weights[i] < smallest ? weights[i] : smallest;
    return line->scale * smallest;
}

static void sum_poisson(const tt_points *points, const tt__poisson_line *line,
                        const double *weights, tt_countreg *out)
{
    double half_deviance = 0;
    double excess = 0;
    for (size_t i = 0; i < points->n; i++) {
        double y = points->value[i];
        double mu = line->scale * weights[i];
        double residual = y - mu;
        half_deviance += tt__poisson_half_deviance(y, mu);
        out->pearson += residual * residual / mu;
        excess += residual * residual - y;
    }
    out->deviance = 2 * half_deviance;
    out->score_alpha = 0.5 * excess;
}

/* Log-likelihood of the saturated model. */
static double saddle(const tt_points *points)
{
    double sum = 0;
    for (size_t i = 0; i < points->n; i++)
        sum += tt__log_saddle(points->value[i]);
    return sum;
}

static double constant_rate_deviance(const tt_points *points, const tt__counts *counts)
{
    double exposure = 0;
    for (size_t i = 0; i < points->n; i++)
        exposure += tt__exposure(points, i);
    double rate = counts->total / exposure;
    double half = 0;
    for (size_t i = 0; i < points->n; i++)
        half += tt__poisson_half_deviance(points->value[i], rate * tt__exposure(points, i));
    return 2 * half;
}

/* Rounding of the fitted means alone gives X2 about this times the total. */
static bool is_perfect(const tt_countreg *fit, const tt__counts *counts)
{
    const double rounding = 64 * DBL_EPSILON;
    return fit->pearson <= rounding * rounding * counts->total;
}

static tt_notes poisson_notes(const tt_countreg *fit, double smallest)
{
    tt_notes notes = 0;
    if (smallest < TT__SMALL_MEAN)
        notes |= TT_NOTE_ASYMPTOTIC;
    if (fit->trend.n > 2 && fit->dispersion < 1)
        notes |= TT_NOTE_UNDERDISPERSED;
    return notes;
}

static void describe(const tt_points *points, const tt__counts *counts,
                     const tt__poisson_line *line, const double *weights, bool brief,
                     tt_countreg *out)
{
    tt_trend *trend = &out->trend;
    double distance = -line->offset;
    double slope_variance = 1 / (line->total * line->variance);
    sum_poisson(points, line, weights, out);
    trend->n = points->n;
    trend->centre = counts->centre;
    trend->intercept = line->level + line->slope * distance;
    trend->intercept_se = sqrt(1 / line->total + distance * distance * slope_variance);
    trend->slope.value = line->slope;
    trend->slope_se = sqrt(slope_variance);
    out->covariance = distance * slope_variance;
    if (!brief) {
        out->null_deviance = constant_rate_deviance(points, counts);
        out->loglik = saddle(points) - 0.5 * out->deviance;
        out->aic = 2 * 2 - 2 * out->loglik;
    }
    out->convergence = line->convergence;
    if (points->n > 2)
        out->dispersion = out->pearson / (double)(points->n - 2);
    trend->df = INFINITY;
    trend->notes = counts->notes | poisson_notes(out, smallest_mean(line, weights, points->n));
}

/* The Poisson line and all that quasi-Poisson shares with it. */
static tt_status fit_poisson(const tt_points *points, const tt__counts *counts, bool brief,
                             tt_countreg *out, tt_error *err)
{
    enum { FEW = 64 };
    double room[FEW];
    double *weights = points->n > FEW ? tt_calloc(points->n, sizeof *weights) : room;
    if (!weights)
        return tt_fail(err, TT_ENOMEM, "no memory for %zu points", points->n);
    tt__poisson_line line;
    tt_status status = tt__poisson_line_fit(points, counts, &line, weights, err);
    if (!status)
        describe(points, counts, &line, weights, brief, out);
    if (weights != room)
        tt_free(weights);
    return status;
}

/* Whether chi-squared is above its 95 % quantile. Wilson and Hilferty's cube root is within 0.05 of the normal
 * deviate there, from one degree of freedom on: only what lies close by has to be worked out. */
static bool scatters_more(double chi2, double df)
{
    const double deviate = 1.6448536269514722;
    const double doubt = 0.1;
    double spread = 2 / (9 * df);
    double z = (cbrt(chi2 / df) - (1 - spread)) / sqrt(spread);
    if (fabs(z - deviate) > doubt)
        return z > deviate;
    return gsl_cdf_chisq_Q(chi2, df) < OVERDISPERSED_P;
}

static void finish_poisson(tt_countreg *out)
{
    double df = (double)out->trend.n - 2;
    out->trend.notes |= TT_NOTE_POISSON;
    out->trend.notes &= ~TT_NOTE_UNDERDISPERSED; /* speaks of limits that phi would have changed */
    if (df > 0 && scatters_more(out->pearson, df))
        out->trend.notes |= TT_NOTE_OVERDISPERSED;
}

static void finish_quasi(const tt__counts *counts, bool raw, tt_countreg *out)
{
    tt_trend *trend = &out->trend;
    out->dispersion_used = raw ? out->dispersion : fmax(out->dispersion, 1);
    if (raw)
        trend->notes &= ~TT_NOTE_UNDERDISPERSED;
    if (raw && is_perfect(out, counts)) {
        trend->notes |= TT_NOTE_PERFECT_FIT;
        out->dispersion_used = NAN;
    }
    trend->slope_se *= sqrt(out->dispersion_used);
    trend->intercept_se *= sqrt(out->dispersion_used);
    out->covariance *= out->dispersion_used;
    out->loglik = out->aic = NAN;
    trend->df = (double)trend->n - 2;
}

static void sum_negbin(const tt__glm_model *model, const tt__negbin_fit *fit, tt_countreg *out)
{
    double half_deviance = 0;
    out->pearson = 0;
    for (size_t i = 0; i < model->points->n; i++) {
        double y = model->points->value[i];
        double mu = tt__glm_mean(model, fit->glm.beta, i);
        half_deviance += tt__negbin_half_deviance(y, mu, fit->alpha);
        out->pearson += (y - mu) * (y - mu) / (mu * (1 + fit->alpha * mu));
    }
    out->deviance = 2 * half_deviance;
    out->dispersion = out->pearson / (double)(model->points->n - 2);
    out->null_deviance = NAN;
    out->loglik = fit->loglik;
    out->aic = 2 * 3 - 2 * fit->loglik;
}

/* On entry `out` holds the Poisson fit, which stays where there is no overdispersion. */
static tt_status fit_negbin(const tt_points *points, const tt__counts *counts, tt_countreg *out,
                            tt_error *err)
{
    if (!counts->whole)
        return tt_fail(err, TT_EDOMAIN,
                       "counts that are not whole numbers; the negative binomial needs them whole: "
                       "use quasi-Poisson");
    tt__glm_model model = tt__glm_model_make(points, counts, 2);
    tt__negbin_fit fit = {0};
    tt_trend *trend = &out->trend;
    fit.glm.beta[0] = trend->intercept;
    fit.glm.beta[1] = trend->slope.value * model.scale;
    tt_status status = tt__negbin_maximise(&model, counts, true, &fit, err);
    if (status)
        return status;
    trend->notes &= ~TT_NOTE_UNDERDISPERSED;
    trend->notes |= TT_NOTE_ASYMPTOTIC;
    if (fit.boundary) {
        trend->notes |= TT_NOTE_BOUNDARY | TT_NOTE_POISSON;
        return TT_OK;
    }
    trend->intercept = fit.glm.beta[0];
    trend->intercept_se = sqrt(fit.glm.covariance[0]);
    trend->slope.value = fit.glm.beta[1] / model.scale;
    trend->slope_se = sqrt(fit.glm.covariance[3]) / model.scale;
    out->covariance = fit.glm.covariance[1] / model.scale;
    out->alpha = fit.alpha;
    out->alpha_se = 1 / sqrt(fit.joint_information);
    out->theta = 1 / fit.alpha;
    out->theta_se = out->theta * out->theta / sqrt(fit.information);
    out->theta_se_joint = out->theta * out->theta * out->alpha_se;
    out->slope_se_joint = sqrt(fit.joint_covariance[3]) / model.scale;
    out->convergence = fit.glm.convergence;
    sum_negbin(&model, &fit, out);
    return TT_OK;
}

static tt_status fit_model(const tt_points *points, const tt_countreg_options *options,
                           tt_countreg *out, tt_error *err)
{
    if (options->model > TT_COUNTREG_NB2)
        return tt_fail(err, TT_EUSAGE, "model %d does not exist: Poisson, quasi-Poisson or NB2",
                       (int)options->model);
    tt_status status = tt__conf_check(options->conf, &out->trend.conf, err);
    if (status)
        return status;
    tt__counts counts;
    status = tt__counts_check(points, options->model == TT_COUNTREG_POISSON ? 2 : 3, &counts, err);
    if (!status)
        status = tt__counts_need_fit(points, 1, err);
    if (!status)
        status = fit_poisson(points, &counts, options->brief, out, err);
    if (status)
        return status;
    if (options->model == TT_COUNTREG_POISSON)
        finish_poisson(out);
    else if (options->model == TT_COUNTREG_QUASI)
        finish_quasi(&counts, options->raw_dispersion, out);
    else
        status = fit_negbin(points, &counts, out, err);
    if (!status)
        tt__glm_finish_trend(&out->trend, options->critical);
    return status;
}

tt_status tt_countreg_fit(const tt_points *points, const tt_countreg_options *options,
                          tt_countreg *out, tt_error *err)
{
    const tt_countreg_options defaults = {0};
    if (!out)
        return tt_fail(err, TT_EUSAGE, "no place for the result is given: pass a tt_countreg");
    *out = empty();
    tt_status status = fit_model(points, options ? options : &defaults, out, err);
    if (status)
        *out = empty();
    return status;
}

tt_status tt_countreg_fitted(const tt_countreg *fit, const tt_points *points, double *fitted,
                             tt_error *err)
{
    if (!fit || !points || !points->time || !fitted || fit->trend.n == 0)
        return tt_fail(err, TT_EUSAGE, "fitted means need a fit, its points and a place for them");
    const tt_trend *trend = &fit->trend;
    for (size_t i = 0; i < points->n; i++)
        fitted[i] = tt__exposure(points, i) *
                    exp(trend->intercept + trend->slope.value * (points->time[i] - trend->centre));
    return TT_OK;
}
