/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Change between counts.
 *
 * Given the sum of two Poisson counts the first is binomial, so the ratio of their rates has exact limits
 * and an exact p that never contradict each other (limits_core). */
#include "tiptrend/change.h"

#include <math.h>

#include "limits_core.h"

static tt_status check_figure(const tt_figure *figure, const char *what, tt_error *err)
{
    if (!isfinite(figure->value) || !isfinite(figure->time) || !isfinite(figure->exposure))
        return tt_fail(err, TT_ENONFINITE, "the %s figure, its time or its exposure is not finite",
                       what);
    if (figure->value < 0)
        return tt_fail(err, TT_EDOMAIN, "the %s figure is %g; a count is not negative", what,
                       figure->value);
    if (figure->exposure <= 0)
        return tt_fail(err, TT_EDOMAIN, "the exposure of the %s figure is %g; it must be above 0",
                       what, figure->exposure);
    return TT_OK;
}

static double percent_of(double ratio)
{
    return 100 * (ratio - 1);
}

/* Limits and p of the ratio later to earlier. */
static void add_limits(const tt_figure *earlier, const tt_figure *later, tt_ci_options options,
                       double alpha, tt_change *out)
{
    tt__pair pair = {later->value, later->exposure, earlier->value, earlier->exposure};
    tt_ci_method used = options.method;
    tt_interval limits = tt__ratio_limits(&pair, &used, alpha);
    out->percent.low = percent_of(limits.low);
    out->percent.high = percent_of(limits.high);
    out->log.low = log(limits.low);
    out->log.high = log(limits.high);
    out->p = tt__ratio_test(&pair, used).p;
    out->notes |= TT_NOTE_POISSON;
    if (used != options.method)
        out->notes |= TT_NOTE_ZERO_COUNT;
    if (fmin(earlier->value, later->value) < TT__LOW_COUNT)
        out->notes |= TT_NOTE_LOW_COUNT;
}

tt_status tt_change_between(const tt_figure *earlier, const tt_figure *later,
                            const tt_change_options *options, tt_change *out, tt_error *err)
{
    static const tt_change_options defaults = {0};
    if (!options)
        options = &defaults;
    *out = (tt_change){.percent = {NAN, NAN, NAN}, .log = {NAN, NAN, NAN}, .p = NAN};
    tt_ci_options limits = {.method = options->method, .conf = options->conf};
    tt_status status = tt__check_options(&limits, TT_CI_FOR_RATIO, &limits, err);
    if (status == TT_OK)
        status = check_figure(earlier, "earlier", err);
    if (status == TT_OK)
        status = check_figure(later, "later", err);
    if (status != TT_OK)
        return status;
    if (later->time <= earlier->time)
        return tt_fail(err, TT_EDOMAIN, "the later figure is of %g, the earlier of %g", later->time,
                       earlier->time);
    out->absolute = later->value - earlier->value;
    out->years = later->time - earlier->time;
    if (earlier->value == 0 && later->value == 0)
        return TT_OK; /* nothing can be said about the ratio of two zeros */
    double ratio = later->value / later->exposure / (earlier->value / earlier->exposure);
    out->percent.value = percent_of(ratio);
    out->log.value = log(ratio);
    if (options->plain || !tt__is_count(earlier->value) || !tt__is_count(later->value)) {
        out->notes |= TT_NOTE_NOT_A_COUNT;
        return TT_OK;
    }
    double alpha = (1 - limits.conf) / (double)(options->comparisons ? options->comparisons : 1);
    add_limits(earlier, later, limits, alpha, out);
    return TT_OK;
}

static double per_year(double log_ratio, double years)
{
    return 100 * expm1(log_ratio / years);
}

void tt_change_annualise(tt_change *change)
{
    if (change->years == 1 || isnan(change->log.value))
        return;
    double years = change->years;
    change->percent = (tt_estimate){per_year(change->log.value, years),
                                    per_year(change->log.low, years),
                                    per_year(change->log.high, years)};
    change->log = (tt_estimate){change->log.value / years, change->log.low / years,
                                change->log.high / years};
    change->notes |= TT_NOTE_ANNUALISED;
}

tt_status tt_change_compound(const tt_figure *earlier, const tt_figure *later,
                             const tt_change_options *options, tt_change *out, tt_error *err)
{
    tt_status status = tt_change_between(earlier, later, options, out, err);
    if (status == TT_OK && (earlier->value == 0 || later->value == 0))
        return tt_fail(err, TT_EDOMAIN, "a compound change needs two figures above 0");
    if (status == TT_OK)
        tt_change_annualise(out);
    return status;
}

static double sum_of(const double *points, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += points[i];
    return sum;
}

/* Moves one part by units of its last place until the sum is the whole. Returns 1 when it is. */
static int settle_on(double *points, size_t n, size_t which, double whole)
{
    enum { STEPS = 16 };
    double before = points[which];
    points[which] += whole - sum_of(points, n);
    for (int step = 0; step < STEPS; step++) {
        double sum = sum_of(points, n);
        if (sum == whole)
            return 1;
        points[which] = nextafter(points[which], sum < whole ? INFINITY : -INFINITY);
    }
    points[which] = before;
    return 0;
}

/* Rounding leaves a unit of the last place between the sum and the whole: one part takes it, so that
 * the parts add up exactly. The last one added can mostly do it; a tie in rounding asks for another. */
static void settle(double *points, size_t n, double whole)
{
    for (size_t i = n; i-- > 0;)
        if (settle_on(points, n, i, whole))
            return;
}

tt_status tt_change_contributions(const double *earlier, const double *later, size_t n,
                                  double *points, tt_error *err)
{
    if (n == 0)
        return tt_fail(err, TT_ETOOFEW, "a total needs at least one part");
    double before = 0;
    double after = 0;
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(earlier[i]) || !isfinite(later[i]))
            return tt_fail(err, TT_ENONFINITE, "part %zu has a figure that is not finite", i + 1);
        if (earlier[i] < 0 || later[i] < 0)
            return tt_fail(err, TT_EDOMAIN, "part %zu has a figure below 0", i + 1);
        before += earlier[i];
        after += later[i];
    }
    if (before <= 0)
        return tt_fail(err, TT_EDOMAIN, "the earlier total is 0; no change in percent of it exists");
    double whole = 100 * (after - before) / before;
    for (size_t i = 0; i < n; i++)
        points[i] = 100 * (later[i] - earlier[i]) / before;
    settle(points, n, whole);
    return TT_OK;
}
