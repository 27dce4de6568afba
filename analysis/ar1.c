/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A line with AR(1) errors.
 *
 * For a given rho each year is freed of what it takes over from the year before, d steps earlier:
 *
 *     z_1 = sqrt(1 - rho^2) y_1,      z_i = (y_i - rho^d y_{i-1})/sqrt(v_i)
 *     v_i = (1 - rho^(2d))/(1 - rho^2) = 1 + rho^2 + ... + rho^(2(d-1)),  1 for neighbours
 *
 * and the same with the two columns of the line, Z. Least squares on z has independent errors of equal
 * variance. Then rho:
 *
 *     Prais-Winsten   rho = sum e_i e_{i-1}/sum e_{i-1}^2 over neighbours, e the residuals of the line in
 *                     the years themselves; line and rho in turn until rho stands still
 *     ML              greatest -n/2 ln rss + ln(1 - rho^2)/2 - sum ln(v_i)/2
 *     REML            greatest -(n - 2)/2 ln rss + ln(1 - rho^2)/2 - sum ln(v_i)/2 - ln det(Z'Z)/2
 *
 * The line takes two degrees of freedom, and slow waves with them: the first two rhos are too small by
 * about (2 + 4 rho)/n. REML reckons with that. Its likelihood is searched from a grid on, because it can
 * have two maxima, and the derivative is exact. */
#include "tiptrend/ar1.h"

#include <math.h>
#include <stdbool.h>

#include "level_core.h"
#include "linreg_core.h"
#include "tiptrend/memory.h"

#define SETTLED 1e-13 /* change of rho in one round of Prais-Winsten */
#define LARGEST_RHO                                                                                \
    0.995 /* closer to 1, errors of n <= 200 years cannot be told from a random walk */

enum { MOST_ROUNDS = 1000, GRID = 100, BISECTIONS = 60, MOST_STEPS = 200 };

typedef struct series {
    const tt_points *points;
    size_t n;
    double centre;
    double *y;        /* y[n] */
    double *steps;    /* steps[n]: years since the point before, in steps; steps[0] is not used */
    double *residual; /* residual[n]: y less the line */
    size_t pairs;
} series;

/* The line for one rho. */
typedef struct line {
    double rho;
    double intercept; /* at the centre */
    double slope;
    double rss;
    double loglik;
    double restricted;  /* log-likelihood of what the line leaves over, but for a constant */
    double variance[2]; /* of intercept and slope, for sigma = 1 */
} line;

/* How year i hangs on the year before: what it takes over, the variance of what is new, and the
 * derivatives of both in rho. The first year takes nothing over. */
typedef struct link {
    long double carry, carry_slope;
    long double variance, variance_slope; /* in units of that of neighbours */
} link;

static link link_at(const series *s, double rho, size_t i)
{
    long double square = (long double)rho * rho;
    if (i == 0)
        return (link){.variance = 1 / (1 - square),
                      .variance_slope = 2 * rho / ((1 - square) * (1 - square))};
    double d = s->steps[i];
    if (d == 1)
        return (link){.carry = rho, .carry_slope = 1, .variance = 1};
    link l = {.carry = powl(rho, d), .carry_slope = d * powl(rho, d - 1), .variance = 1};
    for (double k = 1; k < d; k++) {
        l.variance += powl(rho, 2 * k);
        l.variance_slope += 2 * k * powl(rho, 2 * k - 1);
    }
    return l;
}

/* Sums of the transformed columns 1 and time with each other and with y, and the derivatives in rho of
 * the first three. */
typedef struct moments {
    long double cc, ct, tt, cy, ty;
    long double cc_slope, ct_slope, tt_slope;
    long double log_variances;
} moments;

static moments add_up(const series *s, double rho)
{
    moments m = {0};
    for (size_t i = 0; i < s->n; i++) {
        link l = link_at(s, rho, i);
        long double root = sqrtl(l.variance);
        long double before = i ? s->points->time[i - 1] - s->centre : 0;
        long double y_before = i ? s->y[i - 1] : 0;
        long double c = (1 - l.carry) / root;
        long double t = (s->points->time[i] - s->centre - l.carry * before) / root;
        long double y = (s->y[i] - l.carry * y_before) / root;
        long double shrink = l.variance_slope / (2 * l.variance);
        long double c_slope = -(i ? l.carry_slope : 0) / root - c * shrink;
        long double t_slope = -l.carry_slope * before / root - t * shrink;
        m.cc += c * c;
        m.ct += c * t;
        m.tt += t * t;
        m.cy += c * y;
        m.ty += t * y;
        m.cc_slope += 2 * c * c_slope;
        m.ct_slope += c * t_slope + t * c_slope;
        m.tt_slope += 2 * t * t_slope;
        m.log_variances += logl(l.variance);
    }
    return m;
}

/* What is new in year i, from the residuals. */
static long double new_in(const series *s, const link *l, size_t i)
{
    return s->residual[i] - (i ? l->carry * s->residual[i - 1] : 0);
}

static long double innovations(const series *s, double rho)
{
    long double rss = 0;
    for (size_t i = 0; i < s->n; i++) {
        link l = link_at(s, rho, i);
        long double e = new_in(s, &l, i);
        rss += e * e / l.variance;
    }
    return rss;
}

/* The best line for this rho; its residuals go to s->residual. */
static line fit_line(const series *s, double rho)
{
    moments m = add_up(s, rho);
    long double determinant = m.cc * m.tt - m.ct * m.ct;
    long double intercept = (m.tt * m.cy - m.ct * m.ty) / determinant;
    long double slope = (m.cc * m.ty - m.ct * m.cy) / determinant;
    for (size_t i = 0; i < s->n; i++)
        s->residual[i] =
            (double)(s->y[i] - intercept - slope * (s->points->time[i] - (long double)s->centre));
    double n = (double)s->n;
    line l = {.rho = rho,
              .intercept = (double)intercept,
              .slope = (double)slope,
              .rss = (double)innovations(s, rho),
              .variance = {(double)(m.tt / determinant), (double)(m.cc / determinant)}};
    l.loglik = -0.5 * (n * (log(2 * acos(-1) * l.rss / n) + 1) + (double)m.log_variances);
    l.restricted = -0.5 * ((n - 2) * log(l.rss) + (double)(m.log_variances + logl(determinant)));
    return l;
}

static double rho_of_residuals(const series *s)
{
    long double products = 0;
    long double squares = 0;
    for (size_t i = 1; i < s->n; i++) {
        if (s->steps[i] != 1)
            continue;
        products += (long double)s->residual[i] * s->residual[i - 1];
        squares += (long double)s->residual[i - 1] * s->residual[i - 1];
    }
    return squares > 0 ? (double)(products / squares) : 0;
}

static tt_status drifting(double rho, tt_error *err)
{
    return tt_fail(
        err, TT_ENOFIT,
        "neighbouring years are correlated by %.3g, which is no steady scatter around a line: "
        "compare changes from year to year, or look for joinpoints",
        rho);
}

static tt_status prais_winsten(const series *s, line *l, tt_ar1 *out, tt_error *err)
{
    for (out->iterations = 1; out->iterations <= MOST_ROUNDS; out->iterations++) {
        double rho = rho_of_residuals(s);
        if (!(fabs(rho) < LARGEST_RHO))
            return drifting(rho, err);
        double change = fabs(rho - l->rho);
        *l = fit_line(s, rho);
        if (change <= SETTLED)
            return TT_OK;
    }
    return tt_fail(
        err, TT_ENOCONV,
        "rho did not stand still in %d rounds of Prais and Winsten (last %.6g): use maximum "
        "likelihood",
        (int)MOST_ROUNDS, l->rho);
}

/* Derivative of the likelihood in rho. The line moves with rho too, but at its best that does not
 * count. */
static double score(const series *s, double rho, bool restricted)
{
    (void)fit_line(s, rho);
    long double of_rss = 0;
    long double of_variances = 0;
    long double rss = 0;
    for (size_t i = 0; i < s->n; i++) {
        link l = link_at(s, rho, i);
        long double e = new_in(s, &l, i);
        long double e_slope = i ? -l.carry_slope * s->residual[i - 1] : 0;
        long double growth = l.variance_slope / l.variance;
        rss += e * e / l.variance;
        of_rss += (2 * e * e_slope - e * e * growth) / l.variance;
        of_variances += growth;
    }
    long double df = (long double)s->n - (restricted ? 2 : 0);
    long double sum = df * of_rss / rss + of_variances;
    if (restricted) {
        moments m = add_up(s, rho);
        sum += (m.cc_slope * m.tt + m.cc * m.tt_slope - 2 * m.ct * m.ct_slope) /
               (m.cc * m.tt - m.ct * m.ct);
    }
    return (double)(-0.5L * sum);
}

static tt_status most_likely(const series *s, bool restricted, line *l, tt_ar1 *out, tt_error *err)
{
    const double step = 2 * LARGEST_RHO / GRID;
    double best = 0;
    double height = -INFINITY;
    for (int i = 0; i <= GRID; i++) {
        double rho = -LARGEST_RHO + i * step;
        line here = fit_line(s, rho);
        double value = restricted ? here.restricted : here.loglik;
        if (value > height) {
            height = value;
            best = rho;
        }
    }
    double low = fmax(-LARGEST_RHO, best - step);
    double high = fmin(LARGEST_RHO, best + step);
    if (!(score(s, low, restricted) > 0 && score(s, high, restricted) < 0))
        return drifting(best, err);
    for (out->iterations = 0; out->iterations < BISECTIONS; out->iterations++) {
        double middle = 0.5 * (low + high);
        if (score(s, middle, restricted) > 0)
            low = middle;
        else
            high = middle;
    }
    *l = fit_line(s, 0.5 * (low + high));
    return TT_OK;
}

/* ---- the call ---- */

static tt_status prepare(const tt__response *r, series *s, tt_error *err)
{
    const tt_points *p = r->points;
    double step = tt__shortest_step(p);
    s->points = p;
    s->n = p->n;
    s->centre = tt__mean_time(p);
    for (size_t i = 0; i < p->n; i++) {
        s->y[i] = (double)tt__response_at(r, i);
        if (i == 0)
            continue;
        s->steps[i] = tt__steps_between(p->time[i - 1], p->time[i], step);
        s->pairs += s->steps[i] == 1;
        if (s->steps[i] != floor(s->steps[i]) || s->steps[i] > MOST_STEPS)
            return tt_fail(
                err, TT_EDOMAIN,
                "%g and %g are %.3g steps apart; AR(1) errors need whole steps, at most %d",
                p->time[i - 1], p->time[i], s->steps[i], (int)MOST_STEPS);
    }
    if (s->pairs < TT_AR1_MIN_PAIRS)
        return tt_fail(
            err, TT_ETOOFEW,
            "%zu pairs of neighbouring years; rho needs at least %d: the gaps are too many",
            s->pairs, TT_AR1_MIN_PAIRS);
    return TT_OK;
}

static void fill(const tt__response *r, const series *s, const line *l, tt_ar1 *out)
{
    tt_trend *t = &out->trend;
    double n = (double)s->n;
    double mean = 0;
    for (size_t i = 0; i < s->n; i++)
        mean += s->y[i] / n;
    out->rho = l->rho;
    out->sigma = sqrt(l->rss / (n - 2));
    out->loglik = l->loglik;
    out->pairs = s->pairs;
    t->n = s->n;
    t->centre = s->centre;
    t->intercept = l->intercept;
    t->intercept_se = out->sigma * sqrt(l->variance[0]);
    t->slope.value = l->slope;
    t->slope_se = out->sigma * sqrt(l->variance[1]);
    t->df = n - 2;
    t->notes |= tt__response_notes(r->points);
    if (t->notes & TT_NOTE_PERFECT_FIT) {
        out->rho = out->loglik = NAN;
        out->sigma = t->slope_se = t->intercept_se = 0;
    }
    if (s->n < TT_AR1_ADVISED_N)
        t->notes |= TT_NOTE_SMALL_N_SE;
    if (fabs(out->rho) > 2 / sqrt(n))
        t->notes |= TT_NOTE_SERIAL;
    tt__trend_finish(t, mean, r->scale, NULL);
}

static tt_status fit_series(const tt__response *r, tt_ar1_method method, series *s, tt_ar1 *out,
                            tt_error *err)
{
    tt_status status = prepare(r, s, err);
    if (status)
        return status;
    double largest = 0;
    for (size_t i = 0; i < s->n; i++)
        largest = fmax(largest, fabs(s->y[i]));
    line l = fit_line(s, 0);
    if (sqrt(l.rss / (double)s->n) <= TT__PERFECT * largest)
        out->trend.notes |= TT_NOTE_PERFECT_FIT;
    else if (method == TT_AR1_PRAIS_WINSTEN)
        status = prais_winsten(s, &l, out, err);
    else
        status = most_likely(s, method == TT_AR1_REML, &l, out, err);
    if (!status)
        fill(r, s, &l, out);
    return status;
}

tt_status tt_ar1_fit(const tt_points *points, const tt_ar1_options *options, tt_ar1 *out,
                     tt_error *err)
{
    static const tt_ar1_options defaults = {0};
    const tt_ar1_options *o = options ? options : &defaults;
    *out = (tt_ar1){0};
    tt__response r = {points, NULL, o->scale};
    tt_status status = tt__response_check(&r, TT_AR1_MIN_N, "a line with AR(1) errors", err);
    double conf = 0;
    if (!status)
        status = tt__conf_check(o->conf, &conf, err);
    if (!status && (unsigned)o->method > TT_AR1_REML)
        status = tt_fail(err, TT_EUSAGE, "no method %d for AR(1) errors", (int)o->method);
    if (status)
        return status;
    double *block = tt_calloc(3 * points->n, sizeof *block);
    if (!block)
        return tt_fail(err, TT_ENOMEM, "no memory for a line with AR(1) errors");
    series s = {.y = block, .steps = block + points->n, .residual = block + 2 * points->n};
    tt_ar1 fit = {.trend.conf = conf};
    status = fit_series(&r, o->method, &s, &fit, err);
    if (!status)
        *out = fit;
    tt_free(block);
    return status;
}
