/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Margins: the parts of a total, and totals derived where none is printed.
 *
 * A printed margin is used as printed. Where a period has none, the sum of the parts serves, marked
 * derived, and only when every part of the series has a figure in that period. A part can be known
 * by finer rows alone (states by sex, but not in total): then the whole waits until the part itself
 * has been derived, and stays open when it cannot be. So dimensions are gone through until nothing is
 * added, and their order does not show in which totals there are.
 *
 * Only counts and money are summed, and only along dimensions whose values are parts of a whole:
 * never over indicators, places, statistics or single items, and not within a nested dimension,
 * whose breakdowns list some parts only. */
#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "dataset_internal.h"
#include "tiptrend/memory.h"
#include "tiptrend/strbuf.h"

static int compare_indices(const void *a, const void *b)
{
    const size_t *x = a;
    const size_t *y = b;
    return (*x > *y) - (*x < *y);
}

tt_status tt_dataset_parts(const tt_dataset *ds, size_t series, size_t dimension,
                           uint32_t breakdown, tt_index_list *out, tt_error *err)
{
    *out = (tt_index_list){0};
    size_t width = ds->dimension_count;
    uint32_t *key = tt_calloc(width, sizeof *key);
    if (!key)
        return tt_fail(err, TT_ENOMEM, "no memory for a key");
    memcpy(key, ds->keys + series * width, width * sizeof *key);
    tt_status status = TT_OK;
    for (uint32_t v = 1; v < tt_dataset_value_count(ds, dimension) && status == TT_OK; v++) {
        if (tt_dataset_breakdown(ds, dimension, v) != breakdown)
            continue;
        key[dimension] = v;
        size_t part = tt_dataset_find_series(ds, key, ds->series[series].unit_id);
        if (part != TT_NONE)
            status = tt_index_list_add(out, part, err);
    }
    tt_free(key);
    if (status != TT_OK)
        tt_index_list_clear(out);
    else if (out->count) /* values are numbered by arrival, series by the data */
        qsort(out->index, out->count, sizeof *out->index, compare_indices);
    return status;
}

/* A series as a part along one dimension: it is grouped with those of the same key elsewhere. */
typedef struct part {
    const uint32_t *key;
    size_t width;
    size_t dimension;
    uint32_t unit;
    uint32_t series;
} part;

/* 0 when two parts belong to the same whole. */
static int compare_whole(const part *x, const part *y)
{
    if (x->unit != y->unit)
        return x->unit < y->unit ? -1 : 1;
    for (size_t i = 0; i < x->width; i++)
        if (i != x->dimension && x->key[i] != y->key[i])
            return x->key[i] < y->key[i] ? -1 : 1;
    return 0;
}

static int compare_parts_of_whole(const void *a, const void *b)
{
    return compare_whole(a, b);
}

static int compare_parts(const void *a, const void *b)
{
    const part *x = a;
    const part *y = b;
    int order = compare_whole(x, y);
    return order ? order : (x->series > y->series) - (x->series < y->series);
}

/* Figures to be added once the scan is over: adding moves the arrays that the scan reads. */
typedef struct sums {
    struct sum {
        tt_observation row;
        uint32_t part; /* a series whose key, with the dimension at the margin, is the whole's */
    } * list;
    size_t count;
    size_t capacity;
} sums;

/* The row of a series in a period, NULL when it has none. `*at` only moves forward. */
static const tt_observation *row_at(const tt_dataset *ds, const tt_series *series, size_t *at,
                                    tt_period period)
{
    while (*at < series->first + series->count &&
           tt_period_compare(ds->observations[*at].period, period) < 0)
        (*at)++;
    int found = *at < series->first + series->count &&
                tt_period_compare(ds->observations[*at].period, period) == 0;
    return found ? &ds->observations[*at] : NULL;
}

/* Adds one part's figure in the period to the sum. Returns 0 when the part has none. */
static int add_part_figure(const tt_dataset *ds, const tt_series *series, tt_observation *sum,
                           size_t *at)
{
    if (!row_at(ds, series, at, sum->period))
        return 0;
    tt_point point = tt__resolve(ds, *at, tt__same_period_end(ds, series, *at));
    return tt__add_figure(sum, &point);
}

