/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Change between counts.
 *
 * Given the sum of two Poisson counts the first is binomial, so the ratio of their rates has exact limits
 * and an exact p that never contradict each other (limits_core). */
#include "tiptrend/change.h"

#include <float.h>
#include <math.h>

#include "change_internal.h"
#include "limits_core.h"
#include "tiptrend/number.h"

/* Up to here (relative) the logarithm is taken of 1 + change, which keeps the digits of the change. */
#define NEAR 0.5

static tt_status check_figure(const tt_figure *figure, const char *what, tt_error *err)
{
    char text[TT_NUMBER_TEXT_SIZE];
    if (!isfinite(figure->value) || !isfinite(figure->time) || !isfinite(figure->exposure))
        return tt_fail(err, TT_ENONFINITE,
                       "the %s figure, its time or its exposure is not finite; leave it out", what);
    if (figure->value < 0) {
        (void)tt_number_text(figure->value, text);
        return tt_fail(err, TT_EDOMAIN,
                       "the %s figure is %s: a change in percent needs figures from 0; correct it",
                       what, text);
    }
    if (figure->exposure <= 0) {
        (void)tt_number_text(figure->exposure, text);
        return tt_fail(err, TT_EDOMAIN,
                       "the exposure of the %s figure is %s: it must be above 0; correct it", what,
                       text);
    }
    return TT_OK;
}

tt_change tt__change_empty(void)
{
    return (tt_change){.absolute = NAN,
                       .percent = {NAN, NAN, NAN},
                       .log = {NAN, NAN, NAN},
                       .years = NAN,
                       .p = NAN,
                       .p_adjusted = NAN};
}

static double percent_of(double ratio)
{
    return 100 * (ratio - 1);
}

/* The ratio less 1, by differences, so that a small change keeps its digits. */
static double relative_change(double earlier, double later)
{
    return (later - earlier) / earlier;
}

double tt_change_percent(double earlier, double later)
{
    return 100 * relative_change(earlier, later);
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
    out->p_adjusted = out->p;
    out->notes |= TT_NOTE_POISSON;
    if (used != options.method)
        out->notes |= TT_NOTE_ZERO_COUNT;
    if (used == TT_CI_WALD)
        out->notes |= TT_NOTE_NORMAL_APPROX;
    if (isinf(limits.high))
        out->notes |= TT_NOTE_ONE_SIDED;
    if (fmin(earlier->value, later->value) < TT__LOW_COUNT)
        out->notes |= TT_NOTE_LOW_COUNT;
}

tt_status tt_change_between(const tt_figure *earlier, const tt_figure *later,
                            const tt_change_options *options, tt_change *out, tt_error *err)
{
    static const tt_change_options defaults = {0};
    if (!options)
        options = &defaults;
    *out = tt__change_empty();
    tt_ci_options limits = {.method = options->method, .conf = options->conf};
    tt_status status = tt__check_options(&limits, TT_CI_FOR_RATIO, &limits, err);
    if (status == TT_OK)
        status = check_figure(earlier, "earlier", err);
    if (status == TT_OK)
        status = check_figure(later, "later", err);
    if (status != TT_OK)
        return status;
    if (later->time <= earlier->time) {
        char after[TT_NUMBER_TEXT_SIZE];
        char before[TT_NUMBER_TEXT_SIZE];
        (void)tt_number_text(later->time, after);
        (void)tt_number_text(earlier->time, before);
        return tt_fail(err, TT_EDOMAIN,
                       "the later figure is of %s, the earlier of %s: exchange or correct them",
                       after, before);
    }
    out->absolute = later->value - earlier->value;
    out->years = later->time - earlier->time;
    if (earlier->value == 0 && later->value == 0) {
        out->notes = TT_NOTE_NO_LIMITS; /* nothing can be said about the ratio of two zeros */
        return TT_OK;
    }
    double change =
        relative_change(earlier->value * (later->exposure / earlier->exposure), later->value);
    out->percent.value = 100 * change;
    out->log.value = fabs(change) < NEAR ? log1p(change)
                                         : log(later->value / later->exposure) -
                                               log(earlier->value / earlier->exposure);
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
    change->percent =
        (tt_estimate){per_year(change->log.value, years), per_year(change->log.low, years),
                      per_year(change->log.high, years)};
    change->log =
        (tt_estimate){change->log.value / years, change->log.low / years, change->log.high / years};
    change->notes |= TT_NOTE_ANNUALISED;
}

tt_status tt_change_compound(const tt_figure *earlier, const tt_figure *later,
                             const tt_change_options *options, tt_change *out, tt_error *err)
{
    tt_status status = tt_change_between(earlier, later, options, out, err);
    if (status != TT_OK)
        return status;
    if (earlier->value == 0 || later->value == 0) {
        *out = tt__change_empty();
        return tt_fail(err, TT_EDOMAIN,
                       "the %s figure is 0: a compound change needs two figures above 0; choose "
                       "other years",
                       earlier->value == 0 ? "earlier" : "later");
    }
    tt_change_annualise(out);
    return TT_OK;
}

/* Rounds the parts to multiples of a unit so coarse that every partial sum of them, in any order, is
 * exact, and hands what rounding left of the whole to the largest part. Gives their sum. (No choice of
 * parts could always meet the independently rounded whole: -23.1 and 34.6 have fewer digits after
 * the point than the 11.5 that they add to.) */
static double settle(double *points, size_t n, double whole)
{
    double bound = 0;
    size_t largest = 0;
    for (size_t i = 0; i < n; i++) {
        bound += fabs(points[i]);
        largest = fabs(points[i]) > fabs(points[largest]) ? i : largest;
    }
    if (bound < DBL_MIN / DBL_EPSILON || isinf(bound))
        return whole; /* nothing changes, or figures at the edge of what numbers can hold */
    bound *= 1 + 4 * (double)(n + 1) * DBL_EPSILON; /* rounding to the unit adds to it */
    int exponent;
    (void)frexp(bound, &exponent); /* bound < 2^exponent */
    double unit = ldexp(1, exponent - DBL_MANT_DIG);
    double total = unit * rint(whole / unit);
    double rest = total;
    for (size_t i = 0; i < n; i++) {
        points[i] = unit * rint(points[i] / unit);
        rest -= points[i];
    }
    points[largest] += rest;
    return total;
}

tt_status tt_change_contributions(const double *earlier, const double *later, size_t n,
                                  double *points, double *total, tt_error *err)
{
    *total = NAN;
    for (size_t i = 0; i < n; i++)
        points[i] = NAN;
    if (n == 0)
        return tt_fail(err, TT_ETOOFEW, "no part: a total needs at least one");
    double before = 0;
    double difference = 0;
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(earlier[i]) || !isfinite(later[i]))
            return tt_fail(err, TT_ENONFINITE,
                           "part %zu has a figure that is not finite; leave the year out", i + 1);
        before += earlier[i];
        difference += later[i] - earlier[i];
    }
    if (before <= 0)
        return tt_fail(err, TT_EDOMAIN,
                       "the earlier total is 0: no change in percent of it exists; "
                       "choose another year");
    for (size_t i = 0; i < n; i++)
        points[i] = 100 * (later[i] - earlier[i]) / before;
    *total = settle(points, n, 100 * difference / before);
    return TT_OK;
}
