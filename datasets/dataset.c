/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The container of a data set: dimensions, texts, series by key, observations. */
#include "tiptrend/dataset.h"

#include <math.h>
#include <string.h>

#include "conditions_internal.h"
#include "file_internal.h"
#include "tiptrend/memory.h"

static tt_status no_memory(tt_error *err)
{
    return tt_fail(err, TT_ENOMEM, "no memory for the data set");
}

tt_status tt_dataset_new(tt_dataset **out, tt_error *err)
{
    *out = NULL;
    tt_dataset *ds = tt_calloc(1, sizeof *ds);
    if (!ds)
        return no_memory(err);
    if (tt__pool_add(&ds->texts, "", 0) != 0) {
        tt_dataset_free(ds);
        return no_memory(err);
    }
    *out = ds;
    return TT_OK;
}

void tt_dataset_free(tt_dataset *ds)
{
    if (!ds)
        return;
    for (size_t i = 0; i < ds->dimension_count; i++) {
        tt_free(ds->dimensions[i].name);
        tt__pool_clear(&ds->dimensions[i].values);
        tt_free(ds->dimensions[i].breakdown);
    }
    for (size_t i = 0; i < ds->attribute_count; i++) {
        tt_free(ds->attributes[i].name);
        tt_free(ds->attributes[i].text);
    }
    for (size_t i = 0; i < ds->report_count; i++)
        tt__file_free(ds->reports[i]);
    for (size_t i = 0; i < ds->break_count; i++) {
        tt__conditions_clear(&ds->breaks[i].conditions);
    }
    for (size_t i = 0; i < ds->remark_count; i++)
        tt_free(ds->remarks[i]);
    tt_free(ds->remarks);
    tt__made_clear(&ds->made);
    tt_dataset_free(ds->parent);
    tt_free(ds->dimensions);
    tt_free(ds->attributes);
    tt_free(ds->breaks);
    for (size_t i = 0; i < ds->decision_count; i++)
        tt__conditions_clear(&ds->decisions[i].conditions);
    tt_free(ds->decisions);
    tt_free(ds->rulings);
    tt__pool_clear(&ds->texts);
    tt__pool_clear(&ds->names);
    tt_free(ds->origins);
    tt_free(ds->series);
    tt_free(ds->keys);
    tt_free(ds->series_slots);
    tt_free(ds->units);
    tt_free(ds->unit_kinds);
    tt_free(ds->reports);
    tt_free(ds->observations);
    tt_free(ds->exposure);
    tt_free(ds->standard_error);
    tt_free(ds);
}

/* ---- series by key ---- */

static uint32_t key_hash(const uint32_t *key, size_t count, uint32_t unit)
{
    return (uint32_t)(tt__hash(key, count * sizeof *key) ^ (unit * UINT64_C(0x9E3779B97F4A7C15)));
}

/* The slot where a series is, or where it belongs. */
static size_t series_slot(const tt_dataset *ds, const uint32_t *key, uint32_t unit, uint32_t hash)
{
    size_t width = ds->dimension_count;
    size_t mask = ds->series_slot_count - 1;
    size_t slot = hash & mask;
    for (; ds->series_slots[slot].series; slot = (slot + 1) & mask) {
        size_t series = ds->series_slots[slot].series - 1;
        if (ds->series_slots[slot].hash == hash && ds->series[series].unit_id == unit &&
            memcmp(ds->keys + series * width, key, width * sizeof *key) == 0)
            break;
    }
    return slot;
}

static void put_slot(struct tt__series_slot *slots, size_t count, struct tt__series_slot slot)
{
    size_t at = slot.hash & (count - 1);
    while (slots[at].series)
        at = (at + 1) & (count - 1);
    slots[at] = slot;
}

/* Twice the places; the hashes are known. Returns 0 on success. */
static int grow_slots(tt_dataset *ds)
{
    enum { FIRST_SLOTS = 256 };
    size_t count = ds->series_slot_count ? ds->series_slot_count * 2 : FIRST_SLOTS;
    struct tt__series_slot *fresh = tt_calloc(count, sizeof *fresh);
    if (!fresh)
        return -1;
    for (size_t i = 0; i < ds->series_slot_count; i++)
        if (ds->series_slots[i].series)
            put_slot(fresh, count, ds->series_slots[i]);
    tt_free(ds->series_slots);
    ds->series_slots = fresh;
    ds->series_slot_count = count;
    return 0;
}

/* The hashes made anew, since the keys have become wider. */
static void rehash_series(tt_dataset *ds)
{
    memset(ds->series_slots, 0, ds->series_slot_count * sizeof *ds->series_slots);
    for (size_t i = 0; i < ds->series_count; i++) {
        const uint32_t *key = ds->keys + i * ds->dimension_count;
        uint32_t hash = key_hash(key, ds->dimension_count, ds->series[i].unit_id);
        put_slot(ds->series_slots, ds->series_slot_count,
                 (struct tt__series_slot){hash, (uint32_t)i + 1});
    }
}

