/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tiptrend test: rank tests for trend. */
#include "command.h"
#include "tables.h"

static const char *const examples[] = {
    "tiptrend test datasets/mexico-tip-2019.csv --where indicator=prosecutions,convictions,victims",
    "four points cannot reach p = 0.05: the smallest possible is 0.083",
    "tiptrend test datasets/world-tip-2003-2023.csv --adjust bh",
    "false-discovery rate instead of Holm",
    NULL,
};

static tt_status run(cli_context *context, tt_error *err)
{
    return cli_run_table(context, cli_table_test, err);
}

const cli_command cli_command_test = {
    .name = "test",
    .summary = "Mann-Kendall test, exact with ties, and the Theil-Sen slope",
    .operands = "FILE...",
    .least_operands = 1,
    .most_operands = SIZE_MAX,
    .description =
        "Tests each series for a monotone trend: exact Mann-Kendall p, ties included, the smallest p that its n "
        "could reach, the normal p for comparison, and the Theil-Sen slope with exact limits. p is adjusted "
        "over all series of the call (--adjust).",
    .examples = examples,
    .options = (const cli_option_id[]){CLI_READING, CLI_CHOOSING, CLI_WRITING, OPT_CONF, OPT_ADJUST,
                                       OPT_ACROSS_BREAKS, OPT_END},
    .run = run,
};
