/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kind "index": several series with their first common year as 100. */
#include <math.h>

#include "finding.h"
#include "kinds.h"
#include "marks.h"
#include "scale.h"
#include "tiptrend/memory.h"

/* The period in which the last new definition of any of the series begins: nothing before it can be the base of
 * what follows. NULL when there is none. */
static const tt_period *last_break(const tt__views *views)
{
    const tt_period *last = NULL;
    for (size_t i = 0; i < views->count; i++)
        for (size_t p = 1; p < views->list[i].list.count; p++) {
            const tt_point *point = &views->list[i].list.points[p];
            if (point->break_before && (!last || tt_period_compare(point->period, *last) > 0))
                last = &point->period;
        }
    return last;
}

/* The figure of a whole period; not-a-number when there is none. */
static double value_in(const tt__view *view, tt_period period)
{
    const tt_point *point = tt__point_at(view, period);
    return point && !(point->flags & TT_VALUE_PARTIAL) ? point->value : NAN;
}

/* The first period of one definition of which every series has a figure above 0. Returns 0 when there is none. */
static int find_base(const tt__views *views, tt_period *base)
{
    const tt_point_list *first = &views->list[0].list;
    const tt_period *begin = last_break(views);
    for (size_t p = 0; p < first->count; p++) {
        *base = first->points[p].period;
        int all = !begin || tt_period_compare(*base, *begin) >= 0;
        for (size_t i = 0; i < views->count && all; i++)
            all = value_in(&views->list[i], *base) > 0;
        if (all)
            return 1;
    }
    return 0;
}

/* Turns every figure into percent of that of the base; intervals too. */
static void rebase(tt__views *views, tt_period base)
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

/* The last period of which some series has a whole figure; that of the base has. */
static tt_period last_full(const tt__views *views, tt_period base)
{
    tt_period last = base;
    for (size_t i = 0; i < views->count; i++) {
        const tt_point *point = tt__end_point(&views->list[i], 1);
        if (point && !(point->flags & TT_VALUE_PARTIAL) &&
            tt_period_compare(point->period, last) > 0)
            last = point->period;
    }
    return last;
}

/* "In 2018 victims stood at 39% of 2015, prosecutions at 88%": the lowest and the highest. */
static const char *make_title(tt_chart *chart, const tt__views *views, tt_period base)
{
    const tt__view *low = NULL;
    const tt__view *high = NULL;
    tt_period last = last_full(views, base);
    for (size_t i = 0; i < views->count; i++) {
        double value = value_in(&views->list[i], last);
        if (isnan(value))
            continue;
        if (!low || value < value_in(low, last))
            low = &views->list[i];
        if (!high || value > value_in(high, last))
            high = &views->list[i];
    }
    const char *first = tt__span_text(chart, base, base);
    if (!low)
        return tt__say(chart, TT__SAY_INDEX_SUBTITLE, first);
    const char *when = tt__span_text(chart, last, last);
    const char *least = tt__percent(chart, value_in(low, last), 0);
    /* What tells a series from the others of the chart says nothing where it is alone. */
    const char *name = views->count == 1 ? low->subject : low->inner;
    const char *one = tt__say(chart, TT__SAY_INDEX_ONE, when, name, least, first);
    if (low == high)
        return one;
    chart->short_title = tt__capital(chart, one);
    return tt__say(chart, TT__SAY_INDEX_TWO, when, low->inner, least, first, high->inner,
                   tt__percent(chart, value_in(high, last), 0));
}

static void build(tt_chart *chart, const tt__views *views, const char *base)
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
    tt_chart_add_note(
        chart, tt__say(chart, views->unit ? TT__SAY_NOTE_INDEX_SAME : TT__SAY_NOTE_INDEX, base));
}

tt_status tt__kind_index(const tt_chart_request *request, tt_chart **out, tt_error *err)
{
    tt__views views;
    tt_chart *chart;
    tt_status status = tt__kind_begin("index", 1, request, &chart, &views, err);
    if (status != TT_OK)
        return status;
    tt_period base;
    if (!find_base(&views, &base))
        status = tt_fail(
            err, TT_ETOOFEW,
            "no year since the last new definition in which every series has a figure above 0");
    if (status == TT_OK) {
        /* One colour for each: series of one stage would share theirs. */
        tt__quieten(chart, &views);
        tt__make_distinct(&views);
        rebase(&views, base);
        chart->title = make_title(chart, &views, base);
        const char *first = tt__span_text(chart, base, base);
        build(chart, &views, first);
        tt__finish_chart(request, chart, &views, tt__say(chart, TT__SAY_INDEX_SUBTITLE, first));
        tt__set_alt(chart, &views, TT__SAY_KIND_INDEX);
        tt__fill_data(request, chart, &views);
    }
    return tt__kind_end(status, chart, &views, out, err);
}
