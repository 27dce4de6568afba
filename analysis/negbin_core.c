/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Maximum likelihood of the negative binomial NB2 (Lawless 1987, Can J Stat 15:209-225).
 *
 * For each alpha the coefficients are found by glm_core, where the likelihood is concave; what
 * remains is the score of alpha along that path. First its value at alpha = 0,
 * sum((y - mu)^2 - y)/2 at the Poisson fit: when it is not positive, scatter does not exceed
 * Poisson, the maximum is at alpha = 0, and theta = 1/alpha is infinite (other programs run towards
 * it and print where they stopped). Otherwise its root is bracketed from the moment estimate
 * and found by Newton steps kept inside the bracket, the derivative from the joint information. */
#include "negbin_core.h"

#include <float.h>
#include <math.h>
#include <string.h>

#include "countlik_core.h"

enum { MOST_ALPHA_STEPS = 200 };

/* Beyond this alpha nothing is left of the counts but whether they are zero. */
#define LARGEST_ALPHA 1e9

/* A step in log alpha is not trusted farther than this: where the score is flat it would go anywhere. */
#define LONGEST_LOG_STEP 3.0

/* A root of alpha known to this part of itself is one more Newton step from the last bit. */
#define LAST_ALPHA_STEP 1e-8

/* Half the sum of (y - mu)^2 - y at the fit, 0 where it is rounding only, and the moment estimate
 * of alpha. */
static void poisson_scatter(const tt__glm_model *model, const double *beta, double *score,
                            double *moment)
{
    double excess = 0;
    double absolute = 0;
    double squares = 0;
    for (size_t i = 0; i < model->points->n; i++) {
        double y = model->points->value[i];
        double mu = tt__glm_mean(model, beta, i);
        excess += (y - mu) * (y - mu) - y;
        absolute += (y - mu) * (y - mu) + y;
        squares += mu * mu;
    }
    if (fabs(excess) <= 64 * DBL_EPSILON * absolute)
        excess = 0;
    *score = 0.5 * excess;
    *moment = excess / squares;
}

static double log_likelihood(const tt__glm_model *model, const double *beta)
{
    double sum = 0;
    for (size_t i = 0; i < model->points->n; i++) {
        double y = model->points->value[i];
        double mu = tt__glm_mean(model, beta, i);
        sum += model->alpha > 0 ? tt__negbin_log_density(y, mu, model->alpha)
                                : tt__log_saddle(y) - tt__poisson_half_deviance(y, mu);
    }
    return sum;
}

/* The score of alpha and what the curvature of the whole likelihood says about it. */
typedef struct alpha_slope {
    double score;
    double information;            /* coefficients fixed */
    double joint;                  /* coefficients estimated */
    double cross[TT__GLM_COLUMNS]; /* information between alpha and the coefficients */
    double inverse[TT__GLM_COLUMNS * TT__GLM_COLUMNS]; /* of theirs */
} alpha_slope;

/* At coefficients that maximise the likelihood for model->alpha. */
static tt_status differentiate(const tt__glm_model *model, const double *beta, alpha_slope *slope,
                               tt_error *err)
{
    *slope = (alpha_slope){0};
    size_t p = model->columns;
    double alpha = model->alpha;
    for (size_t i = 0; i < model->points->n; i++) {
        double y = model->points->value[i];
        double mu = tt__glm_mean(model, beta, i);
        tt__alpha_slopes at = tt__negbin_alpha_slopes(y, mu, alpha);
        slope->score += at.first;
        slope->information -= at.second;
        double spread = 1 + alpha * mu;
        double x[TT__GLM_COLUMNS] = {1};
        for (size_t k = 1; k < p; k++)
            x[k] = x[k - 1] * tt__glm_column(model, i);
        for (size_t j = 0; j < p; j++) {
            slope->cross[j] += x[j] * mu * (y - mu) / (spread * spread);
            for (size_t k = 0; k < p; k++)
                slope->inverse[j * p + k] += x[j] * x[k] * mu * (1 + alpha * y) / (spread * spread);
        }
    }
    if (!tt__glm_invert(slope->inverse, p))
        return tt_fail(err, TT_ENOCONV,
                       "the negative binomial lost its information at alpha %g: use quasi-Poisson",
                       alpha);
    slope->joint = slope->information;
    for (size_t j = 0; j < p; j++)
        for (size_t k = 0; k < p; k++)
            slope->joint -= slope->cross[j] * slope->inverse[j * p + k] * slope->cross[k];
    return TT_OK;
}

