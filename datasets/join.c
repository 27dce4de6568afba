/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding the series of one data set that belongs to a series of another.
 *
 * Each dimension of the other makes a demand. Where it demands a value, a table says for every value
 * of ours which one of theirs it is; it is made once, so that joining costs a search for each series. */
#include "join_internal.h"

#include <stdlib.h>
#include <string.h>

#include "tiptrend/areas.h"
#include "tiptrend/memory.h"
#include "tiptrend/nearest.h"

/* What a dimension of the other data set must have. */
typedef enum demand_kind {
    FREE,   /* anything */
    MARGIN, /* the margin */
    VALUE   /* the value that ours is */
} demand_kind;

typedef struct demand {
    demand_kind kind;
    size_t ours;       /* VALUE: our dimension, or the owner of our attribute */
    size_t attribute;  /* VALUE: our attribute; TT_NONE when it is a dimension */
    uint32_t *meaning; /* meaning[our value]: their value, TT__SEVERAL_VALUES or TT__NO_VALUE */
} demand;

/* A series of theirs that may be found, under its key with free dimensions at the margin. */
typedef struct target {
    const uint32_t *key;
    size_t width;
    size_t series;
} target;

struct tt_join {
    const tt_dataset *ds;
    const tt_dataset *other;
    demand *demands; /* demands[width]: one for each dimension of the other */
    size_t width;
    uint32_t *keys;  /* keys[target_count * width] */
    target *targets; /* in the order of their keys */
    size_t target_count;
};

static tt_status no_memory(tt_error *err)
{
    return tt_fail(err, TT_ENOMEM, "no memory for a join");
}

/* ---- which value of theirs a value of ours is ---- */

/* Our text for a value of the dimension, or of the attribute. */
static const char *our_text(const tt_join *join, const demand *d, uint32_t value)
{
    return d->attribute == TT_NONE ? tt_dataset_value(join->ds, d->ours, value)
                                   : tt_dataset_attribute_text(join->ds, d->attribute, value);
}

/* What values mean, as numbers: 0 is nothing that is known. */
typedef struct meanings {
    size_t *ours;   /* ours[our value] */
    size_t *theirs; /* theirs[their value] */
    size_t our_count;
    size_t their_count;
    size_t kinds; /* meanings are below it */
} meanings;

/* The areas of texts, as numbers. */
static tt_status area_meanings(const tt_areas *areas, const char *const *texts, size_t count,
                               size_t *out, tt_error *err)
{
    const tt_area **found = tt_calloc(count, sizeof *found);
    if (!found)
        return no_memory(err);
    tt_areas_resolve(areas, texts, count, found);
    for (size_t i = 0; i < count; i++)
        out[i] = found[i] ? (size_t)(found[i] - tt_areas_at(areas, 0)) + 1 : 0;
    tt_free(found);
    return TT_OK;
}

/* A value whose own text names no area: one of its attributes may, as a code. */
static size_t area_by_attribute(const tt_join *join, const tt_areas *areas, size_t owner,
                                uint32_t value)
{
    for (size_t a = 0; a < tt_dataset_attribute_count(join->ds); a++) {
        if (tt_dataset_attribute_dimension(join->ds, a) != owner)
            continue;
        const tt_area *area = tt_areas_find(areas, tt_dataset_attribute_text(join->ds, a, value));
        if (area)
            return (size_t)(area - tt_areas_at(areas, 0)) + 1;
    }
    return 0;
}

static tt_status find_areas(const tt_join *join, size_t theirs, const demand *d, meanings *m,
                            tt_error *err)
{
    tt_areas *areas = NULL;
    const char **texts = tt_calloc(m->our_count + m->their_count, sizeof *texts);
    tt_status status = texts ? tt_areas_new(&areas, err) : no_memory(err);
    for (uint32_t v = 1; status == TT_OK && v < m->our_count; v++)
        texts[v - 1] = our_text(join, d, v);
    if (status == TT_OK)
        status = area_meanings(areas, texts, m->our_count - 1, m->ours + 1, err);
    for (uint32_t v = 1; status == TT_OK && v < m->our_count; v++)
        if (!m->ours[v])
            m->ours[v] = area_by_attribute(join, areas, d->ours, v);
    for (uint32_t v = 1; status == TT_OK && v < m->their_count; v++)
        texts[v - 1] = tt_dataset_value(join->other, theirs, v);
    if (status == TT_OK)
        status = area_meanings(areas, texts, m->their_count - 1, m->theirs + 1, err);
    m->kinds = status == TT_OK ? tt_areas_count(areas) + 1 : 0;
    tt_areas_free(areas);
    tt_free(texts);
    return status;
}

