/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From settings and a series to fitted models. */
#include "joinpoint_fit.h"

#include <string.h>

#include "options.h"
#include "tiptrend/memory.h"
#include "tiptrend/number.h"

/* A new definition of a year begins half a year before its middle. */
#define BEFORE_YEAR 0.5

static tt_status parse_scale(const cli_settings *settings, tt_joinpoint_scale *out, tt_error *err)
{
    *out = TT_JOINPOINT_LOG;
    if (settings->model.count > 1)
        return tt_fail(err, TT_EUSAGE, "--model is given %zu times; joinpoint takes log or linear",
                       settings->model.count);
    const char *name = settings->model.count ? settings->model.item[0] : "log";
    if (strcmp(name, "linear") == 0)
        *out = TT_JOINPOINT_LINEAR;
    else if (strcmp(name, "log") != 0)
        return tt_fail(err, TT_EUSAGE, "no joinpoint model '%s'; there are log and linear", name);
    return TT_OK;
}

static tt_status parse_limits(const cli_settings *settings, tt_joinpoint_limits *out, tt_error *err)
{
    const char *name = settings->ci ? settings->ci : "parametric";
    *out = TT_JOINPOINT_PARAMETRIC;
    if (strcmp(name, "empirical") == 0)
        *out = TT_JOINPOINT_EMPIRICAL;
    else if (strcmp(name, "parametric") != 0)
        return tt_fail(err, TT_EUSAGE,
                       "no limits '%s' for joinpoints; there are parametric and empirical", name);
    return TT_OK;
}

static tt_status parse_serial(const char *text, tt_joinpoint_options *out, tt_error *err)
{
    if (!text || strcmp(text, "none") == 0)
        return TT_OK;
    if (strcmp(text, "ar1") == 0) {
        out->serial = TT_JOINPOINT_AR1_ESTIMATED;
        return TT_OK;
    }
    out->serial = TT_JOINPOINT_AR1_GIVEN;
    if (tt_number_parse(text, strlen(text), &out->rho) != 0 || !(out->rho > -1 && out->rho < 1))
        return tt_fail(err, TT_EUSAGE,
                       "--serial takes none, ar1 or a correlation between -1 and 1, not '%s'",
                       text);
    return TT_OK;
}

/* Two numbers with a mark between them; the second may be left out unless it is needed. */
static int parse_pair(const char *text, char between, double *first, double *second, int needed)
{
    const char *mark = strchr(text, between);
    if (!mark && needed)
        return -1;
    size_t length = mark ? (size_t)(mark - text) : strlen(text);
    if (tt_number_parse(text, length, first) != 0)
        return -1;
    return mark ? tt_number_parse(mark + 1, strlen(mark + 1), second) : 0;
}

static tt_status parse_break(const cli_joinpoint_settings *settings, tt_joinpoint_options *out,
                             tt_error *err)
{
    if (settings->comparability && !settings->jump)
        return tt_fail(err, TT_EUSAGE,
                       "--comparability needs --jump YEAR, the first year of the new definition");
    if (!settings->jump)
        return TT_OK;
    out->break_after = (double)settings->jump - BEFORE_YEAR;
    out->break_kind = TT_JOINPOINT_JUMP;
    if (!settings->comparability)
        return TT_OK;
    out->break_kind = TT_JOINPOINT_RATIO;
    if (parse_pair(settings->comparability, ',', &out->ratio, &out->ratio_variance, 0) != 0)
        return tt_fail(err, TT_EUSAGE, "--comparability takes RATIO or RATIO,VARIANCE, not '%s'",
                       settings->comparability);
    return TT_OK;
}

static tt_status parse_k(const char *text, int *out, tt_error *err)
{
    double k = 0;
    *out = CLI_K_SELECTED;
    if (!text || strcmp(text, "selected") == 0)
        return TT_OK;
    if (strcmp(text, "all") == 0) {
        *out = CLI_K_ALL;
        return TT_OK;
    }
    if (tt_number_parse(text, strlen(text), &k) != 0 || !(k >= 0 && k <= TT_JOINPOINT_MAX) ||
        k != (double)(int)k)
        return tt_fail(err, TT_EUSAGE,
                       "--k takes a number of joinpoints up to %d, or all; not '%s'",
                       TT_JOINPOINT_MAX, text);
    *out = (int)k;
    return TT_OK;
}

static tt_status parse_ranges(const cli_list *list, cli_joinpoint_plan *out, tt_error *err)
{
    out->ranges = tt_calloc(list->count, sizeof *out->ranges);
    if (!out->ranges)
        return tt_fail(err, TT_ENOMEM, "no memory for the options");
    for (size_t i = 0; i < list->count; i++) {
        tt_joinpoint_range *range = &out->ranges[i];
        if (parse_pair(list->item[i], ':', &range->start, &range->end, 1) != 0 ||
            !(range->start < range->end))
            return tt_fail(err, TT_EUSAGE, "--range takes START:END, as in 2010:2018; not '%s'",
                           list->item[i]);
        out->range_count++;
    }
    return TT_OK;
}

