/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kind "stages": investigations, prosecutions, convictions (one series each) as bars side by side on one
 * scale, each with its unit. Never as one narrowing shape: they do not follow one cohort. */
#include <math.h>

#include "finding.h"
#include "kinds.h"
#include "marks.h"
#include "scale.h"
#include "tiptrend/memory.h"

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
        tt__draw_bars(chart, panel, view,
                      &(tt_label){.dy = 6, .bold = 1, .optional = view->list.count > 12});
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
    tt__limit_panels(chart, &views);
    tt__finding *findings;
    status = tt__find_trends(request, &views, &findings, err);
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
