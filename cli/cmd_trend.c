/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tiptrend trend: regression trends. */
#include "command.h"
#include "tables.h"

static const char *const examples[] = {
    "tiptrend trend datasets/mexico-tip-2019.csv --where indicator=investigations",
    "three models side by side, for four points: read the notes",
    "tiptrend trend datasets/world-tip-2003-2023.csv --model ols --model theilsen --from 2007",
    "chosen models, from a year on",
    NULL,
};

static tt_status run(cli_context *context, tt_error *err)
{
    return cli_run_table(context, cli_table_trend, err);
}

const cli_command cli_command_trend = {
    .name = "trend",
    .summary = "regression trends: OLS, log-linear, Poisson, quasi-Poisson, NB2, Theil-Sen",
    .operands = "FILE...",
    .least_operands = 1,
    .most_operands = SIZE_MAX,
    .description =
        "Fits each series by each model (--model, repeatable) and gives the annual percent change (APC), the slope, "
        "limits, p and what the fit cannot show. Without --model: log-linear and quasi-Poisson side by side "
        "with Mann-Kendall.\n\n"
        "Where the definition changes, the longest unbroken run is used and named; partial periods, "
        "conflicts and figures known only as intervals are left out with a note.",
    .examples = examples,
    .options = (const cli_option_id[]){CLI_READING, CLI_CHOOSING, CLI_WRITING, OPT_CONF, OPT_MODEL,
                                       OPT_ACROSS_BREAKS, OPT_END},
    .run = run,
};