/* Definition and source of a sum; a source only when it is that of every row. `at[count]` are the
 * first rows of the parts in the period. */
static tt_status origin_of_sum(tt_dataset *ds, const part *parts, const size_t *at, size_t count,
                               uint32_t *out, tt_error *err)
{
    uint32_t *definitions = tt_calloc(count, sizeof *definitions);
    if (!definitions)
        return tt_fail(err, TT_ENOMEM, "no memory for derived totals");
    tt_origin origin = {.source = ds->origins[ds->observations[at[0]].origin].source};
    for (size_t i = 0; i < count; i++) {
        size_t end = tt__same_period_end(ds, &ds->series[parts[i].series], at[i]);
        definitions[i] = tt__resolve(ds, at[i], end).definition;
        for (size_t row = at[i]; row < end; row++)
            if (ds->origins[ds->observations[row].origin].source != origin.source)
                origin.source = 0;
    }
    /* All definitions where they differ, so that it changes when that of any part does. */
    tt_status status = tt__join_texts(ds, definitions, count, &origin.definition, err);
    tt_free(definitions);
    if (status == TT_OK &&
        tt_grow(&ds->origins, &ds->origin_capacity, ds->origin_count, sizeof *ds->origins) != 0)
        status = tt_fail(err, TT_ENOMEM, "no memory for derived totals");
    if (status != TT_OK)
        return status;
    *out = (uint32_t)ds->origin_count;
    ds->origins[ds->origin_count++] = origin;
    return TT_OK;
}

/* The sum of all parts in one period, if each has a figure and the whole has no row. `at[count]`
 * are the places of the scan. */
static tt_status sum_period(tt_dataset *ds, const part *parts, size_t count, tt_period period,
                            size_t *at, sums *out, tt_error *err)
{
    tt_observation sum = {.period = period, .flags = TT_VALUE_DERIVED};
    for (size_t i = 0; i < count; i++)
        if (!add_part_figure(ds, &ds->series[parts[i].series], &sum, &at[i]))
            return TT_OK;
    sum.state = sum.value == 0 ? TT_STATE_ZERO : TT_STATE_OBSERVED;
    tt_status status = origin_of_sum(ds, parts, at, count, &sum.origin, err);
    if (status != TT_OK)
        return status;
    if (tt_grow(&out->list, &out->capacity, out->count, sizeof *out->list) != 0)
        return tt_fail(err, TT_ENOMEM, "no memory for derived totals");
    out->list[out->count++] = (struct sum){sum, parts[0].series};
    return TT_OK;
}

/* ---- parts that only coarser rows show ---- */

/* The dimensions, save that of the parts, in which a whole is no margin and coarser series are its
 * margins. Returns how many. */
static size_t coarser_dimensions(const tt_dataset *ds, const part *parts, size_t *out)
{
    size_t count = 0;
    for (size_t d = 0; d < ds->dimension_count; d++) {
        uint32_t value = parts->key[d];
        if (d != parts->dimension && value && tt_role_is_summable(ds->dimensions[d].role) &&
            tt_dataset_breakdown(ds, d, value) == 0)
            out[count++] = d;
    }
    return count;
}

/* Adds the parts that stand under one coarser whole, whose key is given, but not among `has`. */
static tt_status add_witnesses(const tt_dataset *ds, const part *parts, const char *has,
                               uint32_t *key, tt_index_list *out, tt_error *err)
{
    tt_status status = TT_OK;
    for (uint32_t v = 1; v < tt_dataset_value_count(ds, parts->dimension) && status == TT_OK; v++) {
        if (has[v] || tt_dataset_breakdown(ds, parts->dimension, v) != 0)
            continue;
        key[parts->dimension] = v;
        size_t series = tt_dataset_find_series(ds, key, parts->unit);
        if (series != TT_NONE)
            status = tt_index_list_add(out, series, err);
    }
    return status;
}

/* Looks up each of the 2^dimensions - 1 ways in which a whole can be coarser. */
static tt_status look_up_witnesses(const tt_dataset *ds, const part *parts, const char *has,
                                   const size_t *coarser, size_t dimensions, uint32_t *key,
                                   tt_index_list *out, tt_error *err)
{
    tt_status status = TT_OK;
    for (size_t set = 1; set < (size_t)1 << dimensions && status == TT_OK; set++) {
        memcpy(key, parts->key, ds->dimension_count * sizeof *key);
        for (size_t i = 0; i < dimensions; i++)
            key[coarser[i]] = set >> i & 1 ? 0 : key[coarser[i]];
        status = add_witnesses(ds, parts, has, key, out, err);
    }
    return status;
}

