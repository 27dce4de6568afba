/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Polynomial trends.
 *
 *     g(value) = b0 + b1 d + b2 d^2 + b3 d^3,   d = time - mean year
 *
 * by least squares in doubled precision (lsq_core), a straight line with classic standard errors by sums in
 * that of long double (linreg_core). The trend of a curve is its slope in the last year,
 * b1 + 2 b2 d + 3 b3 d^2, with the standard error that the covariance of the three gives.
 *
 * Where it turns: the slope is 0 at d*. The limits of d* are all years near it whose slope cannot be
 * told from 0, |slope(d)| <= t se(slope(d)): Fieller's limits, carried over to degree 3. Unlike those of
 * the delta method they are infinite when the curvature itself cannot be told from 0.
 *
 * AICc = -2 loglik + 2 K + 2 K (K + 1)/(n - K - 1), K = degree + 2 (the variance counts). */
#include "tiptrend/polyreg.h"

#include <math.h>
#include <string.h>

#include <gsl/gsl_poly.h>

#include "glm_core.h"
#include "level_core.h"
#include "linreg_core.h"
#include "lsq_core.h"
#include "sandwich_core.h"
#include "tiptrend/memory.h"

enum { TERMS = TT_POLYREG_MOST_DEGREE + 1, QUARTIC = 5 };

/* A root whose imaginary part is below this part of it is real. */
#define REAL_ROOT 1e-9

/* Slope at d and its variance. */
static double slope_at(const tt_polyreg *fit, double d, double *variance)
{
    size_t p = fit->degree + 1;
    double gradient[TERMS] = {0};
    double power = 1;
    for (size_t k = 1; k < p; k++) {
        gradient[k] = (double)k * power;
        power *= d;
    }
    double slope = 0;
    *variance = 0;
    for (size_t j = 1; j < p; j++) {
        slope += gradient[j] * fit->coefficient[j];
        for (size_t l = 1; l < p; l++)
            *variance += gradient[j] * gradient[l] * fit->covariance[j * p + l];
    }
    return slope;
}

/* ---- turning points ---- */

/* Coefficients of slope(d)^2 - q^2 Var slope(d), a polynomial of degree 2 (degree - 1) in d. */
static void slope_test(const tt_polyreg *fit, double q, double poly[QUARTIC])
{
    size_t p = fit->degree + 1;
    memset(poly, 0, QUARTIC * sizeof *poly);
    for (size_t j = 1; j < p; j++)
        for (size_t l = 1; l < p; l++)
            poly[j - 1 + l - 1] += (double)(j * l) * (fit->coefficient[j] * fit->coefficient[l] -
                                                      q * q * fit->covariance[j * p + l]);
}

/* The nearest years on both sides in which the slope begins to differ from 0. */
static tt_status turning_limits(const tt_polyreg *fit, double d, tt_estimate *time, tt_error *err)
{
    const tt_trend *t = &fit->trend;
    size_t degree = 2 * (fit->degree - 1);
    double poly[QUARTIC];
    slope_test(fit, tt__glm_critical(t->conf, t->df), poly);
    time->low = -INFINITY;
    time->high = INFINITY;
    if (!(poly[degree] > 0)) /* far out no slope can be told from 0 */
        return TT_OK;
    double roots[2 * (QUARTIC - 1)];
    gsl_poly_complex_workspace *work = gsl_poly_complex_workspace_alloc(degree + 1);
    if (!work)
        return tt_fail(err, TT_ENOMEM, "no memory for the limits of a turning point");
    int failed = gsl_poly_complex_solve(poly, degree + 1, work, roots);
    gsl_poly_complex_workspace_free(work);
    for (size_t k = 0; k < degree && !failed; k++) {
        double root = roots[2 * k];
        if (fabs(roots[2 * k + 1]) > REAL_ROOT * fmax(1, fabs(root)))
            continue;
        if (root <= d)
            time->low = fmax(time->low, t->centre + root);
        else
            time->high = fmin(time->high, t->centre + root);
    }
    return TT_OK;
}

