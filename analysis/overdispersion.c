/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of overdispersion around the log-linear Poisson trend (mu: its fitted means).
 *
 *     X2  = sum (y - mu)^2/mu,  deviance = 2 sum (y log(y/mu) - y + mu);  chi-square with n - 2
 *     P_B = sum ((y - mu)^2 - y)/sqrt(2 sum mu^2),  P_C = sum ((y - mu)^2 - y)/mu/sqrt(2n)
 *     Cameron-Trivedi: ((y - mu)^2 - y)/mu regressed on mu, no constant; t of the slope
 *     LR = 2 (l of NB2 - l of Poisson), p = P(chi-square with 1 > LR)/2
 *
 * The likelihood ratio has half its mass at 0, because alpha cannot be negative. */
#include "tiptrend/overdispersion.h"

#include <float.h>
#include <math.h>

#include <gsl/gsl_cdf.h>

#include "countlik_core.h"
#include "glm_core.h"
#include "negbin_core.h"
#include "student_core.h"

enum { LARGE_N = 20 };

typedef struct sums {
    double pearson;
    double half_deviance;
    double saturated; /* log-likelihood with mu = y */
    double excess;    /* sum of (y - mu)^2 - y */
    double ratio;     /* sum of ((y - mu)^2 - y)/mu, and of its square */
    double ratio_square;
    double mean_square; /* sum of mu^2 */
    double smallest_mean;
} sums;

static sums sum_up(const tt_points *points, const tt__poisson_line *line)
{
    sums all = {.smallest_mean = INFINITY};
    for (size_t i = 0; i < points->n; i++) {
        double y = points->value[i];
        double mu = tt__poisson_line_mean(line, points, i);
        double square = (y - mu) * (y - mu);
        double ratio = (square - y) / mu;
        all.pearson += square / mu;
        all.half_deviance += tt__poisson_half_deviance(y, mu);
        all.saturated += tt__log_saddle(y);
        all.excess += square - y;
        all.ratio += ratio;
        all.ratio_square += ratio * ratio;
        all.mean_square += mu * mu;
        all.smallest_mean = fmin(all.smallest_mean, mu);
    }
    return all;
}

static tt_overdispersion_test chi_square(double statistic, double df)
{
    return (tt_overdispersion_test){statistic, df, gsl_cdf_chisq_Q(statistic, df)};
}

static tt_overdispersion_test normal(double statistic)
{
    return (tt_overdispersion_test){statistic, INFINITY, gsl_cdf_ugaussian_Q(statistic)};
}

/* The regression through the origin of z = ((y - mu)^2 - y)/mu on mu: sum mu z is `excess`. The
 * residuals are formed in a second pass, because their squares are small differences. */
static void cameron_trivedi(const tt_points *points, const tt__poisson_line *line, const sums *all,
                            tt_overdispersion *out)
{
    double df = (double)points->n - 1;
    double slope = all->excess / all->mean_square;
    double residual_square = 0;
    for (size_t i = 0; i < points->n; i++) {
        double y = points->value[i];
        double mu = tt__poisson_line_mean(line, points, i);
        double residual = ((y - mu) * (y - mu) - y) / mu - slope * mu;
        residual_square += residual * residual;
    }
    out->alpha_cameron_trivedi = slope;
    if (residual_square <=
        1e3 * DBL_EPSILON * DBL_EPSILON * (double)points->n * all->ratio_square) {
        out->cameron_trivedi = (tt_overdispersion_test){NAN, df, NAN};
        out->notes |= TT_NOTE_PERFECT_FIT;
        return;
    }
    double t = slope / sqrt(residual_square / df / all->mean_square);
    out->cameron_trivedi = (tt_overdispersion_test){t, df, tt__student_upper(t, df)};
}

static tt_status likelihood_ratio(const tt_points *points, const tt__counts *counts,
                                  double poisson_loglik, tt_overdispersion *out, tt_error *err)
{
    out->alpha = NAN;
    out->likelihood_ratio = (tt_overdispersion_test){NAN, 1, NAN};
    if (!counts->whole)
        return TT_OK;
    tt__glm_model model = tt__glm_model_make(points, counts, 2);
    tt__negbin_fit fit = {0};
    tt_status status = tt__negbin_maximise(&model, counts, false, &fit, err);
    if (status)
        return status;
    if (fit.boundary) {
        out->likelihood_ratio = (tt_overdispersion_test){0, 1, 1};
        out->notes |= TT_NOTE_BOUNDARY;
        return TT_OK;
    }
    double ratio = fmax(0, 2 * (fit.loglik - poisson_loglik));
    out->alpha = fit.alpha;
    out->likelihood_ratio = (tt_overdispersion_test){ratio, 1, 0.5 * erfc(sqrt(0.5 * ratio))};
    return TT_OK;
}

static tt_status run_tests(const tt_points *points, tt_overdispersion *out, tt_error *err)
{
    tt__counts counts;
    tt__poisson_line line;
    tt_status status = tt__counts_check(points, 3, &counts, err);
    if (!status)
        status = tt__counts_need_fit(points, 1, err);
    if (!status)
        status = tt__poisson_line_fit(points, &counts, &line, NULL, err);
    if (status)
        return status;
    sums all = sum_up(points, &line);
    double n = (double)points->n;
    out->n = points->n;
    out->notes = counts.notes;
    if (points->n < LARGE_N || all.smallest_mean < TT__SMALL_MEAN)
        out->notes |= TT_NOTE_ASYMPTOTIC;
    out->dispersion = all.pearson / (n - 2);
    out->pearson = chi_square(all.pearson, n - 2);
    out->deviance = chi_square(2 * all.half_deviance, n - 2);
    out->dean_b = normal(all.excess / sqrt(2 * all.mean_square));
    out->dean_c = normal(all.ratio / sqrt(2 * n));
    cameron_trivedi(points, &line, &all, out);
    return likelihood_ratio(points, &counts, all.saturated - all.half_deviance, out, err);
}

tt_status tt_overdispersion_tests(const tt_points *points, tt_overdispersion *out, tt_error *err)
{
    if (!out)
        return tt_fail(err, TT_EUSAGE, "no place for the result is given: pass one");
    *out = (tt_overdispersion){.n = 0};
    tt_status status = run_tests(points, out, err);
    if (status)
        *out = (tt_overdispersion){.n = 0};
    return status;
}
