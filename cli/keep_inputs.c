/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files that a command reads, and outputs that never replace one of them. */
#include <string.h>

#include "command.h"
#include "tiptrend/memory.h"

/* Whether an option names a file that is read. */
static int names_input(cli_option_id id)
{
    const cli_option *option = cli_option_at(id);
    int is_written = id == OPT_OUTPUT || id == OPT_REPORT;
    return !is_written && option->argument && strstr(option->argument, "FILE") != NULL;
}

int cli_inputs_add(const cli_settings *settings, cli_list *out)
{
    int failed = 0;
    for (size_t i = 0; i < settings->operands.count; i++)
        failed |= cli_list_add(out, settings->operands.item[i]);
    for (int id = 0; id < OPT_COUNT; id++) {
        const cli_option *option = cli_option_at((cli_option_id)id);
        const unsigned char *at = (const unsigned char *)settings + option->offset;
        if (!names_input((cli_option_id)id))
            continue;
        cli_list list = {0};
        const char *text = NULL;
        if (option->kind == CLI_REPEATED)
            memcpy(&list, at, sizeof list);
        else if (option->kind == CLI_TEXT)
            memcpy(&text, at, sizeof text);
        for (size_t i = 0; i < list.count; i++)
            failed |= cli_list_add(out, list.item[i]);
        if (text)
            failed |= cli_list_add(out, text);
    }
    return failed;
}

tt_status cli_output_begin(const cli_context *context, const tt_output_options *options,
                           tt_output **out, tt_error *err)
{
    cli_list inputs = {0};
    tt_output_options careful = options ? *options : (tt_output_options){0};
    *out = NULL;
    tt_status status = TT_OK;
    if (cli_inputs_add(&context->settings, &inputs) != 0)
        status = tt_fail(err, TT_ENOMEM, "no memory for the names of files");
    careful.kept = inputs.item;
    careful.kept_count = inputs.count;
    if (status == TT_OK)
        status = tt_output_begin(&careful, out, err);
    tt_free(inputs.item);
    return status;
}
