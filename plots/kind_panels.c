/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kind "panels": several series side by side, each on its own panel; lines where there are three figures
 * or more, bars below that. All panels share one scale; where the series differ so much that small ones
 * would vanish, each has its own and the subtitle says so. */
#include <math.h>

#include "finding.h"
#include "kinds.h"
#include "marks.h"
#include "scale.h"
#include "tiptrend/memory.h"

enum { LINE_FROM = 3, MOST_COLUMNS = 4, BARS_WIDTH = 25 };

static size_t figures(const tt__view *view)
{
    size_t count = 0;
    for (size_t i = 0; i < view->list.count; i++)
        count += isnan(view->list.points[i].value) ? 0 : 1;
    return count;
}

/* Whether one scale serves all panels. */
static int one_scale(const tt__views *views)
{
    double highest[TT__PANELS_MAX];
    for (size_t i = 0; i < views->count; i++)
        highest[i] = tt__highest(&views->list[i], 0, 0);
    return !tt__other_unit(views) && tt__one_scale(highest, views->count);
}

static void fill_panel(const tt_dataset *ds, tt_chart *chart, tt_panel *panel,
                       const tt__views *views, size_t index, double highest, double conf)
{
    const tt__view *view = &views->list[index];
    int line = figures(view) >= LINE_FROM;
    int long_series = view->list.count > 9;
    panel->title = view->label;
    panel->aspect = 0.72;
    tt_panel_set_subtitle(chart, panel,
                          &(tt_span){tt__unit_words(chart, ds, view), TT_INK_MUTED, 0},
                          views->unit ? 0 : 1);
    if (line)
        tt__set_years(chart, panel, views);
    else
        tt__set_year_axis(chart, &panel->x, tt_period_time(views->first),
                          tt_period_time(views->last), 0.55);
    tt__set_value_axis(
        chart, &panel->y,
        &(tt__value_axis){.high = highest * 1.08, .wanted = 4, .whole = tt__shows_counts(view)});
    if (!line) {
        tt__draw_bars(chart, panel, view, &(tt_label){.dy = 6, .bold = 1});
        return;
    }
    tt__draw_series(chart, panel, view, conf, 1);
    tt__draw_breaks(chart, panel, &(tt__views){.list = &views->list[index], .count = 1});
    if (!long_series)
        tt__label_series(chart, panel, view, TT__LABEL_EACH);
}

static void build(const tt_chart_request *request, tt_chart *chart, const tt__views *views)
{
    double conf = tt__level(request);
    int shared = one_scale(views);
    double highest = 0;
    for (size_t i = 0; i < views->count; i++)
        highest = fmax(highest, tt__highest(&views->list[i], conf, 1));
    int lines = 0;
    int any_line = 0;
    for (size_t i = 0; i < views->count; i++) {
        double own = tt__highest(&views->list[i], conf, figures(&views->list[i]) >= LINE_FROM);
        fill_panel(request->data, chart, &chart->panels[i], views, i, shared ? highest : own, conf);
        any_line |= figures(&views->list[i]) >= LINE_FROM;
        lines |= figures(&views->list[i]) >= LINE_FROM && tt__shows_counts(&views->list[i]);
    }
    chart->measure = views->count > 2 && any_line ? TT_MEASURE_PAGE : TT_MEASURE_MIDDLE;
    chart->least_panel = any_line ? 0 : BARS_WIDTH;
    chart->panel_columns = views->count < MOST_COLUMNS ? views->count : MOST_COLUMNS;
    if (lines)
        tt__note_band(chart, conf);
    const char *what = tt__words(chart, shared ? TT__SAY_ONE_SCALE : TT__SAY_OWN_SCALES);
    if (views->unit)
        what = tt__say(chart, TT__SAY_SEMICOLON, tt__per_period(chart, views), what);
    tt__finish_chart(request, chart, views, tt__capital(chart, what));
}

tt_status tt__kind_panels(const tt_chart_request *request, tt_chart **out, tt_error *err)
{
    tt__views views;
    tt_chart *chart;
    tt_status status = tt__kind_begin("panels", request->count, request, &chart, &views, err);
    if (status != TT_OK)
        return status;
    tt__limit_panels(chart, &views);
    tt__finding *findings;
    status = tt__find_trends(request, &views, &findings, err);
    if (status == TT_OK) {
        size_t known = 0;
        for (size_t i = 0; i < views.count; i++)
            known += findings[i].direction != TT__UNKNOWN ? 1 : 0;
        const tt__view *longest = &views.list[0];
        for (size_t i = 1; i < views.count; i++)
            longest = figures(&views.list[i]) > figures(longest) ? &views.list[i] : longest;
        const char *ends = tt__ends_words(chart, longest);
        chart->title = known ? tt__compare_title(chart, views.indicator, &views, findings)
                             : tt__say(chart, TT__SAY_COLON, longest->long_label,
                                       ends ? ends : tt__words(chart, TT__SAY_NO_FIGURE));
        if (known)
            tt__note_findings(chart, findings, views.count);
        build(request, chart, &views);
        tt__set_alt(chart, &views, TT__SAY_KIND_PANELS);
        tt__fill_data(request, chart, &views);
    }
    tt_free(findings);
    return tt__kind_end(status, chart, &views, out, err);
}