/* Whether a series is a part of a coarser whole: where its key is another one, it is the margin of a
 * dimension of `is_coarser`. */
static int is_witness(const tt_dataset *ds, const part *parts, const char *has,
                      const char *is_coarser, size_t series)
{
    const uint32_t *key = ds->keys + series * ds->dimension_count;
    uint32_t value = key[parts->dimension];
    if (ds->series[series].unit_id != parts->unit || value == 0 || has[value] ||
        tt_dataset_breakdown(ds, parts->dimension, value) != 0)
        return 0;
    for (size_t d = 0; d < ds->dimension_count; d++)
        if (d != parts->dimension && key[d] != parts->key[d] && (key[d] != 0 || !is_coarser[d]))
            return 0;
    return 1;
}

/* Goes through all series. */
static tt_status scan_for_witnesses(const tt_dataset *ds, const part *parts, const char *has,
                                    const size_t *coarser, size_t dimensions, tt_index_list *out,
                                    tt_error *err)
{
    char is_coarser[TT__DIMENSIONS_MAX] = {0};
    for (size_t i = 0; i < dimensions; i++)
        is_coarser[coarser[i]] = 1;
    tt_status status = TT_OK;
    for (size_t i = 0; i < ds->series_count && status == TT_OK; i++)
        if (is_witness(ds, parts, has, is_coarser, i))
            status = tt_index_list_add(out, i, err);
    return status;
}

/* Series that show a part which the whole lacks: its key with one or more dimensions at the margin.
 * Where one of them has a figure, the part is there but not known for the whole. Looked up, or sought
 * among all series, whichever is less: the first doubles with each dimension. */
static tt_status find_witnesses(const tt_dataset *ds, const part *parts, size_t count,
                                uint32_t *key, tt_index_list *out, tt_error *err)
{
    enum { MOST_LOOKED_UP = 20 };
    size_t coarser[TT__DIMENSIONS_MAX];
    size_t dimensions = coarser_dimensions(ds, parts, coarser);
    if (dimensions == 0)
        return TT_OK;
    size_t values = tt_dataset_value_count(ds, parts->dimension);
    char *has = tt_calloc(values, 1);
    if (!has)
        return tt_fail(err, TT_ENOMEM, "no memory for derived totals");
    for (size_t i = 0; i < count; i++)
        has[parts[i].key[parts->dimension]] = 1;
    int look_up = dimensions < MOST_LOOKED_UP && values << dimensions < ds->series_count;
    tt_status status = look_up
                           ? look_up_witnesses(ds, parts, has, coarser, dimensions, key, out, err)
                           : scan_for_witnesses(ds, parts, has, coarser, dimensions, out, err);
    tt_free(has);
    return status;
}

/* Whether one of some series has a figure in a period. */
static int any_has_figure(const tt_dataset *ds, const tt_index_list *list, tt_period period)
{
    for (size_t i = 0; i < list->count; i++) {
        size_t at = ds->series[list->index[i]].first;
        const tt_observation *row = row_at(ds, &ds->series[list->index[i]], &at, period);
        if (row && !isnan(row->low) && row->high > 0)
            return 1;
    }
    return 0;
}

