/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table into a data set: the file is understood by its beginning, then read piece by piece. */
#include <math.h>
#include <string.h>

#include "file_internal.h"
#include "input_internal.h"
#include "table_internal.h"
#include "tiptrend/memory.h"

enum { JOBS_MAX = 64 };

/* Most files are smaller than the first piece; the others are large enough to be worth a thread's while, and
 * small enough for its cache. */
static const tt__piece_sizes usual_sizes = {.first = 1 << 20, .others = 1 << 18};

/* Everything that the reading of one file needs. */
typedef struct reading {
    tt_dataset *ds;
    const tt_read_options *options;
    tt_read_options
        own; /* options with the columns of figures that were found; used when there are some */
    tt__file *about;
    uint32_t file; /* its path, as a text */
    tt__piece_sizes sizes;
    tt__source source;
    tt__piece first;
    tt__guess guess;
    tt__plan plan;
    tt__join *join;
    tt__row_reader **readers; /* readers[jobs] */
    unsigned jobs;
} reading;

static tt_status no_memory(tt_error *err)
{
    return tt_fail(err, TT_ENOMEM, "no memory for the data set");
}

static tt_status check_options(const tt_dataset *ds, const tt_read_options *options, tt_error *err)
{
    if (ds->finished)
        return tt_fail(err, TT_EUSAGE, "the data set is finished; no file can be added");
    if ((unsigned)options->layout >= TT_LAYOUT_COUNT)
        return tt_fail(err, TT_EUSAGE, "there is no layout %d", (int)options->layout);
    if ((unsigned)options->encoding >= TT_ENCODING_COUNT)
        return tt_fail(err, TT_EUSAGE, "there is no encoding %d", (int)options->encoding);
    if ((unsigned)options->decimal > TT_DECIMAL_COMMA)
        return tt_fail(err, TT_EUSAGE, "there is no decimal sign %d", (int)options->decimal);
    if ((unsigned char)options->delimiter >= 0x80 ||
        (options->delimiter && strchr("\"\r\n", options->delimiter)))
        return tt_fail(err, TT_EUSAGE, "a delimiter is one character of ASCII, no quote");
    if ((unsigned)options->dash > TT_DASH_MISSING)
        return tt_fail(err, TT_EUSAGE, "a dash means an error, zero or missing; there is no %d",
                       (int)options->dash);
    if (options->suppressed_low != 0 && options->suppressed_low != 1)
        return tt_fail(err, TT_EUSAGE,
                       "the least value behind a suppressed count is 0 or 1 (--suppressed-low)");
    return TT_OK;
}

/* ---- the plan ---- */

/* Which place of the key each column fills. */
static tt_status make_slots(tt__plan *plan, tt_error *err)
{
    size_t count = plan->columns.count;
    plan->slot = tt_calloc(count, sizeof *plan->slot);
    plan->dimension = tt_calloc(count + 1, sizeof *plan->dimension);
    plan->is_nested = tt_calloc(count + 1, sizeof *plan->is_nested);
    plan->measure_slot = TT_NONE;
    if (!plan->slot || !plan->dimension || !plan->is_nested)
        return no_memory(err);
    for (size_t i = 0; i < count; i++) {
        const tt__column *column = &plan->columns.list[i];
        plan->slot[i] = TT_NONE;
        if (column->role != TT__COLUMN_DIMENSION && column->role != TT__COLUMN_NESTED)
            continue;
        plan->is_nested[plan->slot_count] = column->role == TT__COLUMN_NESTED;
        plan->dimension[plan->slot_count] = column->target;
        plan->slot[i] = plan->slot_count++;
    }
    if (plan->columns.measure != TT_NONE) {
        plan->dimension[plan->slot_count] = plan->columns.measure;
        plan->measure_slot = plan->slot_count++;
    }
    return TT_OK;
}

static void clear_plan(tt__plan *plan)
{
    tt__columns_clear(&plan->columns);
    tt_free(plan->slot);
    tt_free(plan->dimension);
    tt_free(plan->is_nested);
}

/* The decimal sign: of the layout or the options, or proven by the first figures. */
static tt_status find_decimal(reading *r, tt_error *err)
{
    tt_file_report *report = &r->about->report;
    tt_decimal named =
        r->options->decimal ? r->options->decimal : tt__layout_of(r->guess.layout)->decimal;
    tt__decimal_finding found = {.decimal = named, .basis = TT_DECIMAL_NAMED};
    tt_status status = TT_OK;
    if (!named)
        status = tt__find_decimal(r->first.text, r->first.length, &r->guess, &r->plan.columns,
                                  &found, err);
    r->plan.decimal = found.decimal;
    report->decimal = found.decimal;
    report->decimal_basis = found.basis;
    report->decimal_text = tt__file_text(r->about, found.text);
    report->decimal_line = found.line;
    report->decimal_column = found.column;
    return status;
}

