/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tiptrend convert: any table to a tidy one, with a report of what was understood. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "tables.h"
#include "tiptrend/memory.h"
#include "tiptrend/output.h"
#include "tiptrend/tidy.h"

static const char *const examples[] = {
    "tiptrend convert victims-by-year.csv -o victims.csv",
    "a tidy table, and on the terminal what became of each column",
    "tiptrend convert --delimiter ';' --decimal , --encoding windows-1252 tabla.csv -o tidy.csv",
    "a national table that says so itself in no way",
    "tiptrend convert --value female --value male --value unspecified monthly.csv",
    "several columns of figures in one row: their names become the dimension sex",
    "tiptrend convert --report report.json --format json glotip.csv.gz -o glotip.csv",
    "the report for a script",
    NULL,
};

/* The faults of reading, so that one run shows them all. */
typedef struct collector {
    cli_faults faults;
    int failed; /* no memory */
} collector;

static int collect(const tt_error *fault, void *context)
{
    collector *c = context;
    cli_faults *list = &c->faults;
    if (list->count == CLI_FAULTS_LISTED) {
        list->more++;
        return 0;
    }
    cli_fault own = {.file = tt_strdup(fault->file),
                     .line = fault->line,
                     .column = fault->column,
                     .message = tt_strdup(fault->message)};
    if (!own.file || !own.message ||
        tt_grow(&list->list, &list->capacity, list->count, sizeof *list->list) != 0) {
        tt_free(own.file);
        tt_free(own.message);
        c->failed = 1;
        return 1;
    }
    list->list[list->count++] = own;
    return 0;
}

static void clear_faults(cli_faults *faults)
{
    for (size_t i = 0; i < faults->count; i++) {
        tt_free(faults->list[i].file);
        tt_free(faults->list[i].message);
    }
    tt_free(faults->list);
}

/* ---- the table ---- */

static tt_status to_stdout(const char *bytes, size_t length, void *context, tt_error *err)
{
    (void)context;
    errno = 0;
    if (fwrite(bytes, 1, length, stdout) < length)
        return tt_fail(err, TT_EIO, "cannot write to standard output: %s", strerror(errno));
    return TT_OK;
}

static tt_status to_text(const char *bytes, size_t length, void *context, tt_error *err)
{
    tt_strbuf *text = context;
    tt_strbuf_add_bytes(text, bytes, length);
    return tt_strbuf_status(text, err);
}

/* On a terminal, which would obey what is in the names. */
static tt_status show_table(const cli_context *context, const tt_dataset *ds, tt_error *err)
{
    tt_strbuf text = TT_STRBUF_INIT;
    tt_strbuf shown = TT_STRBUF_INIT;
    tt_status status = tt_tidy_write(ds, to_text, &text, err);
    if (status == TT_OK) {
        cli_out_lines(tt_strbuf_text(&text), &shown);
        status = cli_write_text(context, &shown, err);
    }
    tt_strbuf_clear(&text);
    tt_strbuf_clear(&shown);
    return status;
}

/* A file appears when it is complete, so its text is made first; a pipe gets it piece by piece. */
static tt_status write_table(const cli_context *context, const tt_dataset *ds, tt_error *err)
{
    tt_strbuf text = TT_STRBUF_INIT;
    tt_status status;
    if (cli_is_standard_output(context->settings.output) && context->out.width)
        return show_table(context, ds, err);
    if (cli_is_standard_output(context->settings.output)) {
        status = tt_tidy_write(ds, to_stdout, NULL, err);
        if (status == TT_OK && fflush(stdout) != 0)
            status = tt_fail(err, TT_EIO, "cannot write to standard output: %s", strerror(errno));
        return status;
    }
    status = tt_tidy_write(ds, to_text, &text, err);
    if (status == TT_OK)
        status = cli_write_text(context, &text, err);
    tt_strbuf_clear(&text);
    return status;
}

/* ---- the report ---- */

