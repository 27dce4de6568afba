/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The canonical order of series and observations: by the data alone, so that neither the order of rows
 * nor that of files shows in any result.
 *
 * Series are ordered by their dimension values (margins first, stages in their order, unspecified
 * last, then by bytes) and their unit; observations by series, then period, then as they were read.
 * The cost is that of sorting the series; observations are dealt out by counting. */
#include <stdlib.h>
#include <string.h>

#include "dataset_internal.h"
#include "tiptrend/memory.h"

typedef int comparison(const void *a, const void *b);

/* Tables mostly come in order: looking costs less than sorting. */
static void sort(void *list, size_t count, size_t size, comparison *compare)
{
    const char *at = list;
    size_t i = 1;
    for (; i < count && compare(at, at + size) <= 0; i++)
        at += size;
    if (i < count)
        qsort(list, count, size, compare);
}

/* A text with its number and rank, for sorting. */
typedef struct ranked {
    const char *text;
    const char *breakdown;
    int rank;
    uint32_t id;
} ranked;

static int compare_ranked(const void *a, const void *b)
{
    const ranked *x = a;
    const ranked *y = b;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    int order = strcmp(x->breakdown, y->breakdown);
    return order ? order : strcmp(x->text, y->text);
}

/* order[value] = place of the value within its dimension. Returns 0 on success. */
static int order_values(const tt_dataset *ds, size_t dimension, uint32_t *order)
{
    size_t count = tt_dataset_value_count(ds, dimension);
    ranked *list = tt_calloc(count, sizeof *list);
    if (!list)
        return -1;
    for (uint32_t i = 0; i < count; i++) {
        const char *text = tt_dataset_value(ds, dimension, i);
        uint32_t breakdown = tt_dataset_breakdown(ds, dimension, i);
        list[i] = (ranked){text, breakdown ? tt__pool_text(&ds->texts, breakdown - 1) : "",
                           tt_word_rank(ds->dimensions[dimension].role, text), i};
    }
    sort(list, count, sizeof *list, compare_ranked);
    for (uint32_t i = 0; i < count; i++)
        order[list[i].id] = i;
    tt_free(list);
    return 0;
}

/* The units in the order of their bytes: order[place in ds->units] = rank. Returns 0 on success. */
static int order_units(const tt_dataset *ds, uint32_t *order)
{
    ranked *list = tt_calloc(ds->unit_count, sizeof *list);
    if (!list)
        return -1;
    for (uint32_t i = 0; i < ds->unit_count; i++)
        list[i] = (ranked){tt__pool_text(&ds->texts, ds->units[i]), "", 0, i};
    qsort(list, ds->unit_count, sizeof *list, compare_ranked);
    for (uint32_t i = 0; i < ds->unit_count; i++)
        order[list[i].id] = i;
    tt_free(list);
    return 0;
}

/* Sorting series by one of their values after the other, from the last to the first, each time by
 * counting: the order of equals stays as it was. */
typedef struct sorter {
    uint32_t *list; /* list[count]: series */
    uint32_t *next; /* room for the list after a pass */
    uint32_t *rank; /* rank[count]: of each series in this pass */
    size_t count;
} sorter;

/* One pass; ranks are below `ranks`. Returns 0 on success. */
static int sort_by_rank(sorter *s, size_t ranks)
{
    uint32_t *begin = tt_calloc(ranks + 1, sizeof *begin);
    if (!begin)
        return -1;
    for (size_t i = 0; i < s->count; i++)
        begin[s->rank[i] + 1]++;
    for (size_t r = 0; r < ranks; r++)
        begin[r + 1] += begin[r];
    for (size_t i = 0; i < s->count; i++)
        s->next[begin[s->rank[s->list[i]]]++] = s->list[i];
    tt_free(begin);
    uint32_t *list = s->list;
    s->list = s->next;
    s->next = list;
    return 0;
}

static int sort_by_unit(const tt_dataset *ds, sorter *s)
{
    uint32_t *order = tt_calloc(ds->unit_count, sizeof *order);
    int failed = !order || order_units(ds, order) != 0;
    size_t unit = 0; /* place of the unit of the series before */
    for (size_t i = 0; i < s->count && !failed; i++) {
        if (ds->units[unit] != ds->series[i].unit_id)
            for (unit = 0; ds->units[unit] != ds->series[i].unit_id;)
                unit++;
        s->rank[i] = order[unit];
    }
    failed = failed || sort_by_rank(s, ds->unit_count) != 0;
    tt_free(order);
    return failed;
}

