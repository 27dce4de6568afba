/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Maximum likelihood for log-linear models of counts on time.
 *
 * Iterated weighted least squares with the observed weights
 * mu (1 + alpha y)/(1 + alpha mu)^2, which are positive, so that each step goes uphill; a step that
 * does not raise the likelihood is halved. It stops by the size of the step in standard errors.
 * The deviance is not looked at: it is flat at the top, so that it settles when only half of the
 * digits of the estimate have, and standard errors taken then are wrong in the fourth digit.
 *
 * Existence. The likelihood of a polynomial of degree d has no maximum exactly when some polynomial
 * of that degree, not zero everywhere, is 0 in every year with a count and never positive in the
 * years without: the fit can slide along it for ever. Such a polynomial has a root in each of the
 * k years with a count, and one root more wherever an odd number of those lies between two
 * neighbouring years without, to keep its sign. So there is no fit exactly when k + (number of
 * these places) <= d. For the line: all counts zero, or all in the first or all in the last year. */
#include "glm_core.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include <gsl/gsl_cdf.h>

#include "student_core.h"

/* Counts beyond 2^53 are not whole numbers any more in a double. */
#define LARGEST_COUNT 9007199254740992.0

enum { MOST_STEPS = 200, MOST_HALVINGS = 50 };

/* Whether check_point has nothing to say; comparisons with not-a-number fail. */
static bool is_plain(const tt_points *points, size_t i)
{
    double value = points->value[i];
    double exposure = tt__exposure(points, i);
    return (value >= 0) & (value <= LARGEST_COUNT) & (exposure > 0) & (exposure <= DBL_MAX) &&
           (i == 0 ? isfinite(points->time[0])
                   : points->time[i] > points->time[i - 1] && points->time[i] <= DBL_MAX);
}

static tt_status check_point(const tt_points *points, size_t i, tt_error *err)
{
    double time = points->time[i];
    double value = points->value[i];
    double exposure = tt__exposure(points, i);
    if (!isfinite(time) || !isfinite(value) || !isfinite(exposure))
        return tt_fail(
            err, TT_ENONFINITE,
            "point %zu has year %g, count %g, exposure %g; all must be finite: leave out "
            "points that are not known",
            i + 1, time, value, exposure);
    if (value < 0 || value > LARGEST_COUNT)
        return tt_fail(err, TT_EDOMAIN,
                       "the count of %g is %g; a count model needs 0 to 2^53: check the series or "
                       "use a linear model",
                       time, value);
    if (exposure <= 0)
        return tt_fail(err, TT_EDOMAIN,
                       "the exposure of %g is %g; it must be positive: check the population", time,
                       exposure);
    if (i > 0 && time <= points->time[i - 1])
        return tt_fail(err, TT_EDOMAIN, "year %g follows %g; years must increase: sort the points",
                       time, points->time[i - 1]);
    return TT_OK;
}

/* The steps between years: whether one is longer than the rest, and whether all are the same. */
static void look_at_steps(const tt_points *points, tt__counts *counts)
{
    double shortest = INFINITY;
    double longest = 0;
    for (size_t i = 1; i < points->n; i++) {
        double step = points->time[i] - points->time[i - 1];
        shortest = step < shortest ? step : shortest;
        longest = step > longest ? step : longest;
    }
    counts->step = shortest == longest ? shortest : 0;
    if (longest > 1.5 * shortest) /* half a period of slack, for mid-period dates */
        counts->notes |= TT_NOTE_GAPS;
}

tt_status tt__counts_check(const tt_points *points, size_t minimum, tt__counts *counts,
                           tt_error *err)
{
    *counts = (tt__counts){.whole = true};
    if (!points || (points->n > 0 && (!points->time || !points->value)))
        return tt_fail(err, TT_EUSAGE, "no points are given: pass years and counts");
    size_t n = points->n;
    if (n < minimum)
        return tt_fail(err, TT_ETOOFEW,
                       "%zu points; this needs at least %zu: take a longer period or a simpler "
                       "description",
                       n, minimum);
    for (size_t i = 0; i < n; i++) {
        tt_status status = is_plain(points, i) ? TT_OK : check_point(points, i, err);
        if (status)
            return status;
        counts->total += points->value[i];
        counts->centre += (points->time[i] - points->time[0]) / (double)n;
        if (points->value[i] != floor(points->value[i]))
            counts->whole = false;
    }
    counts->centre += points->time[0];
    counts->span = points->time[n - 1] - points->time[0];
    if (n < TT__SMALL_N)
        counts->notes |= TT_NOTE_SMALL_N;
    look_at_steps(points, counts);
    if (!counts->whole)
        counts->notes |= TT_NOTE_NOT_A_COUNT;
    return TT_OK;
}

