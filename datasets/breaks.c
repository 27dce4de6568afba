/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of definition breaks: dimension columns (an empty cell leaves the dimension open), `year` =
 * the first year, quarter or month of the new definition, `reason`, `source`. As in tidy tables, columns whose names
 * begin with `source` or `note`, and `locator`, are no dimensions. */
#include <string.h>

#include "conditions_internal.h"
#include "tiptrend/memory.h"
#include "tiptrend/strbuf.h"

typedef struct breaks_reader {
    tt_dataset *ds;
    tt__condition_columns dimensions;
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

static tt_status read_header(breaks_reader *r, const tt__cell *cells, size_t count, tt_error *err)
{
    r->dimensions.names = tt_calloc(count, sizeof *r->dimensions.names);
    if (!r->dimensions.names)
        return tt_fail(err, TT_ENOMEM, "no memory for the breaks");
    r->dimensions.count = count;
    tt_status status = TT_OK;
    for (size_t i = 0; i < count && status == TT_OK; i++) {
        const char *name = cells[i].text;
        if (strcmp(name, "year") == 0)
            status = take_column(&r->year, cells, i, err);
        else if (strcmp(name, "reason") == 0)
            status = take_column(&r->reason, cells, i, err);
        else if (strcmp(name, "source") == 0)
            status = take_column(&r->source, cells, i, err);
        else if (!tt__is_remark_column(name))
            status =
                tt__dataset_add_text(r->ds, name, cells[i].length, &r->dimensions.names[i], err);
    }
    if (status == TT_OK && (r->year == TT_NONE || r->reason == TT_NONE))
        status =
            tt_fail(err, TT_ESCHEMA,
                    "a file of breaks needs the columns 'year' and 'reason' beside the dimensions");
    return status;
}

static tt_status read_break(breaks_reader *r, const tt__cell *cells, tt__break *out, tt_error *err)
{
    tt_period period;
    tt_status status = tt_period_parse(cells[r->year].text, cells[r->year].length, &period, err);
    if (status != TT_OK) {
        tt_error_place(err, NULL, 0, r->year + 1);
        return status;
    }
    out->from = period.start;
    tt__cell reason = cells[r->reason];
    status = tt__dataset_add_text(r->ds, reason.text, reason.length, &out->reason, err);
    if (status == TT_OK && r->source != TT_NONE)
        status = tt__dataset_add_text(r->ds, cells[r->source].text, cells[r->source].length,
                                      &out->source, err);
    return status == TT_OK
               ? tt__conditions_read(r->ds, &r->dimensions, cells, &out->conditions, err)
               : status;
}

static tt_status on_row(const tt__cell *cells, size_t count, size_t line, void *context,
                        tt_error *err)
{
    (void)line;
    breaks_reader *r = context;
    if (!r->dimensions.names)
        return read_header(r, cells, count, err);
    if (count != r->dimensions.count) {
        (void)tt_fail(err, TT_ESCHEMA, "%zu cells where the header has %zu columns", count,
                      r->dimensions.count);
        tt_error_place(err, NULL, 0,
                       (count < r->dimensions.count ? count : r->dimensions.count) + 1);
        return TT_ESCHEMA;
    }
    tt_dataset *ds = r->ds;
    if (tt_grow(&ds->breaks, &ds->break_capacity, ds->break_count, sizeof *ds->breaks) != 0)
        return tt_fail(err, TT_ENOMEM, "no memory for the breaks");
    tt__break found = {0};
    tt_status status = read_break(r, cells, &found, err);
    if (status != TT_OK) {
        tt__conditions_clear(&found.conditions);
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
    if (status == TT_OK && !r.dimensions.names) {
        status = tt_fail(err, TT_ESCHEMA, "no header row; the file has blank lines only");
        tt_error_place(err, path, 0, 0);
    }
    tt_free(r.dimensions.names);
    return status;
}

/* A list of breaks is made for many tables, and what is not in this one is passed over. But where none of it
 * is, it is the wrong list, or a name in it is wrong: that must not be passed over in silence. */
tt_status tt__dataset_check_breaks(tt_dataset *ds, tt_error *err)
{
    tt_strbuf why = TT_STRBUF_INIT;
    for (size_t i = 0; i < ds->break_count; i++) {
        tt_strbuf_clear(&why);
        if (!tt__conditions_tell_unmet(ds, &ds->breaks[i].conditions, &why))
            break;
    }
    tt_status status = tt_strbuf_status(&why, err);
    if (status == TT_OK && why.length) {
        tt_strbuf text = TT_STRBUF_INIT;
        tt_strbuf_addf(&text, "No break of the breaks file is of these data: %s%s", why.text,
                       why.text[why.length - 1] == '?' ? "" : ".");
        status = tt_strbuf_status(&text, err);
        if (status == TT_OK)
            status = tt__dataset_add_remark(ds, text.text, err);
        if (status == TT_OK)
            status = tt__dataset_add_text(ds, text.text, text.length, &ds->breaks_unmet, err);
        tt_strbuf_clear(&text);
    }
    tt_strbuf_clear(&why);
    return status;
}