static int sort_by_dimension(const tt_dataset *ds, size_t dimension, sorter *s)
{
    size_t values = tt_dataset_value_count(ds, dimension);
    uint32_t *order = tt_calloc(values, sizeof *order);
    int failed = !order || order_values(ds, dimension, order) != 0;
    for (size_t i = 0; i < s->count && !failed; i++)
        s->rank[i] = order[ds->keys[i * ds->dimension_count + dimension]];
    failed = failed || sort_by_rank(s, values) != 0;
    tt_free(order);
    return failed;
}

/* Puts series and keys into the order of `list`; new_place[old number] = new number. */
static int permute_series(tt_dataset *ds, const uint32_t *list, uint32_t *new_place)
{
    size_t width = ds->dimension_count;
    size_t count = ds->series_count;
    tt_series *series = tt_calloc(count, sizeof *series);
    uint32_t *keys = tt_calloc(count * width, sizeof *keys);
    if (!series || !keys) {
        tt_free(series);
        tt_free(keys);
        return -1;
    }
    for (size_t i = 0; i < count; i++) {
        uint32_t old = list[i];
        new_place[old] = (uint32_t)i;
        series[i] = ds->series[old];
        if (width)
            memcpy(keys + i * width, ds->keys + old * width, width * sizeof *keys);
        series[i].key = keys + i * width;
    }
    tt_free(ds->series);
    tt_free(ds->keys);
    ds->series = series;
    ds->series_capacity = count;
    ds->keys = keys;
    ds->key_capacity = count * width;
    for (size_t slot = 0; slot < ds->series_slot_count; slot++)
        if (ds->series_slots[slot].series)
            ds->series_slots[slot].series = new_place[ds->series_slots[slot].series - 1] + 1;
    return 0;
}

/* Sorts the series. Returns 0 on success, with new_place[old number] filled. */
static int sort_series(tt_dataset *ds, uint32_t *new_place)
{
    size_t count = ds->series_count;
    sorter s = {tt_calloc(count, sizeof *s.list), tt_calloc(count, sizeof *s.next),
                tt_calloc(count, sizeof *s.rank), count};
    int failed = !s.list || !s.next || !s.rank;
    for (uint32_t i = 0; i < count && !failed; i++)
        s.list[i] = i;
    failed = failed || sort_by_unit(ds, &s) != 0;
    for (size_t d = ds->dimension_count; d > 0 && !failed; d--)
        failed = sort_by_dimension(ds, d - 1, &s);
    if (!failed)
        failed = permute_series(ds, s.list, new_place);
    tt_free(s.list);
    tt_free(s.next);
    tt_free(s.rank);
    return failed;
}

/* An observation with what lies beside it, so that they move together. */
typedef struct full_observation {
    tt_observation row;
    double exposure;
    double standard_error;
    size_t arrival;
} full_observation;

static int compare_observations(const void *a, const void *b)
{
    const full_observation *x = a;
    const full_observation *y = b;
    int order = tt_period_compare(x->row.period, y->row.period);
    return order ? order : (x->arrival > y->arrival) - (x->arrival < y->arrival);
}

/* Whether the observations of one series stand in order already: the common case. */
static int in_order(const tt_dataset *ds, const tt_series *series)
{
    for (size_t i = series->first + 1; i < series->first + series->count; i++)
        if (tt_period_compare(ds->observations[i - 1].period, ds->observations[i].period) > 0)
            return 0;
    return 1;
}

static int sort_one_series(tt_dataset *ds, const tt_series *series)
{
    full_observation *list = tt_calloc(series->count, sizeof *list);
    if (!list)
        return -1;
    for (size_t i = 0; i < series->count; i++) {
        size_t at = series->first + i;
        const tt_observation *row = &ds->observations[at]; /* still in the order of reading */
        list[i] = (full_observation){*row, tt_dataset_exposure(ds, at),
                                     tt_dataset_standard_error(ds, at), i};
    }
    qsort(list, series->count, sizeof *list, compare_observations);
    for (size_t i = 0; i < series->count; i++) {
        size_t at = series->first + i;
        ds->observations[at] = list[i].row;
        if (ds->exposure)
            ds->exposure[at] = list[i].exposure;
        if (ds->standard_error)
            ds->standard_error[at] = list[i].standard_error;
    }
    tt_free(list);
    return 0;
}

/* Moves every element of a column to its target. Returns the new column, NULL without memory. */
static double *deal_column(const double *column, const uint32_t *target, size_t count,
                           size_t capacity)
{
    double *dealt = tt_calloc(capacity, sizeof *dealt);
    for (size_t i = 0; dealt && i < count; i++)
        dealt[target[i]] = column[i];
    return dealt;
}

