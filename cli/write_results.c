/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From results to standard output, or to the file of --output. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "interrupt.h"
#include "tiptrend/output.h"

int cli_is_standard_output(const char *path)
{
    return !path || strcmp(path, "-") == 0;
}

const char *cli_file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

cli_terminal cli_output_terminal(const cli_context *context)
{
    return cli_is_standard_output(context->settings.output) ? context->out : (cli_terminal){0};
}

/* A signal that comes meanwhile is obeyed when the file is there, so that nothing lies about. */
static tt_status write_file(const cli_context *context, const char *path, const tt_strbuf *text,
                            tt_error *err)
{
    tt_output *output;
    cli_hold_signals();
    tt_status status = cli_output_begin(context, NULL, &output, err);
    if (status == TT_OK)
        status = tt_output_add(output, path, tt_strbuf_text(text), text->length, NULL, err);
    if (status == TT_OK)
        status = tt_output_commit(output, err);
    tt_output_free(output);
    cli_die_of_signal();
    return status;
}

tt_status cli_write_text(const cli_context *context, const tt_strbuf *text, tt_error *err)
{
    tt_status status = tt_strbuf_status(text, err);
    if (status != TT_OK)
        return status;
    if (!cli_is_standard_output(context->settings.output))
        return write_file(context, context->settings.output, text, err);
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
    cli_terminal terminal = cli_output_terminal(context);
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
