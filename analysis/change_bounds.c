/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bounds on the change between two figures of which only intervals are known.
 *
 * The ratio later to earlier is least with the later figure at its low and the earlier one at its high end,
 * and its exact and mid-p limits move the same way. Wald's limits need not: as a function of one count each
 * has one extreme inside and none of the other kind, so its least and greatest value over an interval stand
 * at the ends; for a count of 0 the exact method replaces it, so that 1 counts as an end too. All corners are
 * looked at. */
#include <math.h>

#include "limits_core.h"
#include "tiptrend/change.h"

static void widen(tt_interval *to, double low, double high)
{
    to->low = fmin(to->low, low); /* fmin and fmax pass over not-a-number */
    to->high = fmax(to->high, high);
}

/* What one corner adds to the limits. Two zeros say nothing of the ratio; a corner without limits for
 * another reason (no counts) leaves none for the whole. */
static void widen_limits(const tt_change *change, tt_change_bounds *out)
{
    if (change->notes & TT_NOTE_NO_LIMITS)
        widen(&out->percent_limits, -100, INFINITY);
    else if (isnan(change->percent.low))
        out->notes |= TT_NOTE_NOT_A_COUNT;
    else
        widen(&out->percent_limits, change->percent.low, change->percent.high);
}

/* One corner: both figures at an end. An infinite end makes the change -100 % or infinite. */
static tt_status corner(const tt_figure *earlier, const tt_figure *later,
                        const tt_change_options *options, tt_change_bounds *out, tt_error *err)
{
    if (isinf(earlier->value) || isinf(later->value)) {
        int from = isinf(earlier->value) && isinf(later->value);
        double low = isinf(earlier->value) ? -100 : INFINITY;
        double high = from || isinf(later->value) ? INFINITY : -100;
        widen(&out->percent, low, high);
        widen(&out->percent_limits, low, high);
        return TT_OK;
    }
    tt_change change;
    tt_status status = tt_change_between(earlier, later, options, &change, err);
    if (status != TT_OK)
        return status;
    widen(&out->percent, change.percent.value, change.percent.value);
    widen_limits(&change, out);
    out->notes |= change.notes & ~TT_NOTE_NO_LIMITS;
    return TT_OK;
}

static void set_ends(tt_interval figure, double ends[3])
{
    ends[0] = figure.low;
    ends[1] = figure.high;
    ends[2] = figure.low == 0 && figure.high > 1 ? 1 : figure.low;
}

static int sign_of(tt_interval change)
{
    if (change.low > 0)
        return 1;
    if (change.high < 0)
        return -1;
    return change.low == 0 && change.high == 0 ? 0 : TT_SIGN_UNKNOWN;
}

tt_status tt_change_bounded(const tt_bounded_figure *earlier, const tt_bounded_figure *later,
                            const tt_change_options *options, tt_change_bounds *out, tt_error *err)
{
    static const tt_change_options defaults = {0};
    options = options ? options : &defaults;
    *out = (tt_change_bounds){.absolute = {NAN, NAN},
                              .percent = {NAN, NAN},
                              .percent_limits = {NAN, NAN},
                              .sign = TT_SIGN_UNKNOWN};
    tt_status status = tt__check_interval(earlier->value, "the earlier figure", err);
    if (status == TT_OK)
        status = tt__check_interval(later->value, "the later figure", err);
    tt_change_bounds found = *out;
    double from[3];
    double to[3];
    set_ends(earlier->value, from);
    set_ends(later->value, to);
    for (int i = 0; i < 9 && status == TT_OK; i++) {
        tt_figure a = {earlier->time, from[i / 3], earlier->exposure};
        tt_figure b = {later->time, to[i % 3], later->exposure};
        status = corner(&a, &b, options, &found, err);
    }
    if (status != TT_OK)
        return status;
    if (options->plain || found.notes & TT_NOTE_NOT_A_COUNT)
        found.percent_limits = (tt_interval){NAN, NAN};
    found.absolute = (tt_interval){later->value.low - earlier->value.high,
                                   later->value.high - earlier->value.low};
    if (isinf(later->value.high) && isinf(earlier->value.high))
        found.absolute.low = -INFINITY;
    tt_interval rates = {
        later->value.low / later->exposure - earlier->value.high / earlier->exposure,
        later->value.high / later->exposure - earlier->value.low / earlier->exposure};
    found.sign = sign_of(rates);
    *out = found;
    return TT_OK;
}