/* All periods of one whole. A period in which every part has a row is one of the first part's. */
static tt_status sum_whole(tt_dataset *ds, const part *parts, size_t count, uint32_t *key,
                           sums *out, tt_error *err)
{
    size_t width = ds->dimension_count;
    tt_index_list witnesses = {0};
    tt_status status = find_witnesses(ds, parts, count, key, &witnesses, err);
    memcpy(key, parts[0].key, width * sizeof *key);
    key[parts[0].dimension] = 0;
    size_t whole = tt_dataset_find_series(ds, key, parts[0].unit);
    size_t *at = tt_calloc(count + 1, sizeof *at);
    if (status == TT_OK && !at)
        status = tt_fail(err, TT_ENOMEM, "no memory for derived totals");
    if (status != TT_OK) {
        tt_index_list_clear(&witnesses);
        tt_free(at);
        return status;
    }
    for (size_t i = 0; i < count; i++)
        at[i] = ds->series[parts[i].series].first;
    if (whole != TT_NONE)
        at[count] = ds->series[whole].first;
    const tt_series *first = &ds->series[parts[0].series];
    size_t end;
    for (size_t i = first->first; i < first->first + first->count && status == TT_OK; i = end) {
        end = tt__same_period_end(ds, first, i);
        tt_period period = ds->observations[i].period;
        if (whole != TT_NONE && row_at(ds, &ds->series[whole], &at[count], period))
            continue;
        if (!any_has_figure(ds, &witnesses, period))
            status = sum_period(ds, parts, count, period, at, out, err);
    }
    tt_index_list_clear(&witnesses);
    tt_free(at);
    return status;
}

/* Adds the collected sums to the data set. */
static tt_status add_sums(tt_dataset *ds, size_t dimension, const sums *found, uint32_t *key,
                          tt_error *err)
{
    size_t width = ds->dimension_count;
    size_t printed = ds->series_count;
    tt_status status = TT_OK;
    for (size_t i = 0; i < found->count && status == TT_OK; i++) {
        tt_observation row = found->list[i].row;
        memcpy(key, ds->keys + found->list[i].part * width, width * sizeof *key);
        key[dimension] = 0;
        status = tt__dataset_add_series(ds, key, ds->series[found->list[i].part].unit_id,
                                        &row.series, err);
        if (status != TT_OK)
            break;
        if (row.series >= printed)
            ds->series[row.series].derived = 1;
        status = tt__dataset_add_observation(ds, &row, NAN, NAN, err);
    }
    return status;
}

/* Whether a series can be a part along a dimension. */
static int is_part(const tt_dataset *ds, size_t series, size_t dimension)
{
    uint32_t value = ds->keys[series * ds->dimension_count + dimension];
    return value != 0 && tt_unit_is_additive(ds->series[series].unit_kind) &&
           tt_dataset_breakdown(ds, dimension, value) == 0;
}

/* The parts along one dimension, those of one whole side by side. Returns how many. */
static size_t collect_parts(const tt_dataset *ds, size_t dimension, part *list)
{
    size_t width = ds->dimension_count;
    size_t count = 0;
    for (uint32_t i = 0; i < ds->series_count; i++)
        if (is_part(ds, i, dimension))
            list[count++] =
                (part){ds->keys + i * width, width, dimension, ds->series[i].unit_id, i};
    qsort(list, count, sizeof *list, compare_parts);
    return count;
}

/* ---- parts that only finer rows show ---- */

/* Sets of dimensions, one bit each. */
static_assert(TT__DIMENSIONS_MAX <= 64, "sets of dimensions are bits of a 64-bit word");

/* The dimensions, save one, in which a series is no margin; with `fine`, only those in which it can be
 * finer than a whole. */
static uint64_t set_dimensions(const tt_dataset *ds, size_t series, size_t save, int fine)
{
    const uint32_t *key = ds->keys + series * ds->dimension_count;
    uint64_t set = 0;
    for (size_t d = 0; d < ds->dimension_count; d++) {
        int counts = !fine || (tt_role_is_summable(ds->dimensions[d].role) &&
                               tt_dataset_breakdown(ds, d, key[d]) == 0);
        if (d != save && key[d] != 0 && counts)
            set |= UINT64_C(1) << d;
    }
    return set;
}

static int compare_sets(const void *a, const void *b)
{
    const uint64_t *x = a;
    const uint64_t *y = b;
    return (*x > *y) - (*x < *y);
}

/* The different sets of dimensions in which the wholes of the parts are no margins. Returns how many. */
static size_t collect_sets(const tt_dataset *ds, const part *parts, size_t count, uint64_t *sets)
{
    for (size_t i = 0; i < count; i++)
        sets[i] = set_dimensions(ds, parts[i].series, parts[i].dimension, 0);
    qsort(sets, count, sizeof *sets, compare_sets);
    size_t different = 0;
    for (size_t i = 0; i < count; i++)
        if (different == 0 || sets[different - 1] != sets[i])
            sets[different++] = sets[i];
    return different;
}

