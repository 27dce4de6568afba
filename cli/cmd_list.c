/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tiptrend list: the series of a data set. */

#include "command.h"
#include "tables.h"

static const char *const examples[] = {
    "tiptrend list datasets/mexico-tip-2019.csv",
    "every series with its unit, its years and a small picture",
    "tiptrend list --where indicator=victims datasets/mexico-tip-2019.csv",
    "only those of one indicator",
    "tiptrend list --layout unodc --where area=Netherlands --where sex=total glotip.csv.gz",
    "from the table of UNODC as published",
    NULL,
};

static tt_status run(cli_context *context, tt_error *err)
{
    return cli_run_groups(context, cli_table_series, NULL, err);
}

const cli_command cli_command_list = {
    .name = "list",
    .summary = "the series of a data set: unit, years, states, a small picture",
    .operands = "FILE...",
    .least_operands = 1,
    .most_operands = SIZE_MAX,
    .description =
        "Lists each series: one combination of dimension values and unit. Several files are one "
        "data set. The picture has one block for each period, a dot for a figure that is only "
        "known as an interval, a blank for a gap.",
    .examples = examples,
    .options =
        (const cli_option_id[]){CLI_READING, CLI_CHOOSING, CLI_WRITING, OPT_BY, OPT_TRACE, OPT_END},
    .run = run,
};
