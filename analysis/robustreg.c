/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Robust lines by M-estimation.
 *
 * From the least-squares line on: s = median |e|/0.6745, weights w = psi(e/s)/(e/s), weighted line,
 * until nothing moves. With u = e/s, S = sum (w e)^2/(n - 2), m the mean and v the variance of psi'(u):
 *
 *     se(b) = sqrt(S) (1 + 2 v/(n m^2))/m * 1/sqrt(Sxx)              (Huber; summary.rlm of MASS)
 *
 * GSL's routine is offered beside it, since both are in use. It divides residuals by sqrt(1 - h), and its
 * sigma is a mean of the robust one and that of least squares, so that one wild year in eleven blows the
 * standard error up twentyfold: MASS's is the default. */
#include "tiptrend/robustreg.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include <gsl/gsl_errno.h>
#include <gsl/gsl_multifit.h>

#include "level_core.h"
#include "linreg_core.h"
#include "rank_core.h"
#include "tiptrend/memory.h"

#define BISQUARE_TUNING  4.685 /* 95 % efficiency at the normal distribution, as is the next */
#define HUBER_TUNING     1.345
#define MEDIAN_OF_NORMAL 0.6745 /* of |Z|, to the digits that MASS and GSL use */

/* Change of the residuals, relative, at which nothing moves any more; about what rounding leaves. */
#define SETTLED 1e-14

enum { MOST_ROUNDS = 5000, UNDAMPED_ROUNDS = 200, LEAST_POINTS = 3, ASYMPTOTIC_N = 20 };

typedef struct work {
    size_t n;
    const double *time;
    double centre;
    double *y;        /* y[n] */
    double *residual; /* residual[n] */
    double *weight;   /* weight[n] */
    double *size;     /* size[n], for medians */
    double intercept; /* at the centre */
    double slope;
    double sigma;
} work;

static double weight_of(tt_robust_psi psi, double u)
{
    if (psi == TT_ROBUST_HUBER)
        return fabs(u) <= HUBER_TUNING ? 1 : HUBER_TUNING / fabs(u);
    double t = u / BISQUARE_TUNING;
    return fabs(t) < 1 ? (1 - t * t) * (1 - t * t) : 0;
}

static double psi_slope(tt_robust_psi psi, double u)
{
    if (psi == TT_ROBUST_HUBER)
        return fabs(u) <= HUBER_TUNING;
    double t = (u / BISQUARE_TUNING) * (u / BISQUARE_TUNING);
    return t < 1 ? (1 - t) * (1 - 5 * t) : 0;
}

/* Weighted line and its residuals. Returns how far these have moved, relative to their size. */
static double fit_line(work *w)
{
    long double sum = 0, x = 0, y = 0, sxx = 0, sxy = 0;
    for (size_t i = 0; i < w->n; i++) {
        sum += w->weight[i];
        x += w->weight[i] * (w->time[i] - w->centre);
        y += w->weight[i] * w->y[i];
    }
    x /= sum;
    y /= sum;
    for (size_t i = 0; i < w->n; i++) {
        long double d = w->time[i] - w->centre - x;
        sxx += w->weight[i] * d * d;
        sxy += w->weight[i] * d * (w->y[i] - y);
    }
    long double slope = sxy / sxx;
    double moved = 0;
    double before = 0;
    for (size_t i = 0; i < w->n; i++) {
        double e = (double)(w->y[i] - y - slope * (w->time[i] - w->centre - x));
        before += w->residual[i] * w->residual[i];
        moved += (e - w->residual[i]) * (e - w->residual[i]);
        w->residual[i] = e;
    }
    w->slope = (double)slope;
    w->intercept = (double)(y - slope * x);
    return sqrt(moved / fmax(DBL_MIN, before));
}

static double median_size(const work *w)
{
    for (size_t i = 0; i < w->n; i++)
        w->size[i] = fabs(w->residual[i]);
    return tt__median(w->size, w->n) / MEDIAN_OF_NORMAL;
}

static double largest_value(const work *w)
{
    double largest = 0;
    for (size_t i = 0; i < w->n; i++)
        largest = fmax(largest, fabs(w->y[i]));
    return largest;
}

