/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which series a command works on, and the sums that it is asked to make of them first. */
#include <string.h>

#include "command.h"
#include "condition.h"
#include "tiptrend/aggregate.h"
#include "tiptrend/join.h"
#include "tiptrend/memory.h"
#include "tiptrend/select.h"

/* Whether a condition is about the dimension that --panel has summed over: it chose the members. */
static int was_used(const tt_dataset *ds, const char *name, const char *panel)
{
    size_t attribute = tt_dataset_find_attribute(ds, name);
    if (attribute != TT_NONE)
        name = tt_dataset_dimension(ds, tt_dataset_attribute_dimension(ds, attribute));
    return panel && strcmp(name, panel) == 0;
}

static tt_status check_summable(const tt_dataset *ds, const char *name, tt_error *err)
{
    size_t dimension = tt_dataset_find_dimension(ds, name);
    if (dimension == TT_NONE)
        return tt_fail(err, TT_ENOTFOUND, "the data have no dimension '%s' to sum over", name);
    tt_dimension_role role = tt_dataset_role(ds, dimension);
    if (role == TT_ROLE_AREA)
        return tt_fail(err, TT_EUSAGE,
                       "areas come and go, and their sum with them; --panel %s sums those that "
                       "have a figure in every year",
                       name);
    if (!tt_role_is_summable(role))
        return tt_fail(err, TT_EUSAGE,
                       "the values of '%s' are not parts of one whole and cannot be summed", name);
    return TT_OK;
}

/* The conditions of --where and --sum. `parsed` and `out` have room for all. */
static tt_status make_conditions(const cli_settings *settings, const tt_dataset *ds,
                                 const char *panel, cli_condition *parsed, tt_condition *out,
                                 size_t *count, tt_error *err)
{
    static const char *const total[] = {"total"};
    tt_status status = TT_OK;
    *count = 0;
    for (size_t i = 0; i < settings->where.count && status == TT_OK; i++) {
        status = cli_condition_parse(settings->where.item[i], "where", NULL, &parsed[i], err);
        if (status == TT_OK && !was_used(ds, parsed[i].condition.dimension, panel))
            out[(*count)++] = parsed[i].condition;
    }
    for (size_t i = 0; i < settings->sum.count && status == TT_OK; i++) {
        status = check_summable(ds, settings->sum.item[i], err);
        out[(*count)++] = (tt_condition){settings->sum.item[i], total, 1};
    }
    return status;
}

/* The series that all conditions choose; those about the dimension `panel` are left out. */
static tt_status choose(const cli_settings *settings, const tt_dataset *ds, const char *panel,
                        tt_index_list *out, tt_error *err)
{
    size_t most = settings->where.count + settings->sum.count;
    size_t count = 0;
    cli_condition *parsed = tt_calloc(most, sizeof *parsed);
    tt_condition *conditions = tt_calloc(most, sizeof *conditions);
    tt_status status =
        parsed && conditions ? TT_OK : tt_fail(err, TT_ENOMEM, "no memory for the options");
    if (status == TT_OK)
        status = make_conditions(settings, ds, panel, parsed, conditions, &count, err);
    if (status == TT_OK)
        status = tt_dataset_select(ds, conditions, count, out, err);
    if (status == TT_OK && out->count == 0 && count == 0)
        status = tt_fail(err, TT_ETOOFEW, "a header and no rows; there is nothing to work with");
    else if (status == TT_OK && out->count == 0)
        status =
            tt_fail(err, TT_ENOTFOUND,
                    "no series has all of these values together; 'tiptrend list' shows those that "
                    "there are");
    for (size_t i = 0; parsed && i < settings->where.count; i++)
        cli_condition_clear(&parsed[i]);
    tt_free(parsed);
    tt_free(conditions);
    return status;
}

