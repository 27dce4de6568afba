/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of changes: year over year, and the index to a base year. */
#include <math.h>
#include <string.h>

#include "tables.h"
#include "tiptrend/change.h"
#include "tiptrend/interval.h"

static const tt_column columns[] = {
    {"series", "Series", TT_COLUMN_TEXT, 0},       {"unit", "Unit", TT_COLUMN_TEXT, 0},
    {"from", "From", TT_COLUMN_YEAR, 0},           {"to", "To", TT_COLUMN_YEAR, 0},
    {"earlier", "Earlier", TT_COLUMN_NUMBER, 0},   {"later", "Later", TT_COLUMN_NUMBER, 0},
    {"change", "Change", TT_COLUMN_SIGNED, 0},     {"percent", "%", TT_COLUMN_SIGNED, 1},
    {"percent_low", "lower", TT_COLUMN_SIGNED, 1}, {"percent_high", "upper", TT_COLUMN_SIGNED, 1},
    {"log_change", "log", TT_COLUMN_SIGNED, 3},    {"p", "p", TT_COLUMN_P, 0},
    {"index", "Index", TT_COLUMN_NUMBER, 1},       {"status", "Status", TT_COLUMN_TEXT, 0},
};

/* What all rows of one series share. */
typedef struct series_view {
    const cli_analysis_request *request;
    const tt_series *series;
    const tt_point_list *list;
    double base; /* the figure that is 100 in the index; not-a-number when there is none */
    tt_change_options options;
} series_view;

/* The figure of --base-year, or the first one above 0. */
static double find_base(const tt_point_list *list, int year)
{
    for (size_t i = 0; i < list->count; i++) {
        const tt_point *point = &list->points[i];
        int fits = year ? tt_period_year(point->period) == year : point->value > 0;
        if (fits && point->value > 0 && !(point->flags & TT_VALUE_PARTIAL))
            return point->value;
    }
    return NAN;
}

/* Why no change is formed between two points: a word for the status column; NULL when one is. */
static const char *why_not(const series_view *v, const tt_point *a, const tt_point *b)
{
    const cli_settings *settings = v->request->settings;
    if ((a->flags | b->flags) & TT_VALUE_PARTIAL)
        return "partial";
    if (isnan(a->value) || isnan(b->value)) {
        if (a->state == TT_STATE_CONFLICTING || b->state == TT_STATE_CONFLICTING)
            return "conflict";
        return isnan(a->low) || isnan(b->low) ? "missing" : "interval";
    }
    if (b->break_before && !settings->across_breaks)
        return "break";
    if (!tt_period_follows(a->period, b->period) && !settings->across_gaps)
        return "gap";
    return NULL;
}

static tt_figure figure_of(const tt_point *point)
{
    return (tt_figure){tt_period_time(point->period), point->value, 1};
}

static void add_figures(const series_view *v, tt_table *table, const tt_point *a, const tt_point *b)
{
    char from[TT_PERIOD_TEXT_SIZE];
    char to[TT_PERIOD_TEXT_SIZE];
    (void)tt_period_text(a->period, from);
    (void)tt_period_text(b->period, to);
    tt_table_text(table, v->series->name);
    tt_table_text(table, v->series->unit);
    tt_table_text(table, from);
    tt_table_text(table, to);
    tt_table_number(table, a->value);
    tt_table_number(table, b->value);
}

static tt_notes flag_notes(const tt_point *a, const tt_point *b)
{
    unsigned flags = a->flags | b->flags;
    tt_notes notes = 0;
    notes |= flags & TT_VALUE_DERIVED ? TT_NOTE_DERIVED : 0;
    notes |= flags & TT_VALUE_PROVISIONAL ? TT_NOTE_PROVISIONAL : 0;
    notes |= flags & TT_VALUE_APPROXIMATE ? TT_NOTE_APPROXIMATE : 0;
    return notes;
}

static tt_status add_change(const series_view *v, tt_table *table, const tt_point *a,
                            const tt_point *b, tt_error *err)
{
    const char *reason = why_not(v, a, b);
    tt_change change;
    tt_figure earlier = figure_of(a);
    tt_figure later = figure_of(b);
    add_figures(v, table, a, b);
    if (reason) {
        for (int i = 0; i < 7; i++)
            tt_table_empty(table);
        tt_table_text(table, reason);
        int is_break = strcmp(reason, "break") == 0;
        tt_table_end_row(table, flag_notes(a, b) | (is_break ? TT_NOTE_BREAK : 0), NULL);
        return TT_OK;
    }
    tt_status status = tt_change_between(&earlier, &later, &v->options, &change, err);
    if (status != TT_OK)
        return status;
    if (!tt_period_follows(a->period, b->period))
        tt_change_annualise(&change);
    if (b->break_before)
        change.notes |= TT_NOTE_ACROSS_BREAKS;
    tt_table_number(table, change.absolute);
    tt_table_limits(table, change.percent.value, change.percent.low, change.percent.high);
    tt_table_number(table, change.log.value);
    tt_table_number(table, change.p);
    tt_table_number(table, 100 * b->value / v->base);
    tt_table_text(table, isnan(change.percent.value) ? "undefined" : "change");
    tt_table_end_row(table, change.notes | flag_notes(a, b), NULL);
    return TT_OK;
}

/* The point before that says something: a missing year is a gap, not a point to compare with. */
static const tt_point *point_before(const tt_point_list *list, size_t index)
{
    for (size_t i = index; i-- > 0;)
        if (list->points[i].state != TT_STATE_MISSING)
            return &list->points[i];
    return NULL;
}

static tt_status add_series(const cli_analysis_request *request, size_t series, tt_table *table,
                            tt_error *err)
{
    const cli_settings *settings = request->settings;
    tt_point_list list;
    tt_status status =
        tt_dataset_points(request->ds, series, (int)settings->from, (int)settings->to, &list, err);
    if (status != TT_OK)
        return status;
    const tt_series *s = tt_dataset_series(request->ds, series);
    series_view v = {.request = request,
                     .series = s,
                     .list = &list,
                     .base = find_base(&list, (int)settings->base_year),
                     .options = {.conf = settings->conf, .plain = s->unit_kind != TT_UNIT_COUNT}};
    if (settings->ci)
        status = tt_ci_method_parse(settings->ci, &v.options.method, err);
    for (size_t i = 1; i < list.count && status == TT_OK; i++) {
        const tt_point *before = point_before(&list, i);
        if (before && list.points[i].state != TT_STATE_MISSING)
            status = add_change(&v, table, before, &list.points[i], err);
    }
    tt_point_list_clear(&list);
    return status;
}

tt_status cli_table_change(const cli_analysis_request *request, tt_table **out, tt_error *err)
{
    tt_table *table =
        tt_table_new("Year-over-year change", columns, sizeof columns / sizeof *columns);
    tt_status status = tt_table_status(table, err);
    for (size_t i = 0; i < request->series->count && status == TT_OK; i++)
        status = add_series(request, request->series->index[i], table, err);
    if (status == TT_OK)
        tt_table_remark(
            table, "Limits and p are exact for two Poisson counts given their sum; counts that "
                   "scatter more change by chance more often than they say.");
    return cli_table_done(table, status, out, err);
}