bool tt__counts_have_fit(const tt_points *points, size_t degree)
{
    size_t roots = 0;   /* years with a count */
    size_t between = 0; /* of them since the last year without */
    bool after_zero = false;
    size_t extra = 0;
    for (size_t i = 0; i < points->n; i++) {
        if (points->value[i] > 0) {
            roots++;
            between++;
            continue;
        }
        if (after_zero && between % 2 == 1)
            extra++;
        after_zero = true;
        between = 0;
    }
    return roots + extra > degree;
}

tt_status tt__counts_need_fit(const tt_points *points, size_t degree, tt_error *err)
{
    if (tt__counts_have_fit(points, degree))
        return TT_OK;
    size_t last = points->n;
    size_t positive = 0;
    for (size_t i = 0; i < points->n; i++)
        if (points->value[i] > 0) {
            positive++;
            last = i;
        }
    if (positive == 0)
        return tt_fail(err, TT_ENOFIT,
                       "all %zu counts are zero, so that no trend exists: report the upper limit "
                       "of the rate instead",
                       points->n);
    if (degree == 1)
        return tt_fail(err, TT_ENOFIT,
                       "all counts are in %g, the %s year, so that the slope has no finite "
                       "estimate: report the one-sided profile limit",
                       points->time[last], last == 0 ? "first" : "last");
    return tt_fail(err, TT_ENOFIT,
                   "counts in %zu years only do not fix a curve of degree %zu: lower the degree",
                   positive, degree);
}

tt__glm_model tt__glm_model_make(const tt_points *points, const tt__counts *counts, size_t columns)
{
    return (tt__glm_model){.points = points,
                           .centre = counts->centre,
                           .scale = 0.5 * counts->span,
                           .columns = columns};
}

void tt__glm_start(const tt__glm_model *model, const tt__counts *counts, tt__glm_fit *fit)
{
    *fit = (tt__glm_fit){0};
    double low = model->tilt * (model->points->time[0] - model->centre);
    double high = model->tilt * (model->points->time[model->points->n - 1] - model->centre);
    double largest = fmax(low, high); /* taken out, so that no exponential overflows */
    double weight = 0;
    for (size_t i = 0; i < model->points->n; i++)
        weight += tt__exposure(model->points, i) *
                  exp(model->tilt * (model->points->time[i] - model->centre) - largest);
    fit->beta[0] = log(counts->total / weight) - largest;
}

double tt__glm_column(const tt__glm_model *model, size_t i)
{
    return (model->points->time[i] - model->centre) / model->scale;
}

static double predictor(const tt__glm_model *model, const double *beta, size_t i)
{
    double u = tt__glm_column(model, i);
    double sum = beta[model->columns - 1];
    for (size_t k = model->columns - 1; k-- > 0;)
        sum = sum * u + beta[k];
    return sum + model->tilt * (model->points->time[i] - model->centre);
}

double tt__glm_mean(const tt__glm_model *model, const double *beta, size_t i)
{
    return tt__exposure(model->points, i) * exp(predictor(model, beta, i));
}

/* Log-likelihood without the terms that do not depend on beta. */
static double objective(const tt__glm_model *model, const double *beta)
{
    double sum = 0;
    double alpha = model->alpha;
    for (size_t i = 0; i < model->points->n; i++) {
        double y = model->points->value[i];
        double line = predictor(model, beta, i);
        double mu = tt__exposure(model->points, i) * exp(line);
        sum += y * line - (alpha > 0 ? (y + 1 / alpha) * log1p(alpha * mu) : mu);
    }
    return sum;
}

bool tt__glm_invert(double *a, size_t size)
{
    double root[TT__GLM_COLUMNS * TT__GLM_COLUMNS] = {0}; /* lower triangle, a = root root' */
    for (size_t j = 0; j < size; j++) {
        for (size_t i = j; i < size; i++) {
            double sum = a[i * size + j];
            for (size_t k = 0; k < j; k++)
                sum -= root[i * size + k] * root[j * size + k];
            if (i == j && !(sum > 0 && isfinite(sum)))
                return false;
            root[i * size + j] = i == j ? sqrt(sum) : sum / root[j * size + j];
        }
    }
    for (size_t column = 0; column < size; column++) {
        double x[TT__GLM_COLUMNS] = {0};
        for (size_t i = 0; i < size; i++) {
            double sum = i == column ? 1 : 0;
            for (size_t k = 0; k < i; k++)
                sum -= root[i * size + k] * x[k];
            x[i] = sum / root[i * size + i];
        }
        for (size_t i = size; i-- > 0;) {
            for (size_t k = i + 1; k < size; k++)
                x[i] -= root[k * size + i] * x[k];
            x[i] /= root[i * size + i];
        }
        for (size_t i = 0; i < size; i++)
            a[i * size + column] = x[i];
    }
    return true;
}

/* Gradient and the two informations of the log-likelihood at beta. */
typedef struct slopes {
    double score[TT__GLM_COLUMNS];
    double observed[TT__GLM_COLUMNS * TT__GLM_COLUMNS];
    double expected[TT__GLM_COLUMNS * TT__GLM_COLUMNS];
} slopes;

