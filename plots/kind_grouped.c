/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kind "grouped": several series as bars side by side, one group for each period. Where the bars would
 * become too thin, the latest periods are shown. */
#include <math.h>

#include "finding.h"
#include "kinds.h"
#include "marks.h"
#include "scale.h"
#include "tiptrend/memory.h"

enum { MOST_BARS = 48, MOST_PERIODS = 40, MOST_SERIES = 8 };
static const double group_width = 0.8; /* of a period */

static tt_status build(const tt_chart_request *request, tt_chart *chart, tt__views *views,
                       const tt__finding *findings, tt_error *err)
{
    tt_panel *panel = &chart->panels[0];
    tt_period periods[MOST_PERIODS + 1];
    size_t count = 0;
    double highest = 0;
    int counts = 1;
    for (size_t i = 0; i < views->count; i++) {
        count = tt__add_periods(&views->list[i], periods, count, MOST_PERIODS);
        highest = fmax(highest, tt__highest(&views->list[i], 0, 0));
        counts = counts && tt__shows_counts(&views->list[i]);
    }
    size_t shown = MOST_BARS / views->count;
    size_t first = count > shown ? count - shown : 0;
    if (count == 0)
        return tt_fail(err, TT_ETOOFEW, "no series of the chart has a figure in these years");
    views->first = periods[first];
    tt__set_year_axis(chart, &panel->x, tt_period_time(views->first), tt_period_time(views->last),
                      0.55);
    tt__set_value_axis(chart, &panel->y,
                       &(tt__value_axis){.high = highest * 1.06, .whole = counts});
    const tt_label style = {.dy = 5.5, .size = TT_TYPE_SMALL, .optional = 1};
    double group = group_width * views->first.months / 12;
    double wide = group / (double)views->count;
    for (size_t p = first; p < count; p++)
        for (size_t i = 0; i < views->count; i++) {
            const tt_point *point = tt__point_at(&views->list[i], periods[p]);
            double left = tt_period_time(periods[p]) - group / 2 + wide * (double)i;
            if (point)
                tt__draw_bar(chart, panel, &views->list[i], point,
                             (const double[]){left, left + wide}, &style);
        }
    const tt__view *named[MOST_SERIES];
    for (size_t i = 0; i < views->count; i++)
        named[i] = &views->list[i];
    if (views->count > 1)
        tt__add_key(chart, panel, named, views->count);
    chart->measure = (count - first) * views->count > 16 ? TT_MEASURE_PAGE : TT_MEASURE_COLUMN;
    panel->aspect = chart->measure == TT_MEASURE_PAGE ? 0.36 : 0;
    chart->title = views->count == 1 ? tt__single_title(chart, &views->list[0], NULL, &findings[0])
                                     : tt__compare_title(chart, views->indicator, views, findings);
    tt__note_findings(chart, findings, views->count);
    if (first)
        tt_chart_add_note(chart, tt__say(chart, TT__SAY_NOTE_LATEST,
                                         tt__number(chart, (double)(count - first), 0)));
    tt__finish_chart(request, chart, views, tt__per_period(chart, views));
    return TT_OK;
}

tt_status tt__kind_grouped(const tt_chart_request *request, tt_chart **out, tt_error *err)
{
    tt__views views;
    tt_chart *chart;
    tt_status status = tt__kind_begin("grouped", 1, request, &chart, &views, err);
    if (status != TT_OK)
        return status;
    tt__finding *findings = NULL;
    if (views.count > MOST_SERIES)
        status = tt_fail(err, TT_EDOMAIN,
                         "%zu series are too many for bars side by side; "
                         "choose at most %d with --where, or plot panels",
                         views.count, MOST_SERIES);
    const tt__view *other = tt__other_unit(&views);
    if (status == TT_OK && other)
        status = tt_fail(err, TT_EUNITS,
                         "'%s' and '%s' do not share an axis; choose one unit with --where",
                         other->data->unit, views.list[0].data->unit);
    if (status == TT_OK)
        status = tt__find_trends(request, &views, &findings, err);
    if (status == TT_OK)
        tt__make_distinct(&views);
    if (status == TT_OK)
        status = build(request, chart, &views, findings, err);
    if (status == TT_OK) {
        tt__set_alt(chart, &views, TT__SAY_KIND_GROUPED);
        tt__fill_data(request, chart, &views);
    }
    tt_free(findings);
    return tt__kind_end(status, chart, &views, out, err);
}