static tt_status evaluate(tt__glm_model *model, double alpha, tt__negbin_fit *fit,
                          alpha_slope *slope, tt_error *err)
{
    model->alpha = alpha;
    size_t iterations = fit->glm.convergence.iterations;
    size_t halvings = fit->glm.convergence.halvings;
    tt_status status = tt__glm_maximise(model, &fit->glm, err);
    fit->glm.convergence.iterations += iterations;
    fit->glm.convergence.halvings += halvings;
    return status ? status : differentiate(model, fit->glm.beta, slope, err);
}

/* The covariance of the coefficients when alpha is estimated with them: the inverse of
 * A - c c'/d is A^-1 + A^-1 c c' A^-1/(d - c' A^-1 c). */
static void keep(const alpha_slope *slope, size_t p, tt__negbin_fit *fit)
{
    fit->information = slope->information;
    fit->joint_information = slope->joint;
    double v[TT__GLM_COLUMNS] = {0};
    for (size_t j = 0; j < p; j++)
        for (size_t k = 0; k < p; k++)
            v[j] += slope->inverse[j * p + k] * slope->cross[k];
    for (size_t j = 0; j < p; j++)
        for (size_t k = 0; k < p; k++)
            fit->joint_covariance[j * p + k] =
                slope->inverse[j * p + k] + v[j] * v[k] / slope->joint;
}

static tt_status solve_alpha(tt__glm_model *model, double start, tt__negbin_fit *fit, tt_error *err)
{
    double low = 0; /* the score is positive there */
    double high = INFINITY;
    double alpha = start;
    alpha_slope slope;
    double size = INFINITY;
    for (size_t step = 0; step < MOST_ALPHA_STEPS && alpha < LARGEST_ALPHA; step++) {
        tt_status status = evaluate(model, alpha, fit, &slope, err);
        if (status)
            return status;
        if (size <= LAST_ALPHA_STEP) {
            fit->alpha = alpha;
            fit->loglik = log_likelihood(model, fit->glm.beta);
            keep(&slope, model->columns, fit);
            return TT_OK;
        }
        if (slope.score > 0)
            low = alpha;
        else
            high = alpha;
        /* Newton in log alpha: there the score is nearer to a straight line. */
        double curvature = slope.joint * alpha - slope.score;
        double step_size = fmin(fmax(slope.score / curvature, -LONGEST_LOG_STEP), LONGEST_LOG_STEP);
        double next = alpha * exp(step_size);
        bool inside = curvature > 0 && next > low && next < high;
        size = inside ? fabs(next / alpha - 1) : INFINITY;
        if (!inside && isinf(high))
            next = 4 * alpha;
        else if (!inside)
            next = low > 0 ? sqrt(low * high) : 0.25 * high;
        /* Where the score is rounding its sign decides nothing, and Newton's step may leave a bracket that
         * is narrow enough itself. */
        if (low > 0 && high / low - 1 <= LAST_ALPHA_STEP)
            size = 0;
        alpha = next;
    }
    return tt_fail(err, TT_ENOCONV,
                   "the dispersion of the negative binomial did not settle (alpha %.3g): use "
                   "quasi-Poisson",
                   alpha);
}

tt_status tt__negbin_maximise(const tt__glm_model *model, const tt__counts *counts, bool warm,
                              tt__negbin_fit *fit, tt_error *err)
{
    tt__glm_model own = *model;
    own.alpha = 0;
    double beta[TT__GLM_COLUMNS];
    memcpy(beta, fit->glm.beta, sizeof beta);
    *fit = (tt__negbin_fit){0};
    tt__glm_start(&own, counts, &fit->glm);
    if (warm)
        memcpy(fit->glm.beta, beta, sizeof beta);
    tt_status status = tt__glm_maximise(&own, &fit->glm, err);
    if (status)
        return status;
    double moment;
    poisson_scatter(&own, fit->glm.beta, &fit->score_at_zero, &moment);
    if (fit->score_at_zero > 0)
        return solve_alpha(&own, moment, fit, err);
    fit->boundary = true;
    fit->loglik = log_likelihood(&own, fit->glm.beta);
    return TT_OK;
}
