/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kind "line": one or several series over the years, counts with exact Poisson limits. */
#include <math.h>
#include <string.h>

#include "finding.h"
#include "kinds.h"
#include "marks.h"
#include "scale.h"
#include "tiptrend/memory.h"

enum { LABEL_EACH = 9 }; /* up to so many points of a single series each figure is printed */

static int is_plural(const char *label)
{
    size_t length = strlen(label);
    return length > 0 && (label[length - 1] == 's' || strstr(label, "s ") || strstr(label, "s,"));
}

/* The headline of one series. */
static const char *single_title(tt_chart *chart, const tt__view *view, const tt__finding *finding)
{
    const char *words = tt__trend_words(chart, finding, is_plural(view->long_label));
    const char *ends = tt__ends_words(chart, view);
    if (words && finding->direction == TT__UNCLEAR)
        return tt_chart_format(chart, "%s %s: %s", view->long_label, words, ends ? ends : "");
    if (words)
        return tt_chart_format(chart, "%s %s", view->long_label, words);
    for (size_t i = 1; i < view->list.count; i++) {
        const tt_point *point = &view->list.points[i];
        if (point->break_before)
            return tt_chart_format(chart, "%s: figures before and from %d on cannot be compared",
                                   view->long_label, tt_period_year(point->period));
    }
    return ends ? tt_chart_format(chart, "%s: %s", view->long_label, ends) : view->long_label;
}

static void build(const tt_chart_request *request, tt_chart *chart, const tt__views *views,
                  const tt__finding *findings)
{
    tt_panel *panel = &chart->panels[0];
    double conf = request->conf > 0 ? request->conf : 0.95;
    int single = views->count == 1;
    int band = views->count <= 3; /* more bands only hide each other */
    double highest = 0;
    int counts = 1;
    for (size_t i = 0; i < views->count; i++) {
        highest = fmax(highest, tt__highest(&views->list[i], conf, band));
        counts = counts && tt__shows_counts(&views->list[i]);
    }
    tt__set_years(chart, panel, views);
    tt__set_value_axis(chart, &panel->y,
                       &(tt__value_axis){.low = 0, .high = highest, .whole = counts});
    for (size_t i = 0; i < views->count; i++)
        tt__draw_series(chart, panel, &views->list[i], conf, band);
    tt__draw_breaks(chart, panel, views);
    for (size_t i = 0; i < views->count; i++) {
        const tt__view *view = &views->list[i];
        int each = single && view->list.count <= LABEL_EACH;
        tt__label_series(chart, panel, view, each);
        const tt_point *last = &view->list.points[view->list.count - 1];
        if (!each && !isnan(last->value))
            tt_panel_add_end(
                chart, panel,
                &(tt_end_label){
                    .name = single ? tt__number(chart, last->value, last->decimals) : view->label,
                    .value = single ? NULL : tt__number(chart, last->value, last->decimals),
                    .y = last->value,
                    .ink = view->ink});
    }
    chart->title = single ? single_title(chart, &views->list[0], &findings[0])
                          : tt__compare_title(chart, views->indicator ? views->indicator : "Series",
                                              views, findings);
    if (band && counts)
        tt_chart_add_note(
            chart,
            tt_chart_format(chart, "Band: exact Poisson %g%% limits of each count.", conf * 100));
    tt__note_findings(chart, findings, views->count);
}

tt_status tt__kind_line(const tt_chart_request *request, tt_chart **out, tt_error *err)
{
    tt__views views;
    tt_chart *chart;
    tt_status status = tt__kind_begin("line", 1, request, &chart, &views, err);
    if (status != TT_OK)
        return status;
    tt__finding *findings = tt_calloc(views.count, sizeof *findings);
    status = findings ? tt__find_trends(request, &views, findings, err)
                      : tt_fail(err, TT_ENOMEM, "no memory for a chart");
    if (status == TT_OK) {
        build(request, chart, &views, findings);
        const char *unit = views.unit ? views.unit : "Figures";
        tt__finish_chart(request, chart, &views, tt_chart_format(chart, "%s a year", unit));
        tt__set_alt(chart, &views, "Line chart");
        tt__fill_data(request, chart, &views);
    }
    tt_free(findings);
    return tt__kind_end(status, chart, &views, out, err);
}
