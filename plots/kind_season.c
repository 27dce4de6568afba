/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kind "season": one series of months or quarters, one line for each year over the months. The latest year
 * is strong, the one before it plain, all others grey. */
#include <math.h>

#include "finding.h"
#include "kinds.h"
#include "marks.h"
#include "scale.h"

enum { MONTHS = 12, NAMED = 3, MOST_YEARS = 80 };

/* One year as columns of a line; a missing month is a gap. */
typedef struct year {
    int year;
    double x[2 * MONTHS]; /* months from 0, in the middle of the period */
    double y[2 * MONTHS];
    size_t n;
    double highest;
    int highest_month;
    size_t figures;
} year;

static size_t season_of(tt_period period)
{
    return (size_t)(period.start - 12 * tt_period_year(period)) / (size_t)period.months;
}

static void add_figure(year *y, const tt_point *point, const tt_point *before)
{
    double x = (double)season_of(point->period);
    if (before && y->n && !tt_period_follows(before->period, point->period)) {
        y->x[y->n] = x;
        y->y[y->n++] = NAN;
    }
    y->x[y->n] = x;
    y->y[y->n++] = point->value;
    y->figures++;
    if (y->figures == 1 || point->value > y->highest) {
        y->highest = point->value;
        y->highest_month = (int)season_of(point->period);
    }
}

/* Months of the periods that are drawn: those of the first months or quarters that there are; 0 when the series has
 * neither. A year of both would hold more figures than it has periods. */
static int length_of(const tt__view *view)
{
    for (size_t i = 0; i < view->list.count; i++) {
        int months = view->list.points[i].period.months;
        if (!isnan(view->list.points[i].value) && (months == 1 || months == 3))
            return months;
    }
    return 0;
}

/* The years of a series, in order, of periods of some months; only the latest MOST_YEARS. */
static size_t find_years(const tt__view *view, int months, year *years)
{
    size_t count = 0;
    const tt_point *before = NULL;
    int last = tt_period_year(view->list.points[view->list.count - 1].period);
    for (size_t i = 0; i < view->list.count; i++) {
        const tt_point *point = &view->list.points[i];
        int when = tt_period_year(point->period);
        if (isnan(point->value) || point->period.months != months || when <= last - MOST_YEARS)
            continue;
        if (count == 0 || years[count - 1].year != when) {
            years[count++] = (year){.year = when};
            before = NULL;
        }
        add_figure(&years[count - 1], point, before);
        before = point;
    }
    return count;
}

/* The name of a year right of the plot; of one that is not over, beside its last month. */
static void name_year(tt_chart *chart, tt_panel *panel, const year *y, tt_ink ink)
{
    size_t last = y->n;
    while (last > 0 && isnan(y->y[last - 1]))
        last--;
    const char *name = tt_chart_format(chart, "%d", y->year);
    if (last == 0)
        return;
    if (y->x[last - 1] > panel->x.high - 1)
        tt_panel_add_end(
            chart, panel,
            &(tt_end_label){.name = name, .x = y->x[last - 1], .y = y->y[last - 1], .ink = ink});
    else
        tt_panel_add_label(chart, panel,
                           &(tt_label){.text = name,
                                       .x = y->x[last - 1],
                                       .y = y->y[last - 1],
                                       .dy = 1,
                                       .seek = TT_SEEK_AROUND,
                                       .anchor = TT_ANCHOR_CENTRE,
                                       .bold = 1,
                                       .ink = ink});
}

static void draw_year(tt_chart *chart, tt_panel *panel, const year *y, tt_ink ink, double weight,
                      int points)
{
    tt_panel_add_mark(
        chart, panel,
        &(tt_mark){
            .kind = TT_MARK_LINE, .ink = ink, .weight = weight, .n = y->n, .column = {y->x, y->y}});
    if (points)
        tt_panel_add_mark(
            chart, panel,
            &(tt_mark){.kind = TT_MARK_POINTS, .ink = ink, .n = y->n, .column = {y->x, y->y}});
    if (points)
        name_year(chart, panel, y, ink);
}

