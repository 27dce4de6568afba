/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Public intervals of one count, one proportion and a difference of proportions: checks and notes
 * around the formulas of limits_core.c. Newcombe's method 10 squares the distances of the two
 * Wilson intervals from their estimates. */
#include "tiptrend/interval.h"

#include <math.h>

#include "limits_core.h"

static int is_exact(tt_ci_method method)
{
    return method == TT_CI_EXACT || method == TT_CI_MIDP || method == TT_CI_JEFFREYS;
}

/* What an unusable call leaves behind. */
static void clear(tt_ci *out)
{
    const tt_ci empty = {{NAN, NAN, NAN}, TT_CI_DEFAULT, NAN, 0};
    *out = empty;
}

tt_status tt_interval_count(double count, const tt_ci_options *options, tt_ci *out, tt_error *err)
{
    clear(out);
    tt_ci_options chosen;
    tt_status status = tt__check_options(options, TT_CI_FOR_COUNT, &chosen, err);
    if (status == TT_OK)
        status = tt__check_count(count, "the count", err);
    if (status != TT_OK)
        return status;
    out->method = chosen.method;
    out->conf = chosen.conf;
    tt_interval limits = tt__count_limits(count, &out->method, 1 - chosen.conf);
    out->estimate.value = count;
    out->estimate.low = limits.low;
    out->estimate.high = limits.high;
    out->notes = TT_NOTE_POISSON;
    if (count < TT__LOW_COUNT)
        out->notes |= TT_NOTE_LOW_COUNT;
    if (!is_exact(out->method))
        out->notes |= TT_NOTE_NORMAL_APPROX;
    if (out->method != chosen.method)
        out->notes |= TT_NOTE_ZERO_COUNT;
    return TT_OK;
}

static tt_status check_proportion(const tt_proportion *p, tt_error *err)
{
    tt_status status = tt__check_count(p->x, "the number of successes", err);
    if (status == TT_OK)
        status = tt__check_count(p->n, "the number of trials", err);
    if (status == TT_OK && p->n == 0)
        status = tt_fail(err, TT_EDOMAIN,
                         "a proportion of 0 trials: at least 1 is needed; leave the point out");
    if (status == TT_OK && p->x > p->n)
        status = tt_fail(err, TT_EDOMAIN,
                         "%.0f successes in %.0f trials: there cannot be more; check the base",
                         p->x, p->n);
    return status;
}

static tt_notes proportion_notes(const tt_proportion *p, tt_ci_method method)
{
    tt_notes notes = is_exact(method) ? 0 : TT_NOTE_NORMAL_APPROX;
    return fmin(p->x, p->n - p->x) < TT__LOW_COUNT ? notes | TT_NOTE_LOW_COUNT : notes;
}

tt_status tt_interval_proportion(double x, double n, const tt_ci_options *options, tt_ci *out,
                                 tt_error *err)
{
    clear(out);
    const tt_proportion p = {x, n};
    tt_ci_options chosen;
    tt_status status = tt__check_options(options, TT_CI_FOR_PROPORTION, &chosen, err);
    if (status == TT_OK)
        status = check_proportion(&p, err);
    if (status != TT_OK)
        return status;
    tt_interval limits = tt__proportion_limits(x, n, chosen.method, 1 - chosen.conf);
    out->estimate.value = x / n;
    out->estimate.low = limits.low;
    out->estimate.high = limits.high;
    out->method = chosen.method;
    out->conf = chosen.conf;
    out->notes = proportion_notes(&p, chosen.method);
    return TT_OK;
}

tt_status tt_interval_difference(const tt_proportion *first, const tt_proportion *second,
                                 const tt_ci_options *options, tt_ci *out, tt_error *err)
{
    clear(out);
    tt_ci_options chosen;
    tt_status status = tt__check_options(options, TT_CI_FOR_PROPORTION, &chosen, err);
    if (status == TT_OK && chosen.method != TT_CI_SCORE)
        status = tt_fail(err, TT_EUSAGE,
                         "limits of a difference of proportions by \"%s\": only score (Newcombe's "
                         "method 10) is offered",
                         tt_ci_method_name(chosen.method));
    if (status == TT_OK)
        status = check_proportion(first, err);
    if (status == TT_OK)
        status = check_proportion(second, err);
    if (status != TT_OK)
        return status;
    double alpha = 1 - chosen.conf;
    tt_interval a = tt__proportion_limits(first->x, first->n, TT_CI_SCORE, alpha);
    tt_interval b = tt__proportion_limits(second->x, second->n, TT_CI_SCORE, alpha);
    double p1 = first->x / first->n;
    double p2 = second->x / second->n;
    out->estimate.value = p1 - p2;
    out->estimate.low = out->estimate.value - hypot(p1 - a.low, b.high - p2);
    out->estimate.high = out->estimate.value + hypot(a.high - p1, p2 - b.low);
    out->method = TT_CI_SCORE;
    out->conf = chosen.conf;
    out->notes = proportion_notes(first, TT_CI_SCORE) | proportion_notes(second, TT_CI_SCORE);
    return TT_OK;
}
