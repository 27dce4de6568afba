/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tiptrend change: year-over-year change. */
#include "command.h"
#include "tables.h"

static const char *const examples[] = {
    "tiptrend change datasets/mexico-tip-2019.csv --where indicator=prosecutions",
    "578, 479, 609, 510: how far each step is more than chance",
    "tiptrend change data.csv --format csv -o change.csv",
    "the same for a spreadsheet, numbers in full",
    NULL,
};

static tt_status run(cli_context *context, tt_error *err)
{
    return cli_run_table(context, cli_table_change, err);
}

const cli_command cli_command_change = {
    .name = "change",
    .summary = "year-over-year change with exact limits and p; index",
    .operands = "FILE...",
    .least_operands = 1,
    .most_operands = SIZE_MAX,
    .description =
        "For each pair of neighbouring years: absolute change, percent with exact limits for two Poisson counts, "
        "the logarithm, an exact p, and the index to the first year (--base-year).\n\n"
        "No change is formed across a missing year (--across-gaps gives it per year), a change of "
        "definition (--across-breaks), or a partial period; the column 'status' says so.",
    .examples = examples,
    .options = (const cli_option_id[]){CLI_READING, CLI_CHOOSING, CLI_WRITING, OPT_CONF, OPT_CI,
                                       OPT_ADJUST, OPT_BASE_YEAR, OPT_ACROSS_BREAKS,
                                       OPT_ACROSS_GAPS, OPT_END},
    .run = run,
};
