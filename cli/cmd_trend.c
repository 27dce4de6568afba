/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tiptrend trend: regression trends. */
#include "command.h"
#include "tables.h"

static const char *const examples[] = {
    "tiptrend trend datasets/mexico-tip-2019.csv --where indicator=investigations",
    "three models side by side, for four points: read the notes",
    "tiptrend trend datasets/world-tip-2003-2023.csv --model ols --model theilsen --from 2007",
    "chosen models, from a year on",
    "tiptrend trend datasets/world-tip-2003-2023.csv --where form=total --diagnostics",
    "are years correlated, do counts scatter too much, which year carries the trend, what could be seen?",
    "tiptrend trend FILE --model loglinear --se newey-west --forecast 3",
    "standard errors for correlated years; the line with its limits for three years more",
    "tiptrend trend FILE --model quasipoisson --table bands --format csv",
    "fitted values with their limits for each year, for a chart",
    NULL,
};

static tt_status run(cli_context *context, tt_error *err)
{
    return cli_run_groups(context, NULL, cli_tables_trend, err);
}

const cli_command cli_command_trend = {
    .name = "trend",
    .summary =
        "regression trends: lines, curves, robust, correlated years, counts; forecast, diagnostics",
    .operands = "FILE...",
    .least_operands = 1,
    .most_operands = SIZE_MAX,
    .description =
        "Fits each series by each model (--model, repeatable) and gives the annual percent change (APC), the slope, "
        "limits, p and what the fit cannot show. Without --model: log-linear and quasi-Poisson side by side "
        "with Mann-Kendall. Where all figures have an exposure, trends are those of the rates.\n\n"
        "--weights goes with wls, loglinear, poly2 and poly3; --se with these and ols; --ci profile with count "
        "models. --forecast, --bands and --diagnostics add tables; --table gives one of them alone. "
        "'tiptrend explain NAME' says what a model does.\n\n"
        "Where the definition changes, the longest unbroken run is used and named; partial periods, "
        "conflicts and figures known only as intervals are left out with a note.",
    .examples = examples,
    .options = (const cli_option_id[]){CLI_READING, CLI_CHOOSING, CLI_WRITING, OPT_BY, OPT_TRACE,
                                       CLI_TREND, OPT_CONF, OPT_ACROSS_BREAKS, OPT_TABLE, OPT_END},
    .run = run,
};
