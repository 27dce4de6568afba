/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding series: by conditions, as the base of a percentage, at a period. */
#include "tiptrend/select.h"

#include <math.h>
#include <string.h>

#include "dataset_internal.h"
#include "tiptrend/areas.h"
#include "tiptrend/memory.h"
#include "tiptrend/strbuf.h"
#include "tiptrend/vocabulary.h"

/* One condition in numbers: which values of which dimension are wanted. */
typedef struct wanted {
    size_t dimension;
    char *values; /* values[value] = 1 when it is wanted */
} wanted;

static tt_status no_dimension(const tt_dataset *ds, const char *name, tt_error *err)
{
    if (strcmp(name, "year") == 0 || strcmp(name, "period") == 0)
        return tt_fail(err, TT_ENOTFOUND,
                       "periods are no dimension: choose them with --from and --to, not with '%s'",
                       name);
    tt_strbuf list = TT_STRBUF_INIT;
    for (size_t i = 0; i < ds->dimension_count; i++) {
        tt_strbuf_add(&list, i ? ", " : "");
        tt_strbuf_add(&list, ds->dimensions[i].name);
    }
    for (size_t i = 0; i < ds->attribute_count; i++) {
        tt_strbuf_add(&list, ", ");
        tt_strbuf_add(&list, ds->attributes[i].name);
    }
    tt_status status = tt_fail(err, TT_ENOTFOUND, "the data have no dimension '%s'; they have %s",
                               name, tt_strbuf_text(&list));
    tt_strbuf_clear(&list);
    return status;
}

/* Names a few values that the dimension has, those that share a beginning first. */
static tt_status no_value(const tt_dataset *ds, size_t dimension, const char *text, tt_error *err)
{
    tt_strbuf list = TT_STRBUF_INIT;
    size_t shown = 0;
    for (int similar = 1; similar >= 0; similar--) {
        for (uint32_t v = 1; v < tt_dataset_value_count(ds, dimension) && shown < 8; v++) {
            const char *have = tt_dataset_value(ds, dimension, v);
            if ((have[0] == text[0]) != similar)
                continue;
            tt_strbuf_add(&list, shown++ ? ", " : "");
            tt_strbuf_add(&list, have);
        }
    }
    if (tt_dataset_value_count(ds, dimension) > shown + 1)
        tt_strbuf_add(&list, ", ...");
    tt_status status = tt_fail(err, TT_ENOTFOUND, "'%s' has no value '%s'; it has %s",
                               ds->dimensions[dimension].name, text, tt_strbuf_text(&list));
    tt_strbuf_clear(&list);
    return status;
}

static tt_status want_attribute(const tt_dataset *ds, size_t attribute, const tt_condition *c,
                                wanted *out, tt_error *err)
{
    out->dimension = tt_dataset_attribute_dimension(ds, attribute);
    size_t count = tt_dataset_value_count(ds, out->dimension);
    out->values = tt_calloc(count, 1);
    if (!out->values)
        return tt_fail(err, TT_ENOMEM, "no memory for a selection");
    for (size_t i = 0; i < c->count; i++) {
        int found = 0;
        for (uint32_t v = 0; v < count; v++)
            if (strcmp(tt_dataset_attribute_text(ds, attribute, v), c->values[i]) == 0)
                out->values[v] = (char)(found = 1);
        if (!found)
            return tt_fail(err, TT_ENOTFOUND, "no %s has the %s '%s'",
                           ds->dimensions[out->dimension].name, c->dimension, c->values[i]);
    }
    return TT_OK;
}

static int names_same_sex(const char *text, const char *value)
{
    tt_sex sex = tt_sex_of(text);
    return sex != TT_SEX_NONE && sex == tt_sex_of(value);
}

/* The one value that means the same as a text: another name of the area ("Netherlands", "MEX"), another
 * word for the sex. TT_NONE where there is none, or more than one. */
static size_t find_by_meaning(const tt_dataset *ds, size_t dimension, const char *text)
{
    const tt_dimension_role role = ds->dimensions[dimension].role;
    tt_areas *areas = NULL;
    const tt_area *area = NULL;
    size_t found = TT_NONE;
    if (role == TT_ROLE_AREA && tt_areas_new(&areas, NULL) == TT_OK)
        area = tt_areas_find(areas, text);
    for (uint32_t v = 1; v < tt_dataset_value_count(ds, dimension); v++) {
        const char *value = tt_dataset_value(ds, dimension, v);
        if (area ? tt_areas_find(areas, value) != area
                 : role != TT_ROLE_SEX || !names_same_sex(text, value))
            continue;
        if (found != TT_NONE) {
            found = TT_NONE;
            break;
        }
        found = v;
    }
    tt_areas_free(areas);
    return found;
}

