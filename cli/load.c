/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the command line to a data set. */
#define _POSIX_C_SOURCE 200809L

#include <math.h>
#include <string.h>
#include <sys/stat.h>

#include "command.h"
#include "small_rule.h"
#include "tiptrend/decisions.h"
#include "tiptrend/memory.h"
#include "tiptrend/number.h"

int cli_is_file(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && !S_ISDIR(about.st_mode);
}

/* --delimiter: one character, or a word. */
static tt_status read_delimiter(const char *text, char *out, tt_error *err)
{
    *out = TT_DELIMITER_AUTO;
    if (!text || strcmp(text, "auto") == 0)
        return TT_OK;
    if (strcmp(text, "tab") == 0 || strcmp(text, "\\t") == 0)
        *out = '\t';
    else if (strcmp(text, "blank") == 0)
        *out = TT_DELIMITER_BLANK;
    else if (text[0] && !text[1])
        *out = text[0];
    else
        return tt_fail(err, TT_EUSAGE,
                       "--delimiter takes one character, tab, blank or auto, not '%s'", text);
    return TT_OK;
}

/* --header-row: a line, or "auto". */
static tt_status read_header_row(const char *text, size_t *out, tt_error *err)
{
    double line;
    *out = 0;
    if (!text || strcmp(text, "auto") == 0)
        return TT_OK;
    if (tt_number_parse(text, strlen(text), &line) != 0 || line < 1 || line > 1e6 ||
        line != floor(line))
        return tt_fail(err, TT_EUSAGE,
                       "--header-row takes a line from 1 to 1000000 or auto, not '%s'", text);
    *out = (size_t)line;
    return TT_OK;
}

static tt_status reading_options(const cli_settings *settings, tt_read_options *out, tt_error *err)
{
    *out = (tt_read_options){.layout = (tt_layout)settings->layout,
                             .year_column = settings->year_column,
                             .value_columns = settings->value_columns.item,
                             .value_column_count = settings->value_columns.count,
                             .measure = settings->measure,
                             .exposure_column = settings->exposure_column,
                             .ignore = settings->ignore.item,
                             .ignore_count = settings->ignore.count,
                             .dash = (tt_dash)settings->dash,
                             .suppressed_low = settings->suppressed_low,
                             .encoding = (tt_encoding)settings->encoding,
                             .decimal = (tt_decimal)settings->decimal,
                             .steps = settings->steps,
                             .jobs = cli_jobs(settings)};
    tt_status status = read_delimiter(settings->delimiter, &out->delimiter, err);
    return status == TT_OK ? read_header_row(settings->header_row, &out->header_line, err) : status;
}

tt_status cli_load_with(const cli_context *context, const cli_list *files,
                        tt_problem_function *problem, void *problem_context, tt_dataset **out,
                        tt_error *err)
{
    const cli_settings *settings = &context->settings;
    tt_read_options options;
    tt_dataset *ds = NULL;
    *out = NULL;
    tt_status status = reading_options(settings, &options, err);
    options.problem = problem;
    options.problem_context = problem_context;
    if (status == TT_OK)
        status = tt_dataset_new(&ds, err);
    for (size_t i = 0; i < files->count && status == TT_OK; i++)
        status = tt_dataset_read(ds, files->item[i], &options, err);
    for (size_t i = 0; i < settings->breaks.count && status == TT_OK; i++)
        status = tt_dataset_read_breaks(ds, settings->breaks.item[i], err);
    for (size_t i = 0; i < settings->decisions.count && status == TT_OK; i++)
        status = tt_dataset_read_decisions(ds, settings->decisions.item[i], err);
    if (status == TT_OK) {
        tt_finish_options finish = {.conflict = (tt_conflict)settings->conflict};
        status = tt_dataset_finish(ds, &finish, err);
    }
    if (status == TT_OK)
        *out = ds;
    else
        tt_dataset_free(ds);
    return status;
}

/* A note on how a file was understood, as a message. */
typedef struct note_printer {
    const cli_context *context;
    const char *file;
} note_printer;

static void print_note(const tt_reading_note *note, void *context)
{
    const note_printer *p = context;
    tt_strbuf text = TT_STRBUF_INIT;
    if (note->column)
        tt_strbuf_addf(&text, "column %zu: ", note->column);
    tt_strbuf_add(&text, note->text);
    cli_message(p->context, p->file, note->line, note->is_warning ? "warning" : "note",
                tt_strbuf_text(&text));
    tt_strbuf_clear(&text);
}

tt_status cli_print_reading_notes(const cli_context *context, const tt_dataset *ds, tt_error *err)
{
    tt_status status = TT_OK;
    size_t files = context->settings.quiet ? 0 : tt_dataset_file_count(ds);
    for (size_t i = 0; i < files && status == TT_OK; i++) {
        const tt_file_report *report = tt_dataset_file(ds, i);
        note_printer printer = {context, report->path};
        status = tt_file_report_notes(report, print_note, &printer, err);
    }
    return status;
}

/* One data set of some files, with the sums that are asked for. */
static tt_status load_list(const cli_context *context, const cli_list *files, tt_dataset **out,
                           tt_error *err)
{
    tt_status status = cli_load_with(context, files, NULL, NULL, out, err);
    if (status == TT_OK)
        status = cli_print_reading_notes(context, *out, err);
    if (status == TT_OK)
        status = cli_reshape(context, out, err);
    if (status == TT_OK)
        status = cli_withhold(&context->settings, *out, err);
    if (status != TT_OK) {
        tt_dataset_free(*out);
        *out = NULL;
    }
    return status;
}

cli_list cli_data_files(const cli_settings *settings, const cli_list *files)
{
    if (settings->compare_editions && files->count > 1)
        return (cli_list){files->item + files->count - 1, 1, 0};
    return *files;
}

tt_status cli_load(const cli_context *context, const cli_list *files, tt_dataset **out,
                   tt_error *err)
{
    cli_list data = cli_data_files(&context->settings, files);
    return load_list(context, &data, out, err);
}

tt_status cli_load_earlier(const cli_context *context, const cli_list *files, tt_dataset **out,
                           tt_error *err)
{
    *out = NULL;
    if (!context->settings.compare_editions)
        return TT_OK;
    if (files->count != 2)
        return tt_fail(err, TT_EUSAGE,
                       "--compare-editions takes two editions here, the older first");
    cli_list earlier = {files->item, 1, 0};
    return load_list(context, &earlier, out, err);
}

tt_status cli_load_table(const char *path, tt_dataset **out, tt_error *err)
{
    tt_dataset *ds = NULL;
    *out = NULL;
    tt_status status = tt_dataset_new(&ds, err);
    if (status == TT_OK)
        status = tt_dataset_read(ds, path, &(tt_read_options){.populations = 1}, err);
    if (status == TT_OK)
        status = tt_dataset_finish(ds, NULL, err);
    if (status == TT_OK)
        *out = ds;
    else
        tt_dataset_free(ds);
    return status;
}

tt_status cli_load_population(const cli_context *context, tt_dataset **out, tt_error *err)
{
    const char *path = context->settings.population;
    *out = NULL;
    if (!path || cli_attaches_population(&context->settings))
        return TT_OK;
    return cli_load_table(path, out, err);
}
