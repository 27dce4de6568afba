/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numerators and denominators among the series of one data set. */
#include "denominator.h"

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

/* Whether two series have the same key but for one dimension, in which the second has this value. */
static int is_beside(const tt_dataset *ds, const tt_series *s, const tt_series *other,
                     size_t dimension, uint32_t value)
{
    for (size_t d = 0; d < tt_dataset_dimension_count(ds); d++)
        if (other->key[d] != (d == dimension ? value : s->key[d]))
            return 0;
    return 1;
}

tt_status cli_denominator_of(const tt_dataset *ds, const cli_denominator *denominator,
                             size_t series, size_t *out, tt_error *err)
{
    size_t dimension = denominator->dimension;
    const tt_series *s = tt_dataset_series(ds, series);
    *out = TT_NONE;
    if (dimension == TT_NONE || s->key[dimension] == denominator->value ||
        (denominator->numerator && s->key[dimension] != denominator->numerator))
        return TT_OK;
    tt_status status = tt_dataset_find_sibling(ds, series, dimension, denominator->value, out, err);
    for (size_t i = 0; i < tt_dataset_series_count(ds) && *out == TT_NONE && status == TT_OK; i++) {
        const tt_series *other = tt_dataset_series(ds, i);
        if (other->unit_kind == TT_UNIT_COUNT &&
            is_beside(ds, s, other, dimension, denominator->value))
            *out = i;
    }
    return status;
}
