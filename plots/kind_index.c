/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kind "index": several series with their first common year as 100. */
#include <math.h>

#include "finding.h"
#include "kinds.h"
#include "marks.h"
#include "scale.h"
#include "tiptrend/memory.h"

/* When the last new definition of any of the series begins: nothing before it can be the base of what follows. */
static double last_break(const tt__views *views)
{
    double last = -INFINITY;
    for (size_t i = 0; i < views->count; i++)
        for (size_t p = 1; p < views->list[i].list.count; p++)
            if (views->list[i].list.points[p].break_before)
                last = fmax(last, tt_period_time(views->list[i].list.points[p].period));
    return last;
}

/* The first year of one definition in which every series has a figure above 0; not-a-number when there is
 * none. */
static double common_year(const tt__views *views)
{
    const tt_point_list *first = &views->list[0].list;
    double begin = last_break(views);
    for (size_t p = 0; p < first->count; p++) {
        int all = tt_period_time(first->points[p].period) >= begin;
        for (size_t i = 0; i < views->count && all; i++) {
            const tt_point_list *list = &views->list[i].list;
            all = 0;
            for (size_t k = 0; k < list->count; k++)
                all |= tt_period_compare(list->points[k].period, first->points[p].period) == 0 &&
                       list->points[k].value > 0;
        }
        if (all)
            return tt_period_time(first->points[p].period);
    }
    return NAN;
}

static double value_in(const tt__view *view, double time)
{
    for (size_t i = 0; i < view->list.count; i++)
        if (tt_period_time(view->list.points[i].period) == time &&
            !(view->list.points[i].flags & TT_VALUE_PARTIAL))
            return view->list.points[i].value;
    return NAN;
}

/* Turns every figure into percent of that of the base year; intervals too. */
static void rebase(tt__views *views, double base)
{
    for (size_t i = 0; i < views->count; i++) {
        double whole = value_in(&views->list[i], base);
        for (size_t p = 0; p < views->list[i].list.count; p++) {
            tt_point *point = &views->list[i].list.points[p];
            point->value = 100 * point->value / whole;
            point->low = 100 * point->low / whole;
            point->high = 100 * point->high / whole;
            point->decimals = 0;
        }
    }
}

static const char *year_text(tt_chart *chart, double year)
{
    return tt_chart_format(chart, "%.0f", year);
}

/* The last period of which some series has a whole figure. */
static double last_full(const tt__views *views)
{
    double last = -INFINITY;
    for (size_t i = 0; i < views->count; i++) {
        const tt_point *point = tt__end_point(&views->list[i], 1);
        if (point && !(point->flags & TT_VALUE_PARTIAL))
            last = fmax(last, tt_period_time(point->period));
    }
    return last;
}

/* "In 2018 victims stood at 39% of 2015, prosecutions at 88%": the lowest and the highest. */
static const char *make_title(tt_chart *chart, const tt__views *views, double base)
{
    const tt__view *low = NULL;
    const tt__view *high = NULL;
    double last = last_full(views);
    for (size_t i = 0; i < views->count; i++) {
        double value = value_in(&views->list[i], last);
        if (isnan(value))
            continue;
        if (!low || value < value_in(low, last))
            low = &views->list[i];
        if (!high || value > value_in(high, last))
            high = &views->list[i];
    }
    const char *first = year_text(chart, base);
    if (!low)
        return tt__say(chart, TT__SAY_INDEX_SUBTITLE, first);
    const char *when = year_text(chart, last);
    const char *least = tt__percent(chart, value_in(low, last), 0);
    const char *one = tt__say(chart, TT__SAY_INDEX_ONE, when, low->inner, least, first);
    if (low == high)
        return one;
    chart->short_title = tt__capital(chart, one);
    return tt__say(chart, TT__SAY_INDEX_TWO, when, low->inner, least, first, high->inner,
                   tt__percent(chart, value_in(high, last), 0));
}

static void build(tt_chart *chart, const tt__views *views, double base)
{
    tt_panel *panel = &chart->panels[0];
    double highest = 100;
    for (size_t i = 0; i < views->count; i++)
        highest = fmax(highest, tt__highest(&views->list[i], 0.95, 0));
    tt__set_years(chart, panel, views);
    tt__set_value_axis(chart, &panel->y, &(tt__value_axis){.high = highest, .whole = 1});
    panel->y.reference = 100;
    tt__draw_all(chart, panel, views, 0.95, 0);
    for (size_t i = 0; i < views->count; i++) {
        const tt__view *view = &views->list[i];
        tt__end_series(chart, panel, view, view->label);
    }
    tt__draw_breaks(chart, panel, views);
    tt_chart_add_note(chart,
                      tt__say(chart, views->unit ? TT__SAY_NOTE_INDEX_SAME : TT__SAY_NOTE_INDEX,
                              year_text(chart, base)));
}

tt_status tt__kind_index(const tt_chart_request *request, tt_chart **out, tt_error *err)
{
    tt__views views;
    tt_chart *chart;
    tt_status status = tt__kind_begin("index", 1, request, &chart, &views, err);
    if (status != TT_OK)
        return status;
    double base = common_year(&views);
    if (isnan(base))
        status = tt_fail(
            err, TT_ETOOFEW,
            "no year since the last new definition in which every series has a figure above 0");
    if (status == TT_OK) {
        /* One colour for each: series of one stage would share theirs. */
        tt__quieten(chart, &views);
        tt__make_distinct(&views);
        rebase(&views, base);
        chart->title = make_title(chart, &views, base);
        build(chart, &views, base);
        tt__finish_chart(request, chart, &views,
                         tt__say(chart, TT__SAY_INDEX_SUBTITLE, year_text(chart, base)));
        tt__set_alt(chart, &views, TT__SAY_KIND_INDEX);
        tt__fill_data(request, chart, &views);
    }
    return tt__kind_end(status, chart, &views, out, err);
}
