/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kind "index": several series with their first common year as 100. */
#include <math.h>

#include "finding.h"
#include "kinds.h"
#include "marks.h"
#include "scale.h"
#include "tiptrend/memory.h"

/* The first year in which every series has a figure above 0; not-a-number when there is none. */
static double common_year(const tt__views *views)
{
    const tt_point_list *first = &views->list[0].list;
    for (size_t p = 0; p < first->count; p++) {
        int all = 1;
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
        if (tt_period_time(view->list.points[i].period) == time)
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

/* "In 2018 investigations stood at 63, convictions at 70 (2015 = 100)": the lowest and the highest. */
static const char *make_title(tt_chart *chart, const tt__views *views, double base)
{
    const tt__view *low = NULL;
    const tt__view *high = NULL;
    double last = tt_period_time(views->last);
    for (size_t i = 0; i < views->count; i++) {
        double value = value_in(&views->list[i], last);
        if (isnan(value))
            continue;
        if (!low || value < value_in(low, last))
            low = &views->list[i];
        if (!high || value > value_in(high, last))
            high = &views->list[i];
    }
    if (!low)
        return tt_chart_format(chart, "Index, %.0f = 100", base);
    const char *first =
        tt_chart_format(chart, "In %.0f %s stood at %.0f%% of %.0f", last,
                        tt__lower_label(chart, low->label), value_in(low, last), base);
    return low == high ? first
                       : tt_chart_format(chart, "%s, %s at %.0f%%", first,
                                         tt__lower_label(chart, high->label), value_in(high, last));
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
    for (size_t i = 0; i < views->count; i++) {
        const tt__view *view = &views->list[i];
        tt__draw_series(chart, panel, view, 0.95, 0);
        const tt_point *last = &view->list.points[view->list.count - 1];
        if (!isnan(last->value))
            tt_panel_add_end(chart, panel,
                             &(tt_end_label){.name = view->label,
                                             .value = tt__number(chart, last->value, 0),
                                             .y = last->value,
                                             .ink = view->ink});
    }
    tt__draw_breaks(chart, panel, views);
    tt_chart_add_note(chart, tt_chart_format(chart,
                                             "Each series is divided by its own figure of %.0f; "
                                             "units differ between series.",
                                             base));
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
        status = tt_fail(err, TT_ETOOFEW, "no year in which every series has a figure above 0");
    if (status == TT_OK) {
        /* One colour for each: series of one stage would share theirs. */
        for (size_t i = 0; i < views.count; i++)
            views.list[i].ink = tt__distinct_ink(&views, i);
        rebase(&views, base);
        chart->title = make_title(chart, &views, base);
        build(chart, &views, base);
        tt__finish_chart(request, chart, &views, tt_chart_format(chart, "Index, %.0f = 100", base));
        tt__set_alt(chart, &views, "Index chart");
        tt__fill_data(request, chart, &views);
    }
    return tt__kind_end(status, chart, &views, out, err);
}
