/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which breakdowns get a chart of shares. A breakdown known for three periods or more has its own chart. Those
 * known for one or two share one with the others of their whole, and what is left shares one with those of
 * other wholes of the same area, because a chart of one bar says little. One bar that is nearly all one part,
 * or that stands alone with two parts, says nothing that its figures in a sentence would not. */
#include <math.h>

#include "plan_internal.h"
#include "tiptrend/select.h"

enum { OWN_CHART = 3 };                /* periods */
static const double nearly_all = 0.95; /* of the whole */
static const double least_known =
    0.5; /* of the whole: below, the bars are mostly of what is not known */

/* Periods in which two parts or more have figures, and the largest share of one part among them. */
static tt_status measure(const tt__planner *p, tt__share *share)
{
    enum { MOST_PERIODS = 400 };
    tt_period periods[MOST_PERIODS];
    double sums[MOST_PERIODS] = {0};
    double most[MOST_PERIODS] = {0};
    size_t parts[MOST_PERIODS] = {0};
    size_t count = 0;
    for (size_t i = 0; i + 1 < share->count; i++) { /* the last is the whole */
        tt_point_list list;
        tt_status status = tt_dataset_points(p->ds, share->series[i], 0, 0, &list, p->err);
        if (status != TT_OK)
            return status;
        for (size_t k = 0; k < list.count; k++) {
            const tt_point *point = &list.points[k];
            size_t at = 0;
            while (at < count && tt_period_compare(periods[at], point->period) != 0)
                at++;
            if (isnan(point->value) || (point->flags & TT_VALUE_PARTIAL) || at == MOST_PERIODS)
                continue;
            if (at == count)
                periods[count++] = point->period;
            sums[at] += point->value;
            most[at] = fmax(most[at], point->value);
            parts[at]++;
        }
        tt_point_list_clear(&list);
    }
    for (size_t i = 0; i < count; i++) {
        if (parts[i] < 2 || !(sums[i] > 0))
            continue;
        share->periods++;
        share->largest = fmax(share->largest, most[i] / sums[i]);
        tt_point whole;
        int printed = tt_dataset_point_at(p->ds, share->whole, periods[i], &whole) &&
                      tt_dataset_series(p->ds, share->whole)->unit_id ==
                          tt_dataset_series(p->ds, share->series[0])->unit_id;
        share->known = fmax(share->known, printed && whole.value > 0 ? sums[i] / whole.value : 1);
    }
    return TT_OK;
}

/* "victims by sex": the whole and the dimension, or the breakdown of a nested one. */
static void name_share(const tt__planner *p, const tt__share *share, tt_strbuf *out)
{
    tt__plan_name(p, share->whole, out);
    if (share->breakdown)
        tt_strbuf_addf(out, " %s", tt_dataset_text(p->ds, share->breakdown - 1));
    else
        tt_strbuf_addf(out, " by %s", tt_dataset_dimension(p->ds, share->dimension));
}

static void add_alone(tt__planner *p, const tt__share *share)
{
    tt_strbuf name = TT_STRBUF_INIT;
    name_share(p, share, &name);
    tt__plan_add(p, "share", share->section, tt_strbuf_text(&name), share->series, share->count);
    tt_strbuf_clear(&name);
}

static uint32_t area_of(const tt__planner *p, size_t series)
{
    return p->area == TT_NONE ? 0 : tt_dataset_series(p->ds, series)->key[p->area];
}

void tt__plan_share(tt__planner *p, const char *section, const tt__cut *along, const size_t *series,
                    size_t count)
{
    tt__share share = {.section = section,
                       .whole = series[count - 1],
                       .dimension = along->dimension,
                       .breakdown = along->breakdown,
                       .count = count};
    for (size_t i = 0; i < count; i++)
        share.series[i] = series[i];
    if (p->status == TT_OK)
        p->status = measure(p, &share);
    if (p->status != TT_OK || share.periods == 0)
        return;
    if ((share.periods == 1 && share.largest >= nearly_all) || share.known < least_known)
        return;
    if (p->share_count && area_of(p, p->shares[0].whole) != area_of(p, share.whole))
        tt__plan_end_area(p);
    if (share.periods >= OWN_CHART || p->share_count == TT__MOST_SHARES)
        add_alone(p, &share);
    else
        p->shares[p->share_count++] = share;
}

/* One chart of the shares that wait from `first` to `end`; `name` is that of its file. */
static void add_together(tt__planner *p, size_t first, size_t end, const char *name)
{
    size_t series[TT__MOST_SHARES * (TT__MOST_SERIES + 1)];
    size_t count = 0;
    for (size_t i = first; i < end; i++)
        for (size_t k = 0; k < p->shares[i].count; k++) {
            size_t at = 0;
            while (at < count && series[at] != p->shares[i].series[k])
                at++;
            if (at == count)
                series[count++] = p->shares[i].series[k];
        }
    tt__plan_add(p, "share", p->shares[first].section, name, series, count);
}

void tt__plan_end_whole(tt__planner *p)
{
    size_t first = p->share_count;
    while (first > 0 && p->shares[first - 1].whole == p->shares[p->share_count - 1].whole)
        first--;
    if (p->share_count - first < 2)
        return; /* one alone waits for others */
    tt_strbuf name = TT_STRBUF_INIT;
    tt__plan_name(p, p->shares[first].whole, &name);
    add_together(p, first, p->share_count, tt_strbuf_text(&name));
    tt_strbuf_clear(&name);
    p->share_count = first;
}

void tt__plan_end_area(tt__planner *p)
{
    const tt__share *first = &p->shares[0];
    if (p->share_count > 1)
        add_together(p, 0, p->share_count, "single years");
    else if (p->share_count == 1 && (first->periods > 1 || first->count > 3))
        add_alone(p, first);
    p->share_count = 0;
}
