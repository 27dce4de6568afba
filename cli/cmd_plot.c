/* SPDX-License-Identifier: GPL-3.0-or-later */
/* tiptrend plot KIND: one chart. */
#include <stdio.h>
#include <string.h>

#include "by.h"
#include "draw.h"
#include "interrupt.h"
#include "joinpoint_fit.h"
#include "tiptrend/memory.h"
#include "tiptrend/text.h"

static const char *const examples[] = {
    "tiptrend plot line datasets/mexico-tip-2019.csv --where indicator=prosecutions -o prosecutions.pdf",
    "one chart in one file; the ending says the format",
    "tiptrend plot forest datasets/mexico-tip-2019.csv -o forest",
    "forest.pdf, forest.svg, forest.png with forest.csv (the data) and forest.gp (the script)",
    "tiptrend plot ratio datasets/mexico-tip-2019.csv --where indicator=victims -o ratio.png",
    "females for each male, with bounds for what is unspecified",
    "tiptrend plot restated edition-2024.csv edition-2025.csv -o restated.pdf",
    "the figures that the later edition gives otherwise",
    "tiptrend plot bar datasets/mexico-tip-2019.csv --where indicator=investigations --preset plos -o fig1",
    "for a journal: fig1.tif and fig1.eps in its width and type, title and notes in fig1.caption.txt",
    "tiptrend plot line datasets/mexico-tip-2019.csv --where indicator=prosecutions --script -o fig2",
    "the figure's own folder, which gnuplot alone draws again",
    "tiptrend plot line datasets/mexico-tip-2019.csv --where indicator=prosecutions --term",
    "in characters, here on the terminal",
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

/* What a run of the command works with. */
typedef struct plotting {
    cli_context *context;
    const char *kind;
    tt_dataset *ds;
    tt_dataset *population;
    tt_dataset *earlier;
    cli_joinpoint_plan plan;
} plotting;

/* One chart of some series; `name` is that of its files, or NULL. */
static tt_status draw(const plotting *p, const tt_index_list *series, const char *name,
                      tt_error *err)
{
    const cli_settings *settings = &p->context->settings;
    tt_chart_request request = {.data = p->ds,
                                .series = series->index,
                                .count = series->count,
                                .from = (int)settings->from,
                                .to = (int)settings->to,
                                .conf = settings->conf,
                                .across_breaks = settings->across_breaks,
                                .name = name,
                                .title = settings->title,
                                .population = p->population,
                                .earlier = p->earlier,
                                .per = settings->per,
                                .joinpoint = &p->plan.options,
                                .language = (tt_language)settings->language};
    tt_chart *chart = NULL;
    tt_status status = tt_chart_make(p->kind, &request, &chart, err);
    if (status == TT_OK)
        status = cli_plot_write(p->context, chart, err);
    tt_chart_free(chart);
    return status;
}

/* ---- one chart for each value of --by ---- */

/* A value, and what stands for it in the names of files. */
typedef struct named_group {
    const char *value;
    char *name;
} named_group;

/* The values of --by in their order, then the charts of them. */
typedef struct group_drawing {
    const plotting *plotting;
    named_group *groups; /* groups[count] */
    size_t count;
    size_t capacity;
    size_t next;      /* the group that is drawn next */
    size_t drawn;     /* charts */
    tt_error refusal; /* of the first group without enough figures */
} group_drawing;

static tt_status note_group(const tt_index_list *group, const char *value, void *context,
                            tt_error *err)
{
    group_drawing *d = context;
    tt_strbuf name = TT_STRBUF_INIT;
    (void)group;
    tt_text_slug(&name, value);
    if (name.length == 0)
        tt_strbuf_add(&name, "value");
    char *taken = tt_strbuf_take(&name);
    if (!taken || tt_grow(&d->groups, &d->capacity, d->count, sizeof *d->groups) != 0) {
        tt_free(taken);
        return tt_fail(err, TT_ENOMEM, "no memory for a file name");
    }
    d->groups[d->count++] = (named_group){value, taken};
    return TT_OK;
}

/* Values whose names are the same would write over each other. */
static tt_status name_apart(group_drawing *d, tt_error *err)
{
    char *doubled = tt_calloc(d->count, 1);
    tt_status status = doubled ? TT_OK : tt_fail(err, TT_ENOMEM, "no memory for a file name");
    for (size_t a = 0; a < d->count && doubled; a++)
        for (size_t b = 0; b < a; b++)
            if (strcmp(d->groups[a].name, d->groups[b].name) == 0)
                doubled[a] = doubled[b] = 1;
    for (size_t a = 0; a < d->count && status == TT_OK; a++)
        if (doubled[a])
            status = cli_name_apart(&d->groups[a].name, d->groups[a].value, err);
    tt_free(doubled);
    return status;
}

/* "out.pdf" and "state" -> "out-state.pdf". Free with tt_free; NULL without memory. */
static char *name_output(const char *output, const char *name)
{
    tt_format format;
    size_t stem = cli_output_stem(output, &format);
    tt_strbuf path = TT_STRBUF_INIT;
    tt_strbuf_add_bytes(&path, output, stem);
    tt_strbuf_addf(&path, "-%s%s", name, output + stem);
    return tt_strbuf_take(&path);
}

/* Draws one group into its own files, or on the terminal where all of them go. */
static tt_status draw_apart(const plotting *p, const tt_index_list *group, const char *name,
                            tt_error *err)
{
    cli_settings *settings = &p->context->settings;
    const char *output = settings->output;
    if (settings->term && cli_is_standard_output(output))
        return draw(p, group, NULL, err);
    char *named = name_output(output ? output : p->kind, name);
    if (!named)
        return tt_fail(err, TT_ENOMEM, "no memory for a file name");
    settings->output = named;
    tt_status status = draw(p, group, NULL, err);
    settings->output = output;
    tt_free(named);
    return status;
}

/* The chart of one group. A group without enough figures is passed over, with a message. */
static tt_status draw_group(const tt_index_list *group, const char *value, void *context,
                            tt_error *err)
{
    group_drawing *d = context;
    tt_error fault = {0};
    tt_status status = draw_apart(d->plotting, group, d->groups[d->next++].name, &fault);
    d->drawn += status == TT_OK;
    if (status == TT_ETOOFEW || status == TT_ENOFIT) {
        tt_strbuf text = TT_STRBUF_INIT;
        tt_strbuf_addf(&text, "no chart for '%s': %s", value, fault.message);
        cli_message(d->plotting->context, NULL, 0, "note", tt_strbuf_text(&text));
        tt_strbuf_clear(&text);
        d->refusal = d->refusal.status ? d->refusal : fault;
        return TT_OK;
    }
    if (status != TT_OK && err)
        *err = fault;
    return status;
}

static tt_status draw_groups(const plotting *p, const tt_index_list *series, size_t dimension,
                             tt_error *err)
{
    group_drawing d = {.plotting = p};
    tt_status status = cli_by_groups(p->ds, series, dimension, note_group, &d, err);
    if (status == TT_OK)
        status = name_apart(&d, err);
    if (status == TT_OK)
        status = cli_by_groups(p->ds, series, dimension, draw_group, &d, err);
    if (status == TT_OK && d.drawn == 0)
        status = tt_fail(err, d.refusal.status, "no value of '%s' has enough figures for a chart",
                         p->context->settings.by);
    for (size_t i = 0; i < d.count; i++)
        tt_free(d.groups[i].name);
    tt_free(d.groups);
    return status;
}

/* ---- the command ---- */

static tt_status draw_all(const plotting *p, tt_error *err)
{
    const cli_settings *settings = &p->context->settings;
    tt_index_list series = {0};
    size_t dimension = TT_NONE;
    tt_status status = TT_OK;
    if (settings->by)
        status = cli_by_dimension(p->ds, settings, &dimension, err);
    if (status == TT_OK && settings->by)
        status = cli_select(p->context, p->ds, &series, err);
    else if (status == TT_OK)
        status = choose_series(p->context, p->ds, p->kind, p->population, &series, err);
    if (status == TT_OK)
        status =
            settings->by ? draw_groups(p, &series, dimension, err) : draw(p, &series, NULL, err);
    tt_index_list_clear(&series);
    return status;
}

static tt_status run(cli_context *context, tt_error *err)
{
    const cli_settings *settings = &context->settings;
    plotting p = {.context = context, .kind = settings->operands.item[0]};
    cli_list files = {settings->operands.item + 1, settings->operands.count - 1, 0};
    tt_status status = TT_OK;
    if (strcmp(p.kind, "restated") == 0)
        context->settings.compare_editions = 1;
    if (strcmp(p.kind, "joinpoint") == 0)
        status = cli_joinpoint_plan_make(settings, &p.plan, err);
    if (status == TT_OK)
        status = cli_load(context, &files, &p.ds, err);
    if (status == TT_OK)
        status = cli_load_earlier(context, &files, &p.earlier, err);
    if (status == TT_OK)
        status = cli_load_population(context, &p.population, err);
    if (status == TT_OK)
        status = draw_all(&p, err);
    cli_joinpoint_plan_clear(&p.plan);
    tt_dataset_free(p.population);
    tt_dataset_free(p.earlier);
    tt_dataset_free(p.ds);
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
        "With --by DIM there is one chart for each of its values, whose name goes into that of the file.\n\n"
        "With an output name that ends in a format, that file is written; with another name, the formats of the "
        "preset (or those of -F) beside the data (.csv) and the script (.gp), which gnuplot alone can run. "
        "--script writes all of it into the figure's own folder, with a README; --term draws in characters.",
    .examples = examples,
    .options = (const cli_option_id[]){CLI_READING, CLI_CHOOSING, OPT_BY, CLI_DRAWING, OPT_OUTPUT,
                                       OPT_TITLE, OPT_TERM, OPT_SCRIPT, OPT_CONF, OPT_ACROSS_BREAKS,
                                       OPT_POPULATION, OPT_PER, OPT_QUIET, CLI_JOINPOINT, OPT_END},
    .run = run,
};
