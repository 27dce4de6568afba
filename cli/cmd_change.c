/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tiptrend change: year-over-year change. */
#include "command.h"
#include "tables.h"

static const char *const examples[] = {
    "tiptrend change datasets/mexico-tip-2019.csv --where indicator=prosecutions",
    "578, 479, 609, 510: how far each step is more than chance",
    "tiptrend change data.csv --format csv -o change.csv",
    "the same for a spreadsheet, numbers in full",
    "tiptrend change datasets/mexico-tip-2019.csv --where indicator=victims --contributions jurisdiction",
    "how much federal and state authorities add to the change of the total",
    "tiptrend change data.csv --compare-areas Mexico,Guatemala",
    "whether two countries changed alike",
    NULL,
};

static tt_status run(cli_context *context, tt_error *err)
{
    const cli_settings *settings = &context->settings;
    int views = (settings->compound != 0) + (settings->contributions != NULL) +
                (settings->compare_areas != NULL);
    if (views > 1)
        return tt_fail(err, TT_EUSAGE,
                       "--compound, --contributions and --compare-areas are tables of their own; "
                       "ask for one of them");
    cli_table_function *make = settings->compound        ? cli_table_compound
                               : settings->contributions ? cli_table_contributions
                               : settings->compare_areas ? cli_table_compare
                                                         : cli_table_change;
    return cli_run_groups(context, make, NULL, err);
}

const cli_command cli_command_change = {
    .name = "change",
    .summary = "year-over-year change with exact limits and p; index",
    .operands = "FILE...",
    .least_operands = 1,
    .most_operands = SIZE_MAX,
    .description =
        "For each pair of neighbouring years: absolute change, percent with exact limits for two Poisson counts "
        "(--ci exact, midp or wald), the logarithm, a p that never contradicts the limits, p and limits for all "
        "changes of the series as one family (--adjust), and the index to the first year (--base-year). A figure "
        "known only as an interval, such as <5, gives bounds on the change and, where they agree, its "
        "direction.\n\n"
        "No change is formed across a missing year (--across-gaps gives it per year), a change of "
        "definition (--across-breaks), or a partial period; the column 'status' says so.",
    .examples = examples,
    .options =
        (const cli_option_id[]){CLI_READING, CLI_CHOOSING, CLI_WRITING, OPT_BY, OPT_TRACE, OPT_CONF,
                                OPT_CI, OPT_ADJUST, OPT_BASE_YEAR, OPT_COMPOUND, OPT_CONTRIBUTIONS,
                                OPT_COMPARE_AREAS, OPT_ACROSS_BREAKS, OPT_ACROSS_GAPS, OPT_END},
    .run = run,
};