static tt_status add_turn(tt_polyreg *fit, double d, tt_error *err)
{
    double bend = 2 * fit->coefficient[2] + 6 * fit->coefficient[3] * d;
    if (!isfinite(d) || bend == 0)
        return TT_OK;
    tt_turning_point *turn = &fit->turn[fit->turns++];
    turn->peak = bend < 0;
    turn->time = (tt_estimate){fit->trend.centre + d, fit->trend.centre + d, fit->trend.centre + d};
    if (fit->trend.notes & TT_NOTE_PERFECT_FIT)
        return TT_OK;
    return turning_limits(fit, d, &turn->time, err);
}

static tt_status find_turns(tt_polyreg *fit, tt_error *err)
{
    const double *b = fit->coefficient;
    double first, second;
    int count = 0;
    if (fit->degree == 2 || (fit->degree == 3 && b[3] == 0))
        count = gsl_poly_solve_quadratic(0, 2 * b[2], b[1], &first, &second);
    else if (fit->degree == 3)
        count = gsl_poly_solve_quadratic(3 * b[3], 2 * b[2], b[1], &first, &second);
    tt_status status = TT_OK;
    if (count > 0)
        status = add_turn(fit, first, err);
    if (!status && count > 1 && second > first)
        status = add_turn(fit, second, err);
    return status;
}

/* ---- the fit ---- */

static void add_likelihood(size_t points, const double *weights, tt_polyreg *out)
{
    double n = (double)points;
    double k = (double)out->degree + 2;
    out->loglik = out->aicc = NAN;
    if (!(out->rss > 0))
        return;
    out->loglik = -0.5 * n * (log(2 * acos(-1) * out->rss / n) + 1);
    for (size_t i = 0; weights && i < points; i++)
        out->loglik += 0.5 * log(weights[i]);
    if (n - k - 1 > 0)
        out->aicc = -2 * out->loglik + 2 * k + 2 * k * (k + 1) / (n - k - 1);
}

/* Completes a fit in which coefficients, covariance, rss, sigma and R2 are set. Turning points are not looked for. */
static void finish(const tt__response *r, double mean, tt_notes notes, tt_critical *critical,
                   tt_polyreg *out)
{
    enum { FEW_DF = 4 };
    tt_trend *t = &out->trend;
    size_t n = r->points->n;
    size_t p = out->degree + 1;
    add_likelihood(n, r->weights, out);
    double variance;
    t->slope.value = slope_at(out, r->points->time[n - 1] - t->centre, &variance);
    t->slope_se = sqrt(variance);
    t->intercept = out->coefficient[0];
    t->intercept_se = sqrt(out->covariance[0]);
    t->n = n;
    t->df = (double)(n - p);
    t->notes = tt__response_notes(r->points) | notes;
    if (n < p + FEW_DF)
        t->notes |= TT_NOTE_SMALL_N;
    tt__trend_finish(t, mean, r->scale, critical);
    if (isnan(t->slope_se))
        t->notes |= TT_NOTE_NO_LIMITS;
}

