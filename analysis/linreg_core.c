/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "linreg_core.h"

#include <float.h>
#include <math.h>

#include "glm_core.h"
#include "rank_core.h"
#include "tiptrend/memory.h"

long double tt__response_at(const tt__response *r, size_t i)
{
    long double y = r->points->value[i];
    if (r->points->exposure)
        y /= r->points->exposure[i];
    return r->scale == TT_LINREG_LOG ? logl(y) : y;
}

double tt__response_rounded(const tt__response *r, size_t i)
{
    double y = r->points->value[i];
    if (r->points->exposure)
        y /= r->points->exposure[i];
    return r->scale == TT_LINREG_LOG ? log(y) : y;
}

static long double weight_at(const tt__response *r, size_t i)
{
    return r->weights ? r->weights[i] : 1;
}

tt__line_sums tt__line_add_up(const tt__response *r, const long double *y, double centre)
{
    const double *time = r->points->time;
    size_t n = r->points->n;
    tt__line_sums s = {0};
    for (size_t i = 0; i < n; i++) {
        long double w = weight_at(r, i);
        s.weight += w;
        s.x += w * ((long double)time[i] - centre);
        s.y += w * y[i];
    }
    s.x /= s.weight;
    s.y /= s.weight;
    for (size_t i = 0; i < n; i++) {
        long double w = weight_at(r, i);
        long double dx = (long double)time[i] - centre - s.x;
        long double dy = y[i] - s.y;
        s.sxx += w * dx * dx;
        s.sxy += w * dx * dy;
        s.syy += w * dy * dy;
        s.largest = fabsl(y[i]) > s.largest ? fabsl(y[i]) : s.largest;
    }
    long double slope = s.sxy / s.sxx;
    for (size_t i = 0; i < n; i++) {
        long double residual = y[i] - s.y - slope * ((long double)time[i] - centre - s.x);
        s.rss += weight_at(r, i) * residual * residual;
    }
    return s;
}

static tt_status check_point(const tt__response *r, size_t i, tt_error *err)
{
    const tt_points *p = r->points;
    double weight = r->weights ? r->weights[i] : 1;
    if (!isfinite(p->time[i]) || !isfinite(p->value[i]) || !isfinite(weight) ||
        (p->exposure && !isfinite(p->exposure[i])))
        return tt_fail(err, TT_ENONFINITE, "point %zu is not finite; leave missing figures out",
                       i + 1);
    tt_status status = TT_OK;
    if (i > 0 && p->time[i] <= p->time[i - 1])
        status = tt_fail(err, TT_EDOMAIN, "the years must increase; %g follows %g", p->time[i],
                         p->time[i - 1]);
    else if (weight <= 0)
        status = tt_fail(err, TT_EDOMAIN, "a weight of %g; weights are above 0", weight);
    else if (p->exposure && p->exposure[i] <= 0)
        status = tt_fail(err, TT_EDOMAIN, "an exposure of %g; it must be above 0", p->exposure[i]);
    else if (r->scale == TT_LINREG_LOG && p->value[i] <= 0)
        status =
            tt_fail(err, TT_EDOMAIN,
                    "a value of %g has no logarithm; use a linear or a Poisson trend", p->value[i]);
    if (status != TT_OK)
        tt_error_subject(err, NULL, tt__year_of(p->time[i]));
    return status;
}

/* Whether check_point has nothing to say; comparisons with not-a-number fail. */
static int is_plain(const tt__response *r, size_t i)
{
    const tt_points *p = r->points;
    double value = p->value[i];
    double exposure = p->exposure ? p->exposure[i] : 1;
    double least = r->scale == TT_LINREG_LOG ? DBL_TRUE_MIN : -DBL_MAX;
    return (value >= least) & (value <= DBL_MAX) & (exposure > 0) & (exposure <= DBL_MAX) &&
           !r->weights &&
           (i == 0 ? isfinite(p->time[0]) : p->time[i] > p->time[i - 1] && p->time[i] <= DBL_MAX);
}

