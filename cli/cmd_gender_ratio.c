/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tiptrend gender-ratio: shares and ratio of the sexes. */
#include "command.h"
#include "tables.h"

static const char *const examples[] = {
    "tiptrend gender-ratio datasets/mexico-tip-2019.csv --where indicator=victims",
    "what 54, 21 and 25 percent of 706 can mean",
    "tiptrend gender-ratio datasets/mexico-sesnsp-annual.csv --from 2018",
    "counts by sex from the offences recorded by prosecutors",
    NULL,
};

static tt_status run(cli_context *context, tt_error *err)
{
    return cli_run_groups(context, cli_table_gender_ratio, NULL, err);
}

const cli_command cli_command_gender_ratio = {
    .name = "gender-ratio",
    .alias = "sexratio",
    .summary = "shares of the sexes and females for each male, with bounds",
    .operands = "FILE...",
    .least_operands = 1,
    .most_operands = SIZE_MAX,
    .description =
        "For each year: counts by sex (from counts, or from rounded percentages of their base), the share of "
        "females and the female-to-male ratio as bounds that hold whatever the sex of the unspecified, "
        "confidence limits around the bounds, the share among the specified beside them, and the change of the share "
        "since the year before with its direction where the bounds leave no doubt. Where nobody is unspecified the "
        "limits are Wilson's (--ci exact, midp, jeffreys, ... for others).\n\n"
        "Words for the sexes are known in English and Spanish; other and unknown count as unspecified.",
    .examples = examples,
    .options = (const cli_option_id[]){CLI_READING, CLI_CHOOSING, CLI_WRITING, OPT_BY, OPT_TRACE,
                                       OPT_CONF, OPT_CI, OPT_ACROSS_BREAKS, OPT_END},
    .run = run,
};