size_t tt_dataset_find_series(const tt_dataset *ds, const uint32_t *key, uint32_t unit_id)
{
    if (!ds->series_slot_count)
        return TT_NONE;
    uint32_t hash = key_hash(key, ds->dimension_count, unit_id);
    size_t slot = series_slot(ds, key, unit_id, hash);
    return ds->series_slots[slot].series ? ds->series_slots[slot].series - 1 : TT_NONE;
}

tt_status tt_dataset_find_sibling(const tt_dataset *ds, size_t series, size_t dimension,
                                  uint32_t value, size_t *out, tt_error *err)
{
    size_t width = ds->dimension_count;
    uint32_t *key = tt_calloc(width, sizeof *key);
    *out = TT_NONE;
    if (!key)
        return no_memory(err);
    memcpy(key, ds->series[series].key, width * sizeof *key);
    key[dimension] = value;
    *out = tt_dataset_find_series(ds, key, ds->series[series].unit_id);
    tt_free(key);
    return TT_OK;
}

/* Remembers a unit and its kind; there are few. Returns 0 on success. */
static int add_unit(tt_dataset *ds, uint32_t unit, tt_unit_kind *kind)
{
    for (size_t i = 0; i < ds->unit_count; i++) {
        *kind = ds->unit_kinds[i];
        if (ds->units[i] == unit)
            return 0;
    }
    if (tt_grow(&ds->units, &ds->unit_capacity, ds->unit_count, sizeof *ds->units) != 0 ||
        tt_grow(&ds->unit_kinds, &ds->unit_kind_capacity, ds->unit_count, sizeof *ds->unit_kinds) !=
            0)
        return -1;
    *kind = tt_unit_kind_of(tt__pool_text(&ds->texts, unit));
    ds->unit_kinds[ds->unit_count] = *kind;
    ds->units[ds->unit_count++] = unit;
    return 0;
}

uint32_t tt__dataset_series_hash(const tt_dataset *ds, const uint32_t *key, uint32_t unit)
{
    return key_hash(key, ds->dimension_count, unit);
}

uint32_t tt__dataset_series_glance(const tt_dataset *ds, uint32_t hash)
{
    return ds->series_slot_count ? ds->series_slots[hash & (ds->series_slot_count - 1)].series : 0;
}

tt_status tt__dataset_add_series(tt_dataset *ds, const uint32_t *key, uint32_t unit, uint32_t *out,
                                 tt_error *err)
{
    return tt__dataset_add_hashed(ds, key, unit, tt__dataset_series_hash(ds, key, unit), out, err);
}

tt_status tt__dataset_add_hashed(tt_dataset *ds, const uint32_t *key, uint32_t unit, uint32_t hash,
                                 uint32_t *out, tt_error *err)
{
    size_t width = ds->dimension_count;
    /* With the hashes in the table three quarters of it can be taken. */
    if (ds->series_count * 4 >= ds->series_slot_count * 3 && grow_slots(ds) != 0)
        return no_memory(err);
    size_t slot = series_slot(ds, key, unit, hash);
    if (ds->series_slots[slot].series) {
        *out = ds->series_slots[slot].series - 1;
        return TT_OK;
    }
    tt_unit_kind kind;
    if (add_unit(ds, unit, &kind) != 0 ||
        tt_grow(&ds->series, &ds->series_capacity, ds->series_count, sizeof *ds->series) != 0)
        return no_memory(err);
    /* A table may have no dimension at all; its keys are empty, but there. */
    while (!ds->keys || (ds->series_count + 1) * width > ds->key_capacity)
        if (tt_grow(&ds->keys, &ds->key_capacity, ds->key_capacity, sizeof *ds->keys) != 0)
            return no_memory(err);
    memcpy(ds->keys + ds->series_count * width, key, width * sizeof *key);
    ds->series[ds->series_count] =
        (tt_series){.unit_id = unit, .unit = tt__pool_text(&ds->texts, unit), .unit_kind = kind};
    ds->series_slots[slot] = (struct tt__series_slot){hash, (uint32_t)++ds->series_count};
    *out = (uint32_t)(ds->series_count - 1);
    return TT_OK;
}

/* ---- dimensions ---- */

