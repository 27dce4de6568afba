/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of commands, and what all of them share. */
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "tiptrend/text.h"

static const cli_command *const table[] = {
    &cli_command_list,    &cli_command_check,        &cli_command_convert, &cli_command_rates,
    &cli_command_change,  &cli_command_gender_ratio, &cli_command_trend,   &cli_command_test,
    &cli_command_analyse, &cli_command_joinpoint,    &cli_command_plot,    &cli_command_report,
    &cli_command_batch,   &cli_command_explain,
};

const cli_command *const *cli_commands(size_t *count)
{
    *count = sizeof table / sizeof *table;
    return table;
}

const cli_command *cli_command_find(const char *name)
{
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (strcmp(table[i]->name, name) == 0 ||
            (table[i]->alias && strcmp(table[i]->alias, name) == 0))
            return table[i];
    return NULL;
}

int cli_exit_status(tt_status status)
{
    switch (status) {
    case TT_OK:
        return CLI_OK;
    case TT_EUSAGE:
    case TT_ENOTFOUND:
        return CLI_USAGE;
    case TT_ENOMEM:
        return CLI_NO_MEMORY;
    case TT_ENOINPUT:
        return CLI_NO_INPUT;
    case TT_EIO:
        return CLI_IO;
    case TT_ECANTCREATE:
        return CLI_CANNOT_CREATE;
    case TT_EGNUPLOT:
    case TT_EFONT:
        return CLI_UNAVAILABLE;
    case TT_EPARSE:
    case TT_EENCODING:
    case TT_ESCHEMA:
    case TT_ELIMIT:
    case TT_EUNITS:
    case TT_EDOMAIN:
    case TT_ENONFINITE:
    case TT_ETOOFEW:
    case TT_ESINGULAR:
    case TT_ENOCONV:
    case TT_ENOFIT:
        return CLI_DATA;
    case TT_EINTERRUPTED:
    case TT_EINTERNAL:
    case TT_STATUS_COUNT:
        break;
    }
    return CLI_SOFTWARE;
}

static void paint(const cli_context *context, const char *severity, tt_strbuf *out)
{
    int red = strcmp(severity, "error") == 0;
    int yellow = strcmp(severity, "warning") == 0;
    if (!context->err.colour || (!red && !yellow)) {
        tt_strbuf_add(out, severity);
        return;
    }
    tt_strbuf_add(out, red ? "\033[1;31m" : "\033[1;33m");
    tt_strbuf_add(out, severity);
    tt_strbuf_add(out, "\033[0m");
}

void cli_message(const cli_context *context, const char *file, size_t line, const char *severity,
                 const char *text)
{
    tt_strbuf out = TT_STRBUF_INIT;
    tt_strbuf_add(&out, "tiptrend: ");
    if (file && *file) {
        tt_text_clean(&out, file, 0);
        if (line)
            tt_strbuf_addf(&out, ":%zu", line);
        tt_strbuf_add(&out, ": ");
    }
    paint(context, severity, &out);
    tt_strbuf_add(&out, ": ");
    tt_text_clean(&out, text, 0);
    tt_strbuf_add_char(&out, '\n');
    (void)fputs(tt_strbuf_text(&out), stderr);
    tt_strbuf_clear(&out);
}

void cli_report_error(const cli_context *context, const tt_error *err)
{
    tt_strbuf text = TT_STRBUF_INIT;
    if (err->series[0])
        tt_strbuf_addf(&text, "%s%s", err->series, err->year ? "" : ": ");
    if (err->year)
        tt_strbuf_addf(&text, "%s%d: ", err->series[0] ? " " : "", err->year);
    if (err->column)
        tt_strbuf_addf(&text, "column %zu: ", err->column);
    tt_strbuf_add(&text, err->message);
    cli_message(context, err->file, err->line, "error", tt_strbuf_text(&text));
    tt_strbuf_clear(&text);
}