/* The month that is the highest most often among full years, and in how many. */
static const char *make_title(tt_chart *chart, const tt__view *view, const year *years,
                              size_t count, size_t seasons)
{
    size_t best[MONTHS] = {0};
    size_t full = 0;
    for (size_t i = 0; i < count; i++) {
        if (years[i].figures != seasons)
            continue;
        full++;
        best[years[i].highest_month]++;
    }
    size_t most = 0;
    for (size_t m = 1; m < seasons; m++)
        most = best[m] > best[most] ? m : most;
    const char *name =
        seasons == MONTHS
            ? tt__month(chart, (int)most)
            : tt_chart_format(chart, "%s%zu", tt__words(chart, TT__SAY_QUARTER), most + 1);
    if (full < 2)
        return tt__capital(chart,
                           tt__say(chart, TT__SAY_BY, view->subject,
                                   tt__words(chart, seasons == MONTHS ? TT__SAY_MONTH_WORD
                                                                      : TT__SAY_QUARTER_WORD)));
    return tt__capital(chart, tt__say(chart, TT__SAY_SEASON_TITLE, view->subject, name,
                                      tt__number(chart, (double)best[most], 0),
                                      tt__number(chart, (double)full, 0)));
}

static void set_axis(tt_chart *chart, tt_axis *axis, size_t seasons)
{
    double at[MONTHS];
    const char *labels[MONTHS];
    for (size_t m = 0; m < seasons; m++) {
        at[m] = (double)m;
        labels[m] = seasons == MONTHS
                        ? tt__month(chart, (int)m)
                        : tt_chart_format(chart, "%s%zu", tt__words(chart, TT__SAY_QUARTER), m + 1);
    }
    tt_axis_set_ticks(chart, axis, at, labels, seasons);
    axis->low = -0.35;
    axis->high = (double)seasons - 1 + 0.15;
    axis->line = 1;
}

static tt_status build(const tt_chart_request *request, tt_chart *chart, const tt__views *views,
                       tt_error *err)
{
    year years[MOST_YEARS + 1];
    const tt__view *view = &views->list[0];
    tt_panel *panel = &chart->panels[0];
    const int months = length_of(view);
    size_t count = find_years(view, months, years);
    if (count == 0)
        return tt_fail(err, TT_ETOOFEW, "'%s' has no months or quarters; its periods are years",
                       view->data->name);
    size_t seasons = (size_t)(MONTHS / months);
    double highest = 0;
    for (size_t i = 0; i < count; i++)
        highest = fmax(highest, years[i].highest);
    set_axis(chart, &panel->x, seasons);
    tt__set_value_axis(chart, &panel->y,
                       &(tt__value_axis){.high = highest, .whole = tt__shows_counts(view)});
    for (size_t i = 0; i < count; i++) {
        size_t age = count - 1 - i;
        tt_ink ink = age == 0 ? view->ink : age == 1 ? TT_INK_TEXT : TT_INK_GREY;
        draw_year(chart, panel, &years[i], ink, age == 0 ? 0 : age == 1 ? 1 : 0.6, age < NAMED - 1);
    }
    chart->title = make_title(chart, view, years, count, seasons);
    chart->measure = seasons == MONTHS ? TT_MEASURE_MIDDLE : TT_MEASURE_COLUMN;
    panel->aspect = seasons == MONTHS ? 0.5 : 0;
    if (count > 2)
        tt_chart_add_note(chart, tt__say(chart, TT__SAY_NOTE_SEASON,
                                         tt_chart_format(chart, "%d", years[0].year),
                                         tt_chart_format(chart, "%d", years[count - 3].year)));
    tt__finish_chart(request, chart, views, tt__per_period(chart, views));
    return TT_OK;
}

tt_status tt__kind_season(const tt_chart_request *request, tt_chart **out, tt_error *err)
{
    tt__views views;
    tt_chart *chart;
    tt_chart_request first = *request;
    first.count = request->count ? 1 : 0;
    tt_status status = tt__kind_begin("season", 1, &first, &chart, &views, err);
    if (status != TT_OK)
        return status;
    status = build(request, chart, &views, err);
    if (status == TT_OK) {
        tt__set_alt(chart, &views, TT__SAY_KIND_SEASON);
        tt__fill_data(request, chart, &views);
    }
    return tt__kind_end(status, chart, &views, out, err);
}