/* One more column in every key: the margin. Returns 0 on success. */
static int widen_keys(tt_dataset *ds)
{
    size_t width = ds->dimension_count;
    size_t size = ds->series_count * (width + 1);
    uint32_t *keys = tt_calloc(size, sizeof *keys);
    if (!keys)
        return -1;
    for (size_t i = 0; i < ds->series_count; i++)
        memcpy(keys + i * (width + 1), ds->keys + i * width, width * sizeof *keys);
    tt_free(ds->keys);
    ds->keys = keys;
    ds->key_capacity = size;
    return 0;
}

tt_status tt__dataset_add_dimension(tt_dataset *ds, const char *name, size_t *out, tt_error *err)
{
    *out = tt_dataset_find_dimension(ds, name);
    if (*out != TT_NONE)
        return TT_OK;
    if (ds->dimension_count >= TT__DIMENSIONS_MAX)
        return tt_fail(err, TT_ELIMIT,
                       "more than %d columns of dimensions; leave columns out with --ignore, or is "
                       "this a wide table?",
                       TT__DIMENSIONS_MAX);
    if (tt_grow(&ds->dimensions, &ds->dimension_capacity, ds->dimension_count,
                sizeof *ds->dimensions) != 0)
        return no_memory(err);
    tt__dimension dimension = {.name = tt_strdup(name), .role = tt_dimension_role_of(name)};
    if (!dimension.name || tt__pool_add(&dimension.values, "", 0) != 0 || widen_keys(ds) != 0) {
        tt_free(dimension.name);
        tt__pool_clear(&dimension.values);
        return no_memory(err);
    }
    *out = ds->dimension_count;
    ds->dimensions[ds->dimension_count++] = dimension;
    if (ds->series_slot_count)
        rehash_series(ds);
    return TT_OK;
}

size_t tt_dataset_dimension_count(const tt_dataset *ds)
{
    return ds->dimension_count;
}

const char *tt_dataset_dimension(const tt_dataset *ds, size_t dimension)
{
    return ds->dimensions[dimension].name;
}

tt_dimension_role tt_dataset_role(const tt_dataset *ds, size_t dimension)
{
    return ds->dimensions[dimension].role;
}

size_t tt_dataset_find_dimension(const tt_dataset *ds, const char *name)
{
    for (size_t i = 0; i < ds->dimension_count; i++)
        if (strcmp(ds->dimensions[i].name, name) == 0)
            return i;
    return TT_NONE;
}

size_t tt_dataset_find_role(const tt_dataset *ds, tt_dimension_role role)
{
    for (size_t i = 0; i < ds->dimension_count; i++)
        if (ds->dimensions[i].role == role)
            return i;
    return TT_NONE;
}

size_t tt_dataset_value_count(const tt_dataset *ds, size_t dimension)
{
    return ds->dimensions[dimension].values.count;
}

const char *tt_dataset_value(const tt_dataset *ds, size_t dimension, uint32_t value)
{
    return tt__pool_text(&ds->dimensions[dimension].values, value);
}

size_t tt_dataset_find_value(const tt_dataset *ds, size_t dimension, const char *text)
{
    if (tt_word_is_margin(text))
        return 0;
    uint32_t id = tt__pool_find(&ds->dimensions[dimension].values, text, strlen(text));
    return id == TT__POOL_NONE ? TT_NONE : id;
}

uint32_t tt_dataset_breakdown(const tt_dataset *ds, size_t dimension, uint32_t value)
{
    const tt__dimension *d = &ds->dimensions[dimension];
    return d->breakdown && value < d->breakdown_capacity ? d->breakdown[value] : 0;
}

size_t tt_dataset_attribute_count(const tt_dataset *ds)
{
    return ds->attribute_count;
}

const char *tt_dataset_attribute(const tt_dataset *ds, size_t attribute)
{
    return ds->attributes[attribute].name;
}

size_t tt_dataset_find_attribute(const tt_dataset *ds, const char *name)
{
    for (size_t i = 0; i < ds->attribute_count; i++)
        if (strcmp(ds->attributes[i].name, name) == 0)
            return i;
    return TT_NONE;
}

size_t tt_dataset_attribute_dimension(const tt_dataset *ds, size_t attribute)
{
    return ds->attributes[attribute].dimension;
}

const char *tt_dataset_attribute_text(const tt_dataset *ds, size_t attribute, uint32_t value)
{
    const tt__attribute *a = &ds->attributes[attribute];
    return value < a->capacity && a->text[value] ? tt__pool_text(&ds->texts, a->text[value] - 1)
                                                 : "";
}

/* ---- texts and observations ---- */

tt_status tt__dataset_add_text(tt_dataset *ds, const char *text, size_t length, uint32_t *out,
                               tt_error *err)
{
    *out = tt__pool_add(&ds->texts, text, length);
    if (*out != TT__POOL_NONE)
        return TT_OK;
    *out = 0;
    return no_memory(err);
}

