/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tiptrend joinpoint: trends that bend. */
#include "by.h"
#include "command.h"
#include "tables.h"

static const char *const examples[] = {
    "tiptrend joinpoint datasets/world-tip-2003-2023.csv --where form=total",
    "segments of the selected model, annual percent changes, their average",
    "tiptrend joinpoint rates.csv --weights se --select permutation --table all",
    "standard errors as weights, NCI's sequence of permutation tests, every table",
    "tiptrend joinpoint datasets/world-tip-2003-2023.csv --where form=total --jump 2015",
    "the level jumps where coverage grew; the trend on either side has one slope",
    "tiptrend joinpoint datasets/mexico-sesnsp-annual.csv --compare parallel --by sex --where "
    "indicator=victims",
    "do the trends of females and males run side by side?",
    "tiptrend joinpoint FILE --format csv --table models",
    "all numbers of joinpoints with SSE, BIC, BIC3 and WBIC, for scripts",
    NULL,
};

static tt_status make(const cli_analysis_request *request, tt_table *out[CLI_TABLES_MOST],
                      size_t *count, tt_error *err)
{
    if (!request->settings->joinpoint.compare)
        return request->settings->by ? cli_by_tables(request, cli_tables_joinpoint, out, count, err)
                                     : cli_tables_joinpoint(request, out, count, err);
    *count = 1;
    return cli_table_joinpoint_pairs(request, &out[0], err);
}

static tt_status run(cli_context *context, tt_error *err)
{
    return cli_run_tables(context, make, err);
}

const cli_command cli_command_joinpoint = {
    .name = "joinpoint",
    .summary = "joinpoint regression: trends that bend, with the numbers of NCI's program",
    .operands = "FILE...",
    .least_operands = 1,
    .most_operands = SIZE_MAX,
    .description =
        "Fits continuous trends of straight segments on the log scale (or the linear one), every placement of the "
        "joinpoints being searched, and chooses their number by WBIC, BIC, BIC3 or permutation tests. Gives "
        "annual percent changes (APC) of the segments, their average (AAPC) over any range of years, and limits "
        "of all of them. The numbers are those of NCI's Joinpoint program; docs/methods/joinpoint.md says on what "
        "that rests.\n\n"
        "Where the data have populations, rates per --per persons are analysed; a zero count is taken as 0.5 on "
        "the log scale. Where the definition changes, the longest unbroken run is used, unless "
        "--across-breaks, or --jump for a change of level. Series that cannot be analysed are rows with "
        "the reason.\n\n"
        "Tables (--table): summary (default), models (each number of joinpoints with its criteria), segments, "
        "joinpoints, aapc, tests, fitted, or all. Limits (--ci): parametric (default), or empirical, by refits to "
        "resampled residuals.",
    .examples = examples,
    .options = (const cli_option_id[]){CLI_READING, CLI_CHOOSING, CLI_WRITING, OPT_TRACE,
                                       CLI_JOINPOINT, OPT_ACROSS_BREAKS, OPT_CONF, OPT_PER,
                                       OPT_RANGE, OPT_COMPARE, OPT_BY, OPT_K, OPT_TABLE, OPT_END},
    .run = run,
};
