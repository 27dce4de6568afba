/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rates and proportions over intervals of counts.
 *
 * A limit of one count has no extreme of the wrong kind inside an interval of counts (see change_bounds.c), so
 * looking at the ends is enough. A proportion is least for the least part of the greatest whole. */
#include "tiptrend/rate.h"

#include <math.h>

#include "limits_core.h"
#include "tiptrend/number.h"

static tt_rate empty(void)
{
    tt_interval none = {NAN, NAN};
    return (tt_rate){.value = NAN, .bounds = none, .limits = none};
}

static int is_whole(double value)
{
    return isinf(value) || tt__is_count(value);
}

static void take_in(const tt_ci *ci, tt_rate *out)
{
    out->limits.low = fmin(out->limits.low, ci->estimate.low);
    out->limits.high = fmax(out->limits.high, ci->estimate.high);
    out->method = ci->method;
    out->notes |= ci->notes;
}

tt_status tt_rate_of(tt_interval count, double exposure, double per, const tt_ci_options *options,
                     tt_rate *out, tt_error *err)
{
    *out = empty();
    tt_ci_options chosen;
    tt_status status = tt__check_options(options, TT_CI_FOR_COUNT, &chosen, err);
    if (status == TT_OK)
        status = tt__check_interval(count, "the count", err);
    if (status == TT_OK)
        status = tt__check_positive(exposure, "the exposure", err);
    if (status == TT_OK)
        status = tt__check_positive(per, "what the rate is per", err);
    tt_rate found = empty();
    int counts = is_whole(count.low) && is_whole(count.high);
    /* beside the ends 1: for a count of 0 some methods are replaced by the exact one */
    double ends[3] = {count.low, count.high, count.low == 0 && count.high > 1 ? 1 : count.low};
    for (int i = 0; i < 3 && status == TT_OK && counts; i++) {
        tt_ci ci = {.estimate = {NAN, INFINITY, INFINITY}};
        if (isfinite(ends[i]))
            status = tt_interval_count(ends[i], &chosen, &ci, err);
        take_in(&ci, &found);
    }
    if (status != TT_OK)
        return status;
    double scale = per / exposure;
    found.notes |= counts ? 0 : TT_NOTE_NOT_A_COUNT;
    found.bounds = (tt_interval){count.low * scale, count.high * scale};
    found.limits = (tt_interval){found.limits.low * scale, found.limits.high * scale};
    found.value = count.low == count.high ? found.bounds.low : NAN;
    *out = found;
    return TT_OK;
}

/* One corner, where the part fits into the whole. */
static tt_status corner(double part, double whole, const tt_ci_options *options, tt_rate *out,
                        tt_error *err)
{
    if (part > whole)
        return TT_OK;
    out->bounds.low = fmin(out->bounds.low, part / whole);
    out->bounds.high = fmax(out->bounds.high, part / whole);
    if (!is_whole(part) || !is_whole(whole)) {
        out->notes |= TT_NOTE_NOT_A_COUNT;
        return TT_OK;
    }
    tt_ci ci;
    tt_status status = tt_interval_proportion(part, whole, options, &ci, err);
    if (status == TT_OK)
        take_in(&ci, out);
    return status;
}

tt_status tt_rate_proportion(tt_interval part, tt_interval whole, const tt_ci_options *options,
                             tt_rate *out, tt_error *err)
{
    *out = empty();
    tt_status status = tt__check_interval(part, "the part", err);
    if (status == TT_OK)
        status = tt__check_interval(whole, "the whole", err);
    if (status == TT_OK)
        status = tt__check_positive(whole.low, "the least that the whole can be", err);
    if (status == TT_OK && (isinf(part.high) || isinf(whole.high)))
        status = tt_fail(err, TT_ENONFINITE, "a proportion needs a greatest part and whole");
    if (status == TT_OK && part.low > whole.high) {
        char low[TT_NUMBER_TEXT_SIZE];
        char high[TT_NUMBER_TEXT_SIZE];
        (void)tt_number_text(part.low, low);
        (void)tt_number_text(whole.high, high);
        status = tt_fail(err, TT_EDOMAIN,
                         "a part of %s in a whole of %s: the numerator is no part of the "
                         "denominator; form a ratio instead",
                         low, high);
    }
    tt_rate found = empty();
    /* the whole is at least the part: where the two overlap, the proportion can be 1 */
    tt_interval within = {fmax(whole.low, part.low), whole.high};
    tt_interval fitting = {part.low, fmin(part.high, whole.high)};
    double parts[2] = {fitting.low, fitting.high};
    double wholes[3] = {within.low, within.high, fmax(within.low, fitting.high)};
    for (int i = 0; i < 2 && status == TT_OK; i++)
        for (int j = 0; j < 3 && status == TT_OK; j++)
            status = corner(parts[i], wholes[j], options, &found, err);
    if (status != TT_OK)
        return status;
    if (found.notes & TT_NOTE_NOT_A_COUNT)
        found.limits = (tt_interval){NAN, NAN};
    found.value = found.bounds.low == found.bounds.high ? found.bounds.low : NAN;
    *out = found;
    return TT_OK;
}
