/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Months to quarters, months and quarters to years.
 *
 * A window of the calendar is filled from its beginning with the longest figure that fits, so that a
 * printed quarter is taken before its months. It is complete when nothing is left open; a window that has
 * a row of its own keeps it. Rows at least as long as the window are copied, shorter ones are not. */
#include "tiptrend/aggregate.h"

#include <math.h>
#include <stdio.h>

#include "dataset_internal.h"
#include "tiptrend/memory.h"
#include "tiptrend/strbuf.h"

/* What a data set was aggregated to, for the remark. */
typedef struct tally {
    size_t sums;
    size_t incomplete;
    size_t other_units; /* series with shorter figures that do not add up */
} tally;

typedef struct aggregation {
    const tt_dataset *from;
    tt_dataset *to;
    int32_t months;
    int allow_partial;
    tt__sum sum;
    tally tally;
} aggregation;

const tt_point *tt__longest_part(const tt_point *points, const tt_point *end, int32_t month,
                                 tt_period window, int allow_partial)
{
    const tt_point *best = NULL;
    for (; points < end && points->period.start <= month; points++) {
        tt_period period = points->period;
        int fits = period.start == month && period.months < window.months &&
                   period.start + period.months <= window.start + window.months;
        if (fits && !isnan(points->low) && (allow_partial || !(points->flags & TT_VALUE_PARTIAL)))
            best = points; /* points of one start are ordered by length */
    }
    return best;
}

/* Sums the points of one window. first ... end-1 are those that begin within it. */
static tt_status sum_window(aggregation *a, const tt_point *first, const tt_point *end,
                            tt_period window, const tt_series *like, tt_error *err)
{
    int32_t window_end = window.start + window.months;
    int32_t covered = 0;
    size_t parts = 0;
    tt__sum_start(&a->sum, window);
    for (int32_t month = window.start; month < window_end;) {
        const tt_point *point = tt__longest_part(first, end, month, window, a->allow_partial);
        tt_status status = point ? tt__sum_add(&a->sum, a->from, point, err) : TT_OK;
        if (status != TT_OK)
            return status;
        covered += point ? point->period.months : 0;
        parts += point ? 1 : 0;
        month += point ? point->period.months : 1;
    }
    int complete = covered == window.months;
    a->tally.incomplete += complete ? 0 : 1;
    if (covered == 0 || (!complete && !a->allow_partial))
        return TT_OK;
    char note[64];
    if (complete)
        (void)snprintf(note, sizeof note, "sum of %zu figures of the period", parts);
    else
        (void)snprintf(note, sizeof note, "sum of %d of %d months", (int)covered,
                       (int)window.months);
    a->sum.row.flags |= complete ? 0 : TT_VALUE_PARTIAL;
    a->tally.sums++;
    uint32_t series;
    tt_status status = tt__dataset_add_series(a->to, like->key, like->unit_id, &series, err);
    return status == TT_OK ? tt__sum_finish(&a->sum, a->to, series, 1, note, err) : status;
}

/* Whether a series has a row for exactly this window. */
static int has_row(const tt_point_list *list, tt_period window)
{
    for (size_t i = 0; i < list->count; i++)
        if (tt_period_compare(list->points[i].period, window) == 0)
            return 1;
    return 0;
}

/* All windows in which shorter points begin. */
static tt_status sum_windows(aggregation *a, const tt_point_list *list, const tt_point_list *rows,
                             const tt_series *like, tt_error *err)
{
    tt_status status = TT_OK;
    const tt_point *end = list->points + list->count;
    for (const tt_point *at = list->points; at < end && status == TT_OK;) {
        tt_period window = {at->period.start - at->period.start % a->months, a->months};
        const tt_point *next = at;
        while (next < end && next->period.start < window.start + window.months)
            next++;
        if (!has_row(rows, window))
            status = sum_window(a, at, next, window, like, err);
        at = next;
    }
    return status;
}

/* The points of a list that are shorter than the window, or the others. */
static void split(const tt_point_list *all, int32_t months, tt_point_list *shorter,
                  tt_point_list *rest)
{
    for (size_t i = 0; i < all->count; i++) {
        tt_point_list *list = all->points[i].period.months < months ? shorter : rest;
        list->points[list->count++] = all->points[i];
    }
}

static tt_status copy_rows(aggregation *a, const tt_series *from, tt_error *err)
{
    tt_status status = TT_OK;
    uint32_t series;
    for (size_t i = from->first; i < from->first + from->count && status == TT_OK; i++) {
        if (a->from->observations[i].period.months < a->months)
            continue;
        status = tt__dataset_add_series(a->to, from->key, from->unit_id, &series, err);
        if (status == TT_OK)
            status = tt__dataset_copy_row(a->to, a->from, i, series, err);
    }
    return status;
}