/* Where the parts of a derivation are kept. */
typedef struct derivation {
    size_t dimension;
    part *parts; /* parts[count], those of one whole side by side */
    size_t count;
    char *open;     /* open[count]: 1 beside a part whose whole lacks another one */
    uint64_t *sets; /* sets[set_count] */
    size_t set_count;
    uint32_t *key; /* room for a key */
} derivation;

/* Looks at a series as finer than the wholes of one set: when the part of the whole to which it
 * belongs is no series itself, that whole is open. */
static void look_for_part(const tt_dataset *ds, derivation *work, size_t series, uint64_t set)
{
    const uint32_t *key = ds->keys + series * ds->dimension_count;
    for (size_t d = 0; d < ds->dimension_count; d++)
        work->key[d] = d == work->dimension || set >> d & 1 ? key[d] : 0;
    uint32_t unit = ds->series[series].unit_id;
    if (tt_dataset_find_series(ds, work->key, unit) != TT_NONE)
        return;
    part wanted = {work->key, ds->dimension_count, work->dimension, unit, 0};
    const part *found =
        bsearch(&wanted, work->parts, work->count, sizeof wanted, compare_parts_of_whole);
    if (found)
        work->open[found - work->parts] = 1;
}

static void find_open_wholes(const tt_dataset *ds, derivation *work)
{
    for (size_t i = 0; i < ds->series_count; i++) {
        if (!is_part(ds, i, work->dimension))
            continue;
        uint64_t all = set_dimensions(ds, i, work->dimension, 0);
        uint64_t fine = set_dimensions(ds, i, work->dimension, 1);
        for (size_t s = 0; s < work->set_count; s++) {
            uint64_t set = work->sets[s];
            uint64_t beyond = all & ~set;
            if ((set & ~all) == 0 && beyond && (beyond & ~fine) == 0)
                look_for_part(ds, work, i, set);
        }
    }
}

/* ---- the whole data set ---- */

static void clear_derivation(derivation *work)
{
    tt_free(work->parts);
    tt_free(work->open);
    tt_free(work->sets);
    tt_free(work->key);
}

static tt_status start_derivation(const tt_dataset *ds, size_t dimension, derivation *out,
                                  tt_error *err)
{
    size_t count = ds->series_count;
    *out = (derivation){.dimension = dimension,
                        .parts = tt_calloc(count, sizeof *out->parts),
                        .open = tt_calloc(count, 1),
                        .sets = tt_calloc(count, sizeof *out->sets),
                        .key = tt_calloc(ds->dimension_count, sizeof *out->key)};
    if (!out->parts || !out->open || !out->sets || !out->key)
        return tt_fail(err, TT_ENOMEM, "no memory for derived totals");
    out->count = collect_parts(ds, dimension, out->parts);
    out->set_count = collect_sets(ds, out->parts, out->count, out->sets);
    find_open_wholes(ds, out);
    return TT_OK;
}

/* Derives sums along one dimension; `added` grows by their number. */
static tt_status derive_along(tt_dataset *ds, size_t dimension, size_t *added, tt_error *err)
{
    sums found = {0};
    derivation work;
    tt_status status = start_derivation(ds, dimension, &work, err);
    size_t end;
    for (size_t i = 0; i < work.count && status == TT_OK; i = end) {
        end = i + 1;
        while (end < work.count && compare_whole(&work.parts[i], &work.parts[end]) == 0)
            end++;
        if (end - i >= 2 && !memchr(work.open + i, 1, end - i))
            status = sum_whole(ds, work.parts + i, end - i, work.key, &found, err);
    }
    if (status == TT_OK && found.count)
        status = add_sums(ds, dimension, &found, work.key, err);
    if (status == TT_OK && found.count)
        status = tt__dataset_order(ds, err);
    *added += found.count;
    tt_free(found.list);
    clear_derivation(&work);
    return status;
}

tt_status tt__dataset_derive_margins(tt_dataset *ds, tt_error *err)
{
    tt_status status = TT_OK;
    for (size_t added = 1; added && status == TT_OK;) {
        added = 0;
        for (size_t d = 0; d < ds->dimension_count && status == TT_OK; d++)
            if (tt_role_is_summable(ds->dimensions[d].role))
                status = derive_along(ds, d, &added, err);
    }
    return status;
}
