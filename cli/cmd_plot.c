/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tiptrend plot KIND: one chart. */
#include <stdio.h>
#include <string.h>

#include "draw.h"
#include "interrupt.h"
#include "joinpoint_fit.h"
#include "tiptrend/memory.h"

static const char *const examples[] = {
    "tiptrend plot line datasets/mexico-tip-2019.csv --where indicator=prosecutions -o prosecutions.pdf",
    "one chart in one file; the ending says the format",
    "tiptrend plot forest datasets/mexico-tip-2019.csv -o forest",
    "forest.pdf, forest.svg, forest.png with forest.csv (the data) and forest.gp (the script)",
    "tiptrend plot ratio datasets/mexico-tip-2019.csv --where indicator=victims -o ratio.png",
    "females for each male, with bounds for what is unspecified",
    "tiptrend plot restated edition-2024.csv edition-2025.csv -o restated.pdf",
    "the figures that the later edition gives otherwise",
    NULL,
};

static const tt_chart_kind *find_kind(const char *name)
{
    for (size_t i = 0; i < tt_chart_kind_count(); i++)
        if (strcmp(tt_chart_kind_at(i)->name, name) == 0)
            return tt_chart_kind_at(i);
    return NULL;
}

/* The series of the first chart of a kind in a plan; NULL when it has none. */
static const tt_index_list *find_planned(const tt_plan *plan, const char *kind)
{
    for (size_t i = 0; kind && i < plan->count; i++)
        if (strcmp(plan->items[i].kind, kind) == 0)
            return &plan->items[i].series;
    return NULL;
}

/* The series of the chart: where the user has chosen and any series will do, the chosen ones; otherwise those
 * that the plan of the chosen series has for this kind, or for one like it. */
static tt_status choose_series(const cli_context *context, const tt_dataset *ds, const char *name,
                               const tt_dataset *population, tt_index_list *out, tt_error *err)
{
    const tt_chart_kind *kind = find_kind(name);
    tt_plan plan = {0};
    tt_index_list chosen = {0};
    tt_status status = cli_select(context, ds, &chosen, err);
    int direct = context->settings.where.count > 0 && kind && kind->draws_any;
    if (status == TT_OK && !direct)
        status = tt_plan_make(ds, &chosen, population, &plan, err);
    const tt_index_list *list = find_planned(&plan, name);
    if (!list && kind)
        list = find_planned(&plan, kind->like);
    if (!list)
        list = &chosen;
    for (size_t i = 0; i < list->count && status == TT_OK; i++)
        status = tt_index_list_add(out, list->index[i], err);
    tt_plan_clear(&plan);
    tt_index_list_clear(&chosen);
    return status;
}

static tt_status run(cli_context *context, tt_error *err)
{
    const cli_settings *settings = &context->settings;
    const char *kind = settings->operands.item[0];
    cli_list files = {settings->operands.item + 1, settings->operands.count - 1, 0};
    tt_dataset *ds = NULL;
    tt_dataset *population = NULL;
    tt_dataset *earlier = NULL;
    tt_index_list series = {0};
    tt_chart *chart = NULL;
    cli_joinpoint_plan plan = {0};
    tt_status status = TT_OK;
    if (strcmp(kind, "restated") == 0)
        context->settings.compare_editions = 1;
    if (strcmp(kind, "joinpoint") == 0)
        status = cli_joinpoint_plan_make(settings, &plan, err);
    if (status == TT_OK)
        status = cli_load(context, &files, &ds, err);
    if (status == TT_OK)
        status = cli_load_earlier(context, &files, &earlier, err);
    if (status == TT_OK)
        status = cli_load_population(context, &population, err);
    if (status == TT_OK)
        status = choose_series(context, ds, kind, population, &series, err);
    if (status == TT_OK) {
        tt_chart_request request = {.data = ds,
                                    .series = series.index,
                                    .count = series.count,
                                    .from = (int)settings->from,
                                    .to = (int)settings->to,
                                    .conf = settings->conf,
                                    .across_breaks = settings->across_breaks,
                                    .title = settings->title,
                                    .population = population,
                                    .earlier = earlier,
                                    .per = settings->per,
                                    .joinpoint = &plan.options,
                                    .language = (tt_language)settings->language};
        status = tt_chart_make(kind, &request, &chart, err);
    }
    if (status == TT_OK)
        status = cli_plot_write(context, chart, err);
    cli_joinpoint_plan_clear(&plan);
    tt_chart_free(chart);
    tt_index_list_clear(&series);
    tt_dataset_free(population);
    tt_dataset_free(earlier);
    tt_dataset_free(ds);
    return status;
}

const cli_command cli_command_plot = {
    .name = "plot",
    .summary =
        "one chart: line, bar, share, change, trend, joinpoint, ratio, forest, heat and eleven more",
    .operands = "KIND FILE...",
    .least_operands = 2,
    .most_operands = SIZE_MAX,
    .description =
        "Draws one chart. KIND is one of\n\n"
        "over time: line (series over the years), index (the first year as 100), rate (per population), trend "
        "(with fit and equation), joinpoint (a trend that bends; takes the options of 'tiptrend joinpoint'), residual (is the trend honest?), season (months, "
        "one line a year), panels (small multiples), heat (series by period as coloured cells);\n\n"
        "change: change (year over year), dumbbell and slope (one period against another), waterfall (what the "
        "parts contribute), forest (annual percent changes), restated (what the second of two files, a later "
        "edition, says otherwise than the first);\n\n"
        "parts: bar (stacked), grouped (side by side), share (percent), ratio (females for each male), stages "
        "(investigations, prosecutions, convictions side by side).\n\n"
        "With an output name that ends in a format, that file is written; with another name, PDF, SVG and PNG "
        "beside the data (.csv) and the script (.gp), which gnuplot alone can run.",
    .examples = examples,
    .options = (const cli_option_id[]){CLI_READING, CLI_CHOOSING, CLI_DRAWING, OPT_OUTPUT,
                                       OPT_TITLE, OPT_TERM, OPT_SCRIPT, OPT_CONF, OPT_ACROSS_BREAKS,
                                       OPT_POPULATION, OPT_PER, OPT_QUIET, CLI_JOINPOINT, OPT_END},
    .run = run,
};