static slopes differentiate(const tt__glm_model *model, const double *beta)
{
    slopes sums = {0};
    size_t p = model->columns;
    for (size_t i = 0; i < model->points->n; i++) {
        double y = model->points->value[i];
        double mu = tt__glm_mean(model, beta, i);
        double shrink = 1 / (1 + model->alpha * mu);
        double observed = mu * shrink * (1 + model->alpha * y) * shrink;
        double x[TT__GLM_COLUMNS] = {1};
        for (size_t k = 1; k < p; k++)
            x[k] = x[k - 1] * tt__glm_column(model, i);
        for (size_t j = 0; j < p; j++) {
            sums.score[j] += (y - mu) * shrink * x[j];
            for (size_t k = 0; k < p; k++) {
                sums.observed[j * p + k] += observed * x[j] * x[k];
                sums.expected[j * p + k] += mu * shrink * x[j] * x[k];
            }
        }
    }
    return sums;
}

/* Go `step` from beta; halve it until the likelihood does not fall. */
static void advance(const tt__glm_model *model, const double *step, tt__glm_fit *fit)
{
    const double settled = 1e-4; /* standard errors: closer in, Newton's step is never too long */
    double before = fit->convergence.step > settled ? objective(model, fit->beta) : -DBL_MAX;
    before -= 64 * DBL_EPSILON * fabs(before); /* its rounding */
    double factor = 1;
    for (size_t halving = 0;; halving++) {
        double beta[TT__GLM_COLUMNS];
        for (size_t k = 0; k < model->columns; k++)
            beta[k] = fit->beta[k] + factor * step[k];
        if (objective(model, beta) >= before || halving == MOST_HALVINGS) {
            memcpy(fit->beta, beta, model->columns * sizeof *beta);
            return;
        }
        factor *= 0.5;
        fit->convergence.halvings++;
    }
}

tt_status tt__glm_maximise(const tt__glm_model *model, tt__glm_fit *fit, tt_error *err)
{
    size_t p = model->columns;
    tt_convergence *record = &fit->convergence;
    *record = (tt_convergence){0};
    bool last = false;
    while (record->iterations < MOST_STEPS) {
        slopes sums = differentiate(model, fit->beta);
        if (last && tt__glm_invert(sums.expected, p)) {
            memcpy(fit->covariance, sums.expected, sizeof fit->covariance);
            return TT_OK;
        }
        double size = sums.expected[0]; /* sum of the weights */
        if (!tt__glm_invert(sums.observed, p))
            break;
        double step[TT__GLM_COLUMNS] = {0};
        double square = 0; /* of the step, in standard errors */
        for (size_t j = 0; j < p; j++) {
            for (size_t k = 0; k < p; k++)
                step[j] += sums.observed[j * p + k] * sums.score[k];
            square += step[j] * sums.score[j];
        }
        record->iterations++;
        record->step = sqrt(fmax(0, square));
        /* The score of n terms of size mu is not known better than eps times them. */
        last = record->step <= fmax(TT__LAST_STEP, 64 * DBL_EPSILON * sqrt(size));
        advance(model, step, fit);
    }
    return tt_fail(err, TT_ENOCONV,
                   "the count model did not settle in %zu steps (last step %.3g standard errors): "
                   "use a simpler model",
                   record->iterations, record->step);
}

double tt__glm_critical(double conf, double df)
{
    return isinf(df) ? gsl_cdf_ugaussian_Qinv(0.5 * (1 - conf))
                     : tt__student_critical(1 - conf, df);
}

double tt__shared_critical(tt_critical *shared, double conf, double df)
{
    int slot = isinf(df) ? 1 : 0;
    if (!shared)
        return tt__glm_critical(conf, df);
    if (shared->conf[slot] != conf || shared->df[slot] != df) {
        shared->value[slot] = tt__glm_critical(conf, df);
        shared->conf[slot] = conf;
        shared->df[slot] = df;
    }
    return shared->value[slot];
}

double tt__glm_p(double statistic, double df)
{
    if (isnan(statistic))
        return NAN;
    if (isinf(df))
        return erfc(fabs(statistic) / sqrt(2));
    return tt__student_two_sided(statistic, df);
}

void tt__glm_finish_trend(tt_trend *trend, tt_critical *shared)
{
    trend->statistic = trend->slope.value / trend->slope_se;
    trend->p = tt__glm_p(trend->statistic, trend->df);
    double reach = tt__shared_critical(shared, trend->conf, trend->df) * trend->slope_se;
    trend->slope.low = trend->slope.value - reach;
    trend->slope.high = trend->slope.value + reach;
    trend->apc.value = 100 * expm1(trend->slope.value);
    trend->apc.low = 100 * expm1(trend->slope.low);
    trend->apc.high = 100 * expm1(trend->slope.high);
}