/* Finds out how the file is made. */
static tt_status understand(reading *r, tt_error *err)
{
    tt_status status = tt__sniff(r->first.text, r->first.length, r->options, &r->guess, err);
    if (status != TT_OK)
        return status;
    const tt__guess *guess = &r->guess;
    if (guess->figure_count) {
        r->own = *r->options;
        r->own.value_columns = guess->figures;
        r->own.value_column_count = guess->figure_count;
        r->options = &r->own;
    }
    if (guess->count == 0 && guess->store.fault.status != TT_OK) {
        if (err && err->status == TT_OK)
            *err = guess->store.fault;
        return guess->store.fault.status;
    }
    if (guess->count == 0)
        return tt_fail(err, TT_ESCHEMA, "no header row; the file %s",
                       r->first.is_last ? "has blank lines only"
                                        : "begins with a megabyte of blank lines");
    r->plan.options = r->options;
    r->plan.layout = tt__layout_of(guess->layout);
    r->plan.delimiter = tt__split_at(guess->delimiter);
    r->plan.form = guess->form;
    r->plan.marks_are_flags = r->plan.layout->marks_are_flags || guess->form == TT__TEXT_EUROSTAT;
    r->plan.skip = guess->has_header ? guess->header + 1 : 0;
    r->first.length = tt__prepare_text(guess->form, r->first.text, r->first.length);
    status = tt__layout_bind(r->ds, r->options, guess->layout, guess->names, guess->count,
                             &r->plan.columns, err);
    if (status != TT_OK) {
        tt_error_place(err, NULL, guess->store.rows[guess->header].line, 0);
        return status;
    }
    status = make_slots(&r->plan, err);
    return status == TT_OK ? find_decimal(r, err) : status;
}

/* ---- the report ---- */

/* What a column became, for the report. */
static tt_column_report about_column(const reading *r, const tt__column *column)
{
    tt_column_report about = {
        .name = column->name, .became = tt__role_name(column->role), .target = ""};
    if (column->role == TT__COLUMN_DIMENSION || column->role == TT__COLUMN_NESTED)
        about.target = tt_dataset_dimension(r->ds, column->target);
    else if (column->role == TT__COLUMN_ATTRIBUTE)
        about.target = tt_dataset_attribute(r->ds, column->target);
    else if (column->role == TT__COLUMN_VALUE && column->measure)
        about.target = tt_dataset_dimension(r->ds, r->plan.columns.measure);
    else if (column->role == TT__COLUMN_UNNAMED || !column->name[0])
        about.target = "it has no name";
    return about;
}

/* Titles: the rows above the header, their cells joined. */
static tt_status add_titles(reading *r, tt_error *err)
{
    const tt__guess *guess = &r->guess;
    tt_status status = TT_OK;
    for (size_t i = 0; guess->has_header && i < guess->header && status == TT_OK; i++) {
        const tt__excerpt_row *row = &guess->store.rows[i];
        tt_strbuf text = TT_STRBUF_INIT;
        for (size_t c = 0; c < row->count; c++) {
            if (!row->cells[c].length)
                continue;
            tt_strbuf_add(&text, text.length ? "; " : "");
            tt_strbuf_add(&text, row->cells[c].text);
        }
        int is_separator = row->line == 1 && strncmp(tt_strbuf_text(&text), "sep=", 4) == 0;
        status = tt_strbuf_status(&text, err);
        if (status == TT_OK && !is_separator)
            status = tt__file_add_remark(r->about, tt_strbuf_text(&text), row->line, 1, err);
        tt_strbuf_clear(&text);
    }
    return status;
}

static tt_status report(reading *r, tt_error *err)
{
    tt_file_report *about = &r->about->report;
    const tt__guess *guess = &r->guess;
    int has_mark;
    about->layout = guess->layout;
    about->layout_guessed = guess->layout_guessed;
    about->layout_tied = guess->layout_tied;
    about->figures_found = guess->figure_count > 0;
    about->encoding = tt__input_encoding(r->source.input, &has_mark);
    about->encoding_found = r->options->encoding == TT_ENCODING_AUTO;
    about->delimiter = guess->delimiter;
    about->delimiter_found = guess->delimiter_found;
    about->header_line = guess->has_header ? guess->store.rows[guess->header].line : 0;
    tt_status status = add_titles(r, err);
    for (size_t i = 0; i < r->plan.columns.count && status == TT_OK; i++) {
        const tt__column *c = &r->plan.columns.list[i];
        tt_column_report column = about_column(r, c);
        status = tt__file_add_column(r->about, &column, err);
        if (status == TT_OK && c->mark)
            status = tt__file_count_mark(r->about, c->mark, about->header_line, i + 1, err);
    }
    return status;
}

/* Whether the values of a dimension are numbers, about as many as there are rows, and neither codes of places
 * nor numbers of items. In a wide table each row has its own values, of codes too. */