static void find_sexes(const tt_join *join, size_t theirs, const demand *d, meanings *m)
{
    for (uint32_t v = 1; v < m->our_count; v++)
        m->ours[v] = tt_sex_of(our_text(join, d, v));
    for (uint32_t v = 1; v < m->their_count; v++)
        m->theirs[v] = tt_sex_of(tt_dataset_value(join->other, theirs, v));
    m->kinds = TT_SEX_UNSPECIFIED + 1;
}

/* Gives each value of ours the one of theirs that means the same. */
static tt_status match_meanings(const meanings *m, uint32_t *out, tt_error *err)
{
    uint32_t *value = tt_calloc(m->kinds, sizeof *value); /* 0: none yet */
    if (!value)
        return no_memory(err);
    for (uint32_t v = 1; v < m->their_count; v++)
        if (m->theirs[v])
            value[m->theirs[v]] = value[m->theirs[v]] ? TT__SEVERAL_VALUES : v;
    for (uint32_t v = 1; v < m->our_count; v++)
        if (m->ours[v] && value[m->ours[v]])
            out[v] = value[m->ours[v]];
    tt_free(value);
    return TT_OK;
}

static tt_status match_by_meaning(const tt_join *join, size_t theirs, demand *d, tt_error *err)
{
    meanings m = {.our_count = tt_dataset_value_count(join->ds, d->ours),
                  .their_count = tt_dataset_value_count(join->other, theirs)};
    m.ours = tt_calloc(m.our_count, sizeof *m.ours);
    m.theirs = tt_calloc(m.their_count, sizeof *m.theirs);
    tt_status status = m.ours && m.theirs ? TT_OK : no_memory(err);
    if (status == TT_OK && tt_dataset_role(join->other, theirs) == TT_ROLE_AREA)
        status = find_areas(join, theirs, d, &m, err);
    else if (status == TT_OK)
        find_sexes(join, theirs, d, &m);
    if (status == TT_OK)
        status = match_meanings(&m, d->meaning, err);
    tt_free(m.ours);
    tt_free(m.theirs);
    return status;
}

/* Areas and sexes by what they mean, and where that leaves it open, as all others by equal text. That
 * order matters: "México" among states is not the "México" among countries. */
static tt_status match_values(const tt_join *join, size_t theirs, demand *d, tt_error *err)
{
    size_t count = tt_dataset_value_count(join->ds, d->ours);
    d->meaning = tt_calloc(count, sizeof *d->meaning);
    if (!d->meaning)
        return no_memory(err);
    for (uint32_t v = 0; v < count; v++)
        d->meaning[v] = TT__NO_VALUE;
    tt_dimension_role role = tt_dataset_role(join->other, theirs);
    tt_status status = TT_OK;
    if (role == TT_ROLE_AREA || role == TT_ROLE_SEX)
        status = match_by_meaning(join, theirs, d, err);
    for (uint32_t v = 0; v < count; v++) {
        size_t same = d->meaning[v] < TT__SEVERAL_VALUES
                          ? TT_NONE
                          : tt_dataset_find_value(join->other, theirs, our_text(join, d, v));
        if (same != TT_NONE)
            d->meaning[v] = (uint32_t)same;
    }
    return status;
}

tt_status tt__match_values(const tt_dataset *ds, size_t ours, const tt_dataset *other,
                           size_t theirs, uint32_t **out, tt_error *err)
{
    tt_join join = {.ds = ds, .other = other};
    demand d = {.kind = VALUE, .ours = ours, .attribute = TT_NONE};
    tt_status status = match_values(&join, theirs, &d, err);
    if (status != TT_OK) {
        tt_free(d.meaning);
        d.meaning = NULL;
    }
    *out = d.meaning;
    return status;
}

/* ---- what each dimension of theirs demands ---- */

static int is_key(const char *name, const char *const *keys, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(keys[i], name) == 0)
            return 1;
    return 0;
}