/* Huber's variance of the slope and the intercept, through the sums of squares of time. */
static void mass_errors(const work *w, tt_robust_psi psi, double sxx, tt_robustreg *out)
{
    double n = (double)w->n;
    double squares = 0;
    double mean = 0;
    double spread = 0;
    for (size_t i = 0; i < w->n; i++) {
        double part = w->weight[i] * w->residual[i];
        squares += part * part;
        mean += psi_slope(psi, w->residual[i] / w->sigma) / n;
    }
    for (size_t i = 0; i < w->n; i++) {
        double d = psi_slope(psi, w->residual[i] / w->sigma) - mean;
        spread += d * d / (n - 1);
    }
    double sigma = sqrt(squares / (n - 2)) * (1 + 2 * spread / (n * mean * mean)) / mean;
    out->trend.slope_se = sigma / sqrt(sxx);
    out->trend.intercept_se = sigma / sqrt(n);
}

static tt_status fit_mass(work *w, tt_robust_psi psi, double sxx, tt_robustreg *out, tt_error *err)
{
    double rounding = TT__PERFECT * largest_value(w);
    for (size_t i = 0; i < w->n; i++)
        w->weight[i] = 1;
    (void)fit_line(w);
    for (out->iterations = 1; out->iterations <= MOST_ROUNDS; out->iterations++) {
        double before = w->sigma;
        w->sigma = median_size(w);
        if (out->iterations > UNDAMPED_ROUNDS && w->sigma > 0)
            w->sigma = sqrt(before * w->sigma); /* the median jumps to and fro: meet it halfway */
        if (w->sigma <= rounding) {
            out->trend.notes |= TT_NOTE_PERFECT_FIT;
            out->trend.slope_se = out->trend.intercept_se = w->sigma = 0;
            return TT_OK;
        }
        for (size_t i = 0; i < w->n; i++)
            w->weight[i] = weight_of(psi, w->residual[i] / w->sigma);
        if (fit_line(w) <= SETTLED) {
            mass_errors(w, psi, sxx, out);
            return TT_OK;
        }
    }
    return tt_fail(
        err, TT_ENOCONV,
        "the robust line did not settle in %d rounds: the years fall into groups with lines "
        "of their own; use Theil-Sen or look for a break",
        (int)MOST_ROUNDS);
}

/* ---- GSL ---- */

typedef struct gsl_parts {
    gsl_multifit_robust_workspace *robust;
    gsl_matrix *x, *covariance;
    gsl_vector *y, *beta;
} gsl_parts;

static void free_parts(gsl_parts *g)
{
    if (g->robust)
        gsl_multifit_robust_free(g->robust);
    if (g->x)
        gsl_matrix_free(g->x);
    if (g->covariance)
        gsl_matrix_free(g->covariance);
    if (g->y)
        gsl_vector_free(g->y);
    if (g->beta)
        gsl_vector_free(g->beta);
}

static tt_status run_gsl(work *w, gsl_parts *g, double sxx, tt_robustreg *out, tt_error *err)
{
    enum { ROUNDS = 1000 };
    double rms = sqrt(sxx / (double)w->n);
    for (size_t i = 0; i < w->n; i++) {
        gsl_matrix_set(g->x, i, 0, 1);
        gsl_matrix_set(g->x, i, 1, (w->time[i] - w->centre) / rms);
        gsl_vector_set(g->y, i, w->y[i]);
    }
    (void)gsl_multifit_robust_maxiter(ROUNDS, g->robust);
    int failed = gsl_multifit_robust(g->x, g->y, g->beta, g->covariance, g->robust);
    gsl_multifit_robust_stats stats = gsl_multifit_robust_statistics(g->robust);
    out->iterations = stats.numit;
    if (failed)
        return tt_fail(err, TT_ENOCONV,
                       "the robust line did not settle in %zu rounds (GSL: %s); use Theil-Sen",
                       stats.numit, gsl_strerror(failed));
    w->sigma = stats.sigma;
    w->intercept = gsl_vector_get(g->beta, 0);
    w->slope = gsl_vector_get(g->beta, 1) / rms;
    out->trend.intercept_se = sqrt(gsl_matrix_get(g->covariance, 0, 0));
    out->trend.slope_se = sqrt(gsl_matrix_get(g->covariance, 1, 1)) / rms;
    for (size_t i = 0; i < w->n; i++)
        w->weight[i] = gsl_vector_get(stats.weights, i);
    if (!isfinite(w->slope) || !isfinite(out->trend.slope_se))
        return tt_fail(
            err, TT_ENOFIT,
            "most years lie on one line, so that GSL finds no scatter to judge the others "
            "by: use MASS's convention or Theil-Sen");
    return TT_OK;
}