static tt_status want(const tt_dataset *ds, const tt_condition *c, wanted *out, tt_error *err)
{
    *out = (wanted){.dimension = tt_dataset_find_dimension(ds, c->dimension)};
    if (out->dimension == TT_NONE) {
        size_t attribute = tt_dataset_find_attribute(ds, c->dimension);
        return attribute == TT_NONE ? no_dimension(ds, c->dimension, err)
                                    : want_attribute(ds, attribute, c, out, err);
    }
    out->values = tt_calloc(tt_dataset_value_count(ds, out->dimension), 1);
    if (!out->values)
        return tt_fail(err, TT_ENOMEM, "no memory for a selection");
    for (size_t i = 0; i < c->count; i++) {
        size_t value = tt_dataset_find_value(ds, out->dimension, c->values[i]);
        if (value == TT_NONE)
            value = find_by_meaning(ds, out->dimension, c->values[i]);
        if (value == TT_NONE)
            return no_value(ds, out->dimension, c->values[i], err);
        out->values[value] = 1;
    }
    return TT_OK;
}

tt_status tt_dataset_select(const tt_dataset *ds, const tt_condition *where, size_t count,
                            tt_index_list *out, tt_error *err)
{
    *out = (tt_index_list){0};
    wanted *list = tt_calloc(count, sizeof *list);
    tt_status status = list ? TT_OK : tt_fail(err, TT_ENOMEM, "no memory for a selection");
    for (size_t i = 0; i < count && status == TT_OK; i++)
        status = want(ds, &where[i], &list[i], err);
    for (size_t s = 0; s < ds->series_count && status == TT_OK; s++) {
        int meets = 1;
        for (size_t i = 0; i < count && meets; i++)
            meets = list[i].values[ds->series[s].key[list[i].dimension]];
        if (meets)
            status = tt_index_list_add(out, s, err);
    }
    for (size_t i = 0; list && i < count; i++)
        tt_free(list[i].values);
    tt_free(list);
    if (status != TT_OK)
        tt_index_list_clear(out);
    return status;
}

int tt_dataset_point_at(const tt_dataset *ds, size_t series, tt_period period, tt_point *out)
{
    const tt_series *s = &ds->series[series];
    size_t low = s->first;
    size_t high = s->first + s->count;
    while (low < high) { /* the first row that is not before the period */
        size_t middle = low + (high - low) / 2;
        if (tt_period_compare(ds->observations[middle].period, period) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == s->first + s->count || tt_period_compare(ds->observations[low].period, period) != 0)
        return 0;
    *out = tt__resolve(ds, low, tt__same_period_end(ds, s, low));
    return 1;
}

/* Puts one DIM=VALUE of a base into the key. Returns 0 on success. */
static int apply_condition(const tt_dataset *ds, const char *text, size_t length, uint32_t *key)
{
    const char *equals = memchr(text, '=', length);
    char name[128];
    char value[256];
    if (!equals || (size_t)(equals - text) >= sizeof name ||
        length - (size_t)(equals - text) > sizeof value)
        return -1;
    size_t name_length = (size_t)(equals - text);
    memcpy(name, text, name_length);
    name[name_length] = '\0';
    memcpy(value, equals + 1, length - name_length - 1);
    value[length - name_length - 1] = '\0';
    size_t dimension = tt_dataset_find_dimension(ds, name);
    size_t id = dimension == TT_NONE ? TT_NONE : tt_dataset_find_value(ds, dimension, value);
    if (id == TT_NONE)
        return -1;
    key[dimension] = (uint32_t)id;
    return 0;
}

/* The key of a base. Returns 0 on success, -1 when the text names nothing in the data. */
static int base_key(const tt_dataset *ds, size_t series, const char *base, uint32_t *key)
{
    for (size_t d = 0; d < ds->dimension_count; d++) {
        tt_dimension_role role = ds->dimensions[d].role;
        int kept = role == TT_ROLE_AREA || role == TT_ROLE_JURISDICTION;
        key[d] = kept ? ds->series[series].key[d] : 0;
    }
    size_t length = strcspn(base, ";");
    size_t indicator = tt_dataset_find_role(ds, TT_ROLE_INDICATOR);
    if (indicator == TT_NONE || length >= 256)
        return -1;
    char name[256];
    memcpy(name, base, length);
    name[length] = '\0';
    size_t value = tt_dataset_find_value(ds, indicator, name);
    if (value == TT_NONE || value == 0)
        return -1;
    key[indicator] = (uint32_t)value;
    for (const char *at = base + length; *at == ';'; at += length) {
        at++;
        length = strcspn(at, ";");
        if (apply_condition(ds, at, length, key) != 0)
            return -1;
    }
    return 0;
}

size_t tt_dataset_base(const tt_dataset *ds, size_t series, const char *base, tt_period period)
{
    uint32_t *key = tt_calloc(ds->dimension_count, sizeof *key);
    if (!key)
        return TT_NONE;
    size_t found = TT_NONE;
    if (base_key(ds, series, base, key) == 0) {
        for (size_t unit = 0; unit < ds->unit_count && found == TT_NONE; unit++) {
            size_t candidate = tt_dataset_find_series(ds, key, ds->units[unit]);
            tt_point point;
            if (candidate != TT_NONE && ds->series[candidate].unit_kind == TT_UNIT_COUNT &&
                tt_dataset_point_at(ds, candidate, period, &point) && !isnan(point.low))
                found = candidate;
        }
    }
    tt_free(key);
    return found;
}