/* The dimension of theirs that holds our areas: of the same name, else their first of areas. */
static size_t their_areas(const tt_join *join, size_t our_areas)
{
    if (our_areas == TT_NONE)
        return TT_NONE;
    size_t same = tt_dataset_find_dimension(join->other, tt_dataset_dimension(join->ds, our_areas));
    return same != TT_NONE ? same : tt_dataset_find_role(join->other, TT_ROLE_AREA);
}

/* Where our values for a dimension of theirs stand. Returns 0 when we have none. */
static int find_ours(const tt_join *join, const char *name, demand *out)
{
    out->attribute = TT_NONE;
    out->ours = tt_dataset_find_dimension(join->ds, name);
    if (out->ours != TT_NONE)
        return 1;
    out->attribute = tt_dataset_find_attribute(join->ds, name);
    if (out->attribute == TT_NONE)
        return 0;
    out->ours = tt_dataset_attribute_dimension(join->ds, out->attribute);
    return 1;
}

static tt_status make_demand(const tt_join *join, size_t theirs, const char *const *keys,
                             size_t count, demand *out, tt_error *err)
{
    const char *name = tt_dataset_dimension(join->other, theirs);
    tt_dimension_role role = tt_dataset_role(join->other, theirs);
    size_t our_areas = tt_dataset_find_role(join->ds, TT_ROLE_AREA);
    int is_areas = !count && theirs == their_areas(join, our_areas);
    int known = find_ours(join, name, out);
    if (is_areas) {
        out->ours = our_areas;
        out->attribute = TT_NONE;
    } else if (is_key(name, keys, count) && !known) {
        return tt_fail(err, TT_ENOTFOUND, "the data have no dimension '%s' to join by", name);
    }
    if (is_areas || is_key(name, keys, count) || (known && tt_role_is_summable(role)))
        out->kind = VALUE;
    else
        out->kind = role == TT_ROLE_AREA || role == TT_ROLE_INDICATOR ? FREE : MARGIN;
    return out->kind == VALUE ? match_values(join, theirs, out, err) : TT_OK;
}

/* ---- their series ---- */

static int compare_keys(const void *a, const void *b)
{
    const target *x = a;
    const target *y = b;
    return memcmp(x->key, y->key, x->width * sizeof *x->key);
}

static int compare_targets(const void *a, const void *b)
{
    const target *x = a;
    const target *y = b;
    int order = compare_keys(a, b);
    return order ? order : (x->series > y->series) - (x->series < y->series);
}

static tt_status collect_targets(tt_join *join, tt_error *err)
{
    size_t count = tt_dataset_series_count(join->other);
    join->keys = tt_calloc(count * join->width + 1, sizeof *join->keys);
    join->targets = tt_calloc(count, sizeof *join->targets);
    if (!join->keys || !join->targets)
        return no_memory(err);
    for (size_t i = 0; i < count; i++) {
        const uint32_t *from = tt_dataset_series(join->other, i)->key;
        uint32_t *key = join->keys + join->target_count * join->width;
        int usable = 1;
        for (size_t d = 0; d < join->width; d++) {
            usable &= join->demands[d].kind != MARGIN || from[d] == 0;
            key[d] = join->demands[d].kind == FREE ? 0 : from[d];
        }
        if (usable)
            join->targets[join->target_count++] = (target){key, join->width, i};
    }
    qsort(join->targets, join->target_count, sizeof *join->targets, compare_targets);
    return TT_OK;
}

tt_status tt_join_new(const tt_dataset *ds, const tt_dataset *other, const char *const *keys,
                      size_t count, tt_join **out, tt_error *err)
{
    *out = NULL;
    tt_join *join = tt_calloc(1, sizeof *join);
    if (!join)
        return no_memory(err);
    *join = (tt_join){.ds = ds, .other = other, .width = tt_dataset_dimension_count(other)};
    join->demands = tt_calloc(join->width, sizeof *join->demands);
    tt_status status = join->demands ? TT_OK : no_memory(err);
    for (size_t i = 0; i < count && status == TT_OK; i++)
        if (tt_dataset_find_dimension(other, keys[i]) == TT_NONE)
            status = tt_fail(err, TT_ENOTFOUND, "the table to join has no dimension '%s'", keys[i]);
    for (size_t d = 0; d < join->width && status == TT_OK; d++)
        status = make_demand(join, d, keys, count, &join->demands[d], err);
    if (status == TT_OK)
        status = collect_targets(join, err);
    if (status == TT_OK)
        *out = join;
    else
        tt_join_free(join);
    return status;
}

