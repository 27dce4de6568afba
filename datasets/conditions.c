/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Conditions on series in files beside the data: dimension columns, in which an empty cell leaves the
 * dimension open. As in tidy tables, columns whose names begin with `source` or `note`, and `locator`,
 * are no dimensions. */
#include "conditions_internal.h"

#include <string.h>

#include "tiptrend/memory.h"
#include "tiptrend/nearest.h"

int tt__is_remark_column(const char *name)
{
    return strncmp(name, "source", 6) == 0 || strncmp(name, "note", 4) == 0 ||
           strcmp(name, "locator") == 0 || !*name;
}

static int allocate(tt__conditions *out, size_t count)
{
    out->dimension = tt_calloc(count, sizeof *out->dimension);
    out->value = tt_calloc(count, sizeof *out->value);
    return out->dimension && out->value ? 0 : -1;
}

tt_status tt__conditions_read(tt_dataset *ds, const tt__condition_columns *columns,
                              const tt__cell *cells, tt__conditions *out, tt_error *err)
{
    if (allocate(out, columns->count) != 0)
        return tt_fail(err, TT_ENOMEM, "no memory for conditions on series");
    for (size_t i = 0; i < columns->count; i++) {
        if (!columns->names[i] || cells[i].length == 0)
            continue;
        out->dimension[out->count] = columns->names[i];
        tt_status status = tt__dataset_add_text(ds, cells[i].text, cells[i].length,
                                                &out->value[out->count++], err);
        if (status != TT_OK)
            return status;
    }
    return TT_OK;
}

int tt__conditions_copy(const tt__conditions *from, tt__conditions *out)
{
    *out = (tt__conditions){0};
    if (allocate(out, from->count) != 0)
        return -1;
    for (size_t i = 0; i < from->count; i++) {
        out->dimension[i] = from->dimension[i];
        out->value[i] = from->value[i];
    }
    out->count = from->count;
    return 0;
}

void tt__conditions_clear(tt__conditions *conditions)
{
    tt_free(conditions->dimension);
    tt_free(conditions->value);
    *conditions = (tt__conditions){0};
}

/* Whether one condition holds for the key. With `derived`, a margin is a sum, and every part of it
 * counts: the key is then that of the part. */
static int condition_holds(const tt_dataset *ds, const tt__conditions *conditions, size_t i,
                           uint32_t *key, int derived)
{
    const char *name = tt_dataset_text(ds, conditions->dimension[i]);
    const char *text = tt_dataset_text(ds, conditions->value[i]);
    size_t dimension = tt_dataset_find_dimension(ds, name);
    if (dimension != TT_NONE) {
        size_t value = tt_dataset_find_value(ds, dimension, text);
        if (derived && key[dimension] == 0 && value != TT_NONE)
            key[dimension] = (uint32_t)value;
        return value == key[dimension];
    }
    size_t attribute = tt_dataset_find_attribute(ds, name);
    if (attribute == TT_NONE)
        return 0;
    uint32_t id = key[ds->attributes[attribute].dimension];
    return strcmp(tt_dataset_attribute_text(ds, attribute, id), text) == 0;
}

int tt__conditions_hold(const tt_dataset *ds, const tt__conditions *conditions,
                        const tt_series *series, uint32_t *key, int derived)
{
    memcpy(key, series->key, ds->dimension_count * sizeof *key);
    for (size_t i = 0; i < conditions->count; i++)
        if (!condition_holds(ds, conditions, i, key, derived))
            return 0;
    return tt_dataset_find_series(ds, key, series->unit_id) != TT_NONE;
}

/* ---- what is not met ---- */

/* A name that is no dimension of the data: the nearest one, otherwise all that there are. */
static void tell_dimensions(const tt_dataset *ds, const char *name, tt_strbuf *out)
{
    const char **names = tt_calloc(ds->dimension_count + 1, sizeof *names);
    for (size_t d = 0; names && d < ds->dimension_count; d++)
        names[d] = tt_dataset_dimension(ds, d);
    size_t near = names ? tt_nearest(name, names, ds->dimension_count) : SIZE_MAX;
    tt_strbuf_addf(out, "the data have no dimension '%s'", name);
    if (near != SIZE_MAX)
        tt_strbuf_addf(out, "; is '%s' meant?", names[near]);
    for (size_t d = 0; near == SIZE_MAX && d < ds->dimension_count; d++)
        tt_strbuf_addf(out, "%s%s", d ? ", " : "; they have ", tt_dataset_dimension(ds, d));
    tt_free(names);
}

int tt__tell_unmet(const tt_dataset *ds, const char *name, const char *text, tt_strbuf *out)
{
    size_t dimension = tt_dataset_find_dimension(ds, name);
    if (dimension == TT_NONE && tt_dataset_find_attribute(ds, name) == TT_NONE) {
        tell_dimensions(ds, name, out);
        return 1;
    }
    if (dimension == TT_NONE || tt_dataset_find_value(ds, dimension, text) != TT_NONE)
        return 0;
    size_t count = tt_dataset_value_count(ds, dimension);
    const char **values = tt_calloc(count, sizeof *values);
    for (uint32_t v = 1; values && v < count; v++)
        values[v - 1] = tt_dataset_value(ds, dimension, v);
    size_t near = values ? tt_nearest(text, values, count - 1) : SIZE_MAX;
    tt_strbuf_addf(out, "'%s' has no value '%s'", name, text);
    if (near != SIZE_MAX)
        tt_strbuf_addf(out, "; is '%s' meant?", values[near]);
    tt_free(values);
    return 1;
}

int tt__conditions_tell_unmet(const tt_dataset *ds, const tt__conditions *conditions,
                              tt_strbuf *out)
{
    for (size_t i = 0; i < conditions->count; i++)
        if (tt__tell_unmet(ds, tt_dataset_text(ds, conditions->dimension[i]),
                           tt_dataset_text(ds, conditions->value[i]), out))
            return 1;
    return 0;
}
