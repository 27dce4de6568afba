/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rule: printed years and quarters against the sum of their printed months and quarters.
 *
 * A period is filled with the longest shorter figures that fit (aggregate.c). More in them than in the
 * whole is an error always; less is one only where they fill it without a gap. */
#include <math.h>

#include "findings_internal.h"

/* What the shorter figures of a period add to. */
typedef struct period_sum {
    double low;
    double high;
    int32_t months; /* that they fill */
    size_t count;
} period_sum;

static period_sum add_shorter(const tt_point_list *list, tt_period window)
{
    period_sum sum = {0, 0, 0, 0};
    const tt_point *end = list->points + list->count;
    for (int32_t month = window.start; month < window.start + window.months;) {
        const tt_point *point = tt__longest_part(list->points, end, month, window, 0);
        month += point ? point->period.months : 1;
        if (!point)
            continue;
        sum.low += point->low;
        sum.high += point->high;
        sum.months += point->period.months;
        sum.count++;
    }
    return sum;
}

static void report(tt__checker *c, size_t series, const tt_point *whole, period_sum sum)
{
    tt_strbuf found = TT_STRBUF_INIT;
    tt_strbuf expected = TT_STRBUF_INIT;
    tt_strbuf message = TT_STRBUF_INIT;
    tt__figure_text(sum.low == sum.high ? sum.low : NAN, sum.low, sum.high, &found);
    tt__figure_text(whole->value, whole->low, whole->high, &expected);
    tt_strbuf_addf(&message,
                   "the %zu shorter periods add to %s, the printed figure is %s; both are kept",
                   sum.count, tt_strbuf_text(&found), tt_strbuf_text(&expected));
    tt__find(c, &(tt__statement){.severity = TT_SEVERITY_ERROR,
                                 .rule = "period",
                                 .series = series,
                                 .observation = whole->observation,
                                 .message = tt_strbuf_text(&message),
                                 .expected = tt_strbuf_text(&expected),
                                 .found = tt_strbuf_text(&found)});
    tt_strbuf_clear(&found);
    tt_strbuf_clear(&expected);
    tt_strbuf_clear(&message);
}

static void check_series(tt__checker *c, size_t series)
{
    tt_point_list list;
    c->status = tt_dataset_points(c->ds, series, 0, 0, &list, c->err);
    if (c->status != TT_OK)
        return;
    for (size_t i = 0; i < list.count && c->status == TT_OK; i++) {
        const tt_point *whole = &list.points[i];
        if (whole->period.months == 1 || isnan(whole->low) ||
            whole->flags & (TT_VALUE_DERIVED | TT_VALUE_PARTIAL))
            continue;
        period_sum sum = add_shorter(&list, whole->period);
        int more = tt__is_below(whole->high, sum.low);
        int less = sum.months == whole->period.months && tt__is_below(sum.high, whole->low);
        if (sum.count && (more || less))
            report(c, series, whole, sum);
    }
    tt_point_list_clear(&list);
}

/* Whether a series has periods of more than one length: the others have nothing to compare. */
static int has_lengths(const tt_dataset *ds, const tt_series *series)
{
    for (size_t i = series->first + 1; i < series->first + series->count; i++)
        if (ds->observations[i].period.months != ds->observations[series->first].period.months)
            return 1;
    return 0;
}

void tt__check_periods(tt__checker *c)
{
    for (size_t i = 0; i < c->ds->series_count && c->status == TT_OK; i++) {
        const tt_series *series = &c->ds->series[i];
        if (!series->derived && tt_unit_is_additive(series->unit_kind) &&
            has_lengths(c->ds, series))
            check_series(c, i);
    }
}
