/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes along a series, and the series as an index.
 *
 * The changes of one series are a family: with m of them, limits at the level 1 - (1 - conf)/m hold for
 * all together (Bonferroni), whatever the dependence of neighbours that share a year. Holm's p-values
 * step down through the family and are never above Bonferroni's. */
#include "tiptrend/change.h"

#include <math.h>

#include "change_internal.h"
#include "limits_core.h"
#include "tiptrend/memory.h"
#include "tiptrend/multitest.h"
#include "tiptrend/number.h"

/* A distance of more than this many steps is a gap. */
#define GAP_STEPS 1.5

static tt_figure figure_at(const tt_points *in, size_t i)
{
    tt_figure figure = {in->time[i], in->value[i], in->exposure ? in->exposure[i] : 1};
    return figure;
}

static int is_gap(const tt_points *in, size_t i, double step)
{
    return in->time[i] - in->time[i - 1] > GAP_STEPS * step;
}

/* Does the change from i - 1 to i have limits and a p-value? */
static int has_limits(const tt_points *in, size_t i, const tt_change_series_options *o)
{
    if (o->change.plain || (is_gap(in, i, o->step) && !o->across_gaps))
        return 0;
    return tt__is_count(in->value[i - 1]) && tt__is_count(in->value[i]) &&
           in->value[i - 1] + in->value[i] > 0;
}

static void clear_all(tt_change *out, size_t n)
{
    for (size_t i = 0; i < n; i++)
        out[i] = tt__change_empty();
}

static tt_status adjust_by_holm(tt_change *out, size_t n, tt_error *err)
{
    double *p = tt_calloc(n, sizeof *p);
    if (!p)
        return tt_fail(err, TT_ENOMEM, "no memory for %zu p-values", n);
    for (size_t i = 0; i < n; i++)
        p[i] = out[i].p;
    tt_status status = tt_multitest_holm(p, n, p, err);
    for (size_t i = 0; i < n && status == TT_OK; i++)
        out[i].p_adjusted = p[i];
    tt_free(p);
    return status;
}

static tt_status change_at(const tt_points *in, size_t i, const tt_change_series_options *o,
                           tt_change *out, tt_error *err)
{
    tt_figure earlier = figure_at(in, i - 1);
    tt_figure later = figure_at(in, i);
    tt_change change;
    tt_status status = tt_change_between(&earlier, &later, &o->change, &change, err);
    if (status != TT_OK)
        return status;
    int gap = is_gap(in, i, o->step);
    if (gap && !o->across_gaps) {
        out->years = change.years;
        out->notes = TT_NOTE_GAPS;
        return TT_OK;
    }
    if (gap)
        tt_change_annualise(&change);
    *out = change;
    return TT_OK;
}

tt_status tt_change_series(const tt_points *in, const tt_change_series_options *options,
                           tt_change *out, tt_error *err)
{
    tt_change_series_options o = options ? *options : (tt_change_series_options){0};
    o.step = o.step == 0 ? 1 : o.step;
    clear_all(out, in->n);
    if (in->n == 0)
        return tt_fail(err, TT_ETOOFEW, "a series without points: changes need at least 2");
    tt_status status = tt__check_positive(o.step, "the step of the series in years", err);
    size_t family = 0;
    for (size_t i = 1; i < in->n && o.adjust; i++)
        family += has_limits(in, i, &o) ? 1 : 0;
    if (o.adjust)
        o.change.comparisons = family;
    for (size_t i = 1; i < in->n && status == TT_OK; i++)
        status = change_at(in, i, &o, &out[i], err);
    if (status == TT_OK && family > 0)
        status = adjust_by_holm(out, in->n, err);
    if (status != TT_OK)
        clear_all(out, in->n);
    return status;
}

/* ---- index ---- */

static tt_status find_base(const tt_points *in, double base, size_t *out, tt_error *err)
{
    char text[TT_NUMBER_TEXT_SIZE];
    (void)tt_number_text(base, text);
    for (size_t i = 0; i < in->n; i++) {
        if (in->time[i] != base)
            continue;
        *out = i;
        if (in->value[i] > 0)
            return TT_OK;
        return tt_fail(err, TT_EDOMAIN,
                       "the figure of the base year %s is not above 0: choose another base year",
                       text);
    }
    return tt_fail(err, TT_ENOTFOUND, "the series has no point at %s: choose another base year",
                   text);
}

/* A change forward or backward in time from the base; the percentage is that of the ratio to it. */
static tt_status index_at(const tt_figure *base, tt_figure figure, const tt_change_options *options,
                          tt_index *out, tt_error *err)
{
    tt_figure start = *base;
    start.time = 0;
    if (isfinite(figure.time))
        figure.time = 1;
    tt_change change;
    tt_status status = tt_change_between(&start, &figure, options, &change, err);
    if (status != TT_OK)
        return status;
    out->value = (tt_estimate){100 + change.percent.value, 100 + change.percent.low,
                               100 + change.percent.high};
    out->notes = change.notes;
    return TT_OK;
}

tt_status tt_change_index(const tt_points *in, double base, const tt_change_options *options,
                          tt_index *out, tt_error *err)
{
    const tt_index empty = {{NAN, NAN, NAN}, 0};
    for (size_t i = 0; i < in->n; i++)
        out[i] = empty;
    if (in->n == 0)
        return tt_fail(err, TT_ETOOFEW, "a series without points: an index needs at least 1");
    size_t at = 0;
    tt_status status = find_base(in, base, &at, err);
    if (status != TT_OK)
        return status;
    tt_figure start = figure_at(in, at);
    for (size_t i = 0; i < in->n && status == TT_OK; i++)
        status = index_at(&start, figure_at(in, i), options, &out[i], err);
    if (status == TT_OK)
        out[at] = (tt_index){{100, 100, 100}, 0};
    for (size_t i = 0; i < in->n && status != TT_OK; i++)
        out[i] = empty;
    return status;
}