/* Moves every observation to its target, with room for half of them: those of the upper half go out, the
 * others close up and are dealt into the half that is then free. Data come in runs of one area or
 * series, so this writes to few places at a time, which exchanging in place would not. `target` is used
 * up. Returns 0 on success. */
static int move_observations(tt_dataset *ds, uint32_t *target)
{
    tt_observation *rows = ds->observations;
    size_t lower = ds->observation_count / 2;
    size_t upper = ds->observation_count - lower;
    tt_observation *out = tt_calloc(upper, sizeof *out);
    if (!out)
        return -1;
    size_t kept = 0;
    for (size_t i = 0; i < lower + upper; i++) {
        if (target[i] >= lower) {
            out[target[i] - lower] = rows[i];
            continue;
        }
        target[kept] = target[i];
        rows[kept++] = rows[i];
    }
    for (size_t i = 0; i < lower; i++)
        rows[lower + target[i]] = rows[i];
    if (lower)
        memcpy(rows, rows + lower, lower * sizeof *rows);
    if (upper)
        memcpy(rows + lower, out, upper * sizeof *rows);
    tt_free(out);
    return 0;
}

/* Moves observations and the columns beside them. Returns 0 on success. */
static int move_all(tt_dataset *ds, uint32_t *target)
{
    double **columns[] = {&ds->exposure, &ds->standard_error};
    for (size_t c = 0; c < 2; c++) {
        if (!*columns[c])
            continue;
        double *column =
            deal_column(*columns[c], target, ds->observation_count, ds->observation_capacity);
        if (!column)
            return -1;
        tt_free(*columns[c]);
        *columns[c] = column;
    }
    return move_observations(ds, target);
}

/* How far the observations stand in order before anything is moved. */
typedef enum arrangement {
    SCATTERED, /* rows of a series stand apart */
    GROUPED,   /* all rows of a series together, series in order, periods not */
    ORDERED
} arrangement;

/* Gives the observations the new numbers of their series, and the series their places. */
static arrangement place_observations(tt_dataset *ds, const uint32_t *new_place)
{
    uint32_t last = 0;
    int grouped = 1;
    int sorted = 1;
    for (size_t i = 0; i < ds->series_count; i++)
        ds->series[i].count = 0;
    for (size_t i = 0; i < ds->observation_count; i++) {
        tt_observation *row = &ds->observations[i];
        uint32_t series = new_place[row->series];
        if (row->series != series) /* spares the writing where nothing moves */
            row->series = series;
        ds->series[series].count++;
        grouped &= series >= last;
        sorted &= i == 0 || series != last || tt_period_compare(row[-1].period, row->period) <= 0;
        last = series;
    }
    size_t first = 0;
    for (size_t i = 0; i < ds->series_count; i++) {
        ds->series[i].first = first;
        first += ds->series[i].count;
    }
    return !grouped ? SCATTERED : sorted ? ORDERED : GROUPED;
}

/* Deals the observations out to their series; `target` is room for one index each.
 * Returns 0 on success. */
static int deal_observations(tt_dataset *ds, uint32_t *target)
{
    size_t count = ds->observation_count;
    for (size_t i = 0; i < ds->series_count; i++)
        ds->series[i].count = 0;
    for (size_t i = 0; i < count; i++) {
        tt_series *series = &ds->series[ds->observations[i].series];
        target[i] = (uint32_t)(series->first + series->count++);
    }
    return move_all(ds, target);
}

/* Puts the observations into the order of the series, and each series into that of its periods. */
static int order_observations(tt_dataset *ds, const uint32_t *new_place)
{
    arrangement found = place_observations(ds, new_place);
    if (found == ORDERED)
        return 0;
    int failed = 0;
    if (found == SCATTERED) {
        uint32_t *target = tt_calloc(ds->observation_count, sizeof *target);
        failed = !target || deal_observations(ds, target) != 0;
        tt_free(target);
    }
    for (size_t i = 0; !failed && i < ds->series_count; i++)
        if (!in_order(ds, &ds->series[i]))
            failed = sort_one_series(ds, &ds->series[i]);
    return failed;
}

tt_status tt__dataset_order(tt_dataset *ds, tt_error *err)
{
    uint32_t *new_place = tt_calloc(ds->series_count, sizeof *new_place);
    int failed =
        !new_place || sort_series(ds, new_place) != 0 || order_observations(ds, new_place) != 0;
    tt_free(new_place);
    return failed ? tt_fail(err, TT_ENOMEM, "no memory to order the data set") : TT_OK;
}
