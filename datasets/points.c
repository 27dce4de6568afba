/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The points of a series: all rows of one key made into one figure.
 *
 * Rows that say the same count once. Rows that say nothing (missing) yield to rows that say
 * something. What then differs is a conflict, decided by the policy that tt_dataset_finish was
 * given; without one the point is known only as the interval over all candidates. Save under the
 * policies "first" and "last", the order of the rows must not show in any point. */
#include <math.h>
#include <string.h>

#include "conditions_internal.h"
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

/* Whether a row is the greater candidate: by its upper end, then its lower end; among equal intervals
 * a number before an interval. What is not applicable has no ends, and yields. */
static int is_greater(const tt_observation *row, const tt_observation *than)
{
    if (isnan(row->high) || isnan(than->high))
        return isnan(than->high) && !isnan(row->high);
    if (row->high != than->high)
        return row->high > than->high;
    if (row->low != than->low)
        return row->low > than->low;
    if (isnan(row->value) != isnan(than->value))
        return isnan(than->value);
    return row->state < than->state;
}

/* The row that a policy chooses among rows that differ; `end` when it chooses none. */
static size_t choose(const tt_dataset *ds, size_t at, size_t end)
{
    const tt_observation *rows = ds->observations;
    size_t chosen = end;
    int several = 0; /* different numbers */
    for (size_t i = at; i < end; i++) {
        if (is_silent(&rows[i]))
            continue;
        int numeric = !isnan(rows[i].value);
        switch (ds->conflict) {
        case TT_CONFLICT_FIRST:
            chosen = chosen == end ? i : chosen;
            break;
        case TT_CONFLICT_LAST:
            chosen = i;
            break;
        case TT_CONFLICT_NUMERIC:
            several |= numeric && chosen != end && !same_figure(&rows[i], &rows[chosen]);
            chosen = numeric ? i : chosen;
            break;
        case TT_CONFLICT_MAX:
            chosen = chosen == end || is_greater(&rows[i], &rows[chosen]) ? i : chosen;
            break;
        case TT_CONFLICT_INTERVAL:
            break;
        }
    }
    return several ? end : chosen;
}

/* The figure of a point that is only known to lie among several candidates. */
static void widen(tt_point *point, const tt_dataset *ds, size_t at, size_t end)
{
    point->value = NAN;
    point->low = INFINITY;
    point->high = -INFINITY;
    point->state = TT_STATE_CONFLICTING;
    for (size_t i = at; i < end; i++) {
        const tt_observation *row = &ds->observations[i];
        if (row->low < point->low)
            point->low = row->low;
        if (row->high > point->high)
            point->high = row->high;
    }
    if (point->low > point->high) /* no candidate had a number: signs only */
        point->low = point->high = NAN;
}

/* What rows say beside the figure: equal numbers or none, not-a-number where they contradict each
 * other. */
static double join_numbers(double known, double next, int *contradict)
{
    if (isnan(next))
        return known;
    *contradict |= !isnan(known) && known != next;
    return next;
}

/* Fills what stands beside the figure from all rows that say it; `like` NULL: from all that speak. */
static void describe(tt_point *point, const tt_dataset *ds, size_t end, const tt_observation *like)
{
    int exposures = 0;
    int errors = 0;
    const char *definition = "";
    for (size_t i = point->observation; i < end; i++) {
        const tt_observation *row = &ds->observations[i];
        if (like ? !same_figure(row, like) : is_silent(row))
            continue;
        point->flags |= row->flags;
        if (row->decimals > point->decimals)
            point->decimals = row->decimals;
        point->exposure = join_numbers(point->exposure, tt_dataset_exposure(ds, i), &exposures);
        point->standard_error =
            join_numbers(point->standard_error, tt_dataset_standard_error(ds, i), &errors);
        /* Of several definitions the one that sorts first, whatever the order of rows. */
        uint32_t id = ds->origins[row->origin].definition;
        const char *text = tt_dataset_text(ds, id);
        if (!*definition || (*text && strcmp(text, definition) < 0)) {
            definition = text;
            point->definition = id;
        }
    }
    if (exposures)
        point->exposure = NAN;
    if (errors)
        point->standard_error = NAN;
}

