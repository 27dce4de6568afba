/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the command line to a data set, and from results to the output. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "interrupt.h"
#include "small_rule.h"
#include "tiptrend/memory.h"
#include "tiptrend/output.h"

static tt_read_options reading_options(const cli_settings *settings)
{
    return (tt_read_options){.layout = (tt_layout)settings->layout,
                             .year_column = settings->year_column,
                             .value_column = settings->value_column,
                             .exposure_column = settings->exposure_column,
                             .ignore = settings->ignore.item,
                             .ignore_count = settings->ignore.count,
                             .dash = (tt_dash)settings->dash,
                             .suppressed_low = settings->suppressed_low};
}

tt_status cli_load_with(const cli_context *context, const cli_list *files,
                        tt_problem_function *problem, void *problem_context, tt_dataset **out,
                        tt_error *err)
{
    const cli_settings *settings = &context->settings;
    tt_read_options options = reading_options(settings);
    options.problem = problem;
    options.problem_context = problem_context;
    tt_dataset *ds = NULL;
    *out = NULL;
    tt_status status = tt_dataset_new(&ds, err);
    for (size_t i = 0; i < files->count && status == TT_OK; i++)
        status = tt_dataset_read(ds, files->item[i], &options, err);
    for (size_t i = 0; i < settings->breaks.count && status == TT_OK; i++)
        status = tt_dataset_read_breaks(ds, settings->breaks.item[i], err);
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

tt_status cli_load(const cli_context *context, const cli_list *files, tt_dataset **out,
                   tt_error *err)
{
    tt_status status = cli_load_with(context, files, NULL, NULL, out, err);
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

tt_status cli_load_table(const char *path, tt_dataset **out, tt_error *err)
{
    tt_dataset *ds = NULL;
    *out = NULL;
    tt_status status = tt_dataset_new(&ds, err);
    if (status == TT_OK)
        status = tt_dataset_read(ds, path, NULL, err);
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

/* ---- writing ---- */

/* A signal that comes meanwhile is obeyed when the file is there, so that nothing lies about. */
static tt_status write_file(const char *path, const tt_strbuf *text, tt_error *err)
{
    cli_hold_signals();
    tt_status status = tt_output_write_file(path, tt_strbuf_text(text), text->length, err);
    cli_die_of_signal();
    return status;
}

tt_status cli_write_text(const cli_context *context, const tt_strbuf *text, tt_error *err)
{
    tt_status status = tt_strbuf_status(text, err);
    if (status != TT_OK)
        return status;
    const char *path = context->settings.output;
    if (path && strcmp(path, "-") != 0)
        return write_file(path, text, err);
    errno = 0;
    size_t written = fwrite(tt_strbuf_text(text), 1, text->length, stdout);
    if (written < text->length || fflush(stdout) != 0)
        return tt_fail(err, TT_EIO, "cannot write to standard output: %s", strerror(errno));
    return TT_OK;
}

tt_status cli_write_tables(const cli_context *context, const tt_table *const *tables, size_t count,
                           tt_error *err)
{
    tt_strbuf text = TT_STRBUF_INIT;
    cli_terminal terminal = context->out;
    if (context->settings.output)
        terminal = (cli_terminal){0};
    tt_status status = TT_OK;
    for (size_t i = 0; i < count && status == TT_OK; i++)
        status = tt_table_status(tables[i], err);
    if (status == TT_OK) {
        cli_out((cli_format)context->settings.format, tables, count, &terminal, &text);
        status = cli_write_text(context, &text, err);
    }
    tt_strbuf_clear(&text);
    return status;
}