/* Whether --from and --to leave anything: a table without rows would not say what is wrong. */
static tt_status check_window(const cli_settings *settings, const tt_dataset *ds,
                              const tt_index_list *chosen, tt_error *err)
{
    int from = (int)settings->from;
    int to = (int)settings->to;
    int first = 0;
    int last = 0;
    if (!from && !to)
        return TT_OK;
    if (from && to && from > to)
        return tt_fail(err, TT_EUSAGE, "--from %d is after --to %d", from, to);
    for (size_t i = 0; i < chosen->count; i++) {
        const tt_series *series = tt_dataset_series(ds, chosen->index[i]);
        for (size_t k = 0; k < series->count; k++) {
            int year = tt_period_year(tt_dataset_observation(ds, series->first + k)->period);
            if ((!from || year >= from) && (!to || year <= to))
                return TT_OK;
            first = first && first < year ? first : year;
            last = last > year ? last : year;
        }
    }
    return tt_fail(err, TT_ENOTFOUND,
                   "no chosen series has a figure in the years of --from and --to; they have "
                   "figures from %d to %d",
                   first, last);
}

tt_status cli_select(const cli_context *context, const tt_dataset *ds, tt_index_list *out,
                     tt_error *err)
{
    tt_status status = choose(&context->settings, ds, context->settings.panel, out, err);
    return status == TT_OK ? check_window(&context->settings, ds, out, err) : status;
}

int cli_attaches_population(const cli_settings *settings)
{
    return settings->panel || settings->standard;
}

/* The population of each figure stands beside it before figures are added. */
static tt_status attach_population(const cli_settings *settings, tt_dataset *ds, tt_error *err)
{
    tt_dataset *population = NULL;
    if (!settings->population)
        return TT_OK;
    if (settings->lag)
        return tt_fail(err, TT_EUSAGE, "--lag cannot be combined with --panel or --standard");
    tt_status status = cli_load_table(settings->population, &population, err);
    if (status == TT_OK && settings->standard && settings->strata &&
        tt_dataset_find_dimension(population, settings->strata) == TT_NONE)
        status =
            tt_fail(err, TT_ENOTFOUND,
                    "the populations have no dimension '%s'; without it each stratum would get "
                    "the whole population",
                    settings->strata);
    if (status == TT_OK)
        status = tt_dataset_attach_exposure(ds, population, settings->key.item, settings->key.count,
                                            err);
    tt_dataset_free(population);
    return status;
}

static tt_status sum_panel(const cli_settings *settings, tt_dataset **ds, tt_error *err)
{
    tt_index_list chosen = {0};
    tt_status status = choose(settings, *ds, NULL, &chosen, err);
    tt_panel_options options = {.dimension = settings->panel,
                                .series = &chosen,
                                .from = (int)settings->from,
                                .to = (int)settings->to,
                                .allow_intervals = settings->panel_intervals,
                                .each = settings->panel_each};
    if (status == TT_OK)
        status = tt_dataset_panel(ds, &options, err);
    tt_index_list_clear(&chosen);
    return status;
}

tt_status cli_reshape(const cli_context *context, tt_dataset **ds, tt_error *err)
{
    const cli_settings *settings = &context->settings;
    tt_status status = TT_OK;
    tt_aggregate_options options = {.months = settings->aggregate == CLI_AGGREGATE_QUARTER ? 3 : 12,
                                    .allow_partial = settings->allow_partial};
    if (settings->allow_partial && settings->aggregate == CLI_AGGREGATE_NONE)
        return tt_fail(err, TT_EUSAGE, "--allow-partial goes with --aggregate");
    if ((settings->panel_intervals || settings->panel_each) && !settings->panel)
        return tt_fail(err, TT_EUSAGE, "--panel-intervals and --panel-each go with --panel");
    if (settings->aggregate != CLI_AGGREGATE_NONE)
        status = tt_dataset_aggregate(ds, &options, err);
    if (status == TT_OK && cli_attaches_population(settings))
        status = attach_population(settings, *ds, err);
    if (status == TT_OK && settings->panel)
        status = sum_panel(settings, ds, err);
    return status;
}
