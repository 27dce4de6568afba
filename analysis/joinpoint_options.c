/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checks the series and the options of joinpoint regression and fills in the defaults. Everything
 * after this may rely on finite data in strictly increasing time and on options that make sense. */
#include <math.h>

#include "joinpoint_internal.h"
#include "level_core.h"

#define DEFAULT_MIN_OBSERVATIONS 2 /* NCI, at the ends and between (wording of 4.5 and later) */
#define DEFAULT_PERMUTATIONS     4499
#define DEFAULT_RESAMPLES        5000
#define DEFAULT_SEED             7160 /* NCI's, for the look of it: the generator is another */
#define DEFAULT_ENUMERATE_N      8
#define LARGEST_ENUMERATE_N      10 /* 10! = 3,628,800 */
#define LARGEST_GRID_BETWEEN     9
#define LARGEST_REPLICATES       10000000
#define RATIO_LOW                0.01 /* NCI's limits of the comparability ratio */
#define RATIO_HIGH               100.0

static tt_status check_series(const tt_points *points, tt_error *err)
{
    if (!points || (points->n > 0 && (!points->time || !points->value)))
        return tt_fail(err, TT_EUSAGE, "no series given");
    if (points->n < 3)
        return tt_fail(
            err, TT_ETOOFEW,
            "n = %zu; joinpoint regression needs at least 3 observations: use year-over-year change "
            "instead",
            points->n);
    for (size_t i = 0; i < points->n; i++) {
        if (!isfinite(points->time[i]) || !isfinite(points->value[i]))
            return tt_fail(err, TT_ENONFINITE,
                           "observation %zu is not finite; leave missing years out", i + 1);
        if (i > 0 && points->time[i] <= points->time[i - 1])
            return tt_fail(err, TT_EDOMAIN,
                           "observation %zu is not later than the one before; sort by time and "
                           "keep one value a year",
                           i + 1);
        if (points->exposure && !isfinite(points->exposure[i]))
            return tt_fail(err, TT_ENONFINITE, "exposure %zu is not finite", i + 1);
        if (points->exposure && points->exposure[i] <= 0)
            return tt_fail(err, TT_EDOMAIN, "exposure %zu is not above 0", i + 1);
    }
    return TT_OK;
}

static tt_status check_enums(const tt_joinpoint_options *options, tt_error *err)
{
    const int within =
        options->scale <= TT_JOINPOINT_LINEAR && options->weights <= TT_JOINPOINT_COUNT &&
        options->method <= TT_JOINPOINT_HUDSON && options->select <= TT_JOINPOINT_PERMUTATION &&
        options->limits <= TT_JOINPOINT_EMPIRICAL &&
        options->serial <= TT_JOINPOINT_AR1_ESTIMATED && options->break_kind <= TT_JOINPOINT_RATIO;
    return within ? TT_OK : tt_fail(err, TT_EUSAGE, "an option has a value that is not defined");
}

static tt_status resolve_counts(tt_joinpoint_options *options, tt_error *err)
{
    if (options->min_end == 0)
        options->min_end = DEFAULT_MIN_OBSERVATIONS;
    if (options->min_between == 0)
        options->min_between = DEFAULT_MIN_OBSERVATIONS;
    if (options->min_end < 1 || options->min_between < 1)
        return tt_fail(err, TT_EUSAGE, "the minimum numbers of observations must be 1 or more");
    if (options->grid_between < 0 || options->grid_between > LARGEST_GRID_BETWEEN)
        return tt_fail(err, TT_EUSAGE, "%d grid points between observations; 0 to %d are allowed",
                       options->grid_between, LARGEST_GRID_BETWEEN);
    if (options->max_joinpoints < TT_JOINPOINT_NONE || options->max_joinpoints > TT_JOINPOINT_MAX)
        return tt_fail(err, TT_EUSAGE, "at most %d joinpoints asked for; the program allows %d",
                       options->max_joinpoints, TT_JOINPOINT_MAX);
    if (options->min_joinpoints < 0 || options->min_joinpoints > TT_JOINPOINT_MAX)
        return tt_fail(err, TT_EUSAGE, "at least %d joinpoints asked for; 0 to %d are allowed",
                       options->min_joinpoints, TT_JOINPOINT_MAX);
    if (options->permutations == 0)
        options->permutations = DEFAULT_PERMUTATIONS;
    if (options->resamples == 0)
        options->resamples = DEFAULT_RESAMPLES;
    if (options->permutations > LARGEST_REPLICATES || options->resamples > LARGEST_REPLICATES)
        return tt_fail(err, TT_ELIMIT, "more than %d replicates asked for; take fewer",
                       LARGEST_REPLICATES);
    if (options->enumerate_n == 0)
        options->enumerate_n = DEFAULT_ENUMERATE_N;
    if (options->enumerate_n > LARGEST_ENUMERATE_N)
        return tt_fail(err, TT_ELIMIT, "all permutations of %d observations asked for; at most %d",
                       options->enumerate_n, LARGEST_ENUMERATE_N);
    if (options->seed == 0)
        options->seed = DEFAULT_SEED;
    if (options->threads == 0)
        options->threads = 1;
    return TT_OK;
}

