/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tiptrend test: rank tests for trend. */
#include "command.h"
#include "tables.h"

static const char *const examples[] = {
    "tiptrend test datasets/mexico-tip-2019.csv --where indicator=prosecutions,convictions,victims",
    "four points cannot reach p = 0.05: the smallest possible is 0.083",
    "tiptrend test datasets/world-tip-2003-2023.csv --adjust bh",
    "false-discovery rate instead of Holm",
    "tiptrend test data.csv --test mannkendall --test hamed-rao --test pettitt",
    "plain, corrected for correlated years, and a step instead of a trend",
    NULL,
};

static tt_status run(cli_context *context, tt_error *err)
{
    return cli_run_groups(context, cli_table_test, NULL, err);
}

const cli_command cli_command_test = {
    .name = "test",
    .summary = "rank tests for trend and for a step, exact also with ties",
    .operands = "FILE...",
    .least_operands = 1,
    .most_operands = SIZE_MAX,
    .description =
        "Tests each series for a monotone trend: exact Mann-Kendall p, ties included, the smallest p that its n "
        "could reach, the normal p for comparison, and the Theil-Sen slope with exact limits. --test names other "
        "tests (repeatable): versions for correlated years (hamed-rao, yue-wang, prewhiten, tfpw, bootstrap), by "
        "month or quarter (seasonal), of proportions (cochran-armitage, with --denominator or --by), "
        "cox-stuart, spearman, and for a step in the level (pettitt, buishand, snht). A test that cannot hold "
        "for a series says why. p is adjusted over all tests of the call (--adjust).\n\n"
        "Where figures are known only as intervals, such as <5, the range of p over all that they can be is "
        "given. 'tiptrend explain NAME' says what a test does.",
    .examples = examples,
    .options =
        (const cli_option_id[]){CLI_READING, CLI_CHOOSING, CLI_WRITING, OPT_TRACE, OPT_BY, OPT_CONF,
                                OPT_ADJUST, OPT_TEST, OPT_ALTERNATIVE, OPT_P, OPT_SEED,
                                OPT_REPLICATES, OPT_DENOMINATOR, OPT_ACROSS_BREAKS, OPT_END},
    .run = run,
};
