/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exposures from another data set, beside the figures. */
#include <math.h>
#include <stdbool.h>

#include "dataset_internal.h"
#include "tiptrend/join.h"
#include "tiptrend/memory.h"
#include "tiptrend/select.h"
#include "tiptrend/strbuf.h"

static void attach(tt_dataset *ds, const tt_series *series, const tt_dataset *other, size_t found)
{
    for (size_t i = series->first; i < series->first + series->count; i++) {
        tt_point point;
        if (tt_dataset_point_at(other, found, ds->observations[i].period, &point) &&
            point.value > 0)
            ds->exposure[i] = point.value;
    }
}

/* A column for exposures, if the data set has none yet. Returns 0 on success. */
static int make_column(tt_dataset *ds)
{
    if (ds->exposure)
        return 0;
    ds->exposure = tt_calloc(ds->observation_capacity, sizeof *ds->exposure);
    for (size_t i = 0; ds->exposure && i < ds->observation_count; i++)
        ds->exposure[i] = NAN;
    return ds->exposure ? 0 : -1;
}

/* Below every table: where the exposures come from. A source is named where there is one only. */
static tt_status remark(tt_dataset *ds, const tt_dataset *other, tt_error *err)
{
    if (other->observation_count == 0)
        return TT_OK;
    const tt_origin *first = &other->origins[other->observations[0].origin];
    bool one_source = true;
    for (size_t i = 1; i < other->observation_count && one_source; i++)
        one_source = other->origins[other->observations[i].origin].source == first->source;
    const char *source = one_source ? tt_dataset_text(other, first->source) : "several sources";
    tt_strbuf text = TT_STRBUF_INIT;
    tt_strbuf_addf(&text, "Populations from %s%s%s, joined before any sum.",
                   tt_dataset_text(other, first->file), *source ? ": " : "", source);
    tt_status status = tt_strbuf_status(&text, err);
    if (status == TT_OK)
        status = tt__dataset_add_remark(ds, text.text, err);
    tt_strbuf_clear(&text);
    return status;
}

tt_status tt_dataset_attach_exposure(tt_dataset *ds, const tt_dataset *other,
                                     const char *const *keys, size_t count, tt_error *err)
{
    tt_join *join = NULL;
    if (!ds->finished)
        return tt_fail(err, TT_EUSAGE, "the data set is not finished");
    tt_status status = tt_join_new(ds, other, keys, count, &join, err);
    if (status == TT_OK && make_column(ds) != 0)
        status = tt_fail(err, TT_ENOMEM, "no memory for exposures");
    for (size_t i = 0; i < ds->series_count && status == TT_OK; i++) {
        size_t found;
        if (ds->series[i].unit_kind != TT_UNIT_COUNT)
            continue;
        status = tt_join_find(join, i, &found, err);
        if (status == TT_OK && found != TT_NONE)
            attach(ds, &ds->series[i], other, found);
    }
    tt_join_free(join);
    return status == TT_OK ? remark(ds, other, err) : status;
}
