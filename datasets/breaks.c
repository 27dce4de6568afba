/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of definition breaks: dimension columns (an empty cell leaves the dimension open), `year` =
 * the first year of the new definition, `reason`, `source`. As in tidy tables, columns whose names
 * begin with `source` or `note`, and `locator`, are no dimensions. */
#include <string.h>

#include "csv_internal.h"
#include "dataset_internal.h"
#include "tiptrend/memory.h"

typedef struct breaks_reader {
    tt_dataset *ds;
    uint32_t *names; /* names[columns]: the dimensions, as texts; 0 in the other columns */
    size_t columns;
    size_t year;
    size_t reason;
    size_t source;
} breaks_reader;

/* A reserved column, which must not stand there twice. */
static tt_status take_column(size_t *place, const tt__cell *cells, size_t at, tt_error *err)
{
    if (*place != TT_NONE) {
        tt_status status =
            tt_fail(err, TT_ESCHEMA, "the column '%s' stands there twice", cells[at].text);
        tt_error_place(err, NULL, 0, at + 1);
        return status;
    }
    *place = at;
    return TT_OK;
}

/* Whether a column only tells where a break is known from. */
static int is_remark(const char *name)
{
    return strncmp(name, "source", 6) == 0 || strncmp(name, "note", 4) == 0 ||
           strcmp(name, "locator") == 0 || !*name;
}

static tt_status read_header(breaks_reader *r, const tt__cell *cells, size_t count, tt_error *err)
{
    r->names = tt_calloc(count, sizeof *r->names);
    if (!r->names)
        return tt_fail(err, TT_ENOMEM, "no memory for the breaks");
    r->columns = count;
    tt_status status = TT_OK;
    for (size_t i = 0; i < count && status == TT_OK; i++) {
        const char *name = cells[i].text;
        if (strcmp(name, "year") == 0)
            status = take_column(&r->year, cells, i, err);
        else if (strcmp(name, "reason") == 0)
            status = take_column(&r->reason, cells, i, err);
        else if (strcmp(name, "source") == 0)
            status = take_column(&r->source, cells, i, err);
        else if (!is_remark(name))
            status = tt__dataset_add_text(r->ds, name, cells[i].length, &r->names[i], err);
    }
    if (status == TT_OK && (r->year == TT_NONE || r->reason == TT_NONE))
        status =
            tt_fail(err, TT_ESCHEMA,
                    "a file of breaks needs the columns 'year' and 'reason' beside the dimensions");
    return status;
}

static tt_status read_conditions(breaks_reader *r, const tt__cell *cells, tt__break *out,
                                 tt_error *err)
{
    out->dimension = tt_calloc(r->columns, sizeof *out->dimension);
    out->value = tt_calloc(r->columns, sizeof *out->value);
    if (!out->dimension || !out->value)
        return tt_fail(err, TT_ENOMEM, "no memory for the breaks");
    for (size_t i = 0; i < r->columns; i++) {
        if (!r->names[i] || cells[i].length == 0)
            continue;
        out->dimension[out->conditions] = r->names[i];
        tt_status status = tt__dataset_add_text(r->ds, cells[i].text, cells[i].length,
                                                &out->value[out->conditions++], err);
        if (status != TT_OK)
            return status;
    }
    return TT_OK;
}

static tt_status read_break(breaks_reader *r, const tt__cell *cells, tt__break *out, tt_error *err)
{
    tt_period period;
    tt_status status = tt_period_parse(cells[r->year].text, cells[r->year].length, &period, err);
    if (status != TT_OK) {
        tt_error_place(err, NULL, 0, r->year + 1);
        return status;
    }
    out->year = tt_period_year(period);
    tt__cell reason = cells[r->reason];
    status = tt__dataset_add_text(r->ds, reason.text, reason.length, &out->reason, err);
    if (status == TT_OK && r->source != TT_NONE)
        status = tt__dataset_add_text(r->ds, cells[r->source].text, cells[r->source].length,
                                      &out->source, err);
    return status == TT_OK ? read_conditions(r, cells, out, err) : status;
}

static tt_status on_row(const tt__cell *cells, size_t count, size_t line, void *context,
                        tt_error *err)
{
    (void)line;
    breaks_reader *r = context;
    if (!r->names)
        return read_header(r, cells, count, err);
    if (count != r->columns) {
        (void)tt_fail(err, TT_ESCHEMA, "%zu cells where the header has %zu columns", count,
                      r->columns);
        tt_error_place(err, NULL, 0, (count < r->columns ? count : r->columns) + 1);
        return TT_ESCHEMA;
    }
    tt_dataset *ds = r->ds;
    if (tt_grow(&ds->breaks, &ds->break_capacity, ds->break_count, sizeof *ds->breaks) != 0)
        return tt_fail(err, TT_ENOMEM, "no memory for the breaks");
    tt__break found = {0};
    tt_status status = read_break(r, cells, &found, err);
    if (status != TT_OK) {
        tt_free(found.dimension);
        tt_free(found.value);
        return status;
    }
    ds->breaks[ds->break_count++] = found;
    return TT_OK;
}

tt_status tt_dataset_read_breaks(tt_dataset *ds, const char *path, tt_error *err)
{
    breaks_reader r = {.ds = ds, .year = TT_NONE, .reason = TT_NONE, .source = TT_NONE};
    if (ds->finished)
        return tt_fail(err, TT_EUSAGE, "the data set is finished; no breaks can be added");
    tt_status status = tt__csv_read(path, on_row, &r, err);
    if (status == TT_OK && !r.names) {
        status = tt_fail(err, TT_ESCHEMA, "no header row; the file has blank lines only");
        tt_error_place(err, path, 0, 0);
    }
    tt_free(r.names);
    return status;
}