void tt_join_free(tt_join *join)
{
    if (!join)
        return;
    for (size_t d = 0; join->demands && d < join->width; d++)
        tt_free(join->demands[d].meaning);
    tt_free(join->demands);
    tt_free(join->keys);
    tt_free(join->targets);
    tt_free(join);
}

/* ---- finding ---- */

/* The key that a series of ours has among theirs. Returns the dimension in which there is none, the
 * width when all is well. */
static size_t their_key(const tt_join *join, size_t series, uint32_t *key)
{
    const uint32_t *ours = tt_dataset_series(join->ds, series)->key;
    for (size_t d = 0; d < join->width; d++) {
        const demand *want = &join->demands[d];
        key[d] = want->kind == VALUE ? want->meaning[ours[want->ours]] : 0;
        if (key[d] >= TT__SEVERAL_VALUES)
            return d;
    }
    return join->width;
}

tt_status tt_join_find(const tt_join *join, size_t series, size_t *found, tt_error *err)
{
    *found = TT_NONE;
    uint32_t *key = tt_calloc(join->width + 1, sizeof *key);
    if (!key)
        return no_memory(err);
    tt_status status = TT_OK;
    const char *name = tt_dataset_series(join->ds, series)->name;
    size_t failed = their_key(join, series, key);
    if (failed < join->width && key[failed] == TT__SEVERAL_VALUES)
        status = tt_fail(err, TT_ENOTFOUND,
                         "the table to join has several values of '%s' for '%s'; give a table with "
                         "one, or the same words",
                         tt_dataset_dimension(join->other, failed), name);
    target wanted = {key, join->width, 0};
    const target *end = join->targets + join->target_count;
    const target *hit =
        failed < join->width || !join->target_count
            ? NULL
            : bsearch(&wanted, join->targets, join->target_count, sizeof wanted, compare_keys);
    while (hit && hit > join->targets && compare_keys(hit - 1, &wanted) == 0)
        hit--;
    if (hit && hit + 1 < end && compare_keys(hit + 1, &wanted) == 0)
        status =
            tt_fail(err, TT_ENOTFOUND,
                    "the table to join has several series for '%s': '%s' and '%s'; choose with "
                    "--key, or give a table with one",
                    name, tt_dataset_series(join->other, hit->series)->name,
                    tt_dataset_series(join->other, hit[1].series)->name);
    else if (hit)
        *found = hit->series;
    tt_free(key);
    return status;
}

/* "; is 'Mexico' meant?" where the other has a value like it. */
static void tell_nearest(const tt_join *join, size_t theirs, const char *text, tt_strbuf *out)
{
    size_t count = tt_dataset_value_count(join->other, theirs);
    const char **values = tt_calloc(count, sizeof *values);
    for (uint32_t v = 1; values && v < count; v++)
        values[v - 1] = tt_dataset_value(join->other, theirs, v);
    size_t near = values ? tt_nearest(text, values, count - 1) : SIZE_MAX;
    if (near != SIZE_MAX)
        tt_strbuf_addf(out, "; is '%s' meant?", values[near]);
    tt_free(values);
}

void tt_join_why(const tt_join *join, size_t series, tt_strbuf *out)
{
    const uint32_t *ours = tt_dataset_series(join->ds, series)->key;
    for (size_t d = 0; d < join->width; d++) {
        const demand *want = &join->demands[d];
        if (want->kind != VALUE || want->meaning[ours[want->ours]] < TT__SEVERAL_VALUES)
            continue;
        const char *text = our_text(join, want, ours[want->ours]);
        tt_strbuf_addf(out, "the table to join has no %s '%s'",
                       tt_dataset_dimension(join->other, d), text);
        tell_nearest(join, d, text, out);
        return;
    }
    tt_strbuf_addf(out, "the table to join has no series for '%s'",
                   tt_dataset_series(join->ds, series)->name);
}

tt_status tt_dataset_match(const tt_dataset *ds, size_t series, const tt_dataset *other,
                           const char *const *keys, size_t count, size_t *found, tt_error *err)
{
    tt_join *join = NULL;
    *found = TT_NONE;
    tt_status status = tt_join_new(ds, other, keys, count, &join, err);
    if (status == TT_OK)
        status = tt_join_find(join, series, found, err);
    tt_join_free(join);
    return status;
}
