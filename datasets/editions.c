/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comparing editions: every value of the older is looked up among those of the newer once, so that each
 * series costs one search. */
#include "tiptrend/editions.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "dataset_internal.h"
#include "join_internal.h"
#include "tiptrend/memory.h"
#include "tiptrend/select.h"

typedef struct edition_pair {
    const tt_dataset *older;
    const tt_dataset *newer;
    size_t *dimension;  /* dimension[of the older]: of the newer; TT_NONE */
    uint32_t **meaning; /* meaning[of the older][value]: value of the newer */
    char *passed_over;  /* passed_over[of the older] = 1: it repeats another */
    size_t *leader;     /* leader[of the newer]: what it repeats; TT_NONE */
    uint32_t **map;     /* map[of the newer][value of its leader] */
    int no_room;        /* 1: no memory for a map */
    uint32_t *key;      /* room for a key of the newer */
    char *found;        /* found[series of the newer] = 1 when the older has it */
    tt_restatements *out;
    tt_error *err;
} edition_pair;

static tt_status no_memory(tt_error *err)
{
    return tt_fail(err, TT_ENOMEM, "no memory to compare editions");
}

/* ---- series of the same key ---- */

static tt_status match_dimensions(edition_pair *p)
{
    size_t count = p->older->dimension_count;
    p->dimension = tt_calloc(count, sizeof *p->dimension);
    p->meaning = tt_calloc(count, sizeof(uint32_t *));
    p->key = tt_calloc(p->newer->dimension_count, sizeof *p->key);
    p->found = tt_calloc(p->newer->series_count, 1);
    tt_status status = p->dimension && p->meaning && p->key && p->found ? TT_OK : no_memory(p->err);
    for (size_t d = 0; d < count && status == TT_OK; d++) {
        p->dimension[d] = tt_dataset_find_dimension(p->newer, p->older->dimensions[d].name);
        if (p->dimension[d] == TT_NONE && p->older->dimensions[d].role == TT_ROLE_AREA)
            p->dimension[d] =
                tt_dataset_find_role(p->newer, TT_ROLE_AREA); /* "country" for "area" */
        if (p->dimension[d] != TT_NONE)
            status =
                tt__match_values(p->older, d, p->newer, p->dimension[d], &p->meaning[d], p->err);
    }
    return status;
}

/* Whether an edition's dimension d has a counterpart in the other. */
static int is_shared(const edition_pair *p, const tt_dataset *edition, size_t d)
{
    if (edition == p->older)
        return p->dimension[d] != TT_NONE;
    for (size_t i = 0; i < p->older->dimension_count; i++)
        if (p->dimension[i] == d)
            return 1;
    return 0;
}

/* The shared dimension that d only repeats, with the map of its values; TT_NONE without one. */
static size_t find_leader(edition_pair *p, const tt_dataset *edition, size_t d, uint32_t **map)
{
    for (size_t of = 0; of < edition->dimension_count; of++) {
        if (!is_shared(p, edition, of))
            continue;
        *map = tt_calloc(tt_dataset_value_count(edition, of), sizeof **map);
        p->no_room |= *map == NULL;
        if (*map && tt__dimension_follows(edition, d, of, *map))
            return of;
        tt_free(*map);
        *map = NULL;
    }
    return TT_NONE;
}

/* Columns of codes come and go between editions; they say nothing that the names do not say. */
static tt_status pass_over_codes(edition_pair *p)
{
    size_t count = p->newer->dimension_count;
    p->passed_over = tt_calloc(p->older->dimension_count, 1);
    p->leader = tt_calloc(count, sizeof *p->leader);
    p->map = tt_calloc(count, sizeof(uint32_t *));
    if (!p->passed_over || !p->leader || !p->map)
        return no_memory(p->err);
    for (size_t d = 0; d < p->older->dimension_count; d++) {
        uint32_t *map = NULL;
        p->passed_over[d] =
            !is_shared(p, p->older, d) && find_leader(p, p->older, d, &map) != TT_NONE;
        tt_free(map);
    }
    for (size_t d = 0; d < count; d++)
        p->leader[d] =
            is_shared(p, p->newer, d) ? TT_NONE : find_leader(p, p->newer, d, &p->map[d]);
    return p->no_room ? no_memory(p->err) : TT_OK;
}

/* The series of the newer edition; TT_NONE when there is none. */
static size_t counterpart(const edition_pair *p, const tt_series *series)
{
    memset(p->key, 0, p->newer->dimension_count * sizeof *p->key);
    for (size_t d = 0; d < p->older->dimension_count; d++) {
        uint32_t value = series->key[d];
        if (p->dimension[d] == TT_NONE && value != 0 && !p->passed_over[d])
            return TT_NONE;
        if (p->dimension[d] == TT_NONE)
            continue;
        uint32_t meaning = p->meaning[d][value];
        if (meaning >= TT__SEVERAL_VALUES)
            return TT_NONE;
        p->key[p->dimension[d]] = meaning;
    }
    for (size_t d = 0; d < p->newer->dimension_count; d++)
        if (p->leader[d] != TT_NONE && p->map[d][p->key[p->leader[d]]] != TT__UNSEEN)
            p->key[d] = p->map[d][p->key[p->leader[d]]];
    uint32_t unit = tt__pool_find(&p->newer->texts, series->unit, strlen(series->unit));
    return unit == TT__POOL_NONE ? TT_NONE : tt_dataset_find_series(p->newer, p->key, unit);
}

/* ---- figures ---- */

static int has_figure(const tt_point *point)
{
    return point->rows > 0 && point->state != TT_STATE_MISSING;
}

