/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tiptrend rates: rates per population, ratios between series. */
#include "command.h"
#include "tables.h"

static const char *const examples[] = {
    "tiptrend rates datasets/mexico-tip-2019.csv --denominator datasets/population-worldbank.csv",
    "per 100,000 inhabitants, the population joined by area and year",
    "tiptrend rates datasets/mexico-tip-2019.csv --numerator convictions --denominator prosecutions --lag 1",
    "convictions for each prosecution of the year before, with exact limits",
    "tiptrend rates datasets/mexico-tip-2019.csv --where indicator=victims --proportion --by jurisdiction",
    "the share of each jurisdiction, with Wilson's limits and the difference from the year before",
    "tiptrend rates victims.csv --denominator population.csv --standard standard.csv --strata age",
    "standardised to the ages of a standard population, with Dobson's limits",
    NULL,
};

/* The denominator is a file when there is one of that name, else an indicator of the data. */
static tt_status run(cli_context *context, tt_error *err)
{
    const char *denominator = context->settings.denominator;
    if (context->settings.proportion)
        return cli_run_table(context, cli_table_proportions, err);
    if (denominator && !cli_is_file(denominator))
        return cli_run_groups(context, cli_table_ratios, NULL, err);
    context->settings.population = denominator;
    cli_table_function *make = context->settings.standard ? cli_table_standard : cli_table_rates;
    return cli_run_groups(context, make, NULL, err);
}

const cli_command cli_command_rates = {
    .name = "rates",
    .summary = "rates per population, and ratios between two indicators, with limits",
    .operands = "FILE...",
    .least_operands = 1,
    .most_operands = SIZE_MAX,
    .description =
        "Divides counts by a population: the exposure column of the data, or a tidy table joined by area (--key) "
        "and year (--denominator FILE). Or forms the ratio of one indicator to another (--denominator "
        "INDICATOR), with --lag the denominator that many years earlier and with --window several years pooled; "
        "the row carries the numerator's year. With --proportion the numerator is a part of its denominator.\n\n"
        "Limits (--ci): of counts exact (Garwood, default), midp, byar, ohid, score, wald, log-wald, jeffreys; of "
        "ratios exact (default), midp, wald; of proportions score (Wilson, default), exact, midp, jeffreys, wald, "
        "wilson-cc, agresti-coull. A figure known only as an interval, such as <5, gives bounds on its rate, and "
        "limits that hold whatever it is.\n\n"
        "A ratio of unlike units, such as persons to cases, is refused unless --allow-units.",
    .examples = examples,
    .options = (const cli_option_id[]){CLI_READING, CLI_CHOOSING, CLI_WRITING, OPT_TRACE, OPT_CONF,
                                       OPT_CI, OPT_BY, OPT_LAG, OPT_WINDOW, OPT_PROPORTION, OPT_PER,
                                       OPT_NUMERATOR, OPT_DENOMINATOR, OPT_STANDARD, OPT_STRATA,
                                       OPT_KEY, OPT_ALLOW_UNITS, OPT_ACROSS_BREAKS, OPT_END},
    .run = run,
};
