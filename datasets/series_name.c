/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of series: dimension values in column order, without margins and without the columns that
 * are constant over the data set; the indicator stays if nothing would remain. Without one, the only
 * series of a data set has the name of what is constant, and any other is the total. */
#include <string.h>

#include "dataset_internal.h"
#include "tiptrend/memory.h"
#include "tiptrend/strbuf.h"

/* varies[dimension] = 1 when the series have different values in it. */
static void find_varying(const tt_dataset *ds, char *varies)
{
    for (size_t d = 0; d < ds->dimension_count; d++) {
        varies[d] = 0;
        for (size_t i = 1; i < ds->series_count && !varies[d]; i++)
            varies[d] = ds->series[i].key[d] != ds->series[0].key[d];
    }
}

/* One part of a name; a slash inside it cannot be taken for the one between parts. */
static void add_part(tt_strbuf *name, const char *part)
{
    if (name->length)
        tt_strbuf_add_char(name, '/');
    for (;;) {
        size_t plain = strcspn(part, "/");
        tt_strbuf_add_bytes(name, part, plain);
        part += plain;
        if (!*part++)
            return;
        tt_strbuf_add(name, "%2F");
    }
}

static void make_name(const tt_dataset *ds, const tt_series *series, const char *varies,
                      tt_strbuf *name)
{
    tt_strbuf_reset(name);
    for (size_t d = 0; d < ds->dimension_count; d++)
        if (varies[d] && series->key[d])
            add_part(name, tt_dataset_value(ds, d, series->key[d]));
    size_t indicator = tt_dataset_find_role(ds, TT_ROLE_INDICATOR);
    if (name->length == 0 && indicator != TT_NONE && series->key[indicator])
        add_part(name, tt_dataset_value(ds, indicator, series->key[indicator]));
    if (name->length == 0 && ds->series_count == 1)
        for (size_t d = 0; d < ds->dimension_count; d++)
            if (series->key[d])
                add_part(name, tt_dataset_value(ds, d, series->key[d]));
    if (name->length == 0)
        tt_strbuf_add(name, "total");
}

tt_status tt__dataset_name_series(tt_dataset *ds, tt_error *err)
{
    char *varies = tt_calloc(ds->dimension_count, 1);
    tt_strbuf name = TT_STRBUF_INIT;
    tt_status status = TT_OK;
    if (varies)
        find_varying(ds, varies);
    for (size_t i = 0; varies && i < ds->series_count && status == TT_OK; i++) {
        make_name(ds, &ds->series[i], varies, &name);
        ds->series[i].name = name.failed ? NULL : tt__pool_keep(&ds->names, name.text, name.length);
        if (!ds->series[i].name)
            status = tt_fail(err, TT_ENOMEM, "no memory for the names of series");
    }
    if (!varies)
        status = tt_fail(err, TT_ENOMEM, "no memory for the names of series");
    tt_free(varies);
    tt_strbuf_clear(&name);
    return status;
}