tt_status tt__response_check(const tt__response *r, size_t minimum, const char *what, tt_error *err)
{
    const tt_points *p = r->points;
    if (!p || (p->n > 0 && (!p->time || !p->value)))
        return tt_fail(err, TT_EUSAGE, "no points are given: pass years and values");
    if (p->n < minimum)
        return tt_fail(err, TT_ETOOFEW, "%zu points; %s needs at least %zu", p->n, what, minimum);
    if ((unsigned)r->scale > TT_LINREG_LOG)
        return tt_fail(err, TT_EUSAGE, "no scale %d; linear or log", (int)r->scale);
    for (size_t i = 0; i < p->n; i++) {
        tt_status status = is_plain(r, i) ? TT_OK : check_point(r, i, err);
        if (status != TT_OK)
            return status;
    }
    return TT_OK;
}

tt_notes tt__response_notes(const tt_points *points)
{
    return (points->n < TT__SMALL_N ? TT_NOTE_SMALL_N : 0) |
           (tt__has_gaps(points->time, points->n) ? TT_NOTE_GAPS : 0);
}

int tt__year_of(double time)
{
    const double most = 1e6;
    return fabs(time) < most ? (int)floor(time) : 0;
}

double tt__shortest_step(const tt_points *points)
{
    double step = INFINITY;
    for (size_t i = 1; i < points->n; i++)
        step = fmin(step, points->time[i] - points->time[i - 1]);
    return step;
}

double tt__steps_between(double earlier, double later, double step)
{
    const double slack = 0.1; /* mid-period dates, months as twelfths: near enough is whole */
    double steps = (later - earlier) / step;
    double whole = nearbyint(steps);
    return fabs(steps - whole) < slack ? whole : steps;
}

double tt__mean_time(const tt_points *points)
{
    double sum = 0;
    for (size_t i = 0; i < points->n; i++)
        sum += (points->time[i] - points->time[0]) / (double)points->n;
    return points->time[0] + sum;
}

tt_status tt__line_fit_make(const tt__response *r, tt__line_fit *out, tt_error *err)
{
    size_t n = r->points->n;
    *out = (tt__line_fit){.design = {.n = n,
                                     .columns = 2,
                                     .x = r->points->time,
                                     .powers = true,
                                     .centre = tt__mean_time(r->points),
                                     .weights = r->weights},
                          .y = tt_calloc(n, sizeof *out->y)};
    if (!out->y)
        return tt_fail(err, TT_ENOMEM, "no memory for %zu points", n);
    for (size_t i = 0; i < n; i++)
        out->y[i] = (double)tt__response_at(r, i);
    tt_status status = tt_lsq_fit(&out->design, out->y, &out->fit, err);
    if (!status && out->fit.sigma == 0)
        for (size_t i = 0; i < n; i++)
            out->fit.residual[i] = 0;
    return status;
}

void tt__line_fit_clear(tt__line_fit *line)
{
    tt_lsq_clear(&line->fit);
    tt_free(line->y);
    line->y = NULL;
}

/* 100 (e^slope - 1) for a logarithm, else 100 slope/|mean|. */
static double apc_of(double slope, double mean, tt_linreg_scale scale)
{
    if (scale == TT_LINREG_LOG)
        return 100 * expm1(slope);
    return mean == 0 ? NAN : 100 * slope / fabs(mean);
}

void tt__trend_finish(tt_trend *t, double mean, tt_linreg_scale scale, tt_critical *shared)
{
    t->statistic = t->p = NAN;
    double reach = 0;
    if (t->slope_se > 0) {
        t->statistic = t->slope.value / t->slope_se;
        t->p = tt__glm_p(t->statistic, t->df);
        reach = tt__shared_critical(shared, t->conf, t->df) * t->slope_se;
    } else if (isnan(t->slope_se)) {
        reach = INFINITY;
    }
    t->slope.low = t->slope.value - reach;
    t->slope.high = t->slope.value + reach;
    t->apc = (tt_estimate){apc_of(t->slope.value, mean, scale), apc_of(t->slope.low, mean, scale),
                           apc_of(t->slope.high, mean, scale)};
}
