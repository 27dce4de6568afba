/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kind "stages": investigations, prosecutions, convictions (one series each) as bars side by side on one
 * scale, each with its unit. Never as one narrowing shape: they do not follow one cohort. */
#include <math.h>

#include "finding.h"
#include "kinds.h"
#include "marks.h"
#include "scale.h"
#include "tiptrend/memory.h"

static void draw_bars(tt_chart *chart, tt_panel *panel, const tt__view *view)
{
    for (size_t i = 0; i < view->list.count; i++) {
        const tt_point *point = &view->list.points[i];
        double x = tt_period_time(point->period);
        double left = x - tt__half_bar(point->period);
        double right = x + tt__half_bar(point->period);
        double zero = 0;
        if (isnan(point->value)) {
            if (isnan(point->low))
                continue;
            double top = isinf(point->high) ? panel->y.high : point->high;
            tt__note_interval(chart, point);
            tt_panel_add_mark(chart, panel,
                              &(tt_mark){.kind = TT_MARK_SEGMENTS,
                                         .ink = view->ink,
                                         .weight = 0.8,
                                         .n = 1,
                                         .column = {&x, &point->low, &x, &top}});
            continue;
        }
        int partial = (point->flags & TT_VALUE_PARTIAL) != 0;
        if (partial)
            tt_chart_add_note(chart, tt__words(chart, TT__SAY_NOTE_PARTIAL_BAR));
        tt_panel_add_mark(chart, panel,
                          &(tt_mark){.kind = TT_MARK_BOXES,
                                     .ink = view->ink,
                                     .fill = partial ? TT_FILL_TINT : TT_FILL_SOLID,
                                     .n = 1,
                                     .column = {&left, &right, &zero, &point->value}});
        tt_panel_add_label(chart, panel,
                           &(tt_label){.text = tt__number(chart, point->value, point->decimals),
                                       .x = x,
                                       .y = point->value,
                                       .dy = 6,
                                       .anchor = TT_ANCHOR_CENTRE,
                                       .bold = 1,
                                       .optional = view->list.count > 12});
    }
}

static void build(const tt_chart_request *request, tt_chart *chart, const tt__views *views)
{
    double highest = 0;
    for (size_t i = 0; i < views->count; i++)
        highest = fmax(highest, tt__highest(&views->list[i], 0.95, 0));
    for (size_t i = 0; i < views->count; i++) {
        tt_panel *panel = &chart->panels[i];
        const tt__view *view = &views->list[i];
        panel->title = view->label;
        panel->aspect = 0.72;
        tt_panel_set_subtitle(
            chart, panel, &(tt_span){tt__unit_words(chart, request->data, view), TT_INK_MUTED, 0},
            1);
        tt__set_year_axis(chart, &panel->x, tt_period_time(views->first),
                          tt_period_time(views->last), 0.55);
        tt__set_value_axis(chart, &panel->y,
                           &(tt__value_axis){.high = highest * 1.06, .wanted = 4, .whole = 1});
        draw_bars(chart, panel, view);
    }
    /* Few bars fit on less than the page: their type is then larger beside them. */
    int wide = tt_period_time(views->last) - tt_period_time(views->first) > 5 || views->count > 3;
    chart->measure = wide ? TT_MEASURE_PAGE : TT_MEASURE_MIDDLE;
    chart->panel_columns = views->count;
    tt_chart_add_note(chart, tt__words(chart, TT__SAY_NOTE_STAGES));
}

tt_status tt__kind_stages(const tt_chart_request *request, tt_chart **out, tt_error *err)
{
    tt__views views;
    tt_chart *chart;
    tt_status status = tt__kind_begin("stages", request->count, request, &chart, &views, err);
    if (status != TT_OK)
        return status;
    chart->panel_count = views.count; /* series without a figure have no panel */
    tt__finding *findings = tt_calloc(views.count, sizeof *findings);
    status = findings ? tt__find_trends(request, &views, findings, err)
                      : tt_fail(err, TT_ENOMEM, "no memory for a chart");
    if (status == TT_OK) {
        chart->title = tt__compare_title(chart, NULL, &views, findings);
        build(request, chart, &views);
        tt__note_findings(chart, findings, views.count);
        tt__finish_chart(request, chart, &views,
                         tt__capital(chart, tt__words(chart, TT__SAY_ONE_SCALE)));
        tt__set_alt(chart, &views, TT__SAY_KIND_STAGES);
        tt__fill_data(request, chart, &views);
    }
    tt_free(findings);
    return tt__kind_end(status, chart, &views, out, err);
}