static tt_status fit_response(const tt__response *r, const tt_polyreg_options *o, tt_polyreg *out,
                              tt_error *err)
{
    size_t n = r->points->n;
    size_t p = out->degree + 1;
    double *y = tt_calloc(n, sizeof *y);
    if (!y)
        return tt_fail(err, TT_ENOMEM, "no memory for %zu points", n);
    double mean = 0;
    for (size_t i = 0; i < n; i++) {
        y[i] = (double)tt__response_at(r, i);
        mean += y[i] / (double)n;
    }
    tt_lsq_design design = {.n = n,
                            .columns = p,
                            .x = r->points->time,
                            .powers = true,
                            .centre = out->trend.centre,
                            .weights = r->weights};
    tt__sandwich sandwich = {.kind = o->se,
                             .time = r->points->time,
                             .step = tt__shortest_step(r->points),
                             .lags = o->lags ? o->lags : tt__newey_west_lags(n),
                             .adjust = o->adjust};
    tt_lsq lsq = {0};
    tt_status status = tt_lsq_fit(&design, y, &lsq, err);
    if (!status)
        status = tt__sandwich_covariance(&lsq, &sandwich, out->covariance, err);
    if (!status) {
        memcpy(out->coefficient, lsq.beta, p * sizeof *lsq.beta);
        out->rss = lsq.rss;
        out->sigma = lsq.sigma;
        out->r_squared = lsq.r_squared;
        finish(r, mean, lsq.notes, o->critical, out);
        status = find_turns(out, err);
        out->lags = o->se == TT_SE_NEWEY_WEST ? sandwich.lags : 0;
        if (o->se != TT_SE_CLASSIC && n < TT_SE_ADVISED_N)
            out->trend.notes |= TT_NOTE_SMALL_N_SE;
    }
    tt_lsq_clear(&lsq);
    tt_free(y);
    return status;
}

/* ---- a straight line ---- */

/* Scatter of a line, judged as least squares judges it (lsq.c). */
static tt_notes judge_line(const tt__line_sums *s, size_t n, tt_polyreg *out)
{
    long double rounding = TT__LSQ_ROUNDING * s->largest;
    bool perfect = sqrtl(s->rss / s->weight) <= rounding;
    bool flat = sqrtl(s->syy / s->weight) <= rounding;
    out->rss = perfect ? 0 : (double)s->rss;
    out->r_squared = perfect ? 1 : (double)(1 - s->rss / s->syy);
    if (flat)
        out->r_squared = NAN;
    out->sigma = n == 2 ? NAN : perfect ? 0 : (double)sqrtl(s->rss / (long double)(n - 2));
    return n == 2 ? TT_NOTE_NO_LIMITS : perfect ? TT_NOTE_PERFECT_FIT : 0;
}

/* A line with classic standard errors, the most frequent fit of all, needs sums only. */
static tt_status fit_line(const tt__response *r, tt_critical *critical, tt_polyreg *out,
                          tt_error *err)
{
    enum { FEW = 64 };
    size_t n = r->points->n;
    long double room[FEW];
    long double *y = n > FEW ? tt_calloc(n, sizeof *y) : room;
    if (!y)
        return tt_fail(err, TT_ENOMEM, "no memory for %zu points", n);
    long double mean = 0;
    for (size_t i = 0; i < n; i++) {
        y[i] = tt__response_rounded(r, i);
        mean += y[i];
    }
    tt__line_sums s = tt__line_add_up(r, y, out->trend.centre);
    if (y != room)
        tt_free(y);
    if (!isfinite((double)s.sxx) || !isfinite((double)s.syy))
        return tt_fail(err, TT_EDOMAIN, "the figures are too large for a line");
    long double slope = s.sxy / s.sxx;
    out->coefficient[0] = (double)(s.y - slope * s.x);
    out->coefficient[1] = (double)slope;
    tt_notes notes = judge_line(&s, n, out);
    long double variance = (long double)out->sigma * out->sigma;
    out->covariance[0] = (double)(variance * (1 / s.weight + s.x * s.x / s.sxx));
    out->covariance[1] = out->covariance[2] = (double)(-variance * s.x / s.sxx);
    out->covariance[3] = (double)(variance / s.sxx);
    finish(r, (double)(mean / (long double)n), notes, critical, out);
    return TT_OK;
}