static int holds_figures(const reading *r, size_t dimension)
{
    enum { LEAST_VALUES = 5 };
    size_t count = tt_dataset_value_count(r->ds, dimension);
    if (r->guess.layout == TT_LAYOUT_WIDE || tt_dataset_role(r->ds, dimension) != TT_ROLE_PART ||
        count <= LEAST_VALUES || count * 2 <= r->about->report.rows)
        return 0;
    for (uint32_t v = 1; v < count; v++) {
        const char *text = tt_dataset_value(r->ds, dimension, v);
        tt_value value;
        int is_code = text[0] == '0' && text[1] != '\0' && text[1] != '.';
        if (is_code || tt_value_parse(text, strlen(text), NULL, &value, NULL) != TT_OK ||
            isnan(value.point))
            return 0;
    }
    return 1;
}

static void find_figures(reading *r)
{
    for (size_t i = 0; i < r->plan.columns.count; i++)
        if (r->plan.columns.list[i].role == TT__COLUMN_DIMENSION)
            r->about->columns[i].holds_figures = holds_figures(r, r->plan.columns.list[i].target);
}

/* ---- the file ---- */

/* A file that is wholly in the first piece is not worth a second thread. */
static tt_status make_readers(reading *r, tt_error *err)
{
    r->jobs = r->options->jobs > 1 && !r->first.is_last ? r->options->jobs : 1;
    if (r->jobs > JOBS_MAX)
        r->jobs = JOBS_MAX;
    r->readers = tt_calloc(r->jobs, sizeof(tt__row_reader *));
    r->join = tt__join_new(r->ds, &r->plan, r->file, r->jobs, r->about);
    if (!r->readers || !r->join)
        return no_memory(err);
    tt__join_expect(r->join, tt__input_size(r->source.input));
    for (unsigned i = 0; i < r->jobs; i++) {
        r->readers[i] = tt__row_reader_new(&r->plan);
        if (!r->readers[i])
            return no_memory(err);
    }
    return TT_OK;
}

static tt_status read_rows(reading *r, tt_error *err)
{
    tt_status status = make_readers(r, err);
    if (status == TT_OK)
        status = tt__read_pieces(&r->source, &r->first, r->jobs, r->join, r->readers, err);
    if (status == TT_OK)
        status = tt__join_end(r->join, err);
    if (status == TT_OK)
        find_figures(r);
    else /* how far the reading went is no fact about the file */
        r->about->report.rows = r->about->report.mark_count = r->about->report.multiplied = 0;
    for (unsigned i = 0; r->readers && i < r->jobs; i++)
        tt__row_reader_free(r->readers[i]);
    tt_free(r->readers);
    tt__join_free(r->join);
    return status;
}

static tt_status read_file(reading *r, const char *path, tt_error *err)
{
    tt_status status = tt__input_open(path, r->options->encoding, &r->source.input, err);
    if (status == TT_OK)
        status = tt__source_next(&r->source, r->sizes.first, &r->first, err);
    if (status == TT_OK) {
        tt_error why = {0};
        if (understand(r, &why) != TT_OK) {
            /* What could not be read explains best why the beginning was not understood. */
            const tt_error *told = r->source.failed.status != TT_OK ? &r->source.failed : &why;
            status = told->status;
            if (err && err->status == TT_OK)
                *err = *told;
        }
    }
    if (status == TT_OK)
        status = report(r, err);
    if (status == TT_OK)
        status = read_rows(r, err);
    tt_error_place(err, path, 0, 0);
    tt__guess_clear(&r->guess);
    clear_plan(&r->plan);
    tt__piece_clear(&r->first);
    tt_strbuf_clear(&r->source.rest);
    tt__input_close(r->source.input);
    return status;
}

tt_status tt__dataset_read_in(tt_dataset *ds, const char *path, const tt_read_options *options,
                              tt__piece_sizes sizes, tt_error *err)
{
    static const tt_read_options defaults = {0};
    if (!options)
        options = &defaults;
    tt_status status = check_options(ds, options, err);
    if (status != TT_OK)
        return status;
    if (tt_grow(&ds->reports, &ds->report_capacity, ds->report_count, sizeof *ds->reports) != 0)
        return no_memory(err);
    reading r = {.ds = ds,
                 .options = options,
                 .sizes = sizes,
                 .source.piece_size = sizes.others,
                 .about = tt__file_new(path)};
    if (!r.about)
        return no_memory(err);
    ds->reports[ds->report_count++] = r.about;
    ds->file_count++;
    status = tt__dataset_add_text(ds, path, strlen(path), &r.file, err);
    return status == TT_OK ? read_file(&r, path, err) : status;
}

tt_status tt_dataset_read(tt_dataset *ds, const char *path, const tt_read_options *options,
                          tt_error *err)
{
    return tt__dataset_read_in(ds, path, options, usual_sizes, err);
}