static tt_status aggregate_points(aggregation *a, const tt_point_list *all, const tt_series *like,
                                  tt_error *err)
{
    tt_point_list shorter = {.points = tt_calloc(all->count, sizeof *shorter.points)};
    tt_point_list rest = {.points = tt_calloc(all->count, sizeof *rest.points)};
    tt_status status = shorter.points && rest.points
                           ? TT_OK
                           : tt_fail(err, TT_ENOMEM, "no memory for derived figures");
    if (status == TT_OK) {
        split(all, a->months, &shorter, &rest);
        status = sum_windows(a, &shorter, &rest, like, err);
    }
    tt_point_list_clear(&shorter);
    tt_point_list_clear(&rest);
    return status;
}

static tt_status aggregate_series(aggregation *a, size_t index, tt_error *err)
{
    const tt_series *from = &a->from->series[index];
    size_t shorter = 0;
    for (size_t i = from->first; i < from->first + from->count; i++)
        shorter += a->from->observations[i].period.months < a->months;
    tt_status status = copy_rows(a, from, err);
    if (status != TT_OK || shorter == 0)
        return status;
    if (!tt_unit_is_additive(from->unit_kind)) {
        a->tally.other_units++;
        return TT_OK;
    }
    tt_point_list all;
    status = tt_dataset_points(a->from, index, 0, 0, &all, err);
    if (status == TT_OK)
        status = aggregate_points(a, &all, from, err);
    tt_point_list_clear(&all);
    return status;
}

static tt_status remark(const aggregation *a, tt_error *err)
{
    const tally *t = &a->tally;
    const char *what = a->months == 12 ? "year" : "quarter";
    if (t->sums + t->incomplete + t->other_units == 0)
        return TT_OK;
    tt_strbuf text = TT_STRBUF_INIT;
    tt_strbuf_addf(&text, "%zu figure%s of a %s %s shorter periods", t->sums,
                   t->sums == 1 ? "" : "s", what, t->sums == 1 ? "is the sum of" : "are sums of");
    if (t->incomplete && a->allow_partial)
        tt_strbuf_addf(&text, "; %zu of them, of incomplete %ss, partial", t->incomplete, what);
    else if (t->incomplete)
        tt_strbuf_addf(&text, "; %zu incomplete %s%s left out", t->incomplete, what,
                       t->incomplete == 1 ? " is" : "s are");
    if (t->other_units)
        tt_strbuf_addf(&text, "; left out: %zu series whose figures do not add up over time",
                       t->other_units);
    tt_strbuf_add_char(&text, '.');
    tt_status status = tt_strbuf_status(&text, err);
    if (status == TT_OK)
        status = tt__dataset_add_remark(a->to, text.text, err);
    tt_strbuf_clear(&text);
    return status;
}

static tt_status nothing_left(const aggregation *a, tt_error *err)
{
    const char *what = a->months == 12 ? "year" : "quarter";
    if (a->tally.incomplete == 0)
        return tt_fail(err, TT_ETOOFEW, "no series has figures that add up over time");
    return tt_fail(err, TT_ETOOFEW,
                   "no %s is complete: each of %zu lacks a figure, or has a partial one; "
                   "--allow-partial adds what there is",
                   what, a->tally.incomplete);
}

tt_status tt_dataset_aggregate(tt_dataset **ds, const tt_aggregate_options *options, tt_error *err)
{
    int months = options && options->months ? options->months : 12;
    if (months != 3 && months != 12)
        return tt_fail(err, TT_EUSAGE,
                       "periods of %d months; quarters (3) and years (12) there are", months);
    if (!(*ds)->finished)
        return tt_fail(err, TT_EUSAGE, "the data set is not finished");
    aggregation a = {
        .from = *ds, .months = months, .allow_partial = options && options->allow_partial};
    tt_status status = tt__dataset_like(*ds, &a.to, err);
    for (size_t i = 0; i < a.from->series_count && status == TT_OK; i++)
        status = aggregate_series(&a, i, err);
    if (status == TT_OK && a.to->observation_count == 0 && a.from->observation_count > 0)
        status = nothing_left(&a, err);
    if (status == TT_OK)
        status = remark(&a, err);
    tt__sum_clear(&a.sum);
    if (status == TT_OK)
        return tt__dataset_adopt(ds, a.to, err);
    tt_dataset_free(a.to);
    return status;
}
