/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables of a standard: one weight for each value of a dimension, and no time. */
#include <math.h>
#include <string.h>

#include "csv_internal.h"
#include "dataset_internal.h"
#include "tiptrend/join.h"
#include "tiptrend/memory.h"

typedef struct standard_reader {
    tt_dataset *ds;
    const char *path;
    const char *dimension;
    size_t columns; /* 0 before the header */
    size_t stratum;
    size_t weight;
} standard_reader;

static int is_weight(const char *name)
{
    static const char *const names[] = {"value", "weight", "population"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0)
            return 1;
    return 0;
}

static tt_status read_header(standard_reader *r, const tt__cell *cells, size_t count, tt_error *err)
{
    r->columns = count;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(cells[i].text, r->dimension) == 0)
            r->stratum = i;
        else if (is_weight(cells[i].text) && r->weight == TT_NONE)
            r->weight = i;
    }
    if (r->stratum == TT_NONE || r->weight == TT_NONE)
        return tt_fail(err, TT_ESCHEMA,
                       "a standard needs a column '%s' and a column 'weight' (or 'value', "
                       "'population')",
                       r->dimension);
    size_t dimension;
    return tt__dataset_add_dimension(r->ds, r->dimension, &dimension, err);
}

/* The weight of a row. */
static tt_status read_weight(const standard_reader *r, const tt__cell *cells, tt_value *out,
                             tt_error *err)
{
    static const tt_value_options options = {.continuous = 1};
    tt__cell cell = cells[r->weight];
    tt_status status = tt_value_parse(cell.text, cell.length, &options, out, err);
    if (status == TT_OK && !isfinite(out->point))
        status = tt_fail(err, TT_EDOMAIN, "the weight '%s' is no number", cell.text);
    if (status != TT_OK)
        tt_error_place(err, NULL, 0, r->weight + 1);
    return status;
}

static tt_status on_row(const tt__cell *cells, size_t count, size_t line, void *context,
                        tt_error *err)
{
    standard_reader *r = context;
    if (!r->columns)
        return read_header(r, cells, count, err);
    if (count != r->columns)
        return tt_fail(err, TT_ESCHEMA, "%zu cells where the header has %zu columns", count,
                       r->columns);
    tt_value weight;
    tt_status status = read_weight(r, cells, &weight, err);
    tt__cell stratum = cells[r->stratum];
    if (status != TT_OK || tt_word_is_margin(stratum.text))
        return status; /* a total is no stratum */
    uint32_t key = tt__pool_add(&r->ds->dimensions[0].values, stratum.text, stratum.length);
    if (key == TT__POOL_NONE)
        return tt_fail(err, TT_ENOMEM, "no memory for a standard");
    if (tt_dataset_find_series(r->ds, &key, 0) != TT_NONE)
        return tt_fail(err, TT_ESCHEMA,
                       "the stratum '%s' stands there twice; give the standard of one year and "
                       "one population",
                       stratum.text);
    tt_observation row = {.value = weight.point,
                          .low = weight.point,
                          .high = weight.point,
                          .period = tt_period_of_year(2000), /* a standard has no time */
                          .line = (uint32_t)line};
    status = tt__dataset_add_series(r->ds, &key, 0, &row.series, err);
    return status == TT_OK ? tt__dataset_add_observation(r->ds, &row, NAN, NAN, err) : status;
}

tt_status tt_dataset_read_standard(const char *path, const char *dimension, tt_dataset **out,
                                   tt_error *err)
{
    standard_reader r = {
        .path = path, .dimension = dimension, .stratum = TT_NONE, .weight = TT_NONE};
    *out = NULL;
    tt_status status = tt_dataset_new(&r.ds, err);
    if (status != TT_OK)
        return status;
    r.ds->origins = tt_calloc(1, sizeof *r.ds->origins); /* one for all: the file */
    r.ds->origin_count = r.ds->origin_capacity = r.ds->origins ? 1 : 0;
    if (!r.ds->origins)
        status = tt_fail(err, TT_ENOMEM, "no memory for a standard");
    if (status == TT_OK)
        status = tt__dataset_add_text(r.ds, path, strlen(path), &r.ds->origins[0].file, err);
    r.ds->file_count = 1;
    if (status == TT_OK)
        status = tt__csv_read(path, on_row, &r, err);
    if (status == TT_OK && r.ds->series_count == 0) {
        status = tt_fail(err, TT_ESCHEMA, "a standard without a stratum");
        tt_error_place(err, path, 0, 0);
    }
    if (status == TT_OK)
        status = tt_dataset_finish(r.ds, &(tt_finish_options){.no_margins = 1}, err);
    if (status == TT_OK)
        *out = r.ds;
    else
        tt_dataset_free(r.ds);
    return status;
}