static tt_status resolve_levels(tt_joinpoint_options *options, tt_error *err)
{
    if (options->alpha == 0)
        options->alpha = 0.05;
    if (options->per == 0)
        options->per = 1;
    if (!(options->alpha > 0 && options->alpha < 1))
        return tt_fail(err, TT_EDOMAIN, "level %g of the tests; it must lie between 0 and 1",
                       options->alpha);
    if (!(options->per > 0) || !isfinite(options->per))
        return tt_fail(err, TT_EDOMAIN, "rates per %g; it must be above 0", options->per);
    return tt__conf_check(options->conf, &options->conf, err);
}

static tt_status check_serial(const tt_joinpoint_options *options, tt_error *err)
{
    if (options->serial == TT_JOINPOINT_UNCORRELATED)
        return TT_OK;
    if (options->serial == TT_JOINPOINT_AR1_GIVEN && !(fabs(options->rho) < 1))
        return tt_fail(err, TT_EDOMAIN, "autocorrelation %g; it must lie between -1 and 1",
                       options->rho);
    if (options->method == TT_JOINPOINT_HUDSON || options->grid_between > 0)
        return tt_fail(err, TT_EUSAGE,
                       "autocorrelated errors need joinpoints on the observed years: use the grid "
                       "method without points between");
    return TT_OK;
}

static tt_status check_break(const tt_points *points, const tt_joinpoint_options *options,
                             tt_error *err)
{
    if (options->break_kind == TT_JOINPOINT_NO_BREAK)
        return TT_OK;
    if (!isfinite(options->break_after))
        return tt_fail(err, TT_ENONFINITE, "the last year of the old definition is not finite");
    size_t old = 0;
    while (old < points->n && points->time[old] <= options->break_after)
        old++;
    if (old < 2 || points->n - old < 2)
        return tt_fail(err, TT_ETOOFEW,
                       "%zu observations before and %zu after the change of definition; each side "
                       "needs 2",
                       old, points->n - old);
    if (options->break_kind == TT_JOINPOINT_JUMP)
        return options->method == TT_JOINPOINT_GRID
                   ? TT_OK
                   : tt_fail(err, TT_EUSAGE, "a jump needs the grid method");
    if (!(options->ratio >= RATIO_LOW && options->ratio <= RATIO_HIGH))
        return tt_fail(err, TT_EDOMAIN, "comparability ratio %g; it must lie between %g and %g",
                       options->ratio, RATIO_LOW, RATIO_HIGH);
    if (!(options->ratio_variance >= 0 && options->ratio_variance <= RATIO_HIGH))
        return tt_fail(err, TT_EDOMAIN, "variance %g of the comparability ratio; 0 to %g",
                       options->ratio_variance, RATIO_HIGH);
    if (options->ratio_variance > 0 && options->weights == TT_JOINPOINT_EQUAL)
        return tt_fail(err, TT_EUSAGE,
                       "the variance of a comparability ratio needs standard errors or counts as "
                       "weights");
    return TT_OK;
}

static tt_status check_se(const tt_points *points, const tt_joinpoint_options *options,
                          tt_error *err)
{
    if (options->weights != TT_JOINPOINT_SE)
        return TT_OK;
    if (!options->se)
        return tt_fail(err, TT_EUSAGE, "weights from standard errors, but none are given");
    for (size_t i = 0; i < points->n; i++) {
        if (!isfinite(options->se[i]))
            return tt_fail(err, TT_ENONFINITE, "standard error %zu is not finite", i + 1);
        if (options->se[i] <= 0)
            return tt_fail(err, TT_EDOMAIN,
                           "standard error %zu is %g; it must be above 0: leave that year out or "
                           "use equal weights",
                           i + 1, options->se[i]);
    }
    return TT_OK;
}

static tt_status check_ranges(const tt_points *points, const tt_joinpoint_options *options,
                              tt_error *err)
{
    if (options->range_count > 0 && !options->ranges)
        return tt_fail(err, TT_EUSAGE, "%zu ranges announced, but none are given",
                       options->range_count);
    const double first = points->time[0];
    const double last = points->time[points->n - 1];
    for (size_t i = 0; i < options->range_count; i++) {
        const tt_joinpoint_range *range = &options->ranges[i];
        if (!(range->start >= first && range->start < range->end && range->end <= last))
            return tt_fail(err, TT_EDOMAIN, "range %g to %g; it must lie within %g to %g",
                           range->start, range->end, first, last);
    }
    return TT_OK;
}

tt_status tt__jp_options_resolve(const tt_points *points, const tt_joinpoint_options *given,
                                 tt_joinpoint_options *resolved, tt_error *err)
{
    *resolved = given ? *given : (tt_joinpoint_options){0};
    tt_status status = check_series(points, err);
    if (!status)
        status = check_enums(resolved, err);
    if (!status)
        status = resolve_counts(resolved, err);
    if (!status)
        status = resolve_levels(resolved, err);
    if (!status)
        status = check_serial(resolved, err);
    if (!status)
        status = check_break(points, resolved, err);
    if (!status)
        status = check_se(points, resolved, err);
    if (!status)
        status = check_ranges(points, resolved, err);
    if (!status && resolved->method == TT_JOINPOINT_HUDSON &&
        (resolved->min_end < 2 || resolved->min_between < 2))
        status = tt_fail(err, TT_EUSAGE,
                         "Hudson's method needs at least 2 observations at the ends and between");
    return status;
}