static void fill_options(const cli_settings *settings, tt_joinpoint_options *out)
{
    const cli_joinpoint_settings *j = &settings->joinpoint;
    out->weights = (tt_joinpoint_weights)j->weights;
    out->per = settings->per;
    out->min_joinpoints = (int)j->least;
    out->max_joinpoints = j->most < 0 ? 0 : j->most == 0 ? TT_JOINPOINT_NONE : (int)j->most;
    out->min_end = (int)j->min_end;
    out->min_between = (int)j->min_between;
    out->grid_between = (int)j->grid;
    out->method = (tt_joinpoint_method)j->method;
    out->select = (tt_joinpoint_select)j->select;
    out->permutations = (size_t)j->permutations;
    out->curtail = j->curtail;
    out->resamples = (size_t)j->resamples;
    out->seed = (uint64_t)settings->seed;
    out->threads = cli_jobs(settings);
    out->conf = settings->conf;
}

tt_status cli_joinpoint_plan_make(const cli_settings *settings, cli_joinpoint_plan *out,
                                  tt_error *err)
{
    *out = (cli_joinpoint_plan){.run = {.from = (int)settings->from,
                                        .to = (int)settings->to,
                                        .across_breaks = settings->across_breaks,
                                        .bridged = (int)settings->joinpoint.jump}};
    tt_joinpoint_options *options = &out->options;
    fill_options(settings, options);
    tt_status status = parse_scale(settings, &options->scale, err);
    if (status == TT_OK)
        status = parse_limits(settings, &options->limits, err);
    if (status == TT_OK)
        status = parse_serial(settings->joinpoint.serial, options, err);
    if (status == TT_OK)
        status = parse_break(&settings->joinpoint, options, err);
    if (status == TT_OK)
        status = parse_k(settings->joinpoint.k, &out->k, err);
    if (status == TT_OK)
        status = parse_ranges(&settings->joinpoint.ranges, out, err);
    options->all_models = out->k != CLI_K_SELECTED;
    if (status != TT_OK)
        cli_joinpoint_plan_clear(out);
    return status;
}

void cli_joinpoint_plan_clear(cli_joinpoint_plan *plan)
{
    tt_free(plan->ranges);
    *plan = (cli_joinpoint_plan){0};
}

/* The ranges that lie within the years of a run. */
static tt_status choose_ranges(const cli_joinpoint_plan *plan, cli_joinpoint_fit *fit,
                               tt_error *err)
{
    fit->ranges = tt_calloc(plan->range_count, sizeof *fit->ranges);
    if (!fit->ranges)
        return tt_fail(err, TT_ENOMEM, "no memory for the options");
    for (size_t i = 0; i < plan->range_count && fit->run.n > 0; i++)
        if (plan->ranges[i].start >= fit->run.time[0] &&
            plan->ranges[i].end <= fit->run.time[fit->run.n - 1])
            fit->ranges[fit->range_count++] = plan->ranges[i];
    return TT_OK;
}

static tt_status fit_run(const cli_joinpoint_plan *plan, cli_joinpoint_fit *fit)
{
    tt_joinpoint_options options = plan->options;
    const tt_points points = tt_run_points(&fit->run);
    options.se = fit->run.standard_error;
    options.ranges = fit->ranges;
    options.range_count = fit->range_count;
    if (options.weights == TT_JOINPOINT_SE && !options.se && fit->run.n > 0)
        return tt_fail(&fit->fault, TT_EDOMAIN,
                       "weights from standard errors, but not every year used has one: give a "
                       "column se or use --weights none");
    return tt_joinpoint_fit(&points, &options, &fit->result, &fit->fault);
}

tt_status cli_joinpoint_fit_make(const cli_analysis_request *request,
                                 const cli_joinpoint_plan *plan, size_t series,
                                 cli_joinpoint_fit *out, tt_error *err)
{
    *out = (cli_joinpoint_fit){.series = tt_dataset_series(request->ds, series)};
    tt_status status = tt_dataset_run(request->ds, series, &plan->run, &out->run, err);
    if (status == TT_OK)
        status = choose_ranges(plan, out, err);
    if (status == TT_OK) {
        const tt_status fitted = fit_run(plan, out);
        /* What is wrong with the call or the machine is wrong for every series. */
        if (fitted == TT_EUSAGE || fitted == TT_ENOMEM || fitted == TT_EINTERNAL)
            status = tt_fail(err, fitted, "%s", out->fault.message);
    }
    if (status != TT_OK)
        cli_joinpoint_fit_clear(out);
    return status;
}

void cli_joinpoint_fit_clear(cli_joinpoint_fit *fit)
{
    tt_joinpoint_clear(&fit->result);
    tt_run_clear(&fit->run);
    tt_free(fit->ranges);
    *fit = (cli_joinpoint_fit){0};
}
