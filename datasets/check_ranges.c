/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rule: single figures and means against the range that the source states for them.
 *
 * In a dimension of statistics, `range` (or `low` and `high`) states what the others of the same
 * area, indicator and period may be. Items are left open: the singles are items. */
#include <math.h>

#include "findings_internal.h"
#include "tiptrend/memory.h"

typedef struct stated_range {
    double low;
    double high;
} stated_range;

static tt_statistic statistic_of(const tt_dataset *ds, size_t dimension, size_t series)
{
    return tt_statistic_of(tt_dataset_value(ds, dimension, ds->series[series].key[dimension]));
}

/* Whether two series belong together: the same everywhere but in statistics and items. */
static int same_subject(const tt_dataset *ds, size_t a, size_t b)
{
    if (ds->series[a].unit_id != ds->series[b].unit_id)
        return 0;
    for (size_t d = 0; d < ds->dimension_count; d++) {
        tt_dimension_role role = ds->dimensions[d].role;
        if (role != TT_ROLE_STATISTIC && role != TT_ROLE_ITEM &&
            ds->series[a].key[d] != ds->series[b].key[d])
            return 0;
    }
    return 1;
}

static void add_to_range(tt_statistic statistic, const tt_observation *row, stated_range *range)
{
    if (statistic == TT_STATISTIC_RANGE || statistic == TT_STATISTIC_LOW)
        range->low = isnan(range->low) ? row->low : fmin(range->low, row->low);
    if (statistic == TT_STATISTIC_RANGE || statistic == TT_STATISTIC_HIGH)
        range->high = isnan(range->high) ? row->high : fmax(range->high, row->high);
}

/* The series that state ranges; few of a table do. */
static tt_status collect_stating(const tt_dataset *ds, size_t dimension, tt_index_list *out,
                                 tt_error *err)
{
    tt_status status = TT_OK;
    for (size_t i = 0; i < ds->series_count && status == TT_OK; i++) {
        tt_statistic statistic = statistic_of(ds, dimension, i);
        if (statistic == TT_STATISTIC_RANGE || statistic == TT_STATISTIC_LOW ||
            statistic == TT_STATISTIC_HIGH)
            status = tt_index_list_add(out, i, err);
    }
    return status;
}

/* Those of them that speak of the subject of a series. */
static tt_status choose_stating(const tt_dataset *ds, const tt_index_list *stating, size_t subject,
                                tt_index_list *out, tt_error *err)
{
    tt_status status = TT_OK;
    out->count = 0;
    for (size_t i = 0; i < stating->count && status == TT_OK; i++)
        if (same_subject(ds, subject, stating->index[i]))
            status = tt_index_list_add(out, stating->index[i], err);
    return status;
}

/* The range that series state for a period; not-a-number where they state none. */
static stated_range find_range(const tt_dataset *ds, size_t dimension, const tt_index_list *stating,
                               tt_period period)
{
    stated_range range = {NAN, NAN};
    for (size_t i = 0; i < stating->count; i++) {
        const tt_series *s = &ds->series[stating->index[i]];
        for (size_t at = s->first; at < s->first + s->count; at++)
            if (tt_period_compare(ds->observations[at].period, period) == 0)
                add_to_range(statistic_of(ds, dimension, stating->index[i]), &ds->observations[at],
                             &range);
    }
    return range;
}

static void report(tt__checker *c, size_t series, size_t observation, stated_range range)
{
    const tt_observation *row = &c->ds->observations[observation];
    tt_strbuf expected = TT_STRBUF_INIT;
    tt_strbuf found = TT_STRBUF_INIT;
    tt_strbuf message = TT_STRBUF_INIT;
    tt__figure_text(NAN, range.low, range.high, &expected);
    tt__figure_text(row->value, row->low, row->high, &found);
    const char *note = tt_dataset_text(c->ds, c->ds->origins[row->origin].note);
    tt_strbuf_addf(&message, "%s %s%s%s%s lies %s the stated range of %s %s",
                   tt_strbuf_text(&found), c->ds->series[series].unit, note[0] ? " (" : "", note,
                   note[0] ? ")" : "", row->low > range.high ? "above" : "below",
                   tt_strbuf_text(&expected), c->ds->series[series].unit);
    tt__find(c, &(tt__statement){.severity = TT_SEVERITY_WARNING,
                                 .rule = "range",
                                 .series = series,
                                 .observation = observation,
                                 .message = tt_strbuf_text(&message),
                                 .expected = tt_strbuf_text(&expected),
                                 .found = tt_strbuf_text(&found)});
    tt_strbuf_clear(&expected);
    tt_strbuf_clear(&found);
    tt_strbuf_clear(&message);
}

void tt__check_ranges(tt__checker *c)
{
    size_t dimension = tt_dataset_find_role(c->ds, TT_ROLE_STATISTIC);
    if (dimension == TT_NONE)
        return;
    tt_index_list stating = {0};
    tt_index_list own = {0}; /* of the subject at hand */
    c->status = collect_stating(c->ds, dimension, &stating, c->err);
    for (size_t i = 0; i < c->ds->series_count && stating.count && c->status == TT_OK; i++) {
        tt_statistic statistic = statistic_of(c->ds, dimension, i);
        if (statistic != TT_STATISTIC_SINGLE && statistic != TT_STATISTIC_MEAN)
            continue;
        const tt_series *s = &c->ds->series[i];
        c->status = choose_stating(c->ds, &stating, i, &own, c->err);
        for (size_t at = s->first; at < s->first + s->count && c->status == TT_OK; at++) {
            const tt_observation *row = &c->ds->observations[at];
            stated_range range = find_range(c->ds, dimension, &own, row->period);
            if (row->high < range.low || row->low > range.high)
                report(c, i, at, range);
        }
    }
    tt_index_list_clear(&stating);
    tt_index_list_clear(&own);
}