/* To the file of --report, to standard output, or for people to standard error. */
static tt_status write_report(const cli_context *context, const tt_table *const *tables,
                              size_t count, tt_error *err)
{
    const char *path = context->settings.report;
    if (!path && context->settings.quiet)
        return TT_OK;
    if (path) {
        cli_context to = *context;
        to.settings.output = path;
        return cli_write_tables(&to, tables, count, err);
    }
    tt_strbuf text = TT_STRBUF_INIT;
    cli_out(CLI_FORMAT_TABLE, tables, count, &context->err, &text);
    tt_status status = tt_strbuf_status(&text, err);
    if (status == TT_OK)
        (void)fwrite(tt_strbuf_text(&text), 1, text.length, stderr);
    tt_strbuf_clear(&text);
    return status;
}

static tt_status report(const cli_context *context, const tt_dataset *ds, const cli_faults *faults,
                        tt_error *err)
{
    enum { TABLES = 4 };
    tt_table *tables[TABLES] = {NULL};
    const tt_table *list[TABLES];
    size_t count = 0;
    tt_status status = cli_table_files(ds, &tables[0], err);
    if (status == TT_OK)
        status = cli_table_columns(ds, &tables[1], err);
    if (status == TT_OK)
        status = cli_table_figures(ds, &tables[2], err);
    if (status == TT_OK)
        status = cli_table_beside(ds, faults, &tables[3], err);
    for (size_t i = 0; i < TABLES && status == TT_OK; i++)
        if (tt_table_row_count(tables[i]) > 0)
            list[count++] = tables[i];
    if (status == TT_OK)
        status = write_report(context, list, count, err);
    for (size_t i = 0; i < TABLES; i++)
        tt_table_free(tables[i]);
    return status;
}

/* ---- the command ---- */

/* What could not be read keeps the table from being written, unless it is to be skipped. */
static tt_status refuse_faults(const cli_faults *faults, tt_error *err)
{
    const cli_fault *first = &faults->list[0];
    const size_t count = faults->count + faults->more;
    tt_status status = tt_fail(err, TT_EPARSE,
                               "%zu %s cannot be read, so no table is written; the first: %s "
                               "(--skip-faults writes the others)",
                               count, count == 1 ? "row" : "rows", first->message);
    tt_error_place(err, first->file, first->line, first->column);
    return status;
}

static tt_status run(cli_context *context, tt_error *err)
{
    tt_dataset *ds = NULL;
    collector c = {0};
    if (context->settings.report && cli_is_standard_output(context->settings.report) &&
        cli_is_standard_output(context->settings.output))
        return tt_fail(err, TT_EUSAGE,
                       "the table and the report would both go to standard output; name a file "
                       "with --output");
    tt_status status = cli_load_with(context, &context->settings.operands, collect, &c, &ds, err);
    if (status == TT_OK && c.failed)
        status = tt_fail(err, TT_ENOMEM, "no memory for the report");
    if (status == TT_OK)
        status = report(context, ds, &c.faults, err);
    if (status == TT_OK && c.faults.count > 0 && !context->settings.skip_faults)
        status = refuse_faults(&c.faults, err);
    if (status == TT_OK)
        status = write_table(context, ds, err);
    clear_faults(&c.faults);
    tt_dataset_free(ds);
    return status;
}

const cli_command cli_command_convert = {
    .name = "convert",
    .summary = "any table to a tidy one, with a report of what was understood",
    .operands = "FILE...",
    .least_operands = 1,
    .most_operands = SIZE_MAX,
    .description =
        "Writes the figures of all files as one tidy table: one row for each, with unit, status, limits, "
        "source and note. The same figures give the same bytes, and a table that convert wrote stays as it "
        "is.\n\n"
        "The report tells what became of each column, how many figures there are by state and unit, which "
        "margins are printed, which keys stand there twice, which footnote marks were split off, which rows "
        "were taken for titles and notes, and what could not be read, with line and column. Where something "
        "could not, no table is written and the exit status is 65 (see --skip-faults).",
    .examples = examples,
    .options =
        (const cli_option_id[]){CLI_READING, CLI_WRITING, OPT_REPORT, OPT_SKIP_FAULTS, OPT_END},
    .run = run,
};