/* One column of numbers beside the observations, made when the first number comes. */
static int put_beside(const tt_dataset *ds, double **column, size_t old_capacity, double value)
{
    size_t count = ds->observation_count;
    if (!*column && isnan(value))
        return 0;
    if (!*column || ds->observation_capacity != old_capacity) {
        double *wider = tt_realloc(*column, ds->observation_capacity, sizeof *wider);
        if (!wider)
            return -1;
        if (!*column)
            for (size_t i = 0; i < count; i++)
                wider[i] = NAN;
        *column = wider;
    }
    (*column)[count] = value;
    return 0;
}

/* Makes one of the arrays of observations longer. Returns 0 on success. */
static int widen(void *array_address, size_t wanted, size_t size)
{
    void *array;
    memcpy(&array, array_address, sizeof array); /* any pointer type: copied, never cast */
    array = tt_realloc(array, wanted, size);
    if (!array)
        return -1;
    memcpy(array_address, &array, sizeof array);
    return 0;
}

void tt__dataset_reserve(tt_dataset *ds, size_t more)
{
    size_t wanted = ds->observation_count + more;
    if (wanted <= ds->observation_capacity || wanted >= UINT32_MAX)
        return;
    if (widen(&ds->observations, wanted, sizeof *ds->observations) == 0 &&
        (!ds->exposure || widen(&ds->exposure, wanted, sizeof *ds->exposure) == 0) &&
        (!ds->standard_error ||
         widen(&ds->standard_error, wanted, sizeof *ds->standard_error) == 0))
        ds->observation_capacity = wanted;
}

tt_status tt__dataset_add_observation(tt_dataset *ds, const tt_observation *observation,
                                      double exposure, double standard_error, tt_error *err)
{
    size_t old_capacity = ds->observation_capacity;
    if (ds->observation_count >= UINT32_MAX)
        return tt_fail(err, TT_ELIMIT, "more than 4,294,967,294 observations");
    if (tt_grow(&ds->observations, &ds->observation_capacity, ds->observation_count,
                sizeof *ds->observations) != 0 ||
        put_beside(ds, &ds->exposure, old_capacity, exposure) != 0 ||
        put_beside(ds, &ds->standard_error, old_capacity, standard_error) != 0)
        return no_memory(err);
    ds->observations[ds->observation_count++] = *observation;
    return TT_OK;
}

size_t tt_dataset_series_count(const tt_dataset *ds)
{
    return ds->series_count;
}

const tt_series *tt_dataset_series(const tt_dataset *ds, size_t series)
{
    return &ds->series[series];
}

const tt_observation *tt_dataset_observation(const tt_dataset *ds, size_t observation)
{
    return &ds->observations[observation];
}

const tt_origin *tt_dataset_origin(const tt_dataset *ds, const tt_observation *observation)
{
    return &ds->origins[observation->origin];
}

const char *tt_dataset_text(const tt_dataset *ds, uint32_t text)
{
    return tt__pool_text(&ds->texts, text);
}

double tt_dataset_exposure(const tt_dataset *ds, size_t observation)
{
    return ds->exposure ? ds->exposure[observation] : NAN;
}

double tt_dataset_standard_error(const tt_dataset *ds, size_t observation)
{
    return ds->standard_error ? ds->standard_error[observation] : NAN;
}

/* ---- lists ---- */

void tt_index_list_clear(tt_index_list *list)
{
    tt_free(list->index);
    *list = (tt_index_list){0};
}

tt_status tt_index_list_add(tt_index_list *list, size_t index, tt_error *err)
{
    if (tt_grow(&list->index, &list->capacity, list->count, sizeof *list->index) != 0)
        return no_memory(err);
    list->index[list->count++] = index;
    return TT_OK;
}

/* ---- finishing ---- */

tt_status tt_dataset_finish(tt_dataset *ds, const tt_finish_options *options, tt_error *err)
{
    static const tt_finish_options defaults = {0};
    if (!options)
        options = &defaults;
    if (ds->finished)
        return tt_fail(err, TT_EUSAGE, "the data set is finished already");
    if ((unsigned)options->conflict > TT_CONFLICT_MAX)
        return tt_fail(err, TT_EUSAGE, "there is no policy %d for conflicts",
                       (int)options->conflict);
    ds->conflict = options->conflict;
    ds->printed_rows = ds->observation_count;
    tt_status status = tt__dataset_order(ds, err);
    if (status == TT_OK)
        status = tt__dataset_check_breaks(ds, err);
    if (status == TT_OK)
        status = tt__dataset_decide(ds, err);
    if (status == TT_OK && !options->no_margins)
        status = tt__dataset_derive_margins(ds, err);
    if (status == TT_OK)
        status = tt__dataset_name_series(ds, err);
    ds->finished = status == TT_OK;
    return status;
}
