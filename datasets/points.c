/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The points of a series: all rows of one key made into one figure.
 *
 * Rows that say the same count once. Rows that say nothing (missing) yield to rows that say
 * something. What then differs is a conflict, decided by the policy that tt_dataset_finish was
 * given; without one the point is known only as the interval over all candidates. */
#include <math.h>
#include <string.h>

#include "dataset_internal.h"
#include "tiptrend/memory.h"

static int is_silent(const tt_observation *row)
{
    return row->state == TT_STATE_MISSING;
}

static int same_number(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

static int same_figure(const tt_observation *a, const tt_observation *b)
{
    return same_number(a->value, b->value) && same_number(a->low, b->low) &&
           same_number(a->high, b->high) && a->state == b->state;
}

size_t tt__same_period_end(const tt_dataset *ds, const tt_series *series, size_t at)
{
    size_t end = series->first + series->count;
    size_t next = at + 1;
    while (next < end &&
           tt_period_compare(ds->observations[next].period, ds->observations[at].period) == 0)
        next++;
    return next;
}

tt__agreement tt__rows_agree(const tt_dataset *ds, size_t at, size_t end)
{
    size_t speaker = end;
    for (size_t i = at; i < end; i++) {
        if (is_silent(&ds->observations[i]))
            continue;
        if (speaker == end)
            speaker = i;
        else if (!same_figure(&ds->observations[speaker], &ds->observations[i]))
            return TT__ROWS_DIFFER;
    }
    return end - at > 1 ? TT__ROWS_REPEAT : TT__ROW_SINGLE;
}

/* The row that a policy chooses among rows that differ; `end` when it chooses none. */
static size_t choose(const tt_dataset *ds, size_t at, size_t end)
{
    size_t chosen = end;
    size_t numbers = 0;
    for (size_t i = at; i < end; i++) {
        const tt_observation *row = &ds->observations[i];
        if (is_silent(row))
            continue;
        int numeric = !isnan(row->value);
        numbers += numeric ? 1 : 0;
        switch (ds->conflict) {
        case TT_CONFLICT_FIRST:
            chosen = chosen == end ? i : chosen;
            break;
        case TT_CONFLICT_LAST:
            chosen = i;
            break;
        case TT_CONFLICT_NUMERIC:
            chosen = numeric ? i : chosen;
            break;
        case TT_CONFLICT_MAX:
            if (chosen == end || row->high > ds->observations[chosen].high)
                chosen = i;
            break;
        case TT_CONFLICT_INTERVAL:
            break;
        }
    }
    return ds->conflict == TT_CONFLICT_NUMERIC && numbers != 1 ? end : chosen;
}

/* A point from one row. */
static tt_point point_of(const tt_dataset *ds, size_t at)
{
    const tt_observation *row = &ds->observations[at];
    return (tt_point){.period = row->period,
                      .value = row->value,
                      .low = row->low,
                      .high = row->high,
                      .exposure = tt_dataset_exposure(ds, at),
                      .standard_error = tt_dataset_standard_error(ds, at),
                      .state = (tt_state)row->state,
                      .flags = row->flags,
                      .decimals = row->decimals,
                      .break_reason = "",
                      .definition = ds->origins[row->origin].definition};
}

/* A point that is only known to lie among several candidates. */
static void widen(tt_point *point, const tt_dataset *ds, size_t at, size_t end)
{
    point->value = NAN;
    point->low = INFINITY;
    point->high = -INFINITY;
    point->state = TT_STATE_CONFLICTING;
    for (size_t i = at; i < end; i++) {
        const tt_observation *row = &ds->observations[i];
        point->flags |= row->flags;
        if (row->low < point->low)
            point->low = row->low;
        if (row->high > point->high)
            point->high = row->high;
    }
    if (point->low > point->high) /* no candidate had a number: signs only */
        point->low = point->high = NAN;
}

tt_point tt__resolve(const tt_dataset *ds, size_t at, size_t end)
{
    tt__agreement agreement = tt__rows_agree(ds, at, end);
    size_t chosen = at;
    if (agreement == TT__ROWS_DIFFER)
        chosen = choose(ds, at, end);
    else
        while (chosen + 1 < end && is_silent(&ds->observations[chosen]))
            chosen++;
    tt_point point = point_of(ds, chosen < end ? chosen : at);
    if (chosen == end)
        widen(&point, ds, at, end);
    point.observation = at;
    point.rows = end - at;
    return point;
}

/* Whether a row of a breaks file names this series. */
static int break_applies(const tt_dataset *ds, const tt__break *b, const tt_series *series)
{
    for (size_t i = 0; i < b->conditions; i++) {
        const char *name = tt_dataset_text(ds, b->dimension[i]);
        const char *value = tt_dataset_text(ds, b->value[i]);
        size_t dimension = tt_dataset_find_dimension(ds, name);
        if (dimension != TT_NONE) {
            if (tt_dataset_find_value(ds, dimension, value) != series->key[dimension])
                return 0;
            continue;
        }
        size_t attribute = tt_dataset_find_attribute(ds, name);
        if (attribute == TT_NONE)
            return 0;
        uint32_t id = series->key[ds->attributes[attribute].dimension];
        if (strcmp(tt_dataset_attribute_text(ds, attribute, id), value) != 0)
            return 0;
    }
    return 1;
}

/* Marks the points before which the definition changes. */
static void mark_breaks(const tt_dataset *ds, const tt_series *series, tt_point_list *list)
{
    const tt_point *before = NULL;
    for (size_t i = 0; i < list->count; i++) {
        tt_point *point = &list->points[i];
        if (point->state == TT_STATE_MISSING)
            continue;
        if (before && before->definition != point->definition)
            point->break_before = 1;
        for (size_t b = 0; before && b < ds->break_count; b++) {
            int year = ds->breaks[b].year;
            if (tt_period_year(before->period) >= year || tt_period_year(point->period) < year ||
                !break_applies(ds, &ds->breaks[b], series))
                continue;
            point->break_before = 1;
            point->break_reason = tt_dataset_text(ds, ds->breaks[b].reason);
        }
        before = point;
    }
}

tt_status tt_dataset_points(const tt_dataset *ds, size_t series, int from, int to,
                            tt_point_list *out, tt_error *err)
{
    *out = (tt_point_list){0};
    const tt_series *s = &ds->series[series];
    tt_point *points = tt_calloc(s->count, sizeof *points);
    if (!points)
        return tt_fail(err, TT_ENOMEM, "no memory for the points of a series");
    out->points = points;
    size_t end;
    for (size_t at = s->first; at < s->first + s->count; at = end) {
        end = tt__same_period_end(ds, s, at);
        int year = tt_period_year(ds->observations[at].period);
        if ((from && year < from) || (to && year > to))
            continue;
        points[out->count++] = tt__resolve(ds, at, end);
    }
    mark_breaks(ds, s, out);
    return TT_OK;
}

void tt_point_list_clear(tt_point_list *list)
{
    tt_free(list->points);
    *list = (tt_point_list){0};
}

tt_dataset_summary tt_dataset_summarise(const tt_dataset *ds)
{
    tt_dataset_summary sum = {.files = ds->file_count, .rows = ds->printed_rows};
    for (size_t i = 0; i < ds->observation_count; i++) {
        const tt_observation *row = &ds->observations[i];
        if (row->flags & TT_VALUE_DERIVED) {
            sum.derived++;
            continue;
        }
        sum.states[row->state]++;
        sum.intervals += isnan(row->value) && !isnan(row->low) ? 1 : 0;
    }
    for (size_t i = 0; i < ds->series_count; i++) {
        const tt_series *series = &ds->series[i];
        sum.series += series->derived ? 0 : 1;
        size_t end;
        for (size_t at = series->first; at < series->first + series->count; at = end) {
            end = tt__same_period_end(ds, series, at);
            if (ds->observations[at].flags & TT_VALUE_DERIVED)
                continue;
            tt__agreement agreement = tt__rows_agree(ds, at, end);
            sum.keys++;
            sum.repeats += agreement == TT__ROWS_REPEAT ? 1 : 0;
            sum.conflicts += agreement == TT__ROWS_DIFFER ? 1 : 0;
        }
    }
    return sum;
}