/* Most points are one row: it says all. */
static void take_row(const tt_dataset *ds, size_t at, tt_point *out)
{
    const tt_observation *row = &ds->observations[at];
    out->period = row->period;
    out->value = row->value;
    out->low = row->low;
    out->high = row->high;
    out->exposure = tt_dataset_exposure(ds, at);
    out->standard_error = tt_dataset_standard_error(ds, at);
    out->state = (tt_state)row->state;
    out->flags = row->flags;
    out->decimals = row->decimals > 0 ? row->decimals : 0;
    out->break_before = 0;
    out->break_reason = "";
    out->observation = at;
    out->rows = 1;
    out->definition = ds->origins[row->origin].definition;
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
    const tt_observation *row = chosen < end ? &ds->observations[chosen] : NULL;
    tt_point point = {.period = ds->observations[at].period,
                      .exposure = NAN,
                      .standard_error = NAN,
                      .break_reason = "",
                      .observation = at,
                      .rows = end - at};
    if (row) {
        point.value = row->value;
        point.low = row->low;
        point.high = row->high;
        point.state = (tt_state)row->state;
    } else {
        widen(&point, ds, at, end);
    }
    describe(&point, ds, end, row);
    return point;
}

/* Whether a row of a breaks file names a series of which this observation is a sum, in the data set that
 * this one was made from. */
static int break_applies_to_inputs(const tt_dataset *ds, const tt__break *b, size_t observation,
                                   uint32_t *key)
{
    size_t first;
    size_t count = tt__made_inputs(ds, observation, &first);
    for (size_t i = first; i < first + count; i++) {
        size_t input = ds->made.inputs[i];
        const tt_observation *row = &ds->parent->observations[input];
        int derived = (row->flags & TT_VALUE_DERIVED) != 0;
        if (tt__conditions_hold(ds->parent, &b->conditions, &ds->parent->series[row->series], key,
                                derived) ||
            break_applies_to_inputs(ds->parent, b, input, key))
            return 1;
    }
    return 0;
}

int tt__break_parts(int32_t month, tt_period earlier, tt_period later)
{
    return earlier.start < month && later.start + later.months > month;
}

/* Marks a point that a file of breaks names, between the point before and this one. */
static void mark_from_file(const tt_dataset *ds, const tt_series *series, const tt_point *before,
                           tt_point *point, uint32_t *key)
{
    int derived = ((before->flags | point->flags) & TT_VALUE_DERIVED) != 0;
    for (size_t b = 0; b < ds->break_count; b++) {
        if (!tt__break_parts(ds->breaks[b].from, before->period, point->period) ||
            (!tt__conditions_hold(ds, &ds->breaks[b].conditions, series, key, derived) &&
             !break_applies_to_inputs(ds, &ds->breaks[b], point->observation, key)))
            continue;
        point->break_before = 1;
        point->break_reason = tt_dataset_text(ds, ds->breaks[b].reason);
    }
}

/* Marks the points before which the definition changes. */
static void mark_breaks(const tt_dataset *ds, const tt_series *series, tt_point_list *list,
                        uint32_t *key)
{
    const tt_point *before = NULL;
    int marked = 0; /* by the source, at this point or at a missing one before it */
    for (size_t i = 0; i < list->count; i++) {
        tt_point *point = &list->points[i];
        marked |= point->flags & TT_VALUE_BREAK ? 1 : 0;
        if (point->state == TT_STATE_MISSING)
            continue;
        if (before && marked) {
            point->break_before = 1;
            point->break_reason = "marked as a break by its source";
        }
        marked = 0;
        if (before && before->definition != point->definition)
            point->break_before = 1;
        if (before)
            mark_from_file(ds, series, before, point, key);
        before = point;
    }
}

tt_status tt_dataset_points(const tt_dataset *ds, size_t series, int from, int to,
                            tt_point_list *out, tt_error *err)
{
    *out = (tt_point_list){0};
    return tt_dataset_points_refill(ds, series, from, to, out, err);
}

tt_status tt_dataset_points_refill(const tt_dataset *ds, size_t series, int from, int to,
                                   tt_point_list *out, tt_error *err)
{
    const tt_series *s = &ds->series[series];
    uint32_t key[TT__DIMENSIONS_MAX];
    out->count = 0;
    if (out->capacity < s->count || !out->points) {
        tt_point *points = tt_realloc(out->points, s->count, sizeof *points);
        if (!points)
            return tt_fail(err, TT_ENOMEM, "no memory for the points of a series");
        out->points = points;
        out->capacity = s->count;
    }
    tt_point *points = out->points;
    size_t end;
    for (size_t at = s->first; at < s->first + s->count; at = end) {
        end = tt__same_period_end(ds, s, at);
        int year = tt_period_year(ds->observations[at].period);
        if ((from && year < from) || (to && year > to))
            continue;
        if (end == at + 1)
            take_row(ds, at, &points[out->count++]);
        else
            points[out->count++] = tt__resolve(ds, at, end);
    }
    mark_breaks(ds, s, out, key);
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