tt_status tt_polyreg_fit(const tt_points *points, const tt_polyreg_options *options,
                         tt_polyreg *out, tt_error *err)
{
    static const tt_polyreg_options defaults = {0};
    const tt_polyreg_options *o = options ? options : &defaults;
    *out = (tt_polyreg){0};
    size_t degree = o->degree ? o->degree : 1;
    if (degree > TT_POLYREG_MOST_DEGREE)
        return tt_fail(err, TT_EUSAGE, "a polynomial of degree %zu; 1 to %d", degree,
                       TT_POLYREG_MOST_DEGREE);
    if ((unsigned)o->se > TT_SE_NEWEY_WEST)
        return tt_fail(err, TT_EUSAGE, "no kind %d of standard errors; see tt_se_kind", (int)o->se);
    tt__response r = {points, o->weights, o->scale};
    tt_status status = tt__response_check(&r, degree + 1, "this polynomial", err);
    double conf = 0;
    if (!status)
        status = tt__conf_check(o->conf, &conf, err);
    if (!status && o->lags >= points->n)
        status =
            tt_fail(err, TT_EUSAGE, "%zu lags of %zu points; at most n - 1", o->lags, points->n);
    if (status)
        return status;
    tt_polyreg fit = {.degree = degree, .trend = {.centre = tt__mean_time(points), .conf = conf}};
    if (degree == 1 && o->se == TT_SE_CLASSIC)
        status = fit_line(&r, o->critical, &fit, err);
    else
        status = fit_response(&r, o, &fit, err);
    if (!status)
        *out = fit;
    return status;
}

tt_estimate tt_polyreg_at(const tt_polyreg *fit, tt_linreg_scale scale, double time)
{
    size_t p = fit->degree + 1;
    double d = time - fit->trend.centre;
    double power[TERMS] = {1};
    for (size_t k = 1; k < p; k++)
        power[k] = power[k - 1] * d;
    double value = 0;
    double variance = 0;
    for (size_t j = 0; j < p; j++) {
        value += fit->coefficient[j] * power[j];
        for (size_t l = 0; l < p; l++)
            variance += power[j] * power[l] * fit->covariance[j * p + l];
    }
    double reach = tt__glm_critical(fit->trend.conf, fit->trend.df) * sqrt(fmax(0, variance));
    if (isnan(variance))
        reach = NAN;
    if (variance == 0)
        reach = 0;
    if (scale == TT_LINREG_LOG)
        return (tt_estimate){exp(value), exp(value - reach), exp(value + reach)};
    return (tt_estimate){value, value - reach, value + reach};
}

tt_status tt_polyreg_compare(const tt_points *points, const tt_polyreg_options *options,
                             tt_polyreg_choice *out, tt_error *err)
{
    tt_polyreg_options o = options ? *options : (tt_polyreg_options){0};
    double smallest = INFINITY;
    *out = (tt_polyreg_choice){0};
    for (size_t k = 0; k < TT_POLYREG_MOST_DEGREE; k++)
        out->aicc[k] = out->delta[k] = NAN;
    for (size_t k = 0; k < TT_POLYREG_MOST_DEGREE; k++) {
        if (k > 0 && points->n < k + 1 + 4)
            continue;
        tt_polyreg fit;
        o.degree = k + 1;
        tt_status status = tt_polyreg_fit(points, &o, &fit, err);
        if (status)
            return status;
        out->aicc[k] = fit.aicc;
        if (fit.trend.notes & TT_NOTE_PERFECT_FIT) {
            out->best = k + 1;
            out->weight[k] = 1;
            return TT_OK;
        }
        if (fit.aicc < smallest) {
            smallest = fit.aicc;
            out->best = k + 1;
        }
    }
    double sum = 0;
    for (size_t k = 0; k < TT_POLYREG_MOST_DEGREE; k++) {
        out->delta[k] = out->aicc[k] - smallest;
        out->weight[k] = isnan(out->aicc[k]) ? 0 : exp(-0.5 * out->delta[k]);
        sum += out->weight[k];
    }
    for (size_t k = 0; k < TT_POLYREG_MOST_DEGREE && sum > 0; k++)
        out->weight[k] /= sum;
    return TT_OK;
}
