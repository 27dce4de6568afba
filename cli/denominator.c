/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numerators and denominators among the series of one data set. */
#include "denominator.h"

#include <string.h>

#include "tiptrend/memory.h"

static tt_status find_indicator(const tt_dataset *ds, const char *name, uint32_t *out,
                                tt_error *err)
{
    size_t dimension = tt_dataset_find_role(ds, TT_ROLE_INDICATOR);
    size_t value = dimension == TT_NONE ? TT_NONE : tt_dataset_find_value(ds, dimension, name);
    if (value == TT_NONE || value == 0)
        return tt_fail(err, TT_ENOTFOUND,
                       "no file and no indicator '%s'; 'tiptrend list' shows the indicators", name);
    *out = (uint32_t)value;
    return TT_OK;
}

tt_status cli_denominator_find(const tt_dataset *ds, const cli_settings *settings,
                               cli_denominator *out, tt_error *err)
{
    *out = (cli_denominator){.dimension = TT_NONE};
    if (settings->denominator) {
        out->dimension = tt_dataset_find_role(ds, TT_ROLE_INDICATOR);
        tt_status status = find_indicator(ds, settings->denominator, &out->value, err);
        if (status == TT_OK && settings->numerator_indicator)
            status = find_indicator(ds, settings->numerator_indicator, &out->numerator, err);
        return status;
    }
    if (!settings->by)
        return TT_OK;
    out->dimension = tt_dataset_find_dimension(ds, settings->by);
    if (out->dimension == TT_NONE)
        return tt_fail(err, TT_ENOTFOUND, "no dimension '%s'", settings->by);
    return TT_OK;
}

size_t cli_denominator_of(const tt_dataset *ds, const cli_denominator *denominator, size_t series)
{
    size_t dimension = denominator->dimension;
    const tt_series *s = tt_dataset_series(ds, series);
    if (dimension == TT_NONE || s->key[dimension] == denominator->value ||
        (denominator->numerator && s->key[dimension] != denominator->numerator))
        return TT_NONE;
    size_t width = tt_dataset_dimension_count(ds);
    uint32_t *key = tt_calloc(width, sizeof *key);
    if (!key)
        return TT_NONE;
    memcpy(key, s->key, width * sizeof *key);
    key[dimension] = denominator->value;
    size_t found = tt_dataset_find_series(ds, key, s->unit_id);
    for (size_t i = 0; i < tt_dataset_series_count(ds) && found == TT_NONE; i++) {
        const tt_series *other = tt_dataset_series(ds, i);
        if (other->unit_kind == TT_UNIT_COUNT && memcmp(other->key, key, width * sizeof *key) == 0)
            found = i;
    }
    tt_free(key);
    return found;
}