static tt_status fit_gsl(work *w, tt_robust_psi psi, double sxx, tt_robustreg *out, tt_error *err)
{
    const gsl_multifit_robust_type *type =
        psi == TT_ROBUST_HUBER ? gsl_multifit_robust_huber : gsl_multifit_robust_bisquare;
    for (size_t i = 0; i < w->n; i++)
        w->weight[i] = 1;
    (void)fit_line(w);
    if (median_size(w) <= TT__PERFECT * largest_value(w)) {
        out->trend.notes |= TT_NOTE_PERFECT_FIT;
        out->trend.slope_se = out->trend.intercept_se = 0;
        return TT_OK;
    }
    gsl_parts g = {gsl_multifit_robust_alloc(type, w->n, 2), gsl_matrix_alloc(w->n, 2),
                   gsl_matrix_alloc(2, 2), gsl_vector_alloc(w->n), gsl_vector_alloc(2)};
    tt_status status = TT_OK;
    if (!g.robust || !g.x || !g.covariance || !g.y || !g.beta)
        status = tt_fail(err, TT_ENOMEM, "no memory for a robust line");
    if (!status)
        status = run_gsl(w, &g, sxx, out, err);
    free_parts(&g);
    return status;
}

/* ---- the call ---- */

static double prepare(const tt__response *r, work *w)
{
    w->n = r->points->n;
    w->time = r->points->time;
    w->centre = tt__mean_time(r->points);
    double sxx = 0;
    for (size_t i = 0; i < w->n; i++) {
        w->y[i] = (double)tt__response_at(r, i);
        sxx += (w->time[i] - w->centre) * (w->time[i] - w->centre);
    }
    return sxx;
}

static void fill(const tt__response *r, const work *w, double *weights, tt_robustreg *out)
{
    tt_trend *t = &out->trend;
    double mean = 0;
    out->least_weight = INFINITY;
    for (size_t i = 0; i < w->n; i++) {
        mean += w->y[i] / (double)w->n;
        if (w->weight[i] < out->least_weight) {
            out->least_weight = w->weight[i];
            out->least_time = w->time[i];
        }
        out->discounted += w->weight[i] < 0.5;
        if (weights)
            weights[i] = w->weight[i];
    }
    out->sigma = w->sigma;
    t->n = w->n;
    t->centre = w->centre;
    t->intercept = w->intercept;
    t->slope.value = w->slope;
    t->df = (double)w->n - 2;
    t->notes |= tt__response_notes(r->points) | (w->n < ASYMPTOTIC_N ? TT_NOTE_ASYMPTOTIC : 0);
    tt__trend_finish(t, mean, r->scale, NULL);
}

tt_status tt_robustreg_fit(const tt_points *points, const tt_robustreg_options *options,
                           tt_robustreg *out, double *weights, tt_error *err)
{
    static const tt_robustreg_options defaults = {0};
    const tt_robustreg_options *o = options ? options : &defaults;
    *out = (tt_robustreg){0};
    tt__response r = {points, NULL, o->scale};
    tt_status status = tt__response_check(&r, LEAST_POINTS, "a robust line", err);
    double conf = 0;
    if (!status)
        status = tt__conf_check(o->conf, &conf, err);
    if (!status && ((unsigned)o->psi > TT_ROBUST_HUBER || (unsigned)o->convention > TT_ROBUST_GSL))
        status = tt_fail(err, TT_EUSAGE, "no robust method %d of convention %d", (int)o->psi,
                         (int)o->convention);
    if (status)
        return status;
    double *block = tt_calloc(4 * points->n, sizeof *block);
    if (!block)
        return tt_fail(err, TT_ENOMEM, "no memory for a robust line");
    work w = {.y = block,
              .residual = block + points->n,
              .weight = block + 2 * points->n,
              .size = block + 3 * points->n};
    double sxx = prepare(&r, &w);
    tt_robustreg fit = {.trend.conf = conf};
    if (o->convention == TT_ROBUST_GSL)
        status = fit_gsl(&w, o->psi, sxx, &fit, err);
    else
        status = fit_mass(&w, o->psi, sxx, &fit, err);
    if (!status) {
        fill(&r, &w, weights, &fit);
        *out = fit;
    }
    tt_free(block);
    return status;
}
