/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kind "line": one or several series over the years, counts with exact Poisson limits. */
#include <math.h>

#include "finding.h"
#include "kinds.h"
#include "marks.h"
#include "scale.h"
#include "tiptrend/memory.h"

enum {
    LABEL_EACH = 10, /* up to so many points of a single series each figure is printed */
    MOST_BANDS = 3   /* more bands only hide each other */
};

static void build(const tt_chart_request *request, tt_chart *chart, const tt__views *views,
                  const tt__finding *findings)
{
    tt_panel *panel = &chart->panels[0];
    double conf = tt__level(request);
    int single = views->count == 1;
    int band = views->count <= MOST_BANDS;
    double highest = 0;
    int counts = 1;
    for (size_t i = 0; i < views->count; i++) {
        highest = fmax(highest, tt__highest(&views->list[i], conf, band));
        counts = counts && tt__shows_counts(&views->list[i]);
    }
    tt__set_years(chart, panel, views);
    tt__set_value_axis(chart, &panel->y,
                       &(tt__value_axis){.low = 0, .high = highest, .whole = counts});
    tt__draw_all(chart, panel, views, conf, band);
    tt__draw_breaks(chart, panel, views);
    for (size_t i = 0; i < views->count; i++) {
        const tt__view *view = &views->list[i];
        int each = single && view->list.count <= LABEL_EACH;
        tt__label_series(chart, panel, view, each ? TT__LABEL_EACH : TT__LABEL_FIRST);
        if (!each)
            tt__end_series(chart, panel, view, single ? NULL : view->label);
    }
    chart->title = single ? tt__single_title(chart, &views->list[0], NULL, &findings[0])
                          : tt__compare_title(chart, views->indicator, views, findings);
    if (band && counts)
        tt__note_band(chart, conf);
    tt__note_findings(chart, findings, views->count);
}

tt_status tt__kind_line(const tt_chart_request *request, tt_chart **out, tt_error *err)
{
    tt__views views;
    tt_chart *chart;
    tt_status status = tt__kind_begin("line", 1, request, &chart, &views, err);
    if (status != TT_OK)
        return status;
    tt__finding *findings;
    status = tt__find_trends(request, &views, &findings, err);
    if (status == TT_OK) {
        tt__quieten(chart, &views);
        build(request, chart, &views, findings);
        tt__finish_chart(request, chart, &views, tt__per_period(chart, &views));
        tt__set_alt(chart, &views, TT__SAY_KIND_LINE);
        tt__fill_data(request, chart, &views);
    }
    tt_free(findings);
    return tt__kind_end(status, chart, &views, out, err);
}