static int same_number(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

static int same_figure(const tt_point *a, const tt_point *b)
{
    const unsigned partial = TT_VALUE_PARTIAL;
    return same_number(a->value, b->value) && same_number(a->low, b->low) &&
           same_number(a->high, b->high) && a->state == b->state &&
           (a->flags & partial) == (b->flags & partial);
}

static tt_status add(edition_pair *p, const tt_restatement *found)
{
    tt_restatements *out = p->out;
    if (tt_grow(&out->list, &out->capacity, out->count, sizeof *out->list) != 0)
        return no_memory(p->err);
    out->list[out->count++] = *found;
    out->changes[found->change]++;
    return TT_OK;
}

/* One period, in which one edition or both have a point. */
static tt_status compare_points(edition_pair *p, tt_restatement *r)
{
    int before = has_figure(&r->before);
    int after = has_figure(&r->after);
    int derived_before = !before || (r->before.flags & TT_VALUE_DERIVED);
    int derived_after = !after || (r->after.flags & TT_VALUE_DERIVED);
    if ((!before && !after) || (derived_before && derived_after))
        return TT_OK;
    if (before && after && same_figure(&r->before, &r->after)) {
        p->out->same++;
        return TT_OK;
    }
    r->change = before && after ? TT_EDITION_RESTATED
                : before        ? TT_EDITION_VANISHED
                                : TT_EDITION_NEW;
    return add(p, r);
}

/* Two lists of points in the order of periods, merged. */
static tt_status merge(edition_pair *p, size_t old_series, size_t new_series,
                       const tt_point_list *old, const tt_point_list *new)
{
    tt_status status = TT_OK;
    for (size_t i = 0, k = 0; (i < old->count || k < new->count) && status == TT_OK;) {
        int order = i == old->count ? 1
                    : k == new->count
                        ? -1
                        : tt_period_compare(old->points[i].period, new->points[k].period);
        tt_restatement r = {.old_series = old_series, .new_series = new_series};
        r.period = order > 0 ? new->points[k].period : old->points[i].period;
        if (order <= 0)
            r.before = old->points[i++];
        if (order >= 0)
            r.after = new->points[k++];
        status = compare_points(p, &r);
    }
    return status;
}

/* One of the two may be TT_NONE. */
static tt_status compare_series(edition_pair *p, size_t old_series, size_t new_series)
{
    tt_point_list old = {0};
    tt_point_list new = {0};
    tt_status status = TT_OK;
    if (old_series != TT_NONE)
        status = tt_dataset_points(p->older, old_series, 0, 0, &old, p->err);
    if (status == TT_OK && new_series != TT_NONE)
        status = tt_dataset_points(p->newer, new_series, 0, 0, &new, p->err);
    if (status == TT_OK)
        status = merge(p, old_series, new_series, &old, &new);
    tt_point_list_clear(&old);
    tt_point_list_clear(&new);
    return status;
}

static tt_status compare_all(edition_pair *p)
{
    tt_status status = TT_OK;
    for (size_t i = 0; i < p->older->series_count && status == TT_OK; i++) {
        size_t other = counterpart(p, &p->older->series[i]);
        if (other != TT_NONE)
            p->found[other] = 1;
        status = compare_series(p, i, other);
    }
    for (size_t i = 0; i < p->newer->series_count && status == TT_OK; i++)
        if (!p->found[i])
            status = compare_series(p, TT_NONE, i);
    return status;
}

/* ---- the list ---- */

/* By change, then by series of the newer edition, then of the older, then by period. TT_NONE is last. */
static int compare_restatements(const void *a, const void *b)
{
    const tt_restatement *x = a;
    const tt_restatement *y = b;
    if (x->change != y->change)
        return x->change < y->change ? -1 : 1;
    if (x->new_series != y->new_series)
        return x->new_series < y->new_series ? -1 : 1;
    if (x->old_series != y->old_series)
        return x->old_series < y->old_series ? -1 : 1;
    return tt_period_compare(x->period, y->period);
}

tt_status tt_dataset_compare(const tt_dataset *older, const tt_dataset *newer, tt_restatements *out,
                             tt_error *err)
{
    *out = (tt_restatements){0};
    if (!older->finished || !newer->finished)
        return tt_fail(err, TT_EUSAGE, "a data set is not finished");
    edition_pair p = {.older = older, .newer = newer, .out = out, .err = err};
    tt_status status = match_dimensions(&p);
    if (status == TT_OK)
        status = pass_over_codes(&p);
    if (status == TT_OK)
        status = compare_all(&p);
    if (status == TT_OK && out->count)
        qsort(out->list, out->count, sizeof *out->list, compare_restatements);
    for (size_t d = 0; p.meaning && d < older->dimension_count; d++)
        tt_free(p.meaning[d]);
    for (size_t d = 0; p.map && d < newer->dimension_count; d++)
        tt_free(p.map[d]);
    tt_free(p.map);
    tt_free(p.leader);
    tt_free(p.passed_over);
    tt_free(p.meaning);
    tt_free(p.dimension);
    tt_free(p.key);
    tt_free(p.found);
    if (status != TT_OK)
        tt_restatements_clear(out);
    return status;
}

void tt_restatements_clear(tt_restatements *list)
{
    tt_free(list->list);
    *list = (tt_restatements){0};
}

const char *tt_edition_change_name(tt_edition_change change)
{
    static const char *const names[] = {"restated", "vanished", "new"};
    return (unsigned)change < 3 ? names[change] : "unknown";
}
